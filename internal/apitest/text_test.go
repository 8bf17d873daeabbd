package apitest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// scrub replaces what is random by nature: tokens, challenges, look-up codes and sealed cursors, and nothing else. Clock and ids are the same in every run.
func scrub(t *testing.T, body []byte) json.RawMessage {
	t.Helper()
	body = regexp.MustCompile(`"(accessToken|refreshToken|challengeId|lookupCode|completionCode|verificationCode|digest|qr|ticket|calendarPath)":"[^"]+"`).ReplaceAll(body, []byte(`"$1":"<secret>"`))
	body = regexp.MustCompile(`"cursor":"offline\.[^"]+"`).ReplaceAll(body, []byte(`"cursor":"<sealed>"`))
	var out bytes.Buffer
	if err := json.Compact(&out, body); err != nil {
		t.Fatalf("the answer is no JSON: %v", err)
	}
	return out.Bytes()
}

// unescape keeps Vietnamese and quotes readable in golden files.
func unescape(text []byte) []byte {
	for from, to := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		text = bytes.ReplaceAll(text, []byte(from), []byte(to))
	}
	return text
}

var sqlBudget = regexp.MustCompile(`(?m)^# sql: (\d+)$`)

// budgetOf is how many statements the document of a step may take; zero when it does not say. A key costs three more: to look
// for the answer, to keep its place and to keep it.
func budgetOf(s *step) int {
	m := sqlBudget.FindStringSubmatch(s.document)
	if s.do == "" || m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	if s.key != "" {
		n += 3
	}
	return n
}

func titleOf(s *step) string {
	switch {
	case s.send != "":
		return "PUT " + s.send
	case s.fetch != "":
		return "GET " + s.fetch
	case s.do != "":
		return s.do
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: s.document})
	if err != nil || len(doc.Operations) == 0 {
		return "(not a document)"
	}
	if name := doc.Operations[0].Name; name != "" {
		return name
	}
	return string(doc.Operations[0].Operation)
}

// rootsOf lists the root fields of the mutations in a document.
func rootsOf(document string) []string {
	doc, err := parser.ParseQuery(&ast.Source{Input: document})
	if err != nil {
		return nil
	}
	var out []string
	for _, op := range doc.Operations {
		if op.Operation != ast.Mutation {
			continue
		}
		for _, s := range op.SelectionSet {
			if f, ok := s.(*ast.Field); ok {
				out = append(out, f.Name)
			}
		}
	}
	return out
}

// difference shows the first lines that differ, with some around them.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			return fmt.Sprintf("line %d\n--- golden\n%s\n+++ now\n%s", i+1, around(w, i), around(g, i))
		}
	}
	return "no difference"
}

func around(lines []string, i int) string {
	return strings.Join(lines[min(max(0, i-3), len(lines)):min(len(lines), i+5)], "\n")
}
