package commitment

import (
	"bytes"
	"context"
	"fmt"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// AuditReport is what Audit looked at, and the first thing it found wrong.
type AuditReport struct {
	Commitments int
	Lines       int
	WithoutLine int // recorded before there were ledgers, and not changed since
	Broken      *BrokenLine
}

// BrokenLine is a line of a ledger that is not as it was written.
type BrokenLine struct {
	Commitment gid.ID
	Line       int // from 1
	What       string
}

// String says it to the person at the keyboard.
func (b BrokenLine) String() string {
	return fmt.Sprintf("the ledger of commitment %s is broken at line %d: %s", b.Commitment, b.Line, b.What)
}

// auditedAtOnce is how many ledgers are in memory together.
const auditedAtOnce = 100

// Audit reads every ledger, in the order in which the promises were recorded, and stops at the first line that is missing, out
// of order, changed or not what the promise says of itself.
func Audit(ctx context.Context, s *store.Store) (AuditReport, error) {
	ctx = access.AsSystem(ctx, "audit")
	var report AuditReport
	for last := gid.Zero; ; {
		promises, err := s.Reader(ctx).Commitment.Query().Where(commitment.IDGT(last)).
			Order(ent.Asc(commitment.FieldID)).Limit(auditedAtOnce).All(ctx)
		if err != nil || len(promises) == 0 {
			return report, store.Translate(err)
		}
		ledgers, err := linesOf(ctx, s, promises)
		if err != nil {
			return report, err
		}
		for _, c := range promises {
			if report.Broken = report.add(c, ledgers[c.ID]); report.Broken != nil {
				return report, nil
			}
		}
		last = promises[len(promises)-1].ID
	}
}

func linesOf(ctx context.Context, s *store.Store, promises []*ent.Commitment) (map[gid.ID][]*ent.CommitmentEntry, error) {
	ids := make([]gid.ID, len(promises))
	for i, c := range promises {
		ids[i] = c.ID
	}
	rows, err := s.Reader(ctx).CommitmentEntry.Query().Where(commitmententry.CommitmentIDIn(ids...)).
		Order(ent.Asc(commitmententry.FieldCommitmentID, commitmententry.FieldSequence)).All(ctx)
	ledgers := map[gid.ID][]*ent.CommitmentEntry{}
	for _, e := range rows {
		ledgers[e.CommitmentID] = append(ledgers[e.CommitmentID], e)
	}
	return ledgers, store.Translate(err)
}

// add checks one ledger and counts it.
func (r *AuditReport) add(c *ent.Commitment, lines []*ent.CommitmentEntry) *BrokenLine {
	r.Commitments, r.Lines = r.Commitments+1, r.Lines+len(lines)
	if c.EntryCount == 0 && len(lines) == 0 {
		r.WithoutLine++
		return nil
	}
	line, what := check(c, lines)
	if what == "" {
		return nil
	}
	return &BrokenLine{Commitment: c.ID, Line: line, What: what}
}

// check gives the first line that is wrong, and what is wrong with it.
func check(c *ent.Commitment, lines []*ent.CommitmentEntry) (int, string) {
	before := promised(c)
	for i, e := range lines {
		switch n := i + 1; {
		case e.Sequence != n:
			return n, fmt.Sprintf("there is none of that number, the next is %d", e.Sequence)
		case !bytes.Equal(e.PreviousHash, before):
			return n, "it does not follow the line before, or the promise was changed"
		case !bytes.Equal(e.Hash, hashOf(e)):
			return n, "it was changed after it was written"
		}
		before = e.Hash
	}
	if len(lines) != c.EntryCount {
		return min(len(lines), c.EntryCount) + 1, fmt.Sprintf("there are %d lines and %d were written", len(lines), c.EntryCount)
	}
	return len(lines), differs(c, lines)
}

// differs says in what a promise is not as its ledger left it; empty when it agrees.
func differs(c *ent.Commitment, lines []*ent.CommitmentEntry) string {
	told := ent.Commitment{}
	for _, e := range lines {
		told.DueOn = e.DueOn
		switch e.Kind {
		case commitmententry.KindRECORDED:
			told.Status = commitment.StatusOPEN
		case commitmententry.KindEXTENDED:
			told.Extensions++
		case commitmententry.KindCOMPLETED:
			told.Status, told.Evidence = commitment.StatusCOMPLETED, e.Reason
		case commitmententry.KindDISPUTED:
			told.Status = commitment.StatusDISPUTED
		case commitmententry.KindCONFIRMED, commitmententry.KindSETTLED:
			told.Status, told.KeptAt = commitment.StatusKEPT, &e.At
		}
	}
	switch {
	case c.Status != told.Status:
		return fmt.Sprintf("after it the promise is %s, but it says %s", told.Status, c.Status)
	case c.DueOn != told.DueOn:
		return fmt.Sprintf("after it the last day is %s, but the promise says %s", told.DueOn, c.DueOn)
	case c.Extensions != told.Extensions:
		return fmt.Sprintf("there were %d extensions, but the promise says %d", told.Extensions, c.Extensions)
	case !same(c.Evidence, told.Evidence):
		return "the promise shows other evidence"
	case (c.KeptAt == nil) != (told.KeptAt == nil) || c.KeptAt != nil && !c.KeptAt.Equal(*told.KeptAt):
		return "the promise says another instant at which it was kept"
	}
	return ""
}

func same(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }
