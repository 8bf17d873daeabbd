// Package guard keeps out of free texts what does not belong into them: a phone number, which is opened with consent; the number
// of an identity card; a one-time code or a password, which nobody who helps needs (rights_care.csv, "ID card pictures, account,
// OTP"). It looks at forms and not at meanings, since nothing is to be looked up or kept of a number; one in words passes.
package guard

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gandan/internal/fault"
	"gandan/internal/text"
)

// Text refuses a text at the field that holds a secret, a phone number or an identity number. Dossier codes, codes of procedures,
// dates, amounts that name their currency and short numbers pass. The fault does not repeat the text.
//
// BAD_USER_INPUT with keys SECRET_IN_TEXT, PHONE_IN_TEXT and IDENTITY_NUMBER_IN_TEXT.
func Text(in, field string) error {
	plain := blot(date, blot(harmless, norm.NFKC.String(text.Clean(in))))
	switch {
	case hasSecret(plain):
		return fault.Bad(field, "SECRET_IN_TEXT")
	case hasPhone(plain):
		return fault.Bad(field, "PHONE_IN_TEXT")
	case hasIdentityNumber(plain):
		return fault.Bad(field, "IDENTITY_NUMBER_IN_TEXT")
	}
	return nil
}

// Optional is Text for what may be left out.
func Optional(in *string, field string) error {
	if in == nil {
		return nil
	}
	return Text(*in, field)
}

// harmless are dossier codes (H26.1-260718-0042, 000.00.01.H26-260718-0042), codes of procedures (1.001193) and amounts that
// name their currency.
var harmless = regexp.MustCompile(`(?i)\b(?:\d{3}\.)?(?:\d{2}\.){0,3}[A-Z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{3,6}\b|` +
	`\b[1-9][\d., ]*(?:đồng|dong|vnđ|vnd|đ|d|₫|usd|triệu|tỷ)(?:[^\p{L}\d]|$)|\b[1-3]\.\d{6}\b`)

var date = regexp.MustCompile(`\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)\d{2}\b|` +
	`\b(?:19|20)\d{2}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])\b`)

// blot takes out what matches, but for what goes on or began before as a longer number.
func blot(what *regexp.Regexp, in string) string {
	var b strings.Builder
	last := 0
	for _, at := range what.FindAllStringIndex(in, -1) {
		if numberBefore.MatchString(in[:at[0]]) || numberBehind.MatchString(in[at[1]:]) {
			continue
		}
		b.WriteString(in[last:at[0]] + " ; ")
		last = at[1]
	}
	return b.String() + in[last:]
}

// A digit before or behind one joint.
var (
	numberBefore = regexp.MustCompile(`\d[.\-]?$`)
	numberBehind = regexp.MustCompile(`^[.\-]?\d`)
)
