// Package app wires everything by hand, in one place: the store, the domains, the graph over them and the edge in front.
package app

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"gandan/graph"
	"gandan/internal/calendar"
	"gandan/internal/commitment"
	"gandan/internal/conference"
	"gandan/internal/config"
	"gandan/internal/contact"
	"gandan/internal/criticism"
	"gandan/internal/event"
	"gandan/internal/helpdesk"
	"gandan/internal/httpd"
	"gandan/internal/idempotency"
	"gandan/internal/identity"
	"gandan/internal/live"
	"gandan/internal/moderation"
	"gandan/internal/notify"
	"gandan/internal/outbox"
	"gandan/internal/page"
	"gandan/internal/policy"
	"gandan/internal/poll"
	"gandan/internal/procedure"
	"gandan/internal/reception"
	"gandan/internal/registration"
	"gandan/internal/satisfaction"
	"gandan/internal/store"
	"gandan/internal/team"
	"gandan/internal/territory"
)

// Env is what comes in from outside: time, identifiers, and where messages go.
type Env struct {
	Clock     store.Clock
	IDs       store.IDs
	Log       *slog.Logger
	SMS       io.Writer     // where the log sender writes
	RequestID func() string // random when nil
}

// Real is the environment of a real process.
func Real(log *slog.Logger, sms io.Writer) Env {
	return Env{Clock: store.WallClock{}, IDs: &store.RandomIDs{}, Log: log, SMS: sms}
}

// App is the whole system in one process.
type App struct {
	graph.Resolver
	Handler  *httpd.Server
	Store    *store.Store
	Calendar *calendar.Calendar
	Relay    *outbox.Relay
	Answers  *idempotency.Service
	log      *slog.Logger
}

// New opens the database, brings it up to date, loads the real units when there are none, and builds the services.
// Whatever cannot work is an error of one line that says what to do.
func New(ctx context.Context, cfg config.Serve, env Env) (*App, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	cal, err := calendar.New(calendar.Settings{HolidaysFile: cfg.Holidays})
	if err != nil {
		return nil, err
	}
	opts, err := identityOptions(cfg, env)
	if err == nil {
		err = opts.Validate()
	}
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, cfg.DB, cfg.Data, env.Clock, env.IDs)
	if err != nil {
		return nil, err
	}
	a := &App{Store: s, Calendar: cal, log: env.Log}
	if err := a.build(ctx, cfg, env, opts); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return a, nil
}

func (a *App) build(ctx context.Context, cfg config.Serve, env Env, opts identity.Options) error {
	if err := a.places(ctx, cfg); err != nil {
		return err
	}
	if err := a.kept(opts.Secret); err != nil {
		return err
	}
	a.Policy = policy.New(a.Store, a.Territory)
	if err := a.Policy.Ensure(ctx); err != nil {
		return err
	}
	people, err := identity.New(a.Store, a.Territory, opts)
	if err != nil {
		return err
	}
	a.Identity = people
	if err := a.help(people, opts.Secret); err != nil {
		return err
	}
	lookup, err := subkey(opts.Secret, forLookupCodes)
	if err != nil {
		return err
	}
	a.Forum = conference.New(a.Store, a.Territory, a.Calendar, moderation.Intake{}, a.Policy).
		With(conference.Desk{Secret: lookup, Decisions: moderation.Intake{}})
	a.Criticism = criticism.New(a.Store, a.Territory)
	a.Moderation = moderation.New(a.Store, a.Territory, a.Calendar, a.Forum, a.Helpdesk, a.Criticism, moderation.DefaultPolicy())
	a.Seats = registration.New(a.Store, a.Territory, people, a.Forum, registration.DefaultPolicy())
	a.Polls = poll.New(a.Store, a.Forum)
	a.Ledger = commitment.New(a.Store, a.Territory, a.Calendar, a.Forum, commitment.StandardPolicy())
	a.Survey = satisfaction.New(a.Store, satisfaction.StandardPolicy())
	// contact
	// reception
	a.Days = reception.New(a.Store, a.Territory, a.Calendar, people, a.Policy, reception.DefaultPolicy())
	a.Survey.With(a.Days)
	// assistance
	if err := errors.Join(a.assist(ctx, people, opts), a.Helpdesk.Adopt(ctx)); err != nil {
		return err
	}
	// offline, upload
	a.Uploads = a.uploads(env.Log)
	// offline
	if err := a.offline(opts.Secret); err != nil {
		return err
	}
	if a.Files, err = files(ctx, cfg, a.Store, people); err != nil {
		return err
	}
	a.Notify = notify.New(a.Store)
	a.Live = live.New(a.Store, env.Log)
	a.Relay = outbox.New(a.Store, []event.Subscriber{a.Live, a.Notify, a.Seats, a.Polls, a.Teams, a.Changes}, env.Log)
	return a.edge(cfg, env)
}

