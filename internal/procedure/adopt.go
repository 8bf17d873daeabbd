package procedure

import (
	"context"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedure"
	"gandan/ent/procedureversion"
	"gandan/internal/store"
)

// adoptAtOnce is how many procedures one transaction takes over.
const adoptAtOnce = 200

// adopt takes over the procedures that were imported before there were versions: what each said of channels, times and fees becomes
// the version of which nobody knows since when it holds, and its words are made. It may be cut off: a batch is a transaction, and
// what was taken over stands at its old place no more.
func (s *Service) adopt(ctx context.Context) error {
	known, err := meanings()
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		some, err := s.store.Reader(ctx).Procedure.Query().Where(procedure.ServiceLevelNotNil()).Exist(ctx)
		if err != nil || !some {
			return store.Translate(err)
		}
		err = store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error { return adoptSome(ctx, tx, known) })
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func adoptSome(ctx context.Context, tx *store.Tx, known []meaning) error {
	rows, err := tx.Procedure.Query().Where(procedure.ServiceLevelNotNil()).Order(ent.Asc(procedure.FieldID)).Limit(adoptAtOnce).All(ctx)
	if err != nil {
		return err
	}
	ids := make([]gid.ID, len(rows))
	for i, p := range rows {
		ids[i] = p.ID
	}
	there, err := tx.ProcedureVersion.Query().Where(procedureversion.ProcedureIDIn(ids...), procedureversion.ValidFrom("")).All(ctx)
	if err != nil {
		return err
	}
	has := make(map[gid.ID]bool, len(there))
	for _, v := range there {
		has[v.ProcedureID] = true
	}
	for _, p := range rows {
		if !has[p.ID] {
			create := fillVersion(tx.ProcedureVersion.Create().SetProcedureID(p.ID).SetValidFrom(""), asVersion(p))
			if err := create.Exec(ctx); err != nil {
				return err
			}
		}
		p.SearchFolded = strings.Join(wordsOf(p, known), " ")
		if err := emptied(tx.Procedure.UpdateOneID(p.ID)).SetSearchFolded(p.SearchFolded).Exec(ctx); err != nil {
			return err
		}
	}
	return writeWords(ctx, tx, rows)
}

func emptied(u *ent.ProcedureUpdateOne) *ent.ProcedureUpdateOne {
	return u.ClearServiceLevel().ClearChannels().ClearTimeMin().ClearTimeMax().ClearTimeUnit().ClearTimeNote().ClearFeesVnd().ClearAsOf()
}

// asVersion is what the procedure says of itself at the old place. A level without a basis is not stated; the word of the source
// stays as the reason.
func asVersion(p *ent.Procedure) *ent.ProcedureVersion {
	v := &ent.ProcedureVersion{
		ServiceLevel: procedureversion.ServiceLevelNOT_STATED, Channels: orEmpty(p.Channels), TimeMin: p.TimeMin, TimeMax: p.TimeMax,
		TimeUnit: orEmpty(p.TimeUnit), TimeNote: orEmpty(p.TimeNote), FeesSeen: orEmpty(p.FeesVnd), AsOf: orEmpty(p.AsOf),
		Source: p.Source, Confidence: p.Confidence,
	}
	if level := orEmpty(p.ServiceLevel); level != "" {
		v.LevelBasis = "imported without a basis as " + level
	}
	return v
}

// isOfOwner reports whether a procedure of an older program says something else than the row: somebody imported it, so that what
// comes with the program does not take its place.
func isOfOwner(p *ent.Procedure, row Row) bool {
	if p == nil || p.ServiceLevel == nil {
		return false
	}
	here := [10]string{p.Name, p.Field, p.TopicGroup, p.AuthorityLevel, *p.ServiceLevel, orEmpty(p.Channels), orEmpty(p.TimeUnit), orEmpty(p.TimeNote),
		orEmpty(p.FeesVnd), orEmpty(p.AsOf) + "\n" + p.Source + "\n" + p.Confidence}
	file := [10]string{row.Name, row.Field, row.Group, row.AuthorityLevel, row.ServiceLevel, strings.Join(row.Channels, "|"), row.TimeUnit, row.TimeNote,
		joinFees(row.Fees), row.AsOf + "\n" + row.Source + "\n" + row.Confidence}
	return here != file || !same(p.TimeMin, row.TimeMin) || !same(p.TimeMax, row.TimeMax)
}
