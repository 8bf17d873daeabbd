package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// asCommand makes this test binary the command: a real process with everything that the tests were built with.
const asCommand = "GANDAN_TEST_AS_COMMAND"

// patience is how long a command may take on a machine that is busy with other tests.
const patience = time.Minute

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		os.Exit(0)
	}
	status := m.Run()
	if template.folder != "" {
		_ = os.RemoveAll(template.folder)
	}
	os.Exit(status)
}

// template is a folder whose database has the units already, which takes a while under the race detector.
var template struct {
	once   sync.Once
	folder string
}

// settled is a folder of its own with a copy of the template.
func settled(t *testing.T) string {
	t.Helper()
	template.once.Do(func() {
		var err error
		if template.folder, err = os.MkdirTemp("", "gandan"); err != nil { //nolint:usetesting // it outlives this test
			t.Fatal(err)
		}
		if status := serve(t, template.folder).stop(t); status != 0 {
			t.Fatalf("the template ended with status %d", status)
		}
		if left, _ := filepath.Glob(filepath.Join(template.folder, "data", "*-wal")); len(left) > 0 {
			t.Fatal("a server that ended well has left rows outside its file")
		}
	})
	folder := t.TempDir()
	rows, err := os.ReadFile(filepath.Join(template.folder, "data", "gandan.db"))
	if err == nil {
		err = os.Mkdir(filepath.Join(folder, "data"), 0o700)
	}
	if err = errors.Join(err, os.WriteFile(filepath.Join(folder, "data", "gandan.db"), rows, 0o600)); err != nil {
		t.Fatal(err)
	}
	return folder
}

// command is gandan with the arguments, in a folder, without the settings of whoever runs the tests.
func command(t *testing.T, folder string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.Dir = folder
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GANDAN_") })
	c.Env = append(c.Env, asCommand+"=1", "GORACE=atexit_sleep_ms=0")
	return c
}

// ending is how a command came to its end.
type ending struct {
	status   int
	out, err string
}

func run(t *testing.T, folder string, args ...string) ending {
	t.Helper()
	return finish(t, command(t, folder, args...))
}

func finish(t *testing.T, c *exec.Cmd) ending {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	var ended *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return ending{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// done fails the test unless the command did what it should, and gives what it said.
func (e ending) done(t *testing.T) string {
	t.Helper()
	if e.status != 0 {
		t.Fatalf("status %d: %s%s", e.status, e.out, e.err)
	}
	return strings.TrimSpace(e.out)
}

// refused fails the test unless the command ended with status 1 and so many lines that hold the words, and with nothing that
// only we understand or that is none of the reader's business.
func (e ending) refused(t *testing.T, lines int, words ...string) {
	t.Helper()
	if e.status != 1 || e.out != "" {
		t.Errorf("status %d, want 1; stdout %q", e.status, e.out)
	}
	if n := strings.Count(e.err, "\n"); n != lines {
		t.Errorf("%d lines, want %d", n, lines)
	}
	for line := range strings.Lines(e.err) {
		if !strings.HasPrefix(line, "gandan: ") {
			t.Errorf("this line is not ours: %q", line)
		}
	}
	for _, word := range words {
		if !strings.Contains(e.err, word) {
			t.Errorf("there is no word about %q", word)
		}
	}
	for _, inner := range append(secrets(t), "panic", "goroutine", ".go:", "SELECT", "INSERT", "UPDATE ", "CREATE ", "INTERNAL", "BAD_USER_INPUT", "context ") {
		if strings.Contains(e.err, inner) {
			t.Errorf("it shows %q", inner)
		}
	}
	if t.Failed() {
		t.Logf("it said: %s", e.err)
	}
}

// secrets are places that nobody named: every command runs in its folder with relative paths.
func secrets(t *testing.T) []string {
	t.Helper()
	source, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return []string{source, filepath.Dir(filepath.Dir(t.TempDir())) + "/", password}
}

// password stands in the addresses of databases and must never be shown.
const password = "khong-ai-duoc-biet"

// server is gandan serve, running.
type server struct {
	*exec.Cmd
	address string
	gone    chan struct{} // closed when its log has ended
	mu      sync.Mutex
	log     []string
	out     bytes.Buffer
}

// serve starts a server on a free port.
func serve(t *testing.T, folder string, args ...string) *server {
	t.Helper()
	s := begin(t, folder, args...)
	s.up(t)
	return s
}

// begin starts a server and does not wait for it.
func begin(t *testing.T, folder string, args ...string) *server {
	t.Helper()
	s := &server{gone: make(chan struct{}), Cmd: command(t, folder, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)}
	s.Stdout = &s.out
	log, err := s.StderrPipe()
	if err == nil {
		err = s.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	go func() {
		defer close(s.gone)
		for lines := bufio.NewScanner(log); lines.Scan(); {
			s.mu.Lock()
			s.log = append(s.log, lines.Text())
			s.mu.Unlock()
		}
	}()
	return s
}

// up waits until the server listens.
func (s *server) up(t *testing.T) {
	t.Helper()
	s.address = s.says(t, "listening").Address
}

// logLine is what the tests read in a line of the log.
type logLine struct{ Msg, Address, Text string }

// says waits for a line of the log.
func (s *server) says(t *testing.T, msg string) logLine {
	t.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(5 * time.Millisecond) {
		for _, line := range s.lines() {
			var l logLine
			if json.Unmarshal([]byte(line), &l) == nil && l.Msg == msg {
				return l
			}
		}
		select {
		case <-s.gone:
			t.Fatalf("the server ended and said: %q", s.lines())
		default:
		}
	}
	t.Fatalf("the server does not say %q but %q", msg, s.lines())
	return logLine{}
}

func (s *server) lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// stop asks the server to stop and gives its status.
func (s *server) stop(t *testing.T) int {
	t.Helper()
	if err := s.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	return s.ended()
}

func (s *server) ended() int {
	<-s.gone
	_ = s.Wait()
	return s.ProcessState.ExitCode()
}
