package criticism

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func told(all []*Segment) string {
	var out []string
	for _, s := range all {
		out = append(out, map[SegmentKind]string{Equal: "=", Insert: "+", Delete: "-"}[s.Kind]+s.Text)
	}
	return strings.Join(out, "|")
}

func TestWordsAreComparedWhole(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"Chợ họp từ 5 giờ.", "Chợ họp từ 6 giờ.", "=Chợ họp từ |-5|+6|= giờ."},
		{"Đường rộng", "Đường rông", "=Đường |-rộng|+rông"}, // one mark is one word
		{"phạt tiền", "phạt tiền từ 1 triệu đồng", "=phạt tiền|+ từ 1 triệu đồng"},
		{"một hai ba", "bốn năm ba", "-một hai|+bốn năm|= ba"}, // a phrase is read together
		{"như cũ", "như cũ", "=như cũ"},
		{"bỏ", "", "-bỏ"},
		{"", "", ""},
	} {
		if got := told(compareWords(c.from, c.to)); got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestAComparisonHoldsBothTexts(t *testing.T) {
	word := rapid.SampledFrom([]string{"Điều", "điều", "ế", "é", "2", " ", "  ", "\n", ",", ".", "đường", "👨‍👩‍👧", "họp", "không"})
	text := rapid.Custom(func(t *rapid.T) string {
		return norm.NFC.String(strings.Join(rapid.SliceOfN(word, 0, 200).Draw(t, "words"), ""))
	})
	rapid.Check(t, func(t *rapid.T) {
		from, to := text.Draw(t, "from"), text.Draw(t, "to")
		var was, is strings.Builder
		all := compareWords(from, to)
		for _, s := range all {
			if s.Kind != Insert {
				was.WriteString(s.Text)
			}
			if s.Kind != Delete {
				is.WriteString(s.Text)
			}
			if s.Text == "" || !utf8.ValidString(s.Text) || !norm.NFC.IsNormalString(s.Text) {
				t.Fatalf("the piece %q is broken", s.Text)
			}
		}
		if was.String() != from || is.String() != to || len(all) > mostSegments {
			t.Fatalf("%q to %q in %d pieces: %s", from, to, len(all), told(all))
		}
	})
}

// BenchmarkComparingTextsWithNothingInCommon is the most that a page of a diff costs: sixty thousand characters against as many.
func BenchmarkComparingTextsWithNothingInCommon(b *testing.B) {
	from, to := strings.Repeat("a,", longestBody/2), strings.Repeat("b.", longestBody/2)
	for range b.N {
		for range longestDraft / longestBody {
			compareWords(from, to)
		}
	}
}

func TestALabelIsFoldedWithoutLosingItsLetter(t *testing.T) {
	if foldLabel("ĐIỀU  2.") != foldLabel("Điều 2") {
		t.Error("case and signs must not make another clause")
	}
	if foldLabel("Điểm d") == foldLabel("Điểm đ") {
		t.Error("điểm d and điểm đ are two points")
	}
}
