package procedure

import (
	"context"
	"fmt"
	"sync/atomic"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Options are the settings of the service.
type Options struct {
	// PortalLink is the address of a procedure on the national portal, with {code} where the code goes; empty = no link is given.
	PortalLink string
}

// Service is the ground domain of procedures. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	today     func() string
	portal    string
	dir       atomic.Pointer[directory]
	turned    atomic.Pointer[string] // the day whose turn was made
}

// directory is every procedure by id, in memory: they change with decisions, not with requests. It is replaced as a whole.
type directory struct {
	stamp string
	byID  map[gid.ID]*ent.Procedure
}

// New makes the service; today tells the local day, YYYY-MM-DD. It knows no procedure before Ensure or Refresh.
func New(s *store.Store, t *territory.Service, today func() string, options Options) *Service {
	p := &Service{store: s, territory: t, today: today, portal: options.PortalLink}
	p.dir.Store(&directory{})
	return p
}

// Refresh reads the procedures again when one of them has changed since the last time; the app calls it every few seconds,
// since another process may have imported.
func (s *Service) Refresh(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "procedure")
	stamp, err := s.stamp(ctx)
	if err != nil || stamp == s.dir.Load().stamp {
		return err
	}
	return s.load(ctx, stamp)
}

// stamp changes whenever a procedure does: how many there are and when the latest of them changed.
func (s *Service) stamp(ctx context.Context) (string, error) {
	var count, latest any
	read, _ := s.store.DB()
	err := read.QueryRowContext(ctx, "SELECT COUNT(*), MAX(updated_at) FROM procedures").Scan(&count, &latest)
	return fmt.Sprint(count, latest), store.Translate(err)
}

// load replaces the directory. The stamp was read before the rows, so a change in between is read again the next time.
func (s *Service) load(ctx context.Context, stamp string) error {
	rows, err := s.store.Reader(ctx).Procedure.Query().All(ctx)
	byID, err := store.ByID(rows, err, idOf)
	if err != nil {
		return err
	}
	s.dir.Store(&directory{stamp: stamp, byID: byID})
	return nil
}

func idOf(p *ent.Procedure) gid.ID { return p.ID }
