package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gandan/ent"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/procedure"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// How much there is at scale 1.
const (
	citizens     = 50_000
	conferences  = 2_000
	questions    = 40_000
	votes        = 180_000
	helpRequests = 100_000
	helpLogs     = 200_000
	busyWards    = 60

	leastQuestions = 4  // that each conference has
	block          = 20 // citizens of one ward in a row: the first is its volunteer, so one in twenty is
)

// The scales that can be filled: below, a ward has no volunteer; above, the memory for the plan is too much.
const (
	leastScale = 0.002
	mostScale  = 20
)

// ErrNotEmpty is the answer to filling a database in which somebody has an account.
var ErrNotEmpty = errors.New("the database has accounts already: test data goes into an empty one only")

// Fill fills an empty database with invented people, conferences and requests around the present instant; progress is told a
// line after each table. The same seed gives the same rows on the same clock. When it is interrupted, the database is to be
// thrown away: it is filled table by table.
func Fill(ctx context.Context, s *store.Store, t *territory.Service, scale float64, seed uint64, progress func(string)) error {
	if !(scale >= leastScale && scale <= mostScale) { // also refuses what is no number
		return fmt.Errorf("a scale of %v is not possible: choose one from %v to %v", scale, leastScale, mostScale)
	}
	ctx = access.AsSystem(ctx, "bench")
	if err := t.Ensure(ctx); err != nil {
		return err
	}
	today := func() string { return string(calendar.Today(s.Now())) }
	if err := procedure.New(s, t, today, procedure.Options{}).Ensure(ctx); err != nil {
		return err
	}
	taken, err := s.Reader(ctx).Account.Query().Exist(ctx)
	if err != nil {
		return store.Translate(err)
	}
	if taken {
		return ErrNotEmpty
	}
	p, err := newPlan(ctx, s, t, scale, seed)
	if err != nil {
		return err
	}
	return p.write(ctx, s, progress)
}

// plan is everything to write, made in memory first, so that counters are counted and rows are written in the order of time.
type plan struct {
	scale float64
	now   time.Time
	dice  dice
	ids   *idSource

	city       place
	wards      []place
	procedures []*ent.Procedure

	people      []person
	conferences []meeting
	questions   []question
	votes       []vote
	activities  []activity
	commitments []promise
	cases       []moderated
	requests    []request
	steps       []step
	logs        []assistance
}

// place is a unit with its organisations and the people in it, as positions in people.
type place struct {
	unit       *ent.Unit
	bodies     []*ent.Organisation
	people     []int
	volunteers []int
	admin      int
}

func newPlan(ctx context.Context, s *store.Store, t *territory.Service, scale float64, seed uint64) (*plan, error) {
	p := &plan{scale: scale, now: s.Now().Truncate(time.Minute), dice: newDice(seed, 0), ids: newIDs(seed)}
	if err := p.readPlaces(ctx, s, t); err != nil {
		return nil, err
	}
	p.planPeople()
	p.planConferences()
	p.planQuestions()
	p.planVotes()
	p.planActivities()
	p.planCommitments()
	p.planCases()
	p.planRequests()
	return p, nil
}

// of is how many of something there are at the scale of the plan.
func (p *plan) of(atOne int) int { return max(1, int(float64(atOne)*p.scale+0.5)) }

// readPlaces picks the units in force. At a small scale only some of the wards are used, so that each is as busy as at scale 1.
func (p *plan) readPlaces(ctx context.Context, s *store.Store, t *territory.Service) error {
	bodies, err := s.Reader(ctx).Organisation.Query().Order(ent.Asc("name_folded", "id")).All(ctx)
	if err != nil {
		return store.Translate(err)
	}
	of := map[*ent.Unit][]*ent.Organisation{}
	for _, o := range bodies {
		if u, err := t.Unit(o.UnitID); err == nil {
			of[u] = append(of[u], o)
		}
	}
	for _, u := range t.AllInForce() {
		switch {
		case len(of[u]) == 0:
		case u.Kind == unit.KindCITY:
			p.city = place{unit: u, bodies: of[u]}
		default:
			p.wards = append(p.wards, place{unit: u, bodies: of[u]})
		}
	}
	if p.city.unit == nil || len(p.wards) == 0 {
		return errors.New("the database has no city with wards in force")
	}
	p.wards = p.wards[:min(len(p.wards), max(2, p.of(citizens)/block/4))]
	p.procedures, err = s.Reader(ctx).Procedure.Query().Order(ent.Asc("identity")).All(ctx)
	return store.Translate(err)
}
