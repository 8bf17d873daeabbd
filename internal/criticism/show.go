package criticism

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/draft"
	"gandan/ent/draftversion"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/ent/predicate"
	"gandan/internal/calendar"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Coverage is how far the drafter has come with the answers. Every number counts opinions that are not hidden.
type Coverage struct {
	Received    int
	Answered    int
	Open        int
	Accepted    int
	Partly      int
	NotAccepted int
}

// OpinionAnswer is what the drafter answers to an opinion.
type OpinionAnswer struct {
	Response     opinion.Response
	Reason       string
	ChangedWords *string
	AnsweredAt   time.Time
}

// Status is where the draft stands now: after its last day for opinions it is CLOSED, whether or not anybody closed it.
func (s *Service) Status(d *ent.Draft) draft.Status { return standing(d, s.store.Now()) }

// ClosedAt is since when the draft takes no opinions, nil while it does or has not begun to.
func (s *Service) ClosedAt(d *ent.Draft) *time.Time {
	if d.ClosedAt != nil || d.OpinionsUntil == nil || !s.store.Now().After(calendar.Date(*d.OpinionsUntil).End()) {
		return d.ClosedAt
	}
	at := calendar.Date(*d.OpinionsUntil).End()
	return &at
}

// CoverageOf is the coverage meter of the draft.
func (s *Service) CoverageOf(d *ent.Draft) *Coverage {
	return &Coverage{
		Received: d.Received, Answered: d.Answered, Open: d.Received - d.Answered,
		Accepted: d.Accepted, Partly: d.Partly, NotAccepted: d.Answered - d.Accepted - d.Partly,
	}
}

// AnswerOf is the answer to the opinion, nil while there is none.
func (s *Service) AnswerOf(o *ent.Opinion) *OpinionAnswer {
	if o.Response == nil || o.ResponseReason == nil || o.RespondedAt == nil {
		return nil
	}
	return &OpinionAnswer{Response: *o.Response, Reason: *o.ResponseReason, ChangedWords: o.ChangedWords, AnsweredAt: *o.RespondedAt}
}

// Newest is the newest version of the draft, nil when there is none yet.
func (s *Service) Newest(ctx context.Context, d *ent.Draft) (*ent.DraftVersion, error) {
	type edition struct {
		draft  gid.ID
		number int
	}
	return page.Maybe(ctx, "criticism.newest", edition{d.ID, d.Version}, func(ctx context.Context, wanted []edition) (map[edition]*ent.DraftVersion, error) {
		some := make([]predicate.DraftVersion, len(wanted))
		for i, e := range wanted {
			some[i] = draftversion.And(draftversion.DraftID(e.draft), draftversion.Number(e.number))
		}
		rows, err := s.store.Reader(ctx).DraftVersion.Query().Where(draftversion.Or(some...)).All(ctx)
		found := make(map[edition]*ent.DraftVersion, len(rows))
		for _, v := range rows {
			found[edition{v.DraftID, v.Number}] = v
		}
		return found, store.Translate(err)
	})
}

// ConferenceOf is the conference that criticises the draft, nil when there is none or the viewer may not read it.
func (s *Service) ConferenceOf(ctx context.Context, d *ent.Draft) (*ent.Conference, error) {
	if d.ConferenceID == nil {
		return nil, nil //nolint:nilnil // none is linked
	}
	return page.Maybe(ctx, "criticism.conference", *d.ConferenceID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Conference, error) {
		rows, err := s.store.Reader(ctx).Conference.Query().Where(conference.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(c *ent.Conference) gid.ID { return c.ID })
	})
}

// DraftOf is the draft that the conference criticises, nil when there is none or the viewer may not read it.
func (s *Service) DraftOf(ctx context.Context, c *ent.Conference) (*ent.Draft, error) {
	if c.Kind != conference.KindSOCIAL_CRITICISM {
		return nil, nil //nolint:nilnil // a dialogue has none
	}
	return page.Maybe(ctx, "criticism.draft_of", c.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Draft, error) {
		rows, err := s.store.Reader(ctx).Draft.Query().Where(draft.ConferenceIDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(d *ent.Draft) gid.ID { return *d.ConferenceID })
	})
}

// ClauseOf is the clause the opinion is on, as it read when the opinion was given; nil for one on the whole.
func (s *Service) ClauseOf(ctx context.Context, o *ent.Opinion) (*ent.Clause, error) {
	if o.ClauseID == nil {
		return nil, nil //nolint:nilnil // on the whole
	}
	return s.Clause(ctx, *o.ClauseID)
}

// OrganisationOf is the body in whose name the opinion was given, nil for a person's own.
func (s *Service) OrganisationOf(ctx context.Context, o *ent.Opinion) (*ent.Organisation, error) {
	if o.OrganisationID == nil {
		return nil, nil //nolint:nilnil // a person's own
	}
	return s.territory.Organisation(ctx, *o.OrganisationID)
}
