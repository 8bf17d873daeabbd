package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/teammember"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// memberArrow answers whether the viewer may do the verb to the membership today. The person may do what keeps their own
// membership, leads and admins too. FORBIDDEN with keys FORBIDDEN and NOT_LEAD; CONFLICT with key MEMBERSHIP_ENDED.
func (v viewed) memberArrow(m *ent.TeamMember, verb string) (lifecycle.Row[teammember.Status], error) {
	action, o := MemberLife().Action(verb), access.Object{Path: m.UnitPath, Owner: m.AccountID}
	if action == access.KeepMembership && !access.Can(v.actor, action, o) {
		action = access.LeadTeam
	}
	if err := v.may(action, m.TeamID, o); err != nil {
		return lifecycle.Row[teammember.Status]{}, err
	}
	row, err := MemberLife().Find(m.Status, verb)
	if err != nil || m.ToOn < string(v.today) {
		return row, fault.New(fault.Conflict, "MEMBERSHIP_ENDED")
	}
	return row, nil
}

// forMember locks the membership for a deed, does it and tells of it.
// NOT_FOUND; the refusals of memberArrow; CONFLICT when somebody was faster.
func (s *Service) forMember(ctx context.Context, id gid.ID, verb string, do func(context.Context, *store.Tx, *ent.TeamMember, *ent.TeamMemberUpdate) error, more ...string) (*ent.TeamMember, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.TeamMember, error) {
		if err := tx.TeamMember.Update().Where(teammember.ID(id)).Exec(ctx); err != nil {
			return nil, err
		}
		m, err := tx.TeamMember.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		v, err := acting(ctx, tx)
		if err != nil {
			return nil, err
		}
		row, err := v.memberArrow(m, verb)
		if err != nil {
			return nil, err
		}
		u := tx.TeamMember.Update().Where(teammember.ID(m.ID), teammember.StatusEQ(m.Status))
		if row.To != "" {
			u.SetStatus(row.To)
		}
		if err := do(ctx, tx, m, u); err != nil {
			return nil, err
		}
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		if err := tellMember(ctx, tx, row.Event, m, more...); err != nil {
			return nil, err
		}
		return tx.TeamMember.Get(asSystem(ctx), m.ID)
	})
}

// lapseOne ends a membership whose term ran out.
func lapseOne(ctx context.Context, tx *store.Tx, m *ent.TeamMember) error {
	row, err := MemberLife().Find(m.Status, lapse)
	if err != nil {
		return err
	}
	u := tx.TeamMember.Update().
		Where(teammember.ID(m.ID), teammember.StatusEQ(m.Status), teammember.ToOnLT(string(calendar.Today(tx.Now)))).
		SetStatus(row.To).SetEndedAt(tx.Now).ClearActiveFor()
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return err
	}
	return tellMember(ctx, tx, row.Event, m)
}
