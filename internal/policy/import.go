package policy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/territory"
	"gandan/internal/text"
)

// maxFile bounds an import.
const maxFile = 1 << 20

// Ensure loads the rules that come with the program into a database that has none, and reads the rules. Two processes may
// start together: one of them loads, the other finds what was loaded.
func (s *Service) Ensure(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "policy")
	there, err := s.store.Reader(ctx).PolicyRule.Query().Exist(ctx)
	if err != nil {
		return store.Translate(err)
	}
	if !there {
		rows, err := s.parse(standard)
		if err != nil {
			return err
		}
		err = store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
			known, err := tx.PolicyRule.Query().All(ctx)
			if err != nil || len(known) > 0 {
				return err
			}
			_, err = apply(ctx, tx, rows, nil)
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.Refresh(ctx)
}

// Import reads a file of rules and brings the database to what it says: all of it or nothing. A rule that the file does not
// name stays. A second run changes nothing. BAD_USER_INPUT with key BAD_DATA names in its cause, text.Problems, the line and
// column of all that is wrong.
func (s *Service) Import(ctx context.Context, r io.Reader) (territory.Summary, error) {
	var sum territory.Summary
	file, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return sum, fault.New(fault.BadUserInput, "BAD_DATA").Because(err)
	}
	if len(file) > maxFile {
		return sum, badData(text.Problems{{Line: 1, Problem: fmt.Sprintf("the file has more than %d MB; split it", maxFile>>20)}})
	}
	rows, err := s.parse(file)
	if err != nil {
		return sum, badData(err)
	}
	ctx = access.AsSystem(ctx, "import")
	sum, err = store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (territory.Summary, error) {
		known, err := tx.PolicyRule.Query().All(ctx)
		if err != nil {
			return territory.Summary{}, err
		}
		if err := check(rows, known); err != nil {
			return territory.Summary{}, badData(err)
		}
		return apply(ctx, tx, rows, known)
	})
	if err != nil {
		return sum, err
	}
	return sum, s.load(ctx, "") // an empty stamp: the next Refresh looks again
}

func (s *Service) parse(file []byte) ([]Row, error) {
	return Parse(bytes.NewReader(file), func(code, day string) (string, bool) {
		if u := s.territory.ByCode(code, day); u != nil {
			return u.Path, true
		}
		return "", false
	})
}

// apply makes the rules that are not there and changes those that differ.
func apply(ctx context.Context, tx *store.Tx, rows []Row, known []*ent.PolicyRule) (sum territory.Summary, err error) {
	there := make(map[identity]*ent.PolicyRule, len(known))
	for _, r := range known {
		there[identityOf(r)] = r
	}
	for _, row := range rows {
		have := there[row.identity()]
		switch {
		case have == nil:
			sum.New++
			err = tx.PolicyRule.Create().SetKey(row.Key).SetUnitPath(row.UnitPath).SetValidFrom(row.ValidFrom).
				SetNillableValidTo(row.ValidTo).SetValue(row.Value).SetMeasure(row.Measure).SetLegalBase(row.LegalBase).
				SetSource(row.Source).SetConfidence(row.Confidence).Exec(ctx)
		case contentOf(have) == contentOf(row.rule()):
			sum.Unchanged++
		default:
			sum.Changed++
			err = change(tx, have, row).Exec(ctx)
		}
		if err != nil {
			return territory.Summary{}, err
		}
	}
	return sum, nil
}

func change(tx *store.Tx, have *ent.PolicyRule, row Row) *ent.PolicyRuleUpdateOne {
	u := tx.PolicyRule.UpdateOneID(have.ID).SetValue(row.Value).SetMeasure(row.Measure).SetLegalBase(row.LegalBase).
		SetSource(row.Source).SetConfidence(row.Confidence)
	if row.ValidTo == nil {
		return u.ClearValidTo()
	}
	return u.SetValidTo(*row.ValidTo)
}

// content is all that an import may change of a rule.
type content struct {
	validTo, measure, base, source, confidence string
	value                                      int
}

func contentOf(r *ent.PolicyRule) content {
	c := content{measure: r.Measure, base: r.LegalBase, source: r.Source, confidence: r.Confidence, value: r.Value}
	if r.ValidTo != nil {
		c.validTo = *r.ValidTo
	}
	return c
}

// badData makes a fault of what is wrong with a file and lets other errors pass.
func badData(err error) error {
	var problems text.Problems
	if errors.As(err, &problems) {
		return fault.New(fault.BadUserInput, "BAD_DATA").Because(problems)
	}
	return err
}
