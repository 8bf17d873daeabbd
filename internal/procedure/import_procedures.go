package procedure

import (
	"context"
	"io"
	"strconv"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedure"
	"gandan/ent/procedureversion"
	"gandan/internal/access"
	"gandan/internal/territory"
	"gandan/internal/text"
)

// ImportProcedures reads a file of procedures and brings the database to what it says: all of it or nothing. A second run changes
// nothing. One that the file does not name stays: requests point at it. What a row says of level, channels and times is the version
// of which nobody knows since when it holds; versions with a day are imported by themselves.
// BAD_USER_INPUT with key BAD_DATA names in its cause, Problems, the line and column of all that is wrong.
func (s *Service) ImportProcedures(ctx context.Context, r io.Reader) (territory.Summary, error) {
	sum, err := imported(ctx, s, r, ParseProcedures, applyProcedures)
	if err != nil {
		return sum, err
	}
	return sum, s.load(access.AsSystem(ctx, "procedure"), "") // an empty stamp: the next Refresh looks again
}

// applyProcedures makes the procedures that are not there and changes those that differ.
func applyProcedures(ctx context.Context, im *importer, rows []Row) error {
	if err := im.checkReplacements(rows); err != nil {
		return err
	}
	known, versions, err := im.there(ctx)
	if err != nil {
		return err
	}
	saying, err := meanings()
	if err != nil {
		return err
	}
	changes := make([]change, len(rows))
	for i, row := range rows {
		changes[i] = im.change(procedureOf(row, saying), known)
	}
	if err := im.writeProcedures(ctx, changes); err != nil {
		return err
	}
	return im.complete(ctx, rows, changes, versions)
}

// change is what a row does to a procedure: it is new, or differs, or neither.
type change struct {
	procedure  *ent.Procedure // as it is wanted
	fresh      bool
	differs    bool
	otherwords bool
}

// change compares a row with what is there, and makes the procedure known by its code.
func (im *importer) change(want *ent.Procedure, known map[string]*ent.Procedure) change {
	have := known[want.Identity]
	c := change{procedure: want, fresh: have == nil}
	if c.fresh {
		want.ID = im.tx.NewID(gid.Procedure)
		c.otherwords = true
	} else {
		want.ID, want.ReplacedByID = have.ID, have.ReplacedByID
		c.differs, c.otherwords = contentOf(have) != contentOf(want), have.SearchFolded != want.SearchFolded
	}
	if want.Code != nil {
		im.byCode[*want.Code] = want
	}
	return c
}

func (im *importer) writeProcedures(ctx context.Context, changes []change) error {
	var fresh []*ent.ProcedureCreate
	var found []*ent.Procedure
	for _, c := range changes {
		if c.otherwords {
			found = append(found, c.procedure)
		}
		if c.fresh {
			fresh = append(fresh, fillProcedure(im.tx.Procedure.Create().SetID(c.procedure.ID).SetIdentity(c.procedure.Identity), c.procedure))
		} else if c.differs {
			if err := fillProcedure(im.tx.Procedure.UpdateOneID(c.procedure.ID).ClearEndedOn(), c.procedure).Exec(ctx); err != nil {
				return err
			}
		}
	}
	if err := inBatches(fresh, func(chunk []*ent.ProcedureCreate) error { return im.tx.Procedure.CreateBulk(chunk...).Exec(ctx) }); err != nil {
		return err
	}
	return writeWords(ctx, im.tx, found)
}

// complete writes what points at procedures, once they are all there, and counts the rows.
func (im *importer) complete(ctx context.Context, rows []Row, changes []change, versions map[gid.ID]*ent.ProcedureVersion) error {
	var first []*ent.ProcedureVersionCreate
	for i, row := range rows {
		c := changes[i]
		create, differs, err := im.undated(ctx, c.procedure, versions[c.procedure.ID], row)
		if err != nil {
			return err
		}
		if create != nil {
			first = append(first, create)
		}
		if !c.fresh && (create != nil || differs) {
			im.moved = append(im.moved, c.procedure.ID)
		}
		moved, err := im.replace(ctx, c.procedure, row)
		if err != nil {
			return err
		}
		if c.fresh {
			im.sum.New++
		} else {
			im.changed(c.differs || differs || create != nil || moved)
		}
	}
	if err := im.touch(ctx); err != nil {
		return err
	}
	return inBatches(first, func(chunk []*ent.ProcedureVersionCreate) error {
		return im.tx.ProcedureVersion.CreateBulk(chunk...).Exec(ctx)
	})
}

// there are the procedures of the database by identity, and the version of each of which nobody knows since when it holds.
func (im *importer) there(ctx context.Context) (map[string]*ent.Procedure, map[gid.ID]*ent.ProcedureVersion, error) {
	all, err := im.tx.Procedure.Query().All(ctx)
	if err != nil {
		return nil, nil, err
	}
	known := make(map[string]*ent.Procedure, len(all))
	for _, p := range all {
		known[p.Identity] = p
	}
	undated, err := im.tx.ProcedureVersion.Query().Where(procedureversion.ValidFrom("")).All(ctx)
	versions := make(map[gid.ID]*ent.ProcedureVersion, len(undated))
	for _, v := range undated {
		versions[v.ProcedureID] = v
	}
	return known, versions, err
}

