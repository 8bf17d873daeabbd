package apitest_test

import (
	"maps"
	"slices"
	"time"

	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/logstanding"
	"gandan/ent/offlinereceipt"
	"gandan/ent/outboxevent"
	"gandan/ent/requesthistory"
	"gandan/ent/requestmessage"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/ent/walkincount"
	"gandan/internal/calendar"
	"gandan/internal/helpdesk"
)

// settle holds the database against what the devices were told.
func (d *offlineDay) settle() {
	held := map[string]string{}
	for _, v := range d.devices {
		v.settleReceipts()
		v.settleLogs()
		v.settleTexts()
		v.settleSteps()
		v.settleShifts()
		v.disk.Mine, v.disk.Given = nil, nil
		v.look()
		for _, id := range slices.Concat(v.disk.Mine, v.disk.Given) {
			if other := held[id]; other != "" {
				d.t.Errorf("%s is held by %s and by %s", id, other, v.name)
			}
			held[id] = v.name
		}
	}
	d.settleHolders(held)
	d.settlePlaces()
}

// told are the acknowledged items of the kind.
func (d *device) told(kind string) (done, not []acknowledged) {
	for _, a := range d.disk.Acked {
		switch {
		case a.Kind != kind:
		case a.done():
			done = append(done, a)
		default:
			not = append(not, a)
		}
	}
	return done, not
}

// same holds that two sets of client ids are one.
func (d *device) same(what string, got []string, want []acknowledged) {
	ids := make([]string, len(want))
	for i, a := range want {
		ids[i] = a.ID
	}
	slices.Sort(ids)
	slices.Sort(got)
	if !slices.Equal(got, ids) {
		d.day.t.Errorf("%s: the server has the %s %v, the device was told of %v", d.name, what, got, ids)
	}
}

// settleReceipts: one receipt for each item that was acknowledged, and no other; none acknowledged twice.
func (d *device) settleReceipts() {
	ctx, read := d.day.reader()
	d.same("receipts", read.OfflineReceipt.Query().Where(offlinereceipt.AccountID(d.day.id(d.name))).
		Select(offlinereceipt.FieldClientID).StringsX(ctx), d.disk.Acked)
}

// settleLogs: each once, with its minutes, at the instant at which it was really done; the standing of each says the same.
func (d *device) settleLogs() {
	ctx, read := d.day.reader()
	me := d.day.id(d.name)
	rows := read.AssistanceLog.Query().Where(assistancelog.VolunteerID(me)).AllX(ctx)
	done, _ := d.told("log")
	byID := map[string]acknowledged{}
	want := 0
	for _, a := range done {
		byID[a.ID] = a
		want += a.Minutes
	}
	var ids []string
	got := 0
	for _, row := range rows {
		a := byID[*row.ClientID]
		ids = append(ids, *row.ClientID)
		got += row.Minutes
		began := a.Done.Add(-time.Duration(a.Minutes) * time.Minute)
		if row.Minutes != a.Minutes || !row.HappenedAt.Equal(began) || row.DeviceAt == nil || !row.DeviceAt.Equal(began.Add(d.skew)) || row.Overlaps {
			d.day.t.Errorf("%s: a log of %d minutes at %s (%v) was of %d minutes at %s", d.name, row.Minutes, row.HappenedAt, row.DeviceAt, a.Minutes, began)
		}
	}
	d.same("logs", ids, done)
	stood := 0
	for _, row := range read.LogStanding.Query().Where(logstanding.VolunteerID(me)).AllX(ctx) {
		stood += row.Minutes
	}
	if got != want || stood != want {
		d.day.t.Errorf("%s: %d minutes are logged and %d stand, %d were worked", d.name, got, stood, want)
	}
}

// settleTexts: messages and counts of walk-ins, each once and under its true day.
func (d *device) settleTexts() {
	ctx, read := d.day.reader()
	me := d.day.id(d.name)
	done, _ := d.told("message")
	d.same("messages", read.RequestMessage.Query().Where(requestmessage.AuthorID(me)).Select(requestmessage.FieldClientID).StringsX(ctx), done)
	done, _ = d.told("walkIns")
	byID := map[string]acknowledged{}
	for _, a := range done {
		byID[a.ID] = a
	}
	var ids []string
	for _, row := range read.WalkInCount.Query().Where(walkincount.RecorderID(me)).AllX(ctx) {
		ids = append(ids, *row.ClientID)
		if a := byID[*row.ClientID]; *row.People != a.People || row.Day != string(calendar.Today(a.Done)) {
			d.day.t.Errorf("%s: %d people on %s were %d on %s", d.name, *row.People, row.Day, a.People, calendar.Today(a.Done))
		}
	}
	d.same("counts", ids, done)
}

