package team

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/lifecycle"
)

// TeamActions is what the viewer may do with the team, and why not: renameTeam, addMember, planShift, endTeam. None for a visitor.
func (s *Service) TeamActions(ctx context.Context, t *ent.Team) ([]*lifecycle.Possibility, error) {
	return s.possible(ctx, Life().Verbs(), func(v viewed, verb string) error {
		_, err := v.teamArrow(t, verb)
		return err
	})
}

// MemberActions is what the viewer may do with the membership, and why not: extendTerm, setLead, setSkills, updateMember,
// endMembership.
func (s *Service) MemberActions(ctx context.Context, m *ent.TeamMember) ([]*lifecycle.Possibility, error) {
	return s.possible(ctx, people(MemberLife()), func(v viewed, verb string) error {
		_, err := v.memberArrow(m, verb)
		return err
	})
}

// PointActions is what the viewer may do with the help point, and why not: changeHelpPoint, closeHelpPoint. None for a visitor.
func (s *Service) PointActions(ctx context.Context, p *ent.HelpPoint) ([]*lifecycle.Possibility, error) {
	actor, _ := access.From(ctx)
	out := []*lifecycle.Possibility{}
	if actor.IsAnonymous() {
		return out, nil
	}
	for _, verb := range PointLife().Verbs() {
		_, err := pointArrow(actor, p, verb)
		out = append(out, possibility(verb, err))
	}
	return out, nil
}

// ShiftActions is what the viewer may do with the shift, and why not: signUp, whose reason is the answer it would get, and
// callOffShift.
func (s *Service) ShiftActions(ctx context.Context, row *ent.Shift) ([]*lifecycle.Possibility, error) {
	a, err := s.CanSignUp(ctx, row)
	if err != nil {
		return nil, err
	}
	join := &lifecycle.Possibility{Name: signUp, Allowed: a == SignedUp}
	if reason := string(a); !join.Allowed {
		join.Reason = &reason
	}
	rest, err := s.possible(ctx, ShiftLife().Verbs(), func(v viewed, verb string) error {
		err := v.shiftArrow(row, verb, s.store.Now())
		return err
	})
	return append([]*lifecycle.Possibility{join}, rest...), err
}

// SignupActions is what the viewer may do with the sign-up, and why not: leaveShift, markPresent, markNoShow, objectToNoShow.
func (s *Service) SignupActions(ctx context.Context, r *ent.ShiftSignup) ([]*lifecycle.Possibility, error) {
	return s.possible(ctx, people(SignupLife()), func(v viewed, verb string) error {
		err := s.signupArrow(v, r, verb, s.store.Now())
		return err
	})
}

// possible asks for each verb with what its deed would be refused. The viewer is read once for a response.
func (s *Service) possible(ctx context.Context, verbs []string, refusal func(v viewed, verb string) error) ([]*lifecycle.Possibility, error) {
	v, err := s.viewer(ctx)
	out := []*lifecycle.Possibility{}
	if err != nil || v.actor.IsAnonymous() {
		return out, err
	}
	for _, verb := range verbs {
		out = append(out, possibility(verb, refusal(v, verb)))
	}
	return out, nil
}

// people are the verbs that somebody does, without those of the system.
func people[S ~string](t lifecycle.Table[S]) []string {
	var verbs []string
	for _, verb := range t.Verbs() {
		if t.Action(verb) != "" {
			verbs = append(verbs, verb)
		}
	}
	return verbs
}
