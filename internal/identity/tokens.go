package identity

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// Tokens are what a signed-in device holds.
type Tokens struct {
	AccessToken          string
	AccessTokenExpiresAt time.Time
	RefreshToken         string
}

// refreshToken is 32 bytes that nobody can guess. The database keeps its hash only.
type refreshToken [32]byte

func (t refreshToken) String() string { return base64.RawURLEncoding.EncodeToString(t[:]) }

func (t refreshToken) hash() []byte {
	sum := sha256.Sum256(t[:])
	return sum[:]
}

func (s *Service) newRefreshToken() (t refreshToken, err error) {
	if _, err = io.ReadFull(s.opts.Random, t[:]); err != nil {
		err = fmt.Errorf("making a refresh token: %w", err)
	}
	return t, err
}

// successor is derived, so that it need not be stored to be given a second time.
func (s *Service) successor(session gid.ID, t refreshToken) refreshToken {
	return refreshToken(s.mac("refresh", session[:], t[:]))
}

// parseRefreshToken takes exactly what String writes.
func parseRefreshToken(text string) (t refreshToken, ok bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(len(t)) {
		return t, false
	}
	n, err := base64.RawURLEncoding.Strict().Decode(t[:], []byte(text))
	return t, err == nil && n == len(t)
}

// open makes a session with its first refresh token.
func (s *Service) open(ctx context.Context, tx *store.Tx, a *ent.Account, device string, first refreshToken) (*Tokens, error) {
	h, err := s.hold(ctx, &ent.Session{}, a)
	if err != nil {
		return nil, err
	}
	bound := s.opts.lifetime(strongest(h.actor))
	h.session, err = tx.Session.Create().SetAccountID(a.ID).SetDeviceName(device).
		SetExpiresAt(tx.Now.Add(bound.Absolute)).SetIdleAt(tx.Now.Add(bound.Idle)).Save(ctx)
	if err != nil {
		return nil, err
	}
	row, err := tx.RefreshToken.Create().SetSessionID(h.session.ID).SetGeneration(1).SetTokenHash(first.hash()).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := tx.Emit(ctx, EventSignedIn, h.session.ID, map[string]string{"account": a.ID.String()}); err != nil {
		return nil, err
	}
	return s.pair(h, row, first)
}

// pair gives the refresh token of the row with an access token named after it and as old as it: asked again, it is the same.
func (s *Service) pair(h *holder, row *ent.RefreshToken, t refreshToken) (*Tokens, error) {
	signed, end, err := s.mint(h, row.ID, row.CreatedAt, s.opts.AccessLife)
	return &Tokens{AccessToken: signed, AccessTokenExpiresAt: end, RefreshToken: t.String()}, err
}
