package registration_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gandan/ent"
	entregistration "gandan/ent/registration"
	"gandan/internal/fault"
	"gandan/internal/registration"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTheLifeIsAsDrawn(t *testing.T) {
	life := registration.Life()
	got := life.Matrix([]entregistration.Status{
		entregistration.StatusWAITING, entregistration.StatusOFFERED, entregistration.StatusREGISTERED, entregistration.StatusATTENDED,
		entregistration.StatusNO_SHOW, entregistration.StatusLAPSED, entregistration.StatusCANCELLED,
	})
	file := filepath.Join("testdata", "registration.matrix.txt")
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

// TestAnActionIsOfferedWhenItsDeedSucceeds compares the buttons with the deeds, in each state a person can be in.
func TestAnActionIsOfferedWhenItsDeedSucceeds(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		deeds := map[string]func(who context.Context, r *ent.Registration) error{
			"acceptOffer": func(who context.Context, r *ent.Registration) error {
				_, err := w.AcceptOffer(who, registration.AcceptOfferInput{ID: r.ID})
				return err
			},
			"declineOffer": func(who context.Context, r *ent.Registration) error {
				_, err := w.DeclineOffer(who, registration.DeclineOfferInput{ID: r.ID})
				return err
			},
			"cancelRegistration": func(who context.Context, r *ent.Registration) error {
				_, err := w.CancelRegistration(who, registration.CancelRegistrationInput{ID: r.ID})
				return err
			},
			"checkIn": func(_ context.Context, r *ent.Registration) error {
				_, err := w.CheckIn(w.admin, registration.CheckInInput{ConferenceID: r.ConferenceID, Code: r.Code})
				return err
			},
		}
		for state, bring := range w.states(t) {
			for name, do := range deeds {
				who, r := bring()
				asking := who
				if name == "checkIn" {
					asking = w.admin
				}
				reason := w.reasonAgainst(t, asking, r, name)
				err := do(who, r)
				got := ""
				if err != nil {
					got = string(fault.Of(err).Key)
				}
				if got != reason {
					t.Errorf("%s when %s: the button says %q, the deed %q", name, state, reason, got)
				}
			}
		}
	})
}

func (w *world) reasonAgainst(t *testing.T, who context.Context, r *ent.Registration, name string) string {
	t.Helper()
	all, err := w.Actions(who, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Name == name && p.Reason != nil {
			return *p.Reason
		}
	}
	return ""
}

// states bring a registration of a conference of its own into each state.
func (w *world) states(t *testing.T) map[string]func() (context.Context, *ent.Registration) {
	t.Helper()
	pair := func() (two []context.Context, c *ent.Conference, first, second *ent.Registration) {
		two, c = w.citizens(t, 2), w.announced(t, 1)
		return two, c, w.registered(t, two[0], c), w.registered(t, two[1], c)
	}
	return map[string]func() (context.Context, *ent.Registration){
		"waiting": func() (context.Context, *ent.Registration) {
			two, _, _, second := pair()
			return two[1], second
		},
		"offered": func() (context.Context, *ent.Registration) {
			two, _, first, second := pair()
			w.cancel(t, two[0], first)
			return two[1], w.now(t, second)
		},
		"offered too long ago": func() (context.Context, *ent.Registration) {
			two, _, first, second := pair()
			w.cancel(t, two[0], first)
			w.clock.Set(*w.now(t, second).OfferUntil)
			return two[1], w.now(t, second)
		},
		"lapsed": func() (context.Context, *ent.Registration) {
			two, _, first, second := pair()
			w.cancel(t, two[0], first)
			w.clock.Set(*w.now(t, second).OfferUntil)
			w.sweep(t)
			return two[1], w.now(t, second)
		},
		"registered": func() (context.Context, *ent.Registration) {
			two, _, first, _ := pair()
			return two[0], first
		},
		"registered, at the door": func() (context.Context, *ent.Registration) {
			two, c, first, _ := pair()
			w.clock.Set(c.StartsAt)
			return two[0], first
		},
		"attended": func() (context.Context, *ent.Registration) {
			two, c, first, _ := pair()
			w.clock.Set(c.StartsAt)
			came := must[*ent.Registration](t)(w.CheckIn(w.admin, registration.CheckInInput{ConferenceID: c.ID, Code: first.Code}))
			return two[0], came
		},
		"cancelled": func() (context.Context, *ent.Registration) {
			two, _, first, _ := pair()
			return two[0], w.cancel(t, two[0], first)
		},
		"missed": func() (context.Context, *ent.Registration) {
			two, c, first, _ := pair()
			w.clock.Set(c.StartsAt)
			w.start(t, c)
			w.end(t, c)
			w.sweep(t)
			return two[0], w.now(t, first)
		},
	}
}

func TestTheLifeNamesNoPersonForWhatTheSystemDoes(t *testing.T) {
	var own []string
	for _, row := range registration.Life() {
		if row.Action == "" {
			own = append(own, row.Verb)
		}
	}
	if got := strings.Join(own, " "); got != "offer seat lapse close miss callOff" {
		t.Errorf("the system does %s", got)
	}
}
