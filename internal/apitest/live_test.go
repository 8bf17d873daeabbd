package apitest_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// happening is one event as a viewer sees it.
type happening struct {
	Sequence         int
	Kind             string
	ConferenceStatus string
	Question         *struct {
		ID     string
		Body   *string
		Status string
	}
	Poll *struct {
		ID      string
		Options []struct{ ID string }
		Results *struct {
			Hidden bool
			Reason string
		}
	}
}

// viewer collects what a subscription delivers.
type viewer struct {
	mu      sync.Mutex
	events  []happening
	answers [][]byte
	err     []string
	more    chan struct{}
	closed  chan struct{}
}

func newViewer() *viewer {
	return &viewer{more: make(chan struct{}, 1000), closed: make(chan struct{})}
}

func (v *viewer) take(payload []byte) {
	var a struct {
		Data   struct{ ConferenceActivity, Notifications *happening }
		Errors []struct{ Extensions struct{ Code string } }
	}
	_ = json.Unmarshal(payload, &a)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.answers = append(v.answers, bytes.Clone(payload))
	for _, h := range []*happening{a.Data.ConferenceActivity, a.Data.Notifications} {
		if h != nil {
			v.events = append(v.events, *h)
		}
	}
	for _, e := range a.Errors {
		v.err = append(v.err, e.Extensions.Code)
	}
	v.more <- struct{}{}
}

func (v *viewer) seen() []happening {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.events)
}

// until waits for n events.
func (v *viewer) until(t *testing.T, n int) []happening {
	t.Helper()
	late := time.After(eventually)
	for {
		if got := v.seen(); len(got) >= n {
			return got
		}
		select {
		case <-v.more:
		case <-late:
			t.Fatalf("%d events came, want %d: %+v (errors %v)", len(v.seen()), n, v.seen(), v.err)
		}
	}
}

// watchSocket subscribes over graphql-transport-ws.
func watchSocket(t *testing.T, url, token, document string, variables map[string]any) (*viewer, *websocket.Conn) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	conn, response, err := websocket.Dial(ctx, strings.Replace(url, "http", "ws", 1), &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	payload := map[string]any{}
	if token != "" {
		payload["Authorization"] = "Bearer " + token
	}
	for _, m := range []map[string]any{{"type": "connection_init", "payload": payload},
		{"type": "subscribe", "id": "1", "payload": map[string]any{"query": document, "variables": variables}}} {
		if err := wsjson.Write(ctx, conn, m); err != nil {
			t.Fatal(err)
		}
		if m["type"] == "connection_init" {
			var ack struct{ Type string }
			if err := wsjson.Read(ctx, conn, &ack); err != nil || ack.Type != "connection_ack" {
				t.Fatalf("no ack but %q (%v)", ack.Type, err)
			}
		}
	}
	v := newViewer()
	go func() {
		defer close(v.closed)
		for {
			var m struct {
				Type    string
				Payload json.RawMessage
			}
			if err := wsjson.Read(ctx, conn, &m); err != nil {
				v.mu.Lock()
				v.err = append(v.err, websocket.CloseStatus(err).String())
				v.mu.Unlock()
				return
			}
			switch m.Type {
			case "ping":
				_ = wsjson.Write(ctx, conn, map[string]any{"type": "pong"})
			case "next":
				v.take(m.Payload)
			case "error":
				v.take([]byte(`{"errors":` + string(m.Payload) + `}`))
			}
		}
	}()
	return v, conn
}

// watchEvents subscribes by server-sent events.
func watchEvents(t *testing.T, url, document string, variables map[string]any) *viewer {
	t.Helper()
	return watchEventsAs(t, url, "", document, variables)
}

func watchEventsAs(t *testing.T, url, token, document string, variables map[string]any) *viewer {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	payload, _ := json.Marshal(map[string]any{"query": document, "variables": variables})
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(string(payload)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	v := newViewer()
	go func() {
		defer close(v.closed)
		lines := bufio.NewScanner(response.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data:"); ok && strings.TrimSpace(data) != "" {
				v.take([]byte(data))
			}
		}
	}()
	return v
}

