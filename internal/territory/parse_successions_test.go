package territory

import (
	"strings"
	"testing"
)

const linkHeader = "predecessor_code,successor_code,part,name_then,source,confidence\n"

func generations() []UnitRow {
	return []UnitRow{
		{Code: "00070", Kind: KindWard, ValidTo: new("2025-07-01")},
		{Code: "00070", Kind: KindWard, ValidFrom: new("2025-07-01")},
		{Code: "00043", Kind: KindWard, ValidTo: new("2020-01-01")},
		{Code: "00043", Kind: KindWard, ValidFrom: new("2020-01-01"), ValidTo: new("2025-07-01")},
		{Code: "00001", Kind: KindWard, ValidTo: new("2025-07-01")},
	}
}

func TestSuccessionsFindTheGenerations(t *testing.T) {
	in := linkHeader + "00070,00070,whole,,own,sure\n00043,00070,part,Phường Khác,own,sure\n"
	file, err := ParseUnitsFile(strings.NewReader(in), generations())
	if err != nil || len(file.Successions) != 2 || file.Units != nil {
		t.Fatalf("%+v, %v", file, err)
	}
	same, other := file.Successions[0], file.Successions[1]
	if same.Predecessor != (UnitKey{"00070", ""}) || same.Successor != (UnitKey{"00070", "2025-07-01"}) || same.Part {
		t.Errorf("the code that came back: %+v", same)
	}
	if other.Predecessor != (UnitKey{"00043", "2020-01-01"}) || !other.Part || other.NameThen != "Phường Khác" {
		t.Errorf("the second generation: %+v", other)
	}
}

func TestABadSuccessionIsNamedByLineAndColumn(t *testing.T) {
	for name, c := range map[string]struct{ rows, want string }{
		"an unknown predecessor": {"00099,00070,part,,o,s\n", "line 2, column predecessor_code: 00099 is not a known unit"},
		"an unknown successor":   {"00070,00099,part,,o,s\n", "line 2, column successor_code: 00099 is not a known unit"},
		"a successor too old":    {"00070,00001,part,,o,s\n", "line 2, column successor_code: 00001 did not begin after an end of 00070"},
		"a strange part":         {"00070,00070,half,,o,s\n", "line 2, column part: \"half\" must be one of part, whole"},
		"an empty code":          {",00070,part,,o,s\n", "line 2, column predecessor_code: is empty"},
		"no source":              {"00070,00070,part,,,s\n", "line 2, column source: is empty"},
		"the same link twice":    {"00070,00070,part,,o,s\n00070,00070,whole,,o,s\n", "line 3, column successor_code: 00070 to 00070 stands on line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseUnitsFile(strings.NewReader(linkHeader+c.rows), generations())
			if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}
