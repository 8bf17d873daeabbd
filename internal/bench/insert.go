package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gandan/internal/store"
)

// How much one statement and one transaction carry: SQLite takes 32,766 values in a statement, MariaDB 16 MB.
const (
	mostValues = 6_000
	perCommit  = 30_000 // rows
)

// table is what goes into a table: row i of n, in the order of the columns.
type table struct {
	name    string
	columns string // separated by spaces
	n       int
	row     func(i int) []any
}

// write fills the tables one after the other, each in transactions of some ten thousand rows.
func (p *plan) write(ctx context.Context, s *store.Store, progress func(string)) error {
	_, db := s.DB()
	for _, t := range p.tables() {
		begun := s.Now()
		for from := 0; from < t.n; from += perCommit {
			if err := t.commit(ctx, db, from, min(from+perCommit, t.n)); err != nil {
				return fmt.Errorf("filling %s: %w", t.name, err)
			}
		}
		progress(fmt.Sprintf("%-18s %9d rows %7.1f s", t.name, t.n, s.Now().Sub(begun).Seconds()))
	}
	return nil
}

// commit writes the rows from up to to in one transaction.
func (t table) commit(ctx context.Context, db *sql.DB, from, to int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	per := mostValues / len(strings.Fields(t.columns))
	for at := from; at < to; at += per {
		end := min(at+per, to)
		var values []any
		for i := at; i < end; i++ {
			values = append(values, t.row(i)...)
		}
		if _, err := tx.ExecContext(ctx, t.insert(end-at), values...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// insert is the statement for so many rows.
func (t table) insert(rows int) string {
	columns := strings.Fields(t.columns)
	one := "(?" + strings.Repeat(",?", len(columns)-1) + ")"
	return "INSERT INTO " + t.name + " (`" + strings.Join(columns, "`,`") + "`) VALUES " + one + strings.Repeat(","+one, rows-1)
}
