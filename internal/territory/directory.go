package territory

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// directory is every unit and what became of it, and every organisation, in memory: they change with laws,
// not with requests, every screen shows some, and a search reads them all. It is replaced as a whole, never changed.
type directory struct {
	stamp         string
	units         map[gid.ID]*ent.Unit
	successors    map[gid.ID][]*ent.Unit
	whole         map[gid.ID][]*ent.Unit // the successors that took over all of a unit
	organisations map[gid.ID]*ent.Organisation

	unitsByName         []*ent.Unit
	organisationsByName []*ent.Organisation
}

// Service is the ground domain of places: units over time and their organisations.
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

// Refresh reads the directory again when something in it has changed since the last time; the app calls it at start and every
// few seconds, since another process may have imported.
func (s *Service) Refresh(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "territory")
	stamp, err := s.stamp(ctx)
	if err != nil || stamp == s.dir.Load().stamp {
		return err
	}
	return s.load(ctx, stamp)
}

// stamp changes whenever a row of the directory does: how many there are and when the latest of them changed. It is a plain
// query because SQLite forgets the type of a computed column, which ent relies on; here any value will do.
func (s *Service) stamp(ctx context.Context) (string, error) {
	tables := []string{"units", "unit_successions", "organisations"}
	columns, values, into := make([]string, len(tables)), make([]any, 2*len(tables)), make([]any, 2*len(tables))
	for i, table := range tables {
		columns[i] = "(SELECT COUNT(*) FROM " + table + "), (SELECT MAX(updated_at) FROM " + table + ")"
	}
	for i := range into {
		into[i] = &values[i]
	}
	read, _ := s.store.DB()
	if err := read.QueryRowContext(ctx, "SELECT "+strings.Join(columns, ", ")).Scan(into...); err != nil {
		return "", store.Translate(err)
	}
	return fmt.Sprint(values...), nil
}

// load replaces the directory. The stamp was read before the rows, so a change in between is read again the next time.
func (s *Service) load(ctx context.Context, stamp string) error {
	d := &directory{stamp: stamp}
	links, err := d.read(ctx, s.store.Reader(ctx))
	if err != nil {
		return store.Translate(err)
	}
	d.order(links)
	s.dir.Store(d)
	return nil
}

func (d *directory) read(ctx context.Context, from *ent.Client) (links []*ent.UnitSuccession, err error) {
	if d.unitsByName, err = from.Unit.Query().All(ctx); err != nil {
		return nil, err
	}
	if d.organisationsByName, err = from.Organisation.Query().All(ctx); err != nil {
		return nil, err
	}
	return from.UnitSuccession.Query().All(ctx)
}

// order sorts what was read and makes it found by id.
func (d *directory) order(links []*ent.UnitSuccession) {
	byName(d.unitsByName, unitKey)
	byName(d.organisationsByName, organisationKey)
	d.units, d.successors = map[gid.ID]*ent.Unit{}, map[gid.ID][]*ent.Unit{}
	d.whole = map[gid.ID][]*ent.Unit{}
	d.organisations = map[gid.ID]*ent.Organisation{}
	for _, u := range d.unitsByName {
		d.units[u.ID] = u
	}
	for _, o := range d.organisationsByName {
		d.organisations[o.ID] = o
	}
	for _, l := range links {
		if u, ok := d.units[l.SuccessorID]; ok { // a unit imported a moment ago may be missing until the next reading
			d.successors[l.PredecessorID] = append(d.successors[l.PredecessorID], u)
			if l.Whole {
				d.whole[l.PredecessorID] = append(d.whole[l.PredecessorID], u)
			}
		}
	}
	for _, list := range d.successors {
		byName(list, unitKey)
	}
}

// key is what a list is ordered by: a folded name, and the id where names are equal.
type key struct {
	name string
	id   gid.ID
}

func (k key) compare(other key) int {
	return cmp.Or(cmp.Compare(k.name, other.name), bytes.Compare(k.id[:], other.id[:]))
}

func byName[T any](rows []T, of func(T) key) {
	slices.SortFunc(rows, func(a, b T) int { return of(a).compare(of(b)) })
}

func unitKey(u *ent.Unit) key                 { return key{u.NameFolded, u.ID} }
func organisationKey(o *ent.Organisation) key { return key{o.NameFolded, o.ID} }
