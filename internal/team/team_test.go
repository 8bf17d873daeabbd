package team_test

import (
	"context"
	"slices"
	"testing"

	"gandan/ent"
	"gandan/ent/accessrecord"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	entteam "gandan/ent/team"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/team"
)

func TestATeamIsFoundedByAnAdminOfAUnitThatIsInForce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		found := func(who context.Context, u *ent.Unit, name string) error {
			_, err := w.FoundTeam(who, team.FoundTeamInput{UnitID: u.ID, Name: name, Kind: entteam.KindCOMMUNITY_DIGITAL})
			return err
		}
		if err := found(w.admin, w.ward, "Tổ Chuyển đổi số cộng đồng"); err != nil {
			t.Error(err)
		}
		wantFault(t, found(w.admin, w.gone, "Đội cũ"), fault.BadUserInput, "UNIT_NOT_IN_FORCE")
		wantFault(t, found(w.admin, w.otherWard, "Đội bạn"), fault.Forbidden, "FORBIDDEN")
		wantFault(t, found(w.lead, w.ward, "Đội tôi"), fault.Forbidden, "FORBIDDEN")
		wantFault(t, found(w.admin, w.ward, " a "), fault.BadUserInput, "TOO_SHORT")
	})
}

func TestATeamThatEndsEndsItsTermsAndCallsOffWhatIsToCome(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.members(t, 1)[0]
		soon, later := w.plan(t, 3), w.plan(t, 3, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(5, 8), w.at(5, 9) })
		begun, coming := w.signed(t, who, soon), w.signed(t, who, later)
		w.clock.Set(soon.StartsAt)
		in := team.EndTeamInput{ID: w.team.ID, Reason: "Sáp nhập hai đội"}
		_, err := w.EndTeam(w.lead, in)
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		must[*ent.Team](t)(w.EndTeam(w.admin, in))
		if w.signupNow(t, begun).Status != shiftsignup.StatusSIGNED_UP || w.signupNow(t, coming).Status != shiftsignup.StatusCALLED_OFF {
			t.Error("what runs goes on, what is to come is called off")
		}
		if w.shiftNow(t, later).Status != shift.StatusCALLED_OFF || w.told(t, team.EventEnded) != 1 || w.told(t, team.EventShiftCalledOff) != 1 {
			t.Error("not everything was ended and told")
		}
		if must[bool](t)(w.IsLead(w.system, actorOf(w.lead).ID, w.ward.Path, calendar.Date(w.day(0)))) {
			t.Error("there is a lead of a team that has ended")
		}
		_, err = w.RenameTeam(w.admin, team.RenameTeamInput{ID: w.team.ID, Name: "Tên mới"})
		wantFault(t, err, fault.Conflict, "TEAM_ENDED")
		_, err = w.AddMember(w.admin, team.AddMemberInput{TeamID: w.team.ID, CitizenID: actorOf(who).ID, FromOn: w.day(0), ToOn: w.day(9)})
		wantFault(t, err, fault.Conflict, "TEAM_ENDED")
	})
}

func TestWhoMayBeTakenIn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		add := func(by, who context.Context, change ...func(*team.AddMemberInput)) error {
			in := team.AddMemberInput{TeamID: w.team.ID, CitizenID: actorOf(who).ID, FromOn: w.day(0), ToOn: w.day(30)}
			for _, f := range change {
				f(&in)
			}
			_, err := w.AddMember(by, in)
			return err
		}
		volunteer, member := w.person(t, access.Volunteer, w.ward), w.members(t, 1)[0]
		wantFault(t, add(w.lead, w.person(t, "", w.ward)), fault.BadUserInput, "NOT_A_VOLUNTEER")
		wantFault(t, add(w.lead, w.person(t, access.Volunteer, w.otherWard)), fault.BadUserInput, "NOT_A_VOLUNTEER")
		wantFault(t, add(w.lead, w.without(t, w.person(t, access.Volunteer, w.ward))), fault.BadUserInput, "NOT_A_VOLUNTEER")
		wantFault(t, add(member, volunteer), fault.Forbidden, "NOT_LEAD")
		wantFault(t, add(w.otherAdmin, volunteer), fault.Forbidden, "FORBIDDEN")
		wantFault(t, add(w.lead, member), fault.Conflict, "ALREADY_MEMBER")
		wantFault(t, add(w.lead, volunteer, func(in *team.AddMemberInput) { in.Lead = ptr(true) }), fault.Forbidden, "FORBIDDEN")
		wantFault(t, add(w.lead, volunteer, func(in *team.AddMemberInput) { in.ToOn = w.day(-1) }), fault.BadUserInput, "TERM_DAYS")
		wantFault(t, add(w.lead, volunteer, func(in *team.AddMemberInput) { in.BornOn = ptr(w.day(1)) }), fault.BadUserInput, "BAD_BIRTH_DATE")
		wantFault(t, add(w.lead, volunteer, func(in *team.AddMemberInput) { in.TrainedOn = ptr(w.day(1)) }), fault.BadUserInput, "TRAINED_IN_FUTURE")
		wantFault(t, add(w.lead, volunteer, func(in *team.AddMemberInput) { in.Skills = []string{"magic"} }), fault.BadUserInput, "UNKNOWN_SKILL")
		if err := add(w.lead, volunteer); err != nil {
			t.Error(err)
		}
		if err := add(w.lead, w.person(t, access.Volunteer, w.city)); err != nil {
			t.Errorf("a role of the city reaches the ward: %v", err)
		}
	})
}

