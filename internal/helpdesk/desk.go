package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/identity"
	"gandan/internal/store"
	"gandan/internal/text"
)

// Phones is what the helpdesk asks of whoever keeps accounts and sends codes, for people who have not signed in.
type Phones interface {
	// Phone is the E.164 form of a number; BAD_USER_INPUT at field with key BAD_PHONE.
	Phone(written, field string) (string, error)
	// Guest is the account of a phone, made when there is none.
	Guest(ctx context.Context, tx *store.Tx, phone string) (*ent.Account, error)
	// NewPhoneCode draws a code; WritePhoneCode keeps it, within limits, for the phone of an account and one row; SendPhoneCode
	// brings it there after the commit.
	NewPhoneCode() (identity.PhoneCode, error)
	WritePhoneCode(ctx context.Context, tx *store.Tx, code identity.PhoneCode, to, about gid.ID) (identity.PhoneCode, error)
	SendPhoneCode(ctx context.Context, code identity.PhoneCode) error
	// TryPhoneCode counts a try and gives the challenge of a right code; SpendPhoneCode uses it.
	TryPhoneCode(ctx context.Context, about gid.ID, code string) (gid.ID, error)
	SpendPhoneCode(ctx context.Context, tx *store.Tx, challenge gid.ID) error
}

// Desk is what requests of people without an account need from outside. Without Phones nothing can be entered for others; without
// a Secret there are no look-up codes.
type Desk struct {
	Secret text.Lookup // look-up codes are derived with it; a key of their own
	Phones Phones
}

// With gives the service its desk, before it serves anybody.
func (s *Service) With(d Desk) *Service {
	s.desk = d
	return s
}
