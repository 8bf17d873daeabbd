package contact_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/accessrecord"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/contact"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

func (w *world) records(t *testing.T) int {
	t.Helper()
	return must[int](t)(w.store.Reader(w.system).AccessRecord.Query().
		Where(accessrecord.SubjectID(actorOf(w.citizen).ID), accessrecord.What("HelpRequest.contact")).Count(w.system))
}

func TestTheNumberIsShownToWhoOpenedItAndEveryReadingIsWrittenDown(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.taken(t)
		if got := w.sees(t, w.volunteer, r); got != "" {
			t.Fatalf("unopened it is %s", got)
		}
		row := must[*ent.ContactReveal](t)(w.byConsent(w.volunteer, r))
		if !row.Until.Equal(w.clock.Now().Add(24*time.Hour)) || row.Reason != nil || w.records(t) != 1 {
			t.Errorf("the opening is %v, with %d records", row, w.records(t))
		}
		if got := w.sees(t, w.volunteer, r); got != phoneOfCitizen || w.records(t) != 2 {
			t.Errorf("opened it is %q, with %d records", got, w.records(t))
		}
		keyed := access.WithRequest(w.volunteer, access.Request{IdempotencyKey: "k"})
		for name, who := range map[string]context.Context{
			"citizen": w.citizen, "colleague": w.colleague, "admin": w.admin, "other ward": w.faraway, "within what is kept": keyed,
			"ended": access.With(context.Background(), access.Actor{ID: actorOf(w.volunteer).ID}),
		} {
			if got := w.sees(t, who, r); got != "" {
				t.Errorf("the %s sees %s", name, got)
			}
		}
		if w.records(t) != 2 {
			t.Errorf("%d records of two readings", w.records(t))
		}
	})
}

// TestAnOpeningEndsWith looks at the number through the request as the volunteer last saw it, so nothing but the statement itself
// can tell that it has ended.
func TestAnOpeningEndsWith(t *testing.T) {
	for name, end := range map[string]func(t *testing.T, w *world, r *ent.HelpRequest) error{
		"a day":       func(_ *testing.T, w *world, _ *ent.HelpRequest) error { w.clock.Advance(24 * time.Hour); return nil },
		"the release": func(_ *testing.T, w *world, r *ent.HelpRequest) error { return w.release(w.volunteer, r) },
		"its recall":  func(_ *testing.T, w *world, r *ent.HelpRequest) error { return w.release(w.admin, r) },
		"the help":    func(t *testing.T, w *world, r *ent.HelpRequest) error { w.resolve(t, r); return nil },
		"another hold": func(t *testing.T, w *world, r *ent.HelpRequest) error {
			err := w.release(w.volunteer, r)
			w.claimed(t, w.colleague, r)
			return err
		},
		"the next hold of the same": func(t *testing.T, w *world, r *ent.HelpRequest) error {
			err := w.release(w.volunteer, r)
			w.claimed(t, w.volunteer, r)
			return err
		},
		"a reassignment that leaves no step in the trail": func(t *testing.T, w *world, r *ent.HelpRequest) error {
			write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
				return tx.HelpRequest.Update().Where(helprequest.ID(r.ID)).SetVolunteerID(actorOf(w.colleague).ID).Save(ctx)
			})
			return nil
		},
		"the withdrawal of the consent": func(_ *testing.T, w *world, r *ent.HelpRequest) error {
			_, err := w.AllowContact(w.citizen, contact.AllowContactInput{RequestID: r.ID})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, w *world) {
				r := w.taken(t)
				must[*ent.ContactReveal](t)(w.byConsent(w.volunteer, r))
				if got := w.sees(t, w.volunteer, r); got != phoneOfCitizen {
					t.Fatalf("opened it is %q", got)
				}
				if err := end(t, w, r); err != nil {
					t.Fatal(err)
				}
				if got := w.sees(t, w.volunteer, r); got != "" {
					t.Errorf("afterwards it is %s", got)
				}
				if until := must[*time.Time](t)(w.RevealedUntil(w.volunteer, w.Contact(w.volunteer, r))); until != nil {
					t.Errorf("afterwards it is open until %s", until)
				}
			})
		})
	}
}

