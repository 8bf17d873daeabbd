package procedure

import (
	"context"
	"testing"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedurefee"
	"gandan/ent/procedureversion"
	"gandan/ent/unit"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/territory"
)

const (
	versionHeader   = "code,valid_from,valid_to,service_level,channels,time_min,time_max,time_unit,legal_base,source,confidence\n"
	feeHeader       = "code,unit_code,channels,valid_from,valid_to,amount_vnd,note,source,confidence\n"
	checklistHeader = "code,valid_from,valid_to,position,text,kind,needed,source,confidence\n"
)

func TestTheStandardProceduresHaveOneVersionEach(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		r := w.store.Reader(system())
		levels := map[procedureversion.ServiceLevel]int{}
		all := r.ProcedureVersion.Query().AllX(system())
		for _, v := range all {
			levels[v.ServiceLevel]++
		}
		if n := r.Procedure.Query().CountX(system()); n != 187 || len(all) != 187 || levels["FULL"] != 13 || levels["PARTIAL"] != 10 || levels["NOT_STATED"] != 164 {
			t.Errorf("%d procedures, %d versions: %v", n, len(all), levels)
		}
		v := must[*ent.ProcedureVersion](t)(w.Version(visitor(), w.coded(t, birth), ptr("2017-06-30")))
		seen := must[[]int](t)(FeesSeen(v))
		if v.ValidFrom != "" || *v.TimeMax != 1 || v.TimeUnit != "working_day" || v.LegalBase != "163/QĐ-BTP" || len(seen) != 1 || seen[0] != 0 || len(Channels(v)) != 3 {
			t.Errorf("the version is %v with %v", v, seen)
		}
	})
}

func TestAVersionHoldsFromItsFirstDayUpToTheDayBeforeItsEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		file := versionHeader +
			birth + ",2019-01-01,2022-08-15,LEVEL_3,online|direct,1,2,working_day,,invented,test\n" +
			birth + ",2026-03-02,,FULL,online,1,1,hour,Luật thử,invented,test\n" +
			birth + ",2026-05-01,2026-06-01,PARTIAL,direct,,,,,invented,for a month\n"
		imports(t, w.ImportVersions, file, territory.Summary{New: 3})
		imports(t, w.ImportVersions, file, territory.Summary{Unchanged: 3})
		p := w.coded(t, birth)
		for day, want := range map[string]procedureversion.ServiceLevel{
			"2018-12-31": "NOT_STATED", "2019-01-01": "LEVEL_3", "2022-08-14": "LEVEL_3", "2022-08-15": "NOT_STATED",
			"2026-03-01": "NOT_STATED", "2026-03-02": "FULL", "2026-04-30": "FULL", "2026-05-01": "PARTIAL", "2026-05-31": "PARTIAL",
			"2026-06-01": "FULL", "2100-01-01": "FULL",
		} {
			if v := must[*ent.ProcedureVersion](t)(w.Version(visitor(), p, &day)); v.ServiceLevel != want {
				t.Errorf("on %s it is %s, want %s", day, v.ServiceLevel, want)
			}
		}
		if v := must[*ent.ProcedureVersion](t)(w.Version(visitor(), p, nil)); v.ValidFrom != today {
			t.Errorf("today it is that of %s", v.ValidFrom)
		}
		full := procedureversion.ServiceLevelFULL
		if c := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), ptr(birth), Filter{ServiceLevel: &full}, page.Args{})); len(c.Nodes) != 1 {
			t.Error("a search by level does not know the version of today")
		}
		stale := procedureversion.ServiceLevelNOT_STATED
		if c := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), ptr(birth), Filter{ServiceLevel: &stale}, page.Args{})); len(c.Nodes) != 0 {
			t.Error("a search by level finds a version of before")
		}
		imports(t, w.ImportVersions, versionHeader+birth+",2026-03-02,2026-04-01,FULL,online,1,1,hour,Luật thử,invented,test\n", territory.Summary{Changed: 1})
		if v := must[*ent.ProcedureVersion](t)(w.Version(visitor(), p, ptr("2026-04-01"))); v.ServiceLevel != "NOT_STATED" {
			t.Errorf("after its end it is still %s", v.ServiceLevel)
		}
	})
}

