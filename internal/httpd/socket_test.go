package httpd

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// client is the other end of a socket.
type client struct {
	t    *testing.T
	conn *websocket.Conn
}

func (e *edge) dial(t *testing.T, headers ...string) *client {
	t.Helper()
	conn, res, err := e.tryDial(t, []string{subprotocol}, headers...)
	if err != nil {
		t.Fatalf("dialling: %v (%v)", err, res)
	}
	return &client{t, conn}
}

func (e *edge) tryDial(t *testing.T, protocols []string, headers ...string) (*websocket.Conn, *http.Response, error) {
	t.Helper()
	h := http.Header{}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		h.Add(name, value)
	}
	conn, res, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(e.url, "http")+"/graphql",
		&websocket.DialOptions{Subprotocols: protocols, HTTPHeader: h})
	if res != nil && res.Body != nil {
		_ = res.Body.Close()
	}
	if conn != nil {
		conn.SetReadLimit(8 << 20)
		t.Cleanup(func() { _ = conn.CloseNow() })
	}
	return conn, res, err
}

func (c *client) send(text string) {
	c.t.Helper()
	if err := c.conn.Write(c.t.Context(), websocket.MessageText, []byte(text)); err != nil {
		c.t.Fatalf("sending %s: %v", text, err)
	}
}

func (c *client) read() (string, error) {
	ctx, cancel := context.WithTimeout(c.t.Context(), 5*time.Second)
	defer cancel()
	_, data, err := c.conn.Read(ctx)
	return string(data), err
}

// expect reads one message and holds it against the wanted one.
func (c *client) expect(want string) {
	c.t.Helper()
	got, err := c.read()
	if err != nil || got != want {
		c.t.Fatalf("got %s (%v), want %s", got, err, want)
	}
}

// expectClose reads until the server closes.
func (c *client) expectClose(code websocket.StatusCode, reason string) {
	c.t.Helper()
	for {
		_, err := c.read()
		if err == nil {
			continue
		}
		closed := new(websocket.CloseError)
		if !asClose(err, closed) || closed.Code != code || (reason != "" && closed.Reason != reason) {
			c.t.Fatalf("closed with %v, want %d %s", err, code, reason)
		}
		return
	}
}

func asClose(err error, into *websocket.CloseError) bool {
	code := websocket.CloseStatus(err)
	if code == -1 {
		return false
	}
	into.Code = code
	if _, reason, ok := strings.Cut(err.Error(), `reason = "`); ok {
		into.Reason, _, _ = strings.Cut(reason, `"`)
	}
	return true
}

func (e *edge) greeted(t *testing.T, payload string) *client {
	t.Helper()
	c := e.dial(t)
	c.send(`{"type":"connection_init"` + payload + `}`)
	c.expect(`{"type":"connection_ack"}`)
	return c
}

const asAlice = `,"payload":{"Authorization":"Bearer alice"}`

func subscribe(id, query string) string {
	payload, _ := json.Marshal(map[string]string{"query": query})
	return fmt.Sprintf(`{"id":%q,"type":"subscribe","payload":%s}`, id, payload)
}

func TestASubscriptionRunsToItsEnd(t *testing.T) {
	c := newEdge(t, nil).greeted(t, "")
	c.send(subscribe("1", "subscription{ticks}"))
	for n := 1; n <= 3; n++ {
		c.expect(fmt.Sprintf(`{"id":"1","type":"next","payload":{"data":{"ticks":%d}}}`, n))
	}
	c.expect(`{"id":"1","type":"complete"}`)
}

func TestQueriesAndMutationsRunOverASocketToo(t *testing.T) {
	e := newEdge(t, nil)
	c := e.greeted(t, asAlice)
	c.send(subscribe("q", "{who}"))
	c.expect(`{"id":"q","type":"next","payload":{"data":{"who":"somebody"}}}`)
	c.expect(`{"id":"q","type":"complete"}`)
	c.send(subscribe("m", "mutation{change}"))
	c.expect(`{"id":"m","type":"next","payload":{"data":{"change":"ok"}}}`)
	c.expect(`{"id":"m","type":"complete"}`)
	if e.changes.Load() != 1 {
		t.Errorf("it ran %d times", e.changes.Load())
	}
}

