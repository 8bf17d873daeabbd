package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"gandan/ent/outboxevent"
	"gandan/internal/access"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// citizen is one of the demo.
const citizen = "+84100000005"

// TestAServerThatIsAskedToStopFinishesWhatIsUnderWay sends half of a mutation, asks the server to stop, and sends the other
// half when the server has shown, by closing a socket, that it is stopping.
func TestAServerThatIsAskedToStopFinishesWhatIsUnderWay(t *testing.T) {
	folder := settled(t)
	s := serve(t, folder, "--demo")
	token := run(t, folder, "token", "--phone", citizen).done(t)
	unit := text(s.does(t, token, "citizen/Me", nil), "me", "unit", "id")
	socket := s.watch(t)
	finish := s.half(t, token, envelope(t, "citizen/CreateHelpRequest", in(map[string]any{
		"unitId": unit, "description": "Cần giúp nộp hồ sơ trực tuyến.", "mode": "AT_POINT", "consentToContact": true})))

	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, _, err := socket.Read(ctx); websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("the socket ends with %v, want 1001", err)
	}
	for late := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.address)
		if err != nil {
			break
		}
		_ = conn.Close()
		if time.Now().After(late) {
			t.Fatal("a server that stops takes new connections")
		}
	}
	if status, body := finish(); status != http.StatusOK || !strings.Contains(body, `"status":"OPEN"`) {
		t.Errorf("the request under way is answered with %d %s", status, body)
	}
	if status := s.ended(); status != 0 {
		t.Errorf("status %d: %q", status, s.lines())
	}
	if n := waiting(t, folder); n != 0 {
		t.Errorf("%d facts were left to the next start", n)
	}
}

