package conference

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
)

// What a look-up code is made of: the 32 signs of Crockford's base 32, without I, L, O and U. Twelve of them are 60 bits, so
// that nobody finds one by trying.
const (
	lookupSigns  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	lookupLength = 12
	lookupGroup  = 4
)

// lookupCode is the code of a question, such as 7K2M-Q9XT-04HD; empty without a secret. It is derived, not stored: the same
// question has the same code, however often it is sent, and the database alone gives none away.
func (s *Service) lookupCode(id gid.ID) string {
	if len(s.desk.Secret) == 0 {
		return ""
	}
	sum, code := s.lookupMAC("code", id[:]), make([]byte, 0, lookupLength+lookupLength/lookupGroup)
	for i := range lookupLength {
		if i > 0 && i%lookupGroup == 0 {
			code = append(code, '-')
		}
		code = append(code, lookupSigns[sum[i]%byte(len(lookupSigns))])
	}
	return string(code)
}

// lookupHash is what is stored of a code. It is keyed, so that a copy of the database is no help in trying codes.
func (s *Service) lookupHash(code string) []byte { return s.lookupMAC("hash", []byte(plainCode(code))) }

func (s *Service) lookupMAC(label string, data []byte) []byte {
	h := hmac.New(sha256.New, s.desk.Secret)
	_, _ = h.Write([]byte(label + "\n")) // a hash takes every byte
	_, _ = h.Write(data)
	return h.Sum(nil)
}

// plainCode is a code as it was derived, however a person wrote it: dashes and spaces do not count, nor does the case, and the
// letters that look like a digit are that digit. What cannot be a code is empty.
func plainCode(written string) string {
	if len(written) > 4*lookupLength {
		return ""
	}
	code := make([]byte, 0, lookupLength)
	for _, r := range strings.ToUpper(written) {
		switch r {
		case '-', ' ', '–', '—':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if !strings.ContainsRune(lookupSigns, r) {
			return ""
		}
		code = append(code, byte(r)) // one of lookupSigns
	}
	if len(code) != lookupLength {
		return ""
	}
	return string(code)
}

// LookupCode is the code of the question for its asker, nil for everybody else.
func (s *Service) LookupCode(ctx context.Context, q *ent.Question) *string {
	actor, _ := access.From(ctx)
	code := s.lookupCode(q.ID)
	if code == "" || actor.ID.IsZero() || actor.ID != q.AuthorID || len(q.LookupHash) == 0 {
		return nil
	}
	return &code
}
