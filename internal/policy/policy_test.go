package policy_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/policyrule"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/policy"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
	"gandan/internal/text"
)

const (
	header = "key,unit_code,valid_from,valid_to,value,measure,legal_base,source,confidence\n"
	city   = "/01/"
	ward   = "/01/09556/"
	other  = "/01/00166/"
)

// world is the rules over the places that come with the program.
type world struct {
	*policy.Service
	t      *testing.T
	store  *store.Store
	clock  *storetest.Clock
	places *territory.Service
}

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
		if err := places.Ensure(system()); err != nil {
			t.Fatal(err)
		}
		w := &world{Service: policy.New(s, places), t: t, store: s, clock: clock, places: places}
		if err := w.Ensure(system()); err != nil {
			t.Fatal(err)
		}
		test(t, w)
	})
}

func system() context.Context { return access.AsSystem(context.Background(), "test") }

// says is the number of a rule, -1 when there is none.
func (w *world) says(key, path string, day calendar.Date) int {
	if n, ok := w.Value(key, path, day); ok {
		return n
	}
	return -1
}

func (w *world) want(key, path string, day calendar.Date, want int) {
	w.t.Helper()
	if got := w.says(key, path, day); got != want {
		w.t.Errorf("%s in %s on %s is %d, want %d", key, path, day, got, want)
	}
}

func (w *world) imported(rows ...string) {
	w.t.Helper()
	if _, err := w.Import(context.Background(), file(rows...)); err != nil {
		w.t.Fatal(err)
	}
}

func file(rows ...string) *strings.Reader {
	return strings.NewReader(header + strings.Join(rows, "\n") + "\n")
}

// row is a rule of the tests.
func row(key, code, from, to string, value int) string {
	return fmt.Sprintf("%s,%s,%s,%s,%d,days,Quy chế thử,thử,bịa", key, code, from, to, value)
}

func (w *world) rules() []*ent.PolicyRule {
	w.t.Helper()
	rules, err := w.store.Reader(system()).PolicyRule.Query().Order(ent.Asc(policyrule.FieldID)).All(system())
	if err != nil {
		w.t.Fatal(err)
	}
	return rules
}

func TestTheLawIsThereFromItsDayOn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.want("dialogue.noticeDays", ward, "2025-06-30", -1)
		w.want("dialogue.noticeDays", ward, "2025-07-01", 7)
		w.want("dialogue.publishResultDays", city, "2026-03-02", 10)
		w.want("dialogue.minPerYear", other, "2026-03-02", 1)
		w.want("criticism.steps", ward, "2017-06-15", 7)
		w.want("criticism.noticeDays", ward, "2026-03-02", -1)
	})
}

// TestOnlyWhatIsConfirmedComesWithTheProgram, and the rules of the house: what is known from memory is for whoever runs the system.
func TestOnlyWhatIsConfirmedComesWithTheProgram(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		if rules := w.rules(); len(rules) != shipped(t) {
			t.Errorf("there are %d rules", len(rules))
		}
		for _, r := range w.rules() {
			ours := r.Confidence == "ours" && r.LegalBase == "quy định của hệ thống" && strings.HasPrefix(r.Source, "ours, ")
			if !ours && !strings.HasPrefix(r.Confidence, "confirmed") || r.UnitPath != "" || r.LegalBase == "" {
				t.Errorf("%v", r)
			}
			if n, ok := policy.Standard().Value(r.Key, ward, calendar.Date(r.ValidFrom)); !ok || n != r.Value {
				t.Errorf("without a database %s is %d", r.Key, n)
			}
		}
	})
}

func TestTheNearestUnitWinsAndWithinItTheNewestDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.imported(
			row("dialogue.minPerYear", "01", "2026-01-01", "", 3),
			row("dialogue.minPerYear", "09556", "2025-10-01", "2026-06-01", 2),
			row("dialogue.minPerYear", "09556", "2026-06-01", "2027-01-01", 4),
		)
		w.want("dialogue.minPerYear", ward, "2025-09-30", 1)
		w.want("dialogue.minPerYear", ward, "2025-10-01", 2)
		w.want("dialogue.minPerYear", ward, "2026-05-31", 2)
		w.want("dialogue.minPerYear", ward, "2026-06-01", 4)
		w.want("dialogue.minPerYear", ward, "2027-01-01", 3) // its own has ended, that of the city holds
		w.want("dialogue.minPerYear", other, "2025-12-31", 1)
		w.want("dialogue.minPerYear", other, "2026-06-01", 3)
		w.want("dialogue.minPerYear", "", "2026-06-01", 1)
		w.want("dialogue.noticeDays", ward, "2026-06-01", 7)
	})
}

