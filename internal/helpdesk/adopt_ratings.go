package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requesthistory"
	"gandan/internal/access"
	"gandan/internal/store"
)

// adoptAtOnce is how many requests one transaction takes over.
const adoptAtOnce = 200

// Adopt takes over what an older program left: the marks that stood with the requests go into the tallies of their units, those of
// the months in which they were given, and the requests keep no more than that they were rated. It may run in several processes at
// once and may be cut off: a batch is a transaction, and a mark that was counted is not there any more. The app runs it at its
// start and with each sweep; without anything to take over it is one statement.
func (s *Service) Adopt(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "helpdesk")
	for ctx.Err() == nil {
		some, err := s.store.Reader(ctx).HelpRequest.Query().Where(helprequest.RatingNotNil()).Exist(ctx)
		if err != nil || !some {
			return store.Translate(err)
		}
		if err := store.Do(ctx, s.store, adoptRatings); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// adoptRatings counts the marks of one batch and empties their place.
func adoptRatings(ctx context.Context, tx *store.Tx) error {
	rows, err := tx.HelpRequest.Query().Where(helprequest.RatingNotNil(), locked).
		Order(ent.Asc(helprequest.FieldRating), ent.Asc(helprequest.FieldID)).Limit(adoptAtOnce).All(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	ids := make([]gid.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	months, err := ratedIn(ctx, tx, ids)
	if err != nil {
		return err
	}
	if err := countMarks(ctx, tx, rows, months); err != nil {
		return err
	}
	return tx.HelpRequest.Update().Where(helprequest.IDIn(ids...)).SetRated(true).ClearRating().Exec(ctx)
}

// ratedIn are the months in which the requests were confirmed last, as their trail says.
func ratedIn(ctx context.Context, tx *store.Tx, ids []gid.ID) (map[gid.ID]string, error) {
	trail, err := tx.RequestHistory.Query().Where(requesthistory.HelpRequestIDIn(ids...), requesthistory.Verb(VerbConfirm)).
		Order(ent.Asc(requesthistory.FieldAt), ent.Asc(requesthistory.FieldID)).All(ctx)
	months := make(map[gid.ID]string, len(trail))
	for _, h := range trail {
		months[h.HelpRequestID] = monthOf(h.At)
	}
	return months, err
}

// countMarks adds the marks of the requests to the tallies, each tally once. Of a request that was rated again since, the newer
// mark is counted already.
func countMarks(ctx context.Context, tx *store.Tx, rows []*ent.HelpRequest, months map[gid.ID]string) error {
	type place struct {
		unit   gid.ID
		series Series
		month  string
	}
	var order []pot
	marks := map[place]map[string]int{}
	for _, r := range rows {
		month, known := months[r.ID]
		if !known {
			month = monthOf(r.StatusSince)
		}
		at := place{r.UnitID, ratingsOf(r.ApplicantKind), month}
		switch {
		case r.Rated:
			continue
		case marks[at] == nil:
			marks[at], order = map[string]int{}, append(order, pot{request: r, series: at.series, month: month})
		}
		marks[at][scoreMark(*r.Rating)]++
	}
	for _, p := range order {
		given, answers := marks[place{p.request.UnitID, p.series, p.month}], 0
		for _, n := range given {
			answers += n
		}
		if err := p.add(ctx, tx, answers, given); err != nil {
			return err
		}
	}
	return nil
}
