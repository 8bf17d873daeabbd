package contact

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requesthistory"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// contactField is how access records name the reading of the number.
const contactField = "HelpRequest.contact"

// RevealContactInput is which number is opened, and on what ground.
type RevealContactInput struct {
	RequestID gid.ID
	Basis     contactreveal.Basis
	Reason    *string
}

// RevealContact opens the number of the citizen to the actor for a day: to the holder by consent or with a reason, to an
// administrator of the unit with a reason. It gives what was written down and not the number, which is read afterwards (Phone):
// so no number is answered whose opening is not committed, and none stands in an answer that is kept. The citizen is told.
//
// BAD_USER_INPUT with keys REASON_REQUIRED, TOO_SHORT, TOO_LONG, those of texts, and REVEAL_NEEDS_REASON; NOT_FOUND; FORBIDDEN
// with keys NOT_HOLDER and OWN_CONTACT; CONFLICT with keys WRONG_STATE, PHONE_NOT_CONFIRMED and CONSENT_WITHDRAWN;
// RATE_LIMITED with keys REVEALS_OF_REQUEST and REVEALS_TOO_MANY.
func (s *Service) RevealContact(ctx context.Context, in RevealContactInput) (*ent.ContactReveal, error) {
	reason, err := in.reason()
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ContactReveal, error) {
		r, err := s.requests.ActedOn(ctx, tx, in.RequestID)
		if err != nil {
			return nil, err
		}
		// The request is locked, so no release comes between; the person is locked, so their openings are counted one by one.
		if err := s.people.Held(ctx, tx, tx.Actor.ID); err != nil {
			return nil, err
		}
		if err := s.mayReveal(ctx, tx, r, in.Basis); err != nil {
			return nil, err
		}
		return s.reveal(ctx, tx, r, in.Basis, reason)
	})
}

// reason is the checked reason; consent needs none and keeps none.
func (in RevealContactInput) reason() (*string, error) {
	if in.Basis == contactreveal.BasisCONSENT {
		return nil, nil //nolint:nilnil // none is needed
	}
	return givenReason(in.Reason)
}

func (s *Service) mayReveal(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, basis contactreveal.Basis) error {
	p, one := s.policy(r.UnitPath, tx.Now), []gid.ID{r.ID}
	refused, err := s.refused(ctx, one)
	if err != nil {
		return err
	}
	here, err := s.latestReveals(p.RequestReveal)(ctx, one)
	if err != nil {
		return err
	}
	nth, err := s.nthReveal(p.Reveals)(ctx, []gid.ID{tx.Actor.ID})
	if err != nil {
		return err
	}
	standing := standing{policy: p, allowed: !refused[r.ID], here: here[r.ID], nth: nth[tx.Actor.ID]}
	return revealRefusal(tx.Actor, r, basis, standing, tx.Now)
}

func (s *Service) reveal(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, basis contactreveal.Basis, reason *string) (*ent.ContactReveal, error) {
	from, err := tx.RequestHistory.Query().Where(requesthistory.HelpRequestID(r.ID), requesthistory.ToStatusIn(holdBegins...)).
		Order(ent.Desc(requesthistory.FieldID)).FirstID(asSystem(ctx))
	if err != nil {
		return nil, err
	}
	role := roleOf(tx.Actor, r)
	row, err := tx.ContactReveal.Create().SetHelpRequestID(r.ID).SetSubjectID(r.CitizenID).SetViewerID(tx.Actor.ID).SetViewerRole(role).
		SetBasis(basis).SetNillableReason(reason).SetUntil(tx.Now.Add(s.policy(r.UnitPath, tx.Now).Reveal)).SetHeldFromID(from).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.people.RecordReading(ctx, tx, r.CitizenID, contactField, r.ID); err != nil {
		return nil, err
	}
	return row, tell(ctx, tx, EventRevealed, r, "role", string(role))
}

// holdBegins are the steps of the trail that begin a hold or end one.
var holdBegins = []string{string(helprequest.StatusOPEN), string(helprequest.StatusCLAIMED)}

// standing is what besides the request decides about an opening.
type standing struct {
	policy  Policy
	allowed bool                 // the consent stands
	here    []*ent.ContactReveal // the newest of the viewer, of this request
	nth     *ent.ContactReveal   // as many openings ago as a day may hold; nil when there were fewer
}

// revealRefusal is with what an opening on that ground would be refused, nil when it would not. The verb and the actions both
// ask it.
func revealRefusal(a access.Actor, r *ent.HelpRequest, basis contactreveal.Basis, in standing, now time.Time) error {
	role := roleOf(a, r)
	switch {
	case !a.ID.IsZero() && a.ID == r.CitizenID:
		return fault.New(fault.Forbidden, "OWN_CONTACT")
	case !access.Can(a, access.RevealContact, object(r)):
		return fault.New(fault.Forbidden, "NOT_HOLDER")
	case basis == contactreveal.BasisCONSENT && role != contactreveal.ViewerRoleVOLUNTEER:
		return fault.Bad("input.basis", "REVEAL_NEEDS_REASON")
	case !phoneNeeded(role, r):
		return fault.New(fault.Conflict, "WRONG_STATE").With("status", r.Status)
	case !phoneConfirmed(r):
		return fault.New(fault.Conflict, "PHONE_NOT_CONFIRMED")
	case basis == contactreveal.BasisCONSENT && !in.allowed:
		return fault.New(fault.Conflict, "CONSENT_WITHDRAWN")
	}
	return in.overLimit(now)
}

// overLimit is RATE_LIMITED when a day holds no more openings of the viewer.
func (in standing) overLimit(now time.Time) error {
	if n := in.policy.RequestReveal; len(in.here) >= n {
		if err := tooMany("REVEALS_OF_REQUEST", n, in.here[n-1].CreatedAt.Add(day).Sub(now)); err != nil {
			return err
		}
	}
	if in.nth != nil {
		return tooMany("REVEALS_TOO_MANY", in.policy.Reveals, in.nth.CreatedAt.Add(day).Sub(now))
	}
	return nil
}
