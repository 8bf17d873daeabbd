package poll

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/ballot"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/ent/polloption"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Poll is the poll of that id, or NOT_FOUND; a draft only admins of its unit find.
func (s *Service) Poll(ctx context.Context, id gid.ID) (*ent.Poll, error) {
	return page.Load(ctx, "poll.poll", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Poll, error) {
		rows, err := s.store.Reader(ctx).Poll.Query().Where(poll.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(p *ent.Poll) gid.ID { return p.ID })
	})
}

// Option is one option, readable with its poll. NOT_FOUND otherwise.
func (s *Service) Option(ctx context.Context, id gid.ID) (*ent.PollOption, error) {
	o, err := s.store.Reader(ctx).PollOption.Get(ctx, id)
	return o, store.Translate(err)
}

// OptionsOf are the answers that the poll offers, in their order. Those of all polls of one response are one statement, or
// none when they came with the poll.
func (s *Service) OptionsOf(ctx context.Context, p *ent.Poll) ([]*ent.PollOption, error) {
	if there, err := p.Edges.OptionsOrErr(); err == nil {
		return there, nil
	}
	return page.Load(ctx, "poll.options", p.ID, func(ctx context.Context, polls []gid.ID) (map[gid.ID][]*ent.PollOption, error) {
		rows, err := s.store.Reader(ctx).PollOption.Query().Where(polloption.PollIDIn(polls...)).All(ctx)
		slices.SortFunc(rows, func(a, b *ent.PollOption) int { return a.Position - b.Position })
		options := map[gid.ID][]*ent.PollOption{}
		for _, o := range rows {
			options[o.PollID] = append(options[o.PollID], o)
		}
		return options, store.Translate(err)
	})
}

// ViewerHasVoted says whether the viewer's ballot is among those counted; a visitor has none. The polls of one response are
// one statement. What the ballot said nobody can be told.
func (s *Service) ViewerHasVoted(ctx context.Context, p *ent.Poll) (bool, error) {
	actor, _ := access.From(ctx)
	if actor.ID.IsZero() {
		return false, nil
	}
	return page.Maybe(ctx, "poll.viewer_has_voted", p.ID, func(ctx context.Context, polls []gid.ID) (map[gid.ID]bool, error) {
		rows, err := s.store.Reader(ctx).Ballot.Query().
			Where(ballot.VoterID(actor.ID), ballot.PollIDIn(polls...)).Select(ballot.FieldPollID).All(ctx)
		voted := make(map[gid.ID]bool, len(rows))
		for _, b := range rows {
			voted[b.PollID] = true
		}
		return voted, store.Translate(err)
	})
}

// live says whether the conference of the poll goes on; the polls of one response are one statement.
func (s *Service) live(ctx context.Context, p *ent.Poll) (bool, error) {
	return page.Maybe(ctx, "poll.live", p.ConferenceID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]bool, error) {
		found, err := s.store.Reader(ctx).Conference.Query().
			Where(conference.IDIn(ids...), conference.StatusEQ(conference.StatusLIVE)).IDs(ctx)
		going := make(map[gid.ID]bool, len(found))
		for _, id := range found {
			going[id] = true
		}
		return going, store.Translate(err)
	})
}
