package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/follow"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// FollowerCount is how many people follow the question; who they are nobody may read, so the system counts. The questions of
// one response are one statement.
func (s *Service) FollowerCount(ctx context.Context, q *ent.Question) (int, error) {
	return page.Maybe(ctx, "conference.followers", q.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]int, error) {
		ctx = access.AsSystem(ctx, "conference")
		var rows []struct {
			Subject gid.ID `json:"subject_id"`
			Count   int    `json:"count"`
		}
		err := s.store.Reader(ctx).Follow.Query().Where(follow.SubjectIDIn(ids...)).
			GroupBy(follow.FieldSubjectID).Aggregate(ent.Count()).Scan(ctx, &rows)
		counts := make(map[gid.ID]int, len(rows))
		for _, row := range rows {
			counts[row.Subject] = row.Count
		}
		return counts, store.Translate(err)
	})
}
