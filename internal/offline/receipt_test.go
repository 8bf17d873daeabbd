package offline_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/contact"
	"gandan/internal/helpdesk"
	"gandan/internal/offline"
)

func TestAReceipt(t *testing.T) {
	inEachVillage(t, map[string]func(*village){
		"answers a repetition with the first answer":         repeated,
		"keeps a refusal as it was":                          refusalsStay,
		"takes another deed under the same id for a mistake": reusedID,
		"knows nothing of the ids of others":                 idsOfOthers,
		"lives with the ids of the other ways":               otherWays,
		"is forgotten after thirty days":                     pruned,
	})
}

func repeated(v *village) {
	who := v.person(access.Volunteer)
	r := v.asked()
	item := v.now(claim(r))
	v.says(v.send(who, item)[0], offline.ItemDone, "")
	if _, err := v.Helpdesk.Release(who, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Tôi bị ốm."}); err != nil {
		v.t.Fatal(err)
	}
	v.clock.Advance(29 * 24 * time.Hour)
	again := v.send(who, item)[0]
	v.says(again, offline.ItemAlreadyDone, "")
	if again.RequestStatus == nil || *again.RequestStatus != helprequest.StatusOPEN || v.request(r.ID).VolunteerID != nil {
		v.t.Errorf("the state is %v, taken again by %v", again.RequestStatus, v.request(r.ID).VolunteerID)
	}
	if !again.HappenedAt.Equal(item.At) {
		v.t.Errorf("it happened at %s, not at %s", again.HappenedAt, item.At)
	}
}

func refusalsStay(v *village) {
	who, other := v.person(access.Volunteer), v.person(access.Volunteer)
	r := v.held(other)
	item := v.now(claim(r))
	first := v.send(who, item)[0]
	v.says(first, offline.ItemConflict, "ALREADY_CLAIMED")
	if _, err := v.Helpdesk.Release(other, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Tôi bị ốm."}); err != nil {
		v.t.Fatal(err)
	}
	again := v.send(who, item)[0]
	v.says(again, offline.ItemConflict, "ALREADY_CLAIMED")
	if *again.RequestStatus != helprequest.StatusOPEN || again.HelpRequest == nil || again.Error.Message != first.Error.Message {
		v.t.Errorf("the state beside it is %v", *again.RequestStatus)
	}
	v.says(v.send(who, v.now(claim(r)))[0], offline.ItemDone, "") // a deed of its own
	mine := v.held(who)
	when := v.now(logOf(mine))
	v.says(v.send(who, when)[0], offline.ItemDone, "")
	overlapping := v.now(logOf(mine))
	one, two := v.send(who, overlapping)[0], v.send(who, overlapping)[0]
	v.says(one, offline.ItemConflict, "SESSION_OVERLAPS")
	if v.says(two, offline.ItemConflict, "SESSION_OVERLAPS"); one.Error.Message != two.Error.Message {
		v.t.Errorf("%q became %q", one.Error.Message, two.Error.Message)
	}
}

func reusedID(v *village) {
	who := v.person(access.Volunteer)
	r := v.held(who)
	item := v.now(logOf(r))
	v.says(v.send(who, item)[0], offline.ItemDone, "")
	other := item
	other.Log = ptr(*item.Log)
	other.Log.Minutes = 31
	v.says(v.send(who, other)[0], offline.ItemRefused, "CLIENT_ID_REUSED")
	other = v.now(claim(r))
	other.ClientID = item.ClientID
	v.says(v.send(who, other)[0], offline.ItemRefused, "CLIENT_ID_REUSED")
	v.says(v.send(who, item)[0], offline.ItemAlreadyDone, "")
	named := item
	named.Log = ptr(*item.Log)
	named.Log.ClientID = &item.ClientID
	v.says(v.send(who, named)[0], offline.ItemAlreadyDone, "") // saying it twice says nothing else
	if n := len(v.logs(who)); n != 1 {
		v.t.Errorf("%d logs were made", n)
	}
}

func idsOfOthers(v *village) {
	who, other := v.person(access.Volunteer), v.person(access.Volunteer)
	mine, theirs := v.now(logOf(v.held(who))), v.now(logOf(v.held(other)))
	theirs.ClientID = mine.ClientID
	v.says(v.send(who, mine)[0], offline.ItemDone, "")
	v.says(v.send(other, theirs)[0], offline.ItemDone, "")
	stolen := mine // the very same item of somebody else
	v.says(v.send(v.person(access.Volunteer), stolen)[0], offline.ItemConflict, "NOT_HOLDER")
	citizen := v.send(v.person(""), stolen)[0]
	v.says(citizen, offline.ItemRefused, "NOT_FOUND")
	if citizen.Log != nil || citizen.HelpRequest != nil || citizen.RequestStatus != nil {
		v.t.Errorf("a stranger is shown %+v", citizen)
	}
}

