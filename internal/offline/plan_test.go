package offline_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

const veteran = 400 // rows of each kind

// TestAReadingIsServedByIndexesHoweverLongSomebodyServed looks at the plans of a volunteer with years of requests and shifts behind them,
// among procedures and tombstones without number: no table is read whole, nothing is sorted but the few rows that were picked.
func TestAReadingIsServedByIndexesHoweverLongSomebodyServed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.crowd(t)
		w.catalogue(t)
		w.analyse(t)
		for _, first := range []int{50, 100} {
			p := w.phone(w.binh, first)
			if p.who = w.explained(t, w.binh); len(p.read(t).requests) != veteran*3/8 {
				t.Errorf("the phone keeps %d requests", len(p.requests))
			}
			w.clock.Advance(time.Second) // within the overlap, so that all of it comes again as a change
			if p.read(t).agrees(t); p.elements() < veteran {
				t.Errorf("only %d elements changed", p.elements())
			}
		}
	})
}

// explained complains of every select that reads a table whole or sorts in the database.
func (w *world) explained(t *testing.T, who context.Context) context.Context {
	return store.TraceStatements(who, func(query string, args []any) {
		if !strings.HasPrefix(query, "SELECT") {
			return
		}
		plan := storetest.Explain(t, w.store, query, args)
		for _, table := range []string{"help_requests", "shift_signups", "procedures", "tombstones", "c0", "c1", "c2"} {
			for _, bad := range []string{"SCAN " + table + "\n", "SCAN " + table + " \n", table + " ALL", table + " <nil> ALL", "TEMP B-TREE", "filesort"} {
				if strings.Contains(plan, bad) {
					t.Fatalf("the plan holds %q:\n%s\n%s", bad, query, plan)
				}
			}
		}
	})
}

// TestNoReadingLooksAtMoreRowsThanItShows counts the rows that MariaDB reads for a page: of each kind, state by state, those shown and
// one more, and once more those picked.
func TestNoReadingLooksAtMoreRowsThanItShows(t *testing.T) {
	clock := storetest.NewClock()
	w := newWorld(t, storetest.Open(t, storetest.MariaDB(t), clock, &storetest.CountingIDs{}), clock)
	w.crowd(t)
	w.catalogue(t)
	w.analyse(t)
	const first = 10
	for _, at := range []string{"all", "what changed"} {
		p := w.phone(w.binh, first)
		if at == "what changed" {
			p.first = 100
			p.read(t)
			p.first = first
			w.clock.Advance(time.Second)
		}
		for i := range 30 {
			before := w.rowsRead(t)
			page := p.page(t)
			read := w.rowsRead(t) - before
			// five streams of at most three states each, picked and then fetched, and the requests of the tombstones
			if most := 4 * 3 * (first + 1) * 2; read > most {
				t.Errorf("%s, page %d: %d rows read for %d shown, want at most %d", at, i, read, sizeOf(page), most)
			}
			if !page.HasMore {
				break
			}
		}
	}
}

// rowsRead is how many rows the server has handed out by whatever way since it began: the tests of a machine run one after the other
// on it or not, so it is of this connection pool's sessions only.
func (w *world) rowsRead(t *testing.T) (sum int) {
	t.Helper()
	read, _ := w.store.DB()
	read.SetMaxOpenConns(1)
	rows, err := read.QueryContext(context.Background(), "SHOW SESSION STATUS LIKE 'Handler_read%'")
	done(t, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		var n int
		done(t, rows.Scan(&name, &n))
		if !strings.Contains(name, "rnd") { // of the few rows in memory
			sum += n
		}
	}
	done(t, rows.Err())
	return sum
}

