package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/clause"
	"gandan/ent/criticismdocument"
	"gandan/ent/draft"
	"gandan/ent/draftversion"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/ent/predicate"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Which says which drafts a list holds.
type Which string

// The lists of drafts.
const (
	All            Which = "ALL"             // newest first
	TakingOpinions Which = "TAKING_OPINIONS" // those on which one may speak now, by their last day
)

// Draft is the draft of that id, or NOT_FOUND; a prepared one only admins of its unit find.
func (s *Service) Draft(ctx context.Context, id gid.ID) (*ent.Draft, error) {
	return page.Load(ctx, "criticism.draft", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Draft, error) {
		rows, err := s.store.Reader(ctx).Draft.Query().Where(draft.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(d *ent.Draft) gid.ID { return d.ID })
	})
}

// Version is the version of that id, readable with its draft, or NOT_FOUND.
func (s *Service) Version(ctx context.Context, id gid.ID) (*ent.DraftVersion, error) {
	return page.Load(ctx, "criticism.version", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.DraftVersion, error) {
		rows, err := s.store.Reader(ctx).DraftVersion.Query().Where(draftversion.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(v *ent.DraftVersion) gid.ID { return v.ID })
	})
}

// Clause is the clause of that id, readable with its draft, or NOT_FOUND.
func (s *Service) Clause(ctx context.Context, id gid.ID) (*ent.Clause, error) {
	return page.Load(ctx, "criticism.clause", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Clause, error) {
		rows, err := s.store.Reader(ctx).Clause.Query().Where(clause.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(c *ent.Clause) gid.ID { return c.ID })
	})
}

// Document is the criticism document of that id, readable with its draft, or NOT_FOUND.
func (s *Service) Document(ctx context.Context, id gid.ID) (*ent.CriticismDocument, error) {
	return page.Load(ctx, "criticism.document", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.CriticismDocument, error) {
		rows, err := s.store.Reader(ctx).CriticismDocument.Query().Where(criticismdocument.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(d *ent.CriticismDocument) gid.ID { return d.ID })
	})
}

// List is a page of the drafts that the public may read, of the unit and those below it, or of all; prepared drafts never
// appear, also not to those who may read them. NOT_FOUND for a unit that is not, BAD_USER_INPUT for the page.
func (s *Service) List(ctx context.Context, unitID *gid.ID, which Which, args page.Args) (*page.Connection[*ent.Draft], error) {
	q := s.store.Reader(ctx).Draft.Query()
	if unitID != nil {
		u, err := s.territory.Unit(*unitID)
		if err != nil {
			return nil, err
		}
		q.Where(in(u))
	}
	order, key := page.Order{List: "drafts.all", Column: draft.FieldCreatedAt, Desc: true}, byCreation
	if which == TakingOpinions {
		order, key = page.Order{List: "drafts.taking_opinions", Column: draft.FieldOpinionsUntil}, byLastDay
		q.Where(draft.StatusEQ(draft.StatusOPEN), draft.OpinionsUntilGTE(string(calendar.Today(s.store.Now()))))
	} else {
		q.Where(access.Listed)
	}
	c, err := page.Of(ctx, q, args, order, key)
	return c, store.Translate(err)
}

// OfUnit is a page of all drafts of the unit and those below it that the viewer may read, the prepared ones included, newest
// first. NOT_FOUND for a unit that is not, BAD_USER_INPUT for the page.
func (s *Service) OfUnit(ctx context.Context, unitID gid.ID, args page.Args) (*page.Connection[*ent.Draft], error) {
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	order := page.Order{List: "drafts.of_unit", Desc: true} // ids sort by creation
	c, err := page.Of(ctx, s.store.Reader(ctx).Draft.Query().Where(in(u)), args, order, func(d *ent.Draft) page.Cursor { return page.AtID(d.ID) })
	return c, store.Translate(err)
}

// Mine is a page of the opinions the viewer gave, newest first, those that were hidden included.
func (s *Service) Mine(ctx context.Context, args page.Args) (*page.Connection[*ent.Opinion], error) {
	actor, _ := access.From(ctx)
	order := page.Order{List: "opinions.mine", Column: opinion.FieldCreatedAt, Desc: true}
	c, err := page.Of(ctx, s.store.Reader(ctx).Opinion.Query().Where(opinion.AuthorID(actor.ID)), args, order, byGiving)
	return c, store.Translate(err)
}

func byCreation(d *ent.Draft) page.Cursor { return page.AtTime(d.CreatedAt, d.ID) }
func byGiving(o *ent.Opinion) page.Cursor { return page.AtTime(o.CreatedAt, o.ID) }

func byLastDay(d *ent.Draft) page.Cursor {
	if d.OpinionsUntil == nil {
		return page.AtText("", d.ID)
	}
	return page.AtText(*d.OpinionsUntil, d.ID)
}

// in narrows to the unit and what lies below it. Below a ward or a commune lies nothing, so one value serves, and the index
// by unit gives the order too.
func in(u *ent.Unit) predicate.Draft {
	switch u.Kind {
	case unit.KindWARD, unit.KindCOMMUNE, unit.KindTOWNSHIP:
		return draft.UnitID(u.ID)
	default:
		return predicate.Draft(access.Under(u.Path))
	}
}
