package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Request is one request as its citizen, its holder or an admin of its unit sees it. NOT_FOUND for anybody else, also for a
// volunteer who finds it in the queue.
func (s *Service) Request(ctx context.Context, id gid.ID) (*ent.HelpRequest, error) {
	r, err := s.store.Reader(ctx).HelpRequest.Query().Where(helprequest.ID(id)).Only(ctx)
	return r, store.Translate(err)
}

// ReadableRequest is one request as whoever may see it in some way does, the queue included. NOT_FOUND.
func (s *Service) ReadableRequest(ctx context.Context, id gid.ID) (*ent.HelpRequest, error) {
	return s.Request(access.For(ctx, access.BrowseQueue), id)
}

// Log is one assistance log, for whoever may read its request. NOT_FOUND.
func (s *Service) Log(ctx context.Context, id gid.ID) (*ent.AssistanceLog, error) {
	log, err := s.store.Reader(ctx).AssistanceLog.Query().Where(assistancelog.ID(id)).Only(ctx)
	return log, store.Translate(err)
}

// Procedure is what the request is about; nil when the citizen named none.
func (s *Service) Procedure(ctx context.Context, r *ent.HelpRequest) (*ent.Procedure, error) {
	if r.ProcedureID == nil {
		return nil, nil //nolint:nilnil // none was named
	}
	return s.procedure.Procedure(ctx, *r.ProcedureID)
}

// Mine are the requests of the viewer, newest first.
// BAD_USER_INPUT with keys BAD_PAGE_SIZE and BAD_CURSOR.
func (s *Service) Mine(ctx context.Context, a page.Args) (*page.Connection[*ent.HelpRequest], error) {
	viewer, _ := access.From(ctx)
	query := s.store.Reader(ctx).HelpRequest.Query().Where(helprequest.CitizenID(viewer.ID))
	order := page.Order{List: "my-requests", Column: helprequest.FieldCreatedAt, Desc: true}
	mine, err := page.Of(ctx, query, a, order, byCreation)
	return mine, store.Translate(err)
}

func byCreation(r *ent.HelpRequest) page.Cursor { return page.AtTime(r.CreatedAt, r.ID) }
