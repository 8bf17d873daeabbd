package conference_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

func titled(title string) func(*conference.CreateConferenceInput) {
	return func(in *conference.CreateConferenceInput) { in.Title = title }
}

func later(days int) func(*conference.CreateConferenceInput) {
	return func(in *conference.CreateConferenceInput) {
		in.StartsAt, in.EndsAt = in.StartsAt.AddDate(0, 0, days), in.EndsAt.AddDate(0, 0, days)
	}
}

func of(u *ent.Unit) func(*conference.CreateConferenceInput) {
	return func(in *conference.CreateConferenceInput) { in.UnitID, in.HostID = u.ID, nil }
}

// titles are those of one list.
func (w *world) titles(t *testing.T, who context.Context, unit *gid.ID, when conference.When) string {
	t.Helper()
	c := must[*page.Connection[*ent.Conference]](t)(w.List(who, unit, when, first(50)))
	var list []string
	for _, n := range c.Nodes {
		list = append(list, n.Title)
	}
	return strings.Join(list, ", ")
}

func TestADraftIsSeenByNobodyElseByNoPath(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t)
		promise := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Commitment, error) {
			return tx.Commitment.Create().SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetText("Sẽ làm ngay.").
				SetResponsibleID(w.wardCommittee.ID).SetDueOn("2026-06-30").SetStatus("OPEN").Save(ctx)
		})
		for name, who := range map[string]context.Context{
			"a visitor": w.visitor, "a citizen": w.citizen, "another ward's admin": w.otherWardAdmin,
		} {
			if _, err := w.Conference(who, c.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s finds it: %v", name, err)
			}
			if _, err := w.store.Reader(who).Commitment.Get(who, promise.ID); !ent.IsNotFound(err) {
				t.Errorf("%s reads its promise: %v", name, err)
			}
			if _, err := w.Ask(who, asking(c)); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s asks there: %v", name, err)
			}
		}
		for name, who := range map[string]context.Context{"the admin": w.admin, "the city's": w.cityAdmin} {
			if _, err := w.Conference(who, c.ID); err != nil {
				t.Errorf("%s does not find it: %v", name, err)
			}
		}
		for _, when := range []conference.When{conference.Upcoming, conference.Past} {
			for _, who := range []context.Context{w.visitor, w.admin, w.cityAdmin} {
				if got := w.titles(t, who, nil, when); got != "" {
					t.Errorf("%s lists %s", when, got)
				}
			}
		}
	})
}

func TestWhatIsUpcomingAndWhatIsPast(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.announced(t, titled("third"), later(2))
		w.announced(t, titled("first"), later(0))
		w.announced(t, titled("second"), later(1))
		must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: w.announced(t, titled("going on"), later(3)).ID}))
		ended := w.announced(t, titled("ended early"), later(9))
		must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: ended.ID}))
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: ended.ID}))
		off := w.announced(t, titled("called off"), later(1))
		must[*ent.Conference](t)(w.Cancel(w.admin, conference.CancelConferenceInput{ID: off.ID, Reason: "Bão"}))
		if got := w.titles(t, w.visitor, nil, conference.Upcoming); got != "first, second, third, going on" {
			t.Errorf("upcoming: %s", got)
		}
		if got := w.titles(t, w.visitor, nil, conference.Past); got != "ended early" {
			t.Errorf("past: %s", got)
		}
		w.clock.Advance(9*24*time.Hour + 4*time.Hour) // the first two and the one called off are over by the clock
		if got := w.titles(t, w.visitor, nil, conference.Upcoming); got != "third, going on" {
			t.Errorf("upcoming: %s", got)
		}
		if got := w.titles(t, w.visitor, nil, conference.Past); got != "ended early, called off, second, first" {
			t.Errorf("past: %s", got)
		}
	})
}

func TestAConferenceOfAWeekIsUpcomingToItsLastInstant(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, titled("a week"), func(in *conference.CreateConferenceInput) { in.EndsAt = in.StartsAt.Add(7 * 24 * time.Hour) })
		w.clock.Set(c.EndsAt)
		if got := w.titles(t, w.visitor, nil, conference.Upcoming); got != "a week" {
			t.Errorf("upcoming: %q", got)
		}
		w.clock.Advance(time.Microsecond)
		if got := w.titles(t, w.visitor, nil, conference.Upcoming) + w.titles(t, w.visitor, nil, conference.Past); got != "a week" {
			t.Errorf("past: %q", got)
		}
	})
}

