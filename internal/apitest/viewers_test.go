package apitest_test

import (
	"context"
	"errors"
	"net"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gandan/internal/store"
)

// TestTwoHundredViewersHearFiftyEventsWithoutAGap is the benchmark below in small: real sockets, and what is asked of the
// database does not grow with the viewers.
func TestTwoHundredViewersHearFiftyEventsWithoutAGap(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			h := newHall(t, newTemplate(t, dialect).fresh(t))
			alone := h.vote(t, 2, 0) / 2
			audience := h.order(t, 200, 50).gather()
			done := make(chan report)
			go func() { done <- audience.watch() }()
			asked := h.vote(t, 50, 0)
			r := <-done
			for _, f := range r.Faults {
				t.Error(f)
			}
			if asked > 50*alone {
				t.Errorf("50 votes before 200 viewers took %d statements, one before nobody %d", asked, alone)
			}
		})
	}
}

// BenchmarkViewers has 1,000 viewers follow one conference of one server over WebSockets, while 100 votes are cast, four a
// second. The server is this process, the viewers are another one:
//
//	go test -run '^$' -bench Viewers ./internal/apitest
//
// It prints from the sending of a vote to its arrival at a viewer (median and 99th of a hundred), the memory of the server for a
// viewer (what lives on the heap and the stacks, and what the system gave the process), the events that did not come, and the
// statements for an event: those of the vote itself, and those of the relay and the room, which serve all viewers at once.
//
// A server needs an open file for each viewer (ulimit -n); its own limits are 20,000 streams, and 1,000 from one address: a hall
// with more phones behind one address needs StreamOptions.PerAddress raised.
func BenchmarkViewers(b *testing.B) {
	for _, dialect := range dialects() {
		b.Run(dialect, func(b *testing.B) {
			const viewers, events, pace = 1000, 100, 250 * time.Millisecond
			h := newHall(b, newTemplate(b, dialect).fresh(b))
			for b.Loop() {
				heap, resident := memory(b)
				wait := h.order(b, viewers, events).elsewhere(b)
				heapNow, residentNow := memory(b)
				background := h.background.Statements()
				asked := h.vote(b, events, pace)
				background = h.background.Statements() - background
				late, lost := h.delays(wait(), viewers*events)
				b.ReportMetric(float64(late[len(late)/2])/1e6, "p50-ms")
				b.ReportMetric(float64(late[len(late)*99/100])/1e6, "p99-ms")
				b.ReportMetric(float64(lost), "lost")
				b.ReportMetric(float64(heapNow-heap)/viewers/1024, "live-KB/viewer")
				b.ReportMetric(float64(residentNow-resident)/viewers/1024, "resident-KB/viewer")
				b.ReportMetric(float64(asked)/events, "sql/vote")
				b.ReportMetric(float64(background)/events, "sql/event")
			}
		})
	}
}

// hall is a conference that goes on, with a question, on a real listener; what the server asks of the database is counted.
type hall struct {
	*world
	url, conference, question, voter string
	served, background               *store.Counter
	sequence                         int
	sent                             []int64 // when each vote was sent, in nanoseconds
}

func newHall(t testing.TB, w *world) *hall {
	t.Helper()
	h := &hall{world: w}
	var serving, running context.Context
	serving, h.served = store.CountStatements(context.Background())
	running, h.background = store.CountStatements(context.Background())
	ln, err := (&net.ListenConfig{}).Listen(serving, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(serving)
	running, stopToo := context.WithCancel(running)
	done := make(chan error, 2)
	go func() { done <- w.Run(running) }()
	go func() { done <- w.Handler.Serve(serving, ln) }()
	t.Cleanup(func() {
		stop()
		stopToo()
		if err := errors.Join(<-done, <-done); err != nil {
			t.Errorf("stopping: %v", err)
		}
	})
	h.url = "http://" + ln.Addr().String() + "/graphql"
	h.conference = w.conferenceInTheWard(t, h.url, "AFTER_PUBLICATION")
	must(t, h.url, w.token(t, "dung"), "admin/StartConference", in(map[string]any{"id": h.conference}))
	h.question, h.voter, h.sequence = w.ask(t, h.url, "minh", h.conference, "Khi nào tuyến đường được sửa?"), w.token(t, "lan"), 3
	return h
}

func (h *hall) order(t testing.TB, viewers, events int) order {
	t.Helper()
	return order{
		URL: h.url, Document: document(t, "public/LiveConference"), Conference: h.conference,
		Viewers: viewers, Events: events, First: h.sequence,
	}
}

// vote votes and takes the vote back, so many events in all, and says how many statements the requests took.
func (h *hall) vote(t testing.TB, events int, pace time.Duration) int {
	t.Helper()
	before := h.served.Statements()
	h.sent = nil
	for range events {
		name := []string{"citizen/UnvoteQuestion", "citizen/VoteQuestion"}[h.sequence%2]
		next := time.Now().Add(pace)
		h.sent = append(h.sent, time.Now().UnixNano())
		must(t, h.url, h.voter, name, in(map[string]any{"questionId": h.question}))
		h.sequence++
		time.Sleep(time.Until(next))
	}
	return h.served.Statements() - before
}

// delays are the times from the sending of each vote to its arrival at each viewer, sorted, and how many did not arrive.
func (h *hall) delays(r report, want int) (late []int64, lost int) {
	for _, arrivals := range r.Arrivals {
		for i, at := range arrivals {
			late = append(late, at-h.sent[i])
		}
	}
	slices.Sort(late)
	return late, want - len(late)
}

// memory is what lives in this process, and what the system gave it, in bytes.
func memory(t testing.TB) (live, resident int64) {
	t.Helper()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	status, _ := os.ReadFile("/proc/self/status") // elsewhere than on Linux it is not known
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			resident = kilobytes << 10
		}
	}
	return int64(m.HeapAlloc + m.StackInuse), resident
}
