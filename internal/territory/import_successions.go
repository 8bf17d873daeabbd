package territory

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
)

// applySuccessions makes the links that are not there and changes those that differ.
func (im *importer) applySuccessions(ctx context.Context, rows []SuccessionRow) error {
	if len(rows) == 0 {
		return nil
	}
	links, err := im.tx.UnitSuccession.Query().All(ctx)
	if err != nil {
		return err
	}
	known := make(map[[2]gid.ID]*ent.UnitSuccession, len(links))
	for _, l := range links {
		known[[2]gid.ID{l.PredecessorID, l.SuccessorID}] = l
	}
	var fresh []*ent.UnitSuccessionCreate
	for _, row := range rows {
		from, to := im.units[row.Predecessor].ID, im.units[row.Successor].ID
		if have, there := known[[2]gid.ID{from, to}]; !there {
			fresh = append(fresh, im.tx.UnitSuccession.Create().SetPredecessorID(from).SetSuccessorID(to).SetWhole(!row.Part).
				SetNillableNameThen(orNil(row.NameThen)).SetSource(row.Source).SetConfidence(row.Confidence))
		} else if err := im.changeSuccession(ctx, have, row); err != nil {
			return err
		}
	}
	im.sum.New += len(fresh)
	return inBatches(fresh, func(chunk []*ent.UnitSuccessionCreate) error {
		return im.tx.UnitSuccession.CreateBulk(chunk...).Exec(ctx)
	})
}

func (im *importer) changeSuccession(ctx context.Context, have *ent.UnitSuccession, row SuccessionRow) error {
	same := have.Whole != row.Part && orEmpty(have.NameThen) == row.NameThen && have.Source == row.Source && have.Confidence == row.Confidence
	if !im.changed(!same) {
		return nil
	}
	change := im.tx.UnitSuccession.UpdateOneID(have.ID).SetWhole(!row.Part).SetSource(row.Source).SetConfidence(row.Confidence)
	if row.NameThen == "" {
		change.ClearNameThen()
	} else {
		change.SetNameThen(row.NameThen)
	}
	return change.Exec(ctx)
}
