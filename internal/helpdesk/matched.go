package helpdesk

import (
	"context"
	"slices"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
)

// heldStates are those in which somebody holds the request.
func heldStates() []helprequest.Status {
	return []helprequest.Status{helprequest.StatusASSIGNED, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS}
}

// givenToAnother reports whether a lead gave the request to somebody else than the actor, who has not answered yet.
func givenToAnother(a access.Actor, r *ent.HelpRequest) bool {
	return r.Status == helprequest.StatusASSIGNED && holder(r) != a.ID
}

// ofHolder reports whether the action is the holder's, or as SetCompanion the holder's and the lead's.
func ofHolder(action access.Action) bool {
	return slices.Contains([]access.Action{access.AnswerAssignment, access.AgreeTime, access.SetCompanion}, action)
}

// ofLead reports whether the trail names the role in which a lead acts: an admin's or a volunteer's.
func ofLead(action access.Action) bool {
	return action == access.AssignRequest || action == access.SetCompanion
}

// onlyLeads refuses what a volunteer may not do who neither leads the unit nor, for SetCompanion, holds the request. What no
// role allows is left to arrow, which says so in its own words.
// FORBIDDEN with keys NOT_A_LEAD and NOT_HOLDER.
func (s *Service) onlyLeads(ctx context.Context, a access.Actor, r *ent.HelpRequest, verb string) error {
	return refuseOthers(a, r, verb, func() (bool, error) { return s.leads(ctx, a, r.UnitPath) })
}

func refuseOthers(a access.Actor, r *ent.HelpRequest, verb string, leading func() (bool, error)) error {
	action := Life().Action(verb)
	if !ofLead(action) || !access.Can(a, action, object(r)) || action == access.SetCompanion && holder(r) == a.ID {
		return nil
	}
	leads, err := leading()
	if err == nil && !leads {
		err = fault.New(fault.Forbidden, notYours(action))
	}
	return err
}

// leads reports whether the actor is an admin of the unit or leads its volunteers.
func (s *Service) leads(ctx context.Context, a access.Actor, path string) (bool, error) {
	if a.IsSystem() || a.RoleIn(path) == access.Admin {
		return true, nil
	}
	return s.teams.IsLead(ctx, a.ID, path)
}

// leadsShown is leads for the buttons of a page: the teams are asked once for each unit on it.
func (s *Service) leadsShown(ctx context.Context, a access.Actor, path string) (bool, error) {
	if a.RoleIn(path) == access.Admin {
		return true, nil
	}
	return page.Load(ctx, "helpdesk.leads", path, func(ctx context.Context, paths []string) (map[string]bool, error) {
		out := make(map[string]bool, len(paths))
		for _, p := range paths {
			leads, err := s.teams.IsLead(ctx, a.ID, p)
			if err != nil {
				return nil, err
			}
			out[p] = leads
		}
		return out, nil
	})
}

// matched is what a step changes besides: with another holder the agreement and the pair are gone, and the time in which a
// holder does nothing counts anew from a change of state or holder and from each log. Nothing else touches it.
func matched(r, next *ent.HelpRequest, row lifecycle.Row[helprequest.Status], now time.Time) {
	another := holder(r) != holder(next)
	if another {
		next.AgreedFrom, next.AgreedTo, next.CompanionID = nil, nil, nil
	}
	switch {
	case !slices.Contains(heldStates(), next.Status):
		next.IdleSince, next.IdleToldAt = nil, nil
	case another || next.Status != r.Status || strings.HasPrefix(row.Verb, VerbLog):
		next.IdleSince, next.IdleToldAt = &now, nil
	}
	if next.VolunteerID == nil {
		next.AssignedByID = nil
	}
}

// putMatched writes what is different only: two steps that leave the status and the holder as they are may meet, and neither
// may put back what the other one wrote.
func putMatched(u *ent.HelpRequestUpdate, r, next *ent.HelpRequest) {
	if !same(r.IdleSince, next.IdleSince) {
		put(next.IdleSince, u.SetIdleSince, u.ClearIdleSince)
		put(next.IdleToldAt, u.SetIdleToldAt, u.ClearIdleToldAt)
	}
	if !same(r.AgreedFrom, next.AgreedFrom) || !same(r.AgreedTo, next.AgreedTo) {
		put(next.AgreedFrom, u.SetAgreedFrom, u.ClearAgreedFrom)
		put(next.AgreedTo, u.SetAgreedTo, u.ClearAgreedTo)
	}
	if !same(r.CompanionID, next.CompanionID) {
		put(next.CompanionID, u.SetCompanionID, u.ClearCompanionID)
	}
	if !same(r.AssignedByID, next.AssignedByID) {
		put(next.AssignedByID, u.SetAssignedByID, u.ClearAssignedByID)
	}
}

func same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
