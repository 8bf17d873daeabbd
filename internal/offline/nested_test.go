package offline_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedure"
	"gandan/internal/calendar"
	"gandan/internal/contact"
	"gandan/internal/helpdesk"
	"gandan/internal/offline"
	"gandan/internal/store"
	"gandan/internal/team"
	"gandan/internal/territory"
)

func (w *world) coded(t tester, code string) *ent.Procedure {
	t.Helper()
	return must[*ent.Procedure](t)(w.store.Reader(system()).Procedure.Query().Where(procedure.Code(code)).Only(system()))
}

// daysOn is the local day so far from today.
func (w *world) daysOn(n int) string { return string(calendar.Date(w.today()).AddDays(n)) }

// settled is a phone that has read everything, so long ago that no overlap shows it again.
func (w *world) settled(t tester, who context.Context) *phone {
	t.Helper()
	w.relayed(t)
	w.clock.Advance(offline.ImportOverlap + time.Second)
	p := w.phone(who, 20).read(t)
	w.clock.Advance(time.Second)
	if p.read(t); p.elements() != 0 {
		t.Fatalf("the phone is not settled: %d elements", p.elements())
	}
	return p
}

// hears checks that the phone reads exactly these, and is as the server.
func (p *phone) hears(t *testing.T, what string, ids ...gid.ID) {
	t.Helper()
	p.w.relayed(t)
	p.w.clock.Advance(time.Second)
	p.read(t).agrees(t)
	seen := map[gid.ID]bool{}
	for _, page := range p.pages {
		for _, r := range page.Requests {
			seen[r.ID] = true
		}
		for _, s := range page.Shifts {
			seen[s.ID] = true
		}
		for _, x := range page.Procedures {
			seen[x.ID] = true
		}
	}
	for _, id := range ids {
		if !seen[id] {
			t.Errorf("%s: the phone does not hear of %s", what, id)
		}
	}
	if len(seen) != len(ids) {
		t.Errorf("%s: the phone hears of %d, want %d", what, len(seen), len(ids))
	}
	p.w.clock.Advance(offline.ImportOverlap + time.Second)
	p.read(t)
	p.w.clock.Advance(time.Second)
	p.read(t)
}

func TestARequestChangesWithItsTimeItsPairItsMessagesAndTheConsent(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, other := w.claimed(t, w.binh), w.claimed(t, w.binh)
		p := w.settled(t, w.binh)
		from := w.clock.Now().Add(24 * hour)
		must[*helpdesk.AgreeTimePayload](t)(w.desk.AgreeTime(w.binh, helpdesk.AgreeTimeInput{ID: r.ID, From: from, To: from.Add(hour)}))
		p.hears(t, "an agreed time", r.ID)
		must[*ent.HelpRequest](t)(w.desk.SetCompanion(w.binh, helpdesk.SetCompanionInput{ID: other.ID, VolunteerID: ptr(me(w.chi))}))
		p.hears(t, "a companion", other.ID)
		must[*contact.Sent](t)(w.talks.SendMessage(w.citizen, contact.SendMessageInput{RequestID: r.ID, Body: "Chào bạn, tôi có ở nhà."}))
		p.hears(t, "a message", r.ID)
		must[*ent.HelpRequest](t)(w.talks.MarkMessagesRead(w.binh, contact.MarkMessagesReadInput{RequestID: r.ID}))
		p.hears(t, "messages read on another phone", r.ID)
		must[*ent.HelpRequest](t)(w.talks.AllowContact(w.citizen, contact.AllowContactInput{RequestID: r.ID, Allowed: false}))
		p.hears(t, "the consent taken back", r.ID)
		must[*ent.HelpRequest](t)(w.talks.AllowContact(w.citizen, contact.AllowContactInput{RequestID: r.ID, Allowed: false}))
		p.hears(t, "the same again")
		write(t, w, func(ctx context.Context, tx *store.Tx) (bool, error) { return true, w.desk.HideWords(ctx, tx, r.ID) })
		p.hears(t, "words that a moderator hid", r.ID)
	})
}

