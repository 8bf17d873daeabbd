package territory

import (
	"context"
	"strconv"
	"strings"

	"gandan/ent"
	"gandan/internal/text"
)

// applyProcedures makes the procedures that are not there and changes those that differ. One that the file does not name
// stays: requests point at it.
func (im *importer) applyProcedures(ctx context.Context, rows []ProcedureRow) error {
	all, err := im.tx.Procedure.Query().All(ctx)
	if err != nil {
		return err
	}
	known := make(map[string]*ent.Procedure, len(all))
	for _, p := range all {
		known[p.Identity] = p
	}
	var fresh []*ent.ProcedureCreate
	for _, row := range rows {
		want := procedureOf(row)
		if have, there := known[want.Identity]; !there {
			create := im.tx.Procedure.Create().SetIdentity(want.Identity)
			fillProcedure(create, want)
			fresh = append(fresh, create.SetNillableTimeMin(want.TimeMin).SetNillableTimeMax(want.TimeMax))
		} else if err := im.changeProcedure(ctx, have, want); err != nil {
			return err
		}
	}
	im.sum.New += len(fresh)
	return inBatches(fresh, func(chunk []*ent.ProcedureCreate) error { return im.tx.Procedure.CreateBulk(chunk...).Exec(ctx) })
}

// procedureOf is the row as the database keeps it.
func procedureOf(row ProcedureRow) *ent.Procedure {
	return &ent.Procedure{
		Identity: row.Key(), Code: orNil(row.Code), Name: row.Name, Field: row.Field, TopicGroup: row.Group,
		SearchFolded: text.Fold(row.Code + " " + row.Name + " " + row.Field), SortKey: sortKey(row.Name),
		AuthorityLevel: row.AuthorityLevel, ServiceLevel: row.ServiceLevel, Channels: strings.Join(row.Channels, "|"),
		TimeMin: row.TimeMin, TimeMax: row.TimeMax, TimeUnit: row.TimeUnit, TimeNote: row.TimeNote,
		FeesVnd: joinFees(row.Fees), AsOf: row.AsOf, Source: row.Source, Confidence: row.Confidence,
	}
}

func sortKey(name string) string {
	letters := []rune(text.Fold(name))
	return string(letters[:min(len(letters), maxName)])
}

func joinFees(fees []int64) string {
	all := make([]string, len(fees))
	for i, fee := range fees {
		all[i] = strconv.FormatInt(fee, 10)
	}
	return strings.Join(all, "|")
}

func (im *importer) changeProcedure(ctx context.Context, have, want *ent.Procedure) error {
	if !im.changed(contentOf(have) != contentOf(want) || !same(have.TimeMin, want.TimeMin) || !same(have.TimeMax, want.TimeMax)) {
		return nil
	}
	change := im.tx.Procedure.UpdateOneID(have.ID).ClearTimeMin().ClearTimeMax()
	fillProcedure(change, want)
	return change.SetNillableTimeMin(want.TimeMin).SetNillableTimeMax(want.TimeMax).Exec(ctx)
}

// contentOf is all that an import may change, without the times.
func contentOf(p *ent.Procedure) [14]string {
	return [14]string{
		orEmpty(p.Code), p.Name, p.SearchFolded, p.SortKey, p.Field, p.TopicGroup, p.AuthorityLevel, p.ServiceLevel,
		p.Channels, p.TimeUnit, p.TimeNote, p.FeesVnd, p.AsOf, p.Source + "\n" + p.Confidence,
	}
}

// procedureFields is what the builders for a new and for a changed procedure have in common.
type procedureFields[B any] interface {
	SetNillableCode(*string) B
	SetName(string) B
	SetSearchFolded(string) B
	SetSortKey(string) B
	SetField(string) B
	SetTopicGroup(string) B
	SetAuthorityLevel(string) B
	SetServiceLevel(string) B
	SetChannels(string) B
	SetTimeUnit(string) B
	SetTimeNote(string) B
	SetFeesVnd(string) B
	SetAsOf(string) B
	SetSource(string) B
	SetConfidence(string) B
}

func fillProcedure[B procedureFields[B]](b B, p *ent.Procedure) {
	b.SetNillableCode(p.Code).SetName(p.Name).SetSearchFolded(p.SearchFolded).SetSortKey(p.SortKey).SetField(p.Field).
		SetTopicGroup(p.TopicGroup).SetAuthorityLevel(p.AuthorityLevel).SetServiceLevel(p.ServiceLevel).SetChannels(p.Channels).
		SetTimeUnit(p.TimeUnit).SetTimeNote(p.TimeNote).SetFeesVnd(p.FeesVnd).SetAsOf(p.AsOf).
		SetSource(p.Source).SetConfidence(p.Confidence)
}
