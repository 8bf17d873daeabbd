package helpdesk

import (
	"bytes"
	"context"
	"errors"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/guard"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// LogAssistanceInput is what a volunteer did.
type LogAssistanceInput struct {
	ClientID      *string
	HelpRequestID gid.ID
	Kind          assistancelog.Kind
	Outcome       assistancelog.Outcome
	Note          *string
	Minutes       int
	HappenedAt    *time.Time
	DossierCode   *string

	// after
	ReferralReason     *ReferralReason
	ReferredToID       *gid.ID
	CouldNotHelpReason *CouldNotHelpReason

	// offline: HappenedAt as the phone says it, when HappenedAt is by the clock of the server already
	DeviceAt *time.Time
}

// LogAssistancePayload is a log and the request it moved.
type LogAssistancePayload struct {
	Log         *ent.AssistanceLog
	HelpRequest *ent.HelpRequest
}

// The bounds of a log. Clocks of phones are often wrong and logs may wait long for a signal: both times are kept, and only
// what cannot be meant is refused.
const (
	leastMinutes = 1
	mostMinutes  = 480
	mostAhead    = 24 * time.Hour
	mostDaysAgo  = 60
)

// LogAssistance writes down what the holder of a request did and moves the request, in one transaction. The same ClientID
// again returns the log that is there, whatever has become of its request.
// BAD_USER_INPUT with keys BAD_CLIENT_ID, MINUTES_RANGE, TOO_LONG, HAPPENED_IN_FUTURE, HAPPENED_TOO_LONG_AGO,
// REASON_NEEDS_OTHER_OUTCOME, UNKNOWN_ORGANISATION and those of guard.Text; NOT_FOUND;
// FORBIDDEN with key NOT_HOLDER; CONFLICT with keys WRONG_STATE, SESSION_OVERLAPS and CLIENT_ID_REUSED.
func (s *Service) LogAssistance(ctx context.Context, in LogAssistanceInput) (*LogAssistancePayload, error) {
	in, err := checkedLog(in)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*LogAssistancePayload, error) {
		out, known, err := s.record(ctx, tx, in)
		if known {
			out.HelpRequest, err = actedOn(ctx, tx, out.Log.HelpRequestID)
		}
		return out, err
	})
}

// checkedLog is the input with its texts cleaned.
func checkedLog(in LogAssistanceInput) (LogAssistanceInput, error) {
	var err error
	if in.ClientID, err = clientID(in.ClientID); err != nil {
		return in, err
	}
	if in.Minutes < leastMinutes || in.Minutes > mostMinutes {
		return in, fault.Bad("input.minutes", "MINUTES_RANGE").With("min", leastMinutes).With("max", mostMinutes)
	}
	if in.Note, err = unguarded(in.Note, "input.note", longestText); err != nil {
		return in, err
	}
	if in.HappenedAt != nil {
		at := in.HappenedAt.UTC().Truncate(time.Microsecond)
		in.HappenedAt = &at
	}
	if err := in.checkReasons(); err != nil {
		return in, err
	}
	in.DossierCode, err = dossierCode(in.DossierCode)
	return in, err
}

func (in LogAssistanceInput) fingerprint() []byte {
	sent := []any{in.HelpRequestID, in.Kind, in.Outcome, in.Note, in.Minutes, in.phoneSays(), in.DossierCode}
	return fingerprint(append(sent, in.reasonsSent()...)...)
}

// phoneSays is when the help began by the clock of the phone: it is the same however often and by whichever way the log is sent.
func (in LogAssistanceInput) phoneSays() *time.Time {
	if in.DeviceAt != nil {
		return in.DeviceAt
	}
	return in.HappenedAt
}

// verb is the arrow that the outcome asks for.
func (in LogAssistanceInput) verb() string {
	if in.Outcome == assistancelog.OutcomeCONTINUES {
		return VerbLog
	}
	return VerbLog + "/" + string(in.Outcome)
}

// record finds or writes the log of a checked input. known says that the log was there; its request is then not read.
// Whatever record refuses with a fault, it refuses before anything is written, so that one bad log of a batch spoils no other.
func (s *Service) record(ctx context.Context, tx *store.Tx, in LogAssistanceInput) (out *LogAssistancePayload, known bool, err error) {
	if log, err := loggedBefore(ctx, tx, in); log != nil || err != nil {
		return &LogAssistancePayload{Log: log}, log != nil, err
	}
	out, refusal := s.recordAnew(ctx, tx, in)
	if refusal == nil || !isFault(refusal) {
		return out, false, refusal
	}
	// The same log may have come twice at once: the other call then moved the request, and that is why this one is refused.
	if log, err := loggedBefore(ctx, tx, in); log != nil || err != nil {
		return &LogAssistancePayload{Log: log}, log != nil, err
	}
	return nil, false, refusal
}

