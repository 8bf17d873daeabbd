package helpdesk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/store"
	"gandan/internal/text"
)

// VolunteerLoad is what one volunteer holds now in the unit: nothing of the past, and nothing about how well.
type VolunteerLoad struct {
	Volunteer  *ent.Account
	Held       int
	Collisions []*Collision
}

// Collision is two requests of one holder whose agreed times overlap, by id and code, and the time that they share.
type Collision struct {
	FirstID, SecondID     gid.ID
	FirstCode, SecondCode string
	From, To              time.Time
}

// mostAgreed bounds the agreed times that one load compares, and mostPairs those shown of one volunteer.
const (
	mostAgreed = 1000
	mostPairs  = 5
)

// Load lists the volunteers who serve the unit by name, and by nothing else, each with how many requests of it they hold now
// and which of those collide. For its leads and admins; always as many statements.
// FORBIDDEN, with key NOT_A_LEAD for volunteers; NOT_FOUND for an unknown unit.
func (s *Service) Load(ctx context.Context, unitID gid.ID) ([]*VolunteerLoad, error) {
	place, err := s.ledUnit(ctx, unitID)
	if err != nil {
		return nil, err
	}
	ids, err := s.teams.Members(ctx, place.Path)
	if err != nil {
		return nil, store.Translate(err)
	}
	ids = ids[:min(len(ids), mostMembers)]
	people, err := s.store.Reader(ctx).Account.Query().Where(account.IDIn(ids...), account.StatusEQ(account.StatusACTIVE)).
		Limit(mostMembers).All(access.AsSystem(ctx, "helpdesk"))
	if err != nil {
		return nil, store.Translate(err)
	}
	there := []predicate.HelpRequest{helprequest.VolunteerIDIn(ids...), helprequest.StatusIn(heldStates()...), access.Under(place.Path)}
	held, err := s.heldBy(ctx, there)
	if err != nil {
		return nil, err
	}
	pairs, err := s.collisions(ctx, there)
	if err != nil {
		return nil, err
	}
	return byName(people, held, pairs), nil
}

// heldBy counts what each holds now.
func (s *Service) heldBy(ctx context.Context, there []predicate.HelpRequest) (map[gid.ID]int, error) {
	var rows []struct {
		VolunteerID gid.ID `json:"volunteer_id"`
		Count       int    `json:"count"`
	}
	err := s.store.Reader(ctx).HelpRequest.Query().Where(there...).GroupBy(helprequest.FieldVolunteerID).Aggregate(ent.Count()).
		Scan(access.For(ctx, access.OverseeHelp), &rows)
	out := make(map[gid.ID]int, len(rows))
	for _, row := range rows {
		out[row.VolunteerID] = row.Count
	}
	return out, store.Translate(err)
}

// collisions are the pairs of each holder, by time.
func (s *Service) collisions(ctx context.Context, there []predicate.HelpRequest) (map[gid.ID][]*Collision, error) {
	rows, err := s.store.Reader(ctx).HelpRequest.Query().Where(there...).Where(helprequest.AgreedFromNotNil()).
		Order(ent.Asc(helprequest.FieldAgreedFrom, helprequest.FieldID)).Limit(mostAgreed).All(access.For(ctx, access.OverseeHelp))
	if err != nil {
		return nil, store.Translate(err)
	}
	out := map[gid.ID][]*Collision{}
	for who, mine := range group(rows, holder) {
		out[who] = pairsOf(mine)
	}
	return out, nil
}

// pairsOf compares the times of one holder, which come in the order of their beginning.
func pairsOf(rows []*ent.HelpRequest) (out []*Collision) {
	for i, a := range rows {
		for _, b := range rows[i+1:] {
			if !b.AgreedFrom.Before(*a.AgreedTo) || len(out) == mostPairs {
				break
			}
			out = append(out, &Collision{a.ID, b.ID, a.Code, b.Code, *b.AgreedFrom, earlier(*a.AgreedTo, *b.AgreedTo)})
		}
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func byName(people []*ent.Account, held map[gid.ID]int, pairs map[gid.ID][]*Collision) []*VolunteerLoad {
	out := make([]*VolunteerLoad, len(people))
	for i, p := range people {
		out[i] = &VolunteerLoad{Volunteer: p, Held: held[p.ID], Collisions: pairs[p.ID]}
	}
	slices.SortFunc(out, func(a, b *VolunteerLoad) int {
		x, y := a.Volunteer, b.Volunteer
		return cmp.Or(cmp.Compare(text.Fold(x.DisplayName), text.Fold(y.DisplayName)), cmp.Compare(x.DisplayName, y.DisplayName), slices.Compare(x.ID[:], y.ID[:]))
	})
	return out
}
