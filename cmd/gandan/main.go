// Command gandan is Gần Dân in one binary: the server and the tools beside it.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// cli is every subcommand; each has a short file of its own.
type cli struct {
	Serve   serveCmd   `cmd:"" help:"Serve the API."`
	Token   tokenCmd   `cmd:"" help:"Print an access token for a phone. For development and load tests; refused in production."`
	Migrate migrateCmd `cmd:"" help:"Bring the database up to date."`
	Import  importCmd  `cmd:"" help:"Load units, procedures or rules from a file: all of it, or nothing."`
	Audit   auditCmd   `cmd:"" help:"Check what may never be rewritten."`
	Bench   benchCmd   `cmd:"" help:"Fill an empty database with invented data."`
}

func main() {
	var commands cli
	k := kong.Must(&commands, kong.Name("gandan"), kong.Description("Gần Dân, the backend of a civic-engagement app."))
	chosen, err := k.Parse(os.Args[1:])
	if err != nil {
		fail(fmt.Errorf("%w; see gandan --help", err))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who asks a second time does not want to wait
	chosen.BindTo(ctx, (*context.Context)(nil))
	if err := chosen.Run(); err != nil {
		fail(err)
	}
}

// fail says what went wrong to the person at the keyboard, a line for each thing.
func fail(err error) {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(os.Stderr, "gandan:", strings.TrimSpace(line))
	}
	os.Exit(1)
}

func logger() *slog.Logger { return slog.New(slog.NewJSONHandler(os.Stderr, nil)) }
