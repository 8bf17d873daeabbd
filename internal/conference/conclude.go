package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// PublishConclusionInput is the conclusion of the chair.
type PublishConclusionInput struct {
	ID   gid.ID
	Body string
}

// mostNamed is how many questions a refusal names; their number is said in full.
const mostNamed = 20

// Conclude publishes the conclusion of a conference that has ended: the first version of its notice, with the figures of this
// instant. What was asked in public and has no answer must have an organisation that owes one. The law wants the results
// within 10 days of the end (mechanisms.csv, M008); later is late and not refused.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG; CONFLICT, with key QUESTIONS_WITHOUT_OWNER it says
// which and how many.
func (s *Service) Conclude(ctx context.Context, in PublishConclusionInput) (*ent.Conference, error) {
	body, err := words("input.body", in.Body, 10, 20_000)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := s.move(ctx, in.ID, change{
			verb: conclude,
			set: func(tx *store.Tx, u *ent.ConferenceUpdate) {
				u.SetConcludedAt(tx.Now).SetConclusionBody(body).SetConclusionVersion(1)
			},
		})
		if err != nil {
			return nil, err
		}
		if err := everyQuestionOwned(ctx, tx, c.ID); err != nil { // after the lock on the conference: no question comes in between
			return nil, err
		}
		return c, file(ctx, tx, c, nil)
	})
}

// everyQuestionOwned refuses while a public question has neither an answer nor an organisation that owes one.
func everyQuestionOwned(ctx context.Context, tx *store.Tx, id gid.ID) error {
	ctx = access.AsSystem(ctx, "conference")
	left := tx.Question.Query().Where(question.ConferenceID(id), question.StatusEQ(question.StatusPUBLISHED), question.OwnerIDIsNil(), access.Listed)
	n, err := left.Clone().Count(ctx)
	if err != nil || n == 0 {
		return err
	}
	ids, err := left.Order(ent.Asc(question.FieldID)).Limit(mostNamed).IDs(ctx)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "QUESTIONS_WITHOUT_OWNER").With("count", n).Show("count", n).Show("questions", ids)
}

// file keeps the conclusion as it stands on the row of the conference as a version of its notice, with the figures of now. It
// comes after the lock on the conference.
func file(ctx context.Context, tx *store.Tx, c *ent.Conference, correction *string) error {
	f, err := figuresIn(ctx, tx, c)
	if err != nil {
		return err
	}
	return tx.Conclusion.Create().
		SetConferenceID(c.ID).SetVersion(c.ConclusionVersion).SetBody(*c.ConclusionBody).SetNillableCorrection(correction).
		SetPublishedAt(*c.ConcludedAt).SetAttended(f.Attended).SetOrganisations(f.Organisations).SetReceived(f.Received).
		SetAnsweredThere(f.AnsweredThere).SetAnsweredLater(f.AnsweredLater).SetOpen(f.Open).Exec(ctx)
}
