package procedure

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedure"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/territory"
)

const columnsLine = "code,name_vi,field_vi,group_en,time_min,time_max,channels,source,confidence\n"

func TestProceduresAreImportedAllOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		good := columnsLine + "9.000001,Thủ tục bạch tuộc,Thử nghiệm,test,1,3,online|direct,invented,test\n,Việc không có mã,Thử nghiệm,,,,,invented,test\n"
		imports(t, w.ImportProcedures, good, territory.Summary{New: 2})
		imports(t, w.ImportProcedures, good, territory.Summary{Unchanged: 2})
		changed := strings.Replace(strings.Replace(good, "1,3", ",5", 1), "bạch tuộc", "đã sửa", 1)
		imports(t, w.ImportProcedures, changed, territory.Summary{Changed: 1, Unchanged: 1})
		p := w.store.Reader(system()).Procedure.Query().Where(procedure.Identity("9.000001")).OnlyX(system())
		v := must[*ent.ProcedureVersion](t)(w.Version(visitor(), p, nil))
		if v.TimeMin != nil || v.TimeMax == nil || *v.TimeMax != 5 || v.ServiceLevel != "NOT_STATED" || v.Channels != "ONLINE|IN_PERSON" {
			t.Errorf("the version is %v", v)
		}
		if found := w.find(t, "da sua"); len(found) != 1 || len(w.find(t, "bach tuoc")) != 0 {
			t.Errorf("by its new name it is %v, by the old one still there %v", found, w.find(t, "bach tuoc"))
		}
		bad := columnsLine + "9.000002,Thủ tục mới,Thử nghiệm,test,1,3,online,invented,test\n9.000003,,Thử nghiệm,test,1,3,fax,invented,test\n"
		_, err := w.ImportProcedures(t.Context(), strings.NewReader(bad))
		var problems Problems
		if !errors.As(err, &problems) || len(problems) != 2 || problems[0].Line != 3 {
			t.Errorf("a bad file: %v", err)
		}
		if n := w.store.Reader(system()).Procedure.Query().CountX(system()); n != 187+2 {
			t.Errorf("%d procedures after a bad file", n)
		}
	})
}

func TestTheStandardProceduresAreLoadedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		before := w.coded(t, birth).UpdatedAt
		w.clock.Advance(time.Hour)
		if err := w.Ensure(t.Context()); err != nil {
			t.Fatal(err)
		}
		imports(t, w.ImportProcedures, string(standard), territory.Summary{Unchanged: 187})
		if after := w.coded(t, birth).UpdatedAt; !after.Equal(before) {
			t.Errorf("the second start changed a procedure at %s", after)
		}
	})
}

func TestAnUnknownProcedureIsNotFound(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		_, err1 := w.Procedure(visitor(), gid.Make(gid.Procedure, w.clock.Now(), 1, [6]byte{9}))
		_, err2 := w.ByVersionID(visitor(), gid.Make(gid.ProcedureVersion, w.clock.Now(), 1, [6]byte{9}))
		_, err3 := w.ByFeeID(visitor(), gid.Make(gid.ProcedureFee, w.clock.Now(), 1, [6]byte{9}))
		_, err4 := w.ByItemID(visitor(), gid.Make(gid.ChecklistItem, w.clock.Now(), 1, [6]byte{9}))
		for i, err := range []error{err1, err2, err3, err4} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%d: %v", i, err)
			}
		}
	})
}

