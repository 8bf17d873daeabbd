package conference

import (
	"cmp"
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AssignQuestionInput is who owes an answer in writing, and until when.
type AssignQuestionInput struct {
	QuestionID  gid.ID
	OwnerID     gid.ID
	AnswerDueOn *string
	Reason      *string
}

// answerDays names the rule that says within how many working days a question is answered in writing. No law we know of sets
// the number, so there is none built in: a unit that has one enters it.
const answerDays = "dialogue.answerWorkingDays"

// Assign says which organisation of the unit or above owes a public question an answer in writing, and until which local day.
// Without a day a question keeps the one it has; at first it is so many working days from today as the rule of the unit says.
//
// The clock starts with the first assignment. Another owner does not start it anew; only a later day does, which needs a
// reason that the public reads.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys UNKNOWN_ORGANISATION, ORGANISATION_ELSEWHERE, BAD_DATE, DUE_IN_PAST, DUE_REQUIRED,
// REASON_REQUIRED and TOO_LONG; CONFLICT with keys ALREADY_ANSWERED and WRONG_STATE.
func (s *Service) Assign(ctx context.Context, in AssignQuestionInput) (*ent.Question, error) {
	reason, err := optional("input.reason", in.Reason, 500)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q, err := tx.Question.Get(ctx, in.QuestionID)
		if err != nil {
			return nil, err
		}
		if err := allowed(tx, q, owe); err != nil {
			return nil, err
		}
		if _, err := QuestionLife().Find(q.Status, owe); err != nil {
			return nil, alreadyAnswered(q, err)
		}
		if _, err := s.organisation(ctx, "input.ownerId", in.OwnerID, q.UnitPath); err != nil {
			return nil, err
		}
		d, err := s.debt(tx, q, in, reason)
		if err != nil {
			return nil, err
		}
		assigned, err := moveQuestion(ctx, tx, q, turn{
			verb: owe, at: assign, when: asAssigned(q), data: map[string]string{"owner": in.OwnerID.String(), "dueOn": d.dueOn},
			set: func(_ *ent.Conference, u *ent.QuestionUpdate) { d.write(tx, u.SetOwnerID(in.OwnerID)) },
		})
		return assigned, alreadyAnswered(q, err)
	})
}

// debt is until when an answer is owed; begins says that its clock starts now.
type debt struct {
	dueOn  string
	begins bool
	reason *string // of a later day
}

func (d debt) write(tx *store.Tx, u *ent.QuestionUpdate) {
	u.SetAnswerDueOn(d.dueOn).SetNillableAnswerDueReason(d.reason)
	if d.begins {
		u.SetAssignedAt(tx.Now)
	}
}

func (s *Service) debt(tx *store.Tx, q *ent.Question, in AssignQuestionInput, reason *string) (debt, error) {
	today := calendar.Today(tx.Now)
	if in.AnswerDueOn == nil {
		return s.unnamedDay(q, today)
	}
	due, err := calendar.ParseDate(*in.AnswerDueOn)
	switch later := q.AnswerDueOn != nil && string(due) > *q.AnswerDueOn; {
	case err != nil:
		return debt{}, fault.Bad("input.answerDueOn", "BAD_DATE")
	case due.Before(today):
		return debt{}, fault.Bad("input.answerDueOn", "DUE_IN_PAST")
	case later && reason == nil:
		return debt{}, fault.Bad("input.reason", "REASON_REQUIRED")
	case later:
		return debt{dueOn: string(due), begins: true, reason: reason}, nil
	}
	return debt{dueOn: string(due), begins: q.AssignedAt == nil}, nil
}

// unnamedDay is the day the question has, or the one that the rule of the unit gives.
func (s *Service) unnamedDay(q *ent.Question, today calendar.Date) (debt, error) {
	if q.AnswerDueOn != nil {
		return debt{dueOn: *q.AnswerDueOn}, nil
	}
	if n, set := s.policy.Value(answerDays, q.UnitPath, today); set {
		return debt{dueOn: string(s.calendar.AddWorkingDays(today, n)), begins: true}, nil
	}
	return debt{}, fault.Bad("input.answerDueOn", "DUE_REQUIRED")
}

// asAssigned asks that nobody has assigned the question meanwhile: what is later, and needs a reason, depends on the day before.
func asAssigned(q *ent.Question) []predicate.Question {
	if q.OwnerID == nil || q.AnswerDueOn == nil {
		return []predicate.Question{question.OwnerIDIsNil()}
	}
	return []predicate.Question{question.OwnerID(*q.OwnerID), question.AnswerDueOn(*q.AnswerDueOn)}
}

// OwnerOf is the organisation that owes the question an answer in writing, nil when none does.
func (s *Service) OwnerOf(ctx context.Context, q *ent.Question) (*ent.Organisation, error) {
	if q.OwnerID == nil {
		return nil, nil //nolint:nilnil // nobody owes it
	}
	return s.territory.Organisation(ctx, *q.OwnerID)
}

// AnswerOverdue says whether the day of an owed answer has passed. What is due on a day on which nobody works is in time on the
// next working day.
func (s *Service) AnswerOverdue(q *ent.Question) bool {
	return q.Status == question.StatusPUBLISHED && cmp.Or(deref(q.AnswerDueOn), string(calendar.LastDate)) <= string(s.lapsed())
}

// lapsed is the last day that has passed: what was due then or before is overdue.
func (s *Service) lapsed() calendar.Date {
	return s.calendar.AddWorkingDays(calendar.Today(s.store.Now()), -1)
}

func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// WaitingDays is for how many working days an answer in writing is waited for: since it was assigned or, while nobody owes it,
// since the conference ended; nil when none is waited for. It goes on while nobody owes it: what has no owner ages too.
func (s *Service) WaitingDays(ctx context.Context, q *ent.Question) (*int, error) {
	if q.Status != question.StatusPUBLISHED {
		return nil, nil //nolint:nilnil // nothing is waited for
	}
	since := q.AssignedAt
	if since == nil {
		c, err := s.Conference(ctx, q.ConferenceID)
		if err != nil || c.EndedAt == nil {
			return nil, err
		}
		since = c.EndedAt
	}
	n := s.calendar.WorkingDaysBetween(calendar.Today(*since), calendar.Today(s.store.Now()))
	return &n, nil
}
