package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/store"
)

// ReadableOpinion is the opinion if the actor may read it, else NOT_FOUND: moderation asks before it takes a flag.
func (s *Service) ReadableOpinion(ctx context.Context, id gid.ID) (*ent.Opinion, error) {
	o, err := s.store.Reader(ctx).Opinion.Get(ctx, id)
	return o, store.Translate(err)
}

// HideOpinion takes an opinion out of the public eye and out of the count. One that is hidden already stays so. It belongs to
// the transaction of the decision. NOT_FOUND, FORBIDDEN.
func (s *Service) HideOpinion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	o, err := tx.Opinion.Get(ctx, id)
	if err != nil || o.Status == opinion.StatusHIDDEN {
		return store.Translate(err)
	}
	_, err = moveOpinion(ctx, tx, o, turn{verb: hide, step: counted(o, -1)})
	return err
}

// ShowOpinion brings a hidden opinion back, with its answer if it had one. One that is public stays so. It belongs to the
// transaction of the decision. NOT_FOUND, FORBIDDEN.
func (s *Service) ShowOpinion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	o, err := tx.Opinion.Get(ctx, id)
	if err != nil || o.Status != opinion.StatusHIDDEN {
		return store.Translate(err)
	}
	t := turn{verb: show, step: counted(o, 1)}
	if o.Response != nil {
		t.verb = restore
	}
	_, err = moveOpinion(ctx, tx, o, t)
	return err
}

// counted is the opinion in the numbers of its draft, once more or once less.
func counted(o *ent.Opinion, by int) step {
	st := step{received: by}
	if o.Response != nil {
		st.answered, st.response = by, *o.Response
	}
	return st
}