// conferenceInTheWard announces a conference that begins in ten days.
func (w *world) conferenceInTheWard(t testing.TB, url, moderation string) string {
	t.Helper()
	made := must(t, url, w.token(t, "dung"), "admin/CreateConference", in(map[string]any{
		"kind": "DIALOGUE", "title": "Đối thoại về vệ sinh môi trường", "unitId": w.named["ward"], "moderation": moderation,
		"startsAt": w.clock.Now().Add(240 * time.Hour), "endsAt": w.clock.Now().Add(243 * time.Hour),
	}))
	id := made.text("createConference", "conference", "id")
	must(t, url, w.token(t, "dung"), "admin/AnnounceConference", in(map[string]any{"id": id}))
	return id
}

func (w *world) ask(t testing.TB, url, who, conference, body string) string {
	t.Helper()
	return must(t, url, w.token(t, who), "citizen/AskQuestion", in(map[string]any{"conferenceId": conference, "body": body, "showName": false})).
		text("askQuestion", "question", "id")
}

// TestViewersFollowAConferenceAsItHappens lets three roles live through a conference over HTTP while viewers watch, one over a
// socket and one by server-sent events, without a sign-in.
func TestViewersFollowAConferenceAsItHappens(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url, watching := w.serve(t), document(t, "public/LiveQuestions")
			id := w.conferenceInTheWard(t, url, "BEFORE_PUBLICATION")
			variables := map[string]any{"conferenceId": id, "since": 0}
			socket, _ := watchSocket(t, url, "", watching, variables)
			stream := watchEvents(t, url, watching, variables)

			question := w.ask(t, url, "minh", id, "Khi nào tuyến đường được sửa?")
			w.decide(t, url, "APPROVE", "WITHIN_RULES")
			must(t, url, w.token(t, "lan"), "citizen/VoteQuestion", in(map[string]any{"questionId": question}))
			must(t, url, w.token(t, "dung"), "admin/StartConference", in(map[string]any{"id": id}))
			must(t, url, w.token(t, "dung"), "admin/AnswerQuestion", in(map[string]any{"questionId": question, "body": "Trong quý II.", "answeredById": w.named["ward committee"]}))
			secret := w.ask(t, url, "lan", id, "Nội dung này không được công bố.")
			must(t, url, w.token(t, "chi"), "citizen/FlagContent", in(map[string]any{"subjectId": question, "reason": "OFF_TOPIC"}))
			w.decide(t, url, "HIDE", "SPAM")
			w.decide(t, url, "HIDE", "OFF_TOPIC")
			must(t, url, w.token(t, "dung"), "admin/EndConference", in(map[string]any{"id": id}))

			want := []string{"STATUS_CHANGED", "QUESTION_PUBLISHED", "VOTES_CHANGED", "STATUS_CHANGED", "QUESTION_ANSWERED", "QUESTION_HIDDEN", "STATUS_CHANGED"}
			for name, v := range map[string]*viewer{"socket": socket, "events": stream} {
				got := v.until(t, len(want))
				for i, e := range got {
					if e.Sequence != i+1 || e.Kind != want[i] {
						t.Errorf("%s: event %d is %d %s, want %d %s", name, i, e.Sequence, e.Kind, i+1, want[i])
					}
					if e.Question != nil && e.Question.ID == secret {
						t.Errorf("%s: a question that was never published was told", name)
					}
				}
				if hidden := got[5].Question; hidden == nil || hidden.ID != question || hidden.Body != nil || hidden.Status != "HIDDEN" {
					t.Errorf("%s: the hidden question shows %+v", name, hidden)
				}
			}
			late, _ := watchSocket(t, url, "", watching, variables)
			for _, e := range late.until(t, len(want)) {
				if e.Question != nil && e.Question.Body != nil {
					t.Errorf("a late viewer reads the words of a hidden question at %d: %s", e.Sequence, *e.Question.Body)
				}
			}
		})
	}
}

