package poll_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"

	"gandan/ent"
	"gandan/ent/ballot"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	entpoll "gandan/ent/poll"
	"gandan/ent/polloption"
	"gandan/internal/access"
	"gandan/internal/poll"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestNoRowTiesAPersonToAChoice looks through every row of every table: what was chosen stands in the numbers of the options
// and nowhere else.
func TestNoRowTiesAPersonToAChoice(t *testing.T) {
	clock := storetest.NewClock()
	w := newWorld(t, storetest.Open(t, "", clock, &storetest.CountingIDs{}), clock)
	p := w.in(t, entpoll.StatusOPEN)
	in := w.choosing(t, p, 2)
	before := w.tablesWith(t, in.OptionIDs[0])
	must[*ent.Poll](t)(w.Cast(w.citizen, in))
	voter, _ := access.From(w.citizen)
	if got := w.tablesWith(t, in.OptionIDs[0]); !slices.Equal(got, before) || !slices.Equal(got, []string{polloption.Table}) {
		t.Errorf("the choice stands in %v", got)
	}
	if got := w.tablesWith(t, voter.ID); !slices.Contains(got, ballot.Table) || slices.Contains(got, outboxevent.Table) {
		t.Errorf("the voter stands in %v", got) // the search does find what is there
	}
}

// tablesWith lists the tables in which an id stands, as bytes or as text.
func (w *world) tablesWith(t *testing.T, id gid.ID) (found []string) {
	t.Helper()
	db, _ := w.store.DB()
	tables := must[[]string](t)(column(db.QueryContext(context.Background(), "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")))
	for _, table := range tables {
		rows, err := db.QueryContext(context.Background(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		for _, value := range must[[]string](t)(column(rows, err)) {
			if bytes.Contains([]byte(value), id[:]) || bytes.Contains([]byte(value), []byte(id.String())) {
				found = append(found, table)
				break
			}
		}
	}
	return found
}

func TestAnOptionKeepsNoInstantAndItsBallotNoChoice(t *testing.T) {
	for table, columns := range map[string][]string{polloption.Table: polloption.Columns, ballot.Table: ballot.Columns} {
		want := map[string][]string{
			polloption.Table: {"id", "poll_id", "position", "text", "ballot_count"},
			ballot.Table:     {"id", "created_at", "updated_at", "poll_id", "voter_id"},
		}[table]
		if !slices.Equal(columns, want) {
			t.Errorf("%s has %v: what is new must not tie a person to a choice", table, columns)
		}
	}
}

func TestTheEventOfABallotNamesNeitherPersonNorChoice(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.in(t, entpoll.StatusOPEN)
		must[*ent.Poll](t)(w.Cast(w.citizen, w.choosing(t, p, 1, 3)))
		events := must[[]*ent.OutboxEvent](t)(w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.Name(poll.EventBallotCast)).All(w.system))
		if len(events) != 1 || events[0].ActorID != nil || events[0].SubjectID != p.ID || len(events[0].Data) != 1 || events[0].Data["conference"] != w.conf.ID.String() {
			t.Errorf("told %v", events)
		}
	})
}

func TestABallotCostsTheSameHoweverManyThereAre(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.in(t, entpoll.StatusOPEN)
		cost := func() int {
			ctx, counted := store.CountStatements(w.person(t, w.ward.Path))
			must[*ent.Poll](t)(w.Cast(ctx, w.choosing(t, p, 1)))
			return counted.Statements()
		}
		first := cost()
		for range 20 {
			cost()
		}
		if now := cost(); now != first || now > 9 {
			t.Errorf("%d statements, the first one took %d", now, first)
		}
	})
}

// column gives every value of the rows as a text.
func column(rows *sql.Rows, err error) (values []string, _ error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	for err == nil && rows.Next() {
		raw, into := make([]sql.RawBytes, len(names)), make([]any, len(names))
		for i := range raw {
			into[i] = &raw[i]
		}
		if err = rows.Scan(into...); err == nil {
			for _, v := range raw {
				values = append(values, string(v))
			}
		}
	}
	return values, errors.Join(err, rows.Err())
}
