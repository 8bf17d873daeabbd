package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"gandan/internal/store/storetest"
)

const (
	unitHeader      = "code,name,kind,parent_code,valid_from,valid_to,source,confidence\n"
	procedureHeader = "code,name_vi,field_vi,source,confidence\n"

	versions   = "code,valid_from,service_level,channels,source,confidence\n9.000001,2026-01-01,FULL,online,thử,bịa\n"
	fees       = "code,unit_code,channels,valid_from,amount_vnd,source,confidence\n9.000001,01,online,2026-01-01,0,thử,bịa\n"
	checklists = "code,valid_from,position,text,kind,needed,source,confidence\n9.000001,2026-01-01,1,Tờ khai,FORM,yes,thử,bịa\n"
)

// unitRow is a commune that was invented for the tests.
func unitRow(i int) string {
	return fmt.Sprintf("99%03d,Xã Thử Nghiệm %d,COMMUNE,01,2025-07-01,,thử,bịa\n", i, i)
}

// onEach runs the test in a new folder with SQLite and with MariaDB; imported runs an import there.
func onEach(t *testing.T, test func(t *testing.T, imported func(what, content string) ending)) {
	t.Helper()
	for _, dialect := range []string{"sqlite", "mariadb"} {
		t.Run(dialect, func(t *testing.T) {
			folder, dsn := settled(t), ""
			if dialect == "mariadb" {
				dsn = storetest.MariaDB(t)
			}
			test(t, func(what, content string) ending {
				if err := os.WriteFile(filepath.Join(folder, "file.csv"), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
				return run(t, folder, "import", what, "file.csv", "--db", dsn)
			})
		})
	}
}

func (e ending) says(t *testing.T, want string) {
	t.Helper()
	if got := e.done(t); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestAnImportTwiceChangesNothingTheSecondTime(t *testing.T) {
	onEach(t, func(t *testing.T, imported func(what, content string) ending) {
		var units strings.Builder
		units.WriteString(unitHeader)
		for i := range 200 {
			units.WriteString(unitRow(i))
		}
		imported("units", units.String()).says(t, "200 new, 0 changed, 0 unchanged")
		imported("units", units.String()).says(t, "0 new, 0 changed, 200 unchanged")
		renamed := strings.Replace(units.String(), "Xã Thử Nghiệm 7,", "Xã Thí Nghiệm 7,", 1)
		imported("units", renamed).says(t, "0 new, 1 changed, 199 unchanged")

		procedures := procedureHeader + "9.000001,Thủ tục thử,Thử,thử,bịa\n9.000002,Thủ tục thử nữa,Thử,thử,bịa\n"
		imported("procedures", procedures).says(t, "2 new, 0 changed, 0 unchanged")
		imported("procedures", procedures).says(t, "0 new, 0 changed, 2 unchanged")
		for what, content := range map[string]string{"versions": versions, "fees": fees, "checklists": checklists} {
			imported(what, content).says(t, "1 new, 0 changed, 0 unchanged")
			imported(what, content).says(t, "0 new, 0 changed, 1 unchanged")
			imported(what, strings.Replace(content, "9.000001", "9.777777", 1)).refused(t, 2, "line 2, column code")
		}
	})
}

func TestABadRowIsNamedAndNothingOfTheFileIsTaken(t *testing.T) {
	onEach(t, func(t *testing.T, imported func(what, content string) ending) {
		bad := unitHeader + unitRow(1) + "99002,,COMMUNE,01,2025-07-01,,thử,bịa\n" + unitRow(3) + "99004,Xã Bốn,CASTLE,01,30/02/2025,,thử,bịa\n"
		imported("units", bad).refused(t, 4, "line 3, column name", "line 5, column kind", "line 5, column valid_from")
		imported("units", unitHeader+"99005,Xã Năm,COMMUNE,77777,2025-07-01,,thử,bịa\n"+unitRow(1)).refused(t, 2, "line 2, column parent_code")
		imported("units", unitHeader+unitRow(1)+unitRow(3)).says(t, "2 new, 0 changed, 0 unchanged")

		imported("procedures", procedureHeader+"9.000001,Thủ tục thử,Thử,thử,bịa\n9.000002,,Thử,thử,bịa\n").refused(t, 2, "line 3, column name_vi")
		imported("procedures", procedureHeader+"9.000001,Thủ tục thử,Thử,thử,bịa\n").says(t, "1 new, 0 changed, 0 unchanged")
	})
}

func TestRulesAreImportedAndABadOneIsNamed(t *testing.T) {
	onEach(t, func(t *testing.T, imported func(what, content string) ending) {
		const header = "key,unit_code,valid_from,valid_to,value,measure,legal_base,source,confidence\n"
		own := header + "dialogue.minPerYear,09556,2026-01-01,,2,per year,Quy chế của phường,thử,bịa\n"
		imported("policies", own).says(t, "1 new, 0 changed, 0 unchanged")
		imported("policies", own).says(t, "0 new, 0 changed, 1 unchanged")
		imported("policies", own+"dialogue.minPerYear,09556,2026-02-30,,3,per year,Quy chế,thử,bịa\n").refused(t, 2, "line 3, column valid_from")
		imported("policies", own+"dialogue.minPerYear,09556,2026-05-01,,3,per year,Quy chế,thử,bịa\n").refused(t, 2, "line 3, column valid_from")
	})
}

func TestAFileThatIsNoTableIsRefused(t *testing.T) {
	folder := settled(t)
	for name, c := range map[string]struct {
		content string
		lines   int
		says    string
	}{
		"an empty file":          {"", 2, "line 1"},
		"a header alone":         {unitHeader, 2, "line 1"},
		"a picture":              {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 2, "line 1"},
		"letters of another age": {unitHeader + "99001,X\xe3 Th\xed,COMMUNE,01,2025-07-01,,x,y\n", 2, "line 2"},
		"a quote left open":      {unitHeader + "99001,\"Xã,COMMUNE,01,2025-07-01,,x,y\n", 2, "line 2"},
		"a cell too many":        {unitHeader + "99001,Xã,COMMUNE,01,2025-07-01,,x,y,z\n", 2, "line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(filepath.Join(folder, "file.csv"), []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			run(t, folder, "import", "units", "file.csv").refused(t, c.lines, c.says)
		})
	}
}

func TestAFileThatIsNotThereIsNamedAsItWasGiven(t *testing.T) {
	folder := settled(t)
	run(t, folder, "import", "units", "none.csv").refused(t, 1, "none.csv")
	run(t, folder, "import", "units", ".").refused(t, 1, "directory")
}

// TestAFileFromAnyEditorIsTheSame: a mark at the beginning, Windows line ends and letters in parts change nothing.
func TestAFileFromAnyEditorIsTheSame(t *testing.T) {
	folder, plain := settled(t), unitHeader+unitRow(1)+unitRow(2)
	for i, content := range []string{
		"\ufeff" + norm.NFD.String(strings.ReplaceAll(plain, "\n", "\r\n")), plain, strings.TrimSuffix(plain, "\n"), norm.NFD.String(plain),
	} {
		file := fmt.Sprintf("%d.csv", i)
		if err := os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		want := "0 new, 0 changed, 2 unchanged"
		if i == 0 {
			want = "2 new, 0 changed, 0 unchanged"
		}
		run(t, folder, "import", "units", file).says(t, want)
	}
}
