package procedure

import (
	"context"
	"errors"
	"io"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedureversion"
	"gandan/internal/territory"
)

// ImportVersions reads a file of versions with their days and brings the database to what it says: all of it or nothing. Every
// procedure that it names must be there. A version is recognised by its procedure and its first day; one that the file does not
// name stays. BAD_USER_INPUT with key BAD_DATA as ImportProcedures.
func (s *Service) ImportVersions(ctx context.Context, r io.Reader) (territory.Summary, error) {
	return imported(ctx, s, r, ParseVersions, applyVersions)
}

type versionKey struct {
	procedure gid.ID
	from      string
}

func applyVersions(ctx context.Context, im *importer, rows []VersionRow) error {
	all, err := im.tx.ProcedureVersion.Query().Where(procedureversion.ValidFromNEQ("")).All(ctx)
	if err != nil {
		return err
	}
	there := make(map[versionKey]*ent.ProcedureVersion, len(all))
	for _, v := range all {
		there[versionKey{v.ProcedureID, v.ValidFrom}] = v
	}
	var problems Problems
	var fresh []*ent.ProcedureVersionCreate
	for _, row := range rows {
		p := im.known(&problems, row.Line, row.Code)
		if p == nil {
			continue
		}
		want, have := versionOf(row), there[versionKey{p.ID, row.ValidFrom}]
		if have == nil {
			im.moved = append(im.moved, p.ID)
			fresh = append(fresh, fillVersion(im.tx.ProcedureVersion.Create().SetProcedureID(p.ID).SetValidFrom(row.ValidFrom), want))
		} else if im.changed(!sameVersion(have, want)) {
			im.moved = append(im.moved, p.ID)
			err = im.changeVersion(ctx, have, want)
		}
		if err != nil {
			return err
		}
	}
	if err := errors.Join(problems.Err(), im.touch(ctx)); err != nil {
		return err
	}
	im.sum.New = len(fresh)
	return inBatches(fresh, func(chunk []*ent.ProcedureVersionCreate) error {
		return im.tx.ProcedureVersion.CreateBulk(chunk...).Exec(ctx)
	})
}

// versionOf is the row as the database keeps it.
func versionOf(row VersionRow) *ent.ProcedureVersion {
	return &ent.ProcedureVersion{
		ValidFrom: row.ValidFrom, ValidTo: row.ValidTo, ServiceLevel: procedureversion.ServiceLevel(row.ServiceLevel),
		LevelBasis: row.LevelBasis, Channels: strings.Join(row.Channels, "|"), TimeMin: row.TimeMin, TimeMax: row.TimeMax,
		TimeUnit: row.TimeUnit, TimeNote: row.TimeNote, LegalBase: row.LegalBase, AsOf: row.AsOf,
		Source: row.Source, Confidence: row.Confidence,
	}
}

// sameVersion reports whether an import has nothing to change.
func sameVersion(a, b *ent.ProcedureVersion) bool {
	content := func(v *ent.ProcedureVersion) [11]string {
		return [11]string{
			orEmpty(v.ValidTo), string(v.ServiceLevel), v.LevelBasis, v.Channels, v.TimeUnit, v.TimeNote, v.FeesSeen, v.LegalBase, v.AsOf,
			v.Source, v.Confidence,
		}
	}
	return content(a) == content(b) && same(a.TimeMin, b.TimeMin) && same(a.TimeMax, b.TimeMax)
}

func (im *importer) changeVersion(ctx context.Context, have, want *ent.ProcedureVersion) error {
	return fillVersion(im.tx.ProcedureVersion.UpdateOneID(have.ID).ClearValidTo().ClearTimeMin().ClearTimeMax(), want).Exec(ctx)
}

// versionFields is what the builders for a new and for a changed version have in common.
type versionFields[B any] interface {
	SetNillableValidTo(*string) B
	SetServiceLevel(procedureversion.ServiceLevel) B
	SetLevelBasis(string) B
	SetChannels(string) B
	SetNillableTimeMin(*int) B
	SetNillableTimeMax(*int) B
	SetTimeUnit(string) B
	SetTimeNote(string) B
	SetFeesSeen(string) B
	SetLegalBase(string) B
	SetAsOf(string) B
	SetSource(string) B
	SetConfidence(string) B
}

func fillVersion[B versionFields[B]](b B, v *ent.ProcedureVersion) B {
	return b.SetNillableValidTo(v.ValidTo).SetServiceLevel(v.ServiceLevel).SetLevelBasis(v.LevelBasis).SetChannels(v.Channels).
		SetNillableTimeMin(v.TimeMin).SetNillableTimeMax(v.TimeMax).SetTimeUnit(v.TimeUnit).SetTimeNote(v.TimeNote).
		SetFeesSeen(v.FeesSeen).SetLegalBase(v.LegalBase).SetAsOf(v.AsOf).SetSource(v.Source).SetConfidence(v.Confidence)
}
