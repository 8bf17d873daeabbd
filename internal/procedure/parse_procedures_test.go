package procedure

import (
	"slices"
	"strings"
	"testing"
)

const (
	procedureHeader = "code,name_vi,field_vi,group_en,authority_level,service_level,channels,time_min,time_max,time_unit,fee_vnd_values_in_snapshot,source,confidence\n"
	procedureRow    = "1.001193,Thủ tục đăng ký khai sinh,Hộ tịch,civil_status,commune,toan_trinh,online|direct,1,3,working_day,5000|10000,S4,sure\n"
)

func TestParseProcedures(t *testing.T) {
	rows, err := ParseProcedures(strings.NewReader(procedureHeader + procedureRow))
	if err != nil || len(rows) != 1 {
		t.Fatalf("%v, %v", rows, err)
	}
	p := rows[0]
	if p.Code != "1.001193" || p.Name != "Thủ tục đăng ký khai sinh" || *p.TimeMin != 1 || *p.TimeMax != 3 || p.Line != 2 {
		t.Errorf("got %+v", p)
	}
	if !slices.Equal(p.Channels, []string{"ONLINE", "IN_PERSON"}) || !slices.Equal(p.Fees, []int64{5000, 10000}) {
		t.Errorf("got %v, %v", p.Channels, p.Fees)
	}
}

func TestParseProceduresNeedsOnlyFiveColumns(t *testing.T) {
	rows, err := ParseProcedures(strings.NewReader("code,name_vi,field_vi,source,confidence\n,Nộp phạt,Giao thông,own,memory\n"))
	if err != nil || len(rows) != 1 || rows[0].Key() != "nop phat" || rows[0].TimeMin != nil || rows[0].Fees != nil {
		t.Fatalf("%+v, %v", rows, err)
	}
}

func TestABadProcedureIsNamedByLineAndColumn(t *testing.T) {
	for name, c := range map[string]struct{ rows, want string }{
		"an empty name":           {"1.1,,Hộ tịch,,,,,,,,,S4,sure\n", "line 2, column name_vi: is empty"},
		"an empty field":          {"1.1,A,,,,,,,,,,S4,sure\n", "line 2, column field_vi: is empty"},
		"a code with a slash":     {"1/1,A,B,,,,,,,,,S4,sure\n", "line 2, column code: \"1/1\" is not a code"},
		"an unknown level":        {"1.1,A,B,,,level 4,,,,,,S4,sure\n", "line 2, column service_level: \"level 4\" must be one of toan_trinh"},
		"an unknown channel":      {"1.1,A,B,,,,online|fax,,,,,S4,sure\n", "line 2, column channels: \"fax\" must be online"},
		"a time that is a word":   {"1.1,A,B,,,,,three,,,,S4,sure\n", "line 2, column time_min: \"three\" must be a whole number"},
		"a negative time":         {"1.1,A,B,,,,,,-1,,,S4,sure\n", "line 2, column time_max: \"-1\" must be a whole number"},
		"times the wrong way":     {"1.1,A,B,,,,,5,3,,,S4,sure\n", "line 2, column time_max: 3 is less than time_min 5"},
		"a fee with points":       {"1.1,A,B,,,,,,,,5.000,S4,sure\n", "line 2, column fee_vnd_values_in_snapshot: \"5.000\" must be an amount"},
		"a group with a capital":  {"1.1,A,B,Civil status,,,,,,,,S4,sure\n", "line 2, column group_en: \"Civil status\" must be lower-case"},
		"a code twice":            {procedureRow + procedureRow, "line 3, column code: \"1.001193\" stands on line 2 already"},
		"a nameless code twice":   {",Nộp phạt,B,,,,,,,,,S4,sure\n,NỘP PHẠT,B,,,,,,,,,S4,sure\n", "line 3, column code: \"nop phat\" stands on line 2"},
		"a field too many":        {"1.1,A,B,,,,,,,,,S4,sure,more\n", "line 2: has 14 fields, the header has 13"},
		"a long name for a code":  {"," + strings.Repeat("a", 192) + ",B,,,,,,,,,S4,sure\n", "line 2, column name_vi: has 192 letters without diacritics"},
		"a name beyond the limit": {"1.1," + strings.Repeat("a", 601) + ",B,,,,,,,,,S4,sure\n", "line 2, column name_vi: has 601 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseProcedures(strings.NewReader(procedureHeader + c.rows))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestAProceduresFileWithoutItsColumnsIsRefused(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "line 1: the file has no header",
		"code,name_vi\n1.1,A\n":    "line 1, column field_vi: the column is missing",
		"code;name_vi\n1.1;A\n":    "line 1: the columns are not separated by commas",
		procedureHeader:            "line 1: the file has no rows",
		"\xff\xfec\x00o\x00\n\x00": "line 1: the file is not UTF-8 text",
	} {
		if _, err := ParseProcedures(strings.NewReader(in)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", in, err, want)
		}
	}
}
