package helpdesk_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
	"gandan/internal/store"
)

func (w *world) merge(ctx context.Context, r, into *ent.HelpRequest) error {
	_, err := w.Merge(ctx, helpdesk.MergeHelpRequestsInput{ID: r.ID, IntoID: into.ID, Reason: ptr("Gửi hai lần.")})
	return err
}

func TestAHeldDuplicateIsFreedAndItsLogsStayWhereTheyWere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, into := w.in(helprequest.StatusIN_PROGRESS), w.open()
		out, err := w.Merge(w.admin, helpdesk.MergeHelpRequestsInput{ID: r.ID, IntoID: into.ID, Reason: ptr("Gửi hai lần.")})
		must(t, err)
		equal(t, "stays", out.HelpRequest.ID, into.ID)
		got := w.now(r)
		equal(t, "status", got.Status, helprequest.StatusMERGED)
		equal(t, "into", *got.MergedIntoID, into.ID)
		equal(t, "as it was given back", *out.Merged.MergedIntoID, into.ID)
		equal(t, "holder", got.VolunteerID, nil)
		equal(t, "logs", w.logs(r), 1)
		equal(t, "nothing is due", w.DueAt(got), nil)
		lines := w.history(r)
		last := lines[len(lines)-1]
		equal(t, "verb", last.Verb, helpdesk.VerbMerge)
		equal(t, "role", last.ActorRole, "ADMIN")
		equal(t, "reason", *last.Reason, "Gửi hai lần.")
		names := w.events(r)
		equal(t, "event", names[len(names)-1], helpdesk.RequestMerged)
		equal(t, "the other one", w.now(into).Status, helprequest.StatusOPEN)
	})
}

// Whoever takes the request that stays reads what was joined with it, though it was never theirs; nobody else does.
func TestTheHolderOfTheOneThatStaysReadsWhatWasJoined(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, into := w.in(helprequest.StatusIN_PROGRESS), w.open()
		must(t, w.merge(w.admin, r, into))
		_, err := w.Claim(w.colleague, helpdesk.ClaimHelpRequestInput{ID: into.ID})
		must(t, err)
		into = w.now(into)
		for ctx, n := range map[context.Context]int{w.colleague: 1, w.citizen: 1, w.admin: 1, w.volunteer: 0, w.strangerVolunteer: 0, w.neighbour: 0} {
			from, err := w.MergedFrom(ctx, into)
			must(t, err)
			equal(t, "joined", len(from), n)
			logs, err := w.Logs(ctx, r, page.Args{})
			must(t, err)
			equal(t, "their logs", len(logs.Nodes), n)
		}
		stays, err := w.MergedInto(w.colleague, w.now(r))
		must(t, err)
		equal(t, "into", stays.ID, into.ID)
		stays, err = w.MergedInto(w.strangerAdmin, w.now(r))
		must(t, err)
		equal(t, "into, for another ward", stays, nil)
	})
}

func TestOnlyAnAdminOrTheHolderOfBothJoinsRequests(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		open, held, second := w.open(), w.in(helprequest.StatusCLAIMED), w.in(helprequest.StatusIN_PROGRESS)
		refused(t, w.merge(w.volunteer, held, open), fault.Forbidden, "NOT_HOLDER")
		refused(t, w.merge(w.volunteer, open, held), fault.Forbidden, "NOT_HOLDER")
		refused(t, w.merge(w.colleague, held, second), fault.Forbidden, "NOT_HOLDER")
		refused(t, w.merge(w.citizen, held, second), fault.Forbidden, "NOT_HOLDER")
		for _, ctx := range []context.Context{w.neighbour, w.strangerVolunteer, w.strangerAdmin} {
			refused(t, w.merge(ctx, held, second), fault.NotFound, "NOT_FOUND")
		}
		must(t, w.merge(w.volunteer, held, second))
		equal(t, "role", w.history(held)[2].ActorRole, "VOLUNTEER")
		must(t, w.merge(w.cityAdmin, second, open))
	})
}

func TestRequestsOfTwoPeopleOrTwoUnitsAreNeverJoined(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		theirs, err := w.Create(w.neighbour, w.asking())
		must(t, err)
		err = w.merge(w.admin, r, theirs)
		refusedAt(t, err, "input.intoId", "NOT_SAME_PERSON")
		in := w.asking()
		in.UnitID = w.other.ID
		elsewhere, err := w.Create(w.citizen, in)
		must(t, err)
		refusedAt(t, w.merge(w.cityAdmin, r, elsewhere), "input.intoId", "MERGE_ELSEWHERE")
		refused(t, w.merge(w.admin, r, elsewhere), fault.NotFound, "NOT_FOUND")
		refusedAt(t, w.merge(w.admin, r, r), "input.intoId", "MERGE_WITH_ITSELF")
		refused(t, w.merge(w.admin, r, w.entered().HelpRequest), fault.Conflict, "PHONE_NOT_CONFIRMED")
		equal(t, "status", w.now(r).Status, helprequest.StatusOPEN)
	})
}

func TestWhatWasEnteredTwiceForOnePhoneIsJoinedOnceConfirmed(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		first := w.proved()
		w.clock.Advance(time.Minute)
		out := w.entered()
		must(t, w.confirm(w.volunteer, out.HelpRequest.ID, w.box.code(t, grandmother)))
		more, err := w.Duplicates(w.admin, w.now(first))
		must(t, err)
		equal(t, "duplicates", len(more), 1)
		must(t, w.merge(w.admin, out.HelpRequest, first))
		trace, err := w.ByCode(w.citizen, out.LookupCode)
		must(t, err)
		equal(t, "its code tells of the one that stays", trace.Merged, true)
		equal(t, "status", trace.Status, helprequest.StatusOPEN)
	})
}

