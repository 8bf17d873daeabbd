package live

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/agendaitem"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// The most questions of a snapshot: those with most votes, and those that come next.
const (
	mostTop  = 20
	mostNext = 5
)

// Snapshot is what a conference shows at one moment, as the public sees it. It is never changed once it is made.
type Snapshot struct {
	Sequence          int
	Status            conference.Status
	AttendedCount     int
	QuestionsPaused   bool
	NowAnswering      *ent.Question
	NextQuestions     []*ent.Question
	TopQuestions      []*ent.Question
	OpenPoll          *ent.Poll
	CurrentAgendaItem *ent.AgendaItem
}

// ConferenceSnapshot is what the conference shows now, with so many of the questions with most votes, 0 to 20.
//
// The number is read before everything else. What is read after it is at least as new, so an event behind the number may be
// in the snapshot already and is then told once more, which changes nothing, since it carries its question as it stands; an
// event up to the number is in it for certain. The other way round one could be missed.
//
// NOT_FOUND for what the public may not read, BAD_USER_INPUT with key BAD_PAGE_SIZE.
func (h *Hub) ConferenceSnapshot(ctx context.Context, conferenceID gid.ID, top int) (*Snapshot, error) {
	if err := checkTop(top); err != nil {
		return nil, err
	}
	return h.snapshot(ctx, conferenceID, top)
}

func checkTop(top int) error {
	if top < 0 || top > mostTop {
		return fault.Bad("top", "BAD_PAGE_SIZE").With("min", 0).With("max", mostTop)
	}
	return nil
}

// snapshot reads as a visitor, so that whatever it gives may be given to anybody.
func (h *Hub) snapshot(ctx context.Context, id gid.ID, top int) (*Snapshot, error) {
	ctx = access.With(ctx, access.Anonymous())
	c, err := h.store.Reader(ctx).Conference.Query().Where(conference.ID(id), access.Listed).Select(
		conference.FieldLastSequence, conference.FieldStatus, conference.FieldAttendedCount,
		conference.FieldQuestionsPaused, conference.FieldAnsweringID,
	).Only(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	s := &Snapshot{Sequence: c.LastSequence, Status: c.Status, AttendedCount: c.AttendedCount, QuestionsPaused: c.QuestionsPaused}
	for _, read := range []func() error{
		func() error { return h.readQueue(ctx, s, c) },
		func() error { return h.readTop(ctx, s, c.ID, top) },
		func() error { return h.readPoll(ctx, s, c.ID) },
		func() error { return h.readAgenda(ctx, s, c.ID) },
	} {
		if err := read(); err != nil && !ent.IsNotFound(err) {
			return nil, store.Translate(err)
		}
	}
	return s, nil
}

// readQueue reads the question that is being answered and those that come next.
func (h *Hub) readQueue(ctx context.Context, s *Snapshot, c *ent.Conference) (err error) {
	s.NextQuestions, err = h.shown(ctx, c.ID).Where(question.StageEQ(question.StageNEXT)).
		Order(question.ByStagePosition(), question.ByID()).Limit(mostNext).All(ctx)
	if err == nil && c.AnsweringID != nil {
		s.NowAnswering, err = h.shown(ctx, c.ID).Where(question.ID(*c.AnsweringID)).Only(ctx)
	}
	return err
}

func (h *Hub) readTop(ctx context.Context, s *Snapshot, id gid.ID, top int) (err error) {
	s.TopQuestions = []*ent.Question{}
	if top > 0 {
		s.TopQuestions, err = h.shown(ctx, id).
			Order(question.ByVoteCount(sql.OrderDesc()), question.ByID(sql.OrderDesc())).Limit(top).All(ctx)
	}
	return err
}

// shown are the questions of the conference that the public may read, with who answered.
func (h *Hub) shown(ctx context.Context, id gid.ID) *ent.QuestionQuery {
	return h.store.Reader(ctx).Question.Query().Where(question.ConferenceID(id), access.Listed).WithAnsweredBy()
}

func (h *Hub) readPoll(ctx context.Context, s *Snapshot, id gid.ID) (err error) {
	s.OpenPoll, err = h.store.Reader(ctx).Poll.Query().Where(poll.OpenFor(id), access.Listed).WithOptions(inOrder).Only(ctx)
	return err
}

// readAgenda reads the point that began last.
func (h *Hub) readAgenda(ctx context.Context, s *Snapshot, id gid.ID) (err error) {
	if s.Status != conference.StatusLIVE {
		return nil
	}
	s.CurrentAgendaItem, err = h.store.Reader(ctx).AgendaItem.Query().
		Where(agendaitem.ConferenceID(id), agendaitem.BegunAtNotNil()).
		Order(agendaitem.ByBegunAt(sql.OrderDesc()), agendaitem.ByPosition(sql.OrderDesc())).First(ctx)
	return err
}

// ballots reads how many ballots the polls have.
func (h *Hub) ballots(ctx context.Context, polls []gid.ID) (map[gid.ID]int, error) {
	if len(polls) == 0 {
		return nil, nil //nolint:nilnil // nothing is asked
	}
	ctx = access.AsSystem(ctx, "live")
	rows, err := h.store.Reader(ctx).Poll.Query().Where(poll.IDIn(polls...)).Select(poll.FieldBallotCount).All(ctx)
	counts := make(map[gid.ID]int, len(rows))
	for _, p := range rows {
		counts[p.ID] = p.BallotCount
	}
	return counts, store.Translate(err)
}
