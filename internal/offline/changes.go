package offline

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/event"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// The times of this package, all of them ours, of 2026-11.
const (
	Overlap       = time.Minute         // how long a transaction may take and still be seen
	ImportOverlap = 10 * time.Minute    // the same for an import of procedures
	Kept          = 60 * 24 * time.Hour // how long a cursor is good
	KeepShifts    = 7 * 24 * time.Hour  // after its end a shift is kept: as long as it may be marked who came
	longestShift  = 24 * time.Hour      // no shift lasts longer (team.Policy)
	pruneAfter    = Kept + 24*time.Hour // a cursor that is good finds all its tombstones
)

// Procedures is what this package needs of those who know the procedures.
type Procedures interface {
	// ReplacedBy is the procedure that took its place; nil when none is known.
	ReplacedBy(ctx context.Context, p *ent.Procedure) (*ent.Procedure, error)
}

// Changes tells volunteers what changed for them, and notes what left their phones. It is safe for concurrent use.
type Changes struct {
	store      *store.Store
	procedures Procedures
	key        []byte
}

var _ event.Subscriber = (*Changes)(nil)

// NewChanges makes the service; the key seals its cursors.
func NewChanges(s *store.Store, procedures Procedures, key []byte) *Changes {
	return &Changes{store: s, procedures: procedures, key: key}
}

// Page is a part of what changed: at most so many elements as were asked for, in all lists together.
type Page struct {
	Reset      bool // forget everything kept before
	Tombstones []*Gone
	Requests   []*ent.HelpRequest
	Shifts     []*ent.ShiftSignup
	Procedures []*ent.Procedure
	Cursor     string
	HasMore    bool
	ServerTime time.Time
}

// Gone is something that a phone is to forget.
type Gone struct {
	ID        gid.ID
	Kind      Kind
	Reason    Reason
	procedure *ent.Procedure // of one that ended
}

// Since is what changed for the viewer since the cursor, or all of it without one; first is 1 to 100, 20 when absent.
// FORBIDDEN for whoever is no volunteer; BAD_USER_INPUT with keys BAD_PAGE_SIZE and, for a cursor that is not the viewer's own
// or not understood, RESYNC_NEEDED.
func (c *Changes) Since(ctx context.Context, after *string, first *int) (*Page, error) {
	viewer, _ := access.From(ctx)
	if !access.MayTry(viewer, access.ReadOffline) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	w, err := page.Args{First: first}.Window("offline")
	if err != nil {
		return nil, err
	}
	at, err := c.opened(viewer, after)
	if err != nil {
		return nil, err
	}
	now := c.store.Now()
	r := &reading{
		db: c.store.Reader(ctx), viewer: viewer, paths: access.Scope(viewer, access.ReadRequest).Held, now: now,
		today: string(calendar.Today(now)), left: w.Limit, at: at.begun(now),
		page: &Page{ServerTime: now, Tombstones: []*Gone{}, Requests: []*ent.HelpRequest{}, Shifts: []*ent.ShiftSignup{}, Procedures: []*ent.Procedure{}},
	}
	r.page.Reset = r.at.full() && r.at.atStart()
	if err := r.run(ctx); err != nil {
		return nil, store.Translate(err)
	}
	r.page.Cursor = c.sealed(viewer, r.at)
	return r.page, nil
}

// ReplacedBy is the procedure that took the place of one that ended; nil when none is known, and for everything else.
func (c *Changes) ReplacedBy(ctx context.Context, g *Gone) (*ent.Procedure, error) {
	if g.procedure == nil {
		return nil, nil //nolint:nilnil // no procedure
	}
	return c.procedures.ReplacedBy(ctx, g.procedure)
}
