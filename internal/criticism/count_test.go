package criticism_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/access"
	"gandan/internal/criticism"
	"gandan/internal/fault"
	"gandan/internal/store/storetest"
)

func TestOfFiftyOpinionsAtOnceNoneIsLost(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d := w.opened()
		clauses := w.clauses(d)
		people := make([]context.Context, 50)
		for i := range people {
			people[i] = w.person(w.ward.Path)
		}
		var all sync.WaitGroup
		for i, who := range people {
			all.Go(func() {
				on := []*gid.ID{nil, &clauses[0].ID, &clauses[1].ID}[i%3]
				if _, err := w.Give(who, saying(d, on)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		w.recount(t, d.ID)
		var numbers []int
		for _, o := range w.store.Reader(w.system).Opinion.Query().AllX(w.system) {
			numbers = append(numbers, o.Number)
		}
		slices.Sort(numbers)
		if len(numbers) != 50 || numbers[0] != 1 || numbers[49] != 50 || len(slices.Compact(numbers)) != 50 {
			t.Errorf("the numbers are %v", numbers)
		}
	})
}

func TestAnOpinionIsAnsweredOnceByTenAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d := w.opened()
		o := must(w.Give(w.citizen, saying(d, &w.clauses(d)[0].ID)))(t)
		var all sync.WaitGroup
		results := make([]error, 10)
		for i := range results {
			all.Go(func() { _, results[i] = w.AnswerOpinion(w.admin, accepting(o)) })
		}
		all.Wait()
		given := 0
		for _, err := range results {
			if err == nil {
				given++
			} else if !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		}
		if given != 1 {
			t.Errorf("%d answers were given", given)
		}
		w.recount(t, d.ID)
	})
}

func TestAnOpinionSentAgainAtOnceIsGivenOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d, client := w.opened(), "6b0d5f5e-0d0a-4f4c-8a55-0d4b7c8e9f10"
		in := saying(d, nil)
		in.ClientID = &client
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if o, err := w.Give(w.citizen, in); err != nil || o.Number != 1 {
					t.Errorf("got %v, %v", o, err)
				}
			})
		}
		all.Wait()
		w.recount(t, d.ID)
		in.ClauseID = &w.clauses(d)[0].ID
		_, err := w.Give(w.citizen, in)
		wantFault(t, err, fault.Conflict, "CLIENT_ID_REUSED", "input.clientId")
	})
}

// machine does whatever people and admins do to the opinions of one draft.
type machine struct {
	w      *world
	draft  *ent.Draft
	people []context.Context
	given  []*ent.Opinion
}

// TestTheNumbersAreAlwaysThoseOfTheRows gives, answers, hides and shows in any order and recounts after each deed.
func TestTheNumbersAreAlwaysThoseOfTheRows(t *testing.T) {
	clock := storetest.NewClock()
	w := newWorld(t, storetest.Open(t, "", clock, &storetest.CountingIDs{}), clock)
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{w: w, draft: w.opened(), people: []context.Context{w.citizen, w.neighbour}}
		t.Repeat(map[string]func(*rapid.T){
			"give": m.give, "answer": m.answer, "hide": m.hide, "show": m.show,
			"publish": func(t *rapid.T) {
				if _, err := w.PublishVersion(w.admin, text(m.draft, rapid.StringMatching(`[a-c]{1,3}`).Draw(t, "body"))); err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) { w.recount(t, m.draft.ID) },
		})
	})
}

func (m *machine) give(t *rapid.T) {
	in := saying(m.draft, nil)
	if clauses := m.w.clauses(m.draft); rapid.Bool().Draw(t, "on a clause") {
		in.ClauseID = &rapid.SampledFrom(clauses).Draw(t, "clause").ID
	}
	o, err := m.w.Give(rapid.SampledFrom(m.people).Draw(t, "who"), in)
	if err != nil {
		t.Fatal(err)
	}
	m.given = append(m.given, o)
}

