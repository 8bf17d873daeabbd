package helpdesk_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
)

func TestARequestIsReadByItsCitizenItsHolderAndItsAdminsOnly(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		log := w.log(r, assistancelog.OutcomeCONTINUES).Log
		for _, ctx := range []context.Context{w.citizen, w.volunteer, w.admin, w.cityAdmin} {
			_, err := w.Request(ctx, r.ID)
			must(t, err)
			_, err = w.Log(ctx, log.ID)
			must(t, err)
		}
		visitor := access.With(context.Background(), access.Anonymous())
		for _, ctx := range []context.Context{w.neighbour, w.colleague, w.strangerVolunteer, w.strangerAdmin, visitor} {
			_, err := w.Request(ctx, r.ID)
			refused(t, err, fault.NotFound, "NOT_FOUND")
			_, err = w.Log(ctx, log.ID)
			refused(t, err, fault.NotFound, "NOT_FOUND")
		}
		_, err := w.Request(w.citizen, w.ward.ID)
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestAnOpenRequestIsSeenInTheQueueAndNotByItself(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		_, err := w.Request(w.volunteer, r.ID)
		refused(t, err, fault.NotFound, "NOT_FOUND")
		seen, err := w.ReadableRequest(w.volunteer, r.ID)
		must(t, err)
		equal(t, "for a flag", seen.ID, r.ID)
		_, err = w.ReadableRequest(w.strangerVolunteer, r.ID)
		refused(t, err, fault.NotFound, "NOT_FOUND")
		equal(t, "in the queue", w.queued(w.volunteer, w.ward, helprequest.StatusOPEN), 1)
	})
}

// Another ward's people see nothing, by whatever path.
func TestNothingOfAWardLeaksIntoAnother(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		held, open := w.in(helprequest.StatusIN_PROGRESS), w.open()
		for name, ctx := range map[string]context.Context{"volunteer": w.strangerVolunteer, "admin": w.strangerAdmin, "citizen": w.neighbour} {
			t.Run(name, func(t *testing.T) {
				for _, r := range []*ent.HelpRequest{held, open} {
					logs, err := w.Logs(ctx, r, page.Args{})
					must(t, err)
					equal(t, "logs", len(logs.Nodes), 0)
					total, err := logs.TotalCount(ctx)
					must(t, err)
					equal(t, "logs counted", total, 0)
					last, err := w.LastLog(ctx, r)
					must(t, err)
					equal(t, "last log", last, nil)
					history, err := w.History(ctx, r)
					must(t, err)
					equal(t, "history", len(history), 0)
					citizen, err := w.Citizen(ctx, r)
					must(t, err)
					equal(t, "citizen", citizen, nil)
					_, err = w.ReadableRequest(ctx, r.ID)
					refused(t, err, fault.NotFound, "NOT_FOUND")
				}
				mine, err := w.Mine(ctx, page.Args{})
				must(t, err)
				equal(t, "mine", len(mine.Nodes), 0)
			})
		}
		equal(t, "records of access", len(w.people.records), 0)
	})
}

func (w *world) queued(ctx context.Context, u *ent.Unit, status helprequest.Status) int {
	w.t.Helper()
	queue, err := w.Queue(ctx, u.ID, status, helpdesk.Oldest, page.Args{})
	must(w.t, err)
	total, err := queue.TotalCount(ctx)
	must(w.t, err)
	equal(w.t, "counted as listed", total, len(queue.Nodes))
	return total
}

