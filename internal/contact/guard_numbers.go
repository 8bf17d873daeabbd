package contact

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gandan/internal/text"
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

// Identity numbers are of 12 digits, which begin with the 0 of the province codes when they are written in groups, or of 9.
var (
	inOnePiece = regexp.MustCompile(`\d+`)
	inGroups   = regexp.MustCompile(`\b0\d*(?:[ .\-]\d+)+\b`)
)

func hasIdentityNumber(in string) bool {
	for _, digits := range inOnePiece.FindAllString(in, -1) {
		if len(digits) == 9 || len(digits) == 12 {
			return true
		}
	}
	for _, groups := range inGroups.FindAllString(in, -1) {
		n := len(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(groups))
		if n == 9 || n == 12 {
			return true
		}
	}
	return false
}

// What names a secret and what may stand between the name and the secret, in small letters without marks.
const (
	code     = `(?:otp|ma xac (?:thuc|nhan|minh)|ma bao mat|ma pin|pin)`
	password = `(?:mat khau|password|passcode|passwd|mk)` //nolint:gosec // the words that name a password, none itself
	gap      = `[\s:=\-–"'“”(]+`
	between  = `(?:` + gap + `(?:la|is|so|cua|toi|em|minh|chau|bac|anh|chi|co|chu|moi|cu|nay|day|vua|nhan|duoc|gui|ve|dang nhap|tai khoan|vneid|dich vu cong))*` + gap
)

// A secret is a code of 4 to 8 digits beside its name, or a word of 6 signs and more, one a digit, behind the name of a
// password.
var (
	codeBehind = regexp.MustCompile(`\b` + code + between + `\d(?: ?\d){3,7}\b`)
	codeBefore = regexp.MustCompile(`\b\d(?: ?\d){3,7} (?:la|is) (?:ma )?(?:so )?` + code + `\b`)
	passBehind = regexp.MustCompile(`\b` + password + between + `([^\s,;]*\d[^\s,;]*)`)
)

const shortestPassword = 6

func hasSecret(in string) bool {
	bare := unmarked(in)
	if codeBehind.MatchString(bare) || codeBefore.MatchString(bare) {
		return true
	}
	for _, found := range passBehind.FindAllStringSubmatch(bare, -1) {
		if text.Length(found[1]) >= shortestPassword {
			return true
		}
	}
	return false
}

// unmarked is the text in small letters without diacritics; unlike the search form it keeps the signs.
func unmarked(in string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ' || r == 'Đ':
			return 'd'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(in))
}
