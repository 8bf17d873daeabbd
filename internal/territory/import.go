package territory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Summary is what an import did to the rows of a file.
type Summary struct{ New, Changed, Unchanged int }

// String is for the person who ran the import.
func (s Summary) String() string {
	return fmt.Sprintf("%d new, %d changed, %d unchanged", s.New, s.Changed, s.Unchanged)
}

// maxFile bounds an import: the whole of Việt Nam has fewer than 15,000 units.
const maxFile = 32 << 20

// ImportUnits reads a file of units or of successions and brings the database to what it says: all of it or nothing. A
// second run changes nothing. BAD_USER_INPUT with key BAD_DATA names in its cause, Problems, the line and column of all that
// is wrong.
func (s *Service) ImportUnits(ctx context.Context, r io.Reader) (Summary, error) {
	return s.imported(ctx, r, func(ctx context.Context, im *importer, file io.Reader) error {
		rows, err := ParseUnitsFile(file, im.knownRows())
		if err != nil {
			return err
		}
		return errors.Join(im.applyUnits(ctx, rows.Units), im.applySuccessions(ctx, rows.Successions))
	})
}

// imported runs one import in one transaction, and reads the directory again.
func (s *Service) imported(ctx context.Context, r io.Reader, apply func(context.Context, *importer, io.Reader) error) (Summary, error) {
	file, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return Summary{}, fault.New(fault.BadUserInput, "BAD_DATA").Because(err)
	}
	if len(file) > maxFile {
		return Summary{}, badData(Problems{{Line: 1, Problem: fmt.Sprintf("the file has more than %d MB; split it", maxFile>>20)}})
	}
	ctx = access.AsSystem(ctx, "import")
	sum, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (Summary, error) {
		im, err := newImporter(ctx, tx)
		if err != nil {
			return Summary{}, err
		}
		err = apply(ctx, im, bytes.NewReader(file))
		return im.sum, badData(err)
	})
	if err != nil {
		return Summary{}, err
	}
	return sum, s.load(ctx, "") // an empty stamp: the next Refresh looks again
}

// badData makes a fault of what is wrong with a file and lets other errors pass.
func badData(err error) error {
	var problems Problems
	if errors.As(err, &problems) {
		return fault.New(fault.BadUserInput, "BAD_DATA").Because(problems)
	}
	return err
}