func TestWhatNeverBeganIsAnErrorAndNothingMore(t *testing.T) {
	c := newEdge(t, nil).greeted(t, "")
	for query, key := range map[string]string{
		"{nothing}": "DOCUMENT_INVALID", "{": "DOCUMENT_INVALID",
		"subscription{refused}": "NOT_FOUND", "subscription{boom}": "INTERNAL", "{boom}": "INTERNAL",
	} {
		c.send(subscribe("1", query))
		got, err := c.read()
		if err != nil || !strings.HasPrefix(got, `{"id":"1","type":"error","payload":[{`) || !strings.Contains(got, key) {
			t.Errorf("%s: got %s (%v)", query, got, err)
		}
	}
	c.send(`{"type":"ping"}`)
	c.expect(`{"type":"pong"}`)
}

func TestWhatRanAndFailedIsAnAnswer(t *testing.T) {
	c := newEdge(t, nil).greeted(t, "")
	c.send(subscribe("1", "{fails}"))
	got, _ := c.read()
	if !strings.HasPrefix(got, `{"id":"1","type":"next"`) || !strings.Contains(got, `"data":null`) {
		t.Errorf("got %s", got)
	}
	c.expect(`{"id":"1","type":"complete"}`)
}

func TestASubscriptionThatEndsForAReasonSaysSo(t *testing.T) {
	c := newEdge(t, nil).greeted(t, "")
	c.send(subscribe("1", "subscription{slow}"))
	for range 2 {
		if _, err := c.read(); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := c.read(); !strings.Contains(got, `"type":"error"`) || !strings.Contains(got, "BUSY") {
		t.Errorf("got %.200s", got)
	}
}

func TestPingIsAnsweredWithItsPayload(t *testing.T) {
	c := newEdge(t, nil).dial(t)
	c.send(`{"type":"ping","payload":{"n":1}}`)
	c.expect(`{"type":"pong","payload":{"n":1}}`)
	c.send(`{"type":"pong"}`)
	c.send(`{"type":"ping"}`)
	c.expect(`{"type":"pong"}`)
}

func TestEachBreachOfTheProtocolHasItsCode(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Streams.InitTimeout = 100 * time.Millisecond })
	const hello = `{"type":"connection_init"}`
	silent := subscribe("1", "subscription{silence}")
	for name, c := range map[string]struct {
		send   []string
		code   websocket.StatusCode
		reason string
	}{
		"no greeting":                   {nil, 4408, "Connection initialisation timeout"},
		"subscribing without greeting":  {[]string{silent}, 4401, "Unauthorized"},
		"greeting twice":                {[]string{hello, hello}, 4429, "Too many initialisation requests"},
		"an id twice":                   {[]string{hello, silent, silent}, 4409, "Subscriber for 1 already exists"},
		"a token that is not good":      {[]string{`{"type":"connection_init","payload":{"Authorization":"Bearer bob"}}`}, 4403, "Forbidden"},
		"a token that is no text":       {[]string{`{"type":"connection_init","payload":{"Authorization":7}}`}, 4403, "Forbidden"},
		"another scheme":                {[]string{`{"type":"connection_init","payload":{"authorization":"alice"}}`}, 4403, "Forbidden"},
		"a greeting that is a list":     {[]string{`{"type":"connection_init","payload":[]}`}, 4400, ""},
		"no JSON":                       {[]string{`hello`}, 4400, "Invalid message received"},
		"two objects":                   {[]string{hello + hello}, 4400, ""},
		"a key twice":                   {[]string{`{"type":"ping","type":"pong"}`}, 4400, ""},
		"no type":                       {[]string{`{}`}, 4400, ""},
		"an unknown type":               {[]string{`{"type":"start"}`}, 4400, ""},
		"a type of the server":          {[]string{hello, `{"type":"next","id":"1"}`}, 4400, ""},
		"no id":                         {[]string{hello, `{"type":"subscribe","payload":{"query":"{hello}"}}`}, 4400, ""},
		"an id that is a number":        {[]string{hello, `{"id":1,"type":"subscribe","payload":{"query":"{hello}"}}`}, 4400, ""},
		"an id that is long":            {[]string{hello, subscribe(strings.Repeat("x", 65), "{hello}")}, 4400, ""},
		"completing nothing":            {[]string{hello, `{"type":"complete"}`}, 4400, ""},
		"no payload":                    {[]string{hello, `{"id":"1","type":"subscribe"}`}, 4400, ""},
		"a query that is no text":       {[]string{hello, `{"id":"1","type":"subscribe","payload":{"query":7}}`}, 4400, ""},
		"a message of more than 64 KiB": {[]string{`{"type":"ping","payload":{"x":"` + strings.Repeat("x", 64<<10) + `"}}`}, 1009, ""},
	} {
		t.Run(name, func(t *testing.T) {
			client := e.dial(t)
			for _, text := range c.send {
				client.send(text)
			}
			client.expectClose(c.code, c.reason)
		})
	}
}