// waiting counts the facts that nobody has heard of yet.
func waiting(t *testing.T, folder string) int {
	t.Helper()
	db, err := store.Open(context.Background(), "", filepath.Join(folder, "data"), store.WallClock{}, &store.RandomIDs{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ctx := access.AsSystem(context.Background(), "test")
	return db.Reader(ctx).OutboxEvent.Query().Where(outboxevent.Relayed(false)).CountX(ctx)
}

// watch opens a socket and says hello.
func (s *server) watch(t *testing.T) *websocket.Conn {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	c, response, err := websocket.Dial(ctx, "ws://"+s.address+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	t.Cleanup(func() { _ = c.CloseNow() })
	var ack struct{ Type string }
	if err := errors.Join(wsjson.Write(ctx, c, map[string]string{"type": "connection_init"}), wsjson.Read(ctx, c, &ack)); err != nil || ack.Type != "connection_ack" {
		t.Fatalf("the socket says %q (%v)", ack.Type, err)
	}
	return c
}

// half sends a request up to the middle of its body, when the server is certain to be at work on it: it asked for the body.
func (s *server) half(t *testing.T, token, body string) (finish func() (status int, answer string)) {
	t.Helper()
	conn, err := (&net.Dialer{Timeout: patience}).DialContext(context.Background(), "tcp", s.address)
	if err == nil {
		err = conn.SetDeadline(time.Now().Add(patience))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_, _ = fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n",
		s.address, token, len(body))
	answers := bufio.NewReader(conn)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, " 100 ") {
		t.Fatalf("the server does not ask for the body but says %q (%v)", line, err)
	}
	_, _ = answers.ReadString('\n')
	_, _ = io.WriteString(conn, body[:len(body)/2])
	return func() (int, string) {
		_, _ = io.WriteString(conn, body[len(body)/2:])
		answer, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatalf("the request under way is not answered: %v", err)
		}
		defer func() { _ = answer.Body.Close() }()
		text, _ := io.ReadAll(answer.Body)
		return answer.StatusCode, string(text)
	}
}

// TestTwoServersMayStartTogetherOnANewDatabase, with the demo, which only one of them may load.
func TestTwoServersMayStartTogetherOnANewDatabase(t *testing.T) {
	for _, dialect := range []string{"sqlite", "mariadb"} {
		t.Run(dialect, func(t *testing.T) {
			folder, args := t.TempDir(), []string{"--demo"}
			if dialect == "mariadb" {
				args = append(args, "--db", storetest.MariaDB(t))
			}
			servers := []*server{begin(t, folder, args...), begin(t, folder, args...), begin(t, folder, args...)}
			var first string
			for i, s := range servers {
				s.up(t)
				if status, body := s.get(t, "/readyz"); status != http.StatusOK {
					t.Errorf("server %d is not ready: %s", i, body)
				}
				shown := s.shown(t)
				if i == 0 {
					first = shown
				}
				if shown != first {
					t.Errorf("server %d shows\n%s\nwhere the first shows\n%s", i, shown, first)
				}
			}
			// A token of one is good for the other: they share their keys.
			token := run(t, folder, append([]string{"token", "--phone", citizen}, args[1:]...)...).done(t)
			for _, s := range servers {
				if name := text(s.does(t, token, "citizen/Me", nil), "me", "phone"); name == "" {
					t.Error("nobody is signed in")
				}
			}
			for _, s := range servers {
				if status := s.stop(t); status != 0 {
					t.Errorf("status %d: %q", status, s.lines())
				}
			}
		})
	}
}

// shown is what a visitor sees of the units and the conferences.
func (s *server) shown(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, search := range []string{"phuong", "xa", "ha dong"} {
		_, body := s.post(t, "", envelope(t, "public/SearchUnits", map[string]any{"text": search, "first": 100}))
		all.WriteString(body + "\n")
	}
	_, body := s.post(t, "", `{"query":"{ conferences(first: 100) { totalCount nodes { id title } } }"}`)
	if all.WriteString(body); strings.Contains(all.String(), `"errors"`) || !strings.Contains(all.String(), "Hà Đông") {
		t.Fatalf("a visitor sees %s", all.String())
	}
	return all.String()
}

var sixDigits = regexp.MustCompile(`\d{6}`)

// TestTheLogShowsNobody signs in, mistypes, asks for help and sends nonsense, each with something of a person in it: only the
// line that stands for the SMS may show any of it.
func TestTheLogShowsNobody(t *testing.T) {
	const number, words = "100000042", "Nhà tôi ở ngõ 7"
	s := serve(t, settled(t))
	data := s.does(t, "", "citizen/RequestOtp", in(map[string]any{"phone": "+84" + number}))
	code := sixDigits.FindString(s.says(t, "sms").Text)
	if code == "" {
		t.Fatal("the SMS has no code")
	}
	challenge := text(data, "requestOtp", "challengeId")
	wrong := strings.Map(func(r rune) rune { return '0' + (r-'0'+1)%10 }, code)
	s.post(t, "", envelope(t, "citizen/VerifyOtp", in(map[string]any{"challengeId": challenge, "code": wrong, "deviceName": "phone"})))
	session := s.does(t, "", "citizen/VerifyOtp", in(map[string]any{"challengeId": challenge, "code": code, "deviceName": "phone"}))
	access, refresh := text(session, "verifyOtp", "session", "accessToken"), text(session, "verifyOtp", "session", "refreshToken")
	if access == "" || refresh == "" {
		t.Fatalf("no session: %v", session)
	}
	s.does(t, access, "citizen/Me", nil)
	s.does(t, "", "citizen/RefreshSession", in(map[string]any{"refreshToken": refresh}))
	for _, body := range []string{
		envelope(t, "citizen/CreateHelpRequest", in(map[string]any{"unitId": number, "description": words, "mode": "AT_POINT", "consentToContact": true})),
		`{"query":"{ nothing(phone: \"+84` + number + `\") }"}`, `{"query":"` + words, words,
		`{"query":"query ` + words + ` { me { id } }"}`, `{"query":"{ me { id } }","operationName":"` + words + `"}`,
	} {
		s.post(t, access, body)
	}
	s.post(t, access+number, `{"query":"{ me { id } }"}`)
	s.get(t, "/graphql?query={me{id}}&access_token="+access)
	s.get(t, "/"+number+"?phone="+number)
	if status := s.stop(t); status != 0 {
		t.Errorf("status %d", status)
	}
	for _, line := range append(s.lines(), s.out.String()) {
		for _, personal := range []string{number, code, words, access, refresh, challenge} {
			if strings.Contains(line, personal) && !strings.HasPrefix(line, `{"msg":"sms"`) {
				t.Errorf("the log shows %q: %s", personal, line)
			}
		}
	}
	if s.out.Len() > 0 {
		t.Errorf("without the demo nothing is printed, but: %s", s.out.String())
	}
}

func TestTheDemoPrintsItsPeopleAndWhereItIs(t *testing.T) {
	s := serve(t, settled(t), "--demo")
	if status := s.stop(t); status != 0 {
		t.Errorf("status %d", status)
	}
	for _, word := range []string{"+84100000001", "+84100000008", "Phường Hà Đông", "http://" + s.address + "/graphql"} {
		if !strings.Contains(s.out.String(), word) {
			t.Errorf("%q is not printed: %s", word, s.out.String())
		}
	}
}
