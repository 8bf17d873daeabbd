package territory

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

func TestUnitsAreFoundByWordsAndByCode(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		for wanted, want := range map[string][]string{
			"ha dong":                         {"Phường Hà Đông"},
			"Hà Đông":                         {"Phường Hà Đông"},
			norm.NFD.String("Phường Hà Đông"): {"Phường Hà Đông"},
			"  HÀ   ĐÔNG ":                    {"Phường Hà Đông"},
			"dong ha":                         {"Phường Hà Đông"},
			"p. ha dong":                      {"Phường Hà Đông"},
			"đống":                            {"Phường Đống Đa"},
			"tp ha noi":                       {"Thành phố Hà Nội"},
			"09556":                           {"Phường Hà Đông"},
			"0955":                            nil,
			"%":                               nil,
			"ha_dong":                         {"Phường Hà Đông"},
			"ha%noi":                          {"Thành phố Hà Nội"},
			`\`:                               nil,
			"'; DROP TABLE units":             nil,
			"😀":                               nil,
			"noi ha khong":                    nil,
		} {
			got, err := service.Units(visitor(), &wanted, nil, nil, page.Args{})
			if err != nil {
				t.Fatalf("%q: %v", wanted, err)
			}
			if names := unitNames(got.Nodes); wanted == "đống" && slices.Contains(names, want[0]) {
				continue // "dong" is the start of many names
			} else if !slices.Equal(names, want) {
				t.Errorf("%q finds %v, want %v", wanted, names, want)
			}
		}
	})
}

func unitNames(units []*ent.Unit) (names []string) {
	for _, u := range units {
		names = append(names, u.Name)
	}
	return names
}

func TestUnitsOfADayAreThoseInForceThen(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		for day, want := range map[string]int{"2017-06-30": 1 + 30 + 584, "2025-06-30": 1 + 30 + 584, "2025-07-01": 1 + 126, today: 1 + 126} {
			c, err := service.Units(visitor(), nil, nil, &day, page.Args{})
			if err != nil {
				t.Fatal(err)
			}
			if n, err := c.TotalCount(visitor()); err != nil || n != want {
				t.Errorf("%s knows %d units (%v), want %d", day, n, err, want)
			}
			if got := countOnPages(t, service, day); got != want {
				t.Errorf("the pages of %s have %d units, want %d", day, got, want)
			}
		}
	})
}

// countOnPages walks all pages and fails when the order breaks or a unit stands twice.
func countOnPages(t *testing.T, service *Service, day string) int {
	t.Helper()
	first, last, seen := 100, "", map[gid.ID]bool{}
	var after *string
	for {
		c, err := service.Units(visitor(), nil, nil, &day, page.Args{First: &first, After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range c.Nodes {
			if key := u.NameFolded + "\x00" + u.ID.String(); key <= last || seen[u.ID] {
				t.Fatalf("%s stands in the wrong place or twice", u.Name)
			} else {
				last, seen[u.ID] = key, true
			}
		}
		if after = c.PageInfo.EndCursor; !c.PageInfo.HasNextPage {
			return len(seen)
		}
	}
}

func TestUnitsUnderAnotherAreItsChildrenOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		then, name := "2017-06-30", "quan ha dong"
		district := unitNamed(t, service, "Quận Hà Đông", then)
		for label, c := range map[string]struct {
			parent *ent.Unit
			day    string
			want   int
		}{
			"the wards of a district": {district, then, 17},
			"its wards today":         {district, today, 0},
			"the districts of 2017":   {service.Parent(district), then, 30},
			"the units of today":      {service.Parent(district), today, 126},
		} {
			got, err := service.Units(visitor(), nil, &c.parent.ID, &c.day, page.Args{})
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := got.TotalCount(visitor()); n != c.want {
				t.Errorf("%s: %d, want %d", label, n, c.want)
			}
		}
		other := gid.Make(gid.Account, district.CreatedAt, 1, [6]byte{})
		if _, err := service.Units(visitor(), &name, &other, nil, page.Args{}); !fault.HasKey(err, "WRONG_ID_KIND") {
			t.Errorf("an account as parent: %v", err)
		}
		none := gid.Make(gid.Unit, district.CreatedAt, 1, [6]byte{1})
		if _, err := service.Units(visitor(), &name, &none, nil, page.Args{}); !fault.HasKey(err, "UNKNOWN_UNIT") {
			t.Errorf("an unknown parent: %v", err)
		}
		if _, err := service.Organisations(visitor(), nil, &none, page.Args{}); !fault.HasKey(err, "UNKNOWN_UNIT") {
			t.Errorf("organisations of an unknown unit: %v", err)
		}
	})
}

func TestOrganisationsAreFoundInTheSubtreeOfAUnit(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		ward, city := unitNamed(t, service, "Phường Hà Đông", today), unitNamed(t, service, "Thành phố Hà Nội", today)
		for _, c := range []struct {
			text string
			unit *ent.Unit
			want int
		}{
			{"", ward, 6},
			{"", city, 127 * 6},
			{"", nil, 127 * 6},
			{"uy ban nhan dan phuong ha dong", nil, 1},
			{"UBND phường Hà Đông", city, 1},
			{"mặt trận tổ quốc", ward, 1},
			{"MTTQ", ward, 1},
			{"đảng ủy phường hà đông", city, 1},
			{"thành ủy", ward, 0},
			{"công an phường Hà Đông", nil, 1},
		} {
			var id *gid.ID
			if c.unit != nil {
				id = &c.unit.ID
			}
			got, err := service.Organisations(visitor(), &c.text, id, page.Args{})
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := got.TotalCount(visitor()); n != c.want {
				t.Errorf("%q: %d organisations, want %d", c.text, n, c.want)
			}
		}
	})
}

func TestASearchTextHasABound(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		for wanted, key := range map[string]fault.Key{
			strings.Repeat("a ", 100) + "a": "TOO_LONG", strings.Repeat("ế", 201): "TOO_LONG", strings.Repeat("ha ", 66): "", strings.Repeat(norm.NFD.String("ế"), 200): "",
		} {
			if _, err := service.Units(visitor(), &wanted, nil, nil, page.Args{}); key != "" && !fault.HasKey(err, key) || key == "" && err != nil {
				t.Errorf("%d bytes: %v, want %q", len(wanted), err, key)
			}
		}
	})
}

func TestPlacesAreReadAndSearchedWithoutTheDatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, _ *storetest.Clock) {
		wanted, parent := "phuong", unitNamed(t, service, "Thành phố Hà Nội", today)
		ctx, counted := store.CountStatements(visitor())
		_, err1 := service.Units(ctx, &wanted, &parent.ID, nil, page.Args{})
		some, err2 := service.Organisations(ctx, &wanted, &parent.ID, page.Args{})
		got, err3 := service.Organisation(ctx, some.Nodes[0].ID)
		if err := errors.Join(err1, err2, err3); err != nil || counted.Statements() != 0 || got.Name != some.Nodes[0].Name {
			t.Errorf("%d statements (%v)", counted.Statements(), err)
		}
		none := gid.Make(gid.Procedure, s.Now(), 1, [6]byte{9})
		if _, err := service.Organisation(visitor(), none); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown organisation: %v", err)
		}
		if _, err := service.Unit(none); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown unit: %v", err)
		}
	})
}

func TestWhatAnotherProcessJustMadeIsReadTogether(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, s *store.Store, _ *storetest.Clock) {
		ids := fresh(t, s, unitNamed(t, service, "Phường Hà Đông", today))
		ctx, counted := store.CountStatements(page.WithLoaders(visitor(), page.Patience*50))
		results := make(chan error, len(ids))
		for _, id := range ids {
			go func() {
				got, err := service.Organisation(ctx, id)
				if err == nil && got.ID != id {
					err = errors.New("this is another one")
				}
				results <- err
			}()
		}
		for range ids {
			if err := <-results; err != nil {
				t.Fatal(err)
			}
		}
		if counted.Statements() != 1 {
			t.Errorf("%d statements for %d organisations", counted.Statements(), len(ids))
		}
	})
}

// fresh makes organisations that the directory does not know.
func fresh(t *testing.T, s *store.Store, in *ent.Unit) []gid.ID {
	t.Helper()
	ids, err := store.Write(system(), s, func(ctx context.Context, tx *store.Tx) (ids []gid.ID, err error) {
		for _, name := range []string{"Hội A", "Hội B", "Hội C"} {
			o, err := tx.Organisation.Create().SetUnitID(in.ID).SetUnitPath(in.Path).SetKind(organisation.KindOTHER).SetName(name).SetNameFolded(name).Save(ctx)
			if err != nil {
				return nil, err
			}
			ids = append(ids, o.ID)
		}
		return ids, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestPagesOfASearchMeetInBothDirections(t *testing.T) {
	onBoth(t, func(t *testing.T, service *Service, _ *store.Store, _ *storetest.Clock) {
		wanted, size := "phuong h", 3
		hundred := page.Max
		whole, err := service.Units(visitor(), &wanted, nil, nil, page.Args{First: &hundred})
		if err != nil {
			t.Fatal(err)
		}
		all := unitNames(whole.Nodes)
		var forward, backward []string
		args := page.Args{First: &size}
		for {
			c, err := service.Units(visitor(), &wanted, nil, nil, args)
			if err != nil {
				t.Fatal(err)
			}
			forward = append(forward, unitNames(c.Nodes)...)
			if args.After = c.PageInfo.EndCursor; !c.PageInfo.HasNextPage {
				break
			}
		}
		args = page.Args{Last: &size}
		for {
			c, err := service.Units(visitor(), &wanted, nil, nil, args)
			if err != nil {
				t.Fatal(err)
			}
			backward = append(unitNames(c.Nodes), backward...)
			if args.Before = c.PageInfo.StartCursor; !c.PageInfo.HasPreviousPage {
				break
			}
		}
		if len(all) < 2*size || !slices.Equal(all, forward) || !slices.Equal(all, backward) {
			t.Errorf("forward %v\nbackward %v", forward, backward)
		}
		between := page.Args{First: &size, After: args.Before, Before: args.Before}
		if c, err := service.Units(visitor(), &wanted, nil, nil, between); err != nil || len(c.Nodes) != 0 {
			t.Errorf("between a cursor and itself there are %d rows (%v)", len(c.Nodes), err)
		}
		units := "units"
		if _, err := service.Organisations(visitor(), nil, nil, page.Args{After: args.Before}); !fault.HasKey(err, "BAD_CURSOR") {
			t.Errorf("a cursor of another list: %v", err)
		}
		if _, err := service.Units(visitor(), nil, nil, nil, page.Args{After: &units}); !fault.HasKey(err, "BAD_CURSOR") {
			t.Errorf("a cursor that is none: %v", err)
		}
	})
}
