package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/invitation"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Figures is what a conference came to, counted from its rows and never typed in.
type Figures struct {
	Attended      int
	Organisations int // those seen there
	Received      int // questions asked, without the hidden ones; those that were joined count once
	AnsweredThere int
	AnsweredLater int
	Open          int
	// OverdueAnswers is how many answers in writing are late; nil in a notice, which says what stood then.
	OverdueAnswers *int
}

// Figures are those of the conference as it stands now. Those of all conferences of one response are counted together. They are
// the same for everybody: they also count what waits for a moderator, and say of it no more than that.
func (s *Service) Figures(ctx context.Context, c *ent.Conference) (*Figures, error) {
	tallies, err := page.Load(ctx, "conference.figures", c.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*Figures, error) {
		ctx = access.AsSystem(ctx, "conference")
		return s.tallies(ctx, s.store.Reader(ctx), ids)
	})
	if err != nil {
		return nil, err
	}
	f := *tallies
	f.Attended = c.AttendedCount
	return &f, nil
}

func (s *Service) tallies(ctx context.Context, db *ent.Client, ids []gid.ID) (map[gid.ID]*Figures, error) {
	found, err := count(ctx, db, ids)
	if err != nil {
		return nil, store.Translate(err)
	}
	late, err := overdueAnswers(ctx, db, ids, string(s.calendar.AddWorkingDays(calendar.Today(s.store.Now()), -1)))
	for id, f := range found {
		n := late[id]
		f.OverdueAnswers = &n
	}
	return found, store.Translate(err)
}

// figuresIn are those of one conference within a transaction, without what is late.
func figuresIn(ctx context.Context, tx *store.Tx, c *ent.Conference) (*Figures, error) {
	found, err := count(access.AsSystem(ctx, "conference"), tx.Client, []gid.ID{c.ID})
	if err != nil {
		return nil, err
	}
	f := found[c.ID]
	f.Attended = c.AttendedCount
	return f, nil
}

// count reads the questions and the organisations of several conferences, one statement for each.
func count(ctx context.Context, db *ent.Client, ids []gid.ID) (map[gid.ID]*Figures, error) {
	figures := make(map[gid.ID]*Figures, len(ids))
	for _, id := range ids {
		figures[id] = &Figures{}
	}
	var asked []struct {
		Conference gid.ID          `json:"conference_id"`
		Status     question.Status `json:"status"`
		There      bool            `json:"answered_there"`
		Count      int             `json:"count"`
	}
	err := db.Question.Query().
		Where(question.ConferenceIDIn(ids...), question.StatusNotIn(question.StatusHIDDEN, question.StatusMERGED)).
		GroupBy(question.FieldConferenceID, question.FieldStatus, question.FieldAnsweredThere).Aggregate(ent.Count()).Scan(ctx, &asked)
	if err != nil {
		return nil, err
	}
	for _, row := range asked {
		figures[row.Conference].add(row.Status, row.There, row.Count)
	}
	var seen []tally
	err = db.Invitation.Query().Where(invitation.ConferenceIDIn(ids...), invitation.AttendedAtNotNil()).
		GroupBy(invitation.FieldConferenceID).Aggregate(ent.Count()).Scan(ctx, &seen)
	for _, row := range seen {
		figures[row.Conference].Organisations = row.Count
	}
	return figures, err
}

func (f *Figures) add(status question.Status, there bool, n int) {
	f.Received += n
	switch {
	case status != question.StatusANSWERED:
		f.Open += n
	case there:
		f.AnsweredThere += n
	default:
		f.AnsweredLater += n
	}
}

// tally is a number of one conference.
type tally struct {
	Conference gid.ID `json:"conference_id"`
	Count      int    `json:"count"`
}

// overdueAnswers counts the questions whose answer in writing was due up to the day and is not there.
func overdueAnswers(ctx context.Context, db *ent.Client, ids []gid.ID, until string) (map[gid.ID]int, error) {
	var rows []tally
	err := db.Question.Query().
		Where(question.ConferenceIDIn(ids...), question.StatusEQ(question.StatusPUBLISHED), question.AnswerDueOnLTE(until)).
		GroupBy(question.FieldConferenceID).Aggregate(ent.Count()).Scan(ctx, &rows)
	late := make(map[gid.ID]int, len(rows))
	for _, row := range rows {
		late[row.Conference] = row.Count
	}
	return late, err
}
