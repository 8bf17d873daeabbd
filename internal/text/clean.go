package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const zeroWidthJoiner = '\u200d'

// Clean returns s as it is stored and shown: NFC, trimmed, each run of control characters one space, line ends "\n".
//
// Characters that nobody can see are dropped: they only serve to slip past a filter, to reverse the reading direction or
// to look like an empty name. The joiner inside an emoji stays, since without it a family becomes three people.
func Clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	last, joined := rune(0), false
	for _, r := range s {
		joined = joined || r == zeroWidthJoiner
		r, keep := visible(r, last)
		if !keep {
			continue
		}
		if joined && isPictogram(last) && isPictogram(r) {
			b.WriteRune(zeroWidthJoiner)
		}
		if last, joined = r, false; r == control {
			r = ' '
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(norm.NFC.String(b.String()))
}

// control stands for a run of control characters while a text is cleaned; it never leaves Clean.
const control = '\u0000'

// visible says what becomes of r after last: itself, a plain space, a line end, the mark of a control run, or nothing.
func visible(r, last rune) (rune, bool) {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029':
		return '\n', true
	case unicode.IsControl(r):
		return control, last != control
	case unicode.Is(unicode.Zs, r):
		return ' ', true
	case isInvisible(r):
		return 0, false
	}
	return r, true
}

// isInvisible reports whether r takes no place on the screen: format characters (zero width, bidi, tags) and the letters
// that are drawn as nothing.
func isInvisible(r rune) bool {
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u2800', '\u3164', '\uffa0':
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)
}

// isPictogram reports whether r may stand beside a joiner in an emoji: a symbol, a skin tone or the emoji selector.
func isPictogram(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0x1f000 || r == '\ufe0f' || r == '\u2642' || r == '\u2640'
}