func TestBinaryMessagesAreNoneOfOurs(t *testing.T) {
	c := newEdge(t, nil).dial(t)
	if err := c.conn.Write(t.Context(), websocket.MessageBinary, []byte(`{"type":"ping"}`)); err != nil {
		t.Fatal(err)
	}
	c.expectClose(4400, "")
}

func TestAnotherSubprotocolIsToldSo(t *testing.T) {
	e := newEdge(t, nil)
	for _, protocols := range [][]string{nil, {"graphql-ws"}} {
		conn, _, err := e.tryDial(t, protocols)
		if err != nil {
			t.Fatal(err)
		}
		(&client{t, conn}).expectClose(4406, "Subprotocol not acceptable")
	}
}

func TestForeignPagesOpenNoSocket(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Origins = []string{"https://app.example.vn"} })
	for origin, want := range map[string]int{"https://evil.example": 403, "null": 403, "https://app.example.vn": 101, e.url: 101} {
		_, res, _ := e.tryDial(t, []string{subprotocol}, "Origin: "+origin)
		if res == nil || res.StatusCode != want {
			t.Errorf("%s: got %v, want %d", origin, res, want)
		}
	}
}

func TestABadTokenOfTheHandshakeIsRefusedBeforeIt(t *testing.T) {
	_, res, _ := newEdge(t, nil).tryDial(t, []string{subprotocol}, "Authorization: Bearer bob")
	if res == nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("got %v", res)
	}
}

func TestTheTokenOfTheHandshakeCounts(t *testing.T) {
	c := newEdge(t, nil).dial(t, "Authorization: Bearer alice")
	c.send(`{"type":"connection_init"}`)
	c.expect(`{"type":"connection_ack"}`)
	c.send(subscribe("1", "{who}"))
	c.expect(`{"id":"1","type":"next","payload":{"data":{"who":"somebody"}}}`)
}

func TestCompleteStopsASubscriptionAndItsIdIsFree(t *testing.T) {
	e := newEdge(t, nil)
	c := e.greeted(t, "")
	for n := int64(1); n <= 3; n++ {
		c.send(subscribe("1", "subscription{silence}"))
		<-e.started
		c.send(`{"id":"1","type":"complete"}`)
		eventually(t, "the subscription ends", func() bool { return e.ended.Load() == n })
	}
	c.send(`{"id":"unknown","type":"complete"}`)
	c.send(subscribe("1", "{hello}"))
	c.expect(`{"id":"1","type":"next","payload":{"data":{"hello":"ok"}}}`)
	c.expect(`{"id":"1","type":"complete"}`)
}

func TestOneSocketCarriesTwentyOperations(t *testing.T) {
	c := newEdge(t, nil).greeted(t, "")
	for n := range 20 {
		c.send(subscribe(fmt.Sprint(n), "subscription{silence}"))
	}
	c.send(subscribe("one more", "subscription{silence}"))
	if got, _ := c.read(); !strings.Contains(got, `"id":"one more","type":"error"`) || !strings.Contains(got, "SUBSCRIPTION_LIMIT") {
		t.Errorf("got %s", got)
	}
	c.send(`{"id":"7","type":"complete"}`)
	c.send(subscribe("again", "{hello}"))
	c.expect(`{"id":"again","type":"next","payload":{"data":{"hello":"ok"}}}`)
}

