package territory

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

const (
	unitHeader = "code,name,kind,parent_code,valid_from,valid_to,source,confidence\n"
	cityRow    = "01,Thành phố Hà Nội,CITY,,,,own,sure\n"
	wardRow    = "00070,Phường Hoàn Kiếm,WARD,01,2025-07-01,,own,sure\n"
)

func TestParseUnitsFileReadsUnits(t *testing.T) {
	for name, in := range map[string]string{
		"as it is":                    unitHeader + cityRow + wardRow,
		"with a mark and CRLF":        "\ufeff" + strings.ReplaceAll(unitHeader+cityRow+wardRow, "\n", "\r\n"),
		"decomposed":                  norm.NFD.String(unitHeader + cityRow + wardRow),
		"the child before its parent": unitHeader + wardRow + cityRow,
	} {
		t.Run(name, func(t *testing.T) {
			file, err := ParseUnitsFile(strings.NewReader(in), nil)
			if err != nil || len(file.Units) != 2 || file.Successions != nil {
				t.Fatalf("%+v, %v", file, err)
			}
			city, ward := file.Units[0], file.Units[1]
			if city.Name != "Thành phố Hà Nội" || city.ValidFrom != nil || city.Kind != KindCity {
				t.Errorf("city %+v", city)
			}
			if ward.Key() != (UnitKey{"00070", "2025-07-01"}) || ward.ValidTo != nil || ward.Name != "Phường Hoàn Kiếm" {
				t.Errorf("ward %+v", ward)
			}
			if parent, ok := ward.ParentKey(); !ok || parent != city.Key() {
				t.Errorf("parent %v", parent)
			}
		})
	}
}

func TestAParentIsTheGenerationInForceAtTheTime(t *testing.T) {
	known := []UnitRow{
		{Code: "001", Kind: KindUrbanDistrict, ValidTo: new("2025-07-01")},
		{Code: "001", Kind: KindUrbanDistrict, ValidFrom: new("2030-01-01")},
	}
	in := unitHeader +
		"00071,Phường Cũ,WARD,001,2020-01-01,2025-07-01,own,sure\n" +
		"00072,Phường Mới,WARD,001,2031-01-01,,own,sure\n"
	file, err := ParseUnitsFile(strings.NewReader(in), known)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := file.Units[0].ParentKey(); p != (UnitKey{"001", ""}) {
		t.Errorf("the old ward lies in %v", p)
	}
	if p, _ := file.Units[1].ParentKey(); p != (UnitKey{"001", "2030-01-01"}) {
		t.Errorf("the new ward lies in %v", p)
	}
}

func TestAFileMayRepeatAndEndWhatIsKnown(t *testing.T) {
	known, _, err := StandardUnits()
	if err != nil {
		t.Fatal(err)
	}
	in := unitHeader + "00070,Phường Hoàn Kiếm,WARD,01,2025-07-01,2030-01-01,own,sure\n00070,Phường Mới,WARD,01,2030-01-01,,own,sure\n"
	if _, err := ParseUnitsFile(strings.NewReader(in), known); err != nil {
		t.Error(err)
	}
}