// help makes the teams, the helpdesk and the talks about its requests.
func (a *App) help(people *identity.Service, secret []byte) error {
	codes, err := subkey(secret, forHelpCodes)
	if err != nil {
		return err
	}
	a.Teams = team.New(a.Store, a.Territory, a.Calendar, people, a.Catalogue, a.Policy, team.DefaultPolicy())
	a.Helpdesk = helpdesk.New(a.Store, a.Territory, a.Catalogue, people, a.Calendar, helpdesk.DefaultPolicy()).
		With(helpdesk.Desk{Secret: codes, Phones: people}).WithRules(a.Policy).
		WithTeams(crew{ByRoles: helpdesk.ByRoles{Store: a.Store}, teams: a.Teams, now: a.Store.Now})
	a.Talks = contact.New(a.Store, a.Helpdesk, people, a.Policy)
	return nil
}

// kept makes the keeper of first answers.
func (a *App) kept(secret []byte) error {
	key, err := subkey(secret, forKeptAnswers)
	if err != nil {
		return err
	}
	a.Answers, err = idempotency.New(a.Store).Sealed(key)
	return err
}

// places loads the units and the procedures, so that a new database is usable at once.
func (a *App) places(ctx context.Context, cfg config.Serve) error {
	today := func() string { return string(calendar.Today(a.Store.Now())) }
	a.Territory = territory.New(a.Store, today)
	if err := a.Territory.Ensure(ctx); err != nil {
		return err
	}
	a.Catalogue = procedure.New(a.Store, a.Territory, today, procedure.Options{PortalLink: cfg.PortalLink})
	return errors.Join(a.Territory.Refresh(ctx), a.Catalogue.Ensure(ctx))
}

// edge puts the graph and the limits in front of the services.
func (a *App) edge(cfg config.Serve, env Env) error {
	patience := cfg.Patience
	if patience == 0 {
		patience = page.Patience
	}
	limiter := httpd.NewLimiter(httpd.LimiterOptions{Capacity: cfg.RatePoints, Refill: cfg.RateRefill, Now: env.Clock.Now})
	exec, err := graph.New(&a.Resolver, a.Answers, patience, graph.ServerOptions{
		Introspection: !cfg.Production, Charge: limiter.Charge, Log: env.Log,
	})
	if err != nil {
		return err
	}
	a.Handler = httpd.New(httpd.Options{
		Exec: exec, Auth: a.Identity, Keys: a.Identity.JWKS(), Production: cfg.Production,
		Upload: a.Files.ServeUpload, Download: a.Files.ServeDownload, Charge: limiter.Charge,
		TrustedProxies: cfg.TrustedProxies, Origins: cfg.Origins, More: a.pages(),
		Checks: []httpd.Check{{Name: "database", Run: a.Store.Ready}, {Name: "schema", Run: a.migrated}, {Name: "outbox", Run: a.relayed}},
		Gate:   httpd.GateOptions{Waiting: waiting, Patience: waitFor}, Streams: httpd.StreamOptions{WatchEvery: watchEvery},
		Log: env.Log, NewID: env.RequestID,
	})
	return nil
}

// Close closes the database and the blob store; call it after Run has returned.
func (a *App) Close() error { return errors.Join(a.Files.Close(), a.Store.Close()) }
