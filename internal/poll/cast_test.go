package poll_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/ent"
	"gandan/ent/gid"
	entpoll "gandan/ent/poll"
	"gandan/internal/fault"
	"gandan/internal/poll"
	"gandan/internal/store"
)

func TestAPollIsPreparedAsItIsWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		all := must[*ent.Poll](t)(w.Create(w.admin, w.several(func(in *poll.CreatePollInput) { in.MostChoices = nil })))
		one := must[*ent.Poll](t)(w.Create(w.admin, w.several(func(in *poll.CreatePollInput) {
			in.Kind, in.MostChoices, in.Options = entpoll.KindSINGLE, nil, []string{"👍", " 👎 "}
		})))
		if all.MostChoices != 3 || one.MostChoices != 1 || all.Listed || all.Status != entpoll.StatusDRAFT {
			t.Errorf("made %v and %v", all, one)
		}
		if signs := w.options(t, one); signs[0].Text != "👍" || signs[1].Text != "👎" || signs[1].Position != 2 {
			t.Errorf("the options are %v", signs)
		}
	})
}

func TestAPollThatMakesNoSenseIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		n := func(n int) *int { return &n }
		for key, change := range map[fault.Key]func(*poll.CreatePollInput){
			"TOO_SHORT":          func(in *poll.CreatePollInput) { in.Question = "  Gì?  " },
			"TOO_LONG":           func(in *poll.CreatePollInput) { in.Options[1] = strings.Repeat("ư", 301) },
			"POLL_OPTION_COUNT":  func(in *poll.CreatePollInput) { in.Options = in.Options[:1] },
			"POLL_OPTION_TWICE":  func(in *poll.CreatePollInput) { in.Options[2] = "THÁI ĐỘ" },
			"POLL_MOST_CHOICES":  func(in *poll.CreatePollInput) { in.MostChoices = n(4) },
			"POLL_SINGLE_CHOICE": func(in *poll.CreatePollInput) { in.Kind, in.MostChoices = entpoll.KindSINGLE, n(2) },
			"INVALID_VALUE":      func(in *poll.CreatePollInput) { in.Kind = "FREE" },
		} {
			_, err := w.Create(w.admin, w.several(change))
			wantFault(t, err, fault.BadUserInput, key)
		}
	})
}

func TestAHundredBallotsOfAHundredPeopleAreAHundred(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.in(t, entpoll.StatusOPEN)
		first, both := w.choosing(t, p, 1), w.choosing(t, p, 3, 1)
		var all sync.WaitGroup
		for i := range 100 {
			who := w.person(t, w.ward.Path)
			all.Go(func() {
				in := first
				if i%4 == 0 {
					in = both
				}
				if _, err := w.Cast(who, in); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		w.wantCounts(t, p.ID, 100, 100, 0, 25)
	})
}

func TestFiftyBallotsOfOnePersonAreOne(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.in(t, entpoll.StatusOPEN)
		in := w.choosing(t, p, 2)
		var counted, again atomic.Int32
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				_, err := w.Cast(w.citizen, in)
				switch {
				case err == nil:
					counted.Add(1)
				case fault.HasKey(err, "BALLOT_CAST"):
					again.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if counted.Load() != 1 || again.Load() != 49 {
			t.Errorf("%d were counted, %d were told that they had voted", counted.Load(), again.Load())
		}
		w.wantCounts(t, p.ID, 1, 0, 1, 0)
	})
}

func TestABallotIsCountedBeforeTheCloseOrRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.in(t, entpoll.StatusOPEN)
		in := w.choosing(t, p, 1)
		var counted atomic.Int32
		var all sync.WaitGroup
		for range 40 {
			who := w.person(t, w.ward.Path)
			all.Go(func() {
				_, err := w.Cast(who, in)
				switch {
				case err == nil:
					counted.Add(1)
				case fault.HasKey(err, "POLL_NOT_OPEN"):
				default:
					t.Error(err)
				}
			})
		}
		all.Go(func() {
			if _, err := w.Close(w.admin, poll.ClosePollInput{ID: p.ID}); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		w.wantCounts(t, p.ID, int(counted.Load()), int(counted.Load()), 0, 0)
	})
}

