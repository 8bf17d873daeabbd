package apitest_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"gandan/graph/generated"
	"gandan/internal/access"
)

// outcome is what the golden files show of a mutation.
type outcome struct{ success, forbidden, unauthenticated, anotherUnit bool }

// TestEveryMutationIsShownToWorkAndToBeRefused reads the golden files: each mutation has a success; one that needs a role or
// a relation has a FORBIDDEN and a step of another unit; one that any signed-in person may use has an UNAUTHENTICATED.
func TestEveryMutationIsShownToWorkAndToBeRefused(t *testing.T) {
	seen := outcomes(t)
	for _, f := range generated.NewExecutableSchema(generated.Config{}).Schema().Mutation.Fields {
		o := seen[f.Name]
		if !o.success {
			t.Errorf("%s has no case that succeeds", f.Name)
		}
		switch fenced, open := fence(f); {
		case open:
		case fenced && !(o.forbidden && o.anotherUnit):
			t.Errorf("%s: FORBIDDEN shown %v, another unit shown %v", f.Name, o.forbidden, o.anotherUnit)
		case !fenced && !o.unauthenticated:
			t.Errorf("%s has no case without a sign-in", f.Name)
		}
	}
}

// fence tells whether a mutation depends on more than a sign-in, and whether it needs none at all.
func fence(f *ast.FieldDefinition) (fenced, open bool) {
	if f.Directives.ForName("public") != nil {
		return false, true
	}
	can := f.Directives.ForName("can")
	if can == nil {
		return false, false
	}
	action := access.Action(can.Arguments.ForName("do").Value.Raw)
	return !slices.ContainsFunc(access.Grants(), func(g access.Grant) bool { return g.Action == action && g.Reach == access.Anywhere }), false
}

func outcomes(t *testing.T) map[string]*outcome {
	t.Helper()
	out := map[string]*outcome{}
	for name, file := range caseFiles(t) {
		var shown []result
		text, err := os.ReadFile(strings.TrimSuffix(file, ".graphql") + ".golden.json")
		if err == nil {
			err = json.Unmarshal(text, &shown)
		}
		steps := readCase(t, file)
		if err != nil || len(shown) != len(steps) {
			t.Fatalf("the golden file of %s does not fit its case (%v)", name, err)
		}
		for i, s := range steps {
			for _, field := range rootsOf(s.document) {
				if out[field] == nil {
					out[field] = &outcome{}
				}
				out[field].add(shown[i])
			}
		}
	}
	for _, f := range generated.NewExecutableSchema(generated.Config{}).Schema().Mutation.Fields {
		if out[f.Name] == nil {
			out[f.Name] = &outcome{}
		}
	}
	return out
}

func (o *outcome) add(r result) {
	has := func(code string) bool {
		return strings.Contains(string(r.Response), `"code":"`+code+`"`) || strings.Contains(string(r.Response), `"code": "`+code+`"`)
	}
	o.success = o.success || !strings.Contains(string(r.Response), `"errors"`)
	o.forbidden = o.forbidden || has("FORBIDDEN")
	o.unauthenticated = o.unauthenticated || has("UNAUTHENTICATED")
	o.anotherUnit = o.anotherUnit || strings.Contains(r.Case, "another unit")
}

// subscriptions are the documents that no case can run, since a case asks once and a subscription answers on and on: they are
// tested over real sockets, in live_test.go and projector_test.go.
func subscriptions() []string {
	return []string{"public/LiveQuestions", "public/LiveConference", "public/Projector", "citizen/LiveNotifications"}
}

// TestEveryDocumentIsRun: what stands in graph/operations is the contract, so some case runs it with success.
func TestEveryDocumentIsRun(t *testing.T) {
	done := map[string]bool{}
	for name, file := range caseFiles(t) {
		var shown []result
		text, err := os.ReadFile(strings.TrimSuffix(file, ".graphql") + ".golden.json")
		if err == nil {
			err = json.Unmarshal(text, &shown)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, r := range shown {
			done[r.Do] = done[r.Do] || !strings.Contains(string(r.Response), `"errors"`)
		}
	}
	files, err := filepath.Glob(operations + "/*/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents (%v)", err)
	}
	for _, f := range files {
		rel, _ := filepath.Rel(operations, f)
		name := strings.TrimSuffix(filepath.ToSlash(rel), ".graphql")
		if !slices.Contains(subscriptions(), name) && !done[name] {
			t.Errorf("no case runs %s with success", name)
		}
	}
}
