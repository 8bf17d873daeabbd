package team_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store/storetest"
	"gandan/internal/team"
)

// TestShiftsBehaveAsAListOfPeople holds sign-ups against a model: for each shift a set of people, whose times never overlap.
func TestShiftsBehaveAsAListOfPeople(t *testing.T) {
	s := storetest.Open(t, "", storetest.NewClock(), &storetest.CountingIDs{})
	clock := storetest.NewClock()
	w := newWorld(t, s, clock)
	crowd := w.members(t, 4)
	rapid.Check(t, func(r *rapid.T) {
		m := &model{w: w, crowd: crowd}
		for i := range 3 {
			from := w.at(2+i/2, 8+i) // the first two overlap
			capacity := rapid.IntRange(1, 3).Draw(r, "capacity")
			made, err := w.PlanShift(w.lead, team.PlanShiftInput{TeamID: w.team.ID, Place: "REMOTE", StartsAt: from, EndsAt: from.Add(2 * time.Hour), Capacity: &capacity})
			if err != nil {
				r.Fatal(err)
			}
			m.shifts = append(m.shifts, made)
			m.in = append(m.in, map[int]gid.ID{})
		}
		r.Repeat(map[string]func(*rapid.T){"sign up": m.signUp, "leave": m.leave, "": m.check})
		m.clear(r)
	})
}

type model struct {
	w      *world
	crowd  []context.Context
	shifts []*ent.Shift
	in     []map[int]gid.ID // the sign-up of each person
}

func (m *model) signUp(r *rapid.T) {
	s, who := rapid.IntRange(0, 2).Draw(r, "shift"), rapid.IntRange(0, 3).Draw(r, "who")
	got, err := m.w.SignUp(m.crowd[who], team.SignUpInput{ShiftID: m.shifts[s].ID})
	if err != nil {
		r.Fatal(err)
	}
	want := m.expected(s, who)
	if got.Answer != want {
		r.Fatalf("answered %s, want %s", got.Answer, want)
	}
	if want == team.SignedUp {
		m.in[s][who] = got.Signup.ID
	}
}

func (m *model) expected(s, who int) team.Answer {
	if _, there := m.in[s][who]; there {
		return team.Already
	}
	for o, other := range m.shifts {
		_, there := m.in[o][who]
		if there && other.StartsAt.Before(m.shifts[s].EndsAt) && m.shifts[s].StartsAt.Before(other.EndsAt) {
			return team.Collides
		}
	}
	if len(m.in[s]) == m.shifts[s].Capacity {
		return team.Full
	}
	return team.SignedUp
}

func (m *model) leave(r *rapid.T) {
	s, who := rapid.IntRange(0, 2).Draw(r, "shift"), rapid.IntRange(0, 3).Draw(r, "who")
	id, there := m.in[s][who]
	if !there {
		return
	}
	if _, err := m.w.LeaveShift(m.crowd[who], team.LeaveShiftInput{ID: id}); err != nil {
		r.Fatal(err)
	}
	if _, err := m.w.LeaveShift(m.crowd[who], team.LeaveShiftInput{ID: id}); err == nil {
		r.Fatal("a place was left twice")
	}
	delete(m.in[s], who)
}

func (m *model) check(r *rapid.T) {
	for i, s := range m.shifts {
		m.w.sound(r, s.ID)
		now, err := m.w.store.Reader(m.w.system).Shift.Get(m.w.system, s.ID)
		if err != nil || now.SignedCount != len(m.in[i]) {
			r.Fatalf("%d are in, want %d (%v)", now.SignedCount, len(m.in[i]), err)
		}
	}
}

// clear calls the shifts off, so that the next run begins with a free week.
func (m *model) clear(r *rapid.T) {
	for _, s := range m.shifts {
		if _, err := m.w.CallOffShift(m.w.lead, team.CallOffShiftInput{ID: s.ID, Reason: "Hết"}); err != nil {
			r.Fatal(err)
		}
	}
}
