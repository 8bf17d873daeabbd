package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
)

// errOutsideWrite is a mistake of ours: something tried to write without a transaction of Write.
var errOutsideWrite = errors.New("store: a write outside store.Write")

// errAddedOnly is a mistake of ours too: something tried to change what is only ever added to.
var errAddedOnly = errors.New("store: rows of this kind are added and never changed or removed")

// guard refuses every mutation that does not run in the transaction of Write, and whatever would rewrite what the public was told
// once. It fills ids and times in the others.
func guard(next ent.Mutator) ent.Mutator {
	return ent.MutateFunc(func(ctx context.Context, m ent.Mutation) (ent.Value, error) {
		tx, ok := ctx.Value(txKey{}).(*Tx)
		if !ok {
			return nil, fmt.Errorf("%w: %s", errOutsideWrite, m.Type())
		}
		if !m.Op().Is(ent.OpCreate) && slices.Contains(addedOnly(), m.Type()) {
			return nil, fmt.Errorf("%w: %s", errAddedOnly, m.Type())
		}
		if m.Op().Is(ent.OpCreate) {
			if err := tx.fill(m); err != nil {
				return nil, err
			}
		} else if !m.Op().Is(ent.OpDelete | ent.OpDeleteOne) {
			touch(m, tx.Now)
		}
		return next.Mutate(ctx, m)
	})
}

// addedOnly lists the entities that are a record: ledgers and versions for the public, for a citizen who opened their number, and
// for the help what was done, what was said of it and what was counted. Who may write them may not rewrite them.
func addedOnly() []string {
	return []string{
		ent.TypeCommitmentEntry, ent.TypeConclusion, ent.TypeContactReveal,
		ent.TypeAssistanceLog, ent.TypeLogReview, ent.TypeWalkInCount,
	}
}

type identified interface {
	ID() (gid.ID, bool)
	SetID(gid.ID)
}

type created interface {
	SetCreatedAt(time.Time)
	CreatedAt() (time.Time, bool)
}

func (tx *Tx) fill(m ent.Mutation) error {
	if row, ok := m.(identified); ok {
		if _, has := row.ID(); !has {
			kind, known := kinds()[m.Type()]
			if !known {
				return fmt.Errorf("store: %s has no kind of id", m.Type())
			}
			row.SetID(tx.NewID(kind))
		}
	}
	if row, ok := m.(created); ok {
		if _, has := row.CreatedAt(); !has {
			row.SetCreatedAt(tx.Now)
		}
	}
	touch(m, tx.Now)
	return nil
}

func touch(m ent.Mutation, now time.Time) {
	if row, ok := m.(interface {
		SetUpdatedAt(time.Time)
		UpdatedAt() (time.Time, bool)
	}); ok {
		if _, has := row.UpdatedAt(); !has {
			row.SetUpdatedAt(now)
		}
	}
}

// kinds maps the entities of ent to the kinds of their ids.
func kinds() map[string]gid.Kind {
	return map[string]gid.Kind{
		ent.TypeUnit: gid.Unit, ent.TypeUnitSuccession: gid.UnitSuccession, ent.TypeOrganisation: gid.Organisation,
		ent.TypeProcedure: gid.Procedure, ent.TypeAccount: gid.Account, ent.TypeRoleGrant: gid.Grant, ent.TypeSession: gid.Session,
		ent.TypeRefreshToken: gid.RefreshToken, ent.TypeOtpChallenge: gid.Challenge, ent.TypeAccessRecord: gid.AccessRecord,
		ent.TypeHelpRequest: gid.HelpRequest, ent.TypeAssistanceLog: gid.AssistanceLog, ent.TypeRequestHistory: gid.RequestHistory,
		ent.TypeConference: gid.Conference, ent.TypeQuestion: gid.Question, ent.TypeVote: gid.Vote, ent.TypeActivity: gid.Activity,
		ent.TypeCommitment: gid.Commitment, ent.TypeModerationCase: gid.ModerationCase, ent.TypeFlag: gid.Flag, ent.TypeDecision: gid.Decision,
		ent.TypeNotification: gid.Notification, ent.TypeOutboxEvent: gid.OutboxEvent, ent.TypeIdempotentAnswer: gid.IdempotentAnswer,
		ent.TypeConclusion: gid.Conclusion, ent.TypeSitting: gid.Sitting, ent.TypeAgendaItem: gid.AgendaItem, ent.TypeInvitation: gid.Invitation, ent.TypeProposal: gid.Proposal, ent.TypeQuestionWord: gid.QuestionWord,
		ent.TypePoll: gid.Poll, ent.TypePollOption: gid.PollOption, ent.TypeBallot: gid.Ballot, ent.TypeRegistration: gid.Registration, ent.TypeCalendarFeed: gid.CalendarFeed, ent.TypeCommitmentEntry: gid.CommitmentEntry,
		ent.TypeDraft: gid.Draft, ent.TypeDraftVersion: gid.DraftVersion, ent.TypeClause: gid.Clause, ent.TypeOpinion: gid.Opinion, ent.TypeCriticismDocument: gid.CriticismDocument, ent.TypeSatisfactionTicket: gid.SatisfactionTicket, ent.TypeSatisfactionTally: gid.SatisfactionTally,
		ent.TypeAttachment: gid.Attachment, ent.TypeFollow: gid.Follow, ent.TypeNotificationPreference: gid.NotificationPreference, ent.TypePolicyRule: gid.PolicyRule, ent.TypeInbox: gid.Inbox,

		// procedure
		ent.TypeProcedureVersion: gid.ProcedureVersion, ent.TypeProcedureFee: gid.ProcedureFee, ent.TypeChecklistItem: gid.ChecklistItem,

		// request
		ent.TypePreferredTime: gid.PreferredTime,

		// matching
		ent.TypeRequestEscalation: gid.RequestEscalation,

		// team
		ent.TypeTeam: gid.Team, ent.TypeTeamMember: gid.TeamMember, ent.TypeHelpPoint: gid.HelpPoint, ent.TypeShift: gid.Shift, ent.TypeShiftSignup: gid.ShiftSignup,

		// contact
		ent.TypeRequestMessage: gid.RequestMessage, ent.TypeContactReveal: gid.ContactReveal, ent.TypeContactParty: gid.ContactParty,

		// reception
		ent.TypeReception: gid.Reception, ent.TypeReceptionBooking: gid.ReceptionBooking, ent.TypeReceptionSlot: gid.ReceptionSlot,

		// after
		ent.TypeHelpTally: gid.HelpTally, ent.TypeSolvedAnswer: gid.SolvedAnswer,

		// assistance
		ent.TypeLogReview: gid.LogReview, ent.TypeWalkInCount: gid.WalkInCount, ent.TypeCertificate: gid.Certificate,
		ent.TypeCompletionCode: gid.CompletionCode, ent.TypeLogStanding: gid.LogStanding,

		// offline
		ent.TypeOfflineReceipt: gid.OfflineReceipt,
		ent.TypeTombstone:      gid.Tombstone,
	}
}