func TestWhoMayVoteAndWhatABallotMaySay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.in(t, entpoll.StatusDRAFT)
		other := w.in(t, entpoll.StatusCLOSED)
		p := w.in(t, entpoll.StatusOPEN)
		good, foreign := w.choosing(t, p, 1), w.choosing(t, other, 1).OptionIDs[0]
		with := func(ids ...gid.ID) poll.CastBallotInput { return poll.CastBallotInput{PollID: p.ID, OptionIDs: ids} }
		one := good.OptionIDs[0]
		for name, x := range map[string]struct {
			who  context.Context
			in   poll.CastBallotInput
			code fault.Code
			key  fault.Key
		}{
			"from elsewhere":      {w.away, good, fault.Forbidden, "NOT_YOUR_UNIT"},
			"a visitor":           {w.visitor, good, fault.Forbidden, "NOT_YOUR_UNIT"},
			"in what is no poll":  {w.citizen, poll.CastBallotInput{PollID: w.conf.ID, OptionIDs: good.OptionIDs}, fault.NotFound, "NOT_FOUND"},
			"in a closed poll":    {w.citizen, w.choosing(t, other, 1), fault.Conflict, "POLL_NOT_OPEN"},
			"without a choice":    {w.citizen, with(), fault.BadUserInput, "BALLOT_EMPTY"},
			"with too many":       {w.citizen, w.choosing(t, p, 1, 2, 3), fault.BadUserInput, "BALLOT_TOO_MANY"},
			"twice the same":      {w.citizen, with(one, one), fault.BadUserInput, "BALLOT_TWICE"},
			"of another poll":     {w.citizen, with(one, foreign), fault.BadUserInput, "BALLOT_FOREIGN"},
			"what is no option":   {w.citizen, with(w.ward.ID), fault.BadUserInput, "BALLOT_FOREIGN"},
			"what does not exist": {w.citizen, with(gid.Zero), fault.BadUserInput, "BALLOT_FOREIGN"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Cast(x.who, x.in)
				wantFault(t, err, x.code, x.key)
			})
		}
		w.wantCounts(t, p.ID, 0, 0, 0, 0)
		for _, who := range []context.Context{w.citizen, w.newcomer, w.admin} {
			if _, err := w.Cast(who, good); err != nil {
				t.Error(err)
			}
		}
		_, err := w.Cast(w.citizen, w.choosing(t, p, 2))
		wantFault(t, err, fault.Conflict, "BALLOT_CAST")
		w.wantCounts(t, p.ID, 3, 3, 0, 0)
		for who, x := range map[context.Context]bool{w.citizen: true, w.away: false, w.visitor: false, w.system: false} {
			if voted := must[bool](t)(w.ViewerHasVoted(who, p)); voted != x {
				t.Errorf("has voted: %v", voted)
			}
		}
	})
}

func TestResultsAreShownOncePublishedAndFromTenBallotsOn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, ballots := range []int{poll.HiddenBelow - 1, poll.HiddenBelow} {
			p := w.in(t, entpoll.StatusOPEN)
			for range ballots {
				must[*ent.Poll](t)(w.Cast(w.person(t, w.ward.Path), w.choosing(t, p, 1)))
			}
			for _, step := range []string{"open", "closed"} {
				now := must[*ent.Poll](t)(w.Poll(w.admin, p.ID))
				if r := must[*poll.Results](t)(w.ResultsOf(w.admin, now)); r != nil || now.BallotCount != ballots {
					t.Errorf("%s: an admin sees %v and %d ballots", step, r, now.BallotCount)
				}
				if step == "open" {
					must[*ent.Poll](t)(w.Close(w.admin, poll.ClosePollInput{ID: p.ID}))
				}
			}
			published := must[*ent.Poll](t)(w.Publish(w.admin, poll.PublishPollInput{ID: p.ID}))
			for _, who := range []context.Context{w.visitor, w.admin} {
				r := must[*poll.Results](t)(w.ResultsOf(who, published))
				if few := ballots < poll.HiddenBelow; r.Hidden != few || few != (r.Reason != nil) || few != (len(r.Options) == 0) || r.BallotCount != ballots {
					t.Errorf("of %d ballots is shown %+v", ballots, r)
				} else if !few && (r.Options[0].BallotCount != ballots || r.Options[1].BallotCount != 0) {
					t.Errorf("the options have %v", r.Options)
				}
			}
		}
	})
}

// TestAPollThatClosesWhileABallotIsCheckedTakesItNot closes the poll between the checks of a ballot and its counting. SQLite lets
// nobody write in between.
func TestAPollThatClosesWhileABallotIsCheckedTakesItNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		if w.store.Dialect() == dialect.SQLite {
			return
		}
		p := w.in(t, entpoll.StatusOPEN)
		in, closed := w.choosing(t, p, 1), false
		ctx := store.TraceStatements(w.citizen, func(query string, _ []any) {
			if !closed && strings.HasPrefix(query, "UPDATE `polls`") {
				closed = true
				must[*ent.Poll](t)(w.Close(w.admin, poll.ClosePollInput{ID: p.ID}))
			}
		})
		_, err := w.Cast(ctx, in)
		wantFault(t, err, fault.Conflict, "POLL_NOT_OPEN")
		if w.wantCounts(t, p.ID, 0, 0, 0, 0); !closed {
			t.Error("nothing was tried")
		}
	})
}
