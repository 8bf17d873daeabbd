package identity

import (
	"context"
	"crypto/hmac"
	"strings"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/otpchallenge"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

// VerifyOtpInput is the code a person received.
type VerifyOtpInput struct {
	ChallengeID gid.ID
	Code        string
	DeviceName  string
}

// SignedIn is a person with a new session.
type SignedIn struct {
	Session *Tokens
	Me      *ent.Account
}

// VerifyOtp signs in; the first time it makes the account. The try is counted and committed before the code is looked at,
// so that many calls at once get no more tries than one after the other.
//
// BAD_USER_INPUT for a device name of more than 100 characters; UNAUTHENTICATED with key CODE_WRONG, TOO_MANY_TRIES, or
// CODE_SPENT for a challenge that was used, has expired or never was; FORBIDDEN with key ACCOUNT_SUSPENDED.
func (s *Service) VerifyOtp(ctx context.Context, in VerifyOtpInput) (*SignedIn, error) {
	device := oneLine(in.DeviceName)
	if !text.Between(device, 0, maxDeviceName) {
		return nil, fault.Bad("input.deviceName", "TOO_LONG").With("max", maxDeviceName)
	}
	first, err := s.newRefreshToken()
	if err != nil {
		return nil, err
	}
	ctx = asSystem(ctx)
	c, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.OtpChallenge, error) {
		return s.countTry(ctx, tx, in.ChallengeID, otpchallenge.PurposeSIGN_IN)
	})
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(c.CodeMAC, s.codeMAC(otpchallenge.PurposeSIGN_IN, c.ID, nil, in.Code)) {
		return nil, unauthenticated("CODE_WRONG")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*SignedIn, error) {
		return s.signIn(ctx, tx, c, device, first)
	})
}

// countTry takes one of the tries and gives the challenge, or says why there is none left. A challenge for another purpose is none.
func (s *Service) countTry(ctx context.Context, tx *store.Tx, id gid.ID, purpose otpchallenge.Purpose) (*ent.OtpChallenge, error) {
	n, err := tx.OtpChallenge.Update().Where(otpchallenge.ID(id), otpchallenge.PurposeEQ(purpose), otpchallenge.TriesLT(s.opts.CodeTries),
		otpchallenge.UsedAtIsNil(), otpchallenge.ExpiresAtGT(tx.Now)).AddTries(1).Save(ctx)
	if err != nil {
		return nil, err
	}
	c, err := tx.OtpChallenge.Query().Where(otpchallenge.ID(id), otpchallenge.PurposeEQ(purpose)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil, unauthenticated("CODE_SPENT")
	case err != nil || n == 1:
		return c, err
	case c.UsedAt == nil && c.ExpiresAt.After(tx.Now):
		return nil, unauthenticated("TOO_MANY_TRIES")
	}
	return nil, unauthenticated("CODE_SPENT")
}

// signIn spends the challenge in the transaction that makes the session: of several right codes one wins.
func (s *Service) signIn(ctx context.Context, tx *store.Tx, c *ent.OtpChallenge, device string, first refreshToken) (*SignedIn, error) {
	n, err := tx.OtpChallenge.Update().Where(otpchallenge.ID(c.ID), otpchallenge.UsedAtIsNil()).SetUsedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	if n != 1 {
		return nil, unauthenticated("CODE_SPENT")
	}
	a, err := accountOf(ctx, tx, c.Phone)
	if err != nil {
		return nil, err
	}
	if a.Status != account.StatusACTIVE {
		return nil, fault.New(fault.Forbidden, "ACCOUNT_SUSPENDED")
	}
	tokens, err := s.open(ctx, tx, a, device, first)
	return &SignedIn{Session: tokens, Me: a}, err
}

// accountOf finds the person of the phone, or makes them.
func accountOf(ctx context.Context, tx *store.Tx, phone string) (*ent.Account, error) {
	a, err := tx.Account.Query().Where(account.Phone(phone)).Only(ctx)
	if !ent.IsNotFound(err) {
		return a, err
	}
	a, err = tx.Account.Create().SetPhone(phone).SetDisplayName(standInName).SetStatus(account.StatusACTIVE).Save(ctx)
	if err != nil {
		return nil, err
	}
	return a, tx.Emit(ctx, EventAccountCreated, a.ID, nil)
}

// oneLine is a cleaned text without line ends.
func oneLine(s string) string { return strings.Join(strings.Fields(text.Clean(s)), " ") }
