package procedure

import (
	"context"
	"net/url"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/procedure"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// place is where the code goes in the link to the portal.
const place = "{code}"

// Procedure is the procedure of that id, replaced or not, or NOT_FOUND. Only one that another process made a moment ago is asked of
// the database, those of one response together.
func (s *Service) Procedure(ctx context.Context, id gid.ID) (*ent.Procedure, error) {
	if p, ok := s.dir.Load().byID[id]; ok {
		return p, nil
	}
	return page.Load(ctx, "procedure.procedure", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Procedure, error) {
		rows, err := s.store.Reader(ctx).Procedure.Query().Where(procedure.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, idOf)
	})
}

// ByVersionID is the version of that id, or NOT_FOUND.
func (s *Service) ByVersionID(ctx context.Context, id gid.ID) (*ent.ProcedureVersion, error) {
	v, err := s.store.Reader(ctx).ProcedureVersion.Get(ctx, id)
	return v, store.Translate(err)
}

// ByFeeID is the fee of that id, or NOT_FOUND.
func (s *Service) ByFeeID(ctx context.Context, id gid.ID) (*ent.ProcedureFee, error) {
	f, err := s.store.Reader(ctx).ProcedureFee.Get(ctx, id)
	return f, store.Translate(err)
}

// ByItemID is the item of a checklist of that id, or NOT_FOUND.
func (s *Service) ByItemID(ctx context.Context, id gid.ID) (*ent.ChecklistItem, error) {
	i, err := s.store.Reader(ctx).ChecklistItem.Get(ctx, id)
	return i, store.Translate(err)
}

// ReplacedBy is the procedure that took its place; nil when none is known.
func (s *Service) ReplacedBy(ctx context.Context, p *ent.Procedure) (*ent.Procedure, error) {
	if p.ReplacedByID == nil {
		return nil, nil //nolint:nilnil // most procedures are replaced by none
	}
	return s.Procedure(ctx, *p.ReplacedByID)
}

// PortalURL is where the national portal speaks of the procedure; nil without a link in the settings, and for a procedure
// without a code where the link needs one. Nothing is asked of the portal.
func (s *Service) PortalURL(p *ent.Procedure) *string {
	if s.portal == "" || p.Code == nil && strings.Contains(s.portal, place) {
		return nil
	}
	link := s.portal
	if p.Code != nil {
		link = strings.ReplaceAll(link, place, url.QueryEscape(*p.Code))
	}
	return &link
}

// Reminder says, in the language of the request, what holds for every checklist: papers are brought and not photographed.
func (s *Service) Reminder(ctx context.Context) string {
	return fault.Message("CHECKLIST_REMINDER", access.RequestFrom(ctx).Language, nil)
}

// Said is nil for an empty text: what the source does not say.
func Said(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// day is the day asked for, or today.
func (s *Service) day(on *string) string {
	if on != nil {
		return *on
	}
	return s.today()
}
