package main

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-sql-driver/mysql"

	"gandan/internal/store/storetest"
)

func TestACommandThatIsNotUnderstoodIsRefusedInOneLine(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no command":           {nil, "token"},
		"an unknown command":   {[]string{"fly"}, "fly"},
		"an unknown flag":      {[]string{"serve", "--nonsense"}, "--nonsense"},
		"an argument too many": {[]string{"serve", "now"}, "now"},
		"a flag without value": {[]string{"serve", "--listen"}, "--listen"},
		"a word for a number":  {[]string{"serve", "--rate-points", "many"}, "--rate-points"},
		"an unknown sender":    {[]string{"serve", "--sms", "pigeon"}, "--sms"},
		"a webhook to nowhere": {[]string{"serve", "--sms", "webhook"}, "--sms-url"},
		"an address, no port":  {[]string{"serve", "--listen", "localhost"}, "--listen"},
		"a token for nobody":   {[]string{"token"}, "--phone"},
		"a token for no time":  {[]string{"token", "--phone", "+84100000005", "--ttl", "0s"}, "second"},
		"an import of nothing": {[]string{"import"}, "<file>"},
		"an import of what":    {[]string{"import", "people", "people.csv"}, "people"},
		"bench of nothing":     {[]string{"bench"}, "data"},
		"bench of no size":     {[]string{"bench", "data", "--scale", "0"}, "0.002"},
		"holidays of nowhere":  {[]string{"serve", "--holidays", "none.csv"}, "none.csv"},
	} {
		t.Run(name, func(t *testing.T) { run(t, t.TempDir(), c.args...).refused(t, 1, c.says) })
	}
}

func TestHelpIsNoFailure(t *testing.T) {
	if out := run(t, t.TempDir(), "--help").done(t); out == "" {
		t.Error("there is no help")
	}
}

func TestAPhoneThatCannotBeGetsNoToken(t *testing.T) {
	folder := settled(t)
	for _, phone := range []string{"", "1", "+84", "0912", "+8410000000599999", "+15551234567", "bậy bạ", "'; --"} {
		t.Run(phone, func(t *testing.T) {
			run(t, folder, "token", "--phone", phone).refused(t, 1, "phone number is not valid")
		})
	}
}

func TestADatabaseThatCannotBeIsNamedWithoutItsPassword(t *testing.T) {
	for name, c := range map[string]struct{ command, dsn, says string }{
		"no address":          {"serve", "nonsense", "user:password@tcp(host:3306)/gandan"},
		"no database":         {"migrate", "root:" + password + "@tcp(127.0.0.1:3306)/", "names no database"},
		"a bracket too few":   {"serve", "root:" + password + "@tcp(127.0.0.1:3306/gandan", "user:password@tcp(host:3306)/gandan"},
		"an unknown option":   {"migrate", "root:" + password + "@tcp(127.0.0.1:" + closedPort(t) + ")/gandan?tls=" + password, "user:password@tcp(host:3306)/gandan"},
		"nobody listens":      {"serve", "root:" + password + "@tcp(127.0.0.1:" + closedPort(t) + ")/gandan", "cannot be reached"},
		"somebody is silent":  {"migrate", "root:" + password + "@tcp(" + listener(t) + ")/gandan", "does not answer within 10s"},
		"no host of the name": {"serve", "root:" + password + "@tcp(khong-co.invalid:3306)/gandan", "cannot be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, t.TempDir(), c.command, "--db", c.dsn).refused(t, 1, c.says)
		})
	}
}

// closedPort is one that somebody had a moment ago.
func closedPort(t *testing.T) string {
	t.Helper()
	ln := listen(t)
	_, port, err := net.SplitHostPort(ln.Addr().String())
	if err != nil || ln.Close() != nil {
		t.Fatal("the port cannot be closed")
	}
	return port
}

// listener takes connections and never says anything.
func listener(t *testing.T) string {
	t.Helper()
	return listen(t).Addr().String()
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	return ln
}

func TestAWrongPasswordIsNotRepeated(t *testing.T) {
	cfg, err := mysql.ParseDSN(storetest.MariaDB(t))
	if err != nil {
		t.Fatal(err)
	}
	cfg.User, cfg.Passwd = "gandan_stranger", password
	run(t, t.TempDir(), "serve", "--db", cfg.FormatDSN()).refused(t, 1, "gandan_stranger", "password")
}

func TestAFolderThatCannotHoldTheDataIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		data, says string
		prepare    func(folder string) error
	}{
		"a file":       {"data", "data", func(f string) error { return os.WriteFile(filepath.Join(f, "data"), nil, 0o600) }},
		"below a file": {"file/data", "file", func(f string) error { return os.WriteFile(filepath.Join(f, "file"), nil, 0o600) }},
		"a database that is a folder": {"data", "data/gandan.db", func(f string) error {
			return os.MkdirAll(filepath.Join(f, "data", "gandan.db"), 0o700)
		}},
		"a database that is none": {"data", "data/gandan.db", func(f string) error {
			err := os.Mkdir(filepath.Join(f, "data"), 0o700)
			return errors.Join(err, os.WriteFile(filepath.Join(f, "data", "gandan.db"), bytes.Repeat([]byte("no database "), 500), 0o600))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := c.prepare(folder); err != nil {
				t.Fatal(err)
			}
			for _, command := range []string{"serve", "migrate"} {
				run(t, folder, command, "--data", c.data).refused(t, 1, c.says)
			}
		})
	}
}

func TestAPortInUseIsNamedAndNothingIsLoaded(t *testing.T) {
	folder, taken := settled(t), listener(t)
	run(t, folder, "serve", "--demo", "--listen", taken).refused(t, 1, taken, "--listen")
	run(t, folder, "bench", "data", "--scale", "0.002").done(t) // which goes into an empty database only
}

func TestTestDataGoesIntoAnEmptyDatabaseOnly(t *testing.T) {
	folder := settled(t)
	run(t, folder, "token", "--phone", "+84100000005").done(t)
	run(t, folder, "bench", "data", "--scale", "0.002").refused(t, 1, "empty")
	if out := run(t, folder, "migrate").done(t); out != "the database is up to date" {
		t.Errorf("migrate says %q", out)
	}
}