func isFault(err error) bool {
	var f *fault.Error
	return errors.As(err, &f)
}

func (s *Service) recordAnew(ctx context.Context, tx *store.Tx, in LogAssistanceInput) (*LogAssistancePayload, error) {
	// Not before: what was stored without the guard is known when it is sent again.
	if err := guard.Optional(in.Note, "input.note"); err != nil {
		return nil, err
	}
	if err := s.knownBody(ctx, in.ReferredToID); err != nil {
		return nil, err
	}
	at, err := happened(in, tx.Now)
	if err != nil {
		return nil, err
	}
	r, err := actedOn(ctx, tx, in.HelpRequestID)
	if err != nil {
		return nil, err
	}
	row, err := s.arrow(tx.Actor, r, in.verb(), tx.Now)
	if err != nil {
		return nil, err
	}
	overlaps, err := sessionFits(ctx, tx, in, at)
	if err != nil {
		return nil, err
	}
	id := tx.NewID(gid.AssistanceLog)
	if r, err = follow(ctx, tx, r, row, step{change: outcomeOf(row, tx.Now), log: id}); err != nil {
		return nil, err
	}
	log, err := write(ctx, tx, id, in, session{at: at, overlaps: overlaps})
	if err != nil {
		return nil, err
	}
	return &LogAssistancePayload{Log: log, HelpRequest: r}, s.recorded(ctx, tx, log, r)
}

// outcomeOf is what the arrow of a log changes besides the status.
func outcomeOf(row lifecycle.Row[helprequest.Status], now time.Time) func(*ent.HelpRequest) {
	return func(r *ent.HelpRequest) {
		if row.To == helprequest.StatusRESOLVED {
			r.ResolvedAt = &now
		}
		if row.To == helprequest.StatusOPEN {
			withoutHolder(r)
		}
	}
}

// loggedBefore is the volunteer's log with the same client id, or nil. It is looked for beyond what they may read now: the
// request may have passed to somebody else since.
func loggedBefore(ctx context.Context, tx *store.Tx, in LogAssistanceInput) (*ent.AssistanceLog, error) {
	if in.ClientID == nil || tx.Actor.ID.IsZero() {
		return nil, nil //nolint:nilnil // nothing to look for is nothing found
	}
	log, err := tx.AssistanceLog.Query().
		Where(assistancelog.VolunteerID(tx.Actor.ID), assistancelog.ClientID(*in.ClientID)).
		Only(access.AsSystem(ctx, "helpdesk"))
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // nothing found is no mistake
	case err == nil && !bytes.Equal(log.ClientFingerprint, in.fingerprint()):
		return nil, reused()
	}
	return log, err
}

// happened is when the help began: as the phone says, or so long ago that it ends now. A clock that was put right has no excuse.
func happened(in LogAssistanceInput, now time.Time) (time.Time, error) {
	switch at := in.HappenedAt; {
	case at == nil:
		return now.Add(-time.Duration(in.Minutes) * time.Minute), nil
	case in.DeviceAt != nil:
		return *at, InTime(*at, now, "input.happenedAt")
	default:
		return *at, inTime(*at, now, mostAhead, "input.happenedAt")
	}
}

// InTime holds that what was done at the instant, by the clock of the server, can be sent now: it is done, and not longer ago
// than 60 days. BAD_USER_INPUT at the field with keys HAPPENED_IN_FUTURE and HAPPENED_TOO_LONG_AGO.
func InTime(at, now time.Time, field string) error { return inTime(at, now, 0, field) }

func inTime(at, now time.Time, ahead time.Duration, field string) error {
	switch {
	case at.After(now.Add(ahead)):
		return fault.Bad(field, "HAPPENED_IN_FUTURE")
	case at.Before(now.AddDate(0, 0, -mostDaysAgo)):
		return fault.Bad(field, "HAPPENED_TOO_LONG_AGO").With("days", mostDaysAgo)
	}
	return nil
}

func write(ctx context.Context, tx *store.Tx, id gid.ID, in LogAssistanceInput, when session) (*ent.AssistanceLog, error) {
	create := tx.AssistanceLog.Create().SetID(id).SetHelpRequestID(in.HelpRequestID).SetVolunteerID(tx.Actor.ID).
		SetKind(in.Kind).SetOutcome(in.Outcome).SetNillableNote(in.Note).SetMinutes(in.Minutes).
		SetHappenedAt(when.at).SetOverlaps(when.overlaps).SetLoggedAt(tx.Now).SetNillableDossierCode(in.DossierCode).SetNillableDeviceAt(in.DeviceAt).
		SetNillableReasonCode(in.reasonCode()).SetNillableReferredToID(in.ReferredToID)
	if in.ClientID != nil {
		create.SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint())
	}
	return create.Save(ctx)
}
