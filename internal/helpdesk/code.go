package helpdesk

import (
	"crypto/sha256"

	"gandan/ent/gid"
)

// What a code is made of: no character that looks or sounds like another one over a Vietnamese telephone, and no vowel, so
// that no word comes out.
const (
	codeLetters = "23456789CHKMQRTVXY"
	codeLength  = 8
)

// codeOf is the short code of a request, derived from its id. 18 to the 8th are eleven thousand million; should two meet
// all the same, the unique column makes store.Write try again with another id.
func codeOf(id gid.ID) string {
	sum := sha256.Sum256(id[:])
	code := make([]byte, codeLength)
	for i := range code {
		code[i] = codeLetters[int(sum[i])%len(codeLetters)]
	}
	return string(code)
}
