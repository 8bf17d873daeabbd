package app

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// What keys are drawn from the one secret for.
const (
	forLookupCodes = "gandan: look-up codes of questions"
	forHelpCodes   = "gandan: look-up codes of help requests" // request
	forKeptAnswers = "gandan: kept answers"

	forCompletionCodes = "gandan: codes of help done and of certificates"

	forOfflineCursors = "gandan: cursors of offline changes" // offline
)

// subkey is the key of one use, drawn from the one secret of the process: whoever learns one of them knows no other. Another
// secret makes the codes that people have kept worthless.
func subkey(secret []byte, use string) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, secret, nil, use, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("the key for %s: %w", use, err)
	}
	return key, nil
}
