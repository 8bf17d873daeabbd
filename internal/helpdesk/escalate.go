package helpdesk

import (
	"context"
	"strconv"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requestescalation"
	"gandan/internal/store"
)

// escalate tells of each request that has reached the level whoever is to look at it, once for each clock.
func (s *Service) escalate(ctx context.Context, l limit, level int, told *known) error {
	q := s.store.Reader(ctx).HelpRequest.Query().Where(s.late(l, level, s.store.Now()), untold(level))
	at := func(r *ent.HelpRequest) time.Time { return r.OpenedAt }
	return eachOf(ctx, q, helprequest.FieldOpenedAt, at, func(r *ent.HelpRequest) error {
		if s.escalationAt(r, s.store.Now()).Level < level {
			return nil // its unit has more time
		}
		to, err := told.at(ctx, level, r.UnitPath)
		if err != nil {
			return err
		}
		return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error { return s.escalateOne(ctx, tx, r.ID, level, to) })
	})
}

// escalateOne writes that it was told and tells it. Of two processes that come at once the unique rule stops one: CONFLICT.
func (s *Service) escalateOne(ctx context.Context, tx *store.Tx, id gid.ID, level int, to []gid.ID) error {
	r, err := actedOn(ctx, tx, id)
	if err != nil || s.escalationAt(r, tx.Now).Level < level {
		return err
	}
	err = tx.RequestEscalation.Create().SetHelpRequestID(r.ID).SetOpenedAt(r.OpenedAt).SetLevel(level).Exec(ctx)
	if err != nil {
		return err
	}
	data := facts(r, holder(r), r.Status)
	data["level"], data["leadIds"] = strconv.Itoa(level), joined(to)
	return tx.Emit(ctx, RequestEscalated, r.ID, data)
}

// untold asks for no row that says that the level of this clock was told.
func untold(level int) func(*sql.Selector) {
	return func(s *sql.Selector) {
		t := sql.Dialect(s.Dialect()).Table(requestescalation.Table)
		told := sql.Dialect(s.Dialect()).Select(t.C(requestescalation.FieldID)).From(t).
			Where(sql.ColumnsEQ(t.C(requestescalation.FieldHelpRequestID), s.C(helprequest.FieldID))).
			Where(sql.ColumnsEQ(t.C(requestescalation.FieldOpenedAt), s.C(helprequest.FieldOpenedAt))).
			Where(sql.EQ(t.C(requestescalation.FieldLevel), level))
		s.Where(sql.NotExists(told))
	}
}
