package procedure

import (
	"context"
	"errors"
	"io"

	"gandan/ent"
	"gandan/ent/checklistitem"
	"gandan/ent/gid"
	"gandan/internal/territory"
)

// ImportChecklists reads a file of what to bring and brings the database to what it says: all of it or nothing. Every procedure
// that it names must be there. An item is recognised by procedure, first day and position; one that the file does not name stays
// until a row ends it. BAD_USER_INPUT with key BAD_DATA as ImportProcedures.
func (s *Service) ImportChecklists(ctx context.Context, r io.Reader) (territory.Summary, error) {
	return imported(ctx, s, r, ParseChecklists, applyChecklists)
}

type itemKey struct {
	procedure gid.ID
	from      string
	position  int
}

func applyChecklists(ctx context.Context, im *importer, rows []ChecklistRow) error {
	all, err := im.tx.ChecklistItem.Query().All(ctx)
	if err != nil {
		return err
	}
	there := make(map[itemKey]*ent.ChecklistItem, len(all))
	for _, item := range all {
		there[itemKey{item.ProcedureID, item.ValidFrom, item.Position}] = item
	}
	var problems Problems
	var fresh []*ent.ChecklistItemCreate
	for _, row := range rows {
		p := im.known(&problems, row.Line, row.Code)
		if p == nil {
			continue
		}
		have := there[itemKey{p.ID, row.ValidFrom, row.Position}]
		if have == nil {
			im.moved = append(im.moved, p.ID)
			fresh = append(fresh, fillItem(im.tx.ChecklistItem.Create().SetProcedureID(p.ID).SetValidFrom(row.ValidFrom).SetPosition(row.Position), row))
		} else if im.changed(!sameItem(have, row)) {
			im.moved = append(im.moved, p.ID)
			err = fillItem(im.tx.ChecklistItem.UpdateOneID(have.ID).ClearValidTo(), row).Exec(ctx)
		}
		if err != nil {
			return err
		}
	}
	if err := errors.Join(problems.Err(), im.touch(ctx)); err != nil {
		return err
	}
	im.sum.New = len(fresh)
	return inBatches(fresh, func(chunk []*ent.ChecklistItemCreate) error {
		return im.tx.ChecklistItem.CreateBulk(chunk...).Exec(ctx)
	})
}

func sameItem(have *ent.ChecklistItem, row ChecklistRow) bool {
	return same(have.ValidTo, row.ValidTo) && have.Text == row.Text && string(have.Kind) == row.Kind && have.Needed == row.Needed &&
		have.Source == row.Source && have.Confidence == row.Confidence
}

// itemFields is what the builders for a new and for a changed item have in common.
type itemFields[B any] interface {
	SetNillableValidTo(*string) B
	SetText(string) B
	SetKind(checklistitem.Kind) B
	SetNeeded(bool) B
	SetSource(string) B
	SetConfidence(string) B
}

func fillItem[B itemFields[B]](b B, row ChecklistRow) B {
	return b.SetNillableValidTo(row.ValidTo).SetText(row.Text).SetKind(checklistitem.Kind(row.Kind)).SetNeeded(row.Needed).
		SetSource(row.Source).SetConfidence(row.Confidence)
}