func TestABadUnitIsNamedByLineAndColumn(t *testing.T) {
	for name, c := range map[string]struct{ rows, want string }{
		"an empty name":            {"00070,,WARD,01,2025-07-01,,own,sure\n", "line 3, column name: is empty"},
		"a name of blanks":         {"00070,\u200b \u3164,WARD,01,,,own,sure\n", "line 3, column name: is empty"},
		"a name too long":          {"00070," + strings.Repeat("ế", 192) + ",WARD,01,,,own,sure\n", "line 3, column name: has 192 characters; shorten it to 191"},
		"an empty code":            {",Phường A,WARD,01,,,own,sure\n", "line 3, column code: is empty"},
		"a code with a space":      {"00 70,Phường A,WARD,01,,,own,sure\n", "line 3, column code: \"00 70\" is not a code"},
		"a code too long":          {strings.Repeat("x", 17) + ",Phường A,WARD,01,,,own,sure\n", "line 3, column code: \"xxxxxxxxxxxxxxxxx\" is not a code"},
		"a source too long":        {"00070,Phường A,WARD,01,,," + strings.Repeat("x", 256) + ",sure\n", "line 3, column source: has 256 characters"},
		"a code without its zeros": {"70,Phường A,WARD,01,,,own,sure\n", "line 3, column code: \"70\" should have 5 digits"},
		"an unknown kind":          {"00070,Phường A,phường,01,,,own,sure\n", "line 3, column kind: \"phường\" must be one of CITY"},
		"a day that is none":       {"00070,Phường A,WARD,01,2025-06-31,,own,sure\n", "line 3, column valid_from: \"2025-06-31\" is not a day"},
		"a day written otherwise":  {"00070,Phường A,WARD,01,,1/7/2025,own,sure\n", "line 3, column valid_to: \"1/7/2025\" is not a day"},
		"an end before the start":  {"00070,Phường A,WARD,01,2025-07-01,2025-07-01,own,sure\n", "line 3, column valid_to: 2025-07-01 must come after"},
		"no source":                {"00070,Phường A,WARD,01,,,,sure\n", "line 3, column source: is empty"},
		"no confidence":            {"00070,Phường A,WARD,01,,,own,\n", "line 3, column confidence: is empty"},
		"a ward without a parent":  {"00070,Phường A,WARD,,,,own,sure\n", "line 3, column parent_code: is empty; only a CITY"},
		"an unknown parent":        {"00070,Phường A,WARD,02,,,own,sure\n", "line 3, column parent_code: 02 is not a known unit"},
		"a parent of another time": {"001,Quận A,URBAN_DISTRICT,01,,2025-07-01,own,sure\n00070,Phường A,WARD,001,2025-07-01,,own,sure\n", "line 4, column parent_code: 001 was not in force"},
		"a parent that changed":    {"001,Quận A,URBAN_DISTRICT,01,,2025-07-01,o,s\n001,Quận B,URBAN_DISTRICT,01,2025-07-01,,o,s\n00070,Phường A,WARD,001,,,o,s\n", "line 5, column parent_code: 001 names two units"},
		"the same unit twice":      {wardRow + wardRow, "line 4, column code: 00070 from 2025-07-01 stands on line 3 already"},
		"a code in force twice":    {wardRow + "00070,Phường B,WARD,01,2026-01-01,,own,sure\n", "line 4, column valid_from: 00070 is in force at the same time"},
		"a unit within itself":     {"00070,Phường A,WARD,00070,,,own,sure\n", "line 3, column parent_code: 00070 lies within itself"},
		"a field too few":          {"00070,Phường A,WARD\n", "line 3: has 3 fields, the header has 8"},
		"a comma in a name":        {"00070,Phường A, B,WARD,01,,,own,sure\n", "line 3: has 9 fields"},
		"bytes of another code":    {"00070,Ph\xb0\xe9ng A,WARD,01,,,own,sure\n", "line 3, column name: is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseUnitsFile(strings.NewReader(unitHeader+cityRow+c.rows), nil)
			var problems Problems
			if !errors.As(err, &problems) || len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestACircleNamesEachOfItsRows(t *testing.T) {
	in := unitHeader +
		"00001,A,WARD,00002,,,own,sure\n00002,B,WARD,00003,,,own,sure\n00003,C,WARD,00001,,,own,sure\n00004,D,WARD,00001,,,own,sure\n"
	_, err := ParseUnitsFile(strings.NewReader(in), nil)
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 3 {
		t.Fatalf("got %v", err)
	}
	for i, p := range problems {
		if p.Line != i+2 || p.Column != "parent_code" || !strings.Contains(p.Problem, "within itself") {
			t.Errorf("got %v", p)
		}
	}
}

func TestAllBadRowsAreNamedAtOnce(t *testing.T) {
	in := unitHeader + cityRow + "00070,,WARD,01,,,o,s\n00071,Phường B,HAMLET,01,,,o,s\n00072,Phường C,WARD,09,,,o,s\n"
	_, err := ParseUnitsFile(strings.NewReader(in), nil)
	want := []string{"line 3, column name", "line 4, column kind", "line 5, column parent_code"}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Fatalf("got %v", err)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("got %q, want %q", lines[i], want[i])
		}
	}
}

func TestABadHeaderIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"an empty file":            {"", []string{"line 1: the file has no header"}},
		"only a header":            {unitHeader, []string{"line 1: the file has no rows"}},
		"a column missing":         {"code,name,kind,parent_code,valid_from,source,confidence\n01,A,CITY,,,o,s\n", []string{"line 1, column valid_to: the column is missing"}},
		"a column twice":           {"code," + unitHeader + "01," + cityRow, []string{"line 1, column code: the column stands twice"}},
		"a successions file short": {"predecessor_code,successor_code,part,source\n1,2,part,o\n", []string{"line 1, column name_then:", "line 1, column confidence:"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseUnitsFile(strings.NewReader(c.in), nil)
			var problems Problems
			if !errors.As(err, &problems) || len(problems) != len(c.want) {
				t.Fatalf("got %v", err)
			}
			for i, want := range c.want {
				if got := problems[i].Error(); !strings.HasPrefix(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
}

func TestAUnitIsInForceFromItsFirstDayUntilBeforeItsEnd(t *testing.T) {
	u := UnitRow{ValidFrom: new("2020-01-01"), ValidTo: new("2025-07-01")}
	for day, want := range map[string]bool{"2019-12-31": false, "2020-01-01": true, "2025-06-30": true, "2025-07-01": false} {
		if got := u.InForce(day); got != want {
			t.Errorf("on %s: %v", day, got)
		}
	}
	if open := (UnitRow{}); !open.InForce("2017-06-30") || !open.InForce("2099-01-01") {
		t.Error("a unit without days must always be in force")
	}
}