func TestTheQueueShowsVolunteersOpenRequestsOfTheirWardAndAdminsAll(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.open()
		w.in(helprequest.StatusCLAIMED)
		w.in(helprequest.StatusRESOLVED)
		elsewhere := w.asking()
		elsewhere.UnitID = w.other.ID
		_, err := w.Create(w.citizen, elsewhere)
		must(t, err)
		own := w.asking()
		own.UnitID = w.other.ID
		_, err = w.Create(w.volunteer, own)
		must(t, err)
		equal(t, "volunteer, own ward", w.queued(w.volunteer, w.ward, helprequest.StatusOPEN), 1)
		equal(t, "volunteer, the city: their ward of it", w.queued(w.volunteer, w.city, helprequest.StatusOPEN), 1)
		equal(t, "volunteer, another ward", w.queued(w.volunteer, w.other, helprequest.StatusOPEN), 0)
		equal(t, "volunteer, what they hold", w.queued(w.volunteer, w.ward, helprequest.StatusCLAIMED), 1)
		equal(t, "colleague, what others hold", w.queued(w.colleague, w.ward, helprequest.StatusCLAIMED), 0)
		equal(t, "colleague, what is resolved", w.queued(w.colleague, w.ward, helprequest.StatusRESOLVED), 0)
		equal(t, "admin", w.queued(w.admin, w.ward, helprequest.StatusCLAIMED), 1)
		equal(t, "admin, resolved", w.queued(w.admin, w.ward, helprequest.StatusRESOLVED), 1)
		equal(t, "admin of the city, the city", w.queued(w.cityAdmin, w.city, helprequest.StatusOPEN), 3)
		equal(t, "admin of the city, a ward", w.queued(w.cityAdmin, w.other, helprequest.StatusOPEN), 2)
		equal(t, "admin of another ward", w.queued(w.strangerAdmin, w.ward, helprequest.StatusOPEN), 0)
		_, err = w.Queue(w.citizen, w.ward.ID, helprequest.StatusOPEN, helpdesk.Oldest, page.Args{})
		refused(t, err, fault.Forbidden, "FORBIDDEN")
		_, err = w.Queue(w.volunteer, w.procedure.ID, helprequest.StatusOPEN, helpdesk.Oldest, page.Args{})
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestTheQueueIsReadPageByPageInBothOrdersAndDirections(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var made []gid.ID
		for i := range 7 {
			made = append(made, w.open().ID)
			if i%2 == 0 { // pairs share an instant: the id breaks the tie
				w.clock.Advance(time.Minute)
			}
		}
		walk := func(order string, step page.Args) []gid.ID {
			var out []gid.ID
			for {
				c, err := w.Queue(w.volunteer, w.ward.ID, helprequest.StatusOPEN, order, step)
				must(t, err)
				ids := make([]gid.ID, len(c.Nodes))
				for i, r := range c.Nodes {
					ids[i] = r.ID
				}
				if step.Last != nil {
					out = slices.Concat(ids, out)
				} else {
					out = append(out, ids...)
				}
				switch {
				case step.Last != nil && c.PageInfo.HasPreviousPage:
					step.Before = c.PageInfo.StartCursor
				case step.First != nil && c.PageInfo.HasNextPage:
					step.After = c.PageInfo.EndCursor
				default:
					return out
				}
			}
		}
		newest := slices.Clone(made)
		slices.Reverse(newest)
		for name, c := range map[string]struct {
			got, want []gid.ID
		}{
			"oldest, forward":  {walk(helpdesk.Oldest, page.Args{First: ptr(2)}), made},
			"oldest, backward": {walk(helpdesk.Oldest, page.Args{Last: ptr(2)}), made},
			"newest, forward":  {walk(helpdesk.Newest, page.Args{First: ptr(3)}), newest},
			"newest, backward": {walk(helpdesk.Newest, page.Args{Last: ptr(3)}), newest},
		} {
			if !slices.Equal(c.got, c.want) {
				t.Errorf("%s: got %v, want %v", name, c.got, c.want)
			}
		}
		c, err := w.Queue(w.volunteer, w.ward.ID, helprequest.StatusOPEN, helpdesk.Oldest, first(2))
		must(t, err)
		for name, bad := range map[string]page.Args{
			"of another order": {After: c.PageInfo.EndCursor}, "none of ours": {After: ptr("x")}, "too many": {First: ptr(101)}, "negative": {First: ptr(-1)},
		} {
			_, err = w.Queue(w.volunteer, w.ward.ID, helprequest.StatusOPEN, helpdesk.Newest, bad)
			if !fault.Is(err, fault.BadUserInput) {
				t.Errorf("%s: %v", name, err)
			}
			_, err = w.Queue(w.strangerVolunteer, w.ward.ID, helprequest.StatusOPEN, helpdesk.Newest, bad)
			if !fault.Is(err, fault.BadUserInput) {
				t.Errorf("%s, for an empty page: %v", name, err)
			}
		}
	})
}

