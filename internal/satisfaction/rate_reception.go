package satisfaction

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// Receptions is what this domain asks of those who receive people.
type Receptions interface {
	// Received says at which of the receptions the actor was received.
	Received(ctx context.Context, actor access.Actor, ids ...gid.ID) (map[gid.ID]bool, error)
}

// With gives the service those who receive people; without them nobody was received.
func (s *Service) With(r Receptions) *Service {
	s.receptions = r
	return s
}

func received(ctx context.Context, s *Service, actor access.Actor, ids ...gid.ID) (map[gid.ID]bool, error) {
	if s.receptions == nil {
		return map[gid.ID]bool{}, nil
	}
	return s.receptions.Received(ctx, actor, ids...)
}

// RateReceptionInput is how content somebody was.
type RateReceptionInput struct {
	ReceptionID gid.ID
	Score       int
	Reasons     []Reason
}

// RateReception rates a reception, once, by somebody who was received there, until some time after its end. How is kept apart from
// who, as with a conference.
//
// NOT_FOUND; FORBIDDEN with key NOT_RECEIVED; BAD_USER_INPUT with keys OUT_OF_RANGE, TOO_MANY_ITEMS, SAME_REASON and INVALID_VALUE;
// CONFLICT with keys RECEPTION_RATING_NOT_OPEN, RECEPTION_RATING_CLOSED and RECEPTION_ALREADY_RATED.
func (s *Service) RateReception(ctx context.Context, in RateReceptionInput) (*ent.Reception, error) {
	if err := check(in.Score, in.Reasons); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Reception, error) {
		r, err := tx.Reception.Get(ctx, in.ReceptionID)
		if err != nil {
			return nil, err
		}
		return r, s.rate(ctx, tx, s.ofReception(r), in.Score, in.Reasons)
	})
}

// OfReception is what is published of the reception.
func (s *Service) OfReception(ctx context.Context, r *ent.Reception) (*Satisfaction, error) {
	return s.of(ctx, s.ofReception(r))
}