func TestTheLeastOfAKeyIsThatOfAnyUnitAndDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		if n, set := w.Least("dialogue.minPerYear"); n != 1 || !set {
			t.Errorf("least %d, %v", n, set)
		}
		w.imported(row("dialogue.noticeDays", "09556", "2025-10-01", "2026-01-01", 2), row("dialogue.noticeDays", "01", "2026-06-01", "", 9))
		if n, set := w.Least("dialogue.noticeDays"); n != 2 || !set {
			t.Errorf("least %d, %v", n, set)
		}
		if n, set := w.Least("no.such"); n != 0 || set {
			t.Errorf("least of nothing %d, %v", n, set)
		}
	})
}

func TestTheRulesOfAUnitAreShownOneAKey(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.imported(row("dialogue.minPerYear", "09556", "2026-01-01", "", 2))
		u := w.places.ByPath(ward, "2026-03-02")
		everywhere, err := w.Rules(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		rules, err := w.Rules(&u.ID, nil)
		if err != nil || len(rules) != len(everywhere) {
			t.Fatalf("%d rules (%v)", len(rules), err)
		}
		for _, r := range rules {
			own := r.Key == "dialogue.minPerYear"
			if unit := w.UnitOf(r); (unit != nil) != own || own && (unit.ID != u.ID || r.Value != 2) {
				t.Errorf("%v is of %v", r, unit)
			}
		}
		if rules, err = w.Rules(nil, ptr("2017-06-15")); err != nil || len(rules) != 1 {
			t.Errorf("%d rules (%v)", len(rules), err)
		}
		strange := gid.Make(gid.Unit, w.clock.Now(), 7, [6]byte{9})
		if _, err = w.Rules(&strange, nil); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown unit: %v", err)
		}
	})
}

func TestASecondImportChangesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		rows := []string{row("dialogue.minPerYear", "09556", "2026-01-01", "", 2), row("vote.minAge", "", "2026-01-01", "2030-01-01", 16)}
		for _, x := range []struct {
			rows []string
			want territory.Summary
		}{
			{rows, territory.Summary{New: 2}},
			{rows, territory.Summary{Unchanged: 2}},
			{[]string{rows[0], row("vote.minAge", "", "2026-01-01", "2031-01-01", 16)}, territory.Summary{Changed: 1, Unchanged: 1}},
			{[]string{row("vote.minAge", "", "2026-01-01", "", 18)}, territory.Summary{Changed: 1}},
		} {
			w.clock.Advance(time.Minute)
			if got, err := w.Import(context.Background(), file(x.rows...)); err != nil || got != x.want {
				t.Errorf("got %v (%v), want %v", got, err, x.want)
			}
		}
		w.want("vote.minAge", ward, "2035-01-01", 18)
		w.want("dialogue.minPerYear", ward, "2026-01-01", 2)
	})
}

