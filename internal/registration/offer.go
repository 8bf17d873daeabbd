package registration

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AcceptOfferInput is which offered seat to take.
type AcceptOfferInput struct{ ID gid.ID }

// DeclineOfferInput is which offered seat to leave to others.
type DeclineOfferInput struct{ ID gid.ID }

// AcceptOffer takes the seat that is held for the citizen. The clock of the transaction decides whether the offer still
// holds, whether or not it has lapsed in the database.
//
// NOT_FOUND, FORBIDDEN; CONFLICT with keys OFFER_LAPSED, REGISTRATION_CLOSED and WRONG_STATE.
func (s *Service) AcceptOffer(ctx context.Context, in AcceptOfferInput) (*ent.Registration, error) {
	return s.keep(ctx, in.ID, accept, func(ctx context.Context, tx *store.Tx, h *hall, r *ent.Registration) (*ent.Registration, error) {
		row, err := arrow(r, accept)
		if err != nil {
			return nil, err
		}
		if over(r, tx.Now) {
			return nil, fault.New(fault.Conflict, "OFFER_LAPSED")
		}
		return move(ctx, tx, r, row, func(u *ent.RegistrationUpdate) {
			u.Where(registration.OfferUntilGT(tx.Now)).SetRegisteredAt(tx.Now).SetNillableRemindedAt(s.reminded(tx.Now, h))
		})
	})
}

// DeclineOffer gives the offered seat to the next who waits.
// NOT_FOUND, FORBIDDEN; CONFLICT with keys OFFER_LAPSED, REGISTRATION_CLOSED and WRONG_STATE.
func (s *Service) DeclineOffer(ctx context.Context, in DeclineOfferInput) (*ent.Registration, error) {
	return s.keep(ctx, in.ID, decline, func(ctx context.Context, tx *store.Tx, h *hall, r *ent.Registration) (*ent.Registration, error) {
		if over(r, tx.Now) {
			return nil, fault.New(fault.Conflict, "OFFER_LAPSED")
		}
		return s.leave(ctx, tx, h, r, decline)
	})
}

// over says whether an offer has run out, also when nobody has written that down yet.
func over(r *ent.Registration, now time.Time) bool {
	return r.Status == registration.StatusOFFERED && r.OfferUntil != nil && !now.Before(*r.OfferUntil)
}

// keep does a deed of the person to their registration, under the lock of its hall.
func (s *Service) keep(ctx context.Context, id gid.ID, verb string, do func(context.Context, *store.Tx, *hall, *ent.Registration) (*ent.Registration, error)) (*ent.Registration, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Registration, error) {
		r, err := tx.Registration.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		if !access.Can(tx.Actor, Life().Action(verb), object(r)) {
			return nil, fault.New(fault.Forbidden, "NOT_YOUR_REGISTRATION")
		}
		h, err := within(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		if r, err = tx.Registration.Get(ctx, id); err != nil { // as it stands under the lock
			return nil, err
		}
		if !isOpen(h.conference.Status) {
			return nil, fault.New(fault.Conflict, "REGISTRATION_CLOSED")
		}
		return do(ctx, tx, h, r)
	})
}

// object is the registration as far as access is concerned.
func object(r *ent.Registration) access.Object {
	o := access.Object{Path: r.UnitPath}
	if r.AccountID != nil {
		o.Owner = *r.AccountID
	}
	return o
}
