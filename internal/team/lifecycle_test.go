package team_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gandan/ent/helppoint"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	entteam "gandan/ent/team"
	"gandan/ent/teammember"
	"gandan/internal/team"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTheLivesAreAsDrawn(t *testing.T) {
	golden(t, "team.matrix.txt", team.Life().Matrix([]entteam.Status{entteam.StatusACTIVE, entteam.StatusENDED}))
	golden(t, "member.matrix.txt", team.MemberLife().Matrix([]teammember.Status{teammember.StatusACTIVE, teammember.StatusENDED}))
	golden(t, "point.matrix.txt", team.PointLife().Matrix([]helppoint.Status{helppoint.StatusOPEN, helppoint.StatusCLOSED}))
	golden(t, "shift.matrix.txt", team.ShiftLife().Matrix([]shift.Status{shift.StatusPLANNED, shift.StatusCALLED_OFF}))
	golden(t, "signup.matrix.txt", team.SignupLife().Matrix([]shiftsignup.Status{
		shiftsignup.StatusSIGNED_UP, shiftsignup.StatusLEFT, shiftsignup.StatusPRESENT, shiftsignup.StatusNO_SHOW, shiftsignup.StatusCALLED_OFF,
	}))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || strings.TrimSpace(got) != strings.TrimSpace(string(want)) {
		t.Errorf("%s differs (%v):\n%s", file, err, got)
	}
}
