package territory

import (
	"testing"

	"gandan/internal/text"
)

func standard(t *testing.T) ([]UnitRow, []SuccessionRow) {
	t.Helper()
	units, links, err := StandardUnits()
	if err != nil {
		t.Fatal(err)
	}
	return units, links
}

func TestTheDataHoldsTheUnitsOfBothTimes(t *testing.T) {
	units, links := standard(t)
	then, now := map[string]int{}, map[string]int{}
	for _, u := range units {
		if u.InForce("2017-06-30") && u.ValidTo != nil {
			then[u.Kind]++
		}
		if u.InForce("2025-07-01") {
			now[u.Kind]++
		}
	}
	for kind, want := range map[string]int{
		KindUrbanDistrict: 12, KindRuralDistrict: 17, KindTown: 1, KindWard: 177, KindCommune: 386, KindTownship: 21,
	} {
		if then[kind] != want {
			t.Errorf("2017: %d of %s, want %d", then[kind], kind, want)
		}
	}
	if len(now) != 3 || now[KindCity] != 1 || now[KindWard] != 51 || now[KindCommune] != 75 {
		t.Errorf("since July 2025: %v", now)
	}
	if len(units) != 1+30+584+126 || len(links) != 795 {
		t.Errorf("%d units, %d links", len(units), len(links))
	}
}

func TestEveryUnitHasAParentOfItsTimeThatStandsBeforeIt(t *testing.T) {
	units, _ := standard(t)
	seen := map[UnitKey]UnitRow{}
	for _, u := range units {
		if _, twice := seen[u.Key()]; twice {
			t.Errorf("%v stands twice", u.Key())
		}
		seen[u.Key()] = u
		key, ok := u.ParentKey()
		if !ok {
			if u.Kind != KindCity {
				t.Errorf("%s has no parent", u.Name)
			}
			continue
		}
		parent, known := seen[key]
		if !known || !overlap(u, parent) {
			t.Errorf("%s: parent %v is not before it or not of its time", u.Name, key)
		}
		if u.ValidFrom != nil && parent.Kind != KindCity || u.ValidFrom == nil && codeDigits[u.Kind] == 5 && codeDigits[parent.Kind] != 3 {
			t.Errorf("%s lies in %s", u.Name, parent.Name)
		}
	}
}

func TestEveryUnitSince2025HasPredecessors(t *testing.T) {
	units, links := standard(t)
	known, touched := map[UnitKey]bool{}, map[UnitKey]bool{}
	for _, u := range units {
		known[u.Key()] = true
	}
	parts, renamed, from := 0, map[UnitKey]bool{}, map[UnitKey]bool{}
	for _, l := range links {
		if !known[l.Predecessor] || !known[l.Successor] || l.Source == "" || l.Confidence == "" {
			t.Errorf("link %+v", l)
		}
		touched[l.Successor], from[l.Predecessor] = true, true
		if l.Part {
			parts++
		}
		if l.NameThen != "" {
			renamed[l.Predecessor] = true
		}
	}
	if len(touched) != 126 || len(from) != 526 || parts != 468 || len(renamed) != 38 {
		t.Errorf("%d successors, %d predecessors, %d parts, %d renamed", len(touched), len(from), parts, len(renamed))
	}
}

func TestARepeatedCodeIsAnotherUnit(t *testing.T) {
	units, _ := standard(t)
	names := map[UnitKey]string{}
	for _, u := range units {
		names[u.Key()] = u.Name
	}
	if then, now := names[UnitKey{"00004", ""}], names[UnitKey{"00004", reform}]; then != "Phường Trúc Bạch" || now != "Phường Ba Đình" {
		t.Errorf("00004 was %q and is %q", then, now)
	}
}

func TestHaDongIsFoundWithoutDiacritics(t *testing.T) {
	units, _ := standard(t)
	var found []string
	for _, u := range units {
		if text.Fold(u.Name) == "quan ha dong" || text.Fold(u.Name) == "phuong ha dong" {
			found = append(found, u.Name)
		}
	}
	if len(found) != 2 {
		t.Errorf("found %v", found)
	}
}
