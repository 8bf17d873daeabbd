package commitment_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/ent/commitmententry"
	"gandan/internal/commitment"
	"gandan/internal/store"
)

// forger writes to the database past the program, with the checks of foreign keys off.
type forger struct {
	t    *testing.T
	w    *world
	conn *sql.Conn
}

// forge gives a forger a copy of the tables to put back after each deed.
func (w *world) forge(t *testing.T) *forger {
	t.Helper()
	_, db := w.store.DB()
	f := &forger{t: t, w: w, conn: must[*sql.Conn](t)(db.Conn(context.Background()))}
	if w.store.Dialect() == dialect.SQLite {
		f.exec("PRAGMA foreign_keys = OFF")
	} else {
		f.exec("SET FOREIGN_KEY_CHECKS = 0")
	}
	f.exec("CREATE TEMPORARY TABLE lines_kept AS SELECT * FROM commitment_entries")
	f.exec("CREATE TEMPORARY TABLE promises_kept AS SELECT * FROM commitments")
	return f
}

func (f *forger) exec(query string, args ...any) {
	f.t.Helper()
	if _, err := f.conn.ExecContext(context.Background(), query, args...); err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
}

// restore undoes what was forged.
func (f *forger) restore() {
	f.t.Helper()
	for _, q := range []string{
		"DELETE FROM commitment_entries", "DELETE FROM commitments",
		"INSERT INTO commitments SELECT * FROM promises_kept", "INSERT INTO commitment_entries SELECT * FROM lines_kept",
	} {
		f.exec(q)
	}
}

// flip changes one byte, or the least there is, of a column of a row.
func (f *forger) flip(table, column, where string, args ...any) {
	f.t.Helper()
	plusMicro := column + " + 1"
	if f.w.store.Dialect() == dialect.MySQL {
		plusMicro = column + " + INTERVAL 1 MICROSECOND"
	}
	switch column {
	case "created_at", "updated_at", "at", "completed_at", "kept_at":
		f.exec("UPDATE "+table+" SET "+column+" = "+plusMicro+" WHERE "+where, args...)
	case "sequence", "extensions", "entry_count":
		f.exec("UPDATE "+table+" SET "+column+" = "+column+" + 1000 WHERE "+where, args...)
	case "kind", "by", "status":
		other := map[string]string{"kind": "CONFIRMED", "by": "SYSTEM", "status": "DISPUTED"}[column]
		f.exec("UPDATE "+table+" SET `"+column+"` = '"+other+"' WHERE "+where, args...)
	default:
		var value []byte
		if err := f.conn.QueryRowContext(context.Background(), "SELECT "+column+" FROM "+table+" WHERE "+where, args...).Scan(&value); err != nil {
			f.t.Fatal(err)
		}
		if value == nil {
			value = []byte("không có gì!")
		}
		value[len(value)-1] ^= 1
		f.exec("UPDATE "+table+" SET "+column+" = ? WHERE "+where, append([]any{f.typed(column, value)}, args...)...)
	}
}

// typed keeps a text a text: SQLite tells bytes from it.
func (f *forger) typed(column string, value []byte) any {
	switch column {
	case "due_on", "reason", "text", "evidence":
		return string(value)
	}
	return value
}

// want audits, expects the ledger of the promise to be broken at the line, and restores it.
func (f *forger) want(c *ent.Commitment, line int) {
	f.t.Helper()
	report, err := commitment.Audit(context.Background(), f.w.store)
	if err != nil || report.Broken == nil || report.Broken.Commitment != c.ID || report.Broken.Line != line {
		f.t.Errorf("found %v (%v), want line %d of %s", report.Broken, err, line, c.ID)
	}
	f.restore()
	f.w.wantWhole(f.t)
}

// fiveLines is a promise with a ledger of five lines, between two others.
func (w *world) fiveLines(t *testing.T) *ent.Commitment {
	t.Helper()
	w.promise(t)
	c := w.promise(t)
	must[*ent.Commitment](t)(w.Extend(w.admin, w.later(c, "2026-04-30")))
	must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(c)))
	must[*ent.Commitment](t)(w.Dispute(w.citizen, w.no(c)))
	must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(c)))
	w.completed(t)
	return w.now(t, c)
}

const ofLine = "commitment_id = ? AND sequence = ?"

