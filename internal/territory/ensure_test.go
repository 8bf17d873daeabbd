package territory

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/unit"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

func TestTheStandardPlacesAreLoadedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, clock *storetest.Clock) {
		checkStandardCounts(t, s)
		before := newestChange(t, s)
		clock.Advance(time.Hour)
		if err := service.Ensure(context.Background()); err != nil {
			t.Fatal(err)
		}
		checkStandardCounts(t, s)
		if after := newestChange(t, s); !after.Equal(before) {
			t.Errorf("the second start changed units at %s", after)
		}
	})
}

func checkStandardCounts(t *testing.T, s *store.Store) {
	t.Helper()
	r := s.Reader(system())
	for name, c := range map[string]struct {
		count func(context.Context) (int, error)
		want  int
	}{
		"units":         {r.Unit.Query().Count, 1 + 30 + 584 + 126},
		"districts":     {r.Unit.Query().Where(unit.KindIn(unit.KindURBAN_DISTRICT, unit.KindRURAL_DISTRICT, unit.KindTOWN)).Count, 30},
		"successions":   {r.UnitSuccession.Query().Count, 795},
		"organisations": {r.Organisation.Query().Count, 127 * 6},
	} {
		if got, err := c.count(system()); err != nil || got != c.want {
			t.Errorf("%s: %d (%v), want %d", name, got, err, c.want)
		}
	}
}

func newestChange(t *testing.T, s *store.Store) time.Time {
	t.Helper()
	u, err := s.Reader(system()).Unit.Query().Order(ent.Desc(unit.FieldUpdatedAt)).First(system())
	if err != nil {
		t.Fatal(err)
	}
	return u.UpdatedAt
}

func TestAUnitKnowsItsPathItsParentAndItsSuccessors(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		for name, want := range map[string]string{"Thành phố Hà Nội": "/01/", "Phường Hà Đông": "/01/09556/", "Phường Hoàn Kiếm": "/01/00070/"} {
			if u := unitNamed(t, service, name, today); u.Path != want {
				t.Errorf("%s has path %s, want %s", name, u.Path, want)
			}
		}
		old := unitNamed(t, service, "Phường Điện Biên", "2017-06-30")
		if old.Path != "/01/001/00019/" || service.Parent(old).Name != "Quận Ba Đình" || service.Parent(service.Parent(old)).Path != "/01/" {
			t.Errorf("Phường Điện Biên lies at %s", old.Path)
		}
		if city := service.Parent(service.Parent(old)); service.Parent(city) != nil || len(service.Successors(city)) != 0 {
			t.Error("the city has a parent or a successor")
		}
		var names []string
		for _, u := range service.Successors(old) {
			names = append(names, u.Name)
		}
		if !slices.Equal(names, []string{"Phường Ba Đình", "Phường Hoàn Kiếm", "Phường Ô Chợ Dừa", "Phường Văn Miếu - Quốc Tử Giám"}) {
			t.Errorf("Phường Điện Biên became %v", names)
		}
	})
}

func TestTwoProcessesMayStartTogether(t *testing.T) {
	folder := t.TempDir()
	for name, dsn := range map[string]func(*testing.T) string{
		"sqlite":  func(*testing.T) string { return "" },
		"mariadb": func(t *testing.T) string { t.Helper(); return storetest.MariaDB(t) },
	} {
		t.Run(name, func(t *testing.T) {
			address := dsn(t)
			var stores [2]*store.Store
			for i := range stores {
				s, err := store.Open(context.Background(), address, filepath.Join(folder, name), store.WallClock{}, &store.RandomIDs{})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				stores[i] = s
			}
			var both sync.WaitGroup
			for _, s := range stores {
				both.Go(func() {
					if err := New(s, func() string { return today }).Ensure(context.Background()); err != nil {
						t.Errorf("one of two starts fails: %v", err)
					}
				})
			}
			both.Wait()
			checkStandardCounts(t, stores[0])
		})
	}
}