// crowd writes years of service without asking the rules: an eighth of the requests in each state, shifts of which most are over.
func (w *world) crowd(t *testing.T) {
	t.Helper()
	states := []helprequest.Status{
		helprequest.StatusOPEN, helprequest.StatusASSIGNED, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS,
		helprequest.StatusRESOLVED, helprequest.StatusCLOSED, helprequest.StatusCANCELLED, helprequest.StatusMERGED,
	}
	write(t, w, func(ctx context.Context, tx *store.Tx) (bool, error) {
		requests, shifts := make([]*ent.HelpRequestCreate, veteran), make([]*ent.ShiftCreate, veteran)
		signups, stones := make([]*ent.ShiftSignupCreate, veteran), make([]*ent.TombstoneCreate, veteran)
		for i := range veteran {
			at := tx.Now.Add(time.Duration(i-veteran) * time.Millisecond)
			id := tx.NewID(gid.HelpRequest)
			requests[i] = tx.HelpRequest.Create().SetID(id).SetCode(fmt.Sprint("c", i)).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetCitizenID(me(w.citizen)).
				SetDescription("…").SetMode(helprequest.ModeAT_HOME).SetStatus(states[i%8]).SetStatusSince(at).SetOpenedAt(at).SetConsentedAt(at).
				SetUpdatedAt(at).SetVolunteerID(me(w.binh))
			begin := tx.Now.Add(time.Duration(i-veteran*7/8) * 12 * hour)
			shiftID := tx.NewID(gid.Shift)
			shifts[i] = tx.Shift.Create().SetID(shiftID).SetTeamID(w.team.ID).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetPlace(shift.PlaceREMOTE).
				SetStartsAt(begin).SetEndsAt(begin.Add(hour)).SetCapacity(3).SetStatus(shift.StatusPLANNED)
			signups[i] = tx.ShiftSignup.Create().SetShiftID(shiftID).SetTeamID(w.team.ID).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetAccountID(me(w.binh)).
				SetStatus([]shiftsignup.Status{shiftsignup.StatusPRESENT, shiftsignup.StatusLEFT}[i%2]).SetStartsAt(begin).SetEndsAt(begin.Add(hour)).
				SetUpdatedAt(tx.Now.Add(min(0, time.Duration(i-veteran*3/4)*time.Hour)))
			stones[i] = tx.Tombstone.Create().SetAccountID(me(w.binh)).SetEventID(tx.NewID(gid.OutboxEvent)).SetSubjectID(id).SetReason("RELEASED").SetCreatedAt(at)
		}
		for _, save := range []func(context.Context) error{
			tx.HelpRequest.CreateBulk(requests...).Exec, tx.Shift.CreateBulk(shifts...).Exec, tx.ShiftSignup.CreateBulk(signups...).Exec,
			tx.Tombstone.CreateBulk(stones...).Exec,
		} {
			if err := save(ctx); err != nil {
				return false, err
			}
		}
		return true, nil
	})
}

// catalogue writes as many procedures as the portal has, of which every tenth changed lately.
func (w *world) catalogue(t *testing.T) {
	t.Helper()
	for n := range 10 {
		write(t, w, func(ctx context.Context, tx *store.Tx) (bool, error) {
			rows := make([]*ent.ProcedureCreate, veteran)
			for i := range rows {
				at := tx.Now.Add(time.Duration(i-veteran) * time.Millisecond)
				if i%10 != 0 {
					at = at.AddDate(-1, 0, n)
				}
				rows[i] = tx.Procedure.Create().SetName("Thủ tục").SetSearchFolded("").SetSortKey("x").SetIdentity(fmt.Sprint("p", n, " ", i)).SetField("").
					SetTopicGroup("").SetAuthorityLevel("").SetSource("").SetConfidence("").SetUpdatedAt(at)
			}
			return true, tx.Procedure.CreateBulk(rows...).Exec(ctx)
		})
	}
}

// analyse tells MariaDB what is in the tables, as it would know after a while.
func (w *world) analyse(t *testing.T) {
	t.Helper()
	if w.store.Dialect() == dialect.SQLite {
		return // it plans by the form of the indexes alone
	}
	_, db := w.store.DB()
	rows, err := db.QueryContext(context.Background(), "ANALYZE TABLE help_requests, shift_signups, procedures, tombstones")
	done(t, err)
	for rows.Next() {
		continue
	}
	done(t, rows.Err())
	_ = rows.Close()
}

// TestThePlanTestWouldSeeAScan keeps explained honest.
func TestThePlanTestWouldSeeAScan(t *testing.T) {
	w := onSQLite(t)
	plan := storetest.Explain(t, w.store, "SELECT * FROM procedures ORDER BY source", nil)
	if !slices.ContainsFunc([]string{"SCAN procedures\n", "SCAN procedures \n"}, func(s string) bool { return strings.Contains(plan, s) }) || !strings.Contains(plan, "TEMP B-TREE") {
		t.Errorf("the plan reads %q", plan)
	}
}