func TestMyRequestsAreMineNewestFirst(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		old := w.open()
		w.clock.Advance(time.Hour)
		young := w.in(helprequest.StatusCLOSED)
		_, err := w.Create(w.neighbour, w.asking())
		must(t, err)
		mine, err := w.Mine(w.citizen, page.Args{})
		must(t, err)
		equal(t, "how many", len(mine.Nodes), 2)
		equal(t, "first", mine.Nodes[0].ID, young.ID)
		equal(t, "second", mine.Nodes[1].ID, old.ID)
		held, err := w.Mine(w.volunteer, page.Args{})
		must(t, err)
		equal(t, "what one holds is not one's own", len(held.Nodes), 0)
	})
}

func TestLogsAreNewestFirstAndPaged(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		other := w.in(helprequest.StatusRESOLVED)
		var want []gid.ID
		for i := range 5 {
			want = append([]gid.ID{w.log(r, assistancelog.OutcomeCONTINUES).Log.ID}, want...)
			if i > 1 {
				w.clock.Advance(time.Minute)
			}
		}
		forward, err := w.Logs(w.citizen, r, first(3))
		must(t, err)
		rest, err := w.Logs(w.citizen, r, page.Args{First: ptr(3), After: forward.PageInfo.EndCursor})
		must(t, err)
		var got []gid.ID
		for _, l := range append(forward.Nodes, rest.Nodes...) {
			got = append(got, l.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		back, err := w.Logs(w.citizen, r, page.Args{Last: ptr(2)})
		must(t, err)
		equal(t, "the last two, in order", fmt.Sprint(back.Nodes[0].ID, back.Nodes[1].ID), fmt.Sprint(want[3], want[4]))
		total, err := back.TotalCount(w.citizen)
		must(t, err)
		equal(t, "in all", total, 5)
		last, err := w.LastLog(w.citizen, r)
		must(t, err)
		equal(t, "last", last.ID, want[0])
		last, err = w.LastLog(w.citizen, other)
		must(t, err)
		equal(t, "of its own request", last.HelpRequestID, other.ID)
		_, err = w.Logs(w.citizen, r, first(0))
		refused(t, err, fault.BadUserInput, "BAD_PAGE_SIZE")
	})
}

func TestHistoryIsOldestFirstAndKeepsTheLatestHundred(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		history, err := w.History(w.citizen, r)
		must(t, err)
		if len(history) != 1 || helpdesk.From(history[0]) != nil {
			t.Errorf("the first line comes from nothing: %v", history)
		}
		for range 51 {
			_, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
			must(t, err)
			_, err = w.Release(w.volunteer, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Thử."})
			must(t, err)
		}
		history, err = w.History(w.citizen, r)
		must(t, err)
		equal(t, "how many", len(history), helpdesk.MostHistory)
		equal(t, "the last", history[99].Verb, helpdesk.VerbRelease)
		equal(t, "from", *helpdesk.From(history[99]), helprequest.StatusCLAIMED)
		equal(t, "to", helpdesk.To(history[99]), helprequest.StatusOPEN)
		equal(t, "by", helpdesk.ByRole(history[99]), access.Volunteer)
		equal(t, "the one before", history[98].Verb, helpdesk.VerbClaim)
	})
}

func TestWhoAskedIsShownToThoseWhoHelpAndLeavesARecord(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		shown := func(ctx context.Context) bool {
			a, err := w.Citizen(ctx, r)
			must(t, err)
			return a != nil
		}
		equal(t, "to the volunteer who sees it in the queue", shown(w.volunteer), false)
		equal(t, "to the citizen", shown(w.citizen), true)
		equal(t, "records so far", len(w.people.records), 0)
		r, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		equal(t, "to the holder", shown(w.volunteer), true)
		equal(t, "to an admin", shown(w.admin), true)
		equal(t, "to a colleague", shown(w.colleague), false)
		record := "HelpRequest.citizen " + r.ID.String()
		if want := []string{record, record}; !slices.Equal(w.people.records, want) {
			t.Errorf("records %v, want %v", w.people.records, want)
		}
		holder, err := w.Volunteer(w.citizen, r)
		must(t, err)
		equal(t, "the holder's name", holder.DisplayName, "Đỗ Văn Mận")
		nobody, err := w.Volunteer(w.citizen, w.open())
		must(t, err)
		equal(t, "nobody holds a new one", nobody, nil)
		helper, err := w.LogVolunteer(w.citizen, w.log(r, assistancelog.OutcomeCONTINUES).Log)
		must(t, err)
		equal(t, "who helped", helper.ID, me(w.volunteer))
	})
}
