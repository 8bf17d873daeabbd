package assistance

import (
	"context"
	"crypto/hmac"

	"gandan/ent"
	"gandan/ent/completioncode"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/ent/logstanding"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// ConfirmLogByCodeInput is the code that the person read out.
type ConfirmLogByCodeInput struct {
	LogID gid.ID
	Code  string
}

// ConfirmLogByCode confirms a session of the volunteer's own by the code that the person helped read out. The try is counted and
// committed before the code is looked at, so that many calls at once get no more tries than one after the other. The newest code of
// the request is the one that holds.
//
// BAD_USER_INPUT with keys CODE_NOT_KEYED, CODE_WRONG, CODE_SPENT and TOO_MANY_TRIES; NOT_FOUND; FORBIDDEN with key NOT_YOUR_LOG; CONFLICT
// with keys ALREADY_CONFIRMED, ALREADY_CORRECTED, CONFIRM_WINDOW_OVER and WRONG_STATE.
func (s *Service) ConfirmLogByCode(ctx context.Context, in ConfirmLogByCodeInput) (*ent.AssistanceLog, error) {
	if err := unkeyed(ctx); err != nil {
		return nil, err
	}
	leads := s.leading(ctx)
	c, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.CompletionCode, error) {
		l, _, err := s.codeWanted(ctx, tx, in.LogID, leads)
		if err != nil {
			return nil, err
		}
		return s.countTry(ctx, tx, l.HelpRequestID)
	})
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(c.CodeMAC, s.codeMAC(c.ID, c.HelpRequestID, in.Code)) {
		return nil, fault.Bad("input.code", "CODE_WRONG")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.AssistanceLog, error) {
		l, row, err := s.codeWanted(ctx, tx, in.LogID, leads)
		if err != nil {
			return nil, err
		}
		// Of several right codes at once one is spent.
		n, err := tx.CompletionCode.Update().Where(completioncode.ID(c.ID), completioncode.UsedAtIsNil()).SetUsedAt(tx.Now).Save(ctx)
		if err == nil && n != 1 {
			err = fault.Bad("input.code", "CODE_SPENT")
		}
		if err != nil {
			return nil, err
		}
		if err := move(ctx, tx, l, row, said{role: logreview.RoleVOLUNTEER}); err != nil {
			return nil, err
		}
		return logOf(ctx, tx, l.LogID)
	})
}

// codeWanted finds the log and its arrow when a code may confirm it now.
func (s *Service) codeWanted(ctx context.Context, tx *store.Tx, logID gid.ID, leads *leading) (l *ent.LogStanding, row lifecycle.Row[logstanding.Status], err error) {
	if l, err = s.standingOf(ctx, tx, logID, leads); err != nil {
		return nil, row, err
	}
	if err = s.refusal(tx.Actor, l, verbConfirmCode, false, tx.Now); err != nil {
		return nil, row, err
	}
	row, err = arrow(l, verbConfirmCode)
	return l, row, err
}

// countTry takes one of the tries of the newest code of the request, or says why there is none left.
func (s *Service) countTry(ctx context.Context, tx *store.Tx, request gid.ID) (*ent.CompletionCode, error) {
	c, err := tx.CompletionCode.Query().Where(completioncode.HelpRequestID(request)).
		Order(ent.Desc(completioncode.FieldCreatedAt, completioncode.FieldID)).First(asSystem(ctx))
	if ent.IsNotFound(err) {
		return nil, fault.Bad("input.code", "CODE_SPENT")
	}
	if err != nil {
		return nil, err
	}
	n, err := tx.CompletionCode.Update().Where(completioncode.ID(c.ID), completioncode.TriesLT(s.policy.CodeTries),
		completioncode.UsedAtIsNil(), completioncode.ExpiresAtGT(tx.Now)).AddTries(1).Save(ctx)
	switch {
	case err != nil || n == 1:
		return c, err
	case c.UsedAt == nil && c.ExpiresAt.After(tx.Now):
		return nil, fault.Bad("input.code", "TOO_MANY_TRIES")
	}
	return nil, fault.Bad("input.code", "CODE_SPENT")
}
