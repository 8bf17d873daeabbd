package reception_test

import (
	"context"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/receptionbooking"
	"gandan/internal/fault"
	"gandan/internal/reception"
)

// TestAHundredWhoBookTenPlacesAtOnce has everybody without a place join the waiting list, and then five give theirs up at once.
func TestAHundredWhoBookTenPlacesAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const people, places, leaving = 100, 10, 5
		r := w.published(t, w.plan(t, 1, places/2))
		slots, citizens := w.slots(t, r), w.citizens(t, people)
		var mu sync.Mutex
		owner := map[int]context.Context{}
		atOnce(people, func(i int) {
			b, err := w.book(citizens[i], slots[i%2], "LAND")
			for fault.HasKey(err, "SLOT_FULL") || fault.HasKey(err, "PLACES_FREE") {
				if b, err = w.wait(citizens[i], r, "LAND"); fault.HasKey(err, "PLACES_FREE") {
					b, err = w.book(citizens[i], slots[(i+1)%2], "LAND")
				}
			}
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			owner[b.Number] = citizens[i]
		})
		w.sound(t, r)
		var first []int // who waits, in order
		booked := 0
		for _, b := range w.rows(t, r) {
			if b.Status == receptionbooking.StatusBOOKED {
				booked++
			} else {
				first = append(first, b.Number)
			}
		}
		if booked != places || len(first) != people-places {
			t.Fatalf("%d have a place, %d wait", booked, len(first))
		}
		var left []*ent.ReceptionBooking
		for _, b := range w.rows(t, r) {
			if b.Status == receptionbooking.StatusBOOKED && len(left) < leaving {
				left = append(left, b)
			}
		}
		atOnce(leaving, func(i int) {
			if err := w.cancel(owner[left[i].Number], left[i]); err != nil {
				t.Error(err)
			}
		})
		w.sound(t, r)
		for i, number := range first {
			want := receptionbooking.StatusWAITING
			if i < leaving {
				want = receptionbooking.StatusBOOKED
			}
			if b := w.rows(t, r)[number-1]; b.Status != want {
				t.Errorf("number %d, the one of rank %d that waited, is %s", number, i+1, b.Status)
			}
		}
		if n := w.told(t, reception.EventPlaced); n != leaving {
			t.Errorf("%d were told of their place", n)
		}
	})
}

// TestOnePersonWhoBooksFiveAtOnceGetsTwoADayAndOneAField books at five receptions of one day: nothing but the person is common
// to the bookings.
func TestOnePersonWhoBooksFiveAtOnceGetsTwoADayAndOneAField(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var days [5]*ent.Reception
		for i := range days {
			days[i] = w.published(t, w.plan(t, 1, 3))
		}
		for name, c := range map[string]struct {
			fields [5]string
			want   int
		}{
			"in five fields": {[5]string{"LAND", "TRAFFIC", "WELFARE", "OTHER", "LAND"}, 2},
			"in one field":   {[5]string{"LAND", "LAND", "LAND", "LAND", "LAND"}, 1},
		} {
			who := w.citizens(t, 1)[0]
			var mu sync.Mutex
			got := map[string]int{}
			atOnce(len(days), func(i int) {
				_, err := w.book(who, w.slots(t, days[i])[0], c.fields[i])
				if err != nil && !fault.HasKey(err, "LIMIT_A_DAY") && !fault.HasKey(err, "LIMIT_A_FIELD") {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				got[keyOf(err)]++
			})
			if got[""] != c.want {
				t.Errorf("%s: %v", name, got)
			}
			mine := must[[]*ent.ReceptionBooking](t)(w.store.Reader(w.system).ReceptionBooking.Query().
				Where(receptionbooking.AccountID(actorOf(who).ID)).All(w.system))
			if len(mine) != c.want || len(mine) == 2 && mine[0].Field == mine[1].Field {
				t.Errorf("%s: %d numbers are theirs", name, len(mine))
			}
		}
	})
}

// TestTwoAtTheDoorCallEverybodyOnce has four desks call at the same time.
func TestTwoAtTheDoorCallEverybodyOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 10))
		for i, who := range w.citizens(t, 12) {
			w.booked(t, who, w.slots(t, r)[i%2])
		}
		w.clock.Set(r.StartsAt)
		for _, b := range w.rows(t, r) {
			w.arrived(t, b)
		}
		var mu sync.Mutex
		calls := map[int]int{}
		atOnce(12, func(int) {
			b, err := w.CallNext(w.admin, reception.CallNextAtReceptionInput{ReceptionID: r.ID})
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			calls[b.Number]++
		})
		for _, b := range w.rows(t, r) {
			if calls[b.Number] != 1 || b.Status != receptionbooking.StatusIN_RECEPTION {
				t.Errorf("number %d was called %d times and is %s", b.Number, calls[b.Number], b.Status)
			}
		}
		_, err := w.CallNext(w.admin, reception.CallNextAtReceptionInput{ReceptionID: r.ID})
		wantFault(t, err, fault.Conflict, "NOBODY_THERE")
	})
}
