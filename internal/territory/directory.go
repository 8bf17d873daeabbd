package territory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/unit"
	"gandan/ent/unitsuccession"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// directory is every unit and what became of it, in memory: units change with laws, not with requests, and every screen
// shows some. It is replaced as a whole, never changed.
type directory struct {
	units      map[gid.ID]*ent.Unit
	successors map[gid.ID][]*ent.Unit
	stamp      string
}

// Service is the ground domain of places: units over time, their organisations, and the procedures of the portal.
type Service struct {
	store *store.Store
	today func() string
	dir   atomic.Pointer[directory]
}

// New makes the service; today tells the local day, YYYY-MM-DD.
func New(s *store.Store, today func() string) *Service {
	t := &Service{store: s, today: today}
	t.dir.Store(&directory{})
	return t
}

// Refresh reads the directory again when units have changed since the last time; the app calls it at start and every few
// seconds, since another process may have imported.
func (s *Service) Refresh(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "territory")
	stamp, err := s.stamp(ctx)
	if err != nil || stamp == s.dir.Load().stamp {
		return err
	}
	return s.load(ctx, stamp)
}

// load replaces the directory. The stamp was read before the rows, so a change in between is read again the next time.
func (s *Service) load(ctx context.Context, stamp string) error {
	units, err := s.store.Reader(ctx).Unit.Query().All(ctx)
	if err != nil {
		return store.Translate(err)
	}
	links, err := s.store.Reader(ctx).UnitSuccession.Query().All(ctx)
	if err != nil {
		return store.Translate(err)
	}
	s.dir.Store(newDirectory(stamp, units, links))
	return nil
}

func newDirectory(stamp string, units []*ent.Unit, links []*ent.UnitSuccession) *directory {
	d := &directory{units: make(map[gid.ID]*ent.Unit, len(units)), successors: map[gid.ID][]*ent.Unit{}, stamp: stamp}
	for _, u := range units {
		d.units[u.ID] = u
	}
	for _, l := range links {
		if u, ok := d.units[l.SuccessorID]; ok { // a unit imported a moment ago may be missing until the next reading
			d.successors[l.PredecessorID] = append(d.successors[l.PredecessorID], u)
		}
	}
	for _, list := range d.successors {
		slices.SortFunc(list, func(a, b *ent.Unit) int { return strings.Compare(a.NameFolded, b.NameFolded) })
	}
	return d
}

// Unit is the unit of that id, or NOT_FOUND. It asks no database.
func (s *Service) Unit(id gid.ID) (*ent.Unit, error) {
	if u, ok := s.dir.Load().units[id]; ok {
		return u, nil
	}
	return nil, fault.Missing()
}

// Parent is the unit it belongs to; nil for a root.
func (s *Service) Parent(u *ent.Unit) *ent.Unit {
	if u.ParentID == nil {
		return nil
	}
	return s.dir.Load().units[*u.ParentID]
}

// Successors are the units that took over its territory or a part of it, by name.
func (s *Service) Successors(u *ent.Unit) []*ent.Unit {
	if list := s.dir.Load().successors[u.ID]; list != nil {
		return list
	}
	return []*ent.Unit{}
}

// InForce is the unit of that id if it is in force today.
// BAD_USER_INPUT at field with key UNKNOWN_UNIT or UNIT_NOT_IN_FORCE.
func (s *Service) InForce(id gid.ID, field string) (*ent.Unit, error) {
	u, ok := s.dir.Load().units[id]
	if !ok {
		return nil, fault.Bad(field, "UNKNOWN_UNIT")
	}
	if !inForce(u, s.today()) {
		return nil, fault.Bad(field, "UNIT_NOT_IN_FORCE").With("unit", u.Name)
	}
	return u, nil
}

// AllInForce are the units in force today, by path.
func (s *Service) AllInForce() []*ent.Unit {
	var all []*ent.Unit
	today := s.today()
	for _, u := range s.dir.Load().units {
		if inForce(u, today) {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b *ent.Unit) int { return strings.Compare(a.Path, b.Path) })
	return all
}

func inForce(u *ent.Unit, day string) bool {
	return (u.ValidFrom == nil || *u.ValidFrom <= day) && (u.ValidTo == nil || day < *u.ValidTo)
}

// stamp changes whenever a unit or a succession does: how many there are and when the latest of them changed. MAX(updated_at)
// would be one statement less, but SQLite forgets the type of a computed column.
func (s *Service) stamp(ctx context.Context) (string, error) {
	reader := s.store.Reader(ctx)
	units, err := reader.Unit.Query().Count(ctx)
	if err != nil {
		return "", store.Translate(err)
	}
	links, err := reader.UnitSuccession.Query().Count(ctx)
	if err != nil {
		return "", store.Translate(err)
	}
	newest, err := reader.Unit.Query().Order(ent.Desc(unit.FieldUpdatedAt)).First(ctx)
	if ent.IsNotFound(err) {
		return "empty", nil
	}
	link, linkErr := reader.UnitSuccession.Query().Order(ent.Desc(unitsuccession.FieldUpdatedAt)).First(ctx)
	if ent.IsNotFound(linkErr) {
		link, linkErr = &ent.UnitSuccession{}, nil
	}
	if err := errors.Join(err, linkErr); err != nil {
		return "", store.Translate(err)
	}
	return fmt.Sprint(units, newest.UpdatedAt.UnixMicro(), links, link.UpdatedAt.UnixMicro()), nil
}
