package identity

import (
	"context"
	"strings"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

// UpdateProfileInput is what to change; what is absent stays.
type UpdateProfileInput struct {
	DisplayName *string
	UnitID      *gid.ID
}

// UpdateProfile changes the name of the caller or the unit where they live.
// UNAUTHENTICATED; BAD_USER_INPUT with key TOO_SHORT, TOO_LONG, UNKNOWN_UNIT or UNIT_NOT_IN_FORCE.
func (s *Service) UpdateProfile(ctx context.Context, in UpdateProfileInput) (*ent.Account, error) {
	actor, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.checkProfile(&in); err != nil {
		return nil, err
	}
	a, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return changeProfile(ctx, tx, actor.ID, in)
	})
	s.known.forget(actor.ID)
	return a, err
}

func (s *Service) checkProfile(in *UpdateProfileInput) error {
	if in.DisplayName != nil {
		name := oneLine(*in.DisplayName)
		switch n := text.Length(name); {
		case n < 1:
			return fault.Bad("input.displayName", "TOO_SHORT").With("min", 1)
		case n > maxDisplayName:
			return fault.Bad("input.displayName", "TOO_LONG").With("max", maxDisplayName)
		}
		in.DisplayName = &name
	}
	if in.UnitID != nil {
		_, err := s.territory.InForce(*in.UnitID, "input.unitId")
		return err
	}
	return nil
}

func changeProfile(ctx context.Context, tx *store.Tx, id gid.ID, in UpdateProfileInput) (*ent.Account, error) {
	var fields []string
	change := tx.Account.Update().Where(account.ID(id))
	if in.DisplayName != nil {
		change, fields = change.SetDisplayName(*in.DisplayName), append(fields, "displayName")
	}
	if in.UnitID != nil {
		change, fields = change.SetUnitID(*in.UnitID), append(fields, "unitId")
	}
	if len(fields) > 0 {
		if err := change.Exec(ctx); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, EventProfileUpdated, id, map[string]string{"fields": strings.Join(fields, ",")}); err != nil {
			return nil, err
		}
	}
	return tx.Account.Get(ctx, id)
}
