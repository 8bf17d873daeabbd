package assistance

import (
	"context"
	"slices"
	"strings"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/ent/logstanding"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// standing is where the log stands; nil for one from before there were standings. Whoever reads the log reads where it stands; those
// of one response are one statement.
func (s *Service) standing(ctx context.Context, log *ent.AssistanceLog) (*ent.LogStanding, error) {
	return page.Maybe(ctx, "assistance.standing", log.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.LogStanding, error) {
		rows, err := s.store.Reader(ctx).LogStanding.Query().Where(logstanding.LogIDIn(ids...)).All(asSystem(ctx))
		return store.ByID(rows, err, func(l *ent.LogStanding) gid.ID { return l.LogID })
	})
}

// StandingOf is where the log stands.
func (s *Service) StandingOf(ctx context.Context, log *ent.AssistanceLog) (logstanding.Status, error) {
	l, err := s.standing(ctx, log)
	if err != nil || l == nil {
		return logstanding.StatusRECORDED, err
	}
	return l.Status, nil
}

// Counts says whether its minutes go into reports as it stands.
func (s *Service) Counts(ctx context.Context, log *ent.AssistanceLog) (bool, error) {
	l, err := s.standing(ctx, log)
	return l != nil && l.Tally == logstanding.TallyCOUNTED, err
}

// DossierCode is the code in full for the volunteer who wrote it down, the person helped and admins of the unit, and masked for
// everybody else. It is nobody's proof of anything.
func (s *Service) DossierCode(ctx context.Context, log *ent.AssistanceLog) (*string, error) {
	viewer, _ := access.From(ctx)
	if log.DossierCode == nil || viewer.ID == log.VolunteerID || viewer.IsSystem() {
		return log.DossierCode, nil
	}
	l, err := s.standing(ctx, log)
	if err != nil {
		return nil, err
	}
	if l != nil && (interested(viewer, l) || access.Can(viewer, access.LeadVolunteers, object(l))) {
		return log.DossierCode, nil
	}
	masked := mask(*log.DossierCode)
	return &masked, nil
}

// mask shows the beginning, which names the office, and the last four characters of a code that is long enough to keep something back.
func mask(code string) string {
	const head, tail, hidden = 3, 4, "•••"
	letters := []rune(code)
	if len(letters) < head+tail+len([]rune(hidden)) {
		return hidden
	}
	return string(letters[:head]) + hidden + string(letters[len(letters)-tail:])
}

// Corrects is the log whose place this one took; nil for one that corrects nothing.
func (s *Service) Corrects(ctx context.Context, log *ent.AssistanceLog) (*ent.AssistanceLog, error) {
	if log.CorrectsID == nil {
		return nil, nil //nolint:nilnil // it corrects nothing
	}
	return page.Maybe(ctx, "assistance.corrects", *log.CorrectsID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.AssistanceLog, error) {
		rows, err := s.store.Reader(ctx).AssistanceLog.Query().Where(assistancelog.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(l *ent.AssistanceLog) gid.ID { return l.ID })
	})
}

// CorrectedBy is the log that took the place of this one; nil while it holds.
func (s *Service) CorrectedBy(ctx context.Context, log *ent.AssistanceLog) (*ent.AssistanceLog, error) {
	return page.Maybe(ctx, "assistance.corrected_by", log.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.AssistanceLog, error) {
		rows, err := s.store.Reader(ctx).AssistanceLog.Query().Where(assistancelog.CorrectsIDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(l *ent.AssistanceLog) gid.ID { return zero(l.CorrectsID) })
	})
}

// mostReviews bounds what is shown of one log.
const mostReviews = 20

// ReviewsOf is what was said of the log, the newest first, for whoever reads it. Those of one response are one statement.
func (s *Service) ReviewsOf(ctx context.Context, log *ent.AssistanceLog) ([]*ent.LogReview, error) {
	rows, err := page.Maybe(ctx, "assistance.reviews", log.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID][]*ent.LogReview, error) {
		newest := page.Children{
			Table: logreview.Table, Parent: logreview.FieldLogID, Order: page.Order{Column: logreview.FieldCreatedAt, Desc: true},
			Window: page.Window{Limit: mostReviews - 1},
		}
		parents := make([]any, len(ids))
		for i, id := range ids {
			parents[i] = id
		}
		rows, err := s.store.Reader(ctx).LogReview.Query().Where(predicate.LogReview(newest.Of(parents))).All(ctx)
		slices.SortFunc(rows, func(a, b *ent.LogReview) int {
			if n := b.CreatedAt.Compare(a.CreatedAt); n != 0 {
				return n
			}
			return strings.Compare(b.ID.String(), a.ID.String())
		})
		found := make(map[gid.ID][]*ent.LogReview, len(ids))
		for _, r := range rows {
			found[r.LogID] = append(found[r.LogID], r)
		}
		return found, store.Translate(err)
	})
	if rows == nil {
		rows = []*ent.LogReview{}
	}
	return rows, err
}