func TestAnAdministratorNeedsAReasonAndKeepsItUntilTheRequestIsDone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.taken(t)
		_, err := w.byConsent(w.admin, r)
		wantFault(t, err, fault.BadUserInput, "REVEAL_NEEDS_REASON")
		row := must[*ent.ContactReveal](t)(w.byReason(w.admin, r))
		if contact.Role(row) != access.Admin || row.Reason == nil {
			t.Errorf("the opening is %v", row)
		}
		if err := w.release(w.volunteer, r); err != nil {
			t.Fatal(err)
		}
		if got := w.sees(t, w.admin, r); got != phoneOfCitizen {
			t.Errorf("after a release the administrator sees %q", got)
		}
		w.resolve(t, w.claimed(t, w.volunteer, r))
		if got := w.sees(t, w.admin, r); got != "" {
			t.Errorf("after the help the administrator sees %s", got)
		}
	})
}

func TestTheConsentIsTakenBackAndGivenAgainByTheCitizen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.taken(t)
		allow := func(who context.Context, allowed bool) error {
			_, err := w.AllowContact(who, contact.AllowContactInput{RequestID: r.ID, Allowed: allowed})
			return err
		}
		for who, key := range map[context.Context]fault.Key{w.volunteer: "NOT_YOUR_REQUEST", w.admin: "NOT_YOUR_REQUEST", w.faraway: "NOT_FOUND"} {
			if err := allow(who, false); !fault.HasKey(err, key) {
				t.Errorf("got %v, want %s", err, key)
			}
		}
		for _, allowed := range []bool{true, false, false, true, true} {
			if err := allow(w.citizen, allowed); err != nil {
				t.Fatal(err)
			}
			_, err := w.byConsent(w.volunteer, r)
			if allowed && err != nil && !fault.Is(err, fault.RateLimited) {
				t.Error(err)
			}
			if !allowed {
				wantFault(t, err, fault.Conflict, "CONSENT_WITHDRAWN")
			}
		}
		if refused, again := w.told(t, contact.EventRefused), w.told(t, contact.EventAllowed); refused != 1 || again != 1 {
			t.Errorf("told %d times of a refusal, %d times of a consent", refused, again)
		}
		if err := allow(w.citizen, false); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(24 * time.Hour)
		must[*ent.ContactReveal](t)(w.byReason(w.volunteer, r))
		if got := w.sees(t, w.volunteer, r); got != phoneOfCitizen {
			t.Errorf("with a reason it is %q", got)
		}
	})
}

// TestOfFiftyOpeningsAtOnceThreeOfARequestAndThirtyInAllSucceed, and a refused one leaves nothing.
func TestOfFiftyOpeningsAtOnceThreeOfARequestAndThirtyInAllSucceed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		one := w.taken(t)
		var opened atomic.Int64
		atOnce(50, func(int) {
			switch _, err := w.byConsent(w.volunteer, one); {
			case err == nil:
				opened.Add(1)
			case !fault.HasKey(err, "REVEALS_OF_REQUEST"):
				t.Error(err)
			}
		})
		if n := opened.Load(); n != 3 || w.records(t) != 3 || w.told(t, contact.EventRevealed) != 3 {
			t.Fatalf("%d succeed, with %d records and %d facts", n, w.records(t), w.told(t, contact.EventRevealed))
		}
		var many [50]*ent.HelpRequest
		for i := range many {
			many[i] = w.taken(t)
		}
		atOnce(len(many), func(i int) {
			switch _, err := w.byConsent(w.volunteer, many[i]); {
			case err == nil:
				opened.Add(1)
			case !fault.HasKey(err, "REVEALS_TOO_MANY"):
				t.Error(err)
			}
		})
		if n := opened.Load(); n != 30 || w.records(t) != 30 {
			t.Fatalf("%d succeed in a day, with %d records", n, w.records(t))
		}
		must[*ent.ContactReveal](t)(w.byReason(w.admin, one)) // the limits are of each person
		w.clock.Advance(23 * time.Hour)
		_, err := w.byConsent(w.volunteer, w.taken(t))
		wantFault(t, err, fault.RateLimited, "REVEALS_TOO_MANY")
		if after := fault.Of(err).After; after != time.Hour {
			t.Errorf("to be tried again after %s", after)
		}
		w.clock.Advance(time.Hour)
		must[*ent.ContactReveal](t)(w.byConsent(w.volunteer, one))
	})
}

