package conference_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// fanned asks for the questions of all conferences at once, as the resolvers of one response do.
func (w *world) fanned(t *testing.T, who context.Context, list []*ent.Conference, order conference.Order, args page.Args) ([]*conferencePage, int) {
	t.Helper()
	ctx, counted := store.CountStatements(together(who))
	pages := make([]*conferencePage, len(list))
	var all sync.WaitGroup
	for i, c := range list {
		all.Go(func() {
			var err error
			if pages[i], err = w.Questions(ctx, c, order, nil, args); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	return pages, counted.Statements()
}

func TestTheQuestionsOfTwentyConferencesAreOneStatement(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var list []*ent.Conference
		for i := range 20 {
			c := w.announced(t)
			for range i % 5 {
				w.ask(t, w.citizen, c)
			}
			hidden := w.ask(t, w.citizen, c)
			if err := w.hide(w.admin, hidden); err != nil {
				t.Fatal(err)
			}
			list = append(list, w.conferenceNow(t, c.ID))
		}
		for _, who := range []context.Context{w.visitor, w.citizen, w.admin} {
			pages, n := w.fanned(t, who, list, conference.MostVoted, first(3))
			if n != 1 {
				t.Errorf("%d statements", n)
			}
			for i, p := range pages {
				if len(p.Nodes) != min(i%5, 3) || p.PageInfo.HasNextPage != (i%5 == 4) || must[int](t)(p.TotalCount(who)) != i%5 {
					t.Errorf("conference %d has %d, more %v", i, len(p.Nodes), p.PageInfo.HasNextPage)
				}
				for _, q := range p.Nodes {
					if q.ConferenceID != list[i].ID || !q.Listed {
						t.Errorf("conference %d shows %v", i, q)
					}
				}
			}
		}
	})
}

func TestTheOrdersOfQuestions(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		var asked []*ent.Question
		for range 4 {
			asked = append(asked, w.ask(t, w.citizen, c))
			w.clock.Advance(time.Second)
		}
		for i, votes := range []int{1, 2, 2, 0} {
			for _, who := range []context.Context{w.citizen, w.neighbour}[:votes] {
				must[*ent.Question](t)(w.Vote(who, on(asked[i])))
			}
		}
		for order, want := range map[conference.Order][]int{conference.MostVoted: {2, 1, 0, 3}, conference.Newest: {3, 2, 1, 0}} {
			var got []int
			var after *string
			for len(got) < 4 {
				p := must[*conferencePage](t)(w.Questions(w.visitor, c, order, nil, page.Args{First: ptr(3), After: after}))
				for _, q := range p.Nodes {
					got = append(got, slices.IndexFunc(asked, func(a *ent.Question) bool { return a.ID == q.ID }))
				}
				after = p.PageInfo.EndCursor
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", order, got, want)
			}
			back := must[*conferencePage](t)(w.Questions(w.visitor, c, order, nil, page.Args{Last: ptr(2)}))
			if back.Nodes[0].ID != asked[want[2]].ID || back.Nodes[1].ID != asked[want[3]].ID || !back.PageInfo.HasPreviousPage {
				t.Errorf("%s: the last two are %v", order, back.Nodes)
			}
		}
		_, err := w.Questions(w.visitor, c, conference.Newest, nil, first(101))
		wantFault(t, err, fault.BadUserInput, "BAD_PAGE_SIZE", "first")
	})
}

func TestAWholeScreenIsFewStatements(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		c := w.live(t)
		for range 5 {
			w.answered(t, w.ask(t, w.citizen, c))
		}
		ctx, counted := store.CountStatements(together(w.citizen))
		c = must[*ent.Conference](t)(w.Conference(ctx, c.ID))
		must[*ent.Organisation](t)(w.Host(ctx, c))
		questions := must[*conferencePage](t)(w.Questions(ctx, c, conference.MostVoted, nil, first(20)))
		var all sync.WaitGroup
		for _, q := range questions.Nodes {
			all.Go(func() { must[bool](t)(w.ViewerHasVoted(ctx, q)) })
			all.Go(func() { must[*ent.Organisation](t)(w.AnsweredBy(ctx, w.AnswerOf(ctx, q))) })
		}
		all.Wait()
		if len(questions.Nodes) != 5 || len(w.Actions(ctx, c)) == 0 {
			t.Errorf("%d questions", len(questions.Nodes))
		}
		if n := counted.Statements(); n > 6 { // two are left for the promises and who owes them
			t.Errorf("%d statements", n)
		}
	})
}
