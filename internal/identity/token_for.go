package identity

import (
	"context"
	"errors"
	"time"

	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// TokenFor makes an access token for a phone without a code, and the account when it is new: for development and load tests.
// It refuses in production. BAD_USER_INPUT with key BAD_PHONE; FORBIDDEN with key ACCOUNT_SUSPENDED.
func (s *Service) TokenFor(ctx context.Context, phone string, ttl time.Duration) (string, error) {
	if s.opts.Production {
		return "", errors.New("a token without a code is for development only")
	}
	if ttl < time.Second {
		return "", errors.New("the token must live at least a second")
	}
	phone, err := normalPhone(phone, "phone", false)
	if err != nil {
		return "", err
	}
	return store.Write(asSystem(ctx), s.store, func(ctx context.Context, tx *store.Tx) (string, error) {
		return s.tokenFor(ctx, tx, phone, ttl)
	})
}

func (s *Service) tokenFor(ctx context.Context, tx *store.Tx, phone string, ttl time.Duration) (string, error) {
	a, err := accountOf(ctx, tx, phone)
	if err != nil {
		return "", err
	}
	if a.Status != account.StatusACTIVE {
		return "", fault.New(fault.Forbidden, "ACCOUNT_SUSPENDED")
	}
	end := tx.Now.Add(ttl)
	row, err := tx.Session.Create().SetAccountID(a.ID).SetDeviceName("gandan token").SetExpiresAt(end).SetIdleAt(end).Save(ctx)
	if err != nil {
		return "", err
	}
	h, err := s.hold(ctx, row, a)
	if err != nil {
		return "", err
	}
	signed, _, err := s.mint(h, tx.NewID(gid.RefreshToken), tx.Now, ttl)
	return signed, err
}