// settleSteps: each claim, acceptance, release and decline that is done has its one line in the trail. What was done already,
// without a line, is what the volunteer had by another way.
func (d *device) settleSteps() {
	ctx, read := d.day.reader()
	for kind, verb := range map[string]string{"claim": helpdesk.VerbClaim, "accept": helpdesk.VerbAccept,
		"release": helpdesk.VerbRelease, "decline": helpdesk.VerbDecline} {
		lines := map[string]int{}
		for _, row := range read.RequestHistory.Query().Where(requesthistory.ActorID(d.day.id(d.name)), requesthistory.Verb(verb)).AllX(ctx) {
			lines[row.HelpRequestID.String()]++
		}
		least, most := map[string]int{}, map[string]int{}
		done, _ := d.told(kind)
		for _, a := range done {
			most[a.About]++
			if a.Status == "DONE" {
				least[a.About]++
			}
		}
		for id := range maps.Keys(lines) {
			if lines[id] > most[id] {
				d.day.t.Errorf("%s: %d lines of %s about %s, of which %d are known", d.name, lines[id], verb, id, most[id])
			}
		}
		for id := range maps.Keys(least) {
			if lines[id] < least[id] {
				d.day.t.Errorf("%s: %d lines of %s about %s, of which %d were acknowledged", d.name, lines[id], verb, id, least[id])
			}
		}
	}
}

// settleShifts: the volunteer is in the shifts in which their last acknowledged deed left them.
func (d *device) settleShifts() {
	ctx, read := d.day.reader()
	want := map[string]bool{}
	for _, a := range d.disk.Acked {
		if a.done() && (a.Kind == "signUp" || a.Kind == "leave") {
			want[a.About] = a.Kind == "signUp"
		}
	}
	maps.DeleteFunc(want, func(_ string, in bool) bool { return !in })
	got := map[string]bool{}
	for _, row := range read.ShiftSignup.Query().
		Where(shiftsignup.AccountID(d.day.id(d.name)), shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP)).AllX(ctx) {
		if got[row.ShiftID.String()] {
			d.day.t.Errorf("%s is in %s twice", d.name, row.ShiftID)
		}
		got[row.ShiftID.String()] = true
	}
	if !maps.Equal(got, want) {
		d.day.t.Errorf("%s is in the shifts %v and was told of %v", d.name, got, want)
	}
}

// settleHolders: the trail of each request is one unbroken line; the holder at its end is the holder in the row, and the one
// device that sees the request among its own.
func (d *offlineDay) settleHolders(held map[string]string) {
	ctx, read := d.reader()
	names := map[gid.ID]string{}
	for _, v := range d.devices {
		names[d.id(v.name)] = v.name
	}
	for _, id := range d.asked {
		r := read.HelpRequest.GetX(ctx, d.parse(id))
		at := ""
		for _, line := range read.RequestHistory.Query().Where(requesthistory.HelpRequestID(r.ID)).Order(requesthistory.ByID()).AllX(ctx) {
			if line.FromStatus != at {
				d.t.Errorf("%s went from %s where it was %s", r.Code, line.FromStatus, at)
			}
			at = line.ToStatus
		}
		if at != string(r.Status) {
			d.t.Errorf("%s is %s at the end of a trail to %s", r.Code, r.Status, at)
		}
		want := ""
		if r.VolunteerID != nil && slices.Contains([]helprequest.Status{helprequest.StatusASSIGNED, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS}, r.Status) {
			want = names[*r.VolunteerID]
		}
		if held[id] != want {
			d.t.Errorf("%s is held by %q, and %q sees it", r.Code, want, held[id])
		}
		if n := read.OutboxEvent.Query().Where(outboxevent.SubjectID(r.ID), outboxevent.Name(helpdesk.RequestCreated)).CountX(ctx); n != 1 {
			d.t.Errorf("%s was asked for %d times", r.Code, n)
		}
	}
}

// settlePlaces: no shift holds more than it has places, and it counts right.
func (d *offlineDay) settlePlaces() {
	ctx, read := d.reader()
	for _, row := range read.Shift.Query().Where(shift.StatusEQ(shift.StatusPLANNED)).AllX(ctx) {
		n := read.ShiftSignup.Query().Where(shiftsignup.ShiftID(row.ID), shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP)).CountX(ctx)
		if n != row.SignedCount || n > row.Capacity {
			d.t.Errorf("%d people are in a shift of %d places that counts %d", n, row.Capacity, row.SignedCount)
		}
	}
}
