package apitest_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/notification"
	"gandan/ent/outboxevent"
	"gandan/ent/requesthistory"
	"gandan/internal/access"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

const (
	crashes     = 8
	crashPhones = 6
	crashSeed   = 2026
	leastAcks   = 20 // acknowledged logs before each kill
	// What one story leaves behind: its logs, its transitions (asked, claimed, begun, resolved) and a fact for each step.
	storyLogs, storySteps, storyFacts = 6, 4, 2 + 6
)

// TestKillingTheServerLosesNoAcknowledgedLogAndDoublesNone kills the process of the program again and again while phones
// ask for help, claim and log. Each phone sends what was not answered once more, with the same ids, as soon as the server
// is back. In the end every log that was acknowledged is there, none twice, each with its one fact.
func TestKillingTheServerLosesNoAcknowledgedLogAndDoublesNone(t *testing.T) {
	if testing.Short() && os.Getenv("CI") != "true" {
		t.Skip("SKIPPED under -short: killing the server takes half a minute")
	}
	binary := buildProgram(t)
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			s := &site{binary: binary, data: t.TempDir()}
			if dialect == "mariadb" {
				s.dsn = storetest.MariaDB(t)
			}
			phones := s.phones(t)
			dice := rand.New(rand.NewPCG(crashSeed, 0))
			for range crashes {
				url := s.start(t)
				s.stream(t, url, phones, func() bool { return true }, func() {
					s.await(leastAcks)
					time.Sleep(time.Duration(dice.IntN(200_000)) * time.Microsecond)
					s.kill(t)
				})
				if t.Failed() {
					return
				}
			}
			url := s.start(t)
			s.stream(t, url, phones, func() bool { return false }, func() {})
			s.readBack(t, url, phones)
			s.stop(t)
			s.inspect(t, phones)
		})
	}
}

// buildProgram builds the command, with the race detector if this test has it.
func buildProgram(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "gandan")
	args := []string{"build", "-buildvcs=false", "-o", binary}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, "gandan/cmd/gandan")...).CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	return binary
}

// site is a data folder or a database, and the process that serves it.
type site struct {
	binary, data, dsn string
	process           *exec.Cmd
	acked             atomic.Int64 // logs since the start
	again             atomic.Int64 // deeds that were sent more than once, because no answer came
	known             atomic.Int64 // of these, the logs and requests that a killed server had kept without answering
	since             time.Time    // when the server that runs was started
}

func (s *site) command(args ...string) *exec.Cmd {
	c := exec.Command(s.binary, append(args, "--data", s.data, "--db", s.dsn)...)
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GANDAN_") })
	c.Env = append(c.Env, "GORACE=atexit_sleep_ms=0")
	return c
}

// start serves the demo on a free port and gives the address of the API.
func (s *site) start(t *testing.T) (url string) {
	t.Helper()
	s.acked.Store(0)
	s.since = time.Now()
	s.process = s.command("serve", "--demo", "--listen", "127.0.0.1:0", "--rate-points", "0")
	log, err := s.process.StderrPipe()
	if err == nil {
		err = s.process.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	running := s.process
	t.Cleanup(func() { _ = running.Process.Kill() })
	late := time.AfterFunc(time.Minute, func() { _ = running.Process.Kill() })
	defer late.Stop()
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
			go func() {
				for lines.Scan() {
				}
			}()
			return "http://" + line.Address + "/graphql"
		}
		t.Log(lines.Text())
	}
	t.Fatal("the server does not start")
	return ""
}

// await waits for so many acknowledged logs, or until they fail to come.
func (s *site) await(logs int64) {
	for late := time.Now().Add(eventually); s.acked.Load() < logs && time.Now().Before(late); {
		time.Sleep(time.Millisecond)
	}
}

func (s *site) kill(t *testing.T) {
	t.Helper()
	if n := s.acked.Load(); n < leastAcks {
		t.Errorf("only %d logs were acknowledged before the kill", n)
	}
	if err := s.process.Process.Kill(); err != nil {
		t.Errorf("the server was gone before it was killed: %v", err)
	}
	_ = s.process.Wait()
}

func (s *site) stop(t *testing.T) {
	t.Helper()
	if err := s.process.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.process.Wait(); err != nil {
		t.Errorf("after its last start the server ended with %v", err)
	}
}

// stream lets all phones work, each until the server is gone or its story is told and no other wanted, while meanwhile runs.
func (s *site) stream(t *testing.T, url string, phones []*phone, another func() bool, meanwhile func()) {
	t.Helper()
	unit := must(t, url, phones[0].citizen, "citizen/Me", nil).text("me", "unit", "id")
	documents := map[string]string{}
	for _, name := range []string{"citizen/CreateHelpRequest", "volunteer/ClaimHelpRequest", "volunteer/LogAssistance", "volunteer/SyncAssistance"} {
		documents[name] = document(t, name)
	}
	var all sync.WaitGroup
	for _, p := range phones {
		all.Go(func() {
			for p.next != nil || p.step > 0 || another() {
				if p.next == nil {
					p.next = p.plan(unit)
				}
				if p.next.sent++; p.next.sent == 2 {
					s.again.Add(1)
				}
				if a, body, err := post(url, p.next.token, p.next.key, documents[p.next.do], in(p.next.input)); err != nil {
					return // not answered: it is sent again
				} else if err := p.answered(a); err != nil {
					t.Errorf("%s: %v: %s", p.next.do, err, body)
					return
				}
			}
		})
	}
	meanwhile()
	all.Wait()
}

