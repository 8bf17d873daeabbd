package guard

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gandan/internal/text"
)

// What names a secret and what may stand between the name and the secret, in small letters without marks.
const (
	code     = `(?:otp|ma xac (?:thuc|nhan|minh)|ma bao mat|ma pin|pin)`
	password = `(?:mat khau|password|passcode|passwd|pass|mk)` //nolint:gosec // the words that name a password, none itself
	gap      = `[\s:=\-–"'“”(]+`
	between  = `(?:` + gap + `(?:la|is|so|cua|toi|em|minh|chau|bac|anh|chi|co|chu|moi|cu|nay|day|vua|nhan|duoc|gui|ve|dang nhap|tai khoan|vneid|dich vu cong))*` + gap
)

// A secret is a code of 4 to 8 digits beside its name, or one of 6 to 8 not far behind it; or a word of 4 signs and more, one a
// digit, behind the name of a password, or a long word behind the name and a colon.
var (
	codeBehind = regexp.MustCompile(`\b` + code + between + `\d(?: ?\d){3,7}\b`)
	codeBefore = regexp.MustCompile(`\b\d(?: ?\d){3,7} (?:la|is) (?:ma )?(?:so )?` + code + `\b`)
	codeNear   = regexp.MustCompile(`\b` + code + `\D{0,30}\b\d{6,8}\b`)
	passBehind = regexp.MustCompile(`\b` + password + between + `([^\s,;]*\d[^\s,;]*)`)
	passGiven  = regexp.MustCompile(`\b` + password + `\s*[:=]\s*[!-~]{8,}`)
)

const shortestPassword = 4

func hasSecret(in string) bool {
	bare := unmarked(in)
	if codeBehind.MatchString(bare) || codeBefore.MatchString(bare) || codeNear.MatchString(bare) || passGiven.MatchString(bare) {
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