// one is an opinion as it is now.
func (m *machine) one(t *rapid.T) *ent.Opinion {
	if len(m.given) == 0 {
		t.Skip("nothing was said yet")
	}
	o, err := m.w.ReadableOpinion(m.w.admin, rapid.SampledFrom(m.given).Draw(t, "opinion").ID)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (m *machine) answer(t *rapid.T) {
	o, in := m.one(t), criticism.AnswerOpinionInput{Reason: "Lý do như sau."}
	in.OpinionID, in.Response = o.ID, rapid.SampledFrom([]opinion.Response{opinion.ResponseACCEPTED, opinion.ResponsePARTLY, opinion.ResponseNOT_ACCEPTED}).Draw(t, "response")
	if in.Response != opinion.ResponseNOT_ACCEPTED {
		words := "từ 6 giờ"
		in.ChangedWords = &words
	}
	_, err := m.w.AnswerOpinion(m.w.admin, in)
	if (err == nil) != (o.Status == opinion.StatusRECEIVED) {
		t.Fatalf("answering what is %s gave %v", o.Status, err)
	}
}

func (m *machine) hide(t *rapid.T) {
	if err := m.w.hide(m.w.admin, m.one(t)); err != nil {
		t.Fatal(err)
	}
}

func (m *machine) show(t *rapid.T) {
	o := m.one(t)
	if err := m.w.show(m.w.admin, o); err != nil {
		t.Fatal(err)
	}
	now, err := m.w.ReadableOpinion(m.w.admin, o.ID)
	if err != nil || now.Status == opinion.StatusHIDDEN || (now.Response != nil) != (now.Status == opinion.StatusANSWERED) {
		t.Fatalf("shown it is %v, %v", now, err)
	}
}

func TestAHiddenOpinionIsReadByItsAuthorAndTheAdminsOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d := w.opened()
		c := w.clauses(d)[0]
		o := must(w.Give(w.citizen, saying(d, &c.ID)))(t)
		for name, who := range map[string]context.Context{"a citizen": w.citizen, "the admin of another ward": w.otherAdmin} {
			if err := w.hide(who, o); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s hides it: %v", name, err)
			}
		}
		if err := w.hide(w.admin, o); err != nil {
			t.Fatal(err)
		}
		d, c = must(w.Draft(w.system, d.ID))(t), must(w.Clause(w.system, c.ID))(t)
		for name, who := range map[string]context.Context{
			"a visitor": w.visitor, "a neighbour": w.neighbour, "the admin of another ward": w.otherAdmin, "the admin": w.admin, "the author": w.citizen,
		} {
			if list := must(w.Opinions(who, d, criticism.EveryOpinion, first(5)))(t); len(list.Nodes) != 0 {
				t.Errorf("%s lists it at the draft", name)
			}
			if list := must(w.OpinionsOn(who, c, first(5)))(t); len(list.Nodes) != 0 {
				t.Errorf("%s lists it at the clause", name)
			}
			_, err := w.ReadableOpinion(who, o.ID)
			if may := name == "the admin" || name == "the author"; may != (err == nil) {
				t.Errorf("%s reads it: %v", name, err)
			}
		}
		if list := must(w.Mine(w.citizen, first(5)))(t); len(list.Nodes) != 1 {
			t.Errorf("the author finds %d", len(list.Nodes))
		}
		w.recount(t, d.ID)
	})
}

func TestNobodyIsNamedByWhatIsToldOfAnOpinion(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d := w.opened()
		o := must(w.Give(w.citizen, saying(d, nil)))(t)
		must(w.AnswerOpinion(w.admin, accepting(o)))(t)
		author, _ := access.From(w.citizen)
		told := w.events(o.ID)
		if len(told) != 2 || told[0].Name != criticism.EventOpinionGiven {
			t.Errorf("told are %v", told)
		}
		for _, e := range told {
			if e.ActorID != nil || slices.Contains([]string{e.Data["author"], e.Data["actor"]}, author.ID.String()) {
				t.Errorf("%s names somebody: %v", e.Name, e)
			}
		}
	})
}

func TestAnOpinionThatComesBackStopsTheEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d := w.opened()
		var given []*ent.Opinion
		for range 25 {
			given = append(given, must(w.Give(w.citizen, saying(d, nil)))(t))
		}
		must(w.Close(w.admin, criticism.CloseDraftInput{ID: d.ID}))(t)
		must(w.IssueDocument(w.admin, criticism.IssueCriticismDocumentInput{DraftID: d.ID, Body: "Văn bản phản biện."}))(t)
		_, err := w.Finish(w.admin, criticism.FinishAnswersInput{DraftID: d.ID})
		wantFault(t, err, fault.Conflict, "ANSWERS_OPEN")
		if f := fault.Of(err); f.Args["count"] != 25 || f.Args["numbers"] != "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20" {
			t.Errorf("it says %v", f.Args)
		}
		for _, o := range given {
			if err := w.hide(w.admin, o); err != nil {
				t.Fatal(err)
			}
		}
		must(w.Finish(w.admin, criticism.FinishAnswersInput{DraftID: d.ID}))(t)
		if err := w.show(w.admin, given[0]); err != nil {
			t.Fatal(err)
		}
		must(w.AnswerOpinion(w.admin, accepting(given[0])))(t)
		w.recount(t, d.ID)
	})
}
