package procedure

import (
	"context"
	"io"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedurefee"
	"gandan/internal/territory"
)

// ImportFees reads a file of fees and brings the database to what it says: all of it or nothing. Every procedure and every unit
// that it names must be there. A fee is recognised by procedure, unit, channel and first day; one that the file does not name
// stays. BAD_USER_INPUT with key BAD_DATA as ImportProcedures. A row for several channels counts once for each.
func (s *Service) ImportFees(ctx context.Context, r io.Reader) (territory.Summary, error) {
	return imported(ctx, s, r, ParseFees, s.applyFees)
}

type feeKey struct {
	procedure gid.ID
	standing  string
}

func (s *Service) applyFees(ctx context.Context, im *importer, rows []FeeRow) error {
	all, err := im.tx.ProcedureFee.Query().All(ctx)
	if err != nil {
		return err
	}
	there := make(map[feeKey]*ent.ProcedureFee, len(all))
	for _, f := range all {
		there[feeKey{f.ProcedureID, f.Standing}] = f
	}
	wanted, err := s.feesOf(im, rows)
	if err != nil {
		return err
	}
	var fresh []*ent.ProcedureFeeCreate
	for _, f := range wanted {
		have := there[feeKey{f.ProcedureID, f.Standing}]
		if have == nil {
			im.moved = append(im.moved, f.ProcedureID)
			fresh = append(fresh, fillFee(im.tx.ProcedureFee.Create().SetProcedureID(f.ProcedureID).SetChannel(f.Channel).
				SetNillableUnitID(f.UnitID).SetUnitPath(f.UnitPath).SetStanding(f.Standing).SetValidFrom(f.ValidFrom), f))
		} else if im.changed(!sameFee(have, f)) {
			im.moved = append(im.moved, f.ProcedureID)
			err = fillFee(im.tx.ProcedureFee.UpdateOneID(have.ID).ClearValidTo(), f).Exec(ctx)
		}
		if err != nil {
			return err
		}
	}
	if err := im.touch(ctx); err != nil {
		return err
	}
	im.sum.New = len(fresh)
	return inBatches(fresh, func(chunk []*ent.ProcedureFeeCreate) error { return im.tx.ProcedureFee.CreateBulk(chunk...).Exec(ctx) })
}

// feesOf are the rows as the database keeps them, one for each channel.
func (s *Service) feesOf(im *importer, rows []FeeRow) (all []*ent.ProcedureFee, err error) {
	var problems Problems
	for _, row := range rows {
		p, unit := im.known(&problems, row.Line, row.Code), s.unitOf(&problems, row)
		if p == nil {
			continue
		}
		for _, channel := range row.Channels {
			f := &ent.ProcedureFee{
				ProcedureID: p.ID, Channel: procedurefee.Channel(channel), ValidFrom: row.ValidFrom, ValidTo: row.ValidTo,
				Amount: row.Amount, Note: row.Note, Source: row.Source, Confidence: row.Confidence,
			}
			if unit != nil {
				f.UnitID, f.UnitPath = &unit.ID, unit.Path
			}
			f.Standing = standing(f.UnitPath, f.ValidFrom, f.Channel)
			all = append(all, f)
		}
	}
	return all, problems.Err()
}

// unitOf is the unit that had the code on the first day; nil for everywhere. A code nobody had is a problem.
func (s *Service) unitOf(problems *Problems, row FeeRow) *ent.Unit {
	if row.UnitCode == "" {
		return nil
	}
	u := s.territory.ByCode(row.UnitCode, row.ValidFrom)
	if u == nil {
		problems.Add(row.Line, "unit_code", "%s was not the code of a unit on %s; check the code and the day", row.UnitCode, row.ValidFrom)
	}
	return u
}

func sameFee(a, b *ent.ProcedureFee) bool {
	return same(a.ValidTo, b.ValidTo) && a.Amount == b.Amount && a.Note == b.Note && a.Source == b.Source && a.Confidence == b.Confidence
}

// feeFields is what the builders for a new and for a changed fee have in common.
type feeFields[B any] interface {
	SetNillableValidTo(*string) B
	SetAmount(int64) B
	SetNote(string) B
	SetSource(string) B
	SetConfidence(string) B
}

func fillFee[B feeFields[B]](b B, f *ent.ProcedureFee) B {
	return b.SetNillableValidTo(f.ValidTo).SetAmount(f.Amount).SetNote(f.Note).SetSource(f.Source).SetConfidence(f.Confidence)
}
