package conference

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/ent/questionword"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// The bounds of a search. Of each word the latest questions that have it are looked at, and of those the ones with most of the
// words are compared in full.
const (
	mostSimilar = 10
	perWord     = 100
	compared    = 50
)

// SimilarQuestion is a public question that asks something like a text.
type SimilarQuestion struct {
	Question      ent.Question
	SharedPercent int // of the words of both, 1 to 100
}

// Similar finds public questions of the conference that ask something like the text, the most alike first, so that nobody asks
// what is asked already. A question is like the text when they share two words, or the only one the text has.
// NOT_FOUND; BAD_USER_INPUT with keys TOO_LONG and BAD_PAGE_SIZE.
func (s *Service) Similar(ctx context.Context, conferenceID gid.ID, writing string, first int) ([]*SimilarQuestion, error) {
	if first < 1 || first > mostSimilar {
		return nil, fault.Bad("first", "BAD_PAGE_SIZE").With("min", 1).With("max", mostSimilar)
	}
	writing, err := words("text", writing, 0, 1000)
	if err != nil {
		return nil, err
	}
	c, err := s.Conference(ctx, conferenceID)
	if err != nil {
		return nil, err
	}
	typed := wordsOf(writing)
	if len(typed) == 0 {
		return []*SimilarQuestion{}, nil
	}
	likely, err := s.sharing(access.AsSystem(ctx, "conference"), c.ID, typed)
	if err != nil || len(likely) == 0 {
		return []*SimilarQuestion{}, store.Translate(err)
	}
	shares, err := s.compare(access.AsSystem(ctx, "conference"), likely, typed)
	if err != nil {
		return nil, store.Translate(err)
	}
	return s.best(ctx, shares, first)
}

// sharing are the questions that have most of the words. The words of public questions alone are in the table, so the system
// may read it for anybody.
func (s *Service) sharing(ctx context.Context, conferenceID gid.ID, typed []string) ([]gid.ID, error) {
	parents := make([]any, len(typed))
	for i, w := range typed {
		parents[i] = w
	}
	children := page.Children{
		Table: questionword.Table, Parent: questionword.FieldWord,
		Order:  page.Order{Column: questionword.FieldQuestionID, Desc: true},
		Window: page.Window{Limit: perWord},
		Filter: func(s *sql.Selector) { s.Where(sql.EQ(s.C(questionword.FieldConferenceID), conferenceID)) },
	}
	var found []struct {
		Question gid.ID `json:"question_id"`
		Shared   int    `json:"shared"`
	}
	most := func(s *sql.Selector) {
		s.OrderBy(sql.Desc("shared"), sql.Desc(s.C(questionword.FieldQuestionID))).Limit(compared)
	}
	err := s.store.Reader(ctx).QuestionWord.Query().Where(predicate.QuestionWord(children.Of(parents)), most).
		GroupBy(questionword.FieldQuestionID).Aggregate(ent.As(ent.Count(), "shared")).Scan(ctx, &found)
	var ids []gid.ID
	for _, f := range found {
		if f.Shared >= min(2, len(typed)) {
			ids = append(ids, f.Question)
		}
	}
	return ids, err
}

// compare says how much of the words of both a question and the text share, in percent: twice what is common of all there is.
func (s *Service) compare(ctx context.Context, ids []gid.ID, typed []string) (map[gid.ID]int, error) {
	rows, err := s.store.Reader(ctx).QuestionWord.Query().Where(questionword.QuestionIDIn(ids...)).All(ctx)
	shared, all := map[gid.ID]int{}, map[gid.ID]int{}
	for _, r := range rows {
		all[r.QuestionID]++
		if slices.Contains(typed, r.Word) {
			shared[r.QuestionID]++
		}
	}
	shares := make(map[gid.ID]int, len(ids))
	for id, n := range shared {
		shares[id] = max(1, 200*n/(len(typed)+all[id]))
	}
	return shares, err
}

// best reads the questions that are most alike, as the viewer may.
func (s *Service) best(ctx context.Context, shares map[gid.ID]int, first int) ([]*SimilarQuestion, error) {
	ids := make([]gid.ID, 0, len(shares))
	for id := range shares {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b gid.ID) int { return cmp.Or(cmp.Compare(shares[b], shares[a]), slices.Compare(b[:], a[:])) })
	ids = ids[:min(first, len(ids))]
	rows, err := s.store.Reader(ctx).Question.Query().Where(question.IDIn(ids...), access.Listed).All(ctx)
	found, err := store.ByID(rows, err, func(q *ent.Question) gid.ID { return q.ID })
	list := make([]*SimilarQuestion, 0, len(ids))
	for _, id := range ids {
		if q, there := found[id]; there {
			list = append(list, &SimilarQuestion{Question: *q, SharedPercent: shares[id]})
		}
	}
	return list, err
}
