package offline_test

import (
	"sync"
	"testing"

	"gandan/ent/requestmessage"
	"gandan/ent/shiftsignup"
	"gandan/internal/access"
	"gandan/internal/contact"
	"gandan/internal/helpdesk"
	"gandan/internal/offline"
)

func TestTheSameUploadAtOnce(t *testing.T) {
	inEachVillage(t, map[string]func(*village){
		"three times":  func(v *village) { atOnce(v, 3) },
		"twenty times": func(v *village) { atOnce(v, 20) },
	})
}

// atOnce sends one batch so many times at the same moment: the effects are there once and all are told the same.
func atOnce(v *village, n int) {
	who, other := v.person(access.Volunteer), v.person(access.Volunteer)
	open, mine, theirs, s := v.asked(), v.held(who), v.held(other), v.shift(2, who)
	items := []offline.ItemInput{
		v.now(claim(theirs)), v.now(claim(open)), v.now(logOf(open)), v.now(signUp(s)), v.now(logOf(mine)),
		v.now(func(in *offline.ItemInput) {
			in.Message = &contact.SendMessageInput{RequestID: open.ID, Body: "Chiều nay tôi qua giúp bác."}
		}),
		v.now(func(in *offline.ItemInput) {
			in.Release = &helpdesk.ReleaseHelpRequestInput{ID: mine.ID, Reason: "Tôi bị ốm."}
		}),
		v.now(leave(s)), v.now(signUp(s)),
	}
	want := []string{"CONFLICT", "DONE", "DONE", "DONE", "CONFLICT", "DONE", "DONE", "DONE", "DONE"}
	answers := make([][]*offline.ItemResult, n)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			for left := items; len(left) > 0; {
				out, err := v.Uploads.Upload(who, offline.UploadInput{DeviceTime: v.clock.Now(), Items: items})
				if err != nil {
					v.t.Error(err)
					return
				}
				answers[i], left = out.Results, nil
				for k, r := range out.Results {
					if r.Status == offline.ItemRetry {
						left = append(left, items[k])
					}
				}
			}
		})
	}
	all.Wait()
	done := make([]int, len(items))
	for _, results := range answers {
		for k, r := range results {
			status := string(r.Status)
			if r.Status == offline.ItemDone {
				done[k]++
			}
			if r.Status == offline.ItemAlreadyDone {
				status = "DONE"
			}
			if status != want[k] {
				v.t.Errorf("item %d is %s (%+v), want %s", k, r.Status, r.Error, want[k])
			}
		}
	}
	for k, n := range done {
		if n > 1 {
			v.t.Errorf("item %d was done %d times", k, n)
		}
	}
	read := v.Store.Reader(system())
	signups := read.ShiftSignup.Query().Where(shiftsignup.AccountID(me(who))).CountX(system())
	messages := read.RequestMessage.Query().Where(requestmessage.AuthorID(me(who))).CountX(system())
	if len(v.logs(who)) != 1 || signups != 2 || messages != 1 || len(v.receipts(who)) != len(items) {
		v.t.Errorf("%d logs, %d sign-ups, %d messages, %d receipts", len(v.logs(who)), signups, messages, len(v.receipts(who)))
	}
	if row := read.Shift.GetX(system(), s.ID); row.SignedCount != 1 {
		v.t.Errorf("the shift counts %d", row.SignedCount)
	}
}