func TestWhoeverChangesALineIsFoundOut(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.fiveLines(t)
		f := w.forge(t)
		for _, column := range commitmententry.Columns {
			for _, line := range []int{1, 3, 5} {
				t.Run(fmt.Sprint(column, " of line ", line), func(t *testing.T) {
					f.t = t
					f.flip("commitment_entries", column, ofLine, c.ID, line)
					f.want(c, line)
				})
			}
		}
	})
}

func TestWhoeverRemovesOrSwapsLinesIsFoundOut(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.fiveLines(t)
		f := w.forge(t)
		for _, line := range []int{1, 3, 5} {
			f.exec("DELETE FROM commitment_entries WHERE "+ofLine, c.ID, line)
			f.want(c, line)
		}
		f.exec("DELETE FROM commitment_entries WHERE commitment_id = ?", c.ID)
		f.want(c, 1)
		for _, swap := range [][2]int{{2, 3}, {3, 5}, {1, 2}} {
			for _, step := range [][2]int{{swap[0], 99}, {swap[1], swap[0]}, {99, swap[1]}} {
				f.exec("UPDATE commitment_entries SET sequence = ? WHERE "+ofLine, step[1], c.ID, step[0])
			}
			f.want(c, swap[0])
		}
		f.exec("UPDATE commitment_entries SET sequence = sequence + 1 WHERE commitment_id = ? AND sequence = 5", c.ID)
		f.want(c, 5)
	})
}

func TestWhoeverChangesThePromiseItselfIsFoundOut(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.fiveLines(t)
		f := w.forge(t)
		for column, line := range map[string]int{
			entcommitment.FieldText: 1, entcommitment.FieldResponsibleID: 1, entcommitment.FieldQuestionID: 1, entcommitment.FieldConferenceID: 1,
			entcommitment.FieldUnitID: 1, entcommitment.FieldCreatedAt: 1,
			entcommitment.FieldStatus: 5, entcommitment.FieldDueOn: 5, entcommitment.FieldEvidence: 5, entcommitment.FieldExtensions: 5,
			entcommitment.FieldEntryCount: 6,
		} {
			t.Run(column, func(t *testing.T) {
				f.t = t
				f.flip("commitments", column, "id = ?", c.ID)
				f.want(c, line)
			})
		}
		f.t = t
		f.exec("UPDATE commitments SET entry_count = 4 WHERE id = ?", c.ID) // a truncation that was thought of
		f.exec("DELETE FROM commitment_entries WHERE "+ofLine, c.ID, 5)
		f.want(c, 4)
		f.exec("UPDATE commitments SET kept_at = created_at WHERE id = ?", c.ID)
		f.want(c, 5)
	})
}

// TestAPromiseOfBeforeThereWereLedgersGetsOneWithItsNextDeed is of a row that an older program wrote.
func TestAPromiseOfBeforeThereWereLedgersGetsOneWithItsNextDeed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		conference := w.announced(t, w.ward)
		old := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Commitment, error) {
			return tx.Commitment.Create().SetConferenceID(conference.ID).SetUnitID(conference.UnitID).SetUnitPath(conference.UnitPath).
				SetText("Sửa xong đường Quang Trung.").SetResponsibleID(w.wardCommittee.ID).SetDueOn("2026-03-31").SetStatus("OPEN").SetListed(true).Save(ctx)
		})
		report := must[commitment.AuditReport](t)(commitment.Audit(context.Background(), w.store))
		if report.Broken != nil || report.WithoutLine != 1 || report.Commitments != 1 || report.Lines != 0 || w.history(t, old) != "" {
			t.Errorf("before it is %v", report)
		}
		w.clock.Set(at(t, "2026-03-20T02:00:00Z"))
		must[*ent.Commitment](t)(w.Extend(w.admin, w.later(old, "2026-04-30")))
		if got := w.history(t, old); got != "1 RECORDED ADMIN 2026-03-31, 2 EXTENDED ADMIN 2026-04-30" {
			t.Errorf("the ledger is %s", got)
		}
		report = must[commitment.AuditReport](t)(commitment.Audit(context.Background(), w.store))
		if report.Broken != nil || report.WithoutLine != 0 || report.Lines != 2 {
			t.Errorf("then it is %v", report)
		}
	})
}
