package offline_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/offlinereceipt"
	"gandan/ent/requestmessage"
	"gandan/ent/shiftsignup"
	"gandan/ent/walkincount"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
	"gandan/internal/contact"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/offline"
)

func TestAnUpload(t *testing.T) {
	inEachVillage(t, map[string]func(*village){
		"does each kind of deed once, in order":         eachKind,
		"lets one bad item spoil no other":              oneBadItem,
		"of more than a hundred, or none, does nothing": tooMany,
		"undoes what a refused verb wrote":              undone,
		"says RETRY when the fault is ours":             ourFault,
		"says RETRY to who writes too often":            tooOften,
	})
}

func eachKind(v *village) {
	who, lead := v.person(access.Volunteer), v.person(access.Admin)
	open, mine, given, other := v.asked(), v.held(who), v.asked(), v.asked()
	for _, r := range []*ent.HelpRequest{given, other} {
		got[*helpdesk.AssignHelpRequestPayload](v.t)(v.Helpdesk.Assign(lead, helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(who)}))
	}
	s := v.shift(2, who)
	counted := assistance.RecordWalkInsInput{UnitID: v.ward.ID, Day: calendar.Today(v.clock.Now()),
		Rows: []assistance.WalkInRow{{Channel: assistancelog.KindIN_PERSON, People: ptr(7)}}}
	items := []offline.ItemInput{
		v.now(claim(open)), v.now(logOf(open)),
		v.now(func(in *offline.ItemInput) { in.WalkIns = &counted }),
		v.now(func(in *offline.ItemInput) {
			in.Message = &contact.SendMessageInput{RequestID: open.ID, Body: "Chiều nay tôi qua giúp bác."}
		}),
		v.now(func(in *offline.ItemInput) {
			in.Release = &helpdesk.ReleaseHelpRequestInput{ID: mine.ID, Reason: "Tôi bị ốm."}
		}),
		v.now(func(in *offline.ItemInput) { in.Accept = &helpdesk.AcceptAssignmentInput{ID: given.ID} }),
		v.now(func(in *offline.ItemInput) {
			in.Decline = &helpdesk.DeclineAssignmentInput{ID: other.ID, ReasonCode: helpdesk.DeclineBusy}
		}),
		v.now(signUp(s)), v.now(leave(s)),
	}
	results := v.send(who, items...)
	for i, r := range results {
		v.says(r, offline.ItemDone, "")
		if r.ClientID != items[i].ClientID || !r.HappenedAt.Equal(v.clock.Now()) {
			v.t.Errorf("result %d is of %s at %s", i, r.ClientID, r.HappenedAt)
		}
	}
	for r, want := range map[*ent.HelpRequest]helprequest.Status{open: helprequest.StatusIN_PROGRESS, mine: helprequest.StatusOPEN,
		given: helprequest.StatusCLAIMED, other: helprequest.StatusOPEN} {
		if got := v.request(r.ID).Status; got != want {
			v.t.Errorf("%s is %s, want %s", r.Code, got, want)
		}
	}
	if r := results[1]; r.HelpRequest == nil || r.HelpRequest.Status != helprequest.StatusIN_PROGRESS || r.Log == nil || r.Log.Minutes != 30 {
		v.t.Errorf("beside the log stands %+v", r)
	}
	if results[3].Message == nil || results[8].Signup == nil || results[8].Signup.Status != shiftsignup.StatusLEFT || results[8].Shift == nil {
		v.t.Errorf("beside the message %v, beside the shift %v and %v", results[3].Message, results[8].Signup, results[8].Shift)
	}
	for _, r := range v.send(who, items...) {
		v.says(r, offline.ItemAlreadyDone, "")
	}
	read := v.Store.Reader(system())
	if n := read.WalkInCount.Query().Where(walkincount.RecorderID(me(who))).CountX(system()); n != 1 || len(v.logs(who)) != 1 ||
		read.RequestMessage.Query().Where(requestmessage.AuthorID(me(who))).CountX(system()) != 1 ||
		read.ShiftSignup.Query().Where(shiftsignup.AccountID(me(who))).CountX(system()) != 1 {
		v.t.Errorf("sent twice, there are %d counts and %d logs", n, len(v.logs(who)))
	}
}

func oneBadItem(v *village) {
	who := v.person(access.Volunteer)
	r := v.held(who)
	long := v.now(logOf(r))
	long.Log.Minutes = 481
	two := v.now(claim(r))
	two.Accept = &helpdesk.AcceptAssignmentInput{ID: r.ID}
	differs := v.now(logOf(r))
	differs.Log.ClientID = ptr(v.id())
	unknown := v.now(claim(&ent.HelpRequest{ID: gid.Make(gid.HelpRequest, v.clock.Now(), 1, [6]byte{9})}))
	results := v.send(who, long, v.now(func(*offline.ItemInput) {}), two, differs, unknown, v.now(logOf(r)))
	v.says(results[0], offline.ItemRefused, "MINUTES_RANGE")
	v.says(results[1], offline.ItemRefused, "ONE_DEED_EACH")
	v.says(results[2], offline.ItemRefused, "ONE_DEED_EACH")
	v.says(results[3], offline.ItemRefused, "CLIENT_IDS_DIFFER")
	v.says(results[4], offline.ItemRefused, "NOT_FOUND")
	v.says(results[5], offline.ItemDone, "")
	if f := results[0].Error.Field; f == nil || *f != "log.minutes" || results[0].Error.Code != "BAD_USER_INPUT" {
		v.t.Errorf("at fault is %v of %s", f, results[0].Error.Code)
	}
	if n := len(v.logs(who)); n != 1 {
		v.t.Errorf("%d logs were made", n)
	}
}

