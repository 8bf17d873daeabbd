package contact

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gandan/internal/fault"
	"gandan/internal/text"
)

// The lengths of what people write, in characters.
const (
	longestBody    = 2000
	shortestReason = 10
	longestReason  = 500
)

// messageBody is the text of a message, cleaned. BAD_USER_INPUT with keys REQUIRED, TOO_LONG and those of guard.
func messageBody(in string) (string, error) {
	body := text.Clean(in)
	switch n := text.Length(body); {
	case n < 1:
		return "", fault.Bad("input.body", "REQUIRED")
	case n > longestBody:
		return "", fault.Bad("input.body", "TOO_LONG").With("max", longestBody)
	}
	return body, guard(body, "input.body")
}

// givenReason is why the number is opened, cleaned. BAD_USER_INPUT with keys REASON_REQUIRED, TOO_SHORT, TOO_LONG and those of
// guard.
func givenReason(in *string) (*string, error) {
	if in == nil {
		return nil, fault.Bad("input.reason", "REASON_REQUIRED")
	}
	reason := text.Clean(*in)
	switch n := text.Length(reason); {
	case n < shortestReason:
		return nil, fault.Bad("input.reason", "TOO_SHORT").With("min", shortestReason)
	case n > longestReason:
		return nil, fault.Bad("input.reason", "TOO_LONG").With("max", longestReason)
	}
	return &reason, guard(reason, "input.reason")
}

// guard keeps out of texts what does not belong into them: a phone number, which is opened with consent; a number of a citizen's
// identity card, of 9 or 12 digits; a one-time code or a password, which nobody who helps needs. Dossier codes, dates, amounts
// of money and short numbers pass. It looks at forms and not at meanings, so a number in words passes too.
// BAD_USER_INPUT at the field with keys SECRET_IN_MESSAGE, PHONE_IN_MESSAGE and IDENTITY_NUMBER_IN_MESSAGE; the fault does not
// repeat the text.
func guard(in, field string) error {
	plain := harmless.ReplaceAllString(norm.NFKC.String(in), " ; ")
	plain = blotDates(plain)
	switch {
	case hasSecret(plain):
		return fault.Bad(field, "SECRET_IN_MESSAGE")
	case hasPhone(plain):
		return fault.Bad(field, "PHONE_IN_MESSAGE")
	case hasIdentityNumber(plain):
		return fault.Bad(field, "IDENTITY_NUMBER_IN_MESSAGE")
	}
	return nil
}

// harmless are dossier codes (H26.1-260718-0042, 000.00.01.H26-260718-0042), codes of procedures (1.001193) and amounts that
// name their currency.
var harmless = regexp.MustCompile(`(?i)\b(?:\d{3}\.)?(?:\d{2}\.){0,3}[A-Z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{3,6}\b|` +
	`\b[1-9][\d., ]*(?:đồng|vnđ|vnd|đ|₫|usd|triệu|tỷ)(?:[^\p{L}\d]|$)|\b[1-3]\.\d{6}\b`)

var date = regexp.MustCompile(`\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)\d{2}\b|\b(?:19|20)\d{2}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])\b`)

// blotDates takes dates out, but for what goes on or began before as a longer number.
func blotDates(in string) string {
	var b strings.Builder
	last := 0
	for _, at := range date.FindAllStringIndex(in, -1) {
		if number(in[:at[0]], true) || number(in[at[1]:], false) {
			continue
		}
		b.WriteString(in[last:at[0]] + " ; ")
		last = at[1]
	}
	return b.String() + in[last:]
}

// number reports whether the text ends, or begins, with a digit behind one joint.
func number(s string, end bool) bool {
	if end {
		return numberBefore.MatchString(s)
	}
	return numberBehind.MatchString(s)
}

var (
	numberBefore = regexp.MustCompile(`\d[.\-]?$`)
	numberBehind = regexp.MustCompile(`^[.\-]?\d`)
)
