package notify

import (
	"context"

	"gandan/ent"
	"gandan/internal/event"
)

// identityRules are the facts about the account of a person.
func identityRules() map[string]rule {
	return map[string]rule{
		"identity.role_granted":  toGrantee,
		"identity.role_revoked":  toGrantee,
		"identity.session_ended": toOwnerOfStolenSession,
	}
}

// toGrantee tells whose role it is.
func toGrantee(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	g, err := db.RoleGrant.Get(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	u, err := db.Unit.Get(ctx, g.UnitID)
	if err != nil {
		return nil, err
	}
	return []line{{to: g.AccountID, about: g.ID, args: map[string]string{"place": u.Name, variant: string(g.Role)}}}, nil
}

// toOwnerOfStolenSession warns whose session was closed because an old token of it came back; other endings are one's own.
func toOwnerOfStolenSession(_ context.Context, _ *ent.Client, e event.Event) ([]line, error) {
	const reuse = "REUSE"
	if e.Data["reason"] != reuse {
		return nil, nil
	}
	owner, err := idIn(e, "account")
	if err != nil {
		return nil, err
	}
	return []line{{to: owner, about: e.Subject, args: map[string]string{variant: reuse}}}, nil
}
