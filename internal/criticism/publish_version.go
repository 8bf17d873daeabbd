package criticism

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

// The bounds of a version, in characters. A version comes in one request, whose body has a bound of its own (100 KB); so
// many Vietnamese characters fit into it. They also bound what comparing two versions costs.
const (
	mostClauses  = 500
	longestBody  = 5_000
	longestDraft = 60_000
	longestNote  = 1_000
	longestName  = 60
	foldedFits   = 191
)

// ClauseInput is one article or point of a version.
type ClauseInput struct {
	Label string
	Body  string

	folded string
}

// PublishDraftVersionInput is the draft as it reads from now on.
type PublishDraftVersionInput struct {
	DraftID gid.ID
	Note    *string
	Clauses []ClauseInput
}

// PublishVersion publishes the next version of a draft, whole; a prepared draft shows it once it is opened.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG, NO_CLAUSES, TOO_MANY_ITEMS, BAD_LABEL, SAME_LABEL (labels
// are compared without case and signs) and DRAFT_TOO_LONG; CONFLICT with keys DRAFT_WRONG_STATE and, when somebody else
// published at the same time, CONFLICT.
func (s *Service) PublishVersion(ctx context.Context, in PublishDraftVersionInput) (*ent.Draft, error) {
	if err := in.clean(); err != nil {
		return nil, err
	}
	return s.move(ctx, in.DraftID, change{
		verb: publish,
		set: func(_ *store.Tx, d *ent.Draft, u *ent.DraftUpdate) {
			u.Where(draft.Version(d.Version)).SetVersion(d.Version + 1)
		},
		after: func(ctx context.Context, tx *store.Tx, d *ent.Draft) (map[string]string, error) {
			return map[string]string{"version": strconv.Itoa(d.Version)}, in.write(ctx, tx, d)
		},
	})
}

func (in *PublishDraftVersionInput) clean() (err error) {
	if in.Note, err = optional("input.note", in.Note, longestNote); err != nil {
		return err
	}
	switch n := len(in.Clauses); {
	case n == 0:
		return fault.Bad("input.clauses", "NO_CLAUSES")
	case n > mostClauses:
		return fault.Bad("input.clauses", "TOO_MANY_ITEMS").With("max", mostClauses)
	}
	clauses, total, seen := make([]ClauseInput, len(in.Clauses)), 0, map[string]bool{}
	for i, c := range in.Clauses {
		at := fmt.Sprintf("input.clauses.%d", i)
		if clauses[i], err = c.clean(at); err != nil {
			return err
		}
		if seen[clauses[i].folded] {
			return fault.Bad(at+".label", "SAME_LABEL").With("label", clauses[i].Label)
		}
		seen[clauses[i].folded] = true
		total += text.Length(clauses[i].Label) + text.Length(clauses[i].Body)
	}
	if total > longestDraft {
		return fault.Bad("input.clauses", "DRAFT_TOO_LONG").With("max", longestDraft)
	}
	in.Clauses = clauses
	return nil
}

func (c ClauseInput) clean(at string) (_ ClauseInput, err error) {
	if c.Label, err = words(at+".label", c.Label, 1, longestName); err != nil {
		return c, err
	}
	if c.folded = foldLabel(c.Label); c.folded == "" || text.Length(c.folded) > foldedFits {
		return c, fault.Bad(at+".label", "BAD_LABEL")
	}
	c.Body, err = words(at+".body", c.Body, 1, longestBody)
	return c, err
}

// foldLabel is a label without case, signs and double spaces. It keeps the marks of letters, unlike text.Fold: the points of a
// Vietnamese article are lettered a, b, c, d, đ, e, and điểm d is another one than điểm đ.
func foldLabel(label string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return classOf(r) != word }), " ")
}

// write stores the version and its clauses.
func (in *PublishDraftVersionInput) write(ctx context.Context, tx *store.Tx, d *ent.Draft) error {
	v, err := tx.DraftVersion.Create().SetDraftID(d.ID).SetNumber(d.Version).SetNillableNote(in.Note).SetPublishedAt(tx.Now).Save(ctx)
	if err != nil {
		return err
	}
	rows := make([]*ent.ClauseCreate, len(in.Clauses))
	for i, c := range in.Clauses {
		rows[i] = tx.Clause.Create().SetDraftID(d.ID).SetVersionID(v.ID).SetVersionNumber(v.Number).SetPosition(i + 1).
			SetLabel(c.Label).SetLabelFolded(c.folded).SetBody(c.Body)
	}
	return tx.Clause.CreateBulk(rows...).Exec(ctx)
}