func TestAFileWithAnythingWrongIsRefusedAsAWhole(t *testing.T) {
	good := row("a.b", "", "2026-01-01", "", 1)
	many := make([]string, 97)
	for i := range many {
		many[i] = row("a."+string(rune('a'+i/26))+string(rune('a'+i%26)), "", "2026-01-01", "", 1)
	}
	onBoth(t, func(t *testing.T, w *world) {
		for name, x := range map[string]struct {
			rows []string
			says string
		}{
			"two of one day":             {[]string{good, row("a.b", "", "2026-01-01", "", 2)}, "line 3, column key: a.b from 2026-01-01 stands on line 2 already"},
			"two at one time":            {[]string{good, row("a.b", "", "2026-02-01", "", 2)}, "line 3, column valid_from: a.b from 2026-01-01 still holds then"},
			"two at one time, unordered": {[]string{row("a.b", "", "2026-02-01", "", 2), good}, "line 2, column valid_from: a.b from 2026-01-01 still holds then"},
			"an end behind the next":     {[]string{row("a.b", "", "2026-01-01", "2026-02-02", 1), row("a.b", "", "2026-02-01", "", 2)}, "line 3, column valid_from"},
			"a rule that is there":       {[]string{row("dialogue.noticeDays", "", "2026-01-01", "", 5)}, "line 2, column valid_from: dialogue.noticeDays from 2025-07-01 still holds then"},
			"before one that is there":   {[]string{row("dialogue.noticeDays", "", "2024-01-01", "", 5)}, "line 2, column valid_to: dialogue.noticeDays from 2025-07-01 is there already"},
			"a day that is not":          {[]string{good, row("a.c", "", "2026-02-30", "", 1)}, "line 3, column valid_from: \"2026-02-30\" is not a day"},
			"an end that is not":         {[]string{row("a.c", "", "2026-02-01", "mai", 1)}, "line 2, column valid_to: \"mai\" is not a day"},
			"no day":                     {[]string{row("a.c", "", "", "", 1)}, "line 2, column valid_from: is empty"},
			"an end before the start":    {[]string{row("a.c", "", "2026-02-01", "2026-02-01", 1)}, "line 2, column valid_to: 2026-02-01 is not after valid_from"},
			"a negative number":          {[]string{row("a.c", "", "2026-02-01", "", -1)}, "line 2, column value"},
			"too great a number":         {[]string{row("a.c", "", "2026-02-01", "", 100_001)}, "line 2, column value"},
			"no number":                  {[]string{strings.Replace(good, ",1,", ",một,", 1)}, "line 2, column value: \"một\" must be a whole number"},
			"no key":                     {[]string{row("", "", "2026-02-01", "", 1)}, "line 2, column key"},
			"a key of one word":          {[]string{row("notice", "", "2026-02-01", "", 1)}, "line 2, column key"},
			"an unknown unit":            {[]string{row("a.c", "77777", "2026-02-01", "", 1)}, "line 2, column unit_code: 77777 was not the code of a unit"},
			"a unit of another time":     {[]string{row("a.c", "268", "2026-02-01", "", 1)}, "line 2, column unit_code: 268 was not the code of a unit on 2026-02-01"},
			"no legal base":              {[]string{strings.Replace(good, "Quy chế thử", "", 1)}, "line 2, column legal_base"},
			"too long a source":          {[]string{strings.Replace(good, "thử,bịa", strings.Repeat("ệ", 256)+",bịa", 1)}, "line 2, column source"},
			"a cell too many":            {[]string{good + ",x"}, "line 2: has 10 fields"},
			"more keys than are shown":   {many, fmt.Sprintf("there would be %d keys", len(many)+len(keysShipped(t)))},
		} {
			_, err := w.Import(context.Background(), file(x.rows...))
			var problems text.Problems
			if f := fault.Of(err); f.Code != fault.BadUserInput || f.Key != "BAD_DATA" || !errors.As(err, &problems) || !strings.Contains(problems.Error(), x.says) {
				t.Errorf("%s: %v %v, want %s", name, err, problems, x.says)
			}
		}
		if rules := w.rules(); len(rules) != shipped(t) {
			t.Errorf("%d rules are there", len(rules))
		}
		for name, content := range map[string]string{"nothing": "", "a header alone": header, "another table": "code,name\n1,2\n", "too much": strings.Repeat("x", 2<<20)} {
			if _, err := w.Import(context.Background(), strings.NewReader(content)); !fault.HasKey(err, "BAD_DATA") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestARuleOfOneUnitMayStandBesideThatOfAnother(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.imported(row("a.b", "01", "2026-01-01", "", 1), row("a.b", "09556", "2026-01-01", "", 2), row("a.b", "", "2026-01-01", "", 3))
		w.want("a.b", ward, "2026-01-01", 2)
		w.want("a.b", other, "2026-01-01", 1)
	})
}

func TestARuleEndsAndAnotherBegins(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.imported(row("dialogue.noticeDays", "", "2025-07-01", "2027-01-01", 7), row("dialogue.noticeDays", "", "2027-01-01", "", 14))
		w.want("dialogue.noticeDays", ward, "2026-12-31", 7)
		w.want("dialogue.noticeDays", ward, "2027-01-01", 14)
	})
}

func TestWhatAnotherProcessImportsIsReadAtTheNextRefresh(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.clock.Advance(time.Minute)
		another := policy.New(w.store, w.places)
		if _, err := another.Import(context.Background(), file(row("dialogue.minPerYear", "09556", "2026-01-01", "", 2))); err != nil {
			t.Fatal(err)
		}
		w.want("dialogue.minPerYear", ward, "2026-03-02", 1)
		for range 2 {
			if err := w.Refresh(context.Background()); err != nil {
				t.Fatal(err)
			}
			w.want("dialogue.minPerYear", ward, "2026-03-02", 2)
		}
	})
}

func TestProcessesThatStartTogetherLoadTheLawOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		places := territory.New(s, func() string { return "2026-03-02" })
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := policy.New(s, places).Ensure(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n, err := s.Reader(system()).PolicyRule.Query().Count(system()); n != shipped(t) || err != nil {
			t.Errorf("%d rules (%v)", n, err)
		}
	})
}

func ptr[T any](v T) *T { return &v }

// keysShipped are the keys of those rules.
func keysShipped(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("policy.csv")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		key, _, _ := strings.Cut(line, ",")
		keys[key] = true
	}
	return keys
}

// shipped is how many rules come with the program.
func shipped(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile("policy.csv")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(text), "\n") - 1
}
