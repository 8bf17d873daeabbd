package reception_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gandan/ent"
	entreception "gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/reception"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".matrix.txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%s differs (%v):\n%s", file, err, got)
	}
}

func TestTheLivesAreAsDrawn(t *testing.T) {
	golden(t, "reception", reception.Life().Matrix([]entreception.Status{
		entreception.StatusDRAFT, entreception.StatusPUBLISHED, entreception.StatusCLOSED, entreception.StatusCALLED_OFF,
	}))
	golden(t, "booking", reception.BookingLife().Matrix([]receptionbooking.Status{
		receptionbooking.StatusWAITING, receptionbooking.StatusBOOKED, receptionbooking.StatusARRIVED, receptionbooking.StatusIN_RECEPTION,
		receptionbooking.StatusFINISHED, receptionbooking.StatusPROMISED, receptionbooking.StatusKEPT, receptionbooking.StatusNO_SHOW,
		receptionbooking.StatusLAPSED, receptionbooking.StatusCANCELLED,
	}))
}

func reasonOf(t *testing.T, all []*lifecycle.Possibility, name string) string {
	t.Helper()
	for _, p := range all {
		if p.Name == name && p.Reason != nil {
			return *p.Reason
		}
	}
	return ""
}

func keyOf(err error) string {
	if err == nil {
		return ""
	}
	return string(fault.Of(err).Key)
}

// TestAnActionIsOfferedWhenItsDeedSucceeds compares the buttons of a booking with the deeds, in each state.
func TestAnActionIsOfferedWhenItsDeedSucceeds(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for state, bring := range w.states(t) {
			for _, verb := range []string{"cancelBooking", "arriveAtReception", "finishReceptionBooking", "keepReceptionPromise"} {
				w.clock.Set(local(t, "2026-03-02 08:30"))
				who, b := bring()
				asking := w.admin
				if verb == "cancelBooking" {
					asking = who
				}
				reason := reasonOf(t, must[[]*lifecycle.Possibility](t)(w.Actions(asking, b)), verb)
				if got := keyOf(w.do(verb, asking, b)); got != reason {
					t.Errorf("%s when %s: the button says %q, the deed %q", verb, state, reason, got)
				}
			}
		}
	})
}

func (w *world) do(verb string, who context.Context, b *ent.ReceptionBooking) (err error) {
	switch verb {
	case "cancelBooking":
		return w.cancel(who, b)
	case "arriveAtReception":
		_, err = w.Arrive(who, reception.ArriveAtReceptionInput{ReceptionID: b.ReceptionID, BookingID: &b.ID})
	case "finishReceptionBooking":
		_, err = w.Finish(who, reception.FinishReceptionBookingInput{ID: b.ID, Outcome: receptionbooking.OutcomeWITHDRAWN})
	default:
		_, err = w.Keep(who, reception.KeepReceptionPromiseInput{ID: b.ID, Note: "Đã sửa đường."})
	}
	return err
}

