package territory

import (
	"slices"
	"strings"

	"gandan/internal/fault"
	"gandan/internal/text"
)

// maxSearch is the longest text to search for, in characters.
const maxSearch = 200

// sameMeaning lists, in their folded form, what people write for one thing: the usual abbreviations of places
// and bodies.
var sameMeaning = [][]string{
	{"thanh pho", "tp"},
	{"thi xa", "tx"},
	{"thi tran", "tt"},
	{"uy ban nhan dan", "ubnd"},
	{"hoi dong nhan dan", "hdnd"},
	{"uy ban mat tran to quoc", "ubmttq"},
	{"mat tran to quoc", "mttq"},
	{"doan thanh nien", "dtn"},
}

// search is what somebody looks for: a text as they wrote it, and its terms.
type search struct {
	text  string
	terms [][]string
}

// newSearch reads a text to search for; nil is an empty one. BAD_USER_INPUT at text with key TOO_LONG.
func newSearch(wanted *string) (search, error) {
	s := search{text: text.Clean(orEmpty(wanted))}
	if text.Length(s.text) > maxSearch {
		return s, fault.Bad("text", "TOO_LONG").With("max", maxSearch)
	}
	s.terms = termsOf(text.Fold(s.text))
	return s, nil
}

// finds reports whether the folded text holds every term, at the start of a word, or the code is what was written. An empty
// search finds everything; one without a letter or digit finds nothing.
func (s search) finds(folded, code string) bool {
	if s.text == "" || code != "" && code == s.text {
		return true
	}
	for _, term := range s.terms {
		if !slices.ContainsFunc(term, func(phrase string) bool { return begins(folded, phrase) }) {
			return false
		}
	}
	return len(s.terms) > 0
}

// begins reports whether the phrase stands at the start of a word.
func begins(folded, phrase string) bool {
	return strings.HasPrefix(folded, phrase) || strings.Contains(folded, " "+phrase)
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
