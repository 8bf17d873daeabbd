package guard

import (
	"regexp"
	"strings"
)

// joints are the signs that people put between the digits of one number; a comma or a slash parts two.
const joints = `[ .\-–_()·\n]{0,3}`

// phone begins where a Vietnamese number does: 0, 84, +84 or 0084, and then a digit that names a network, mobile or fixed.
// Behind the code of the country some write the 0 all the same.
var phone = regexp.MustCompile(`(?:(?:\+` + joints + `84|0084|84)` + joints + `(?:0` + joints + `)?|0` + joints + `)[1-9](?:` + joints + `\d){8,9}`)

// hasPhone reports whether some number stands alone: neither behind another digit nor before one.
func hasPhone(in string) bool {
	for start := 0; start < len(in); {
		at := phone.FindStringIndex(in[start:])
		if at == nil {
			return false
		}
		from, to := start+at[0], start+at[1]
		if !digitBefore(in, from) && !digitAt(in, to) {
			return true
		}
		// Nine digits behind the zero may be the number where ten were taken, as in two numbers side by side.
		if !digitBefore(in, from) && shorter.MatchString(in[from:to]) {
			return true
		}
		start = from + 1
	}
	return false
}

// shorter is a number of ten digits with a joint and another number behind it.
var shorter = regexp.MustCompile(`^0` + joints + `[1-9](?:` + joints + `\d){8}[ .\-–_()·\n]+\d$`)

func digitAt(in string, i int) bool { return i < len(in) && in[i] >= '0' && in[i] <= '9' }

func digitBefore(in string, i int) bool { return i > 0 && digitAt(in, i-1) }

// The numbers of digits of a citizen's identity number (12 since 2016) and of the former identity card (9).
const (
	identityDigits       = 12
	formerIdentityDigits = 9
)

// An identity number stands in one piece, in groups from a 0 of the province codes on, or in groups of three or four; a dossier
// code has groups of other lengths, and an amount of money is known by its currency.
var (
	inOnePiece = regexp.MustCompile(`\d+`)
	fromZero   = regexp.MustCompile(`\b0\d*(?:[ .\-]\d+)+\b`)
	inGroups   = regexp.MustCompile(`\d+(?:[ .\-]\d+)+`)
	evenGroups = regexp.MustCompile(`^(?:\d{3}(?:[ .\-]\d{3}){2,3}|\d{4}(?:[ .\-]\d{4}){2})$`)
	separators = strings.NewReplacer(" ", "", ".", "", "-", "")
)

func hasIdentityNumber(in string) bool {
	for _, digits := range inOnePiece.FindAllString(in, -1) {
		if asLongAsIdentity(digits) {
			return true
		}
	}
	for _, groups := range fromZero.FindAllString(in, -1) {
		if asLongAsIdentity(separators.Replace(groups)) {
			return true
		}
	}
	for _, groups := range inGroups.FindAllString(in, -1) {
		if evenGroups.MatchString(groups) {
			return true
		}
	}
	return false
}

func asLongAsIdentity(digits string) bool {
	return len(digits) == identityDigits || len(digits) == formerIdentityDigits
}
