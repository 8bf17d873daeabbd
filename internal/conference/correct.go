package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CorrectConclusionInput is the conclusion as it should have been, and why it is corrected.
type CorrectConclusionInput struct {
	ID         gid.ID
	Body       string
	Correction string
}

// Correct publishes the next version of the conclusion, with the figures of this instant and the reason, which the public
// reads. The versions before stay readable.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG and REASON_REQUIRED.
func (s *Service) Correct(ctx context.Context, in CorrectConclusionInput) (*ent.Conference, error) {
	body, err := words("input.body", in.Body, 10, 20_000)
	if err != nil {
		return nil, err
	}
	why, err := optional("input.correction", &in.Correction, 500)
	if err == nil && why == nil {
		err = fault.Bad("input.correction", "REASON_REQUIRED")
	}
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		if _, err := s.load(ctx, tx, in.ID, correct); err != nil {
			return nil, err
		}
		c, err := take(ctx, tx, in.ID, step{verb: correct, numbers: 1})
		if err != nil {
			return nil, err
		}
		if c, err = rewrite(ctx, tx, c, body, why); err != nil {
			return nil, err
		}
		if err := record(ctx, tx, c, activity.KindCONCLUSION_CHANGED, nil); err != nil {
			return nil, err
		}
		return c, tx.Emit(ctx, EventCorrected, c.ID, nil)
	})
}

// rewrite puts the new words into the row of the conference, which holds the newest, and keeps them as a version. A conclusion
// that was published before versions were kept becomes the first of them, with the figures of today.
func rewrite(ctx context.Context, tx *store.Tx, c *ent.Conference, body string, why *string) (*ent.Conference, error) {
	if c.ConclusionVersion == 0 {
		c.ConclusionVersion = 1
		if err := file(ctx, tx, c, nil); err != nil {
			return nil, err
		}
	}
	n, err := tx.Conference.Update().Where(conference.ID(c.ID)).
		SetConclusionBody(body).SetConcludedAt(tx.Now).SetConclusionVersion(c.ConclusionVersion + 1).Save(ctx)
	if err := exactlyOne(n, err); err != nil {
		return nil, err
	}
	newest, err := tx.Conference.Get(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	return newest, file(ctx, tx, newest, why)
}