func TestAUnitListsWhatLiesBelowIt(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.announced(t, titled("of the city"), of(w.city), later(0))
		w.announced(t, titled("of the ward"), of(w.ward), later(1))
		w.announced(t, titled("of the other"), of(w.otherWard), later(2)) // whose path begins like the ward's without the slash
		for want, unit := range map[string]*gid.ID{
			"of the city, of the ward, of the other": &w.city.ID, "of the ward": &w.ward.ID, "of the other": &w.otherWard.ID,
		} {
			if got := w.titles(t, w.visitor, unit, conference.Upcoming); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		_, err := w.List(w.visitor, &w.wardCommittee.ID, conference.Upcoming, page.Args{})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestTheListIsCutIntoPagesInBothDirections(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for i := range 5 {
			w.announced(t, titled(fmt.Sprintf("Hội nghị %d", i)), later(i/2)) // some begin at the same instant
		}
		var all []string
		var after *string
		for range 3 {
			c := must[*page.Connection[*ent.Conference]](t)(w.List(w.visitor, nil, conference.Upcoming, page.Args{First: ptr(2), After: after}))
			for _, n := range c.Nodes {
				all = append(all, n.Title)
			}
			if after = c.PageInfo.EndCursor; c.PageInfo.HasNextPage == (len(all) == 5) {
				t.Errorf("after %v there is more: %v", all, c.PageInfo.HasNextPage)
			}
			if n := must[int](t)(c.TotalCount(w.visitor)); n != 5 {
				t.Errorf("%d in all", n)
			}
		}
		if !slices.IsSorted(all) || len(all) != 5 {
			t.Errorf("got %v", all)
		}
		last := must[*page.Connection[*ent.Conference]](t)(w.List(w.visitor, nil, conference.Upcoming, page.Args{Last: ptr(2)}))
		if last.Nodes[0].Title != all[3] || last.Nodes[1].Title != all[4] {
			t.Errorf("the last two are %v", last.Nodes)
		}
		_, err := w.List(w.visitor, nil, conference.Past, page.Args{After: after})
		wantFault(t, err, fault.BadUserInput, "BAD_CURSOR", "after")
	})
}

func TestWhatOneMayDoIsSaidWithTheReasonWhyNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		say := func(who context.Context, c *ent.Conference) string {
			var list []string
			for _, p := range w.Actions(who, c) {
				if p.Allowed {
					list = append(list, p.Name)
				} else if *p.Reason != "FORBIDDEN" && *p.Reason != "WRONG_STATE" {
					list = append(list, p.Name+" "+*p.Reason)
				}
			}
			return strings.Join(list, ", ")
		}
		c, ended := w.announced(t), w.ended(t)
		for _, x := range []struct {
			name string
			who  context.Context
			c    *ent.Conference
			want string
		}{
			{"a visitor", w.visitor, c, ""},
			{"a citizen", w.citizen, c, "askQuestion, voteQuestion"},
			{"a citizen, after the end", w.citizen, ended, "askQuestion QUESTIONS_CLOSED, voteQuestion VOTING_CLOSED"},
			{"a citizen of another ward", w.stranger, c, "askQuestion NOT_YOUR_UNIT, voteQuestion NOT_YOUR_UNIT"},
			{"the admin of a draft", w.admin, w.draft(t), "announceConference, cancelConference, askQuestion QUESTIONS_CLOSED, voteQuestion VOTING_CLOSED, " +
				"updateConference, setAgenda, addSitting, inviteOrganisation"},
			{"the admin", w.admin, c, "startConference, cancelConference, recordCommitment, askQuestion, voteQuestion, answerQuestion, mergeQuestions, " +
				"queueQuestion, pauseQuestions, resumeQuestions NOT_PAUSED, assignQuestion, setQuestionTopic, " +
				"rescheduleConference, setAgenda, addSitting, inviteOrganisation"},
		} {
			if got := say(x.who, x.c); got != x.want {
				t.Errorf("%s: %s\nwant %s", x.name, got, x.want)
			}
		}
		if len(w.Actions(w.visitor, c)) != 0 || w.Actions(w.visitor, c) == nil {
			t.Error("a visitor gets an empty list")
		}
	})
}
