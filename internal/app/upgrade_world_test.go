package app

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/config"
	"gandan/internal/procedure"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// older is a database as the program before this one left it, and what is needed to start this one on it.
type older struct {
	t       *testing.T
	dialect string
	cfg     config.Serve
	clock   *storetest.Clock
	db      *sql.DB
	at      string // the place, as Migrate takes it
	ids     *storetest.CountingIDs

	city, ward                gid.ID
	citizen, volunteer, admin access.Actor
	own, changed, plain       gid.ID // procedures: of the owner alone, of the program and changed by the owner, and left as it came
	open, claimed, begun      gid.ID
	resolved, reopened        gid.ID
	sent, known               gid.ID // a log of the held one that was sent with phoneID; the log of the resolved one
	rated                     []gid.ID
	requests                  int
}

const (
	phoneID    = "0190b5a4-7c1e-4f3a-9d2b-3c1a5e7f9b0d"
	ratedThen  = 250 // more than a batch, in January
	plainCode  = "1.000656"
	changeCode = "1.001193"
)

// eachOlder makes the database of each kind, migrates it as far as was released and fills it.
func eachOlder(t *testing.T, test func(t *testing.T, o *older)) {
	t.Helper()
	for _, kind := range []string{dialect.SQLite, dialect.MySQL} {
		t.Run(kind, func(t *testing.T) {
			o := &older{t: t, dialect: kind, clock: storetest.NewClock(), ids: &storetest.CountingIDs{}}
			o.cfg = config.Serve{Listen: "127.0.0.1:0", SMS: "log", OTPPerAddress: 60, Issuer: "gandan", Audience: "gandan-app"}
			o.cfg.Data = t.TempDir()
			var driver, dsn string
			driver, o.at, dsn = "sqlite", store.SQLiteFile(o.cfg.Data), "file:"+store.SQLiteFile(o.cfg.Data)+"?_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)"
			if kind == dialect.MySQL {
				o.cfg.DB = storetest.MariaDB(t)
				driver, o.at, dsn = "mysql", o.cfg.DB, o.cfg.DB
			}
			o.must(store.MigrateThrough(t.Context(), kind, o.at, "dialogue_whole"))
			db, err := sql.Open(driver, dsn)
			o.must(err)
			t.Cleanup(func() { _ = db.Close() })
			o.db = db
			o.fill()
			test(t, o)
		})
	}
}

// start starts this program on the database; it is closed with the test.
func (o *older) start() (*App, error) {
	a, err := New(context.Background(), o.cfg, Env{Clock: o.clock, IDs: o.ids, Log: slog.New(slog.DiscardHandler), SMS: io.Discard})
	if err == nil {
		o.t.Cleanup(func() { _ = a.Close() })
	}
	return a, err
}

func (o *older) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *older) exec(statement string, args ...any) {
	o.t.Helper()
	if _, err := o.db.ExecContext(context.Background(), statement, args...); err != nil {
		o.t.Fatalf("%s: %v", statement, err)
	}
}

// row is what goes into one row besides its id and its times.
type row map[string]any