func TestAProcedureOfWhichNothingIsKnownHasNoVersion(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		p := w.coded(t, birth)
		v := must[*ent.ProcedureVersion](t)(w.Version(visitor(), p, nil))
		if err := store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
			return tx.ProcedureVersion.UpdateOneID(v.ID).SetValidTo("2026-01-01").Exec(ctx)
		}); err != nil {
			t.Fatal(err)
		}
		if v, err := w.Version(visitor(), p, nil); err != nil || v != nil {
			t.Errorf("%v (%v)", v, err)
		}
		// What an import of procedures does not know, the end of the version, it leaves alone.
		standardAgain := territory.Summary{Unchanged: 187}
		imports(t, w.ImportProcedures, string(standard), standardAgain)
	})
}

func TestVersionsAndFeesArePagesNewestFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		imports(t, w.ImportVersions, versionHeader+birth+",2019-01-01,,LEVEL_2,,,,,,invented,test\n"+birth+",2020-01-01,,LEVEL_3,,,,,,invented,test\n", territory.Summary{New: 2})
		p := w.coded(t, birth)
		one := must[*page.Connection[*ent.ProcedureVersion]](t)(w.Versions(visitor(), p, page.Args{First: ptr(1)}))
		two := must[*page.Connection[*ent.ProcedureVersion]](t)(w.Versions(visitor(), p, page.Args{After: one.PageInfo.EndCursor}))
		if n := must[int](t)(one.TotalCount(visitor())); n != 3 || one.Nodes[0].ValidFrom != "2020-01-01" || len(two.Nodes) != 2 || two.Nodes[1].ValidFrom != "" {
			t.Errorf("%d versions: %v, %v", n, one.Nodes, two.Nodes)
		}
		behind := must[*page.Connection[*ent.ProcedureVersion]](t)(w.Versions(visitor(), p, page.Args{After: two.PageInfo.EndCursor}))
		if len(behind.Nodes) != 0 {
			t.Errorf("behind the version without a day there is %v", behind.Nodes)
		}
		imports(t, w.ImportFees, feeHeader+birth+",,online|direct,2025-01-01,,8000,,invented,test\n"+birth+",01,online,2026-01-01,,0,,invented,test\n", territory.Summary{New: 3})
		fees := must[*page.Connection[*ent.ProcedureFee]](t)(w.Fees(visitor(), p, page.Args{}))
		if n := must[int](t)(fees.TotalCount(visitor())); n != 3 || fees.Nodes[0].UnitPath != "/01/" || fees.Nodes[2].UnitPath != "" {
			t.Errorf("%d fees: %v", n, fees.Nodes)
		}
		if u := must[*ent.Unit](t)(w.FeeUnit(fees.Nodes[0])); u.Name != "Thành phố Hà Nội" {
			t.Errorf("the fee holds in %s", u.Name)
		}
	})
}

func TestTheFeeOfTheNearestUnitCountsAndThereTheNewest(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		file := feeHeader +
			birth + ",,online|direct,2020-01-01,,8000,everywhere,invented,test\n" +
			birth + ",01,online|direct,2020-01-01,,5000,the city,invented,test\n" +
			birth + ",01,online,2026-03-02,,0,the city waives it online,invented,test\n" +
			birth + ",09556,direct,2025-07-01,2026-04-01,3000,the ward for some months,invented,test\n"
		imports(t, w.ImportFees, file, territory.Summary{New: 6})
		imports(t, w.ImportFees, file, territory.Summary{Unchanged: 6})
		p, r := w.coded(t, birth), w.store.Reader(system())
		ward := r.Unit.Query().Where(unit.Path("/01/09556/")).OnlyX(system()).ID
		other := r.Unit.Query().Where(unit.Path("/01/00070/")).OnlyX(system()).ID
		for _, c := range []struct {
			in      *gid.ID
			channel procedurefee.Channel
			on      string
			want    int64
		}{
			{nil, "ONLINE", today, 8000}, {&ward, "ONLINE", "2026-03-01", 5000}, {&ward, "ONLINE", "2026-03-02", 0}, {&other, "ONLINE", today, 0},
			{&other, "IN_PERSON", today, 5000}, {&ward, "IN_PERSON", today, 3000}, {&ward, "IN_PERSON", "2025-06-30", 5000},
			{&ward, "IN_PERSON", "2026-03-31", 3000}, {&ward, "IN_PERSON", "2026-04-01", 5000},
			{&ward, "POSTAL", today, -1}, {&ward, "ONLINE", "2019-12-31", -1},
		} {
			f := must[*ent.ProcedureFee](t)(w.Fee(visitor(), p, c.in, c.channel, &c.on))
			if c.want < 0 && f != nil || c.want >= 0 && (f == nil || f.Amount != c.want) {
				t.Errorf("%v on %s: %v, want %d", c.channel, c.on, f, c.want)
			}
		}
		if f := must[*ent.ProcedureFee](t)(w.Fee(visitor(), w.coded(t, "1.000656"), &ward, "ONLINE", nil)); f != nil {
			t.Errorf("another procedure costs %v", f)
		}
		if _, err := w.Fee(visitor(), p, &p.ID, "ONLINE", nil); !fault.HasKey(err, "WRONG_ID_KIND") {
			t.Errorf("a procedure as a unit: %v", err)
		}
		if _, err := w.Fee(visitor(), p, ptr(gid.Make(gid.Unit, w.clock.Now(), 1, [6]byte{9})), "ONLINE", nil); !fault.HasKey(err, "UNKNOWN_UNIT") {
			t.Errorf("an unknown unit: %v", err)
		}
	})
}