// procedureOf is the row as the database keeps it, without what points elsewhere.
func procedureOf(row Row, saying []meaning) *ent.Procedure {
	p := &ent.Procedure{
		Identity: row.Key(), Code: Said(row.Code), Name: row.Name, Field: row.Field, TopicGroup: row.Group,
		SortKey: sortKey(row.Name), AuthorityLevel: row.AuthorityLevel, EndedOn: row.EndedOn,
		Source: row.Source, Confidence: row.Confidence,
	}
	p.SearchFolded = strings.Join(wordsOf(p, saying), " ")
	return p
}

func sortKey(name string) string {
	letters := []rune(text.Fold(name))
	return string(letters[:min(len(letters), maxName)])
}

// contentOf is all that an import may change of a procedure itself.
func contentOf(p *ent.Procedure) [10]string {
	return [10]string{
		orEmpty(p.Code), p.Name, p.SearchFolded, p.SortKey, p.Field, p.TopicGroup, p.AuthorityLevel, orEmpty(p.EndedOn), p.Source, p.Confidence,
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
	SetNillableEndedOn(*string) B
	SetSource(string) B
	SetConfidence(string) B
}

func fillProcedure[B procedureFields[B]](b B, p *ent.Procedure) B {
	return b.SetNillableCode(p.Code).SetName(p.Name).SetSearchFolded(p.SearchFolded).SetSortKey(p.SortKey).SetField(p.Field).
		SetTopicGroup(p.TopicGroup).SetAuthorityLevel(p.AuthorityLevel).SetNillableEndedOn(p.EndedOn).
		SetSource(p.Source).SetConfidence(p.Confidence)
}

// undated makes or changes the version of a row; the end of it, which the row does not know, stays.
func (im *importer) undated(ctx context.Context, p *ent.Procedure, have *ent.ProcedureVersion, row Row) (*ent.ProcedureVersionCreate, bool, error) {
	want := versionOf(VersionRow{
		Channels: row.Channels, TimeMin: row.TimeMin, TimeMax: row.TimeMax, TimeUnit: row.TimeUnit, TimeNote: row.TimeNote,
		ServiceLevel: row.level(), LevelBasis: row.ServiceLevelBasis, LegalBase: row.PublishingDecision, AsOf: row.AsOf,
		Source: row.Source, Confidence: row.Confidence,
	})
	want.FeesSeen = joinFees(row.Fees)
	if have == nil {
		return fillVersion(im.tx.ProcedureVersion.Create().SetProcedureID(p.ID).SetValidFrom(""), want), false, nil
	}
	want.ValidTo = have.ValidTo
	if sameVersion(have, want) {
		return nil, false, nil
	}
	return nil, true, im.changeVersion(ctx, have, want)
}

// level is the level that the row confirms. What is known from memory only, and what tells no more than whether there is an
// online channel, is not stated.
func (p Row) level() string {
	if !strings.HasPrefix(p.ServiceLevelBasis, "confirmed") {
		return "NOT_STATED"
	}
	switch p.ServiceLevel {
	case "toan_trinh":
		return "FULL"
	case "mot_phan":
		return "PARTIAL"
	}
	return "NOT_STATED"
}

func joinFees(fees []int64) string {
	all := make([]string, len(fees))
	for i, fee := range fees {
		all[i] = strconv.FormatInt(fee, 10)
	}
	return strings.Join(all, "|")
}

// checkReplacements refuses codes nobody knows, and chains that come back to where they began.
func (im *importer) checkReplacements(rows []Row) error {
	var problems Problems
	next := map[string]string{}
	byID := map[gid.ID]string{}
	for code, p := range im.byCode {
		next[code], byID[p.ID] = "", code
	}
	for code, p := range im.byCode {
		if p.ReplacedByID != nil {
			next[code] = byID[*p.ReplacedByID]
		}
	}
	for _, row := range rows {
		if row.ReplacedBy != nil {
			next[row.Code] = *row.ReplacedBy
		} else if _, there := next[row.Code]; !there {
			next[row.Code] = ""
		}
	}
	for _, row := range rows {
		if row.ReplacedBy == nil || *row.ReplacedBy == "" {
			continue
		}
		if _, known := next[*row.ReplacedBy]; !known {
			problems.Add(row.Line, "replaced_by", "%s is the code of no procedure, in the file or here", *row.ReplacedBy)
		} else if goesRound(next, row.Code) {
			problems.Add(row.Line, "replaced_by", "%s would come to be replaced by itself; check the codes", row.Code)
		}
	}
	return problems.Err()
}

// goesRound follows what replaced a code until nothing did, or a code comes again.
func goesRound(next map[string]string, code string) bool {
	seen := map[string]bool{}
	for ; code != ""; code = next[code] {
		if seen[code] {
			return true
		}
		seen[code] = true
	}
	return false
}

// replace notes by what the procedure was replaced, when the file says so, and reports whether that is news.
func (im *importer) replace(ctx context.Context, p *ent.Procedure, row Row) (bool, error) {
	if row.ReplacedBy == nil {
		return false, nil
	}
	var by *gid.ID
	if *row.ReplacedBy != "" {
		by = &im.byCode[*row.ReplacedBy].ID
	}
	if same(p.ReplacedByID, by) {
		return false, nil
	}
	return true, im.tx.Procedure.Update().Where(procedure.ID(p.ID)).ClearReplacedByID().SetNillableReplacedByID(by).Exec(ctx)
}