func TestThereIsNoChainAndNoCircle(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a, b, c := w.open(), w.open(), w.open()
		must(t, w.merge(w.admin, a, b))
		refused(t, w.merge(w.admin, c, a), fault.Conflict, "MERGE_INTO_ENDED")
		refused(t, w.merge(w.admin, b, a), fault.Conflict, "MERGE_INTO_ENDED")
		must(t, w.merge(w.admin, b, c)) // a goes along
		equal(t, "a names the one that stays", *w.now(a).MergedIntoID, c.ID)
		from, err := w.MergedFrom(w.admin, c)
		must(t, err)
		equal(t, "joined", len(from), 2)
		for _, ended := range []helprequest.Status{helprequest.StatusRESOLVED, helprequest.StatusCLOSED, helprequest.StatusCANCELLED} {
			refused(t, w.merge(w.admin, c, w.in(ended)), fault.Conflict, "MERGE_INTO_ENDED")
		}
	})
}

func TestOfTwoThatJoinEachOtherOneWins(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for range 5 {
			a, b := w.open(), w.open()
			errs := together(2, func(i int) error {
				if i == 0 {
					return w.merge(w.admin, a, b)
				}
				return w.merge(w.cityAdmin, b, a)
			})
			equal(t, "won", successes(errs), 1)
			for _, err := range errs {
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			}
			a, b = w.now(a), w.now(b)
			if (a.Status == helprequest.StatusMERGED) == (b.Status == helprequest.StatusMERGED) {
				t.Errorf("they are %s and %s", a.Status, b.Status)
			}
		}
	})
}

func TestALogThatMeetsAMergeIsRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, into := w.in(helprequest.StatusCLAIMED), w.open()
		merged, log := w.slow(w.admin,
			func(ctx context.Context) error { return w.merge(ctx, r, into) },
			func() error {
				_, err := w.LogAssistance(w.volunteer, logOf(r, assistancelog.OutcomeRESOLVED))
				return err
			})
		must(t, merged)
		if log == nil || fault.Is(log, fault.Internal) {
			t.Errorf("the log got %v", log)
		}
		equal(t, "logs", w.logs(r), 0)
	})
}

func TestAMergeThatMeetsAnEndOfTheOneThatStaysIsRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, into := w.open(), w.open()
		cancelled, merged := w.slow(w.citizen,
			func(ctx context.Context) error {
				_, err := w.Cancel(ctx, helpdesk.CancelHelpRequestInput{ID: into.ID})
				return err
			},
			func() error { return w.merge(w.admin, r, into) })
		must(t, cancelled)
		if !fault.Is(merged, fault.Conflict) {
			t.Errorf("the merge got %v", merged)
		}
		equal(t, "status", w.now(r).Status, helprequest.StatusOPEN)
	})
}

func TestPossibleDuplicatesAreTheUnfinishedOnesOfThePersonInTheUnit(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		held := w.in(helprequest.StatusCLAIMED)
		w.in(helprequest.StatusCLOSED)
		in := w.asking()
		in.UnitID = w.other.ID
		_, err := w.Create(w.citizen, in)
		must(t, err)
		_, err = w.Create(w.neighbour, w.asking())
		must(t, err)
		var newest gid.ID
		for range 6 {
			w.clock.Advance(time.Second)
			newest = w.open().ID
		}
		for ctx, n := range map[context.Context]int{w.admin: 5, w.cityAdmin: 5, w.citizen: 0, w.colleague: 0, w.strangerAdmin: 0} {
			found, err := w.Duplicates(ctx, held)
			must(t, err)
			equal(t, "found", len(found), n)
			if n > 0 {
				equal(t, "the newest first", found[0].ID, newest)
			}
		}
		found, err := w.Duplicates(w.volunteer, held)
		must(t, err)
		equal(t, "the holder sees what they may read anyway", len(found), 0)
		_, err = w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: newest})
		must(t, err)
		found, err = w.Duplicates(w.volunteer, held)
		must(t, err)
		equal(t, "and then the one they hold too", len(found), 1)
	})
}

func TestTheListsOfAPageAreOneStatementEach(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var requests []*ent.HelpRequest
		stays := w.open()
		for range 6 {
			requests = append(requests, w.in(helprequest.StatusMERGED), w.open())
		}
		requests = append(requests, stays)
		for name, read := range map[string]func(context.Context, *ent.HelpRequest) error{
			"times":      func(ctx context.Context, r *ent.HelpRequest) error { _, err := w.Times(ctx, r); return err },
			"duplicates": func(ctx context.Context, r *ent.HelpRequest) error { _, err := w.Duplicates(ctx, r); return err },
			"from":       func(ctx context.Context, r *ent.HelpRequest) error { _, err := w.MergedFrom(ctx, r); return err },
			"into":       func(ctx context.Context, r *ent.HelpRequest) error { _, err := w.MergedInto(ctx, r); return err },
		} {
			n := counted(w.admin, func(ctx context.Context) {
				atOnce(requests, func(r *ent.HelpRequest) {
					if err := read(ctx, r); err != nil {
						t.Error(err)
					}
				})
			})
			equal(t, "statements for "+name, n, 1)
		}
	})
}

// rewrite writes rows that no verb makes.
func (w *world) rewrite(fn func(context.Context, *store.Tx) error) {
	w.t.Helper()
	must(w.t, store.Do(system(), w.store, fn))
}
