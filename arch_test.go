package gandan_test

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module           = "gandan/"
	maxFileLines     = 500
	maxResolverLines = 12
)

// Peers own a part of the work of their own and hear of each other by events or by an interface wired in app.
var peers = []string{
	"internal/helpdesk", "internal/conference", "internal/moderation", "internal/oversight", "internal/grassroots",
	"internal/reception", "internal/issues", "internal/review", "internal/rights", "internal/registration", "internal/poll",
	"internal/commitment", "internal/criticism", "internal/satisfaction", "internal/attachment",
	"internal/team",
	"internal/contact",
	"internal/assistance",
	"internal/offline",
}

// Ground is what every peer stands on.
var ground = []string{"internal/identity", "internal/territory", "internal/territory/data", "internal/calendar", "internal/policy", "internal/procedure"}

var (
	tools   = []string{"internal/text", "internal/lifecycle", "internal/fault", "internal/event", "internal/page"}
	writing = slices.Concat(tools, ground, []string{"ent", "ent/...", "internal/store", "internal/access"})
	// Reacting packages hear of facts and read what they are about.
	reacting = []string{"ent", "ent/...", "internal/access", "internal/event", "internal/fault", "internal/page", "internal/store"}
	all      = []string{"ent", "ent/...", "internal/..."}
)

// mayImport says which packages of ours a package may import, beside itself and what lies below it. A package that is not
// named here fails the test: decide where it belongs first.
var mayImport = map[string][]string{
	".":                        nil,
	"cmd/gandan":               all,
	"internal/app":             append(slices.Clone(all), "graph", "graph/..."),
	"graph":                    slices.Concat(peers, ground, tools, []string{"graph/...", "ent", "ent/...", "internal/access", "internal/live", "internal/notify"}),
	"graph/generated":          slices.Concat(peers, ground, tools, []string{"graph/model", "graph/scalar", "ent", "ent/...", "internal/access", "internal/live", "internal/notify"}),
	"graph/model":              slices.Concat(peers, ground, tools, []string{"graph/scalar", "ent", "ent/...", "internal/access", "internal/notify"}),
	"graph/scalar":             {"ent/gid", "internal/calendar"},
	"graph/operations":         nil,
	"ent/schema":               {"ent/mixin", "ent/gid"},
	"ent/mixin":                {"ent/gid"},
	"ent/gid":                  nil,
	"ent/migrate":              nil,
	"ent/migrate/diff":         {"ent/migrate"},
	"internal/access":          {"ent", "ent/...", "internal/fault"},
	"internal/store":           {"ent", "ent/...", "internal/access", "internal/fault", "internal/event"},
	"internal/store/storetest": {"ent", "ent/...", "internal/access", "internal/store"},
	"internal/page":            {"ent/gid", "internal/access", "internal/fault"},
	"internal/lifecycle":       {"internal/access", "internal/fault"},
	"internal/event":           {"ent/gid"},
	"internal/live":            reacting,
	"internal/outbox":          reacting,
	"internal/notify":          reacting,
	"internal/idempotency":     {"ent", "ent/...", "internal/access", "internal/fault", "internal/store"},
	"internal/httpd":           {"ent/gid", "internal/access", "internal/config", "internal/fault", "internal/identity", "internal/live"},
	"internal/calendar":        {"internal/text"},
	"internal/territory/data":  nil,
	"internal/config":          nil,
	"internal/fault":           nil,
	"internal/text":            nil,
	"internal/demo":            all,
	"internal/bench":           all,
	"internal/apitest":         all,
}

func TestEveryPackageImportsOnlyWhatItMay(t *testing.T) {
	for dir, imports := range importsByPackage(t) {
		allowed, known := allowedFor(dir)
		if !known {
			t.Errorf("%s has no place yet: name it in mayImport", dir)
			continue
		}
		for _, imported := range imports {
			if !matches(imported, append(slices.Clone(allowed), dir+"/...")) {
				t.Errorf("%s may not import %s", dir, imported)
			}
		}
	}
}

