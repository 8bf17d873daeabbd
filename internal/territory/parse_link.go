package territory

import (
	"cmp"
	"slices"
)

// register finds units by their code, every generation of it.
type register map[string][]*UnitRow

// newRegister holds the rows of a file and what was known before it. A row takes the place of the known unit it repeats,
// so that a file can be imported again.
func newRegister(rows, known []UnitRow) register {
	reg := register{}
	inFile := map[UnitKey]bool{}
	for i := range rows {
		inFile[rows[i].Key()] = true
		reg[rows[i].Code] = append(reg[rows[i].Code], &rows[i])
	}
	for i := range known {
		if !inFile[known[i].Key()] {
			reg[known[i].Code] = append(reg[known[i].Code], &known[i])
		}
	}
	return reg
}

func (reg register) find(key UnitKey) *UnitRow {
	for _, u := range reg[key.Code] {
		if u.Key() == key {
			return u
		}
	}
	return nil
}

// linkUnits finds the parent of each row and notes units that stand twice, parents that are not there, and circles. Rows
// that could not be read are left alone, so that one slip is one problem.
func linkUnits(rows, known []UnitRow, problems *Problems) {
	unread := map[int]bool{}
	for _, p := range *problems {
		unread[p.Line] = true
	}
	reg := newRegister(rows, known)
	for _, check := range []func(*UnitRow, register, map[int]bool, *Problems){checkTwice, findParent, checkCircle} {
		for i := range rows {
			if !unread[rows[i].Line] {
				check(&rows[i], reg, unread, problems)
			}
		}
	}
}

// checkTwice notes a unit whose code is in force twice at one time. Of two rows the later one in the file is at fault.
func checkTwice(u *UnitRow, reg register, unread map[int]bool, problems *Problems) {
	for _, other := range reg[u.Code] {
		if other == u || other.Line > u.Line || unread[other.Line] || !overlap(*u, *other) {
			continue
		}
		began := cmp.Or(other.Key().From, "an unknown day")
		if other.Key() == u.Key() {
			problems.Add(u.Line, "code", "%s from %s stands on line %d already; remove one", u.Code, began, other.Line)
		} else {
			problems.Add(u.Line, "valid_from", "%s is in force at the same time as the unit of that code from %s; end that one first", u.Code, began)
		}
		return
	}
}

// findParent picks the generation of the parent that was in force together with the unit.
func findParent(u *UnitRow, reg register, unread map[int]bool, problems *Problems) {
	if u.ParentCode == "" {
		return
	}
	var parents []*UnitRow
	for _, p := range reg[u.ParentCode] {
		if unread[p.Line] {
			return
		}
		if overlap(*u, *p) {
			parents = append(parents, p)
		}
	}
	switch {
	case len(reg[u.ParentCode]) == 0:
		problems.Add(u.Line, "parent_code", "%s is not a known unit; add it to the file or import it first", u.ParentCode)
	case len(parents) == 0:
		problems.Add(u.Line, "parent_code", "%s was not in force at the time of this unit; check the days", u.ParentCode)
	case len(parents) > 1 && parents[0].Key() != parents[1].Key():
		problems.Add(u.Line, "parent_code", "%s names two units in the time of this one; end this unit when its parent ends and begin another", u.ParentCode)
	default:
		u.ParentFrom = parents[0].ValidFrom
	}
}

// checkCircle follows the parents up. Every row of a circle is named, since any of them may be the wrong one.
func checkCircle(u *UnitRow, reg register, _ map[int]bool, problems *Problems) {
	seen := map[UnitKey]bool{}
	for at := u; at != nil; {
		parent, ok := at.ParentKey()
		if !ok || seen[at.Key()] {
			return
		}
		seen[at.Key()] = true
		if parent == u.Key() {
			problems.Add(u.Line, "parent_code", "%s lies within itself by way of %s; correct one of the parents", u.Code, at.Code)
			return
		}
		at = reg.find(parent)
	}
}

// parentsFirst sorts the rows so that a unit stands after the one it lies in, and keeps their order otherwise.
func parentsFirst(rows []UnitRow) {
	reg := newRegister(rows, nil)
	depth := map[UnitKey]int{}
	for _, u := range rows {
		key := u.Key()
		for at := &u; at != nil && depth[key] <= len(rows); depth[key]++ {
			parent, _ := at.ParentKey()
			at = reg.find(parent)
		}
	}
	slices.SortStableFunc(rows, func(a, b UnitRow) int { return cmp.Compare(depth[a.Key()], depth[b.Key()]) })
}

// overlap reports whether there is a day on which both are in force.
func overlap(a, b UnitRow) bool {
	return (a.ValidTo == nil || orEmpty(b.ValidFrom) < *a.ValidTo) && (b.ValidTo == nil || orEmpty(a.ValidFrom) < *b.ValidTo)
}
