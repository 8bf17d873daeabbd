package demo

import (
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	entteam "gandan/ent/team"
	"gandan/internal/calendar"
	"gandan/internal/team"
)

// helpTeam is the team of the ward: a lead and a member, two help points, three shifts, and who comes.
func (s *story) helpTeam() {
	const founded = 40 * day
	id := s.foundTeam(wardAdmin, founded, "Đội thanh niên hỗ trợ dịch vụ công phường Hà Đông")
	s.joinTeam(wardAdmin, founded-time.Hour, id, volunteerAnh, true, "civil_status", "residence")
	s.joinTeam(wardAdmin, founded-2*time.Hour, id, volunteerDuy, false, "civil_status")

	hall := s.helpPoint(wardAdmin, 39*day, "Điểm hỗ trợ nhà văn hóa Hà Cầu", "Phố Hà Cầu, phường Hà Đông", 20.9659, 105.7741)
	s.helpPoint(wardAdmin, 39*day, "Điểm hỗ trợ tại bộ phận một cửa", "Phường Hà Đông", 20.9717, 105.7788)

	atHall := s.shift(volunteerAnh, 3*day, id, team.PlanShiftInput{Place: shift.PlaceHELP_POINT, HelpPointID: &hall}, s.morning(2), 3*time.Hour)
	homes := s.shift(volunteerAnh, 3*day, id, team.PlanShiftInput{Place: shift.PlaceHOME_VISITS}, s.morning(3), 3*time.Hour)
	s.shift(volunteerAnh, 3*day, id, team.PlanShiftInput{Place: shift.PlaceREMOTE}, s.morning(5), 2*time.Hour)
	s.signUp(volunteerAnh, 2*day, atHall)
	s.signUp(volunteerDuy, 2*day-time.Hour, atHall)
	s.signUp(volunteerDuy, day, homes) // the second of the pair is missing
}

func (s *story) foundTeam(by who, ago time.Duration, name string) gid.ID {
	ctx, ok := s.by(by, ago)
	if !ok {
		return gid.Zero
	}
	t, err := s.app.Teams.FoundTeam(ctx, team.FoundTeamInput{UnitID: s.places[ward].ID, Name: name, Kind: entteam.KindYOUTH})
	return made(s, t, err, func(t *ent.Team) gid.ID { return t.ID })
}

// joinTeam takes somebody in for a year, with those of the skills that the database has procedures of.
func (s *story) joinTeam(by who, ago time.Duration, id gid.ID, whom who, lead bool, skills ...string) {
	ctx, ok := s.by(by, ago)
	if !ok {
		return
	}
	known := s.app.Catalogue.Groups()
	skills = slices.DeleteFunc(skills, func(skill string) bool { return !slices.Contains(known, skill) })
	from, born := calendar.Today(s.tx.Now), "2001-09-02"
	_, err := s.app.Teams.AddMember(ctx, team.AddMemberInput{
		TeamID: id, CitizenID: s.people[whom].ID, FromOn: string(from), ToOn: string(from.AddDays(365)), Lead: &lead, BornOn: &born, Skills: skills,
	})
	s.keep(err)
}

// helpPoint opens a point with the usual hours of an office.
func (s *story) helpPoint(by who, ago time.Duration, name, address string, lat, lng float64) gid.ID {
	ctx, ok := s.by(by, ago)
	if !ok {
		return gid.Zero
	}
	in := team.OpenHelpPointInput{UnitID: s.places[ward].ID, Name: name, Address: address, Latitude: lat, Longitude: lng}
	for weekday := 1; weekday <= 5; weekday++ {
		in.Hours = append(in.Hours, &team.OpeningHoursInput{Weekday: weekday, From: "08:00", To: "11:30"}, &team.OpeningHoursInput{Weekday: weekday, From: "13:30", To: "17:00"})
	}
	p, err := s.app.Teams.OpenHelpPoint(ctx, in)
	return made(s, p, err, func(p *ent.HelpPoint) gid.ID { return p.ID })
}

func (s *story) shift(by who, ago time.Duration, id gid.ID, in team.PlanShiftInput, start time.Time, length time.Duration) gid.ID {
	ctx, ok := s.by(by, ago)
	if !ok {
		return gid.Zero
	}
	in.TeamID, in.StartsAt, in.EndsAt = id, start, start.Add(length)
	row, err := s.app.Teams.PlanShift(ctx, in)
	return made(s, row, err, func(r *ent.Shift) gid.ID { return r.ID })
}

func (s *story) signUp(by who, ago time.Duration, id gid.ID) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Teams.SignUp(ctx, team.SignUpInput{ShiftID: id})
		s.keep(err)
	}
}
