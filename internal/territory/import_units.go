package territory

import (
	"cmp"
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/unit"
	"gandan/internal/text"
)

// applyUnits makes the units that are not there and changes those that differ. Rows come parents first.
func (im *importer) applyUnits(ctx context.Context, rows []UnitRow) error {
	var problems Problems
	var fresh []*ent.UnitCreate
	var begun []*ent.Unit
	for _, row := range rows {
		have, there := im.units[row.Key()]
		if !there {
			create, u := im.newUnit(row)
			fresh, begun = append(fresh, create), append(begun, u)
			continue
		}
		im.keepsParent(have, row, &problems)
		if err := im.changeUnit(ctx, have, row); err != nil {
			return err
		}
	}
	if err := problems.Err(); err != nil {
		return err
	}
	im.sum.New += len(fresh)
	create := func(chunk []*ent.UnitCreate) error { return im.tx.Unit.CreateBulk(chunk...).Exec(ctx) }
	if err := inBatches(fresh, create); err != nil {
		return err
	}
	return im.addOrganisations(ctx, begun)
}

// newUnit prepares a unit and makes it known, so that the rows behind it may lie in it.
func (im *importer) newUnit(row UnitRow) (*ent.UnitCreate, *ent.Unit) {
	u := &ent.Unit{
		ID: im.tx.NewID(gid.Unit), Code: row.Code, Name: row.Name, NameFolded: text.Fold(row.Name), Kind: unit.Kind(row.Kind),
		Path: "/" + row.Code + "/", ValidFrom: row.ValidFrom, ValidTo: row.ValidTo, Source: row.Source, Confidence: row.Confidence,
	}
	if key, ok := row.ParentKey(); ok {
		parent := im.units[key]
		u.ParentID, u.Path = &parent.ID, parent.Path+row.Code+"/"
	}
	im.know(u)
	return im.tx.Unit.Create().SetID(u.ID).SetCode(u.Code).SetName(u.Name).SetNameFolded(u.NameFolded).SetKind(u.Kind).
		SetNillableParentID(u.ParentID).SetPath(u.Path).SetNillableValidFrom(u.ValidFrom).SetNillableValidTo(u.ValidTo).
		SetIdentity(row.Key().String()).SetSource(u.Source).SetConfidence(u.Confidence), u
}

// String is how the database keeps the key.
func (k UnitKey) String() string { return k.Code + "@" + k.From }

func compareKeys(a, b UnitKey) int {
	return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.From, b.From))
}

// keepsParent notes a unit that would move: every record below it keeps its path, so it ends and another begins.
func (im *importer) keepsParent(have *ent.Unit, row UnitRow, problems *Problems) {
	var parent *gid.ID
	if key, ok := row.ParentKey(); ok {
		parent = &im.units[key].ID
	}
	if !same(parent, have.ParentID) {
		problems.Add(row.Line, "parent_code", "%s began in another unit and cannot move; give it a valid_to and begin a new one", row.Code)
	}
}

func (im *importer) changeUnit(ctx context.Context, have *ent.Unit, row UnitRow) error {
	same := have.Name == row.Name && string(have.Kind) == row.Kind && same(have.ValidTo, row.ValidTo) &&
		have.Source == row.Source && have.Confidence == row.Confidence
	if !im.changed(!same) {
		return nil
	}
	change := im.tx.Unit.UpdateOneID(have.ID).SetName(row.Name).SetNameFolded(text.Fold(row.Name)).SetKind(unit.Kind(row.Kind)).
		SetSource(row.Source).SetConfidence(row.Confidence)
	if row.ValidTo == nil {
		change.ClearValidTo()
	} else {
		change.SetValidTo(*row.ValidTo)
	}
	if err := change.Exec(ctx); err != nil {
		return err
	}
	return im.renameOrganisations(ctx, have, row)
}