func tooMany(v *village) {
	who := v.person(access.Volunteer)
	r := v.asked()
	items := make([]offline.ItemInput, 1000)
	for i := range items {
		items[i] = v.now(claim(r))
	}
	for name, c := range map[string]struct {
		items []offline.ItemInput
		at    time.Time
		code  fault.Code
		key   fault.Key
	}{
		"a thousand":           {items, v.clock.Now(), fault.LimitExceeded, "TOO_MANY_ITEMS"},
		"a hundred and one":    {items[:offline.MostItems+1], v.clock.Now(), fault.LimitExceeded, "TOO_MANY_ITEMS"},
		"none":                 {nil, v.clock.Now(), fault.BadUserInput, "NO_ITEMS"},
		"a clock that is none": {items[:1], time.Time{}, fault.BadUserInput, "DEVICE_TIME_UNUSABLE"},
	} {
		_, err := v.Uploads.Upload(who, offline.UploadInput{DeviceTime: c.at, Items: c.items})
		if !fault.Is(err, c.code) || !fault.HasKey(err, c.key) {
			v.t.Errorf("%s: %v", name, err)
		}
		if f := fault.Of(err); c.key == "TOO_MANY_ITEMS" && f.Args["max"] != offline.MostItems {
			v.t.Errorf("%s: the limit is not named: %v", name, f.Args)
		}
	}
	if v.request(r.ID).Status != helprequest.StatusOPEN || len(v.receipts(who)) != 0 {
		v.t.Error("something was done")
	}
	for _, r := range v.send(who, items[:offline.MostItems]...)[1:] {
		v.says(r, offline.ItemAlreadyDone, "") // the first has it, and the person wanted nothing else
	}
}

// undone has a verb that writes and then refuses.
func undone(v *village) {
	who := v.person(access.Volunteer)
	r := v.asked()
	late := fault.New(fault.Conflict, "WRONG_STATE").With("status", "CLOSED")
	u := offline.NewUploads(v.Store, offline.Verbs{Helpdesk: broken{v.Helpdesk, late}}, slog.New(slog.DiscardHandler))
	item := v.now(claim(r))
	for range 2 {
		out := got[*offline.UploadPayload](v.t)(u.Upload(who, offline.UploadInput{DeviceTime: v.clock.Now(), Items: []offline.ItemInput{item}}))
		v.says(out.Results[0], offline.ItemConflict, "WRONG_STATE")
	}
	if now := v.request(r.ID); now.Status != helprequest.StatusOPEN || now.VolunteerID != nil {
		v.t.Errorf("the request is %s", now.Status)
	}
	if kept := v.receipts(who); len(kept) != 1 || kept[0].Outcome != offlinereceipt.OutcomeCONFLICT {
		v.t.Errorf("kept are %v", kept)
	}
}

func ourFault(v *village) {
	who := v.person(access.Volunteer)
	for name, err := range map[string]error{
		"the database is away": fault.New(fault.Unavailable, "UNAVAILABLE").Because(context.DeadlineExceeded), "a mistake of ours": nil,
	} {
		r, mine := v.asked(), v.held(who)
		u := offline.NewUploads(v.Store, offline.Verbs{Helpdesk: broken{v.Helpdesk, err}}, slog.New(slog.DiscardHandler))
		items := []offline.ItemInput{v.now(claim(r)), v.now(logOf(mine))}
		v.clock.Advance(time.Hour)
		results := got[*offline.UploadPayload](v.t)(u.Upload(who, offline.UploadInput{DeviceTime: v.clock.Now(), Items: items})).Results
		if results[0].Status != offline.ItemRetry || results[0].Error == nil || results[1].Status != offline.ItemDone {
			v.t.Errorf("%s: %s %+v, and behind it %s", name, results[0].Status, results[0].Error, results[1].Status)
		}
		if v.request(r.ID).Status != helprequest.StatusOPEN {
			v.t.Errorf("%s: something stayed", name)
		}
		v.says(v.send(who, items...)[0], offline.ItemDone, "") // there was no receipt
	}
	// A request whose time is over answers RETRY for what it has not reached.
	r := v.asked()
	late, cancel := context.WithTimeout(who, time.Second)
	defer cancel()
	item := v.now(claim(r))
	out := got[*offline.UploadPayload](v.t)(v.Uploads.Upload(late, offline.UploadInput{DeviceTime: v.clock.Now(), Items: []offline.ItemInput{item}}))
	v.says(out.Results[0], offline.ItemRetry, "UNAVAILABLE")
	v.says(v.send(who, item)[0], offline.ItemDone, "")
}

func tooOften(v *village) {
	who := v.person(access.Volunteer)
	r := v.held(who)
	var items []offline.ItemInput
	for range 40 {
		items = append(items, v.now(func(in *offline.ItemInput) {
			in.Message = &contact.SendMessageInput{RequestID: r.ID, Body: "Tôi đang chờ giấy tờ của bác."}
		}))
	}
	last := v.send(who, items...)[39]
	v.says(last, offline.ItemRetry, "MESSAGES_TOO_MANY")
	v.clock.Advance(2 * time.Hour)
	v.says(v.send(who, items[39])[0], offline.ItemDone, "")
}
