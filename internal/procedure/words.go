package procedure

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"gandan/ent"
	"gandan/internal/text"
)

// longestWord is how much of a word is compared, in characters.
const longestWord = 64

// abbreviations is what people say for one thing, a phrase a line; the lines of one meaning mean the same.
//
//go:embed abbreviations.csv
var abbreviations []byte

// meaning is a list of folded phrases that mean the same; the first names it.
type meaning []string

// word stands for the whole meaning among the words of a procedure. No folded word has such a form.
func (m meaning) word() string { return strings.ReplaceAll(m[0], " ", "_") }

// meanings are those of the file that comes with the program.
var meanings = sync.OnceValues(func() ([]meaning, error) { return parseMeanings(abbreviations) })

// parseMeanings reads a file of phrases. The error is text.Problems.
func parseMeanings(file []byte) ([]meaning, error) {
	table, problems := text.ReadTable(bytes.NewReader(file))
	var all []meaning
	at := map[string]int{}
	text.Each(table, &problems, []string{"meaning", "phrase", "source", "confidence"}, func(c text.Cells) {
		of, phrase := text.Fold(c.Must("meaning", longestWord)), text.Fold(c.Must("phrase", longestWord))
		c.Must("source", maxNote)
		c.Must("confidence", maxNote)
		i, known := at[of]
		if !known {
			i = len(all)
			at[of], all = i, append(all, meaning{of})
		}
		if slices.Contains(all[i], phrase) {
			c.Wrong("phrase", "%q stands for %q already", phrase, of)
		}
		all[i] = append(all[i], phrase)
	})
	return all, problems.Err()
}

// wordsOf are the words a procedure is found by, sorted: those of its code, its name and its field; of a meaning that they hold
// the word of the meaning, and the abbreviations of one word, so that these are found by their beginning too.
func wordsOf(p *ent.Procedure, known []meaning) []string {
	folded := text.Fold(orEmpty(p.Code) + " " + p.Name + " " + p.Field)
	words := cut(folded)
	for _, m := range known {
		if !slices.ContainsFunc(m, func(phrase string) bool { return strings.Contains(" "+folded+" ", " "+phrase+" ") }) {
			continue
		}
		words = append(words, m.word())
		for _, phrase := range m {
			if !strings.Contains(phrase, " ") {
				words = append(words, phrase)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// query is what a procedure must have: each of these words, and one that begins so unless that is empty.
type query struct {
	words  []any
	begins string
}

// queryOf cuts a folded text into phrases that have a meaning, the longest first, and words. Of a word at the end the beginning is
// enough.
func queryOf(folded string, known []meaning) (q query) {
	add := func(w string) {
		if !slices.Contains(q.words, any(w)) {
			q.words = append(q.words, w)
		}
	}
	for words := cut(folded); len(words) > 0; {
		m, n := meaningAt(words, known)
		switch {
		case n > 0:
			add(m.word())
		case len(words) == 1:
			n, q.begins = 1, words[0]
		default:
			n = 1
			add(words[0])
		}
		words = words[n:]
	}
	return q
}

// meaningAt is the meaning of the longest phrase at the start of the words, and how many of them it takes: 0 for none.
func meaningAt(words []string, known []meaning) (found meaning, n int) {
	for _, m := range known {
		for _, phrase := range m {
			if taken := strings.Fields(phrase); len(taken) > n && len(taken) <= len(words) && slices.Equal(taken, words[:len(taken)]) {
				found, n = m, len(taken)
			}
		}
	}
	return found, n
}

// cut are the words of a folded text, each as long as the table keeps it.
func cut(folded string) []string {
	words := strings.Fields(folded)
	for i, w := range words {
		if letters := []rune(w); len(letters) > longestWord {
			words[i] = string(letters[:longestWord])
		}
	}
	return words
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