func TestAReplacedProcedureIsFoundByItsOldCodeAndSaysByWhich(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		old := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), ptr("2.002621"), Filter{}, page.Args{})).Nodes
		if len(old) != 1 {
			t.Fatalf("the old code finds %v", namesOf(old))
		}
		by := must[*ent.Procedure](t)(w.ReplacedBy(visitor(), must[*ent.Procedure](t)(w.Procedure(visitor(), old[0].ID))))
		if by == nil || *by.Code != "3.000722" {
			t.Errorf("it was replaced by %v", by)
		}
		// The data says that these were replaced and not by which.
		for _, code := range []string{"2.001023", "2.000986", birth} {
			if by := must[*ent.Procedure](t)(w.ReplacedBy(visitor(), w.coded(t, code))); by != nil {
				t.Errorf("%s was replaced by %s", code, *by.Code)
			}
		}
		const header = "code,name_vi,field_vi,replaced_by,ended_on,source,confidence\n"
		file := header + "9.000001,Thủ tục cũ,Thử,9.000002,2026-01-01,x,x\n9.000002,Thủ tục mới,Thử,,,x,x\n"
		imports(t, w.ImportProcedures, file, territory.Summary{New: 2})
		imports(t, w.ImportProcedures, file, territory.Summary{Unchanged: 2})
		p := w.coded(t, "9.000001")
		if by := must[*ent.Procedure](t)(w.ReplacedBy(visitor(), p)); *by.Code != "9.000002" || *p.EndedOn != "2026-01-01" {
			t.Errorf("it was replaced by %v on %v", by, p.EndedOn)
		}
		imports(t, w.ImportProcedures, columnsLine+"9.000001,Thủ tục cũ,Thử,,,,,x,x\n", territory.Summary{Changed: 1})
		if w.coded(t, "9.000001").ReplacedByID == nil {
			t.Error("a file without the column takes the replacement away")
		}
		imports(t, w.ImportProcedures, header+"9.000001,Thủ tục cũ,Thử,,,x,x\n", territory.Summary{Changed: 1})
		if w.coded(t, "9.000001").ReplacedByID != nil {
			t.Error("a file that says so does not take the replacement away")
		}
		imports(t, w.ImportProcedures, file, territory.Summary{Changed: 1, Unchanged: 1})
		refused(t, "an unknown successor", w.ImportProcedures, header+"9.000003,A,Thử,9.777777,,x,x\n", 2, "replaced_by")
		refused(t, "itself", w.ImportProcedures, header+"9.000003,A,Thử,9.000003,,x,x\n", 2, "replaced_by")
		refused(t, "a ring", w.ImportProcedures, header+"9.000002,Thủ tục mới,Thử,9.000001,,x,x\n", 2, "replaced_by")
		refused(t, "no day", w.ImportProcedures, header+"9.000002,Thủ tục mới,Thử,,2026-02-30,x,x\n", 2, "ended_on")
	})
}

func TestABadRowOfTheOtherFilesLeavesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		version := versionHeader + birth + ",2025-01-01,,FULL,online,1,1,hour,,x,x\n"
		fee := feeHeader + birth + ",01,online,2025-01-01,,0,,x,x\n"
		item := checklistHeader + birth + ",2025-01-01,,1,Tờ khai,FORM,yes,x,x\n"
		for name, c := range map[string]struct {
			load   importing
			file   string
			line   int
			column string
		}{
			"a version of an unknown procedure": {w.ImportVersions, version + "9.999999,2025-01-01,,FULL,,,,,,x,x\n", 3, "code"},
			"a version without a code":          {w.ImportVersions, version + ",2025-01-01,,FULL,,,,,,x,x\n", 3, "code"},
			"a version without a day":           {w.ImportVersions, version + birth + ",,,FULL,,,,,,x,x\n", 3, "valid_from"},
			"a day that does not exist":         {w.ImportVersions, version + birth + ",2025-02-30,,FULL,,,,,,x,x\n", 3, "valid_from"},
			"an end before the beginning":       {w.ImportVersions, version + birth + ",2025-03-01,2025-03-01,FULL,,,,,,x,x\n", 3, "valid_to"},
			"a level nobody knows":              {w.ImportVersions, version + birth + ",2025-03-01,,LEVEL_5,,,,,,x,x\n", 3, "service_level"},
			"an old level in our days":          {w.ImportVersions, version + birth + ",2025-03-01,,LEVEL_4,,,,,,x,x\n", 3, "service_level"},
			"a new level in old days":           {w.ImportVersions, version + birth + ",2019-03-01,2020-01-01,FULL,,,,,,x,x\n", 3, "service_level"},
			"a channel nobody knows":            {w.ImportVersions, version + birth + ",2025-03-01,,FULL,fax,,,,,x,x\n", 3, "channels"},
			"a channel twice":                   {w.ImportVersions, version + birth + ",2025-03-01,,FULL,online|online,,,,,x,x\n", 3, "channels"},
			"times the wrong way":               {w.ImportVersions, version + birth + ",2025-03-01,,FULL,,5,3,,,x,x\n", 3, "time_max"},
			"a version twice":                   {w.ImportVersions, version + birth + ",2025-01-01,,PARTIAL,,,,,,x,x\n", 3, "code"},
			"a version without a source":        {w.ImportVersions, version + birth + ",2025-03-01,,FULL,,,,,,,x\n", 3, "source"},
			"a fee of an unknown procedure":     {w.ImportFees, fee + "9.999999,01,online,2025-01-01,,0,,x,x\n", 3, "code"},
			"a fee in an unknown unit":          {w.ImportFees, fee + birth + ",77777,online,2025-01-01,,0,,x,x\n", 3, "unit_code"},
			"a fee in a unit that was not yet":  {w.ImportFees, fee + birth + ",001,online,2025-08-01,,0,,x,x\n", 3, "unit_code"},
			"a fee for no channel":              {w.ImportFees, fee + birth + ",01,,2025-03-01,,0,,x,x\n", 3, "channels"},
			"a fee with points":                 {w.ImportFees, fee + birth + ",01,online,2025-03-01,,8.000,,x,x\n", 3, "amount_vnd"},
			"a fee below nothing":               {w.ImportFees, fee + birth + ",01,online,2025-03-01,,-1,,x,x\n", 3, "amount_vnd"},
			"no fee at all":                     {w.ImportFees, fee + birth + ",01,online,2025-03-01,,,,x,x\n", 3, "amount_vnd"},
			"a fee too high":                    {w.ImportFees, fee + birth + ",01,online,2025-03-01,,1000000001,,x,x\n", 3, "amount_vnd"},
			"a fee twice":                       {w.ImportFees, fee + birth + ",01,direct|online,2025-01-01,,1,,x,x\n", 3, "code"},
			"an item of an unknown procedure":   {w.ImportChecklists, item + "9.999999,2025-01-01,,1,Tờ khai,FORM,yes,x,x\n", 3, "code"},
			"an item without words":             {w.ImportChecklists, item + birth + ",2025-01-01,,2,,FORM,yes,x,x\n", 3, "text"},
			"an item too long":                  {w.ImportChecklists, item + birth + ",2025-01-01,,2," + strings.Repeat("ế", 501) + ",FORM,yes,x,x\n", 3, "text"},
			"an item of no kind":                {w.ImportChecklists, item + birth + ",2025-01-01,,2,Tờ khai,PHOTO,yes,x,x\n", 3, "kind"},
			"an item neither needed nor not":    {w.ImportChecklists, item + birth + ",2025-01-01,,2,Tờ khai,FORM,maybe,x,x\n", 3, "needed"},
			"an item without a place":           {w.ImportChecklists, item + birth + ",2025-01-01,,,Tờ khai,FORM,yes,x,x\n", 3, "position"},
			"an item behind the last place":     {w.ImportChecklists, item + birth + ",2025-01-01,,51,Tờ khai,FORM,yes,x,x\n", 3, "position"},
			"two items at one place":            {w.ImportChecklists, item + birth + ",2025-01-01,,1,Tờ khai khác,FORM,yes,x,x\n", 3, "position"},
			"versions in a file of fees":        {w.ImportFees, "code,valid_from,amount_vnd,source,confidence,channels\n1,2,3,4,5,6\n", 1, "unit_code"},
			"a file with a header only":         {w.ImportChecklists, checklistHeader, 1, ""},
			"a row with a field too many":       {w.ImportChecklists, item + birth + ",2025-01-01,,2,Tờ khai,FORM,yes,x,x,more\n", 3, ""},
		} {
			refused(t, name, c.load, c.file, c.line, c.column)
		}
		r := w.store.Reader(system())
		if v, f, i := r.ProcedureVersion.Query().CountX(system()), r.ProcedureFee.Query().CountX(system()), r.ChecklistItem.Query().CountX(system()); v != 187 || f != 0 || i != 0 {
			t.Errorf("bad files left %d versions, %d fees, %d items", v-187, f, i)
		}
	})
}