func otherWays(v *village) {
	who := v.person(access.Volunteer)
	r := v.held(who)
	began := v.clock.Now().Add(-time.Hour)
	log := helpdesk.LogAssistanceInput{ClientID: ptr(v.id()), HelpRequestID: r.ID, Kind: assistancelog.KindPHONE,
		Outcome: assistancelog.OutcomeCONTINUES, Minutes: 30, HappenedAt: &began}
	old := got[*helpdesk.SyncAssistancePayload](v.t)(v.Helpdesk.SyncAssistance(who, helpdesk.SyncAssistanceInput{Logs: []helpdesk.LogAssistanceInput{log}}))
	if old.Results[0].Status != helpdesk.SyncAccepted {
		v.t.Fatalf("%+v", old.Results[0].Error)
	}
	item := offline.ItemInput{ClientID: *log.ClientID, At: v.clock.Now(), Log: &log}
	// The app was updated, and what the old one had sent goes out once more, on a phone whose clock is an hour slow.
	sent := offline.UploadInput{DeviceTime: v.clock.Now().Add(-time.Hour), Items: []offline.ItemInput{item}}
	sent.Items[0].At = v.clock.Now().Add(-90 * time.Minute)
	result := got[*offline.UploadPayload](v.t)(v.Uploads.Upload(who, sent)).Results[0]
	if v.says(result, offline.ItemAlreadyDone, ""); result.Log == nil || !result.Log.HappenedAt.Equal(began) {
		v.t.Errorf("the log is %+v", result.Log)
	}
	// And the other way round: the log of an upload is known to the older call.
	began = began.Add(-2 * time.Hour)
	second := v.now(logOf(r))
	second.Log.HappenedAt = ptr(began)
	sent.Items = []offline.ItemInput{second}
	sent.Items[0].At = v.clock.Now().Add(-time.Hour)
	v.says(got[*offline.UploadPayload](v.t)(v.Uploads.Upload(who, sent)).Results[0], offline.ItemDone, "")
	log.ClientID, log.HappenedAt = &second.ClientID, &began
	old = got[*helpdesk.SyncAssistancePayload](v.t)(v.Helpdesk.SyncAssistance(who, helpdesk.SyncAssistanceInput{Logs: []helpdesk.LogAssistanceInput{log}}))
	if old.Results[0].Status != helpdesk.SyncDuplicate || len(v.logs(who)) != 2 {
		v.t.Errorf("%s with %d logs", old.Results[0].Status, len(v.logs(who)))
	}
	message := contact.SendMessageInput{ClientID: ptr(v.id()), RequestID: r.ID, Body: "Chiều nay tôi qua giúp bác."}
	got[*contact.Sent](v.t)(v.Talks.SendMessage(who, message))
	v.says(v.send(who, offline.ItemInput{ClientID: *message.ClientID, At: v.clock.Now(), Message: &message})[0], offline.ItemAlreadyDone, "")
	taken := v.held(who)
	v.says(v.send(who, v.now(claim(taken)))[0], offline.ItemAlreadyDone, "") // by a call whose answer was lost
}

func pruned(v *village) {
	who := v.person(access.Volunteer)
	old := v.now(claim(v.asked()))
	v.says(v.send(who, old)[0], offline.ItemDone, "")
	v.clock.Advance(time.Hour)
	young := v.now(claim(v.asked()))
	v.says(v.send(who, young)[0], offline.ItemDone, "")
	left := func() (clientIDs []string) {
		for {
			if n := got[int](v.t)(v.Uploads.Prune(context.Background())); n == 0 {
				break
			}
		}
		for _, r := range v.receipts(who) {
			clientIDs = append(clientIDs, r.ClientID)
		}
		return clientIDs
	}
	v.clock.Advance(offline.ReceiptsKept - time.Hour)
	if kept := left(); len(kept) != 2 {
		v.t.Errorf("to the day %v are kept", kept)
	}
	v.clock.Advance(time.Microsecond)
	if kept := left(); len(kept) != 1 || kept[0] != young.ClientID {
		v.t.Errorf("a moment later %v are kept", kept)
	}
	// A log, a message and a count know their id for ever.
	log := v.now(logOf(v.held(who)))
	v.says(v.send(who, log)[0], offline.ItemDone, "")
	v.clock.Advance(offline.ReceiptsKept + time.Hour)
	if kept := left(); len(kept) != 0 {
		v.t.Errorf("in the end %v are kept", kept)
	}
	v.says(v.send(who, log)[0], offline.ItemAlreadyDone, "")
	if n := len(v.logs(who)); n != 1 {
		v.t.Errorf("%d logs were made", n)
	}
}
