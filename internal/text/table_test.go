package text_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/unicode/norm"

	"gandan/internal/text"
)

func TestReadTableAcceptsWhatSpreadsheetsWrite(t *testing.T) {
	for name, in := range map[string]string{
		"plain":                  "code,name\n001,Quận Ba Đình\n",
		"byte order mark":        "\ufeffcode,name\n001,Quận Ba Đình\n",
		"Windows line ends":      "code,name\r\n001,Quận Ba Đình\r\n",
		"decomposed":             norm.NFD.String("code,name\n001,Quận Ba Đình\n"),
		"quotes and spaces":      "\"code\", name \n001,\" Quận Ba Đình \"\n",
		"columns in other order": "name,more,code\nQuận Ba Đình,x,001\n",
		"no last line end":       "code,name\n001,Quận Ba Đình",
		"empty lines":            "code,name\n\n001,Quận Ba Đình\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			table, problems := text.ReadTable(strings.NewReader(in))
			if problems != nil || len(table.Rows) != 1 {
				t.Fatalf("rows %v, problems %v", table.Rows, problems)
			}
			row := table.Rows[0]
			if row.Get("code") != "001" || row.Get("name") != "Quận Ba Đình" || row.Get("none") != "" {
				t.Errorf("got %q, %q", row.Get("code"), row.Get("name"))
			}
		})
	}
}

func TestReadTableNamesTheLineOfEachBadRow(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string
		rows int
	}{
		"an empty file":              {"", []string{"line 1: the file has no header line"}, 0},
		"a header only":              {"a,b\n", nil, 0},
		"too few fields":             {"a,b\n1\n1,2\n", []string{"line 2: has 1 fields, the header has 2"}, 1},
		"too many fields":            {"a,b\n1,2\n1,2,3\n", []string{"line 3: has 3 fields"}, 1},
		"a row after a long field":   {"a,b\n1,\"x\ny\"\n1\n", []string{"line 4: has 1 fields"}, 1},
		"a quote inside":             {"a,b\n1,x\"y\n1,2\n", []string{"line 2: the row cannot be read"}, 1},
		"a quote left open":          {"a,b\n1,2\n1,\"x\n", []string{"line 3: the row cannot be read"}, 1},
		"bytes that are not UTF-8":   {"a,b\n1,Qu\xe2n\n1,2\n", []string{"line 2, column b: is not UTF-8"}, 1},
		"a NUL byte":                 {"a,b\n1,x\x00\n", []string{"line 2, column b: is not UTF-8"}, 0},
		"a column that stands twice": {"a,a\n1,2\n", []string{"line 1, column a: the column stands twice"}, 1},
		"a file in UTF-16":           {"\xff\xfea\x00,\x00b\x00\n\x001\x00\n\x00", []string{"line 1: the file is not UTF-8 text"}, 0},
		"semicolons":                 {"a;b\n1;2\n", []string{"line 1: the columns are not separated by commas"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			table, problems := text.ReadTable(strings.NewReader(c.in))
			if len(table.Rows) != c.rows || len(problems) != len(c.want) {
				t.Fatalf("rows %d, problems %v; want %d, %v", len(table.Rows), problems, c.rows, c.want)
			}
			for i, want := range c.want {
				if got := problems[i].Error(); !strings.HasPrefix(got, want) {
					t.Errorf("problem %q, want %q", got, want)
				}
			}
		})
	}
}

func TestReadTableStopsWhenTheFileBreaksOff(t *testing.T) {
	broken := iotest.ErrReader(errors.New("disk gone"))
	_, problems := text.ReadTable(io.MultiReader(strings.NewReader("a,b\n1,2\n"), broken))
	if len(problems) != 1 || !strings.Contains(problems.Error(), "disk gone") {
		t.Errorf("problems %v", problems)
	}
}

func TestRequireNamesEachMissingColumn(t *testing.T) {
	table, problems := text.ReadTable(strings.NewReader("code\n1\n"))
	table.Require(&problems, "code", "name", "kind")
	if len(problems) != 2 || problems[0].Column != "name" || problems[1].Column != "kind" {
		t.Errorf("problems %v", problems)
	}
}

func TestProblemsPrintFiftyAndCountTheRest(t *testing.T) {
	var problems text.Problems
	if problems.Err() != nil {
		t.Fatal("no problem is an error")
	}
	for i := range 53 {
		problems.Add(i+2, "code", "is empty")
	}
	lines := strings.Split(problems.Err().Error(), "\n")
	if len(lines) != 51 || lines[0] != "line 2, column code: is empty" || lines[50] != "and 3 more" {
		t.Errorf("%d lines, last %q", len(lines), lines[len(lines)-1])
	}
}