func TestAnotherProcessSeesAnImportAtItsNextRefresh(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		other := New(w.store, w.territory, w.today, Options{})
		if err := other.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		p := w.coded(t, birth)
		w.clock.Advance(time.Second)
		imports(t, w.ImportProcedures, columnsLine+birth+",Tên mới,Hộ tịch,civil_status,,,,x,x\n", territory.Summary{Changed: 1})
		if before := must[*ent.Procedure](t)(other.Procedure(visitor(), p.ID)); before.Name != birthName {
			t.Fatal("the directory is no copy")
		}
		if err := other.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if after := must[*ent.Procedure](t)(other.Procedure(visitor(), p.ID)); after.Name != "Tên mới" {
			t.Errorf("the other process knows %s", after.Name)
		}
	})
}

func TestTheLinkToThePortalHoldsTheCode(t *testing.T) {
	code := "1.001193"
	for name, c := range map[string]struct {
		link string
		code *string
		want string
	}{
		"with a place for the code": {"https://portal.example.vn/tthc?ma={code}", &code, "https://portal.example.vn/tthc?ma=1.001193"},
		"a code that needs quoting": {"https://portal.example.vn/tthc?ma={code}", ptr("a&b"), "https://portal.example.vn/tthc?ma=a%26b"},
		"without a place":           {"https://portal.example.vn/", &code, "https://portal.example.vn/"},
		"without a code":            {"https://portal.example.vn/", nil, "https://portal.example.vn/"},
		"a place and no code":       {"https://portal.example.vn/{code}", nil, ""},
		"no link":                   {"", &code, ""},
	} {
		got := New(nil, nil, nil, Options{PortalLink: c.link}).PortalURL(&ent.Procedure{Code: c.code})
		if orEmpty(got) != c.want || (got == nil) != (c.want == "") {
			t.Errorf("%s: %q, want %q", name, orEmpty(got), c.want)
		}
	}
}
