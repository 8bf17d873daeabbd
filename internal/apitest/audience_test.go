package apitest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// audienceEnv makes this test binary an audience instead: the viewers of a benchmark are in a process of their own.
const audienceEnv = "GANDAN_TEST_AUDIENCE"

func TestMain(m *testing.M) {
	if os.Getenv(audienceEnv) == "" {
		os.Exit(m.Run())
	}
	var o order
	if err := json.NewDecoder(os.Stdin).Decode(&o); err != nil {
		panic(err)
	}
	a := o.gather()
	fmt.Println("ready")
	if err := json.NewEncoder(os.Stdout).Encode(a.watch()); err != nil {
		panic(err)
	}
}

// order is how many viewers watch a conference for how many events. Each is sent the event First at once, which says that
// they are there, and then the Events behind it.
type order struct {
	URL, Document, Conference string
	Viewers, Events, First    int
}

// report is when each viewer got each event, in nanoseconds of the clock on the wall, and what went wrong.
type report struct {
	Arrivals [][]int64
	Faults   []string
}

// gathering is an audience that is there.
type gathering struct {
	order
	seats  []*websocket.Conn
	mu     sync.Mutex
	faults []string
}

// gather opens the sockets, some at a time, and waits until all have got their first event.
func (o order) gather() *gathering {
	g := &gathering{order: o, seats: make([]*websocket.Conn, o.Viewers)}
	var all sync.WaitGroup
	places := make(chan struct{}, 32)
	for i := range g.seats {
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			conn, err := o.sit()
			if err != nil {
				g.fault("viewer %d does not come in: %v", i, err)
				return
			}
			g.seats[i] = conn
		})
	}
	all.Wait()
	return g
}

func (g *gathering) fault(format string, args ...any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults = append(g.faults, fmt.Sprintf(format, args...))
}

// sit is one viewer: a socket of graphql-transport-ws with one subscription, and its first event.
func (o order) sit() (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), eventually)
	defer cancel()
	conn, response, err := websocket.Dial(ctx, strings.Replace(o.URL, "http", "ws", 1), &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		return nil, err
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	payload := map[string]any{"query": o.Document, "variables": map[string]any{"conferenceId": o.Conference, "since": o.First - 1}}
	for _, m := range []map[string]any{{"type": "connection_init"}, {"type": "subscribe", "id": "1", "payload": payload}} {
		if err := wsjson.Write(ctx, conn, m); err != nil {
			return nil, err
		}
	}
	if n, err := nextSequence(ctx, conn); err != nil || n != o.First {
		return nil, fmt.Errorf("the first event is %d: %w", n, err)
	}
	return conn, nil
}

// nextSequence reads until the next event and gives its number.
func nextSequence(ctx context.Context, conn *websocket.Conn) (int, error) {
	for {
		var m struct {
			Type    string
			Payload json.RawMessage
		}
		if err := wsjson.Read(ctx, conn, &m); err != nil {
			return 0, err
		}
		switch m.Type {
		case "next":
			var p struct {
				Data struct{ ConferenceActivity happening }
			}
			err := json.Unmarshal(m.Payload, &p)
			return p.Data.ConferenceActivity.Sequence, err
		case "error", "complete":
			return 0, fmt.Errorf("%s %s", m.Type, m.Payload)
		}
	}
}

// watch notes when everybody got each event; a number out of turn, or one that does not come, is a fault.
func (g *gathering) watch() report {
	arrivals := make([][]int64, g.Viewers)
	var all sync.WaitGroup
	for i, conn := range g.seats {
		if conn == nil {
			continue
		}
		all.Go(func() {
			defer func() { _ = conn.CloseNow() }()
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
			defer cancel()
			for n := range g.Events {
				got, err := nextSequence(ctx, conn)
				if want := g.First + 1 + n; err != nil || got != want {
					g.fault("viewer %d got %d instead of %d: %v", i, got, want, err)
					return
				}
				arrivals[i] = append(arrivals[i], time.Now().UnixNano())
			}
		})
	}
	all.Wait()
	return report{Arrivals: arrivals, Faults: g.faults}
}

// elsewhere gathers the audience in a process of its own; the function it gives waits for the report.
func (o order) elsewhere(t testing.TB) func() report {
	t.Helper()
	process := exec.Command(os.Args[0])
	process.Env, process.Stderr = append(os.Environ(), audienceEnv+"=yes"), os.Stderr
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	process.Stdin = strings.NewReader(string(text))
	out, err := process.StdoutPipe()
	if err == nil {
		err = process.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Process.Kill(); _ = process.Wait() })
	ready := make([]byte, len("ready\n"))
	if _, err := io.ReadFull(out, ready); err != nil || string(ready) != "ready\n" {
		t.Fatalf("the audience said %q (%v)", ready, err)
	}
	return func() (r report) {
		if err := json.NewDecoder(out).Decode(&r); err != nil {
			t.Fatal(err)
		}
		return r
	}
}
