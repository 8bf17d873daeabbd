package commitment

import (
	"context"
	"encoding/hex"

	"gandan/ent"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/page"
	"gandan/internal/store"
)

// History is a page of the ledger of the commitment, from its first line on. The pages of all commitments of one response are
// one statement. BAD_USER_INPUT for the page.
func (s *Service) History(ctx context.Context, c *ent.Commitment, args page.Args) (*page.Connection[*ent.CommitmentEntry], error) {
	by := page.Order{List: "commitment.history", Column: commitmententry.FieldSequence, Unique: true}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	type ledger struct {
		id    gid.ID
		lines int
	}
	fetch := func(ctx context.Context, all []ledger) (map[ledger]*page.Connection[*ent.CommitmentEntry], error) {
		ids := make([]any, len(all))
		for i, l := range all {
			ids[i] = l.id
		}
		children := page.Children{Table: commitmententry.Table, Parent: commitmententry.FieldCommitmentID, Order: by, Window: w}
		rows, err := s.store.Reader(ctx).CommitmentEntry.Query().Where(predicate.CommitmentEntry(children.Of(ids))).All(ctx)
		if err != nil {
			return nil, store.Translate(err)
		}
		key := func(e *ent.CommitmentEntry) page.Cursor { return page.AtInt(e.Sequence, e.ID) }
		groups := page.Group(rows, by, w, func(e *ent.CommitmentEntry) gid.ID { return e.CommitmentID }, key)
		pages := make(map[ledger]*page.Connection[*ent.CommitmentEntry], len(all))
		for _, l := range all {
			pages[l] = page.New(w, by.List, groups[l.id], key, func(context.Context) (int, error) { return l.lines, nil })
		}
		return pages, nil
	}
	return page.Load(ctx, "commitment.history"+args.Name(by), ledger{c.ID, c.EntryCount}, fetch)
}

// Hash is the hash of the line in hexadecimal digits.
func Hash(e *ent.CommitmentEntry) string { return hex.EncodeToString(e.Hash) }