// put inserts a row that was made at an instant.
func (o *older) put(table string, kind gid.Kind, at time.Time, values row) gid.ID {
	o.t.Helper()
	id := o.ids.New(kind, at)
	values["id"], values["created_at"], values["updated_at"] = id, at, at
	var columns, marks []string
	var args []any
	for column, value := range values {
		switch v := value.(type) {
		case gid.ID:
			value = v[:]
		case time.Time:
			if o.dialect == dialect.SQLite {
				value = v.UnixMicro()
			}
		}
		columns, marks, args = append(columns, "`"+column+"`"), append(marks, "?"), append(args, value)
	}
	o.exec("INSERT INTO `"+table+"` ("+strings.Join(columns, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", args...)
	return id
}

func (o *older) ago(days int) time.Time { return o.clock.Now().AddDate(0, 0, -days) }

// fill writes what an older program would have written, through all states of a request.
func (o *older) fill() {
	o.t.Helper()
	o.city = o.unit("01", "Thành phố Hà Nội", "CITY", "/01/", nil)
	o.ward = o.unit("00070", "Phường Hoàn Kiếm", "WARD", "/01/00070/", o.city[:])
	o.citizen, o.volunteer, o.admin = o.person("+84100000301", ""), o.person("+84100000302", access.Volunteer), o.person("+84100000303", access.Admin)
	o.catalogue()
	o.open = o.request(row{"status": "OPEN", "procedure_id": o.own})
	o.claimed = o.request(row{"status": "CLAIMED", "volunteer_id": o.volunteer.ID})
	o.begun = o.request(row{"status": "IN_PROGRESS", "volunteer_id": o.volunteer.ID})
	o.resolved = o.request(row{"status": "RESOLVED", "volunteer_id": o.volunteer.ID, "resolved_at": o.ago(2), "status_since": o.ago(2)})
	o.trail(o.claimed, "claimHelpRequest", "CLAIMED", o.ago(20))
	o.trail(o.resolved, "logAssistance/RESOLVED", "RESOLVED", o.ago(2))
	o.sent = o.log(o.begun, row{"outcome": "CONTINUES", "client_id": phoneID, "client_fingerprint": o.print()})
	o.known = o.log(o.resolved, row{"outcome": "RESOLVED"})
	for range ratedThen {
		r := o.request(row{"status": "CLOSED", "volunteer_id": o.volunteer.ID, "resolved_at": o.ago(50), "status_since": o.ago(45),
			"rating": 1 + len(o.rated)%5, "rating_comment": "Nhanh."})
		o.trail(r, "confirmHelp", "CLOSED", o.ago(45)) // 16 January
		o.log(r, row{"outcome": "RESOLVED", "happened_at": o.ago(50), "logged_at": o.ago(50)})
		o.rated = append(o.rated, r)
	}
	o.reopened = o.request(row{"status": "OPEN", "rating": 2})
	o.trail(o.reopened, "confirmHelp", "CLOSED", o.ago(75)) // 17 December
}

func (o *older) unit(code, name, kind, path string, parent []byte) gid.ID {
	return o.put("units", gid.Unit, o.ago(400), row{"code": code, "name": name, "name_folded": strings.ToLower(code), "kind": kind, "path": path,
		"identity": code + "@", "source": "test", "confidence": "invented", "parent_id": parent})
}

func (o *older) person(phone string, role access.Role) access.Actor {
	id := o.put("accounts", gid.Account, o.ago(300), row{"phone": phone, "display_name": "Người " + phone[len(phone)-3:], "status": "ACTIVE"})
	if role == "" {
		return access.Actor{ID: id}
	}
	o.put("role_grants", gid.Grant, o.ago(300), row{"account_id": id, "role": string(role), "unit_id": o.ward, "unit_path": "/01/00070/", "holds": phone})
	return access.Actor{ID: id, Members: []access.Membership{{Role: role, UnitID: o.ward, Path: "/01/00070/"}}}
}

func (o *older) request(values row) gid.ID {
	o.requests++
	all := row{"unit_id": o.ward, "unit_path": "/01/00070/", "citizen_id": o.citizen.ID, "description": "Tôi cần giúp nộp hồ sơ trên mạng.",
		"mode": "AT_POINT", "code": "KQ" + strconv.Itoa(100000+o.requests),
		"opened_at": o.ago(20), "status_since": o.ago(20), "consented_at": o.ago(20)}
	for column, value := range values {
		all[column] = value
	}
	return o.put("help_requests", gid.HelpRequest, o.ago(20), all)
}

func (o *older) log(request gid.ID, values row) gid.ID {
	all := row{"help_request_id": request, "volunteer_id": o.volunteer.ID, "kind": "PHONE", "minutes": 15, "happened_at": o.ago(3), "logged_at": o.ago(3)}
	for column, value := range values {
		all[column] = value
	}
	return o.put("assistance_logs", gid.AssistanceLog, o.ago(3), all)
}

func (o *older) trail(request gid.ID, verb, to string, at time.Time) {
	o.put("request_histories", gid.RequestHistory, at, row{"help_request_id": request, "verb": verb, "from_status": "RESOLVED",
		"to_status": to, "at": at, "actor_id": o.volunteer.ID, "actor_role": "VOLUNTEER"})
}

// print is the fingerprint of the log that was sent with phoneID, as the older program made it.
func (o *older) print() []byte {
	b, err := json.Marshal([]any{o.begun, "PHONE", "CONTINUES", nil, 15, nil, nil})
	o.must(err)
	sum := sha256.Sum256(b)
	return sum[:]
}

// catalogue imports one procedure that only the owner knows, one of the program that the owner changed, one as it came, and more
// than a batch of others.
func (o *older) catalogue() {
	rows, err := procedure.Standard()
	o.must(err)
	own := rows[0]
	own.Code, own.Name, own.Channels, own.TimeNote, own.Fees, own.AsOf = "9.000001", "Đăng ký cồng chiêng", []string{"ONLINE", "IN_PERSON"}, "từ ngày đủ hồ sơ",
		[]int64{8000, 15000}, "2025-12"
	own.TimeMin, own.TimeMax, own.TimeUnit, own.ServiceLevel = new(3), new(5), "working_day", "mot_phan"
	o.own = o.procedure(own)
	of := func(code string) procedure.Row {
		return rows[slices.IndexFunc(rows, func(r procedure.Row) bool { return r.Code == code })]
	}
	other := of(changeCode)
	other.TimeMax, other.TimeNote = new(9), "theo quy trình của phường"
	o.changed, o.plain = o.procedure(other), o.procedure(of(plainCode))
	for i := range 230 {
		own.Code, own.Name = "9.10"+strconv.Itoa(1000+i), "Thủ tục rước đèn số "+strconv.Itoa(i)
		o.procedure(own)
	}
}

func (o *older) procedure(r procedure.Row) gid.ID {
	fees := make([]string, len(r.Fees))
	for i, fee := range r.Fees {
		fees[i] = strconv.FormatInt(fee, 10)
	}
	values := row{"code": r.Code, "name": r.Name, "search_folded": "as it was", "sort_key": strings.ToLower(r.Code), "identity": r.Key(), "field": r.Field,
		"topic_group": r.Group, "authority_level": r.AuthorityLevel, "service_level": r.ServiceLevel, "channels": strings.Join(r.Channels, "|"),
		"time_unit": r.TimeUnit, "time_note": r.TimeNote, "fees_vnd": strings.Join(fees, "|"), "as_of": r.AsOf, "source": r.Source, "confidence": r.Confidence}
	if r.TimeMin != nil {
		values["time_min"], values["time_max"] = *r.TimeMin, *r.TimeMax
	}
	return o.put("procedures", gid.Procedure, o.ago(200), values)
}
