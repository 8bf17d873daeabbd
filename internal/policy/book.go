package policy

import (
	"bytes"
	"cmp"
	_ "embed"
	"slices"
	"sync"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/calendar"
)

//go:embed policy.csv
var standard []byte

// Book is a set of rules in memory. It is never changed.
type Book struct {
	stamp string
	byKey map[string][]*ent.PolicyRule // the one that wins first
}

// Standard is the book of the rules that come with the program: the law as it stands, without the rules of any unit.
func Standard() *Book { return standardBook() }

var standardBook = sync.OnceValue(func() *Book {
	rows, err := Parse(bytes.NewReader(standard), func(string, string) (string, bool) { return "", false })
	if err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	rules := make([]*ent.PolicyRule, len(rows))
	for i, row := range rows {
		rules[i] = row.rule()
	}
	return newBook(rules)
})

// newBook sorts the rules of each key: those of the nearest unit first, of one unit the newest.
func newBook(rules []*ent.PolicyRule) *Book {
	b := &Book{byKey: map[string][]*ent.PolicyRule{}}
	for _, r := range rules {
		b.byKey[r.Key] = append(b.byKey[r.Key], r)
	}
	for _, list := range b.byKey {
		slices.SortFunc(list, func(x, y *ent.PolicyRule) int {
			return cmp.Or(cmp.Compare(len(y.UnitPath), len(x.UnitPath)), cmp.Compare(y.ValidFrom, x.ValidFrom), cmp.Compare(x.UnitPath, y.UnitPath))
		})
	}
	return b
}

// Value is the number that the rule of the key sets in the unit on the local day; false when no rule does.
func (b *Book) Value(key, unitPath string, day calendar.Date) (int, bool) {
	if r := b.rule(key, unitPath, day); r != nil {
		return r.Value, true
	}
	return 0, false
}

// Least is the smallest number that a rule of the key sets in any unit on any day; false when there is no rule.
func (b *Book) Least(key string) (int, bool) {
	list := b.byKey[key]
	if len(list) == 0 {
		return 0, false
	}
	return slices.MinFunc(list, func(x, y *ent.PolicyRule) int { return cmp.Compare(x.Value, y.Value) }).Value, true
}

// rule is the row that wins, nil when none holds.
func (b *Book) rule(key, unitPath string, day calendar.Date) *ent.PolicyRule {
	for _, r := range b.byKey[key] {
		if reaches(r, unitPath) && holds(r, day) {
			return r
		}
	}
	return nil
}

// inForce are the rows that win in the unit on the day, by key.
func (b *Book) inForce(unitPath string, day calendar.Date) []*ent.PolicyRule {
	rules := []*ent.PolicyRule{}
	for key := range b.byKey {
		if r := b.rule(key, unitPath, day); r != nil {
			rules = append(rules, r)
		}
	}
	slices.SortFunc(rules, func(x, y *ent.PolicyRule) int { return cmp.Compare(x.Key, y.Key) })
	return rules
}

// reaches says whether the rule is one of the unit or of those above it.
func reaches(r *ent.PolicyRule, unitPath string) bool {
	return r.UnitPath == "" || access.Within(unitPath, r.UnitPath)
}

func holds(r *ent.PolicyRule, day calendar.Date) bool {
	return r.ValidFrom <= string(day) && (r.ValidTo == nil || string(day) < *r.ValidTo)
}
