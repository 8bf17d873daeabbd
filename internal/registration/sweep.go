package registration

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/registration"
	"gandan/ent/sitting"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/store"
)

// How far back a conference is looked after, and how many transactions a fact may start before the rest is left to the next
// look: the relay has others to serve.
const (
	lookBack    = 37 * 24 * time.Hour
	roundsAFact = 10
)

var _ event.Subscriber = (*Service)(nil)

// On hears that a conference ended, was cancelled, has another time or place or other seats, and begins to do what is due there.
func (s *Service) On(ctx context.Context, e event.Event) error {
	switch e.Name {
	case conferenceEnded, conferenceCancelled, conferenceRescheduled, sittingsChanged:
		return s.tend(asSystem(ctx), e.Subject, roundsAFact)
	}
	return nil
}

// Sweep does what is due by the clock: offers lapse and pass on, who registered is reminded, and what a conference that is over
// or changed calls for is brought to its end. It may run in several processes at once: each step is a transaction of its own
// under the lock of its conference, and what is done is not done again.
func (s *Service) Sweep(ctx context.Context) error {
	ctx = asSystem(ctx)
	due, err := s.due(ctx)
	if err != nil {
		return store.Translate(err)
	}
	for _, id := range due {
		if err := s.tend(ctx, id, 0); err != nil {
			return err
		}
	}
	return nil
}

// due lists the conferences in which something is to do.
func (s *Service) due(ctx context.Context) ([]gid.ID, error) {
	now, db := s.store.Now(), s.store.Reader(ctx)
	found, err := db.Conference.Query().Where(access.Listed, conference.StartsAtGTE(now.Add(-lookBack)), conference.Or(s.dueOpen(now)...)).IDs(ctx)
	if err != nil {
		return nil, err
	}
	known := map[gid.ID]bool{}
	for _, id := range found {
		known[id] = true
	}
	lapsing, err := db.Registration.Query().
		Where(registration.StatusEQ(registration.StatusOFFERED), registration.OfferUntilLTE(now)).
		Limit(most).Select(registration.FieldConferenceID).All(ctx)
	for _, r := range lapsing {
		if !known[r.ConferenceID] {
			known[r.ConferenceID] = true
			found = append(found, r.ConferenceID)
		}
	}
	return found, err
}

// dueOpen are the conferences where somebody waits, somebody is to be told of something, or that are over with registrations
// still open.
func (s *Service) dueOpen(now time.Time) []predicate.Conference {
	const waiting, offered, registered = registration.StatusWAITING, registration.StatusOFFERED, registration.StatusREGISTERED
	open := conference.StatusIn(conference.StatusANNOUNCED, conference.StatusLIVE)
	return []predicate.Conference{
		conference.And(open, conference.WaitingCountGT(0)),
		conference.And(open, conference.ScheduleVersionGT(0), with(func(s *sql.Selector, c *sql.SelectTable) {
			s.Where(sql.InValues(s.C(registration.FieldStatus), waiting, offered, registered)).
				Where(sql.ColumnsLT(s.C(registration.FieldToldVersion), c.C(conference.FieldScheduleVersion)))
		})),
		conference.And(open, conference.StartsAtLTE(now.Add(s.policy.RemindAhead)), with(func(s *sql.Selector, _ *sql.SelectTable) {
			s.Where(sql.EQ(s.C(registration.FieldStatus), registered)).Where(sql.IsNull(s.C(registration.FieldRemindedAt)))
		})),
		conference.And(conference.StatusIn(conference.StatusENDED, conference.StatusCONCLUDED, conference.StatusCANCELLED),
			with(func(s *sql.Selector, _ *sql.SelectTable) {
				s.Where(sql.InValues(s.C(registration.FieldStatus), waiting, offered, registered))
			})),
	}
}

// with asks for a registration of the conference that the condition holds for.
func with(condition func(rows *sql.Selector, c *sql.SelectTable)) predicate.Conference {
	return func(outer *sql.Selector) {
		b := sql.Dialect(outer.Dialect())
		t := b.Table(registration.Table)
		sub := b.Select(t.C(registration.FieldID)).From(t).Where(sql.ColumnsEQ(t.C(registration.FieldConferenceID), outer.C(conference.FieldID)))
		condition(sub, b.Table(conference.Table))
		outer.Where(sql.Exists(sub))
	}
}

// tend does what is due in one conference, a batch a transaction; rounds bounds the transactions, 0 does not.
func (s *Service) tend(ctx context.Context, id gid.ID, rounds int) error {
	sittings, err := s.store.Reader(ctx).Sitting.Query().Where(sitting.ConferenceID(id)).IDs(ctx)
	if err != nil {
		return store.Translate(err)
	}
	halls := []*gid.ID{nil}
	for i := range sittings {
		halls = append(halls, &sittings[i])
	}
	done := 0
	for _, hall := range halls {
		for more := true; more && ctx.Err() == nil; done++ {
			if rounds > 0 && done >= rounds {
				return nil
			}
			if more, err = s.tendOnce(ctx, id, hall); err != nil {
				return err
			}
		}
	}
	return nil
}

// tendOnce does one batch in one hall and reports whether there may be more.
func (s *Service) tendOnce(ctx context.Context, id gid.ID, sittingID *gid.ID) (bool, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (bool, error) {
		h, err := lock(ctx, tx, id)
		if ent.IsNotFound(err) {
			return false, nil
		}
		if err == nil && sittingID != nil {
			err = h.enter(ctx, tx, sittingID)
		}
		if err != nil {
			return false, err
		}
		n, err := s.tendHall(ctx, tx, h)
		return n >= batch, err
	})
}

// tendHall reports the largest number of registrations that one of its steps changed.
func (s *Service) tendHall(ctx context.Context, tx *store.Tx, h *hall) (int, error) {
	switch h.conference.Status {
	case conference.StatusANNOUNCED, conference.StatusLIVE:
	case conference.StatusENDED, conference.StatusCONCLUDED:
		return conclude(ctx, tx, h)
	default:
		return callAllOff(ctx, tx, h)
	}
	n := 0
	for _, step := range []func(context.Context, *store.Tx, *hall) (int, error){s.settle, retell, s.remind} {
		changed, err := step(ctx, tx, h)
		if err != nil {
			return n, err
		}
		n = max(n, changed)
	}
	return n, nil
}
