package registration_test

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"pgregory.net/rapid"

	"gandan/ent"
	"gandan/ent/registration"
	"gandan/internal/fault"
	seats "gandan/internal/registration"
	"gandan/internal/store/storetest"
)

// model is a hall in a few lines: who stands where, by number, and until when an offer holds.
type model struct {
	capacity   int
	now        time.Time
	start, end time.Time
	rows       []modelRow
}

type modelRow struct {
	who    int
	status registration.Status
	until  time.Time
}

func (m *model) open() bool { return m.now.Before(m.end) }

func (m *model) count(of ...registration.Status) (n int) {
	for _, r := range m.rows {
		for _, s := range of {
			if r.status == s {
				n++
			}
		}
	}
	return n
}

func (m *model) taken() int {
	return m.count(registration.StatusOFFERED, registration.StatusREGISTERED, registration.StatusATTENDED)
}

// settle lets offers lapse and gives what is free to whoever waits first.
func (m *model) settle() {
	if !m.open() {
		return
	}
	for i := range m.rows {
		if r := &m.rows[i]; r.status == registration.StatusOFFERED && !m.now.Before(r.until) {
			r.status = registration.StatusLAPSED
		}
	}
	for i := range m.rows {
		r := &m.rows[i]
		if m.taken() >= m.capacity {
			return
		}
		if r.status != registration.StatusWAITING {
			continue
		}
		if m.start.Sub(m.now) <= 6*time.Hour {
			r.status = registration.StatusREGISTERED
			continue
		}
		r.status, r.until = registration.StatusOFFERED, m.now.Add(24*time.Hour)
		if r.until.After(m.start) {
			r.until = m.start
		}
	}
}

// active is the index of what the person has, -1 for nothing.
func (m *model) active(who int) int {
	for i, r := range m.rows {
		if r.who == who && r.status != registration.StatusCANCELLED && r.status != registration.StatusLAPSED {
			return i
		}
	}
	return -1
}

func (m *model) register(who int) string {
	m.settle()
	if m.active(who) >= 0 {
		return ""
	}
	if !m.open() {
		return "REGISTRATION_CLOSED"
	}
	status := registration.StatusWAITING
	if m.count(registration.StatusWAITING) == 0 && m.taken() < m.capacity {
		status = registration.StatusREGISTERED
	}
	m.rows = append(m.rows, modelRow{who: who, status: status})
	return ""
}

func (m *model) accept(i int) string {
	r := &m.rows[i]
	switch {
	case r.status == registration.StatusLAPSED, r.status == registration.StatusOFFERED && !m.now.Before(r.until):
		return "OFFER_LAPSED"
	case r.status != registration.StatusOFFERED:
		return "WRONG_STATE"
	}
	r.status = registration.StatusREGISTERED
	return ""
}

func (m *model) decline(i int) string {
	r := &m.rows[i]
	if key := m.accept(i); key != "" {
		return key
	}
	r.status = registration.StatusCANCELLED
	m.settle()
	return ""
}

func (m *model) cancel(i int) string {
	r := &m.rows[i]
	switch r.status {
	case registration.StatusWAITING, registration.StatusOFFERED, registration.StatusREGISTERED:
		r.status = registration.StatusCANCELLED
		m.settle()
		return ""
	}
	return "WRONG_STATE"
}

func (m *model) checkIn(i int) string {
	r := &m.rows[i]
	switch {
	case m.now.Before(m.start.Add(-3*time.Hour)) || !m.open():
		return "DOOR_CLOSED"
	case r.status == registration.StatusATTENDED:
		return "ALREADY_CHECKED_IN"
	case r.status == registration.StatusCANCELLED, r.status == registration.StatusLAPSED:
		return "TICKET_VOID"
	case r.status != registration.StatusREGISTERED:
		return "WRONG_STATE"
	}
	r.status = registration.StatusATTENDED
	return ""
}

func (m *model) resize(to int) string {
	if to < m.taken() {
		return "SEATS_TAKEN"
	}
	m.capacity = to
	m.settle()
	return ""
}

func (m *model) String() string {
	var all []string
	for _, r := range m.rows {
		all = append(all, string(r.status))
	}
	return strings.Join(all, " ")
}

// machine drives the service and the model alike.
type machine struct {
	*world
	t        *testing.T
	c        *ent.Conference
	citizens []context.Context
	model    model
}

// same holds the answer of the service against that of the model, and the database against what is always true.
func (m *machine) same(rt *rapid.T, what string, err error, key string) {
	got := ""
	if err != nil {
		got = string(fault.Of(err).Key)
	}
	if got != key {
		rt.Fatalf("%s gave %q (%v), the model says %q", what, got, err, key)
	}
	if line := m.line(m.t, m.c); line != m.model.String() {
		rt.Fatalf("after %s they are %s\nthe model says %s", what, line, m.model.String())
	}
}

