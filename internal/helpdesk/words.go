package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Description is the words of the citizen; nil while a moderator hides them, except for the citizen and admins of the unit.
func (s *Service) Description(ctx context.Context, r *ent.HelpRequest) *string {
	viewer, _ := access.From(ctx)
	if r.DescriptionHidden && viewer.ID != r.CitizenID && !access.Can(viewer, access.DecideModeration, object(r)) {
		return nil
	}
	return &r.Description
}

// HideWords hides the description; it joins the transaction of the moderator's decision and tells nothing by itself.
// NOT_FOUND.
func (s *Service) HideWords(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return setHidden(ctx, tx, id, true)
}

// ShowWords takes HideWords back. NOT_FOUND.
func (s *Service) ShowWords(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return setHidden(ctx, tx, id, false)
}

func setHidden(ctx context.Context, tx *store.Tx, id gid.ID, hidden bool) error {
	n, err := tx.HelpRequest.Update().Where(helprequest.ID(id)).SetDescriptionHidden(hidden).Save(ctx)
	if err == nil && n != 1 {
		return fault.Missing()
	}
	return err
}
