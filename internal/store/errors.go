package store

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"net"
	"slices"

	"github.com/go-sql-driver/mysql"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"gandan/ent"
	"gandan/internal/fault"
)

var errNoActor = errors.New("store: no actor in the context")

func asFault(err error, f **fault.Error) bool { return errors.As(err, f) }

// Retryable reports whether the database rolled the transaction back for reasons of its own, so that running it again is
// right: SQLite busy or snapshot conflicts; MySQL lock wait 1205, deadlock 1213, changed read 1020; Galera not ready 1047;
// TiDB 8002, 8022, 9007.
func Retryable(err error) bool {
	var my *mysql.MySQLError
	if errors.As(err, &my) {
		return slices.Contains([]uint16{1205, 1213, 1020, 1047, 8002, 8022, 9007}, my.Number)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		base := lite.Code() & 0xff
		return base == sqlite3.SQLITE_BUSY || base == sqlite3.SQLITE_LOCKED
	}
	return false
}

// Duplicate reports whether a unique rule was broken.
func Duplicate(err error) bool {
	var my *mysql.MySQLError
	if errors.As(err, &my) {
		return my.Number == 1062
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// unreachable reports whether the database could not be asked at all.
func unreachable(err error) bool {
	var netErr net.Error
	var my *mysql.MySQLError
	var lite *sqlite.Error
	switch {
	case errors.As(err, &my):
		return slices.Contains([]uint16{1040, 1053, 1152, 1290, 1836, 1021}, my.Number) // too many connections, shutdown, read only, disk full
	case errors.As(err, &lite):
		return slices.Contains([]int{sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}, lite.Code()&0xff)
	}
	return errors.Is(err, sqldriver.ErrBadConn) || errors.Is(err, mysql.ErrInvalidConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.As(err, &netErr) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// Translate turns what ent and the drivers say into faults, once; faults pass as they are.
func Translate(err error) error {
	var f *fault.Error
	switch {
	case err == nil || asFault(err, &f):
		return err
	case ent.IsNotFound(err):
		return fault.Missing().Because(err)
	case Duplicate(err):
		return fault.New(fault.Conflict, "ALREADY_DONE").Because(err)
	case Retryable(err), unreachable(err):
		return fault.New(fault.Unavailable, "UNAVAILABLE").Because(err)
	}
	return fault.Wrap("asking the database", err)
}
