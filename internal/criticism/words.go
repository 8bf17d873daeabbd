package criticism

import (
	"strings"
	"unicode"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// SegmentKind is what became of a piece of text.
type SegmentKind string

// The kinds of segments.
const (
	Equal  SegmentKind = "EQUAL"
	Insert SegmentKind = "INSERT"
	Delete SegmentKind = "DELETE"
)

// Segment is a piece of text that stayed, came or went, in whole words.
type Segment struct {
	Kind SegmentKind
	Text string
}

// mostSegments bounds what is shown of one clause: a text that changed in so many places that nobody reads them one by one is
// shown as taken out and put in.
const mostSegments = 60

// compareWords says how one text became the other. The pieces that are EQUAL or DELETE are the one text, those that are EQUAL or
// INSERT the other. Both texts are NFC, as text.Clean leaves them, and are cut between words only, so that no letter loses
// its marks. The library looks for fifty differences at most from either end, so that two texts that have nothing in common
// cost little more than two that are alike.
func compareWords(from, to string) []*Segment {
	a, b := cut(from), cut(to)
	changes := joined(lcs.DiffLines(a, b), a)
	if 3*len(changes)+1 > mostSegments {
		return segments(Segment{Delete, from}, Segment{Insert, to})
	}
	var all []Segment
	end := 0
	for _, c := range changes {
		all = append(all, Segment{Equal, strings.Join(a[end:c.Start], "")},
			Segment{Delete, strings.Join(a[c.Start:c.End], "")}, Segment{Insert, strings.Join(b[c.ReplStart:c.ReplEnd], "")})
		end = c.End
	}
	return segments(append(all, Segment{Equal, strings.Join(a[end:], "")})...)
}

// joined makes one change of two that only spaces keep apart: the words of a phrase are read together.
func joined(changes []lcs.Diff, a []string) []lcs.Diff {
	var out []lcs.Diff
	for _, c := range changes {
		if last := len(out) - 1; last >= 0 && strings.TrimSpace(strings.Join(a[out[last].End:c.Start], "")) == "" {
			out[last].End, out[last].ReplEnd = c.End, c.ReplEnd
			continue
		}
		out = append(out, c)
	}
	return out
}

// segments leaves out what is empty.
func segments(all ...Segment) []*Segment {
	out := []*Segment{}
	for _, s := range all {
		if s.Text != "" {
			out = append(out, &s)
		}
	}
	return out
}

// cut takes a text apart into words, runs of spaces, and single signs.
func cut(s string) []string {
	var out []string
	begin, class := 0, 0
	for i, r := range s {
		if c := classOf(r); i > 0 && (c != class || c == sign) {
			out, begin = append(out, s[begin:i]), i
		}
		class = classOf(r)
	}
	if s != "" {
		out = append(out, s[begin:])
	}
	return out
}

const (
	word = iota
	space
	sign
)

func classOf(r rune) int {
	switch {
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return word
	case unicode.IsSpace(r):
		return space
	}
	return sign
}