func TestTheChecklistOfADayIsTheOneThatBeganLast(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		file := checklistHeader +
			birth + ",2025-01-01,,2,Tờ khai,FORM,yes,invented,test\n" +
			birth + ",2025-01-01,,1,Giấy chứng sinh,ORIGINAL,yes,invented,test\n" +
			birth + ",2026-03-02,,1,Giấy chứng sinh,ORIGINAL,yes,invented,test\n" +
			birth + ",2026-03-02,2026-04-01,2,Bản sao,COPY,no,invented,test\n"
		imports(t, w.ImportChecklists, file, territory.Summary{New: 4})
		imports(t, w.ImportChecklists, file, territory.Summary{Unchanged: 4})
		p := w.coded(t, birth)
		for day, want := range map[string][]string{
			"2024-12-31": {}, "2025-01-01": {"Giấy chứng sinh", "Tờ khai"}, "2026-03-01": {"Giấy chứng sinh", "Tờ khai"},
			"2026-03-02": {"Giấy chứng sinh", "Bản sao"}, "2026-04-01": {"Giấy chứng sinh"},
		} {
			list := must[[]*ent.ChecklistItem](t)(w.Checklist(visitor(), p, &day))
			if list == nil || len(list) != len(want) {
				t.Errorf("on %s: %v, want %v", day, list, want)
				continue
			}
			for i, item := range list {
				if item.Text != want[i] {
					t.Errorf("on %s: %v, want %v", day, list, want)
				}
			}
		}
		changed := checklistHeader + birth + ",2026-03-02,,1,Giấy chứng sinh (bản chính),ORIGINAL,yes,invented,test\n"
		imports(t, w.ImportChecklists, changed, territory.Summary{Changed: 1})
	})
}

func TestWhatManyProceduresOfAResponseShowIsReadTogether(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		rows := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), nil, Filter{}, page.Args{})).Nodes
		for name, read := range map[string]func(context.Context, *ent.Procedure) error{
			"version": func(ctx context.Context, p *ent.Procedure) error { _, err := w.Version(ctx, p, nil); return err },
			"versions": func(ctx context.Context, p *ent.Procedure) error {
				_, err := w.Versions(ctx, p, page.Args{})
				return err
			},
			"fee": func(ctx context.Context, p *ent.Procedure) error {
				_, err := w.Fee(ctx, p, nil, "ONLINE", nil)
				return err
			},
			"fees":      func(ctx context.Context, p *ent.Procedure) error { _, err := w.Fees(ctx, p, page.Args{}); return err },
			"checklist": func(ctx context.Context, p *ent.Procedure) error { _, err := w.Checklist(ctx, p, nil); return err },
		} {
			ctx, counted := store.CountStatements(page.WithLoaders(visitor(), page.Patience*50))
			results := make(chan error, len(rows))
			for _, p := range rows {
				go func() { results <- read(ctx, p) }()
			}
			for range rows {
				if err := <-results; err != nil {
					t.Fatal(name, err)
				}
			}
			if counted.Statements() != 1 {
				t.Errorf("%s: %d statements for %d procedures", name, counted.Statements(), len(rows))
			}
		}
	})
}
