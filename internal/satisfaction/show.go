package satisfaction

import (
	"context"
	"math"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/satisfactiontally"
	"gandan/ent/satisfactionticket"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Satisfaction is how content those who took part were, as far as it is published.
type Satisfaction struct {
	Hidden       bool
	HiddenBelow  int
	Answers      *int
	Average      *float64 // to two decimals
	Distribution []*ScoreCount
	Reasons      []*ReasonCount
	RatingUntil  *time.Time

	about subject
}

// ScoreCount is how many gave a mark.
type ScoreCount struct {
	Score int
	Count int
}

// ReasonCount is how many named a reason.
type ReasonCount struct {
	Reason Reason
	Count  int
}

// Of is what is published of the conference.
func (s *Service) Of(ctx context.Context, c *ent.Conference) (*Satisfaction, error) {
	return s.of(ctx, s.ofConference(c))
}

// of is what is published of the subject: hidden with its reason until a step is full. The subjects of one response are one
// statement.
func (s *Service) of(ctx context.Context, about subject) (*Satisfaction, error) {
	shown, err := page.Maybe(ctx, "satisfaction.shown", about.id, s.shown)
	if err != nil {
		return nil, err
	}
	out := &Satisfaction{
		Hidden: true, HiddenBelow: Step, Distribution: []*ScoreCount{}, Reasons: []*ReasonCount{}, RatingUntil: about.until, about: about,
	}
	if shown[everyone] >= Step {
		out.reveal(shown)
	}
	return out, nil
}

// reveal fills in the numbers.
func (o *Satisfaction) reveal(shown map[string]int) {
	answers, sum := shown[everyone], 0
	for score := worst; score <= best; score++ {
		n := shown[scoreMark(score)]
		sum += score * n
		o.Distribution = append(o.Distribution, &ScoreCount{Score: score, Count: n})
	}
	for _, r := range Reasons() {
		o.Reasons = append(o.Reasons, &ReasonCount{Reason: r, Count: shown[string(r)]})
	}
	average := math.Round(100*float64(sum)/float64(answers)) / 100
	o.Hidden, o.Answers, o.Average = false, &answers, &average
}

// shown reads the published numbers. Nobody reads tallies, so the system does.
func (s *Service) shown(ctx context.Context, subjects []gid.ID) (map[gid.ID]map[string]int, error) {
	ctx = access.AsSystem(ctx, "satisfaction")
	rows, err := s.store.Reader(ctx).SatisfactionTally.Query().Where(satisfactiontally.SubjectIDIn(subjects...)).All(ctx)
	found := make(map[gid.ID]map[string]int, len(subjects))
	for _, row := range rows {
		if found[row.SubjectID] == nil {
			found[row.SubjectID] = map[string]int{}
		}
		found[row.SubjectID][row.Mark] = row.Shown
	}
	return found, store.Translate(err)
}

// ViewerHasRated says whether the viewer has rated; a visitor has not. The subjects of one response are one statement.
func (s *Service) ViewerHasRated(ctx context.Context, o *Satisfaction) (bool, error) {
	actor, _ := access.From(ctx)
	if actor.ID.IsZero() {
		return false, nil
	}
	return page.Maybe(ctx, "satisfaction.viewer_has_rated", o.about.id, func(ctx context.Context, subjects []gid.ID) (map[gid.ID]bool, error) {
		rows, err := s.store.Reader(ctx).SatisfactionTicket.Query().
			Where(satisfactionticket.AccountID(actor.ID), satisfactionticket.SubjectIDIn(subjects...)).All(ctx)
		rated := make(map[gid.ID]bool, len(rows))
		for _, t := range rows {
			rated[t.SubjectID] = true
		}
		return rated, store.Translate(err)
	})
}
