package idempotency

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"fmt"

	"gandan/ent"
	"gandan/internal/fault"
)

// Sealed has answers kept so that the database alone does not give them away: an answer may hold what is shown once, such as the
// look-up code of a question, of which else only a hash is stored. The key is 32 bytes.
func (s *Service) Sealed(key []byte) (*Service, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("idempotency: %w", err)
	}
	if s.box, err = cipher.NewGCMWithRandomNonce(block); err != nil {
		return nil, fmt.Errorf("idempotency: %w", err)
	}
	return s, nil
}

// seal is what is stored of an answer. It is bound to its row, so that no answer can be put in the place of another.
func (s *Service) seal(row *ent.IdempotentAnswer, text string) string {
	if s.box == nil {
		return text
	}
	return base64.RawStdEncoding.EncodeToString(s.box.Seal(nil, nil, []byte(text), row.ID[:])) //nolint:gosec // the box draws the nonce
}

// open undoes seal. What was sealed with another key cannot be given again: CONFLICT with key ALREADY_DONE.
func (s *Service) open(row *ent.IdempotentAnswer) (string, error) {
	if s.box == nil {
		return row.Answer, nil
	}
	sealed, err := base64.RawStdEncoding.DecodeString(row.Answer)
	if err == nil {
		sealed, err = s.box.Open(nil, nil, sealed, row.ID[:])
	}
	if err != nil {
		return "", fault.New(fault.Conflict, "ALREADY_DONE").Because(err)
	}
	return string(sealed), nil
}