func TestASignupChangesWithItsShiftForEverybodyWhoSignedUp(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s, far := w.planned(t, 5, 3), w.planned(t, 6, 3)
		mine, alone := w.signed(t, w.binh, s), w.signed(t, w.binh, far)
		p := w.settled(t, w.binh)
		theirs := w.signed(t, w.chi, s)
		p.hears(t, "another one who comes", mine.ID)
		must[*ent.ShiftSignup](t)(w.teams.LeaveShift(w.chi, team.LeaveShiftInput{ID: theirs.ID}))
		p.hears(t, "another one who leaves", mine.ID)
		must[*ent.HelpPoint](t)(w.teams.ChangeHelpPoint(w.admin, team.ChangeHelpPointInput{
			ID: w.point.ID, Name: "Nhà văn hóa mới", Address: "Số 9 phố Hà Cầu", Latitude: 20.98, Longitude: 105.77,
		}))
		p.hears(t, "a help point that moved", mine.ID, alone.ID)
		must[*ent.Team](t)(w.teams.RenameTeam(w.admin, team.RenameTeamInput{ID: w.team.ID, Name: "Đội xung kích"}))
		p.hears(t, "another name of the team", mine.ID, alone.ID)
		must[*ent.Shift](t)(w.teams.CallOffShift(w.admin, team.CallOffShiftInput{ID: s.ID, Reason: "Bão"}))
		p.hears(t, "a shift called off")
		if _, there := p.shifts[mine.ID]; there || len(p.shifts) != 1 {
			t.Errorf("the phone keeps %d shifts", len(p.shifts))
		}
	})
}

func TestAShiftIsKeptWhileItMayBeMarkedAndSevenDaysAfterItsEndNoMore(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s := w.planned(t, 1, 3)
		mine := w.signed(t, w.binh, s)
		p := w.settled(t, w.binh)
		w.clock.Set(s.StartsAt.Add(hour))
		must[*ent.ShiftSignup](t)(w.teams.MarkPresent(w.admin, team.MarkPresentInput{ID: mine.ID}))
		p.hears(t, "who came", mine.ID)
		w.clock.Set(s.EndsAt.Add(offline.KeepShifts - time.Minute))
		if n := len(w.phone(w.binh, 20).read(t).shifts); n != 1 {
			t.Errorf("a phone that begins on the last day keeps %d shifts", n)
		}
		w.clock.Advance(2 * time.Minute)
		if p.read(t).agrees(t); len(p.shifts)+len(w.phone(w.binh, 20).read(t).shifts) != 0 {
			t.Error("a shift is kept for ever")
		}
	})
}

func TestAProcedureChangesWithItsVersionsItsFeesAndItsChecklist(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.settled(t, w.binh)
		one, two := w.coded(t, "1.001").ID, w.coded(t, "1.002").ID
		for _, c := range []struct {
			what, file string
			load       func(context.Context, string) (territory.Summary, error)
			heard      []gid.ID
		}{
			{"a version", "code,valid_from,valid_to,service_level,channels,time_min,time_max,time_unit,legal_base,source,confidence\n" +
				"1.001," + w.daysOn(0) + ",,FULL,online,1,1,hour,,invented,test\n", w.versions, []gid.ID{one}},
			{"a fee", "code,unit_code,channels,valid_from,valid_to,amount_vnd,note,source,confidence\n" +
				"1.002,,online," + w.daysOn(0) + ",,8000,,invented,test\n", w.fees, []gid.ID{two}},
			{"a checklist", "code,valid_from,valid_to,position,text,kind,needed,source,confidence\n" +
				"1.001," + w.daysOn(0) + ",,1,Giấy chứng sinh,ORIGINAL,yes,invented,test\n" +
				"1.002," + w.daysOn(0) + ",,1,Căn cước,ORIGINAL,yes,invented,test\n", w.checklists, []gid.ID{one, two}},
		} {
			must[territory.Summary](t)(c.load(context.Background(), c.file))
			p.hears(t, c.what, c.heard...)
			must[territory.Summary](t)(c.load(context.Background(), c.file))
			p.hears(t, c.what+" again, which changes nothing")
		}
	})
}

func TestAVersionThatBeginsTomorrowReachesThePhoneTomorrowToo(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		must[territory.Summary](t)(w.versions(context.Background(), "code,valid_from,valid_to,service_level,channels,time_min,time_max,time_unit,legal_base,source,confidence\n"+
			"1.001,"+w.daysOn(1)+","+w.daysOn(3)+",FULL,online,1,1,hour,,invented,test\n"))
		p := w.settled(t, w.binh)
		one := w.coded(t, "1.001").ID
		turn := func(what string, ids ...gid.ID) {
			t.Helper()
			done(t, w.procedures.Turn(context.Background()))
			p.hears(t, what, ids...)
		}
		turn("the day before")
		w.clock.Advance(24 * hour)
		turn("the first day", one)
		turn("the first day, once more")
		w.clock.Advance(4 * 24 * hour) // a standstill over the last day
		turn("after its end", one)
	})
}

func (w *world) versions(ctx context.Context, file string) (territory.Summary, error) {
	return w.procedures.ImportVersions(ctx, strings.NewReader(file))
}

func (w *world) fees(ctx context.Context, file string) (territory.Summary, error) {
	return w.procedures.ImportFees(ctx, strings.NewReader(file))
}

func (w *world) checklists(ctx context.Context, file string) (territory.Summary, error) {
	return w.procedures.ImportChecklists(ctx, strings.NewReader(file))
}
