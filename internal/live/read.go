package live

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/ent/polloption"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/store"
)

// pageOf is how many activities are read at once.
const pageOf = 100

// after reads the activities behind the number, in order, each with its question or its poll as the public sees it. It reads
// as a visitor, so that whatever it gives may be given to anybody.
func (h *Hub) after(ctx context.Context, id gid.ID, number int) ([]*ent.Activity, error) {
	ctx = access.With(ctx, access.Anonymous())
	list, err := h.store.Reader(ctx).Activity.Query().
		Where(activity.ConferenceID(id), activity.SequenceGT(number)).
		Order(activity.BySequence()).Limit(pageOf).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	questions, err := h.questions(ctx, list)
	if err != nil {
		return nil, err
	}
	polls, err := h.polls(ctx, list)
	if err != nil {
		return nil, err
	}
	for i, a := range list {
		switch {
		case a.QuestionID != nil:
			list[i] = about(a, questions[*a.QuestionID])
		case a.PollID != nil:
			list[i] = aboutPoll(a, polls[*a.PollID])
		}
	}
	return list, nil
}

// questions reads what the activities are about: public questions with who answered, and of those that were hidden the id and
// the state.
func (h *Hub) questions(ctx context.Context, list []*ent.Activity) (map[gid.ID]*ent.Question, error) {
	var ids, hidden []gid.ID
	for _, a := range list {
		if a.QuestionID == nil {
			continue
		}
		ids = append(ids, *a.QuestionID)
		if a.Kind == activity.KindQUESTION_HIDDEN {
			hidden = append(hidden, *a.QuestionID)
		}
	}
	found := map[gid.ID]*ent.Question{}
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := h.store.Reader(ctx).Question.Query().Where(question.IDIn(ids...), access.Listed).WithAnsweredBy().All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	stubs, err := h.stubs(ctx, hidden)
	for _, q := range append(stubs, rows...) {
		found[q.ID] = q
	}
	return found, err
}

// stubs reads no word of the questions: their ids, their states and where they went.
func (h *Hub) stubs(ctx context.Context, ids []gid.ID) ([]*ent.Question, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	ctx = access.AsSystem(ctx, "live")
	rows, err := h.store.Reader(ctx).Question.Query().Where(question.IDIn(ids...), question.Listed(false)).
		Select(question.FieldConferenceID, question.FieldStatus, question.FieldMergedIntoID, question.FieldCreatedAt).All(ctx)
	return rows, store.Translate(err)
}

// about is the activity with its question. What became of a question that the public cannot read is told by the activity that
// hid it and by no other.
func about(a *ent.Activity, q *ent.Question) *ent.Activity {
	told := *a
	told.Edges.Question = q
	if a.Kind != activity.KindQUESTION_HIDDEN && !public(q) {
		told.Edges.Question = nil
	}
	return &told
}

// polls reads the polls that the activities are about, with their options.
func (h *Hub) polls(ctx context.Context, list []*ent.Activity) (map[gid.ID]*ent.Poll, error) {
	var ids []gid.ID
	for _, a := range list {
		if a.PollID != nil {
			ids = append(ids, *a.PollID)
		}
	}
	found := map[gid.ID]*ent.Poll{}
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := h.store.Reader(ctx).Poll.Query().Where(poll.IDIn(ids...), access.Listed).WithOptions(inOrder).All(ctx)
	for _, p := range rows {
		found[p.ID] = p
	}
	return found, store.Translate(err)
}

func inOrder(q *ent.PollOptionQuery) { q.Order(polloption.ByPosition()) }

// aboutPoll is the activity with its poll.
func aboutPoll(a *ent.Activity, p *ent.Poll) *ent.Activity {
	told := *a
	told.Edges.Poll = p
	return &told
}

func public(q *ent.Question) bool { return q != nil && q.Listed }

// numbers reads how far these conferences have come.
func (h *Hub) numbers(ctx context.Context, ids []gid.ID) (map[gid.ID]int, error) {
	ctx = access.AsSystem(ctx, "live")
	rows, err := h.store.Reader(ctx).Conference.Query().Where(conference.IDIn(ids...)).
		Select(conference.FieldLastSequence).All(ctx)
	numbers := make(map[gid.ID]int, len(rows))
	for _, c := range rows {
		numbers[c.ID] = c.LastSequence
	}
	return numbers, store.Translate(err)
}
