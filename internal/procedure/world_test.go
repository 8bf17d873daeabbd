package procedure

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/procedure"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// today is the day of the tests; the clock of storetest stands on it.
const today = "2026-03-02"

// world is a service over the units and the procedures that come with the program.
type world struct {
	*Service
	store *store.Store
	clock *storetest.Clock
}

// visitor is somebody who has not signed in: procedures are public.
func visitor() context.Context { return access.With(context.Background(), access.Anonymous()) }

// system reads what no person may.
func system() context.Context { return access.AsSystem(context.Background(), "test") }

// onBoth runs a test with the standard procedures on SQLite and on MariaDB.
func onBoth(t *testing.T, test func(t *testing.T, w world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		day := func() string { return today }
		places := territory.New(s, day)
		service := New(s, places, day, Options{PortalLink: "https://portal.example.vn/tthc?ma={code}"})
		if err := errors.Join(places.Ensure(context.Background()), service.Ensure(context.Background())); err != nil {
			t.Fatal(err)
		}
		test(t, world{service, s, clock})
	})
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// birth is the procedure that the tests give versions, fees and a checklist.
const birth = "1.001193"

func (w world) coded(t *testing.T, code string) *ent.Procedure {
	t.Helper()
	p := w.store.Reader(system()).Procedure.Query().Where(procedure.Code(code)).OnlyX(system())
	return must[*ent.Procedure](t)(w.Procedure(visitor(), p.ID))
}

type importing func(context.Context, io.Reader) (territory.Summary, error)

func imports(t *testing.T, load importing, file string, want territory.Summary) {
	t.Helper()
	if sum, err := load(t.Context(), strings.NewReader(file)); err != nil || sum != want {
		t.Errorf("the import: %v (%v), want %v", sum, err, want)
	}
}

// refused checks that a file is refused for one thing, with its line and column.
func refused(t *testing.T, name string, load importing, file string, line int, column string) {
	t.Helper()
	_, err := load(t.Context(), strings.NewReader(file))
	var problems Problems
	if !fault.HasKey(err, "BAD_DATA") || !errors.As(err, &problems) || len(problems) != 1 || problems[0].Line != line || problems[0].Column != column {
		t.Errorf("%s: %v", name, err)
	}
}

func (w world) find(t *testing.T, wanted string) (names []string) {
	t.Helper()
	first := page.Max
	c := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), &wanted, Filter{}, page.Args{First: &first}))
	return namesOf(c.Nodes)
}

func namesOf(rows []*ent.Procedure) (names []string) {
	for _, p := range rows {
		names = append(names, p.Name)
	}
	return names
}

func ptr[T any](v T) *T { return &v }
