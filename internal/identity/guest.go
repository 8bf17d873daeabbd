package identity

import (
	"context"

	"gandan/ent"
	"gandan/internal/store"
)

// Phone is the E.164 form of a number as somebody wrote it. BAD_USER_INPUT at field with key BAD_PHONE.
func (s *Service) Phone(written, field string) (string, error) {
	return normalPhone(written, field, s.opts.Production)
}

// Guest is the account of a phone for somebody who has not signed in: the one there is, or a new one without a name and without
// a session. Whoever signs in with the phone later is that person and finds what was entered for them. phone is one that Phone
// gave; of many calls at once for one phone all get the same account.
//
// The caller must not show whether the account was there before: neither its name nor its id may go to whoever named the phone.
func (s *Service) Guest(ctx context.Context, tx *store.Tx, phone string) (*ent.Account, error) {
	return accountOf(asSystem(ctx), tx, phone)
}
