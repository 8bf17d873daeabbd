package moderation_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	entflag "gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/moderation"
	"gandan/internal/page"
	"gandan/internal/store"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestTheLifeOfACaseIsTheDrawnOne(t *testing.T) {
	life := moderation.Life()
	got := life.Matrix([]moderationcase.Status{moderationcase.StatusOPEN, moderationcase.StatusDECIDED}) + "\n" + life.Mermaid()
	file := filepath.Join("testdata", "life.golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%v; the life is\n%s", err, got)
	}
}

func ids(c *page.Connection[*ent.ModerationCase]) []gid.ID {
	var out []gid.ID
	for _, n := range c.Nodes {
		out = append(out, n.ID)
	}
	return out
}

func TestCasesOfAUnitComeOldestFirst(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var here []gid.ID
		for range 3 {
			_, c := w.pending(w.ward, w.asker)
			here = append(here, c.ID)
			w.clock.Advance(time.Minute)
		}
		_, there := w.pending(w.other, w.asker)
		_, decided := w.pending(w.ward, w.asker)
		if _, err := w.mod.Decide(as(w.admin), approve(decided)); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			who    access.Actor
			unit   *ent.Unit
			status moderationcase.Status
			want   []gid.ID
		}{
			"the ward's admin":                 {w.admin, w.ward, moderationcase.StatusOPEN, here},
			"what is decided":                  {w.admin, w.ward, moderationcase.StatusDECIDED, []gid.ID{decided.ID}},
			"the city's admin of a ward":       {w.adminOfCity, w.ward, moderationcase.StatusOPEN, here},
			"the city's admin of all":          {w.adminOfCity, w.city, moderationcase.StatusOPEN, append(slices.Clone(here), there.ID)},
			"the ward's admin of the city":     {w.admin, w.city, moderationcase.StatusOPEN, here},
			"an admin of another ward is none": {w.adminOfOther, w.ward, moderationcase.StatusOPEN, nil},
		} {
			t.Run(name, func(t *testing.T) {
				got, err := w.mod.Cases(as(c.who), c.unit.ID, c.status, page.Args{})
				if err != nil || !slices.Equal(ids(got), c.want) {
					t.Errorf("got %v (%v), want %v", ids(got), err, c.want)
				}
			})
		}
	})
}

func TestCasesComeInPages(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var all []gid.ID
		for range 5 {
			_, c := w.pending(w.ward, w.asker) // all in one instant: the id breaks the tie
			all = append(all, c.ID)
		}
		var got []gid.ID
		args := first(2)
		for range 3 {
			c, err := w.mod.Cases(as(w.admin), w.ward.ID, moderationcase.StatusOPEN, args)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, ids(c)...)
			args.After = c.PageInfo.EndCursor
		}
		if !slices.Equal(got, all) {
			t.Errorf("got %v, want %v", got, all)
		}
	})
}

func TestAReadingOfCasesIsRefused(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		unknown := gid.Make(gid.Unit, w.clock.Now(), 200000, [6]byte{})
		for name, c := range map[string]struct {
			who   access.Actor
			unit  gid.ID
			args  page.Args
			code  fault.Code
			key   fault.Key
			field string
		}{
			"to a visitor":   {access.Anonymous(), w.ward.ID, page.Args{}, fault.Unauthenticated, "UNAUTHENTICATED", ""},
			"to a citizen":   {w.citizen, w.ward.ID, page.Args{}, fault.Forbidden, "FORBIDDEN", ""},
			"to a volunteer": {w.volunteer, w.ward.ID, page.Args{}, fault.Forbidden, "FORBIDDEN", ""},
			"of no unit":     {w.admin, unknown, page.Args{}, fault.NotFound, "NOT_FOUND", ""},
			"of a person":    {w.admin, w.citizen.ID, page.Args{}, fault.BadUserInput, "WRONG_ID_KIND", "unitId"},
			"of 101":         {w.admin, w.ward.ID, first(101), fault.BadUserInput, "BAD_PAGE_SIZE", "first"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.mod.Cases(as(c.who), c.unit, moderationcase.StatusOPEN, c.args)
				refused(t, err, c.code, c.key, c.field)
			})
		}
	})
}