func TestASocketThatTalksTooMuchIsClosed(t *testing.T) {
	c := newEdge(t, func(o *Options) { o.Streams.MessageRate = 10; o.Now = (&clock{at: time.Unix(0, 0)}).now }).dial(t)
	for range 11 {
		c.send(`{"type":"pong"}`)
	}
	c.expectClose(4429, "Too many messages")
}

func TestAnAccountHasFiveSocketsAndAVisitorAsManyAsTheAddress(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Streams.PerAddress = 8 })
	for range 5 {
		e.greeted(t, asAlice)
	}
	sixth := e.dial(t)
	sixth.send(`{"type":"connection_init"` + asAlice + `}`)
	sixth.expectClose(4429, "Too many connections")
	eventually(t, "the sixth leaves", func() bool { return e.streams.count() == 5 })
	for range 3 {
		e.greeted(t, "")
	}
	if _, res, _ := e.tryDial(t, []string{subprotocol}); res == nil || res.StatusCode != 429 || res.Header.Get("Retry-After") == "" {
		t.Errorf("the ninth of the address: got %v", res)
	}
}

func TestTheProcessHoldsSoManyStreams(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Streams.Total = 1 })
	c := e.greeted(t, "")
	if _, res, _ := e.tryDial(t, []string{subprotocol}); res == nil || res.StatusCode != 503 {
		t.Errorf("got %v", res)
	}
	_ = c.conn.Close(websocket.StatusNormalClosure, "")
	eventually(t, "the seat is free", func() bool { return e.streams.count() == 0 })
	e.greeted(t, "")
}

func TestWhoLosesTheTokenLosesTheSocket(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*tokens)
		code   websocket.StatusCode
	}{
		"expired or signed out": {func(k *tokens) { delete(k.actors, "alice") }, 4403},
		"another role":          {func(k *tokens) { promote(k) }, 4403},
		"nobody can tell":       {func(k *tokens) { k.broken = fault.New(fault.Unavailable, "UNAVAILABLE") }, 1013},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEdge(t, nil)
			client := e.greeted(t, asAlice)
			client.send(subscribe("1", "subscription{silence}"))
			<-e.started
			e.tokens.set(c.change)
			client.expectClose(c.code, "")
			eventually(t, "the subscription ends", func() bool { return e.ended.Load() == 1 })
		})
	}
}

func promote(k *tokens) {
	a := k.actors["alice"]
	a.Members = []access.Membership{{Role: access.Admin, UnitID: gid.ID{15: 7}, Path: "/01/"}}
	k.actors["alice"] = a
}

func TestTheOrderOfRolesIsNoChange(t *testing.T) {
	one, two := access.Membership{Role: access.Admin, Path: "/01/"}, access.Membership{Role: access.Volunteer, Path: "/02/"}
	a, b := access.Actor{Members: []access.Membership{one, two}}, access.Actor{Members: []access.Membership{two, one}}
	if !same(a, b) {
		t.Error("the same roles in another order are the same")
	}
	if same(a, access.Actor{Members: []access.Membership{one}}) {
		t.Error("a role less is a change")
	}
}

func TestAPeerThatIsGoneIsDropped(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Streams.PingInterval = 50 * time.Millisecond })
	e.greeted(t, "") // and never reads again, so that no ping is answered
	eventually(t, "the seat is free", func() bool { return e.streams.count() == 0 })
}

func TestASlowReaderLosesItsSocketAndHoldsUpNobody(t *testing.T) {
	e := newEdge(t, func(o *Options) {
		o.Streams.WriteTimeout, o.Streams.PingInterval = 200*time.Millisecond, time.Minute
	})
	slow, quick := e.greeted(t, ""), e.greeted(t, "")
	for n := range 15 { // 30 MB, more than the buffers of the connection
		slow.send(subscribe(fmt.Sprint(n), "subscription{slow}"))
	}
	for n := range 20 {
		quick.send(subscribe(fmt.Sprint(n), "{hello}"))
		quick.expect(fmt.Sprintf(`{"id":"%d","type":"next","payload":{"data":{"hello":"ok"}}}`, n))
		quick.expect(fmt.Sprintf(`{"id":"%d","type":"complete"}`, n))
	}
	eventually(t, "the slow one is dropped", func() bool { return e.streams.count() == 1 })
}
