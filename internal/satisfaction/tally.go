package satisfaction

import (
	"context"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/satisfactiontally"
	"gandan/internal/store"
)

// enter counts one more answer at the gate of the subject, and says how many have come since the last publication and in all.
// The first one makes the rows of all marks; of two who are first at once, one breaks the unique rule and is run again.
func enter(ctx context.Context, tx *store.Tx, subject gid.ID) (waiting, all int, err error) {
	n, err := tx.SatisfactionTally.Update().Where(satisfactiontally.SubjectID(subject), satisfactiontally.Mark(everyone)).AddCount(1).Save(ctx)
	if err == nil && n == 0 {
		if err = prepare(ctx, tx, subject); err == nil {
			err = raise(ctx, tx, subject, []string{everyone})
		}
	}
	if err != nil {
		return 0, 0, err
	}
	row, err := tx.SatisfactionTally.Query().Where(satisfactiontally.SubjectID(subject), satisfactiontally.Mark(everyone)).Only(ctx)
	if err != nil {
		return 0, 0, err
	}
	return row.Count - row.Shown, row.Count, nil
}

// prepare makes the rows of all marks of the subject, none of which says by its id when its mark was first given.
func prepare(ctx context.Context, tx *store.Tx, subject gid.ID) error {
	var rows []*ent.SatisfactionTallyCreate
	for _, mark := range marks() {
		rows = append(rows, tx.SatisfactionTally.Create().SetSubjectID(subject).SetMark(mark))
	}
	return tx.SatisfactionTally.CreateBulk(rows...).Exec(ctx)
}

func raise(ctx context.Context, tx *store.Tx, subject gid.ID, marks []string) error {
	return tx.SatisfactionTally.Update().
		Where(satisfactiontally.SubjectID(subject), satisfactiontally.MarkIn(marks...)).AddCount(1).Exec(ctx)
}

// publish shows what was counted so far, every mark at once. The rows are read as they are now and not as they were when the
// transaction began: the step would otherwise miss what others gave meanwhile, and show it alone later.
func publish(ctx context.Context, tx *store.Tx, subject gid.ID) error {
	rows, err := tx.SatisfactionTally.Query().Where(satisfactiontally.SubjectID(subject), locked).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := tx.SatisfactionTally.Update().Where(satisfactiontally.ID(row.ID)).SetShown(row.Count).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// locked reads the newest rows and keeps others from them. SQLite has one writer at a time and no words for it.
func locked(s *sql.Selector) {
	if s.Dialect() != dialect.SQLite {
		s.ForUpdate()
	}
}
