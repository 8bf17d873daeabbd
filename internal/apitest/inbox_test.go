package apitest_test

import (
	"slices"
	"testing"
	"time"
)

// TestAnInboxIsWatchedAsItFills: over a socket and by server-sent events, from where each device stands, in the words of nobody
// else; and not without a sign-in.
func TestAnInboxIsWatchedAsItFills(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url, watching := w.serve(t), document(t, "citizen/LiveNotifications")
			id := w.conferenceInTheWard(t, url, "AFTER_PUBLICATION")
			first := w.ask(t, url, "minh", id, "Khi nào tuyến đường được sửa?")
			second := w.ask(t, url, "minh", id, "Khi nào có đèn đường?")
			answer := func(question string) {
				must(t, url, w.token(t, "dung"), "admin/AnswerQuestion", in(map[string]any{"questionId": question, "body": "Trong quý II.", "answeredById": w.named["ward committee"]}))
			}
			token := w.token(t, "minh")
			socket, _ := watchSocket(t, url, token, watching, map[string]any{"since": 0})
			stream := watchEventsAs(t, url, token, watching, map[string]any{"since": 0})
			others, _ := watchSocket(t, url, w.token(t, "lan"), watching, map[string]any{"since": 0})
			answer(first)
			must(t, url, w.token(t, "thanh"), "admin/GrantRole", in(map[string]any{"citizenId": w.named["an"], "role": "VOLUNTEER", "unitId": w.named["other"]}))
			socket.until(t, 1)
			answer(second)
			want := []happening{{Sequence: 1, Kind: "conference.question_answered"}, {Sequence: 2, Kind: "conference.question_answered"}}
			late, _ := watchSocket(t, url, token, watching, map[string]any{"since": 1})
			for name, c := range map[string]struct {
				v    *viewer
				want []happening
			}{"socket": {socket, want}, "events": {stream, want}, "late": {late, want[1:]}} {
				if got := c.v.until(t, len(c.want)); !slices.Equal(got, c.want) {
					t.Errorf("%s: %+v, want %+v", name, got, c.want)
				}
			}
			if got := others.seen(); len(got) != 0 {
				t.Errorf("another reads %+v", got)
			}
			visitor, _ := watchSocket(t, url, "", watching, nil)
			select {
			case <-visitor.more:
			case <-time.After(eventually):
				t.Fatal("a visitor got no answer")
			}
			if visitor.mu.Lock(); !slices.Equal(visitor.err, []string{"UNAUTHENTICATED"}) {
				t.Errorf("a visitor got %v", visitor.err)
			}
			visitor.mu.Unlock()
		})
	}
}

// TestAWatchedInboxEndsWithTheSession: S-40.
func TestAWatchedInboxEndsWithTheSession(t *testing.T) {
	w := newTemplate(t, "sqlite").fresh(t)
	url, token := w.serve(t), w.token(t, "minh")
	v, _ := watchSocket(t, url, token, document(t, "citizen/LiveNotifications"), nil)
	must(t, url, token, "citizen/SignOut", nil)
	select {
	case <-v.closed:
	case <-time.After(eventually):
		t.Fatal("the socket is still open")
	}
	if !slices.Contains(v.err, "StatusCode(4403)") {
		t.Errorf("the socket ended with %v, want 4403", v.err)
	}
}
