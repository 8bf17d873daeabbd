package app

import (
	"context"
	"time"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
	"gandan/internal/helpdesk"
	"gandan/internal/team"
)

// crew answers the helpdesk who leads a unit and who serves it. Its admins do; so does whoever leads a team there today.
type crew struct {
	helpdesk.ByRoles
	teams *team.Service
	now   func() time.Time
}

// IsLead reports whether the account is an admin of the unit or leads a team of it today.
func (c crew) IsLead(ctx context.Context, account gid.ID, unitPath string) (bool, error) {
	if admin, err := c.ByRoles.IsLead(ctx, account, unitPath); admin || err != nil {
		return admin, err
	}
	return c.teams.IsLead(ctx, account, unitPath, calendar.Today(c.now()))
}

// LeadsOf lists who leads the teams of the unit today, or its admins where nobody does.
func (c crew) LeadsOf(ctx context.Context, unitPath string) ([]gid.ID, error) {
	leads, err := c.teams.LeadsOf(ctx, unitPath, calendar.Today(c.now()))
	if err != nil || len(leads) > 0 {
		return leads, err
	}
	return c.ByRoles.LeadsOf(ctx, unitPath)
}

// reviewers answers who may approve the logs of a unit: its admins and whoever leads a team there today.
type reviewers struct {
	assistance.AdminsLead
	teams *team.Service
	now   func() time.Time
}

// IsLead reports whether the actor is an admin of the unit or leads a team of it today.
func (r reviewers) IsLead(ctx context.Context, actor access.Actor, unitPath string) (bool, error) {
	if admin, err := r.AdminsLead.IsLead(ctx, actor, unitPath); admin || err != nil || actor.IsAnonymous() {
		return admin, err
	}
	return r.teams.IsLead(ctx, actor.ID, unitPath, calendar.Today(r.now()))
}
