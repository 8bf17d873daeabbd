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

// meaning is a list of folded phrases that mean the same.
type meaning []string

// meanings are those of the file that comes with the program.
var meanings = sync.OnceValues(func() ([]meaning, error) { return parseMeanings(abbreviations) })

// parseMeanings reads a file of phrases. The error is text.Problems.
func parseMeanings(file []byte) ([]meaning, error) {
	table, problems := text.ReadTable(bytes.NewReader(file))
	var all []meaning
	at := map[string]int{}
	text.Each(table, &problems, []string{"meaning", "phrase", "source", "confidence"}, func(c text.Cells) {
		of, phrase := text.Fold(c.Must("meaning", maxName)), text.Fold(c.Must("phrase", maxName))
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

// wordsOf are the words a procedure is found by, sorted: those of its code, its name and its field, and of whatever means the
// same as a phrase of them. An abbreviation finds what is written out, and the other way round.
func wordsOf(p *ent.Procedure, known []meaning) []string {
	folded := text.Fold(orEmpty(p.Code) + " " + p.Name + " " + p.Field)
	words := cut(folded)
	for _, m := range known {
		if slices.ContainsFunc(m, func(phrase string) bool { return strings.Contains(" "+folded+" ", " "+phrase+" ") }) {
			for _, phrase := range m {
				words = append(words, cut(phrase)...)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
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