// states bring a booking of a reception of its own into each state.
func (w *world) states(t *testing.T) map[string]func() (context.Context, *ent.ReceptionBooking) {
	t.Helper()
	var r *ent.Reception
	booked := func() (context.Context, *ent.ReceptionBooking) {
		in := w.plan(t, 1, 1)
		r = w.published(t, in)
		who := w.citizens(t, 1)[0]
		return who, w.booked(t, who, w.slots(t, r)[0])
	}
	waiting := func() (context.Context, *ent.ReceptionBooking) {
		booked()
		w.booked(t, w.citizens(t, 1)[0], w.slots(t, r)[1])
		who := w.citizens(t, 1)[0]
		return who, must[*ent.ReceptionBooking](t)(w.wait(who, r, "LAND"))
	}
	arrived := func() (context.Context, *ent.ReceptionBooking) {
		who, b := booked()
		w.clock.Set(r.StartsAt)
		return who, w.arrived(t, b)
	}
	inside := func() (context.Context, *ent.ReceptionBooking) {
		who, _ := arrived()
		return who, w.called(t, r)
	}
	promised := func() (context.Context, *ent.ReceptionBooking) {
		who, b := inside()
		return who, must[*ent.ReceptionBooking](t)(w.finish(b, receptionbooking.OutcomePROMISED, "2026-03-20"))
	}
	return map[string]func() (context.Context, *ent.ReceptionBooking){
		"waiting": waiting, "booked": booked, "arrived": arrived, "in reception": inside, "promised": promised,
		"booked, at the door": func() (context.Context, *ent.ReceptionBooking) {
			who, b := booked()
			w.clock.Set(r.StartsAt)
			return who, b
		},
		"answered": func() (context.Context, *ent.ReceptionBooking) {
			who, b := inside()
			return who, must[*ent.ReceptionBooking](t)(w.finish(b, receptionbooking.OutcomeANSWERED, ""))
		},
		"kept": func() (context.Context, *ent.ReceptionBooking) {
			who, b := promised()
			return who, must[*ent.ReceptionBooking](t)(w.Keep(w.admin, reception.KeepReceptionPromiseInput{ID: b.ID, Note: "Đã sửa."}))
		},
		"missed": func() (context.Context, *ent.ReceptionBooking) {
			who, b := booked()
			w.clock.Set(r.EndsAt)
			w.sweep(t)
			return who, w.now(t, b)
		},
		"lapsed": func() (context.Context, *ent.ReceptionBooking) {
			who, b := waiting()
			w.clock.Set(r.EndsAt)
			w.sweep(t)
			return who, w.now(t, b)
		},
		"cancelled": func() (context.Context, *ent.ReceptionBooking) {
			who, b := booked()
			if err := w.cancel(who, b); err != nil {
				t.Fatal(err)
			}
			return who, w.now(t, b)
		},
	}
}

// TestADayIsOfferedWhatItsDeedsAllow compares the buttons of a reception with the deeds.
func TestADayIsOfferedWhatItsDeedsAllow(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		draft := func() *ent.Reception { return must[*ent.Reception](t)(w.Plan(w.admin, w.plan(t, 1, 1))) }
		published := func() *ent.Reception { return w.published(t, w.plan(t, 1, 1)) }
		states := map[string]func() *ent.Reception{
			"a draft": draft, "published": published,
			"a draft too near": func() *ent.Reception { r := draft(); w.clock.Set(r.StartsAt.Add(-time.Hour)); return r },
			"begun":            func() *ent.Reception { r := published(); w.clock.Set(r.StartsAt); return r },
			"closed": func() *ent.Reception {
				r := published()
				w.clock.Set(r.StartsAt)
				return must[*ent.Reception](t)(w.Close(w.admin, reception.CloseReceptionInput{ID: r.ID}))
			},
			"called off": func() *ent.Reception {
				return must[*ent.Reception](t)(w.CallOff(w.admin, reception.CallOffReceptionInput{ID: published().ID, Reason: "Bão"}))
			},
		}
		for state, bring := range states {
			for _, verb := range []string{"publishReception", "moveReception", "callOffReception", "closeReception"} {
				w.clock.Set(local(t, "2026-03-02 08:30"))
				r := bring()
				reason := reasonOf(t, must[[]*lifecycle.Possibility](t)(w.DayActions(w.admin, r)), verb)
				if got := keyOf(w.doDay(verb, r)); got != reason {
					t.Errorf("%s of %s: the button says %q, the deed %q", verb, state, reason, got)
				}
			}
		}
	})
}

func (w *world) doDay(verb string, r *ent.Reception) (err error) {
	switch verb {
	case "publishReception":
		_, err = w.Publish(w.admin, reception.PublishReceptionInput{ID: r.ID})
	case "moveReception":
		_, err = w.Move(w.admin, reception.MoveReceptionInput{ID: r.ID, StartsAt: r.StartsAt.Add(7 * 24 * time.Hour), Reason: "Họp"})
	case "callOffReception":
		_, err = w.CallOff(w.admin, reception.CallOffReceptionInput{ID: r.ID, Reason: "Bão"})
	default:
		_, err = w.Close(w.admin, reception.CloseReceptionInput{ID: r.ID})
	}
	return err
}
