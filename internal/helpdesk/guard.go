package helpdesk

import (
	"regexp"
	"strings"
	"unicode"

	"gandan/internal/fault"
	"gandan/internal/text"
)

// What must not be written to a stranger: identity numbers, phones, passwords and one-time codes (rights_care.csv, "ID card
// pictures, account, OTP"). A number is told by its form alone, since nothing is to be looked up or kept of it.
var (
	// Digits with at most one blank or dot between two of them.
	digitRun = regexp.MustCompile(`\+?\d(?:[\s.]?\d)*`)
	// An identity number in groups of three or four with dashes; a dossier code has groups of other lengths.
	dashedNumber = regexp.MustCompile(`\b(?:\d{3}(?:-\d{3}){2,3}|\d{4}(?:-\d{4}){2})\b`)
	// The unit of money behind an amount.
	currency = regexp.MustCompile(`^\s*(?:d|dong|vnd)\b`)
	// A secret with a value behind it; "I forgot my password" passes.
	secret = regexp.MustCompile(`\b(?:mat khau|password|pass|mk|ma pin|pin)\s*(?:cua toi|moi)?\s*(?:la|is)\s+\S`)
	otp    = regexp.MustCompile(`\b(?:otp|ma xac (?:nhan|thuc|minh))\D{0,30}\d{6,8}\b`)
)

// The numbers of digits of a citizen's identity number (12 since 2016) and of the former identity card (9).
const (
	identityDigits       = 12
	formerIdentityDigits = 9
)

// guarded refuses a text at field that holds what must not be in it.
// BAD_USER_INPUT with keys IDENTITY_NUMBER_IN_TEXT, PHONE_IN_TEXT and SECRET_IN_TEXT.
func guarded(s, field string) error {
	folded := text.Fold(strings.NewReplacer(":", " là ", "=", " là ").Replace(s)) // folding drops the signs
	if secret.MatchString(folded) || otp.MatchString(folded) {
		return fault.Bad(field, "SECRET_IN_TEXT")
	}
	plain := strings.Map(plainSign, s)
	if dashedNumber.MatchString(plain) {
		return fault.Bad(field, "IDENTITY_NUMBER_IN_TEXT")
	}
	for _, at := range digitRun.FindAllStringIndex(plain, -1) {
		if key := numberKey(plain[at[0]:at[1]], plain[at[1]:]); key != "" {
			return fault.Bad(field, key)
		}
	}
	return nil
}

// plainSign makes every digit and blank of Unicode an ordinary one.
func plainSign(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}

// numberKey says what a run of digits looks like, judged with what comes behind it; empty for a number that may stay.
func numberKey(run, behind string) fault.Key {
	international := strings.HasPrefix(run, "+84")
	digits := strings.NewReplacer(" ", "", ".", "", "+", "").Replace(run)
	zero := digits[0] == '0'
	switch n := len(digits); {
	case n == identityDigits, n == formerIdentityDigits && (zero || !currency.MatchString(text.Fold(behind))):
		return "IDENTITY_NUMBER_IN_TEXT"
	case international, zero && (n == 10 || n == 11), strings.HasPrefix(digits, "84") && n == 11:
		return "PHONE_IN_TEXT"
	}
	return ""
}
