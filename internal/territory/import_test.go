package territory

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gandan/ent/organisation"
	"gandan/ent/procedure"
	"gandan/ent/unit"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

const (
	unitColumnsLine       = "code,name,kind,parent_code,valid_from,valid_to,source,confidence\n"
	successionColumnsLine = "predecessor_code,successor_code,part,name_then,source,confidence\n"
	procedureColumnsLine  = "code,name_vi,field_vi,group_en,time_min,time_max,channels,source,confidence\n"
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

func TestProceduresAreImportedAllOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, _ *storetest.Clock) {
		good := procedureColumnsLine + "9.000001,Thủ tục thử,Thử nghiệm,test,1,3,online|direct,invented,test\n,Việc không có mã,Thử nghiệm,,,,,invented,test\n"
		for _, want := range []Summary{{New: 2}, {Unchanged: 2}} {
			if sum, err := service.ImportProcedures(t.Context(), strings.NewReader(good)); err != nil || sum != want {
				t.Errorf("got %v (%v), want %v", sum, err, want)
			}
		}
		changed := strings.Replace(strings.Replace(good, "1,3", ",5", 1), "Thủ tục thử", "Thủ tục đã sửa", 1)
		if sum, err := service.ImportProcedures(t.Context(), strings.NewReader(changed)); err != nil || sum != (Summary{Changed: 1, Unchanged: 1}) {
			t.Errorf("a changed procedure: %v (%v)", sum, err)
		}
		p := s.Reader(system()).Procedure.Query().Where(procedure.Identity("9.000001")).OnlyX(system())
		if p.TimeMin != nil || p.TimeMax == nil || *p.TimeMax != 5 || p.SearchFolded != "9 000001 thu tuc da sua thu nghiem" {
			t.Errorf("the procedure is %v", p)
		}
		bad := procedureColumnsLine + "9.000002,Thủ tục mới,Thử nghiệm,test,1,3,online,invented,test\n9.000003,,Thử nghiệm,test,1,3,fax,invented,test\n"
		_, err := service.ImportProcedures(t.Context(), strings.NewReader(bad))
		var problems Problems
		if !errors.As(err, &problems) || len(problems) != 2 || problems[0].Line != 3 {
			t.Errorf("a bad file: %v", err)
		}
		if n := s.Reader(system()).Procedure.Query().CountX(system()); n != 187+2 {
			t.Errorf("%d procedures after a bad file", n)
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
