package territory

import (
	"io"

	"gandan/internal/text"
)

// The kinds of unit. A city has districts and towns (until 2025) and wards, communes and townships.
const (
	KindCity          = "CITY"
	KindUrbanDistrict = "URBAN_DISTRICT"
	KindRuralDistrict = "RURAL_DISTRICT"
	KindTown          = "TOWN"
	KindWard          = "WARD"
	KindCommune       = "COMMUNE"
	KindTownship      = "TOWNSHIP"
)

// codeDigits is the length of a statistics-office code of each kind. A shorter one has lost its leading zeros in a
// spreadsheet.
var codeDigits = map[string]int{
	KindCity: 2, KindUrbanDistrict: 3, KindRuralDistrict: 3, KindTown: 3, KindWard: 5, KindCommune: 5, KindTownship: 5,
}

// UnitRow is a unit as a file describes it. Codes come back over the years, so its identity is Key.
type UnitRow struct {
	Line       int
	Code       string
	Name       string
	Kind       string
	ParentCode string  // empty for a city
	ParentFrom *string // the generation of the parent: the ValidFrom of the unit with ParentCode that is meant
	ValidFrom  *string // the first day in force; nil when unknown
	ValidTo    *string // the first day no longer in force; nil while it is
	Source     string
	Confidence string
}

// UnitKey identifies a unit: its code and the day it began, empty when that is unknown.
type UnitKey struct{ Code, From string }

// Key identifies the unit.
func (u UnitRow) Key() UnitKey { return UnitKey{u.Code, orEmpty(u.ValidFrom)} }

// ParentKey identifies the parent; ok is false for a unit without one.
func (u UnitRow) ParentKey() (key UnitKey, ok bool) {
	return UnitKey{u.ParentCode, orEmpty(u.ParentFrom)}, u.ParentCode != ""
}

// InForce reports whether the unit is in force on the day, written YYYY-MM-DD.
func (u UnitRow) InForce(day string) bool {
	return (u.ValidFrom == nil || *u.ValidFrom <= day) && (u.ValidTo == nil || day < *u.ValidTo)
}

// UnitsFile is what one file for `gandan import units` holds: units or successions, never both.
type UnitsFile struct {
	Units       []UnitRow
	Successions []SuccessionRow
}

var unitColumns = []string{"code", "name", "kind", "parent_code", "valid_from", "valid_to", "source", "confidence"}

// ParseUnitsFile reads either kind of units file and tells them apart by the header. The known units are those there are
// already; rows may refer to them. Units come parents first. The error is Problems: it names everything that is wrong, and
// then the rows are not to be used.
func ParseUnitsFile(r io.Reader, known []UnitRow) (UnitsFile, error) {
	table, problems := text.ReadTable(r)
	if problems != nil && len(table.Columns) == 0 {
		return UnitsFile{}, problems
	}
	if table.Has("predecessor_code") || table.Has("successor_code") {
		rows := readSuccessions(table, known, &problems)
		return UnitsFile{Successions: rows}, problems.Err()
	}
	rows := readUnits(table, known, &problems)
	return UnitsFile{Units: rows}, problems.Err()
}

func readUnits(table text.Table, known []UnitRow, problems *Problems) []UnitRow {
	var rows []UnitRow
	each(table, problems, unitColumns, func(c cells) { rows = append(rows, readUnit(c)) })
	linkUnits(rows, known, problems)
	if len(*problems) == 0 {
		parentsFirst(rows)
	}
	return rows
}

func readUnit(c cells) UnitRow {
	u := UnitRow{
		Line:       c.Line,
		Code:       c.Code("code", maxUnitCode, true),
		Name:       c.Must("name", maxName),
		Kind:       c.OneOf("kind", KindCity, KindUrbanDistrict, KindRuralDistrict, KindTown, KindWard, KindCommune, KindTownship),
		ParentCode: c.Code("parent_code", maxUnitCode, false),
		ValidFrom:  c.day("valid_from"),
		ValidTo:    c.day("valid_to"),
		Source:     c.Must("source", maxNote),
		Confidence: c.Must("confidence", maxNote),
	}
	if n := codeDigits[u.Kind]; n > 0 && isNumber(u.Code) && len(u.Code) != n {
		c.Wrong("code", "%q should have %d digits for a %s; a spreadsheet may have dropped leading zeros", u.Code, n, u.Kind)
	}
	if u.ValidFrom != nil && u.ValidTo != nil && *u.ValidTo <= *u.ValidFrom {
		c.Wrong("valid_to", "%s must come after valid_from %s", *u.ValidTo, *u.ValidFrom)
	}
	if u.ParentCode == "" && u.Kind != KindCity {
		c.Wrong("parent_code", "is empty; only a CITY has no parent")
	}
	return u
}

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
