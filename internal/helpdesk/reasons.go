package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// ReferralReason is why a matter was referred.
type ReferralReason string

// The reasons of a referral. Complaints and denunciations have a way of their own by law; nothing of them is kept here
// (rights_care.csv, complaints and denunciations).
const (
	OtherAuthority  ReferralReason = "OTHER_AUTHORITY"
	NeedsOriginals  ReferralReason = "NEEDS_ORIGINALS"
	Complaint       ReferralReason = "COMPLAINT_OR_DENUNCIATION"
	NotOnline       ReferralReason = "NOT_ONLINE_SERVICE"
	LegalAdvice     ReferralReason = "LEGAL_ADVICE"
	OtherOfReferral ReferralReason = "OTHER"
)

// CouldNotHelpReason is why a volunteer could not help.
type CouldNotHelpReason string

// The reasons of help that failed: the problems that volunteers report, by the rows of youth_facts.csv where they have one.
const (
	SystemDown        CouldNotHelpReason = "SYSTEM_DOWN"
	IdentityNotActive CouldNotHelpReason = "VNEID_NOT_ACTIVE"
	ForgottenPassword CouldNotHelpReason = "FORGOTTEN_PASSWORD" // Y036 (S34)
	PapersMissing     CouldNotHelpReason = "PAPERS_MISSING"     // Y035 (S34)
	DataMismatch      CouldNotHelpReason = "DATA_MISMATCH"      // Y038 (S34): papers without day and month of birth
	NoDevice          CouldNotHelpReason = "NO_DEVICE"          // Y034 (S34)
	NoNetwork         CouldNotHelpReason = "NO_NETWORK"         // Y039 (S34)
	PersonAbsent      CouldNotHelpReason = "PERSON_ABSENT"
	FearOfFraud       CouldNotHelpReason = "FEAR_OF_FRAUD" // Y037 (S34)
	OtherOfFailure    CouldNotHelpReason = "OTHER"
)

// CancelReason is why a citizen withdraws a request.
type CancelReason string

// The reasons of a withdrawal.
const (
	SolvedMyself   CancelReason = "SOLVED_MYSELF"
	NoLongerNeeded CancelReason = "NO_LONGER_NEEDED"
	WaitedTooLong  CancelReason = "WAITED_TOO_LONG"
	OtherOfCancel  CancelReason = "OTHER"
)

// ReleaseReason is why a holder gives a request back.
type ReleaseReason string

// The reasons of giving back.
const (
	NoTime            ReleaseReason = "NO_TIME"
	TooFar            ReleaseReason = "TOO_FAR"
	NotMyField        ReleaseReason = "NOT_MY_FIELD"
	CitizenNotReached ReleaseReason = "CITIZEN_NOT_REACHED"
	TakenByMistake    ReleaseReason = "TAKEN_BY_MISTAKE"
	OtherOfRelease    ReleaseReason = "OTHER"
)

// noCode is counted where a reason could have been given and was not.
const noCode = "NONE"

func asCode[T ~string](code *T) *string {
	if code == nil {
		return nil
	}
	s := string(*code)
	return &s
}

func orNone[T ~string](code *T) string {
	if code == nil {
		return noCode
	}
	return string(*code)
}

// checkReasons asks that a reason fits the outcome of the log.
func (in LogAssistanceInput) checkReasons() error {
	const key = "REASON_NEEDS_OTHER_OUTCOME"
	referred, failed := in.Outcome == assistancelog.OutcomeREFERRED, in.Outcome == assistancelog.OutcomeCOULD_NOT_HELP
	switch {
	case in.ReferralReason != nil && !referred:
		return fault.Bad("input.referralReason", key)
	case in.ReferredToID != nil && !referred:
		return fault.Bad("input.referredToId", key)
	case in.CouldNotHelpReason != nil && !failed:
		return fault.Bad("input.couldNotHelpReason", key)
	}
	return nil
}

// knownBody asks that the body exists to which a matter is referred.
func (s *Service) knownBody(ctx context.Context, id *gid.ID) error {
	if id == nil {
		return nil
	}
	_, err := s.territory.Organisation(ctx, *id)
	if fault.Is(err, fault.NotFound) {
		return fault.Bad("input.referredToId", "UNKNOWN_ORGANISATION")
	}
	return err
}

// reasonsSent is what the print of a log holds besides; without reasons it is that of a phone which knows none.
func (in LogAssistanceInput) reasonsSent() []any {
	if in.reasonCode() == nil && in.ReferredToID == nil {
		return nil
	}
	return []any{in.reasonCode(), in.ReferredToID}
}

func (in LogAssistanceInput) reasonCode() *string {
	if in.Outcome == assistancelog.OutcomeREFERRED {
		return asCode(in.ReferralReason)
	}
	return asCode(in.CouldNotHelpReason)
}

// CodedReason is a reason in the language of whoever reads it.
type CodedReason struct {
	Code   string
	Words  string
	Advice *string // what to do next; nil where there is nothing to say
}

// coded puts a code of the series into words; nil without a code.
func coded(ctx context.Context, series Series, code *string) *CodedReason {
	if code == nil {
		return nil
	}
	out := &CodedReason{Code: *code, Words: inWordsOf(ctx, series, *code)}
	if series == SeriesReferred || series == SeriesCouldNotHelp {
		advice := fault.Message(messageOf(series, *code)+"_ADVICE", access.RequestFrom(ctx).Language, nil)
		out.Advice = &advice
	}
	return out
}

func messageOf(series Series, code string) fault.Key {
	return fault.Key("HELP_" + string(series) + "_" + code)
}

func inWordsOf(ctx context.Context, series Series, code string) string {
	if code == noCode {
		return fault.Message("HELP_NONE", access.RequestFrom(ctx).Language, nil)
	}
	return fault.Message(messageOf(series, code), access.RequestFrom(ctx).Language, nil)
}

// LogReason is why the log led away from this help, with what to do next; nil when no code was given.
func (s *Service) LogReason(ctx context.Context, log *ent.AssistanceLog) *CodedReason {
	if log.Outcome == assistancelog.OutcomeREFERRED {
		return coded(ctx, SeriesReferred, log.ReasonCode)
	}
	return coded(ctx, SeriesCouldNotHelp, log.ReasonCode)
}

// StepReason is why a request was withdrawn or given back; nil when no code was given.
func (s *Service) StepReason(ctx context.Context, h *ent.RequestHistory) *CodedReason {
	if h.Verb == VerbCancel {
		return coded(ctx, SeriesCancelled, h.ReasonCode)
	}
	return coded(ctx, SeriesReleased, h.ReasonCode)
}

// ReferredTo is the body a matter was referred to; nil when none was named.
func (s *Service) ReferredTo(ctx context.Context, log *ent.AssistanceLog) (*ent.Organisation, error) {
	if log.ReferredToID == nil {
		return nil, nil //nolint:nilnil // none was named
	}
	return s.territory.Organisation(ctx, *log.ReferredToID)
}
