package text

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Length counts the characters a person would count: the code points of the NFC form, so that "ế" is one however it was
// typed. An emoji made of several code points counts as several; the limits are generous enough for that.
func Length(s string) int {
	if norm.NFC.IsNormalString(s) {
		return utf8.RuneCountInString(s)
	}
	return utf8.RuneCountInString(norm.NFC.String(s))
}

// Between reports whether s has at least least and at most most characters.
func Between(s string, least, most int) bool {
	n := Length(s)
	return n >= least && n <= most
}