// readBack reads every story through the API: the logs that were acknowledged and no other, and each transition once.
func (s *site) readBack(t *testing.T, url string, phones []*phone) {
	t.Helper()
	for _, p := range phones {
		for _, told := range p.stories {
			a := must(t, url, p.citizen, "citizen/HelpRequestDetail", map[string]any{"id": told.request, "logs": 100})
			var notes []string
			for _, n := range a.at("helpRequest", "logs", "nodes").([]any) {
				notes = append(notes, n.(map[string]any)["note"].(string))
			}
			slices.Sort(notes)
			if want := slices.Sorted(slices.Values(told.logs)); !slices.Equal(notes, want) {
				t.Errorf("%s shows the logs %v, acknowledged were %v", told.request, notes, want)
			}
			if steps := a.at("helpRequest", "history").([]any); len(steps) != storySteps || a.text("helpRequest", "status") != "RESOLVED" {
				t.Errorf("%s is %s after %d transitions: %v", told.request, a.text("helpRequest", "status"), len(steps), steps)
			}
		}
	}
}

// inspect counts in the database that the process has left: nothing is there that no phone sent, and nothing twice.
func (s *site) inspect(t *testing.T, phones []*phone) {
	t.Helper()
	db, err := store.Open(context.Background(), s.dsn, s.data, store.WallClock{}, &store.RandomIDs{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ctx := access.AsSystem(context.Background(), "test")
	r := db.Reader(ctx)
	var stories, logs, facts int
	for _, p := range phones {
		for _, told := range p.stories {
			id, err := gid.Parse(told.request)
			if err != nil {
				t.Fatal(err)
			}
			stories++
			logs += r.AssistanceLog.Query().Where(assistancelog.HelpRequestID(id)).CountX(ctx)
			if n := r.RequestHistory.Query().Where(requesthistory.HelpRequestID(id)).CountX(ctx); n != storySteps {
				t.Errorf("%s has %d rows of history", told.request, n)
			}
			logged, names := map[string]int{}, map[string]int{}
			for _, f := range r.OutboxEvent.Query().Where(outboxevent.SubjectID(id)).AllX(ctx) {
				facts++
				names[f.Name]++
				if !f.Relayed {
					t.Errorf("the fact %s of %s was not relayed", f.Name, told.request)
				}
				if n := r.Notification.Query().Where(notification.EventID(f.ID)).CountX(ctx); f.Name == helpdesk.RequestClaimed && n != 1 {
					t.Errorf("of the claim of %s the citizen was told %d times", told.request, n)
				}
				if log := f.Data["logId"]; log != "" {
					logged[log]++
				}
			}
			want := map[string]int{helpdesk.RequestCreated: 1, helpdesk.RequestClaimed: 1, helpdesk.RequestBegun: 1,
				helpdesk.AssistanceLogged: storyLogs - 2, helpdesk.RequestResolved: 1}
			if len(logged) != storyLogs || fmt.Sprint(names) != fmt.Sprint(want) {
				t.Errorf("%s has the facts %v about the logs %v", told.request, names, logged)
			}
		}
	}
	if logs != stories*storyLogs || facts != stories*storyFacts {
		t.Errorf("%d stories have %d logs and %d facts", stories, logs, facts)
	}
	if n := r.HelpRequest.Query().Where(helprequest.ClientIDNotNil(), helprequest.Description("Cần giúp nộp hồ sơ trực tuyến.")).CountX(ctx); n != stories {
		t.Errorf("%d requests are there, %d were acknowledged", n, stories)
	}
	if s.again.Load() == 0 {
		t.Error("no kill came while something was under way")
	}
	t.Logf("%d kills: %d requests, %d logs, %d facts; %d deeds were sent again, %d of them had been kept", crashes, stories, logs, facts, s.again.Load(), s.known.Load())
	if s.dsn == "" {
		s.inspectFile(t)
	}
}

// inspectFile lets SQLite look over its file.
func (s *site) inspectFile(t *testing.T) {
	t.Helper()
	db, err := sql.Open("sqlite", store.SQLiteFile(s.data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var found string
	if err := db.QueryRowContext(context.Background(), "PRAGMA integrity_check").Scan(&found); err != nil || found != "ok" {
		t.Errorf("the file is not sound: %s (%v)", found, err)
	}
	rows, err := db.QueryContext(context.Background(), "PRAGMA foreign_key_check")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() || rows.Err() != nil {
		t.Errorf("a row points to nothing (%v)", rows.Err())
	}
}
