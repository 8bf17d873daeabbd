package helpdesk

import (
	"crypto/sha256"
	"encoding/json"
	"strings"

	"github.com/google/uuid"

	"gandan/internal/fault"
	"gandan/internal/guard"
	"gandan/internal/text"
)

// The lengths of what people write, in characters; the columns hold as much.
const (
	shortestDescription = 10
	longestText         = 2000
	longestReason       = 500
	longestDossierCode  = 64
)

// optional is a text that may be absent: cleaned, nil when nothing is left. BAD_USER_INPUT with key TOO_LONG and those of guard.Text.
func optional(in *string, field string, most int) (*string, error) {
	s, err := unguarded(in, field, most)
	if err == nil {
		err = guard.Optional(s, field)
	}
	return s, err
}

// unguarded is optional for what may hold any number.
func unguarded(in *string, field string, most int) (*string, error) {
	if in == nil {
		return nil, nil //nolint:nilnil // no text given is no text
	}
	s := text.Clean(*in)
	if s == "" {
		return nil, nil //nolint:nilnil // a text of nothing is no text
	}
	if text.Length(s) > most {
		return nil, fault.Bad(field, "TOO_LONG").With("max", most)
	}
	return &s, nil
}

// givenReason is a reason that must be there.
func givenReason(in string) (*string, error) {
	reason, err := optional(&in, "input.reason", longestReason)
	if err == nil && reason == nil {
		err = fault.Bad("input.reason", "REASON_REQUIRED")
	}
	return reason, err
}

// description is the words of the citizen, cleaned.
func description(in string) (string, error) {
	s := text.Clean(in)
	switch n := text.Length(s); {
	case n < shortestDescription:
		return "", fault.Bad("input.description", "TOO_SHORT").With("min", shortestDescription)
	case n > longestText:
		return "", fault.Bad("input.description", "TOO_LONG").With("max", longestText)
	}
	return s, guard.Text(s, "input.description")
}

// dossierCode is the code as offices write it: capitals, no blanks. What stands in it is not judged, since every portal has
// its own form and a log must not be lost for it.
func dossierCode(in *string) (*string, error) {
	if in == nil {
		return nil, nil //nolint:nilnil // no code given is no code
	}
	s := strings.ToUpper(strings.Join(strings.Fields(*in), ""))
	return unguarded(&s, "input.dossierCode", longestDossierCode)
}

// clientID brings a UUID made on a phone to its canonical text; nil when there is none.
func clientID(in *string) (*string, error) {
	if in == nil {
		return nil, nil //nolint:nilnil // no client id given is no client id
	}
	u, err := uuid.Parse(*in)
	if err != nil {
		return nil, fault.Bad("input.clientId", "BAD_CLIENT_ID")
	}
	s := u.String()
	return &s, nil
}

// fingerprint is the SHA-256 of what was sent with a client id, after cleaning: it tells sending again from something new.
func fingerprint(sent ...any) []byte {
	b, _ := json.Marshal(sent) //nolint:errchkjson // plain values only
	sum := sha256.Sum256(b)
	return sum[:]
}

func reused() error {
	return fault.New(fault.Conflict, "CLIENT_ID_REUSED").At("input.clientId")
}
