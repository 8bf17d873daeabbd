package territory

import (
	"context"
	"testing"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// today is the day of the tests; the clock of storetest stands on it.
const today = "2026-03-02"

// visitor is somebody who has not signed in: places are public.
func visitor() context.Context { return access.With(context.Background(), access.Anonymous()) }

// system reads what no person may.
func system() context.Context { return access.AsSystem(context.Background(), "test") }

// standing is a service over the places that come with the program.
func standing(t *testing.T, s *store.Store) *Service {
	t.Helper()
	service := New(s, func() string { return today })
	if err := service.Ensure(context.Background()); err != nil {
		t.Fatalf("loading the standard places: %v", err)
	}
	return service
}

// onBoth runs a test with the standard places on SQLite and on MariaDB.
func onBoth(t *testing.T, test func(t *testing.T, service *Service, s *store.Store, clock *storetest.Clock)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, standing(t, s), s, clock) })
}

// unitNamed is the one unit in force on a day that has the name.
func unitNamed(t *testing.T, s *Service, name, day string) *ent.Unit {
	t.Helper()
	first := page.Max
	c, err := s.Units(visitor(), &name, nil, &day, page.Args{First: &first})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range c.Nodes {
		if u.Name == name {
			return u
		}
	}
	t.Fatalf("no unit %q on %s", name, day)
	return nil
}
