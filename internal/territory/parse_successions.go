package territory

import "gandan/internal/text"

// SuccessionRow says that a unit went into a later one. Both keys are complete: code and generation.
type SuccessionRow struct {
	Line        int
	Predecessor UnitKey
	Successor   UnitKey
	Part        bool   // only a part of the predecessor went there
	NameThen    string // the predecessor's name at the end, when it was no longer the name of the unit
	Source      string
	Confidence  string
}

var successionColumns = []string{"predecessor_code", "successor_code", "part", "name_then", "source", "confidence"}

func readSuccessions(table text.Table, known []UnitRow, problems *Problems) []SuccessionRow {
	reg := newRegister(nil, known)
	lines := map[[2]UnitKey]int{}
	var rows []SuccessionRow
	each(table, problems, successionColumns, func(c cells) {
		row, sound := readSuccession(c, reg)
		if !sound {
			return
		}
		link := [2]UnitKey{row.Predecessor, row.Successor}
		if first, twice := lines[link]; twice {
			c.Wrong("successor_code", "%s to %s stands on line %d already; remove one", row.Predecessor.Code, row.Successor.Code, first)
			return
		}
		lines[link] = c.Line
		rows = append(rows, row)
	})
	return rows
}

func readSuccession(c cells, reg register) (SuccessionRow, bool) {
	before := len(*c.Problems)
	predecessor, successor := c.Code("predecessor_code", maxUnitCode, true), c.Code("successor_code", maxUnitCode, true)
	row := SuccessionRow{
		Line:       c.Line,
		Part:       c.OneOf("part", "part", "whole") == "part",
		NameThen:   c.Short("name_then", maxName),
		Source:     c.Must("source", maxNote),
		Confidence: c.Must("confidence", maxNote),
	}
	if predecessor != "" && successor != "" {
		row.Predecessor, row.Successor = findLink(c, reg, predecessor, successor)
	}
	return row, len(*c.Problems) == before
}

// findLink picks the generations: of the units that ended and those that began no earlier, the two closest in time.
func findLink(c cells, reg register, predecessor, successor string) (from, to UnitKey) {
	if !isKnown(c, reg, "predecessor_code", predecessor) || !isKnown(c, reg, "successor_code", successor) {
		return from, to
	}
	var old, young *UnitRow
	for _, p := range reg[predecessor] {
		for _, s := range reg[successor] {
			if p.ValidTo == nil || s.ValidFrom == nil || *s.ValidFrom < *p.ValidTo {
				continue
			}
			if old == nil || *p.ValidTo > *old.ValidTo || *p.ValidTo == *old.ValidTo && *s.ValidFrom < *young.ValidFrom {
				old, young = p, s
			}
		}
	}
	if old == nil {
		c.Wrong("successor_code", "%s did not begin after an end of %s; check valid_to and valid_from of the units", successor, predecessor)
		return from, to
	}
	return old.Key(), young.Key()
}

func isKnown(c cells, reg register, column, code string) bool {
	if len(reg[code]) == 0 {
		c.Wrong(column, "%s is not a known unit; import the units first", code)
		return false
	}
	return true
}
