package registration_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	entregistration "gandan/ent/registration"
	"gandan/internal/fault"
	"gandan/internal/registration"
)

// atOnce runs the deed for all, together.
func atOnce(n int, do func(i int)) {
	var all sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-begin
			do(i)
		})
	}
	close(begin)
	all.Wait()
}

func TestFiveHundredWhoRegisterAtOnceForAHundredSeats(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const people, seats, leaving = 500, 100, 50
		c, citizens := w.announced(t, seats), w.citizens(t, people)
		atOnce(people, func(i int) {
			if _, err := w.register(citizens[i], c); err != nil {
				t.Error(err)
			}
		})
		want := strings.Repeat("REGISTERED ", seats) + strings.Repeat("WAITING ", people-seats)
		if got := w.line(t, c) + " "; got != want {
			t.Fatalf("in the order of coming they are %s", got)
		}
		w.sound(t, c.ID)

		byAccount := map[string]context.Context{}
		for _, who := range citizens {
			byAccount[actorOf(who).ID.String()] = who
		}
		rows := w.rows(t, c)
		atOnce(leaving, func(i int) {
			r := rows[2*i]
			if _, err := w.CancelRegistration(byAccount[r.AccountID.String()], registration.CancelRegistrationInput{ID: r.ID}); err != nil {
				t.Error(err)
			}
		})
		w.sound(t, c.ID)
		held := 0
		for _, r := range w.rows(t, c) {
			switch {
			case r.Status == entregistration.StatusREGISTERED:
				held++
			case r.Status == entregistration.StatusOFFERED && r.Number > seats && r.Number <= seats+leaving:
				held++
			case r.Status == entregistration.StatusCANCELLED && r.Number <= seats:
			case r.Status == entregistration.StatusWAITING && r.Number > seats+leaving:
			default:
				t.Errorf("number %d is %s", r.Number, r.Status)
			}
		}
		if held != seats {
			t.Errorf("%d seats are held", held)
		}
	})
}

func TestOfTwoForTheLastSeatOneHasItAndTheOtherWaits(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for range 20 {
			c, two := w.announced(t, 1), w.citizens(t, 2)
			var got [2]*ent.Registration
			atOnce(2, func(i int) {
				r, err := w.register(two[i], c)
				if err != nil {
					t.Error(err)
				}
				got[i] = r
			})
			if line := w.line(t, c); line != "REGISTERED WAITING" {
				t.Fatalf("they are %s", line)
			}
			w.sound(t, c.ID)
		}
	})
}

func TestTwoPhonesOfOnePersonTakeOneSeat(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, one := w.announced(t, 5), w.citizens(t, 1)[0]
		var numbers [8]int
		atOnce(len(numbers), func(i int) {
			r, err := w.register(one, c)
			if err != nil {
				t.Error(err)
				return
			}
			numbers[i] = r.Number
		})
		if line := w.line(t, c); line != "REGISTERED" || numbers != [8]int{1, 1, 1, 1, 1, 1, 1, 1} {
			t.Fatalf("they are %s, told %v", line, numbers)
		}
	})
}

// TestAnOfferIsTakenOrLapsesButNotBoth moves the clock over the end of the offer before, while or after it is accepted, and
// sweeps all the time.
func TestAnOfferIsTakenOrLapsesButNotBoth(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		taken, lapsed := 0, 0
		for round := range 40 {
			c, three := w.announced(t, 1), w.citizens(t, 3)
			first, second, third := w.registered(t, three[0], c), w.registered(t, three[1], c), w.registered(t, three[2], c)
			w.cancel(t, three[0], first)
			w.clock.Set(w.now(t, second).OfferUntil.Add(-time.Microsecond))
			if round%4 == 0 {
				w.clock.Advance(time.Microsecond)
			}
			var accepted atomic.Bool
			atOnce(4, func(i int) {
				switch i {
				case 0:
					if round%4 > 1 {
						time.Sleep(time.Duration(round) * 50 * time.Microsecond)
						w.clock.Advance(time.Microsecond)
					}
				case 1:
					_, err := w.AcceptOffer(three[1], registration.AcceptOfferInput{ID: second.ID})
					if accepted.Store(err == nil); err != nil && !fault.HasKey(err, "OFFER_LAPSED") {
						t.Error(err)
					}
				default:
					if err := w.Sweep(context.Background()); err != nil {
						t.Error(err)
					}
				}
			})
			w.sweep(t)
			w.sound(t, c.ID)
			has, next := w.now(t, second).Status, w.now(t, third).Status
			switch {
			case accepted.Load() && has == entregistration.StatusREGISTERED && next == entregistration.StatusWAITING:
				taken++
			case !accepted.Load() && has == entregistration.StatusLAPSED && next == entregistration.StatusOFFERED:
				lapsed++
			default:
				t.Fatalf("accepted %v, but they are %s and %s", accepted.Load(), has, next)
			}
		}
		t.Logf("taken %d, lapsed %d", taken, lapsed)
		if taken < 10 || lapsed < 10 {
			t.Errorf("taken %d, lapsed %d: of each there must be the ten that raced with nothing", taken, lapsed)
		}
	})
}