// TestNoNumberIsShownAfterARelease opens, reads and releases at once: whatever reading begins after the release has returned shows
// nothing, and what is opened after it is refused.
func TestNoNumberIsShownAfterARelease(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		shown, refused := 0, 0
		for range 15 {
			r, second := w.taken(t), w.person(t, in(access.Volunteer, w.ward))
			r = w.handed(t, r, second)
			var released atomic.Bool
			var seen, stopped atomic.Int64
			atOnce(6, func(i int) {
				switch {
				case i == 0:
					if err := w.release(second, r); err != nil {
						t.Error(err)
					}
					released.Store(true)
				case i < 3:
					before := released.Load()
					_, err := w.byConsent(second, r)
					if err != nil {
						stopped.Add(1)
					}
					if before && err == nil || err != nil && !fault.HasKey(err, "NOT_HOLDER") {
						t.Errorf("opened after the release %v: %v", before, err)
					}
				default:
					for range 5 {
						before := released.Load()
						phone, err := w.Phone(second, w.Contact(second, r))
						if err != nil || phone != nil && before {
							t.Errorf("after the release %v: shown %v, %v", before, phone != nil, err)
						}
						if phone != nil {
							seen.Add(1)
						}
					}
				}
			})
			if got := w.sees(t, second, r); got != "" {
				t.Fatalf("at the end it is %s", got)
			}
			shown, refused = shown+int(seen.Load()), refused+int(stopped.Load())
		}
		t.Logf("shown %d times, refused %d times", shown, refused)
	})
}

// handed gives a held request to somebody else.
func (w *world) handed(t *testing.T, r *ent.HelpRequest, to context.Context) *ent.HelpRequest {
	t.Helper()
	if err := w.release(w.volunteer, r); err != nil {
		t.Fatal(err)
	}
	return w.claimed(t, to, r)
}

func TestTheCitizenAndTheUnitSeeEveryOpeningAndTheHolderTheirOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.taken(t)
		must[*ent.ContactReveal](t)(w.byReason(w.admin, r))
		own := must[*ent.ContactReveal](t)(w.byConsent(w.volunteer, r))
		for name, c := range map[string]struct {
			who  context.Context
			want int
		}{"citizen": {w.citizen, 2}, "admin": {w.admin, 2}, "holder": {w.volunteer, 1}, "colleague": {w.colleague, 0}, "other ward": {w.faraway, 0}} {
			list := must[*page.Connection[*ent.ContactReveal]](t)(w.Reveals(c.who, r, page.Args{}))
			if total := must[int](t)(list.TotalCount(c.who)); len(list.Nodes) != c.want || total != c.want {
				t.Errorf("the %s sees %d of %d, want %d", name, len(list.Nodes), total, c.want)
			}
		}
		if err := w.release(w.volunteer, r); err != nil {
			t.Fatal(err)
		}
		if _, err := w.OneReveal(w.volunteer, own.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("after the release: %v", err)
		}
		must[*ent.ContactReveal](t)(w.OneReveal(w.citizen, own.ID))
	})
}

func TestAnOpeningIsNeverRewritten(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		row := must[*ent.ContactReveal](t)(w.byConsent(w.volunteer, w.taken(t)))
		for name, rewrite := range map[string]func(context.Context, *store.Tx) error{
			"change": func(ctx context.Context, tx *store.Tx) error {
				return tx.ContactReveal.Update().SetUpdatedAt(tx.Now).Exec(ctx)
			},
			"remove": func(ctx context.Context, tx *store.Tx) error { return tx.ContactReveal.DeleteOneID(row.ID).Exec(ctx) },
		} {
			if err := store.Do(w.system, w.store, rewrite); err == nil {
				t.Errorf("it lets itself %s", name)
			}
		}
	})
}

// TestAnUnknownRequestIsNotFound for every verb.
func TestAnUnknownRequestIsNotFound(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := &ent.HelpRequest{ID: gid.Make(gid.HelpRequest, w.clock.Now(), 7, [6]byte{9})}
		for name, deed := range map[string]func() error{
			"say": func() error { _, err := w.say(w.citizen, r, "một"); return err },
			"mark": func() error {
				_, err := w.MarkMessagesRead(w.citizen, contact.MarkMessagesReadInput{RequestID: r.ID})
				return err
			},
			"reveal": func() error { _, err := w.byConsent(w.volunteer, r); return err },
			"allow": func() error {
				_, err := w.AllowContact(w.citizen, contact.AllowContactInput{RequestID: r.ID})
				return err
			},
		} {
			if err := deed(); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
