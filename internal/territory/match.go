package territory

import (
	"slices"
	"strings"

	entsql "entgo.io/ent/dialect/sql"

	"gandan/internal/fault"
	"gandan/internal/text"
)

// maxSearch is the longest text to search for, in characters.
const maxSearch = 200

// sameMeaning lists, in their folded form, what people write for one thing: the usual abbreviations and the words of every day
// beside those of the law.
var sameMeaning = [][]string{
	{"thanh pho", "tp"},
	{"thi xa", "tx"},
	{"thi tran", "tt"},
	{"uy ban nhan dan", "ubnd"},
	{"hoi dong nhan dan", "hdnd"},
	{"uy ban mat tran to quoc", "ubmttq"},
	{"mat tran to quoc", "mttq"},
	{"doan thanh nien", "dtn"},
	{"can cuoc", "can cuoc cong dan", "cccd", "cmnd", "chung minh nhan dan"},
	{"giay phep lai xe", "gplx", "bang lai", "bang lai xe"},
	{"quyen su dung dat", "qsdd", "so do", "so hong"},
	{"thuong tru", "ho khau"},
	{"dang ky ho kinh doanh", "dang ky kinh doanh", "dkkd"},
	{"bao hiem y te", "bhyt"},
	{"bao hiem xa hoi", "bhxh"},
	{"bao hiem that nghiep", "bhtn"},
	{"thu nhap ca nhan", "tncn"},
	{"thu tuc hanh chinh", "tthc"},
	{"ly lich", "li lich"},
}

// search is the condition for rows that hold every word of the text, as the beginning of a word, in the folded column, or
// have the text as their code. An empty text finds every row; one without a letter or digit finds none.
// BAD_USER_INPUT at text with key TOO_LONG.
func search(wanted, column, code string) (func(*entsql.Selector), error) {
	wanted = text.Clean(wanted)
	if text.Length(wanted) > maxSearch {
		return nil, fault.Bad("text", "TOO_LONG").With("max", maxSearch)
	}
	terms := termsOf(text.Fold(wanted))
	return func(s *entsql.Selector) {
		switch {
		case wanted == "":
			return
		case len(terms) == 0:
			s.Where(entsql.False())
			return
		}
		match := allOf(s.C(column), terms)
		if code != "" {
			match = entsql.Or(match, entsql.EQ(s.C(code), wanted))
		}
		s.Where(match)
	}, nil
}

// allOf is met by a column that meets every term. One term stands alone: ent forgets the brackets of an OR that is the only
// member of an AND.
func allOf(column string, terms [][]string) *entsql.Predicate {
	if len(terms) == 1 {
		return anyOf(column, terms[0])
	}
	all := make([]*entsql.Predicate, len(terms))
	for i, term := range terms {
		all[i] = anyOf(column, term)
	}
	return entsql.And(all...)
}

// anyOf is met by a column in which one of the phrases begins at the start of a word. The phrases are folded, and ent escapes
// what LIKE would read as a pattern.
func anyOf(column string, phrases []string) *entsql.Predicate {
	var ways []*entsql.Predicate
	for _, phrase := range phrases {
		ways = append(ways, entsql.HasPrefix(column, phrase), entsql.Contains(column, " "+phrase))
	}
	return entsql.Or(ways...)
}

// termsOf cuts a folded text into words, and into the phrases of sameMeaning where it holds one: each term is a list of
// phrases of which one must be there.
func termsOf(folded string) [][]string {
	var terms [][]string
	words := strings.Fields(folded)
	for len(words) > 0 {
		term, n := phraseAt(words)
		words = words[n:]
		terms = append(terms, term)
	}
	return terms
}

// phraseAt is the longest known phrase at the start of the words, with all that means the same, or the first word alone.
func phraseAt(words []string) (term []string, n int) {
	term, n = words[:1], 1
	for _, group := range sameMeaning {
		for _, phrase := range group {
			known := strings.Fields(phrase)
			if len(known) >= n && len(known) <= len(words) && slices.Equal(known, words[:len(known)]) {
				term, n = group, len(known)
			}
		}
	}
	return term, n
}
