package team

import (
	"context"
	"fmt"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shiftsignup"
	"gandan/ent/teammember"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/store"
)

// roleRevoked is what this domain hears of people.
const roleRevoked = "identity.role_revoked"

var _ event.Subscriber = (*Service)(nil)

// On hears that somebody is no volunteer any more and gives back the places that they had in shifts to come: others may take
// them, and a pair that is missing shows. The same fact again changes nothing.
func (s *Service) On(ctx context.Context, e event.Event) error {
	if e.Name != roleRevoked || e.Data["role"] != string(access.Volunteer) {
		return nil
	}
	account, err := gid.Parse(e.Data["account"])
	if err != nil {
		return fmt.Errorf("account of %s: %w", e.Name, err)
	}
	return store.Do(asSystem(ctx), s.store, func(ctx context.Context, tx *store.Tx) error {
		return s.freeWithoutRole(ctx, tx, account)
	})
}

// freeWithoutRole leaves the shifts to come of units in which the person does not hold the role, by another grant, still.
func (s *Service) freeWithoutRole(ctx context.Context, tx *store.Tx, account gid.ID) error {
	if err := tx.TeamMember.Update().Where(teammember.AccountID(account), teammember.StatusEQ(teammember.StatusACTIVE)).Exec(ctx); err != nil {
		return err
	}
	rows, err := tx.ShiftSignup.Query().
		Where(shiftsignup.AccountID(account), shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP), shiftsignup.StartsAtGT(tx.Now)).
		Order(ent.Asc(shiftsignup.FieldStartsAt), ent.Asc(shiftsignup.FieldID)).All(ctx)
	for i := 0; err == nil && i < len(rows); i++ {
		var kept []*ent.TeamMember
		kept, err = s.withRole(ctx, []*ent.TeamMember{{AccountID: account, UnitPath: rows[i].UnitPath}})
		if err == nil && len(kept) == 0 {
			err = leaveOne(ctx, tx, rows[i])
		}
	}
	return err
}
