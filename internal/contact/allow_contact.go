package contact

import (
	"context"

	"gandan/ent"
	"gandan/ent/contactparty"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// AllowContactInput is whether the holder may open the number without a reason.
type AllowContactInput struct {
	RequestID gid.ID
	Allowed   bool
}

// AllowContact takes back the consent that was given with the request, in any state of it, or gives it again. What was opened
// by consent ends with it. The same again changes and tells nothing. NOT_FOUND; FORBIDDEN with key NOT_YOUR_REQUEST.
func (s *Service) AllowContact(ctx context.Context, in AllowContactInput) (*ent.HelpRequest, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := s.requests.ActedOn(ctx, tx, in.RequestID)
		if err != nil {
			return nil, err
		}
		if err := allowRefusal(tx.Actor, r); err != nil {
			return nil, err
		}
		p, err := party(ctx, tx, r.ID, r.CitizenID)
		if err != nil || in.Allowed == (p.RefusedAt == nil) {
			return r, err
		}
		change, event := tx.ContactParty.Update().Where(contactparty.ID(p.ID)), EventAllowed
		if in.Allowed {
			change.ClearRefusedAt()
		} else {
			change, event = change.SetRefusedAt(tx.Now), EventRefused
		}
		if err := change.Exec(ctx); err != nil {
			return nil, err
		}
		if err := s.requests.Touch(ctx, tx, r.ID); err != nil {
			return nil, err
		}
		return r, tell(ctx, tx, event, r)
	})
}

func allowRefusal(a access.Actor, r *ent.HelpRequest) error {
	if !access.Can(a, access.AllowContact, object(r)) {
		return fault.New(fault.Forbidden, "NOT_YOUR_REQUEST")
	}
	return nil
}

// allowed reports whether the consent stands. The requests of one page are answered together.
func (s *Service) allowed(ctx context.Context, r *ent.HelpRequest) (bool, error) {
	refused, err := page.Maybe(ctx, "contact.refused", r.ID, s.refused)
	return !refused, err
}

// refused are the requests whose citizens took the consent back: they alone have such a row.
func (s *Service) refused(ctx context.Context, requests []gid.ID) (map[gid.ID]bool, error) {
	rows, err := s.store.Reader(ctx).ContactParty.Query().
		Where(contactparty.HelpRequestIDIn(requests...), contactparty.RefusedAtNotNil()).All(asSystem(ctx))
	if err != nil {
		return nil, store.Translate(err)
	}
	found := make(map[gid.ID]bool, len(rows))
	for _, p := range rows {
		found[p.HelpRequestID] = true
	}
	return found, nil
}
