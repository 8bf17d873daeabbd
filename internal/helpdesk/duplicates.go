package helpdesk

import (
	"bytes"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// The bounds of the lists below.
const (
	mostDuplicates = 5
	mostLookedAt   = 20 // latest unfinished requests of a person, in whatever unit
	mostMerged     = 20
)

// Duplicates are the latest other unfinished requests of the same person in the same unit, at most five, the newest first: for
// admins of the unit and the holder, nobody else, and not before the phone is confirmed. They are looked for among the twenty
// latest of the person, those of all requests of a page by one statement.
func (s *Service) Duplicates(ctx context.Context, r *ent.HelpRequest) ([]*ent.HelpRequest, error) {
	viewer, _ := access.From(ctx)
	if !PhoneConfirmed(r) || !unfinished(r.Status) || !access.Can(viewer, access.MergeRequest, object(r)) {
		return nil, nil
	}
	latest, err := page.Maybe(ctx, "helpdesk.unfinished", r.CitizenID, s.unfinishedOf)
	return others(latest, r, func(o *ent.HelpRequest) bool { return PhoneConfirmed(o) }), err
}

// Similar are the unfinished requests of the citizen about the same procedure in the same unit as one just made, without it.
// Only who asked is told.
func (s *Service) Similar(ctx context.Context, r *ent.HelpRequest) ([]*ent.HelpRequest, error) {
	if viewer, _ := access.From(ctx); r.ProcedureID == nil || viewer.ID != r.CitizenID {
		return nil, nil
	}
	latest, err := page.Maybe(ctx, "helpdesk.unfinished", r.CitizenID, s.unfinishedOf)
	return others(latest, r, func(o *ent.HelpRequest) bool { return same(o.ProcedureID, r.ProcedureID) }), err
}

// others are those of the unit of r that are meant, without r itself.
func others(all []*ent.HelpRequest, r *ent.HelpRequest, meant func(*ent.HelpRequest) bool) []*ent.HelpRequest {
	var out []*ent.HelpRequest
	for _, o := range all {
		if o.ID != r.ID && o.UnitID == r.UnitID && meant(o) && len(out) < mostDuplicates {
			out = append(out, o)
		}
	}
	return out
}

// unfinished reports whether a request may still be joined with another one.
func unfinished(s helprequest.Status) bool {
	_, err := Life().Find(s, VerbMerge)
	return err == nil
}

func unfinishedStatuses() []any {
	var out []any
	for _, row := range Life() {
		if row.Verb == VerbMerge {
			for _, s := range row.From {
				out = append(out, string(s))
			}
		}
	}
	return out
}

// unfinishedOf reads, of each citizen, the latest unfinished requests that the viewer may read.
func (s *Service) unfinishedOf(ctx context.Context, citizens []gid.ID) (map[gid.ID][]*ent.HelpRequest, error) {
	latest := page.Children{
		Table: helprequest.Table, Parent: helprequest.FieldCitizenID,
		Order:  page.Order{List: "unfinished", Column: helprequest.FieldCreatedAt, Desc: true},
		Window: page.Window{Limit: mostLookedAt - 1},
		Filter: func(q *sql.Selector) { q.Where(sql.In(q.C(helprequest.FieldStatus), unfinishedStatuses()...)) },
	}
	rows, err := s.store.Reader(ctx).HelpRequest.Query().Where(latest.Of(values(citizens))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	slices.SortFunc(rows, newestFirst)
	return group(rows, func(r *ent.HelpRequest) gid.ID { return r.CitizenID }), nil
}

func newestFirst(a, b *ent.HelpRequest) int {
	if byTime := b.CreatedAt.Compare(a.CreatedAt); byTime != 0 {
		return byTime
	}
	return bytes.Compare(b.ID[:], a.ID[:])
}

// MergedFrom are the requests that were joined with this one, oldest first, at most twenty, for whoever reads it.
func (s *Service) MergedFrom(ctx context.Context, r *ent.HelpRequest) ([]*ent.HelpRequest, error) {
	return page.Maybe(ctx, "helpdesk.mergedFrom", r.ID, s.mergedFrom)
}

func (s *Service) mergedFrom(ctx context.Context, ids []gid.ID) (map[gid.ID][]*ent.HelpRequest, error) {
	first := page.Children{
		Table: helprequest.Table, Parent: helprequest.FieldMergedIntoID,
		Order: page.Order{List: "merged"}, Window: page.Window{Limit: mostMerged - 1},
	}
	rows, err := s.store.Reader(ctx).HelpRequest.Query().Where(first.Of(values(ids))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	slices.SortFunc(rows, func(a, b *ent.HelpRequest) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return group(rows, func(r *ent.HelpRequest) gid.ID { return *r.MergedIntoID }), nil
}

// MergedInto is the request that stays; nil when this one was not joined with any, or the viewer may not read that one.
func (s *Service) MergedInto(ctx context.Context, r *ent.HelpRequest) (*ent.HelpRequest, error) {
	if r.MergedIntoID == nil {
		return nil, nil //nolint:nilnil // it stands by itself
	}
	return page.Maybe(ctx, "helpdesk.byID", *r.MergedIntoID, s.byID)
}

func (s *Service) byID(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.HelpRequest, error) {
	rows, err := s.store.Reader(ctx).HelpRequest.Query().Where(helprequest.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	found := make(map[gid.ID]*ent.HelpRequest, len(rows))
	for _, r := range rows {
		found[r.ID] = r
	}
	return found, nil
}
