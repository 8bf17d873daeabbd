package team

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/internal/access"
	"gandan/internal/calendar"
)

// Answer says what becomes of a sign-up, or why it cannot be.
type Answer string

// The answers, in the order in which they are looked for: the first that holds is given.
const (
	Already      Answer = "ALREADY"       // the person is in the shift
	CalledOff    Answer = "CALLED_OFF"    // the shift does not take place
	TooLate      Answer = "TOO_LATE"      // it began
	NotAMember   Answer = "NOT_A_MEMBER"  // no membership of the team that counts on the day of the shift
	RoleEnded    Answer = "ROLE_ENDED"    // a member, but no volunteer of the unit any more
	TooYoung     Answer = "TOO_YOUNG"     // for home visits, or nobody entered a birth date
	NotTrained   Answer = "NOT_TRAINED"   // where a training is asked for
	SkillMissing Answer = "SKILL_MISSING" // the shift asks for a group of procedures the person does not know
	Collides     Answer = "COLLIDES"      // the person is in another shift at that time
	Full         Answer = "FULL"
	SignedUp     Answer = "SIGNED_UP"
)

// Answers lists every answer.
func Answers() []Answer {
	return []Answer{Already, CalledOff, TooLate, NotAMember, RoleEnded, TooYoung, NotTrained, SkillMissing, Collides, Full, SignedUp}
}

// MarshalGQL writes the answer as a GraphQL enum.
func (a Answer) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(a))) }

// UnmarshalGQL reads a GraphQL enum.
func (a *Answer) UnmarshalGQL(v any) error {
	s, _ := v.(string)
	if !slices.Contains(Answers(), Answer(s)) {
		return fmt.Errorf("%q is no answer", s)
	}
	*a = Answer(s)
	return nil
}

// answer says whether the viewer can sign up for the shift now. held are the viewer's sign-ups that count and may touch it.
// The field of the shift and the deed both ask it, so that a button and the deed behind it cannot disagree.
func (s *Service) answer(v viewed, row *ent.Shift, held []*ent.ShiftSignup, now time.Time) Answer {
	day := calendar.Today(row.StartsAt)
	m := v.member(row.TeamID, day)
	switch {
	case holds(held, row.ID):
		return Already
	case row.Status == shift.StatusCALLED_OFF:
		return CalledOff
	case !now.Before(row.StartsAt):
		return TooLate
	case m == nil:
		return NotAMember
	case !access.Can(v.actor, access.JoinShift, access.Object{Path: row.UnitPath}):
		return RoleEnded
	}
	switch {
	case row.Place == shift.PlaceHOME_VISITS && !s.mayVisit(m, day):
		return TooYoung
	case s.trainingRequired(row.UnitPath, day) && (m.TrainedOn == nil || *m.TrainedOn > string(day)):
		return NotTrained
	case row.Skill != nil && !slices.Contains(m.Skills, *row.Skill):
		return SkillMissing
	case collides(held, row):
		return Collides
	case row.SignedCount >= row.Capacity:
		return Full
	}
	return SignedUp
}

// mayVisit says whether the member is old enough to visit homes on the day. Of whom nobody knows it, may not.
func (s *Service) mayVisit(m *ent.TeamMember, day calendar.Date) bool {
	return m.BornOn != nil && oldEnough(calendar.Date(*m.BornOn), day, s.minAge(m.UnitPath, day))
}

func holds(held []*ent.ShiftSignup, shiftID gid.ID) bool {
	return slices.ContainsFunc(held, func(r *ent.ShiftSignup) bool { return r.ShiftID == shiftID })
}

// collides says whether another sign-up overlaps. One that begins when the other ends does not.
func collides(held []*ent.ShiftSignup, row *ent.Shift) bool {
	return slices.ContainsFunc(held, func(r *ent.ShiftSignup) bool {
		return r.ShiftID != row.ID && r.StartsAt.Before(row.EndsAt) && row.StartsAt.Before(r.EndsAt)
	})
}
