package apitest_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// picture is what the screen shows.
type picture struct {
	Sequence     int
	Status       string
	TopQuestions []struct {
		ID        string
		Body      *string
		VoteCount int
	}
	OpenPoll *struct {
		ID          string
		BallotCount int
		Options     []struct{ ID, Text string }
	}
}

// pictureUntil waits until the screen shows what is wanted, and gives the number of pictures so far.
func (v *viewer) pictureUntil(t *testing.T, wanted func(picture) bool) (last picture, shown int) {
	t.Helper()
	late := time.After(eventually)
	for {
		all := v.said()
		for i, text := range all {
			var a struct{ Data struct{ Projector picture } }
			if err := json.Unmarshal(text, &a); err != nil {
				t.Fatal(err)
			}
			if last = a.Data.Projector; wanted(last) {
				return last, i + 1
			}
		}
		select {
		case <-v.more:
		case <-late:
			t.Fatalf("after %d pictures the last is %+v", len(all), last)
		}
	}
}

// said is every answer so far, as it came.
func (v *viewer) said() [][]byte {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.answers)
}

// TestTheScreenInTheRoomFollowsTheConference has the screen watched over a socket and by server-sent events, without a
// sign-in, while a poll is held and questions are asked, answered and hidden.
func TestTheScreenInTheRoomFollowsTheConference(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url := w.serve(t)
			id := w.conferenceInTheWard(t, url, "AFTER_PUBLICATION")
			must(t, url, w.token(t, "dung"), "admin/StartConference", in(map[string]any{"id": id}))
			variables := map[string]any{"conferenceId": id, "top": 1}
			socket, _ := watchSocket(t, url, "", document(t, "public/Projector"), variables)
			viewers := map[string]*viewer{"socket": socket, "events": watchEvents(t, url, document(t, "public/Projector"), variables)}
			all := func(wanted func(picture) bool) {
				t.Helper()
				for name, v := range viewers {
					if p, _ := v.pictureUntil(t, wanted); len(p.TopQuestions) > 1 {
						t.Errorf("%s: %d questions are shown, asked was for one", name, len(p.TopQuestions))
					}
				}
			}
			all(func(p picture) bool { return p.Status == "LIVE" })

			question := w.ask(t, url, "minh", id, "Khi nào tuyến đường được sửa?")
			w.ask(t, url, "minh", id, "Khi nào có trạm y tế mới?")
			must(t, url, w.token(t, "lan"), "citizen/VoteQuestion", in(map[string]any{"questionId": question}))
			all(func(p picture) bool {
				return len(p.TopQuestions) == 1 && p.TopQuestions[0].VoteCount == 1 && p.TopQuestions[0].ID == question
			})

			made := must(t, url, w.token(t, "dung"), "admin/CreatePoll", in(map[string]any{
				"conferenceId": id, "question": "Giờ nào thuận tiện?", "kind": "SINGLE", "options": []string{"Sáng", "Chiều"}}))
			poll := made.text("createPoll", "poll", "id")
			must(t, url, w.token(t, "dung"), "admin/OpenPoll", in(map[string]any{"id": poll}))
			all(func(p picture) bool {
				return p.OpenPoll != nil && p.OpenPoll.ID == poll && p.OpenPoll.Options[1].Text == "Chiều"
			})
			must(t, url, w.token(t, "lan"), "citizen/CastBallot", in(map[string]any{
				"pollId": poll, "optionIds": []string{made.text("createPoll", "poll", "options", "0", "id")}}))
			all(func(p picture) bool { return p.OpenPoll != nil && p.OpenPoll.BallotCount == 1 })
			must(t, url, w.token(t, "dung"), "admin/EndConference", in(map[string]any{"id": id}))
			all(func(p picture) bool { return p.OpenPoll == nil && p.Status == "ENDED" && p.Sequence >= 8 })
			if _, shown := socket.pictureUntil(t, func(p picture) bool { return p.Status == "ENDED" }); shown > 12 {
				t.Errorf("%d pictures for eight changes", shown)
			}
		})
	}
}

// TestPollsAreToldToWhoeverFollows watches LiveConference: the poll comes with its options, its results when they are published.
func TestPollsAreToldToWhoeverFollows(t *testing.T) {
	w := newTemplate(t, "sqlite").fresh(t)
	url := w.serve(t)
	id := w.conferenceInTheWard(t, url, "AFTER_PUBLICATION")
	must(t, url, w.token(t, "dung"), "admin/StartConference", in(map[string]any{"id": id}))
	poll := must(t, url, w.token(t, "dung"), "admin/CreatePoll", in(map[string]any{
		"conferenceId": id, "question": "Giờ nào thuận tiện?", "kind": "SINGLE", "options": []string{"Sáng", "Chiều"}})).text("createPoll", "poll", "id")
	v, _ := watchSocket(t, url, "", document(t, "public/LiveConference"), map[string]any{"conferenceId": id, "since": 2})
	for _, name := range []string{"admin/OpenPoll", "admin/ClosePoll", "admin/PublishPoll"} {
		must(t, url, w.token(t, "dung"), name, in(map[string]any{"id": poll}))
	}
	want := []string{"POLL_OPENED", "POLL_CLOSED", "POLL_PUBLISHED"}
	for i, e := range v.until(t, len(want)) {
		if e.Kind != want[i] || e.Sequence != i+3 || e.Poll == nil || e.Poll.ID != poll || len(e.Poll.Options) != 2 {
			t.Errorf("event %d is %+v", i, e)
		}
	}
	if last := v.seen()[2].Poll; last.Results == nil || !last.Results.Hidden || last.Results.Reason != "POLL_TOO_FEW_BALLOTS" {
		t.Errorf("the results of no ballots are %+v", last.Results)
	}
}
