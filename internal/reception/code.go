package reception

import (
	"crypto/sha256"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
)

// What a code is made of: no character that looks or sounds like another one, and no vowel, so that no word comes out.
const (
	codeLetters = "23456789CHKMQRTVXY"
	codeLength  = 8
)

// codeOf is the code of a booking, derived from its id, of which 48 bits are random. Should two meet in one reception, the
// unique index makes store.Write try again with another id.
func codeOf(id gid.ID) string {
	sum := sha256.Sum256(append([]byte("reception "), id[:]...))
	code := make([]byte, codeLength)
	for i := range code {
		code[i] = codeLetters[int(sum[i])%len(codeLetters)]
	}
	return string(code)
}

// cleanCode is a code as it is stored, whatever way it was typed.
func cleanCode(typed string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(typed))
}

// dayOf is the local day of the reception.
func dayOf(r *ent.Reception) string { return calendar.Today(r.StartsAt).String() }
