package contact

import (
	"gandan/internal/fault"
	"gandan/internal/guard"
	"gandan/internal/text"
)

// The lengths of what people write, in characters.
const (
	longestBody    = 2000
	shortestReason = 10
	longestReason  = 500
)

// messageBody is the text of a message, cleaned. BAD_USER_INPUT with keys REQUIRED, TOO_LONG and those of guard.Text.
func messageBody(in string) (string, error) {
	body := text.Clean(in)
	switch n := text.Length(body); {
	case n < 1:
		return "", fault.Bad("input.body", "REQUIRED")
	case n > longestBody:
		return "", fault.Bad("input.body", "TOO_LONG").With("max", longestBody)
	}
	return body, guard.Text(body, "input.body")
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
	return &reason, guard.Text(reason, "input.reason")
}
