package territory

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gandan/ent/organisation"
	"gandan/ent/unit"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

const (
	unitColumnsLine       = "code,name,kind,parent_code,valid_from,valid_to,source,confidence\n"
	successionColumnsLine = "predecessor_code,successor_code,part,name_then,source,confidence\n"
)

func importUnits(t *testing.T, service *Service, file string) Summary {
	t.Helper()
	sum, err := service.ImportUnits(t.Context(), strings.NewReader(file))
	if err != nil {
		t.Fatalf("importing units: %v", err)
	}
	return sum
}

func TestASecondImportChangesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, clock *storetest.Clock) {
		file := unitColumnsLine + "99001,Phường Thử Nghiệm,WARD,01,2026-01-01,,invented,for a test\n99002,Xã Ví Dụ,COMMUNE,01,2026-01-01,2027-01-01,invented,for a test\n"
		if sum := importUnits(t, service, file); sum != (Summary{New: 2}) {
			t.Errorf("the first import: %v", sum)
		}
		before := newestChange(t, s)
		clock.Advance(time.Hour)
		if sum := importUnits(t, service, file); sum != (Summary{Unchanged: 2}) {
			t.Errorf("the second import: %v", sum)
		}
		if after := newestChange(t, s); !after.Equal(before) {
			t.Errorf("the second import touched a row at %s", after)
		}
		u := unitNamed(t, service, "Phường Thử Nghiệm", today)
		if u.Path != "/01/99001/" || service.Parent(u).Path != "/01/" {
			t.Errorf("the new ward lies at %s", u.Path)
		}
		if n := s.Reader(system()).Organisation.Query().Where(organisation.UnitID(u.ID)).CountX(system()); n != 6 {
			t.Errorf("the new ward has %d organisations", n)
		}
	})
}

func TestAChangedRowChangesItsUnitAndItsOrganisations(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, _ *storetest.Clock) {
		importUnits(t, service, unitColumnsLine+"99001,Phường Cũ,WARD,01,2026-01-01,,invented,for a test\n")
		sum := importUnits(t, service, unitColumnsLine+"99001,Phường Mới,WARD,01,2026-01-01,2027-01-01,invented,for a test\n")
		if sum != (Summary{Changed: 1}) {
			t.Errorf("got %v", sum)
		}
		u := unitNamed(t, service, "Phường Mới", today)
		if u.ValidTo == nil || *u.ValidTo != "2027-01-01" || u.NameFolded != "phuong moi" {
			t.Errorf("the ward is %v", u)
		}
		names := s.Reader(system()).Organisation.Query().Where(organisation.UnitID(u.ID)).Select(organisation.FieldName).StringsX(system())
		for _, name := range names {
			if !strings.HasSuffix(name, "phường Mới") {
				t.Errorf("an organisation is still called %s", name)
			}
		}
		importUnits(t, service, unitColumnsLine+"99001,Phường Mới,WARD,01,2026-01-01,,invented,for a test\n")
		if u := unitNamed(t, service, "Phường Mới", "2028-01-01"); u.ValidTo != nil {
			t.Errorf("the end of the ward is still %s", *u.ValidTo)
		}
	})
}

func TestABadRowLeavesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, _ *storetest.Clock) {
		for name, c := range map[string]struct {
			file   string
			line   int
			column string
		}{
			"a parent nobody knows":     {unitColumnsLine + "99001,Phường A,WARD,01,2026-01-01,,x,x\n99002,Phường B,WARD,77,2026-01-01,,x,x\n", 3, "parent_code"},
			"a day that does not exist": {unitColumnsLine + "99001,Phường A,WARD,01,2026-01-01,,x,x\n99002,Phường B,WARD,01,2026-02-30,,x,x\n", 3, "valid_from"},
			"a unit that would move":    {unitColumnsLine + "99001,Phường A,WARD,01,2026-01-01,,x,x\n09556,Phường Hà Đông,WARD,00070,2025-07-01,,x,x\n", 3, "parent_code"},
			"a successor nobody knows":  {successionColumnsLine + "00019,77777,part,,x,x\n", 2, "successor_code"},
		} {
			_, err := service.ImportUnits(t.Context(), strings.NewReader(c.file))
			var problems Problems
			if !fault.HasKey(err, "BAD_DATA") || !errors.As(err, &problems) || len(problems) != 1 || problems[0].Line != c.line || problems[0].Column != c.column {
				t.Errorf("%s: %v", name, err)
			}
		}
		checkStandardCounts(t, s)
		if n := s.Reader(system()).Unit.Query().Where(unit.CodeHasPrefix("99")).CountX(system()); n != 0 {
			t.Errorf("%d units of bad files are there", n)
		}
	})
}

func TestSuccessionsAreImportedAndReadAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		importUnits(t, service, unitColumnsLine+"99001,Phường A,WARD,01,2025-07-01,2026-01-01,x,x\n99002,Phường B,WARD,01,2026-01-01,,x,x\n")
		link := successionColumnsLine + "99001,99002,whole,,x,x\n"
		if sum := importUnits(t, service, link); sum != (Summary{New: 1}) {
			t.Errorf("the first import: %v", sum)
		}
		if sum := importUnits(t, service, link); sum != (Summary{Unchanged: 1}) {
			t.Errorf("the second import: %v", sum)
		}
		if sum := importUnits(t, service, successionColumnsLine+"99001,99002,part,Phường Á,x,x\n"); sum != (Summary{Changed: 1}) {
			t.Errorf("a changed link: %v", sum)
		}
		old := unitNamed(t, service, "Phường A", "2025-12-31")
		if got := unitNames(service.Successors(old)); len(got) != 1 || got[0] != "Phường B" {
			t.Errorf("Phường A became %v", got)
		}
		if _, err := service.InForce(old.ID, "input.unitId"); !fault.HasKey(err, "UNIT_NOT_IN_FORCE") {
			t.Errorf("a unit that has ended: %v", err)
		}
	})
}

func TestAnotherProcessSeesAnImportAtItsNextRefresh(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, clock *storetest.Clock) {
		other := New(s, func() string { return today })
		if err := other.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		clock.Advance(time.Second)
		importUnits(t, service, unitColumnsLine+"99001,Phường A,WARD,01,2026-01-01,,x,x\n")
		u := unitNamed(t, service, "Phường A", today)
		if _, err := other.Unit(u.ID); err == nil {
			t.Fatal("the directory is no copy")
		}
		for name, change := range map[string]string{"new": "", "renamed": unitColumnsLine + "99001,Phường Ă,WARD,01,2026-01-01,,x,x\n"} {
			if change != "" {
				clock.Advance(time.Second)
				importUnits(t, service, change)
			}
			if err := other.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
			mine, _ := service.Unit(u.ID)
			if theirs, err := other.Unit(u.ID); err != nil || theirs.Name != mine.Name {
				t.Errorf("%s: the other process knows %v (%v), not %s", name, theirs, err, mine.Name)
			}
		}
	})
}
