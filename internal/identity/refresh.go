package identity

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	entrefresh "gandan/ent/refreshtoken"
	"gandan/ent/session"
	"gandan/internal/store"
)

// RefreshSessionInput is the refresh token in hand.
type RefreshSessionInput struct {
	RefreshToken string
}

// exchanged is the next pair, or the account whose session had to be ended.
type exchanged struct {
	tokens *Tokens
	reused gid.ID
}

// RefreshSession exchanges a refresh token for the next pair. The token before the newest gets the same pair again for 30 s,
// since the answer may have been lost; any other old token means that somebody holds a copy, and ends the session.
// UNAUTHENTICATED with key BAD_TOKEN, SESSION_ENDED, TOKEN_REUSED or ACCOUNT_SUSPENDED.
func (s *Service) RefreshSession(ctx context.Context, in RefreshSessionInput) (*Tokens, error) {
	t, ok := parseRefreshToken(in.RefreshToken)
	if !ok {
		return nil, unauthenticated("BAD_TOKEN")
	}
	out, err := store.Write(asSystem(ctx), s.store, func(ctx context.Context, tx *store.Tx) (exchanged, error) {
		return s.exchange(ctx, tx, t)
	})
	if err != nil {
		return nil, err
	}
	if !out.reused.IsZero() {
		s.known.forget(out.reused)
		return nil, unauthenticated("TOKEN_REUSED")
	}
	return out.tokens, nil
}

func (s *Service) exchange(ctx context.Context, tx *store.Tx, t refreshToken) (exchanged, error) {
	row, err := tx.RefreshToken.Query().Where(entrefresh.TokenHash(t.hash())).Only(ctx)
	if ent.IsNotFound(err) {
		return exchanged{}, unauthenticated("BAD_TOKEN")
	}
	if err != nil {
		return exchanged{}, err
	}
	h, err := s.holderOf(ctx, row.SessionID)
	if err != nil {
		return exchanged{}, err
	}
	if err := s.alive(h, tx.Now); err != nil {
		return exchanged{}, err
	}
	next, err := s.rotate(ctx, tx, row, h, t)
	if err != nil {
		return exchanged{}, err
	}
	if next == nil {
		return s.replay(ctx, tx, row.ID, h, t)
	}
	tokens, err := s.pair(h, next, s.successor(h.session.ID, t))
	return exchanged{tokens: tokens}, err
}

// rotate makes the next token if nobody has: the update decides. Nil when somebody has.
func (s *Service) rotate(ctx context.Context, tx *store.Tx, row *ent.RefreshToken, h *holder, t refreshToken) (*ent.RefreshToken, error) {
	n, err := tx.RefreshToken.Update().Where(entrefresh.ID(row.ID), entrefresh.RotatedAtIsNil()).SetRotatedAt(tx.Now).Save(ctx)
	if err != nil || n == 0 {
		return nil, err
	}
	idle := s.opts.lifetime(strongest(h.actor)).Idle
	n, err = tx.Session.Update().Where(session.ID(h.session.ID), session.EndedAtIsNil()).SetIdleAt(tx.Now.Add(idle)).Save(ctx)
	if err != nil {
		return nil, err
	}
	if n != 1 {
		return nil, unauthenticated("SESSION_ENDED")
	}
	return tx.RefreshToken.Create().SetSessionID(h.session.ID).SetGeneration(row.Generation + 1).
		SetTokenHash(s.successor(h.session.ID, t).hash()).Save(ctx)
}

// replay answers for a token that was exchanged before.
func (s *Service) replay(ctx context.Context, tx *store.Tx, id gid.ID, h *holder, t refreshToken) (exchanged, error) {
	row, err := tx.RefreshToken.Get(ctx, id)
	if err != nil {
		return exchanged{}, err
	}
	next, err := tx.RefreshToken.Query().
		Where(entrefresh.SessionID(h.session.ID), entrefresh.Generation(row.Generation+1)).Only(ctx)
	if err != nil {
		return exchanged{}, err
	}
	if next.RotatedAt == nil && tx.Now.Sub(*row.RotatedAt) <= s.opts.RefreshGrace {
		tokens, err := s.pair(h, next, s.successor(h.session.ID, t))
		return exchanged{tokens: tokens}, err
	}
	return exchanged{reused: h.account.ID}, end(ctx, tx, h.session.ID, h.account.ID, ReasonReuse)
}

// end ends the session and tells so, once.
func end(ctx context.Context, tx *store.Tx, id, account gid.ID, reason string) error {
	n, err := tx.Session.Update().Where(session.ID(id), session.EndedAtIsNil()).SetEndedAt(tx.Now).SetEndedReason(reason).Save(ctx)
	if err != nil || n == 0 {
		return err
	}
	return tx.Emit(ctx, EventSessionEnded, id, map[string]string{"account": account.String(), "reason": reason})
}
