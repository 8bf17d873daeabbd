package territory

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// batch is how many rows one INSERT carries: SQLite takes 32,766 values in a statement, MariaDB 65,535.
const batch = 500

// importer is one import at work in a transaction. It knows every unit there is, also those it has made.
type importer struct {
	tx    *store.Tx
	units map[UnitKey]*ent.Unit
	byID  map[gid.ID]*ent.Unit
	sum   Summary
}

func newImporter(ctx context.Context, tx *store.Tx) (*importer, error) {
	units, err := tx.Unit.Query().All(ctx)
	if err != nil {
		return nil, err
	}
	im := &importer{tx: tx, units: make(map[UnitKey]*ent.Unit, len(units)), byID: make(map[gid.ID]*ent.Unit, len(units))}
	for _, u := range units {
		im.know(u)
	}
	return im, nil
}

func (im *importer) know(u *ent.Unit) {
	im.units[keyOf(u)] = u
	im.byID[u.ID] = u
}

func keyOf(u *ent.Unit) UnitKey { return UnitKey{u.Code, orEmpty(u.ValidFrom)} }

// knownRows are the units of the database in the form in which the parsers want them.
func (im *importer) knownRows() []UnitRow {
	rows := make([]UnitRow, 0, len(im.units))
	for _, u := range im.units {
		row := UnitRow{
			Code: u.Code, Name: u.Name, Kind: string(u.Kind), ValidFrom: u.ValidFrom, ValidTo: u.ValidTo,
			Source: u.Source, Confidence: u.Confidence,
		}
		if u.ParentID != nil {
			row.ParentCode, row.ParentFrom = im.byID[*u.ParentID].Code, im.byID[*u.ParentID].ValidFrom
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b UnitRow) int { return compareKeys(a.Key(), b.Key()) })
	return rows
}

// inBatches calls do with a few hundred rows at a time.
func inBatches[T any](rows []T, do func([]T) error) error {
	for chunk := range slices.Chunk(rows, batch) {
		if err := do(chunk); err != nil {
			return err
		}
	}
	return nil
}

// changed counts a row that is there already and reports whether it must be written.
func (im *importer) changed(differs bool) bool {
	if differs {
		im.sum.Changed++
	} else {
		im.sum.Unchanged++
	}
	return differs
}

// same compares two values that may be missing.
func same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// orNil is nil for the empty text.
func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
