package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

// QuestionTrace is what a look-up code shows: what became of a question, not who asked it. It holds no words of a question that
// the public may not read, since a code may be seen over a shoulder.
type QuestionTrace struct {
	Status     question.Status
	Merged     bool
	AskedAt    time.Time
	ReasonCode *decision.ReasonCode // why it is hidden
	Statement  *string              // the words of that decision, for the asker of that very question

	stays *ent.Question // the question of the code, or the one it was joined with
}

// QuestionByCode is what became of the question of the code, also while it waits or is hidden. The code of a question that was
// joined with another leads to the one that stays. Codes are read without regard to case and dashes.
// NOT_FOUND for what is no code and for one that nobody has: both look the same.
func (s *Service) QuestionByCode(ctx context.Context, code string) (*QuestionTrace, error) {
	if len(s.desk.Secret) == 0 || text.PlainCode(code) == "" {
		return nil, fault.Missing()
	}
	ctx = access.AsSystem(ctx, "conference") // the code is the right to read it
	asked, err := s.store.Reader(ctx).Question.Query().Where(question.LookupHash(s.lookupHash(code))).Only(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	t := &QuestionTrace{Status: asked.Status, AskedAt: asked.CreatedAt, stays: asked}
	if asked.MergedIntoID != nil {
		t.stays, err = s.store.Reader(ctx).Question.Get(ctx, *asked.MergedIntoID)
		if err != nil {
			return nil, store.Translate(err)
		}
		t.Status, t.Merged = t.stays.Status, true
	}
	return t, s.explain(ctx, t)
}

// explain adds why the question is hidden. The words of the decision were written to its asker, so they are not for those whose
// own question was joined with it.
func (s *Service) explain(ctx context.Context, t *QuestionTrace) error {
	if t.Status != question.StatusHIDDEN || s.desk.Decisions == nil {
		return nil
	}
	d, err := s.desk.Decisions.DecisionOn(ctx, s.store.Reader(ctx), t.stays.ID)
	if err != nil || d == nil {
		return store.Translate(err)
	}
	t.ReasonCode = &d.ReasonCode
	if !t.Merged {
		t.Statement = &d.Statement
	}
	return nil
}

// TracedConference is the conference at which it was asked.
func (s *Service) TracedConference(ctx context.Context, t *QuestionTrace) (*ent.Conference, error) {
	return s.Conference(ctx, t.stays.ConferenceID)
}

// TracedQuestion is the question, nil while the viewer may not read it.
func (s *Service) TracedQuestion(ctx context.Context, t *QuestionTrace) (*ent.Question, error) {
	return s.Question(ctx, &t.stays.ID)
}

// TracedAnswer is the answer, nil while the public may not read it.
func (s *Service) TracedAnswer(ctx context.Context, t *QuestionTrace) *Answer {
	if !listed(t.Status) {
		return nil
	}
	return s.AnswerOf(ctx, t.stays)
}

// TracedOwner is the organisation that owes an answer in writing.
func (s *Service) TracedOwner(ctx context.Context, t *QuestionTrace) (*ent.Organisation, error) {
	return s.OwnerOf(ctx, t.stays)
}

// TracedDue is the last day for that answer, nil when none is owed.
func (s *Service) TracedDue(t *QuestionTrace) *string { return t.stays.AnswerDueOn }

// TracedOverdue says whether that day has passed without an answer.
func (s *Service) TracedOverdue(t *QuestionTrace) bool { return s.AnswerOverdue(t.stays) }
