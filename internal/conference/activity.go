package conference

import (
	"context"
	"strconv"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// step is what one deed does to the row of its conference.
type step struct {
	verb      string // what is done: the table says in which states it may be; empty: in any
	numbers   int    // how many things the public is told
	questions int    // by how much the number of public questions changes
}

// take locks the row of the conference, takes its next numbers and says how it stands. It comes before any other write of a
// transaction, see doc.go. CONFLICT when the conference is in no state for the verb.
func take(ctx context.Context, tx *store.Tx, id gid.ID, st step) (*ent.Conference, error) {
	u := tx.Conference.Update().Where(conference.ID(id)).AddLastSequence(st.numbers).AddQuestionCount(st.questions)
	if st.verb != "" {
		u.Where(conference.StatusIn(within(st.verb)...))
	}
	n, err := u.Save(ctx)
	if err != nil {
		return nil, err
	}
	c, err := tx.Conference.Get(ctx, id)
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, reason(st.verb, "WRONG_STATE")).With("status", string(c.Status))
	}
	return c, err
}

// record writes one numbered activity, under the last number that was taken, and tells those who relay it.
func record(ctx context.Context, tx *store.Tx, c *ent.Conference, kind activity.Kind, question *gid.ID) error {
	err := tx.Activity.Create().
		SetConferenceID(c.ID).SetSequence(c.LastSequence).SetKind(kind).SetNillableQuestionID(question).
		SetConferenceStatus(activity.ConferenceStatus(c.Status)).
		Exec(ctx)
	if err != nil {
		return err
	}
	return tellUnnamed(ctx, tx, EventActivity, c.ID, map[string]string{"sequence": strconv.Itoa(c.LastSequence)})
}
