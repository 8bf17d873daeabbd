package apitest_test

import (
	"bytes"
	"context"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/ent/procedure"
	"gandan/ent/rolegrant"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/app"
	"gandan/internal/config"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// firstID is where the ids of a case begin; those of the places lie below.
const firstID = 100_000

// patience is generous, so that a busy machine does not split a batch.
const patience = 16 * time.Millisecond

// person is somebody of the world. Nobody is real: the prefix of the phones was withdrawn in 2018.
type person struct {
	name, phone, display, home string
	role                       rolegrant.Role
	in                         string
}

// cast lists the people of every case: home and in are names of places.
func cast() []person {
	return []person{
		{name: "thanh", phone: "+84100000101", display: "Thanh", home: "ward", role: rolegrant.RoleADMIN, in: "city"},
		{name: "dung", phone: "+84100000102", display: "Dung", home: "ward", role: rolegrant.RoleADMIN, in: "ward"},
		{name: "binh", phone: "+84100000103", display: "Bình", home: "ward", role: rolegrant.RoleVOLUNTEER, in: "ward"},
		{name: "chi", phone: "+84100000104", display: "Chi", home: "ward", role: rolegrant.RoleVOLUNTEER, in: "ward"},
		{name: "minh", phone: "+84100000105", display: "Minh", home: "ward"},
		{name: "lan", phone: "+84100000106", display: "Lan", home: "ward"},
		{name: "an", phone: "+84100000107", display: "An", home: "other"},
		{name: "ha", phone: "+84100000108", display: "Hà", home: "other", role: rolegrant.RoleADMIN, in: "other"},
		{name: "yen", phone: "+84100000109", display: "Yến", home: "other", role: rolegrant.RoleVOLUNTEER, in: "other"},
	}
}

// places are the units of the world, by name and code; all since 1 July 2025.
func places() map[string]string {
	return map[string]string{"city": "/01/", "ward": "/01/09556/", "other": "/01/00166/"}
}

// world is one app on one fresh database.
type world struct {
	*app.App
	patient bool     // its loaders wait long enough to hold a budget of statements
	over    []string // the budgets that were not kept
	clock   *storetest.Clock
	ids     *storetest.CountingIDs
	sms     *bytes.Buffer     // what was sent and not read yet
	named   map[string]string // what {{name}} stands for
	phone   map[string]string
}

// newWorld opens an app for a case on a data folder and a DSN, whose loaders wait so long for siblings. It logs nowhere, or there.
func newWorld(t testing.TB, data, dsn string, wait time.Duration, log ...slog.Handler) *world {
	t.Helper()
	w := &world{patient: wait >= patience, clock: storetest.NewClock(), ids: &storetest.CountingIDs{}, sms: &bytes.Buffer{}, named: map[string]string{}, phone: map[string]string{}}
	env := app.Env{Clock: w.clock, IDs: w.ids, Log: slog.New(append(log, slog.DiscardHandler)[0]), SMS: w.sms, RequestID: func() string { return "request" }}
	cfg := config.Serve{Listen: "127.0.0.1:0", SMS: "log", OTPPerAddress: 60, Patience: wait}
	cfg.Data, cfg.DB = data, dsn
	a, err := app.New(context.Background(), cfg, env)
	if err != nil {
		t.Fatalf("building the app: %v", err)
	}
	t.Cleanup(func() { _ = a.Close() })
	w.App = a
	return w
}

// populate makes the people; their ids are the same in every run.
func (w *world) populate(t testing.TB) {
	t.Helper()
	w.ids.Restart(firstID)
	ctx := access.AsSystem(context.Background(), "test")
	r := w.Store.Reader(ctx)
	units := map[string]*ent.Unit{}
	for name, path := range places() {
		units[name] = r.Unit.Query().Where(unit.Path(path), unit.ValidToIsNil()).OnlyX(ctx)
		w.named[name] = units[name].ID.String()
		for _, kind := range []organisation.Kind{organisation.KindPEOPLES_COMMITTEE, organisation.KindFATHERLAND_FRONT} {
			o := r.Organisation.Query().Where(organisation.UnitID(units[name].ID), organisation.KindEQ(kind)).OnlyX(ctx)
			w.named[name+" "+map[organisation.Kind]string{organisation.KindPEOPLES_COMMITTEE: "committee", organisation.KindFATHERLAND_FRONT: "front"}[kind]] = o.ID.String()
		}
	}
	w.named["district of 2017"] = r.Unit.Query().Where(unit.Path("/01/268/")).OnlyX(ctx).ID.String()
	w.named["birth"] = r.Procedure.Query().Where(procedure.Code("1.001193")).OnlyX(ctx).ID.String()
	w.named["nothing"] = gid.Make(gid.HelpRequest, w.clock.Now(), 7, [6]byte{9}).String()
	for _, kind := range []gid.Kind{gid.Unit, gid.Conference, gid.ModerationCase, gid.Notification} {
		w.named["unknown "+kind.String()] = gid.Make(kind, w.clock.Now(), 7, [6]byte{9}).String()
	}
	if err := store.Do(ctx, w.Store, func(ctx context.Context, tx *store.Tx) error {
		for _, p := range cast() {
			if err := w.settle(ctx, tx, p, units); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatalf("making the people: %v", err)
	}
}

// settleOne makes one more person.
func (w *world) settleOne(t *testing.T, p person) {
	t.Helper()
	ctx := access.AsSystem(context.Background(), "test")
	units := map[string]*ent.Unit{}
	for name, path := range places() {
		units[name] = w.Store.Reader(ctx).Unit.Query().Where(unit.Path(path), unit.ValidToIsNil()).OnlyX(ctx)
	}
	if err := store.Do(ctx, w.Store, func(ctx context.Context, tx *store.Tx) error { return w.settle(ctx, tx, p, units) }); err != nil {
		t.Fatal(err)
	}
}

func (w *world) settle(ctx context.Context, tx *store.Tx, p person, units map[string]*ent.Unit) error {
	a, err := tx.Account.Create().SetPhone(p.phone).SetDisplayName(p.display).SetUnitID(units[p.home].ID).SetStatus(account.StatusACTIVE).Save(ctx)
	if err != nil {
		return err
	}
	w.named[p.name], w.phone[p.name] = a.ID.String(), p.phone
	if p.role == "" {
		return nil
	}
	in := units[p.in]
	g, err := tx.RoleGrant.Create().SetAccountID(a.ID).SetRole(p.role).SetUnitID(in.ID).SetUnitPath(in.Path).
		SetHolds(a.ID.String() + " " + string(p.role) + " " + in.ID.String()).Save(ctx)
	if err == nil {
		w.named["grant of "+p.name] = g.ID.String()
	}
	return err
}

// token signs the person in; "bearer <name>" is whoever holds the access token that was kept under that name.
func (w *world) token(t testing.TB, name string) string {
	t.Helper()
	if name == "visitor" {
		return ""
	}
	if kept, ok := strings.CutPrefix(name, "bearer "); ok {
		if w.named[kept] == "" {
			t.Fatalf("no token is kept as %q", kept)
		}
		return w.named[kept]
	}
	phone, ok := w.phone[name]
	if !ok {
		t.Fatalf("nobody is called %q", name)
	}
	token, err := w.Identity.TokenFor(context.Background(), phone, time.Hour)
	if err != nil {
		t.Fatalf("a token for %s: %v", name, err)
	}
	return token
}

// template is a database with the places, made once: on SQLite it is copied for each case, on MariaDB emptied of all else.
type template struct {
	dir, dsn string
	wait     time.Duration // of the loaders
}

func dialects() []string { return []string{"sqlite", "mariadb"} }

func newTemplate(t testing.TB, dialect string) *template {
	t.Helper()
	tp := &template{dir: t.TempDir(), wait: patience}
	if dialect == "mariadb" {
		tp.dsn = storetest.MariaDB(t)
	}
	w := newWorld(t, tp.dir, tp.dsn, patience)
	w.describe(t)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return tp
}

// patient is the same database for worlds whose loaders wait so long.
func (tp *template) patient(wait time.Duration) *template {
	return &template{dir: tp.dir, dsn: tp.dsn, wait: wait}
}

// fresh gives a world of its own.
func (tp *template) fresh(t testing.TB, log ...slog.Handler) *world {
	t.Helper()
	data := tp.dir
	if tp.dsn == "" {
		data = t.TempDir()
		copyFolder(t, tp.dir, data)
	} else {
		empty(t, tp.dsn)
	}
	w := newWorld(t, data, tp.dsn, tp.wait, log...)
	w.populate(t)
	return w
}

func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() { // no case begins with files
			continue
		}
		content, err := os.ReadFile(filepath.Join(from, e.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, e.Name()), content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// tablesOfPlaces are what the template holds: units and procedures.
func tablesOfPlaces() []string {
	return []string{
		"units", "unit_successions", "organisations", "procedures", "procedure_versions", "procedure_words", "procedure_fees", "checklist_items",
	}
}

// empty deletes everything but the places.
func empty(t testing.TB, dsn string) {
	t.Helper()
	ctx := context.Background()
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	rows, err := conn.QueryContext(ctx, "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	mustExec(t, conn, "SET FOREIGN_KEY_CHECKS = 0")
	kept := append(tablesOfPlaces(), "policy_rules", "goose_db_version")
	for _, table := range tables {
		if !slices.Contains(kept, table) && !strings.HasPrefix(table, "gandan_") {
			mustExec(t, conn, "DELETE FROM "+table)
		}
	}
}

func mustExec(t testing.TB, conn *sql.Conn, query string) {
	t.Helper()
	if _, err := conn.ExecContext(context.Background(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
