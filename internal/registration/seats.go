package registration

import (
	"context"
	"math"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/registration"
	"gandan/ent/sitting"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// hall is where the seats are: a conference, or one sitting of it.
type hall struct {
	conference *ent.Conference
	sitting    *ent.Sitting // nil for a conference that is held in one
}

// lock locks the row of the conference and reads it. It comes before any other write of a transaction.
// NOT_FOUND for a conference that the actor may not read.
func lock(ctx context.Context, tx *store.Tx, conferenceID gid.ID) (*hall, error) {
	if err := tx.Conference.Update().Where(conference.ID(conferenceID)).AddLastRegistration(0).Exec(ctx); err != nil {
		return nil, err
	}
	c, err := tx.Conference.Get(ctx, conferenceID)
	return &hall{conference: c}, err
}

// enter goes on to the sitting, when there is one, and locks its row.
// BAD_USER_INPUT with keys SITTING_NEEDED and UNKNOWN_SITTING.
func (h *hall) enter(ctx context.Context, tx *store.Tx, id *gid.ID) error {
	if id == nil {
		many, err := tx.Sitting.Query().Where(sitting.ConferenceID(h.conference.ID)).Exist(ctx)
		if err == nil && many {
			err = fault.Bad("input.sittingId", "SITTING_NEEDED")
		}
		return err
	}
	n, err := tx.Sitting.Update().Where(sitting.ID(*id), sitting.ConferenceID(h.conference.ID)).AddRegisteredCount(0).Save(ctx)
	if err == nil && n == 0 {
		err = fault.Bad("input.sittingId", "UNKNOWN_SITTING")
	}
	if err != nil {
		return err
	}
	h.sitting, err = tx.Sitting.Get(ctx, *id)
	return err
}

// within locks the hall of a registration that exists.
func within(ctx context.Context, tx *store.Tx, r *ent.Registration) (*hall, error) {
	h, err := lock(ctx, tx, r.ConferenceID)
	if err != nil || r.SittingID == nil {
		return h, err
	}
	return h, h.enter(ctx, tx, r.SittingID)
}

func (h *hall) sittingID() *gid.ID {
	if h.sitting == nil {
		return nil
	}
	return &h.sitting.ID
}

func (h *hall) startsAt() time.Time {
	if h.sitting != nil {
		return h.sitting.StartsAt
	}
	return h.conference.StartsAt
}

func (h *hall) endsAt() time.Time {
	if h.sitting != nil {
		return h.sitting.EndsAt
	}
	return h.conference.EndsAt
}

// counts are how the hall stands: seats in all (nil = no limit), taken, and people waiting.
func (h *hall) counts() (capacity *int, taken, waiting int) {
	if h.sitting != nil {
		return h.sitting.Capacity, h.sitting.RegisteredCount, h.sitting.WaitingCount
	}
	return h.conference.Capacity, h.conference.RegisteredCount, h.conference.WaitingCount
}

func (h *hall) free() int {
	capacity, taken, _ := h.counts()
	if capacity == nil {
		return math.MaxInt
	}
	return max(0, *capacity-taken)
}

func (h *hall) waiting() int {
	_, _, n := h.counts()
	return n
}

// open says whether seats are given out: from the announcement until the end.
func (h *hall) open(now time.Time) bool {
	return isOpen(h.conference.Status) && now.Before(h.endsAt())
}

func isOpen(status conference.Status) bool {
	return status == conference.StatusANNOUNCED || status == conference.StatusLIVE
}

// rows narrows to the registrations of the hall.
func (h *hall) rows() predicate.Registration {
	if h.sitting != nil {
		return registration.SittingID(h.sitting.ID)
	}
	return registration.ConferenceID(h.conference.ID)
}

// tally is by how much the counters change.
type tally struct{ taken, waiting, attended int }

// count changes the counters of the hall. Those of a conference are the totals of its sittings.
func (h *hall) count(ctx context.Context, tx *store.Tx, t tally) error {
	return h.recount(ctx, tx, t, false)
}

// take is count for seats that must be there: false, and nothing changed, when they are not.
func (h *hall) take(ctx context.Context, tx *store.Tx, t tally) (bool, error) {
	err := h.recount(ctx, tx, t, true)
	if fault.HasKey(err, "CONFLICT") {
		return false, nil
	}
	return err == nil, err
}

func (h *hall) recount(ctx context.Context, tx *store.Tx, t tally, bounded bool) error {
	if h.sitting != nil {
		u := tx.Sitting.Update().Where(sitting.ID(h.sitting.ID)).
			AddRegisteredCount(t.taken).AddWaitingCount(t.waiting).AddAttendedCount(t.attended)
		if bounded {
			u.Where(predicate.Sitting(room(t.taken)))
		}
		if err := exactly(1)(u.Save(ctx)); err != nil {
			return err
		}
		h.sitting.RegisteredCount += t.taken
		h.sitting.WaitingCount += t.waiting
	}
	u := tx.Conference.Update().Where(conference.ID(h.conference.ID)).
		AddRegisteredCount(t.taken).AddWaitingCount(t.waiting).AddAttendedCount(t.attended)
	if bounded && h.sitting == nil {
		u.Where(predicate.Conference(room(t.taken)))
	}
	if err := exactly(1)(u.Save(ctx)); err != nil {
		return err
	}
	h.conference.RegisteredCount += t.taken
	h.conference.WaitingCount += t.waiting
	return nil
}

// room is the condition that so many more seats may be taken. It is asked of the row itself when it changes: what was read
// before decides nothing.
func room(more int) func(*sql.Selector) {
	return func(s *sql.Selector) {
		capacity, taken := s.C(conference.FieldCapacity), s.C(conference.FieldRegisteredCount)
		s.Where(sql.Or(sql.IsNull(capacity), sql.ExprP(taken+" + ? <= "+capacity, more)))
	}
}

// next takes the next number of the conference.
func (h *hall) next(ctx context.Context, tx *store.Tx) (int, error) {
	err := exactly(1)(tx.Conference.Update().Where(conference.ID(h.conference.ID)).AddLastRegistration(1).Save(ctx))
	h.conference.LastRegistration++
	return h.conference.LastRegistration, err
}
