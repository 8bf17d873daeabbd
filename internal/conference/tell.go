package conference

import (
	"context"
	"strconv"

	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// Tell numbers one more thing that viewers of the conference hear of: what another domain did there, with the poll it is
// about, if any. It belongs to the transaction of the deed and locks the row of the conference, so it comes before any other
// write of that transaction, see doc.go. Nobody is named as the actor. Of a conference that the public cannot read nothing is
// told, and no number is taken. Whether the deed is possible at the conference is for the caller to know.
//
// NOT_FOUND when the actor may not read the conference.
func (s *Service) Tell(ctx context.Context, tx *store.Tx, conferenceID gid.ID, kind activity.Kind, poll *gid.ID) error {
	taken, err := tx.Conference.Update().Where(conference.ID(conferenceID), conference.Listed(true)).AddLastSequence(1).Save(ctx)
	if err != nil {
		return err
	}
	c, err := tx.Conference.Get(ctx, conferenceID)
	if err != nil || taken == 0 {
		return err
	}
	err = tx.Activity.Create().
		SetConferenceID(c.ID).SetSequence(c.LastSequence).SetKind(kind).SetNillablePollID(poll).
		SetConferenceStatus(activity.ConferenceStatus(c.Status)).
		Exec(ctx)
	if err != nil {
		return err
	}
	return tellUnnamed(ctx, tx, EventActivity, c.ID, map[string]string{"sequence": strconv.Itoa(c.LastSequence)})
}