func TestALeadLeadsWhileTheTermAndTheRoleLast(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		today := calendar.Date(w.day(0))
		leads := func(path string, day calendar.Date) []gid.ID {
			return must[[]gid.ID](t)(w.LeadsOf(w.system, path, day))
		}
		if got := leads("/01/1/7/", today); !slices.Equal(got, []gid.ID{actorOf(w.lead).ID}) {
			t.Errorf("below the unit lead %v", got)
		}
		for what, got := range map[string][]gid.ID{
			"above": leads(w.city.Path, today), "beside": leads(w.otherWard.Path, today), "before": leads(w.ward.Path, today.AddDays(-1)), "after": leads(w.ward.Path, today.AddDays(366)),
		} {
			if len(got) != 0 {
				t.Errorf("%s leads %v", what, got)
			}
		}
		second := w.members(t, 1)[0]
		if n := len(must[[]gid.ID](t)(w.MembersOf(w.system, w.ward.Path, today))); n != 2 {
			t.Errorf("%d members", n)
		}
		m := must[*page.Connection[*ent.TeamMember]](t)(w.MyMemberships(second, page.Args{})).Nodes[0]
		_, err := w.SetLead(w.lead, team.SetLeadInput{ID: m.ID, Lead: true})
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		must[*ent.TeamMember](t)(w.SetLead(w.admin, team.SetLeadInput{ID: m.ID, Lead: true}))
		if len(leads(w.ward.Path, today)) != 2 {
			t.Error("a team may have two leads")
		}
		gone := w.without(t, w.lead)
		if must[bool](t)(w.IsLead(w.system, actorOf(gone).ID, w.ward.Path, today)) {
			t.Error("whose role was taken back leads still")
		}
		_, err = w.PlanShift(gone, team.PlanShiftInput{TeamID: w.team.ID, Place: shift.PlaceREMOTE, StartsAt: w.at(2, 8), EndsAt: w.at(2, 9)})
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
	})
}

func TestAMemberMayAlwaysLeaveAndGivesThePlacesBack(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who, other := w.members(t, 1)[0], w.members(t, 1)[0]
		s := w.plan(t, 1)
		r := w.signed(t, who, s)
		m := must[*page.Connection[*ent.TeamMember]](t)(w.MyMemberships(who, page.Args{})).Nodes[0]
		_, err := w.EndMembership(other, team.EndMembershipInput{ID: m.ID, Reason: "Không"})
		wantFault(t, err, fault.Forbidden, "NOT_LEAD")
		_, err = w.EndMembership(w.otherAdmin, team.EndMembershipInput{ID: m.ID, Reason: "Không"})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.EndMembership(who, team.EndMembershipInput{ID: m.ID, Reason: " "})
		wantFault(t, err, fault.BadUserInput, "REASON_REQUIRED")
		must[*ent.TeamMember](t)(w.EndMembership(who, team.EndMembershipInput{ID: m.ID, Reason: "Tôi đi học xa"}))
		if w.signupNow(t, r).Status != shiftsignup.StatusLEFT || w.shiftNow(t, s).SignedCount != 0 {
			t.Error("the place is held still")
		}
		w.answers(t, who, s, team.NotAMember)
		_, err = w.SetSkills(who, team.SetSkillsInput{ID: m.ID})
		wantFault(t, err, fault.Conflict, "MEMBERSHIP_ENDED")
	})
}

func TestTheBirthDateIsForThePersonTheLeadsAndAdmins(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		two := w.members(t, 2)
		m := must[*page.Connection[*ent.TeamMember]](t)(w.MyMemberships(two[0], page.Args{})).Nodes[0]
		for who, want := range map[context.Context]bool{two[0]: true, two[1]: false, w.lead: true, w.admin: true, w.otherAdmin: false} {
			born := must[*string](t)(w.BornOn(who, m))
			old := must[*bool](t)(w.MayVisitHomes(who, m))
			if (born != nil) != want || (old != nil) != want {
				t.Errorf("%v reads %v, %v", actorOf(who), born, old)
			}
		}
		records := must[int](t)(w.store.Reader(w.system).AccessRecord.Query().Where(accessrecord.SubjectID(m.AccountID), accessrecord.What("TeamMember.bornOn")).Count(w.system))
		if records != 2 {
			t.Errorf("%d records of two readings", records)
		}
	})
}

func TestWhoReadsTheMembers(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		member := w.members(t, 1)[0]
		m := must[*page.Connection[*ent.TeamMember]](t)(w.MyMemberships(member, page.Args{})).Nodes[0]
		for name, c := range map[string]struct {
			who  context.Context
			want bool
		}{
			"a member": {member, true}, "the lead": {w.lead, true}, "the admin": {w.admin, true}, "a visitor": {w.visitor, false},
			"a volunteer": {w.person(t, access.Volunteer, w.ward), false}, "another admin": {w.otherAdmin, false},
		} {
			list := must[*page.Connection[*ent.TeamMember]](t)(w.Members(c.who, w.team, nil, page.Args{}))
			_, err := w.Member(c.who, m.ID)
			if (list != nil) != c.want || (err == nil) != c.want {
				t.Errorf("%s: the list %v, the row %v", name, list != nil, err)
			}
		}
	})
}
