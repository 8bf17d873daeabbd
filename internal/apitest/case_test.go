package apitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// step is one call of a case.
type step struct {
	as, do, vars, key, lang, covers string
	send, fetch                     string // a file instead of a document
	keep                            map[string]string
	wait                            time.Duration
	document                        string
	line                            int
}

const operations = "../../graph/operations"

// readCase parses a case file.
func readCase(t *testing.T, file string) []step {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var steps []step
	for i, line := range strings.Split(string(text), "\n") {
		name, value, directive := directiveOf(line)
		switch {
		case directive && name == "as":
			steps = append(steps, step{as: value, lang: "vi", keep: map[string]string{}, line: i + 1})
		case len(steps) == 0:
		case directive:
			if err := steps[len(steps)-1].set(name, value); err != nil {
				t.Fatalf("%s:%d: %v", file, i+1, err)
			}
		default:
			steps[len(steps)-1].document += line + "\n"
		}
	}
	for i := range steps {
		steps[i].load(t, file)
	}
	if len(steps) == 0 {
		t.Fatalf("%s has no steps", file)
	}
	return steps
}

var directive = regexp.MustCompile(`^# (as|do|vars|keep|wait|key|lang|case|send|fetch): (.*)$`)

func directiveOf(line string) (name, value string, ok bool) {
	m := directive.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], strings.TrimSpace(m[2]), true
}

func (s *step) set(name, value string) (err error) {
	switch name {
	case "do":
		s.do = value
	case "vars":
		s.vars += value
	case "key":
		s.key = value
	case "lang":
		s.lang = value
	case "case":
		s.covers = value
	case "send":
		s.send = value
	case "fetch":
		s.fetch = value
	case "wait":
		s.wait, err = time.ParseDuration(value)
	case "keep":
		variable, path, ok := strings.Cut(value, " = ")
		if !ok {
			return fmt.Errorf("keep: %q is not name = path", value)
		}
		s.keep[variable] = path
	}
	return err
}

// load takes the document from graph/operations when the step names one.
func (s *step) load(t *testing.T, file string) {
	t.Helper()
	if s.do != "" {
		text, err := os.ReadFile(filepath.Join(operations, s.do+".graphql"))
		if err != nil {
			t.Fatalf("%s:%d: %v", file, s.line, err)
		}
		s.document = string(text)
	}
	if s.send == "" && s.fetch == "" && strings.TrimSpace(strings.Join(withoutComments(s.document), "")) == "" {
		t.Fatalf("%s:%d: the step has no document", file, s.line)
	}
}

func withoutComments(document string) []string {
	var out []string
	for _, line := range strings.Split(document, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			out = append(out, line)
		}
	}
	return out
}

// caseFiles lists every case by its name, <domain>/<case>.
func caseFiles(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in testdata (%v)", err)
	}
	out := map[string]string{}
	for _, f := range files {
		out[strings.TrimSuffix(filepath.ToSlash(strings.TrimPrefix(f, "testdata/")), ".graphql")] = f
	}
	return out
}
