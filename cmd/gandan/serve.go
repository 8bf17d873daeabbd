package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"gandan/internal/app"
	"gandan/internal/config"
	"gandan/internal/demo"
)

type serveCmd struct {
	config.Serve
}

// parting is what the facts of the last requests may take to be relayed when the process stops.
const parting = 5 * time.Second

// Run serves until the process is asked to stop, and then finishes what is under way.
func (c *serveCmd) Run(ctx context.Context) (err error) {
	log := logger()
	slog.SetDefault(log)
	a, err := app.New(ctx, c.Serve, app.Real(log, os.Stderr))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", c.Listen, err)
	}
	if c.Demo {
		if err := c.loadDemo(ctx, a, ln.Addr().String()); err != nil {
			return errors.Join(err, ln.Close())
		}
	}
	log.InfoContext(ctx, "listening", "address", ln.Addr().String(), "database", a.Store.Dialect())
	return c.run(ctx, a, ln)
}

// run keeps the background work going until the last request is answered.
func (c *serveCmd) run(ctx context.Context, a *app.App, ln net.Listener) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan error, 1)
	serving, give := context.WithCancel(ctx)
	defer give()
	go func() {
		done <- a.Run(background)
		give() // background work that failed takes the process down: a supervisor starts it anew
	}()
	err := a.Handler.Serve(serving, ln)
	stop()
	err = errors.Join(err, <-done)
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), parting)
	defer cancel()
	if late := a.Relay.Flush(last); late != nil {
		slog.WarnContext(ctx, "some facts wait for the next start", "cause", late)
	}
	return err
}

func (c *serveCmd) loadDemo(ctx context.Context, a *app.App, address string) error {
	people, err := demo.Load(ctx, a)
	if err == nil {
		err = a.Relay.Flush(ctx) // its facts are of the past: until they are relayed, the relay seems to stand still
	}
	if err != nil {
		return fmt.Errorf("loading the demo: %w", err)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, p := range people {
		fmt.Fprintln(w, strings.Join([]string{p.Phone, p.Name, p.Role, p.Unit}, "\t"))
	}
	fmt.Fprintf(w, "\nGraphiQL: http://%s/   API: http://%s/graphql\n", address, address)
	fmt.Fprintf(w, "A token:  go run ./cmd/gandan token --phone +84100000005\n")
	return w.Flush()
}