func allowedFor(dir string) (allowed []string, known bool) {
	if allowed, known = mayImport[dir]; known {
		return allowed, true
	}
	return writing, slices.Contains(peers, dir) || slices.Contains(ground, dir)
}

func matches(dir string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		folder, below := strings.CutSuffix(pattern, "/...")
		return dir == pattern || below && strings.HasPrefix(dir, folder+"/")
	})
}

// TestTheSchemaImportsOnlyEnt keeps the schema data: what it describes is generated from it.
func TestTheSchemaImportsOnlyEnt(t *testing.T) {
	for _, file := range goFiles(t) {
		if !strings.HasPrefix(file.path, "ent/schema/") {
			continue
		}
		for _, imported := range file.imports() {
			if strings.Contains(imported, ".") && !strings.HasPrefix(imported, "entgo.io/") {
				t.Errorf("%s imports %s", file.path, imported)
			}
		}
	}
}

func TestResolversOnlyDelegate(t *testing.T) {
	found := 0
	for _, file := range goFiles(t) {
		if ok, err := path.Match("graph/*.resolvers.go", file.path); err != nil || !ok {
			continue
		}
		for _, declaration := range file.tree.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok {
				found++
				requireDelegation(t, file, function)
			}
		}
	}
	if found == 0 {
		t.Error("there are no resolvers in graph/*.resolvers.go")
	}
}

func requireDelegation(t *testing.T, file goFile, function *ast.FuncDecl) {
	t.Helper()
	at := file.files.Position(function.Pos())
	if lines := file.files.Position(function.End()).Line - at.Line + 1; lines > maxResolverLines {
		t.Errorf("%s: %s has %d lines, %d are enough to delegate", at, function.Name.Name, lines, maxResolverLines)
	}
	ast.Inspect(function, func(node ast.Node) bool {
		switch node.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			t.Errorf("%s: %s has a loop: it belongs to the domain", file.files.Position(node.Pos()), function.Name.Name)
		}
		return true
	})
}

func TestNoFileIsTooLong(t *testing.T) {
	for _, file := range goFiles(t) {
		if lines := file.files.Position(file.tree.FileEnd).Line; lines > maxFileLines {
			t.Errorf("%s has %d lines; split it by noun", file.path, lines)
		}
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	later := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	for _, name := range handWritten(t, ".go", ".graphqls", ".graphql", ".tmpl", ".yml", ".mjs", ".md") {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(file)
		for n := 1; lines.Scan(); n++ {
			if later.MatchString(lines.Text()) {
				t.Errorf("%s:%d: %s", name, n, strings.TrimSpace(lines.Text()))
			}
		}
		if err := file.Close(); err != nil || lines.Err() != nil {
			t.Fatal(name, err, lines.Err())
		}
	}
}

// A goFile is a file that a person wrote.
type goFile struct {
	path  string
	files *token.FileSet
	tree  *ast.File
}

func (f goFile) imports() []string {
	var paths []string
	for _, spec := range f.tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err == nil {
			paths = append(paths, imported)
		}
	}
	return paths
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var parsed []goFile
	for _, name := range handWritten(t, ".go") {
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if !ast.IsGenerated(tree) {
			parsed = append(parsed, goFile{path: name, files: files, tree: tree})
		}
	}
	return parsed
}

// importsByPackage leaves tests out: they may prepare what the package itself may not touch.
func importsByPackage(t *testing.T) map[string][]string {
	t.Helper()
	packages := map[string][]string{}
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file.path, "_test.go") {
			continue
		}
		dir := path.Dir(file.path)
		packages[dir] = append(packages[dir], ours(file.imports())...)
	}
	if len(packages) < 10 {
		t.Fatalf("only %d packages were found", len(packages))
	}
	return packages
}

func ours(imports []string) []string {
	var dirs []string
	for _, imported := range imports {
		if dir, ok := strings.CutPrefix(imported, module); ok {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// handWritten lists the files of these kinds below the root of the module, by their paths with slashes.
func handWritten(t *testing.T, extensions ...string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git" || name == "data") {
			return fs.SkipDir
		}
		if !entry.IsDir() && slices.Contains(extensions, filepath.Ext(name)) {
			names = append(names, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
