package procedure

import (
	"bytes"
	"context"
	_ "embed"
	"slices"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedureword"
	"gandan/internal/access"
	"gandan/internal/store"
)

//go:embed procedures.csv
var standard []byte

// Standard returns the procedures that come with the program.
func Standard() ([]Row, error) { return ParseProcedures(bytes.NewReader(standard)) }

// Ensure loads the procedures that come with the program into a database that has no version of any, takes over those of an older
// program, makes every procedure findable by the abbreviations of today, and reads the directory. Two processes may start together: one of them writes, the other
// finds what was written.
func (s *Service) Ensure(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "procedure")
	there, err := s.store.Reader(ctx).ProcedureVersion.Query().Exist(ctx)
	if err != nil {
		return store.Translate(err)
	}
	if !there {
		err = s.loadStandard(ctx)
	} else {
		err = s.renewWords(ctx)
	}
	if err == nil {
		err = s.adopt(ctx)
	}
	if err != nil {
		return err
	}
	return s.Refresh(ctx)
}

func (s *Service) loadStandard(ctx context.Context) error {
	rows, err := Standard()
	if err != nil {
		return err
	}
	return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		there, err := tx.ProcedureVersion.Query().Exist(ctx)
		if err != nil || there {
			return err
		}
		im, err := newImporter(ctx, tx)
		if err != nil {
			return err
		}
		known, _, err := im.there(ctx)
		if err != nil {
			return err
		}
		return applyProcedures(ctx, im, slices.DeleteFunc(rows, func(row Row) bool { return isOfOwner(known[row.Key()], row) }))
	})
}

// renewWords writes the words of those procedures that are found by others since the abbreviations changed. Mostly there are none
// and nothing is written.
func (s *Service) renewWords(ctx context.Context) error {
	known, err := meanings()
	if err != nil {
		return err
	}
	all, err := s.store.Reader(ctx).Procedure.Query().All(ctx)
	if err != nil || len(outdated(all, known)) == 0 {
		return store.Translate(err)
	}
	return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		all, err := tx.Procedure.Query().All(ctx)
		if err != nil {
			return err
		}
		old := outdated(all, known)
		for _, p := range old {
			if err := tx.Procedure.UpdateOneID(p.ID).SetSearchFolded(p.SearchFolded).Exec(ctx); err != nil {
				return err
			}
		}
		return writeWords(ctx, tx, old)
	})
}

// outdated are the procedures whose words are others than those written, with the right ones.
func outdated(all []*ent.Procedure, known []meaning) []*ent.Procedure {
	var old []*ent.Procedure
	for _, p := range all {
		if words := strings.Join(wordsOf(p, known), " "); words != p.SearchFolded {
			p.SearchFolded = words
			old = append(old, p)
		}
	}
	return old
}

// writeWords makes the procedures findable by their words and by no others.
func writeWords(ctx context.Context, tx *store.Tx, all []*ent.Procedure) error {
	ids := make([]gid.ID, len(all))
	var rows []*ent.ProcedureWordCreate
	for i, p := range all {
		ids[i] = p.ID
		for w := range strings.FieldsSeq(p.SearchFolded) {
			rows = append(rows, tx.ProcedureWord.Create().SetWord(w).SetProcedureID(p.ID))
		}
	}
	err := inBatches(ids, func(chunk []gid.ID) error {
		_, err := tx.ProcedureWord.Delete().Where(procedureword.ProcedureIDIn(chunk...)).Exec(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return inBatches(rows, func(chunk []*ent.ProcedureWordCreate) error { return tx.ProcedureWord.CreateBulk(chunk...).Exec(ctx) })
}
