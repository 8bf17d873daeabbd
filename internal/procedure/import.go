package procedure

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedure"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/territory"
)

const (
	// maxFile bounds an import: the portal has fewer than 6,000 procedures.
	maxFile = 32 << 20
	// batch is how many rows one INSERT carries: SQLite takes 32,766 values in a statement, MariaDB 65,535.
	batch = 500
)

// importer is one import at work in a transaction. It knows every procedure by code.
type importer struct {
	tx     *store.Tx
	byCode map[string]*ent.Procedure
	sum    territory.Summary
	moved  []gid.ID // procedures of which a version, a fee or an item is new or another
}

// imported reads a file and applies what parse made of it, in one transaction: all of it or nothing.
// BAD_USER_INPUT with key BAD_DATA, whose cause, Problems, names the line and column of all that is wrong.
func imported[T any](ctx context.Context, s *Service, r io.Reader, parse func(io.Reader) ([]T, error),
	apply func(context.Context, *importer, []T) error,
) (territory.Summary, error) {
	file, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return territory.Summary{}, fault.New(fault.BadUserInput, "BAD_DATA").Because(err)
	}
	if len(file) > maxFile {
		return territory.Summary{}, badData(Problems{{Line: 1, Problem: fmt.Sprintf("the file has more than %d MB; split it", maxFile>>20)}})
	}
	rows, err := parse(bytes.NewReader(file))
	if err != nil {
		return territory.Summary{}, badData(err)
	}
	return store.Write(access.AsSystem(ctx, "import"), s.store, func(ctx context.Context, tx *store.Tx) (territory.Summary, error) {
		im, err := newImporter(ctx, tx)
		if err != nil {
			return territory.Summary{}, err
		}
		err = apply(ctx, im, rows)
		return im.sum, badData(err)
	})
}

func newImporter(ctx context.Context, tx *store.Tx) (*importer, error) {
	all, err := tx.Procedure.Query().Where(procedure.CodeNotNil()).All(ctx)
	im := &importer{tx: tx, byCode: make(map[string]*ent.Procedure, len(all))}
	for _, p := range all {
		im.byCode[*p.Code] = p
	}
	return im, err
}

// touch marks the procedures whose versions, fees or items changed as changed themselves: what is kept of a procedure elsewhere, on
// a phone or in the directory, is compared by that instant.
func (im *importer) touch(ctx context.Context) error { return touch(ctx, im.tx, im.moved) }

func touch(ctx context.Context, tx *store.Tx, ids []gid.ID) error {
	slices.SortFunc(ids, func(a, b gid.ID) int { return bytes.Compare(a[:], b[:]) })
	return inBatches(slices.Compact(ids), func(chunk []gid.ID) error {
		return tx.Procedure.Update().Where(procedure.IDIn(chunk...)).Exec(ctx)
	})
}

// known is the procedure of the code; a code nobody knows is a problem of the line.
func (im *importer) known(problems *Problems, line int, code string) *ent.Procedure {
	p := im.byCode[code]
	if p == nil {
		problems.Add(line, "code", "%s is the code of no procedure here; import the procedures first", code)
	}
	return p
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

// inBatches calls do with a few hundred rows at a time.
func inBatches[T any](rows []T, do func([]T) error) error {
	for chunk := range slices.Chunk(rows, batch) {
		if err := do(chunk); err != nil {
			return err
		}
	}
	return nil
}

// badData makes a fault of what is wrong with a file and lets other errors pass.
func badData(err error) error {
	var problems Problems
	if errors.As(err, &problems) {
		return fault.New(fault.BadUserInput, "BAD_DATA").Because(problems)
	}
	return err
}

// same compares two values that may be missing.
func same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