func TestACaseIsReadByTheAdminsOfItsUnitOnly(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		_, c := w.pending(w.ward, w.asker)
		for name, who := range map[string]access.Actor{"admin": w.admin, "city": w.adminOfCity} {
			if got, err := w.mod.Case(as(who), c.ID); err != nil || got.ID != c.ID {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name, who := range map[string]access.Actor{
			"visitor": access.Anonymous(), "author": w.asker, "citizen": w.citizen, "volunteer": w.volunteer, "another ward": w.adminOfOther,
		} {
			if _, err := w.mod.Case(as(who), c.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestADecisionIsDueAfterEightWorkingHours(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		_, c := w.pending(w.ward, w.asker) // Monday 08:30
		due := time.Date(2026, 3, 3, 1, 30, 0, 0, time.UTC)
		if got := w.mod.DueAt(c); got == nil || !got.Equal(due) {
			t.Errorf("due at %v, want %v", got, due)
		}
		w.clock.Set(due)
		if w.mod.Overdue(c) {
			t.Error("on the instant it is not overdue")
		}
		w.clock.Advance(time.Microsecond)
		if !w.mod.Overdue(c) {
			t.Error("behind the instant it is overdue")
		}
		decided, err := w.mod.Decide(as(w.admin), approve(c))
		if err != nil || w.mod.DueAt(decided) != nil || w.mod.Overdue(decided) {
			t.Errorf("a decided case is due at %v (%v)", w.mod.DueAt(decided), err)
		}
	})
}

func TestAPageOfCasesIsReadInFiveStatements(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for range 5 {
			w.pending(w.ward, w.asker)
			w.flag(w.volunteer, w.request(w.ward, w.citizen).ID, entflag.ReasonSPAM)
		}
		ctx, count := store.CountStatements(page.WithLoaders(as(w.admin), 20*time.Millisecond))
		cases, err := w.mod.Cases(ctx, w.ward.ID, moderationcase.StatusOPEN, page.Args{})
		if err != nil || len(cases.Nodes) != 10 {
			t.Fatalf("%d cases (%v)", len(cases.Nodes), err)
		}
		var all sync.WaitGroup
		for _, c := range cases.Nodes {
			all.Go(func() {
				subject, err := w.mod.Subject(ctx, c)
				if err != nil || idOf(subject) != c.SubjectID {
					t.Errorf("the subject is %v (%v)", subject, err)
				}
			})
			all.Go(func() {
				if d, err := w.mod.Decision(ctx, c); d != nil || err != nil {
					t.Errorf("the decision is %v (%v)", d, err)
				}
			})
		}
		all.Wait()
		if got := count.Statements(); got != 4 {
			t.Errorf("%d statements, want 4: cases, questions, requests, decisions", got)
		}
	})
}

func idOf(subject any) gid.ID {
	switch s := subject.(type) {
	case *ent.Question:
		return s.ID
	case *ent.HelpRequest:
		return s.ID
	}
	return gid.Zero
}

func TestASubjectThatIsGoneIsNothing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		gone := &ent.ModerationCase{SubjectKind: moderationcase.SubjectKindQUESTION, SubjectID: gid.Make(gid.Question, w.clock.Now(), 200000, [6]byte{})}
		if subject, err := w.mod.Subject(as(w.admin), gone); subject != nil || err != nil {
			t.Errorf("got %v, %v", subject, err)
		}
	})
}

func TestReasonsAreShownOnce(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		w.flag(w.citizen, q.ID, entflag.ReasonSPAM)
		w.flag(w.volunteer, q.ID, entflag.ReasonABUSE)
		w.flag(w.admin, q.ID, entflag.ReasonSPAM)
		if got := w.mod.Reasons(w.caseOf(q.ID)); !slices.Equal(got, []entflag.Reason{entflag.ReasonABUSE, entflag.ReasonSPAM}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestAListOfAWardReadsNoMoreRowsThanThePage(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.pending(w.ward, w.asker)
		var queries []string
		ctx := store.TraceStatements(as(w.admin), func(q string, _ []any) { queries = append(queries, q) })
		if _, err := w.mod.Cases(ctx, w.ward.ID, moderationcase.StatusOPEN, first(20)); err != nil {
			t.Fatal(err)
		}
		if len(queries) != 1 || !strings.Contains(queries[0], "`unit_id` = ") || !strings.Contains(queries[0], "LIMIT 21") {
			t.Errorf("asked %v", queries)
		}
	})
}