// decide decides the oldest open case of the ward.
func (w *world) decide(t *testing.T, url, outcome, reason string) {
	t.Helper()
	token := w.token(t, "dung")
	queue := must(t, url, token, "admin/ModerationQueue", map[string]any{"unitId": w.named["ward"]})
	must(t, url, token, "admin/DecideModeration", in(map[string]any{
		"caseId": queue.text("moderationCases", "nodes", "0", "id"), "outcome": outcome, "reasonCode": reason, "statement": "Theo quy tắc của hội nghị.",
	}))
}

// TestWhoComesLateMissesNothing subscribes with since while votes go on: what was missed and what happens now join without a
// gap and without a double.
func TestWhoComesLateMissesNothing(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url := w.serve(t)
			id := w.conferenceInTheWard(t, url, "AFTER_PUBLICATION")
			question := w.ask(t, url, "minh", id, "Khi nào tuyến đường được sửa?")
			const rounds = 20
			var voting sync.WaitGroup
			voting.Go(func() {
				token := w.token(t, "lan")
				for i := range rounds {
					name := []string{"citizen/VoteQuestion", "citizen/UnvoteQuestion"}[i%2]
					must(t, url, token, name, in(map[string]any{"questionId": question}))
				}
			})
			viewers := make([]*viewer, 5)
			for since := range viewers {
				viewers[since], _ = watchSocket(t, url, "", document(t, "public/LiveQuestions"), map[string]any{"conferenceId": id, "since": since})
			}
			voting.Wait()
			// Everything at once, as fast as it can be written: by server-sent events it once came mixed up.
			viewers[0] = watchEvents(t, url, document(t, "public/LiveQuestions"), map[string]any{"conferenceId": id, "since": 0})
			for since, v := range viewers {
				got := v.until(t, rounds+2-since)
				for i, e := range got {
					if e.Sequence != since+1+i {
						t.Fatalf("since %d: event %d has sequence %d", since, i, e.Sequence)
					}
				}
			}
		})
	}
}

func TestADraftCannotBeWatched(t *testing.T) {
	w := newTemplate(t, "sqlite").fresh(t)
	url := w.serve(t)
	made := must(t, url, w.token(t, "dung"), "admin/CreateConference", in(map[string]any{
		"kind": "DIALOGUE", "title": "Bản nháp", "unitId": w.named["ward"], "moderation": "AFTER_PUBLICATION",
		"startsAt": w.clock.Now().Add(240 * time.Hour), "endsAt": w.clock.Now().Add(241 * time.Hour)}))
	for _, who := range []string{"visitor", "minh", "ha"} {
		v, _ := watchSocket(t, url, w.token(t, who), document(t, "public/LiveQuestions"), map[string]any{"conferenceId": made.text("createConference", "conference", "id")})
		select {
		case <-v.more:
		case <-time.After(eventually):
			t.Fatalf("%s got no answer", who)
		}
		if v.mu.Lock(); len(v.events) != 0 || !slices.Equal(v.err, []string{"NOT_FOUND"}) {
			t.Errorf("%s: %d events, errors %v, want NOT_FOUND", who, len(v.events), v.err)
		}
		v.mu.Unlock()
	}
}

// TestASocketEndsWithTheSession: S-40, within five seconds and with a code that tells the client to sign in again.
func TestASocketEndsWithTheSession(t *testing.T) {
	w := newTemplate(t, "sqlite").fresh(t)
	url := w.serve(t)
	id := w.conferenceInTheWard(t, url, "AFTER_PUBLICATION")
	token := w.token(t, "lan")
	v, _ := watchSocket(t, url, token, document(t, "public/LiveQuestions"), map[string]any{"conferenceId": id, "since": 0})
	v.until(t, 1)
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
