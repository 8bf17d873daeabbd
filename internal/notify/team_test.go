package notify_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/ent/team"
	"gandan/ent/teammember"
	"gandan/internal/store"
)

// crew is a team with a member who signed up for a shift, and a lead.
type crew struct {
	team   *ent.Team
	member *ent.TeamMember
	shift  *ent.Shift
	signup *ent.ShiftSignup
}

// crew makes the citizen a member and the volunteer the lead.
func (w *world) crew() crew {
	w.t.Helper()
	var c crew
	start := time.Date(2026, 3, 12, 2, 0, 0, 0, time.UTC)
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) (err error) {
		c.team, err = tx.Team.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetName("Đội một").SetKind(team.KindYOUTH).
			SetStatus(team.StatusENDED).SetEndedAt(tx.Now).Save(ctx)
		if err != nil {
			return err
		}
		joins := func(who *ent.Account, lead bool) *ent.TeamMemberCreate {
			return tx.TeamMember.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetTeamID(c.team.ID).SetAccountID(who.ID).SetLead(lead).
				SetFromOn("2026-01-01").SetToOn("2026-12-31").SetSkills([]string{})
		}
		if c.member, err = joins(w.citizen, false).SetStatus(teammember.StatusENDED).SetEndedAt(tx.Now).Save(ctx); err != nil {
			return err
		}
		if err = joins(w.other, true).SetStatus(teammember.StatusACTIVE).Exec(ctx); err != nil {
			return err
		}
		c.shift, err = tx.Shift.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetTeamID(c.team.ID).SetPlace(shift.PlaceREMOTE).
			SetStartsAt(start).SetEndsAt(start.Add(time.Hour)).SetCapacity(2).SetStatus(shift.StatusCALLED_OFF).SetCallOffReason("Bão").Save(ctx)
		if err != nil {
			return err
		}
		c.signup, err = tx.ShiftSignup.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetTeamID(c.team.ID).SetShiftID(c.shift.ID).
			SetAccountID(w.citizen.ID).SetStatus(shiftsignup.StatusCALLED_OFF).SetStartsAt(start).SetEndsAt(start.Add(time.Hour)).Save(ctx)
		return err
	})
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
	return c
}

func TestThePeopleOfATeamAreTold(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		c := w.crew()
		for name, x := range map[string]struct {
			says    string
			subject gid.ID
			to      *ent.Account
			data    []string
		}{
			"ended":             {"Team Đội một has ended", c.team.ID, w.citizen, nil},
			"member_added":      {"team Đội một, from 01/01/2026 until the end of 31/12/2026", c.member.ID, w.citizen, nil},
			"term_extended":     {"until the end of 31/12/2026", c.member.ID, w.citizen, nil},
			"membership_ended":  {"Your membership of team Đội một was ended", c.member.ID, w.citizen, nil},
			"membership_lapsed": {"Your term in team Đội một is over", c.member.ID, w.citizen, nil},
			"lead_changed":      {"You are a lead of team Đội một now", c.member.ID, w.citizen, []string{"lead", "true"}},
			"shift_called_off":  {"at 09:00, 12/03/2026 was called off", c.shift.ID, w.citizen, nil},
			"reminded":          {"begins at 09:00, 12/03/2026", c.signup.ID, w.citizen, nil},
			"no_show":           {"absent from the shift at 09:00", c.signup.ID, w.citizen, nil},
			"pair_missing":      {"One person only", c.shift.ID, w.other, nil},
			"objected":          {"objects to the absence", c.signup.ID, w.other, []string{"shift", c.shift.ID.String()}},
		} {
			t.Run(name, func(t *testing.T) {
				fact := w.fact("team."+name, x.subject, x.data...)
				fact.At, fact.Actor = w.clock.Now(), gid.Zero
				w.tell(fact)
				w.tell(fact)
				line := w.linesOf(x.to)[0]
				if line.EventID != fact.ID {
					t.Fatalf("the line is %v", line)
				}
				if says := w.inbox.Text(in("en", x.to), line); !strings.Contains(says, x.says) {
					t.Errorf("it says %s", says)
				}
			})
		}
		if n := len(w.linesOf(w.citizen)); n != 9 {
			t.Errorf("%d lines for nine facts", n)
		}
	})
}

func TestNobodyIsToldOfTheirOwnDeedInATeam(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		c := w.crew()
		fact := w.fact("team.membership_ended", c.member.ID)
		fact.Actor = w.citizen.ID
		w.tell(fact)
		if n := len(w.linesOf(w.citizen)); n != 0 {
			t.Errorf("%d lines", n)
		}
	})
}
