package main

import (
	"context"
	"errors"
	"fmt"

	"gandan/internal/commitment"
	"gandan/internal/config"
	"gandan/internal/store"
)

type auditCmd struct {
	Ledger auditLedgerCmd `cmd:"" help:"Check every line of the ledgers of commitments, and name the first that is not as it was written."`
}

type auditLedgerCmd struct {
	config.Database
}

// Run says that the ledgers are whole, or fails with the first broken line. A database of another version is left alone: who
// audits does not want it changed first.
func (c *auditLedgerCmd) Run(ctx context.Context) (err error) {
	kind, dsn := where(c.Database)
	v, err := store.MigrationStatus(ctx, kind, dsn)
	if err != nil {
		return err
	}
	if len(v.Pending) > 0 {
		return errors.New("the database is not up to date: run gandan migrate first")
	}
	s, err := store.Open(ctx, c.DB, c.Data, store.WallClock{}, &store.RandomIDs{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	report, err := commitment.Audit(ctx, s)
	if err != nil {
		return said(err)
	}
	if report.Broken != nil {
		return errors.New(report.Broken.String())
	}
	_, err = fmt.Printf("the ledgers are whole: %d commitments, %d lines; %d commitments are older than the ledgers\n",
		report.Commitments, report.Lines, report.WithoutLine)
	return err
}
