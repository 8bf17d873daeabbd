package graph

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// ourSchema is the schema as its files state it.
func ourSchema(t *testing.T) *ast.Schema {
	t.Helper()
	files, err := filepath.Glob("*.graphqls")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schema: %v", err)
	}
	var sources []*ast.Source
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: file, Input: string(text)})
	}
	return gqlparser.MustLoadSchema(sources...)
}

func TestEveryScreenFitsWithinTheLimitsWithTheLargestPages(t *testing.T) {
	schema, l := ourSchema(t), DefaultLimits()
	err := fs.WalkDir(os.DirFS("operations"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".graphql") {
			return err
		}
		t.Run(path, func(t *testing.T) { fits(t, schema, l, path) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func fits(t *testing.T, schema *ast.Schema, l Limits, path string) {
	text, err := os.ReadFile(filepath.Join("operations", path))
	if err != nil {
		t.Fatal(err)
	}
	doc, errs := gqlparser.LoadQueryWithRules(schema, string(text), nil)
	if errs != nil {
		t.Fatal(errs)
	}
	op := doc.Operations[0]
	if err := l.checkDocument(doc); err != nil {
		t.Error(err)
	}
	if err := l.checkOperation(doc, op); err != nil {
		t.Error(err)
	}
	largest := map[string]any{"first": int64(100), "last": int64(100), "logs": int64(100)}
	cost := operationCost(l, doc, op, largest)
	t.Logf("%d points, %d levels deep", cost, newMeasure(doc).depth(op.SelectionSet))
	if cost > l.Cost {
		t.Errorf("it costs %d points", cost)
	}
}
