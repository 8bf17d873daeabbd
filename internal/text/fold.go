package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the search form of s: "Phường HÀ ĐÔNG (quận)" becomes "phuong ha dong quan".
//
// Letters are lower case and without marks, "đ" is "d", everything that is neither letter nor digit is a space, and spaces
// are single. NFC and NFD give the same result; so do full-width letters and ligatures. Store the folded form beside the
// original and compare folded with folded: neither database then has to agree with the other about collations.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me) || isInvisible(r):
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(plain(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// plain returns the lower-case letter without its stroke. Unicode does not decompose "đ", and old fonts and keyboards put
// the Icelandic and African letters in its place.
func plain(r rune) rune {
	switch r = unicode.ToLower(r); r {
	case 'đ', 'ð', 'ɖ':
		return 'd'
	}
	return r
}
