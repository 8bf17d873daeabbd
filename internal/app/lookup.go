package app

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// lookupKey is the key of the look-up codes of questions, drawn from the one secret of the process: whoever learns the one
// does not know the other. Another secret makes the codes that people have kept worthless.
func lookupKey(secret []byte) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, secret, nil, "gandan: look-up codes of questions", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("the key of look-up codes: %w", err)
	}
	return key, nil
}
