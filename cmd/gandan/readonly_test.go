//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// asNobody makes the command run as somebody who may not write everywhere, when the tests run as root.
const (
	asNobody = "GANDAN_TEST_AS_NOBODY"
	nobody   = 65534
)

func init() {
	if os.Getenv(asNobody) == "" {
		return
	}
	if syscall.Setgid(nobody) != nil || syscall.Setuid(nobody) != nil {
		os.Exit(99)
	}
}

func TestAReadOnlyFolderIsNamed(t *testing.T) {
	for name, prepare := range map[string]func(t *testing.T, folder string){
		"from the beginning":     func(*testing.T, string) {},
		"since it was filled":    func(t *testing.T, folder string) { t.Helper(); run(t, folder, "token", "--phone", citizen).done(t) },
		"with its database open": func(t *testing.T, folder string) { t.Helper(); serve(t, folder) },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			data := filepath.Join(folder, "data")
			if err := os.MkdirAll(data, 0o755); err != nil {
				t.Fatal(err)
			}
			prepare(t, folder)
			giveAway(t, folder)
			if err := os.Chmod(data, 0o555); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(data, 0o700) })
			for _, name := range []string{"serve", "migrate"} {
				c := command(t, folder, name)
				if os.Geteuid() == 0 {
					c.Env = append(c.Env, asNobody+"="+strconv.Itoa(nobody))
				}
				finish(t, c).refused(t, 1, "data")
			}
		})
	}
}

// giveAway lets nobody reach the folder and read what is in it.
func giveAway(t *testing.T, folder string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	for _, f := range []string{folder, filepath.Dir(folder)} {
		if err := os.Chmod(f, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "data", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.Chown(f, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
}