// one draws a row, from those that stand in the state when there are any: a deed that is always refused shows little.
func (m *machine) one(rt *rapid.T, state registration.Status) (row int) {
	var rows []int
	for i, r := range m.model.rows {
		if r.status == state {
			rows = append(rows, i)
		}
	}
	if len(rows) == 0 || rapid.IntRange(0, 4).Draw(rt, "any") == 0 {
		return rapid.IntRange(0, len(m.model.rows)-1).Draw(rt, "row")
	}
	return rapid.SampledFrom(rows).Draw(rt, "row")
}

// deed does something to a registration, most often to one in the state in which it is possible.
func (m *machine) deed(what string, state registration.Status, do func(who context.Context, r *ent.Registration) error, model func(row int) string) func(*rapid.T) {
	return func(rt *rapid.T) {
		row := m.one(rt, state)
		err := do(m.citizens[m.model.rows[row].who], m.rows(m.t, m.c)[row])
		m.same(rt, fmt.Sprint(what, " ", row+1), err, model(row))
	}
}

func (m *machine) enter(rt *rapid.T, i int) {
	_, err := m.register(m.citizens[i], m.c)
	m.same(rt, fmt.Sprint("register ", i), err, m.model.register(i))
}

func (m *machine) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"register": func(rt *rapid.T) {
			m.enter(rt, rapid.IntRange(0, len(m.citizens)-1).Draw(rt, "who"))
		},
		"accept": m.deed("accept", registration.StatusOFFERED, func(who context.Context, r *ent.Registration) error {
			_, err := m.AcceptOffer(who, seats.AcceptOfferInput{ID: r.ID})
			return err
		}, m.model.accept),
		"decline": m.deed("decline", registration.StatusOFFERED, func(who context.Context, r *ent.Registration) error {
			_, err := m.DeclineOffer(who, seats.DeclineOfferInput{ID: r.ID})
			return err
		}, m.model.decline),
		"cancel": m.deed("cancel", registration.StatusREGISTERED, func(who context.Context, r *ent.Registration) error {
			_, err := m.CancelRegistration(who, seats.CancelRegistrationInput{ID: r.ID})
			return err
		}, m.model.cancel),
		"check in": m.deed("check in", registration.StatusREGISTERED, func(_ context.Context, r *ent.Registration) error {
			_, err := m.CheckIn(m.admin, seats.CheckInInput{ConferenceID: m.c.ID, Code: r.Code})
			return err
		}, m.model.checkIn),
		"resize": func(rt *rapid.T) {
			to := rapid.IntRange(1, 6).Draw(rt, "seats")
			_, err := m.SetSeats(m.admin, seats.SetSeatsInput{ConferenceID: m.c.ID, Capacity: &to})
			m.same(rt, "resize", err, m.model.resize(to))
		},
		"wait": func(rt *rapid.T) {
			m.clock.Advance(time.Duration(rapid.IntRange(1, 30).Draw(rt, "hours")) * time.Hour)
			m.model.now = m.clock.Now()
		},
		"sweep": func(rt *rapid.T) {
			err := m.Sweep(context.Background())
			m.model.settle()
			m.same(rt, "sweep", err, "")
		},
		"": func(rt *rapid.T) { m.sound(rt, m.c.ID) },
	}
}

// TestTheSeatsBehaveLikeASmallModel tries deeds in any order against the model, with time passing between them.
func TestTheSeatsBehaveLikeASmallModel(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		citizens := w.citizens(t, 6)
		if w.store.Dialect() == dialect.MySQL { // a round trip for each statement: fewer runs show that it answers alike
			before := flag.Lookup("rapid.checks").Value.String()
			must[struct{}](t)(struct{}{}, flag.Set("rapid.checks", "15"))
			defer func() { _ = flag.Set("rapid.checks", before) }()
		}
		rapid.Check(t, func(rt *rapid.T) {
			capacity := rapid.IntRange(1, 3).Draw(rt, "capacity")
			c := w.announced(t, capacity)
			m := &machine{world: w, t: t, c: c, citizens: citizens}
			m.model = model{capacity: capacity, now: w.clock.Now(), start: c.StartsAt, end: c.EndsAt}
			for i := range citizens {
				m.enter(rt, i)
			}
			rt.Repeat(m.actions())
		})
	})
}

// TestTheModelNoticesAMistake lets a model that forgets the waiting list disagree.
func TestTheModelNoticesAMistake(t *testing.T) {
	w := newWorld(t, storetest.Open(t, "", storetest.NewClock(), &storetest.CountingIDs{}), storetest.NewClock())
	c, three := w.announced(t, 1), w.citizens(t, 2)
	m := model{capacity: 2, now: w.clock.Now(), start: c.StartsAt, end: c.EndsAt} // one seat too many
	for i, who := range three {
		w.registered(t, who, c)
		m.register(i)
	}
	if w.line(t, c) == m.String() {
		t.Fatal("the model says the same with another number of seats")
	}
}
