package text

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
)

// What a look-up code is made of: the 32 signs of Crockford's base 32, without I, L, O and U. Twelve of them are 60 bits, so
// that nobody finds one by trying.
const (
	lookupSigns  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	lookupLength = 12
	lookupGroup  = 4
)

// Lookup makes the codes with which people find something of theirs without a sign-in. It is a secret key, one for each use.
type Lookup []byte

// Code is the code of the row of that id, such as 7K2M-Q9XT-04HD; empty without a key. It is derived, not stored: the same row
// has the same code, however often it is asked for, and the database alone gives none away.
func (l Lookup) Code(id []byte) string {
	if len(l) == 0 {
		return ""
	}
	sum, code := l.mac("code", id), make([]byte, 0, lookupLength+lookupLength/lookupGroup)
	for i := range lookupLength {
		if i > 0 && i%lookupGroup == 0 {
			code = append(code, '-')
		}
		code = append(code, lookupSigns[sum[i]%byte(len(lookupSigns))])
	}
	return string(code)
}

// Hash is what is stored of a code. It is keyed, so that a copy of the database is no help in trying codes.
func (l Lookup) Hash(code string) []byte { return l.mac("hash", []byte(PlainCode(code))) }

func (l Lookup) mac(label string, data []byte) []byte {
	h := hmac.New(sha256.New, l)
	_, _ = h.Write([]byte(label + "\n")) // a hash takes every byte
	_, _ = h.Write(data)
	return h.Sum(nil)
}

// PlainCode is a look-up code as it was derived, however a person wrote it: dashes and spaces do not count, nor does the case,
// and the letters that look like a digit are that digit. What cannot be a code is empty.
func PlainCode(written string) string {
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
