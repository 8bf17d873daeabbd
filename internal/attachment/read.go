package attachment

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Attachment is the attachment of that id, readable with what it belongs to, or NOT_FOUND.
func (s *Service) Attachment(ctx context.Context, id gid.ID) (*ent.Attachment, error) {
	return page.Load(ctx, "attachment.attachment", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Attachment, error) {
		rows, err := s.store.Reader(ctx).Attachment.Query().Where(attachment.IDIn(ids...)).All(ctx)
		found := make(map[gid.ID]*ent.Attachment, len(rows))
		for _, a := range rows {
			found[a.ID] = a
		}
		return found, store.Translate(err)
	})
}

// Sum is the SHA-256 of the stored bytes in hexadecimal, nil while they are awaited.
func (s *Service) Sum(a *ent.Attachment) *string {
	if a.Sha256 == nil {
		return nil
	}
	sum := hex.EncodeToString(a.Sha256)
	return &sum
}

// Attachments is a page of what is stored for the subject, in the order it was attached. The pages of one response are one
// statement. BAD_USER_INPUT for the page.
func (s *Service) Attachments(ctx context.Context, subject gid.ID, args page.Args) (*page.Connection[*ent.Attachment], error) {
	by := page.Order{List: "attachments", Column: attachment.FieldCreatedAt}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprint("attachment.of", given(args.First), given(args.After), given(args.Last), given(args.Before))
	return page.Load(ctx, name, subject, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*page.Connection[*ent.Attachment], error) {
		return s.pages(ctx, ids, by, w)
	})
}

func (s *Service) pages(ctx context.Context, ids []gid.ID, by page.Order, w page.Window) (map[gid.ID]*page.Connection[*ent.Attachment], error) {
	parents := make([]any, len(ids))
	for i, id := range ids {
		parents[i] = id
	}
	children := page.Children{Table: attachment.Table, Parent: attachment.FieldSubjectID, Order: by, Window: w, Filter: func(s *sql.Selector) {
		s.Where(sql.EQ(s.C(attachment.FieldStatus), attachment.StatusSTORED))
	}}
	rows, err := s.store.Reader(ctx).Attachment.Query().Where(predicate.Attachment(children.Of(parents))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	slices.SortFunc(rows, func(a, b *ent.Attachment) int {
		if w.Backward {
			a, b = b, a
		}
		if n := a.CreatedAt.Compare(b.CreatedAt); n != 0 {
			return n
		}
		return slices.Compare(a.ID[:], b.ID[:])
	})
	groups := map[gid.ID][]*ent.Attachment{}
	for _, a := range rows {
		groups[a.SubjectID] = append(groups[a.SubjectID], a)
	}
	pages := make(map[gid.ID]*page.Connection[*ent.Attachment], len(ids))
	for _, id := range ids {
		pages[id] = page.New(w, by.List, groups[id], func(a *ent.Attachment) page.Cursor { return page.AtTime(a.CreatedAt, a.ID) },
			func(ctx context.Context) (int, error) { return s.count(ctx, id) })
	}
	return pages, nil
}

// count is how much is stored for the subject; those of one response are counted together.
func (s *Service) count(ctx context.Context, subject gid.ID) (int, error) {
	return page.Maybe(ctx, "attachment.count", subject, func(ctx context.Context, ids []gid.ID) (map[gid.ID]int, error) {
		var rows []struct {
			Subject gid.ID `json:"subject_id"`
			Count   int    `json:"count"`
		}
		err := s.store.Reader(ctx).Attachment.Query().Where(attachment.SubjectIDIn(ids...), attachment.StatusEQ(attachment.StatusSTORED)).
			GroupBy(attachment.FieldSubjectID).Aggregate(ent.Count()).Scan(ctx, &rows)
		counts := make(map[gid.ID]int, len(rows))
		for _, row := range rows {
			counts[row.Subject] = row.Count
		}
		return counts, store.Translate(err)
	})
}

func given[T any](v *T) string {
	if v == nil {
		return "|"
	}
	return fmt.Sprintf("|%v", *v)
}
