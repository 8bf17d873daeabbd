package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conclusion"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Conclusion is one version of what the chair concluded.
type Conclusion struct {
	Body        string
	PublishedAt time.Time
	Version     int // from 1

	conference gid.ID
	row        *ent.Conclusion // when it was read with its figures
}

// ConclusionOf is the newest conclusion of the conference, nil until it is published. It asks the database nothing.
func (s *Service) ConclusionOf(c *ent.Conference) *Conclusion {
	if c.ConclusionBody == nil || c.ConcludedAt == nil {
		return nil
	}
	return &Conclusion{Body: *c.ConclusionBody, PublishedAt: *c.ConcludedAt, Version: max(1, c.ConclusionVersion), conference: c.ID}
}

// ConclusionVersions is a page of all versions of the conclusion, newest first. The pages of all conferences of one response are
// one statement. BAD_USER_INPUT for the page.
func (s *Service) ConclusionVersions(ctx context.Context, c *ent.Conference, args page.Args) (*page.Connection[*Conclusion], error) {
	by := page.Order{List: "conclusions", Column: conclusion.FieldVersion, Desc: true, Unique: true}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	fetch := func(ctx context.Context, parents []versioned) (map[versioned]*page.Connection[*Conclusion], error) {
		return s.versionsOf(ctx, parents, by, w)
	}
	return page.Load(ctx, "conference.conclusions"+args.Name(by), versioned{c.ID, c.ConclusionVersion}, fetch)
}

// versioned is a conference whose versions are read together with those of others. It knows their number already.
type versioned struct {
	id       gid.ID
	versions int
}

func (s *Service) versionsOf(ctx context.Context, parents []versioned, by page.Order, w page.Window) (map[versioned]*page.Connection[*Conclusion], error) {
	ids := make([]any, len(parents))
	for i, p := range parents {
		ids[i] = p.id
	}
	children := page.Children{Table: conclusion.Table, Parent: conclusion.FieldConferenceID, Order: by, Window: w}
	rows, err := s.store.Reader(ctx).Conclusion.Query().Where(predicate.Conclusion(children.Of(ids))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	versions := make([]*Conclusion, len(rows))
	for i, row := range rows {
		versions[i] = versionOf(row)
	}
	key := func(c *Conclusion) page.Cursor { return page.AtInt(c.Version, c.row.ID) }
	groups := page.Group(versions, by, w, func(c *Conclusion) gid.ID { return c.conference }, key)
	pages := make(map[versioned]*page.Connection[*Conclusion], len(parents))
	for _, p := range parents {
		pages[p] = page.New(w, by.List, groups[p.id], key, func(context.Context) (int, error) { return p.versions, nil })
	}
	return pages, nil
}

func versionOf(row *ent.Conclusion) *Conclusion {
	return &Conclusion{Body: row.Body, PublishedAt: row.PublishedAt, Version: row.Version, conference: row.ConferenceID, row: row}
}

// FiguresOf are the figures as they stood when the version was published; nil for one of before versions were kept.
func (s *Service) FiguresOf(ctx context.Context, c *Conclusion) (*Figures, error) {
	row, err := s.rowOf(ctx, c)
	if row == nil {
		return nil, err
	}
	return &Figures{
		Attended: row.Attended, Organisations: row.Organisations, Received: row.Received,
		AnsweredThere: row.AnsweredThere, AnsweredLater: row.AnsweredLater, Open: row.Open,
	}, nil
}

// Correction is why the version replaces the one before; nil for the first.
func (s *Service) Correction(ctx context.Context, c *Conclusion) (*string, error) {
	if c.Version == 1 {
		return nil, nil //nolint:nilnil // it replaces none
	}
	row, err := s.rowOf(ctx, c)
	if row == nil {
		return nil, err
	}
	return row.Correction, nil
}

// rowOf is the version with its figures, nil when none was kept. Those of one response are read together.
func (s *Service) rowOf(ctx context.Context, c *Conclusion) (*ent.Conclusion, error) {
	if c.row != nil {
		return c.row, nil
	}
	return page.Maybe(ctx, "conference.conclusion", versioned{c.conference, c.Version}, func(ctx context.Context, wanted []versioned) (map[versioned]*ent.Conclusion, error) {
		any := make([]predicate.Conclusion, len(wanted))
		for i, v := range wanted {
			any[i] = conclusion.And(conclusion.ConferenceID(v.id), conclusion.Version(v.versions))
		}
		rows, err := s.store.Reader(ctx).Conclusion.Query().Where(conclusion.Or(any...)).All(ctx)
		found := make(map[versioned]*ent.Conclusion, len(rows))
		for _, row := range rows {
			found[versioned{row.ConferenceID, row.Version}] = row
		}
		return found, store.Translate(err)
	})
}
