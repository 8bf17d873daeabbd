package offline

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/page"
)

// reading is one page in the making.
type reading struct {
	db     *ent.Client
	viewer access.Actor
	paths  []string // the subtrees in which the viewer volunteers
	now    time.Time
	today  string
	left   int // how many elements the page still takes
	at     position
	page   *Page
}

// row is one row of a stream: where it stands, and what it adds to the page; nil for what a phone need not hear of.
type row struct {
	at  time.Time
	id  gid.ID
	add func(*Page)
}

// stream reads the next rows of one kind, one more than the page takes.
type stream struct {
	overlap time.Duration
	read    func(context.Context, *reading, page.Window) ([]row, error)
}

// streams are read one after the other. Tombstones come first: what came back after one of them comes behind it.
func streams() []stream {
	return []stream{
		{Overlap, tombstones}, {Overlap, held}, {Overlap, accompanied}, {Overlap, shifts}, {ImportOverlap, procedures},
	}
}

// run fills the page, and leaves the position where the next one goes on.
func (r *reading) run(ctx context.Context) error {
	all := streams()
	for r.at.stream < len(all) {
		s := all[r.at.stream]
		rows, err := s.read(ctx, r, r.window(s))
		if err != nil {
			return err
		}
		if r.take(rows) {
			r.page.HasMore = true
			return nil
		}
		r.at = position{since: r.at.since, began: r.at.began, stream: r.at.stream + 1}
	}
	// Who took so long over the pages that the first ones are out of date goes on at once.
	r.page.HasMore = r.now.Sub(r.at.began) > Overlap
	r.at = r.at.rests()
	return nil
}

// window is behind the last row shown; at the start of a stream behind the last reading, less the overlap.
func (r *reading) window(s stream) page.Window {
	w := page.Window{Limit: r.left}
	switch {
	case !r.at.id.IsZero():
		after := page.AtTime(r.at.at, r.at.id)
		w.After = &after
	case !r.at.full():
		after := page.AtTime(r.at.since.Add(-s.overlap), gid.Zero)
		w.After = &after
	}
	return w
}

// take puts the rows into the page and reports whether there were more than it takes. A row that adds nothing takes a place too,
// so that no page reads more than it may show.
func (r *reading) take(rows []row) (more bool) {
	if more = len(rows) > r.left; more {
		rows = rows[:r.left]
	}
	for _, next := range rows {
		if next.add != nil {
			next.add(r.page)
		}
		r.at.at, r.at.id = next.at, next.id
	}
	r.left -= len(rows)
	return more
}
