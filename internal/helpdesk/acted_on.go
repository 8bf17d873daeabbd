package helpdesk

import (
	"context"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/store"
)

// ActedOn is the request as whoever may act on it in some way reads it, kept from changes by others until the transaction
// ends: what is done to it meanwhile waits. It changes nothing. NOT_FOUND.
func (s *Service) ActedOn(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.HelpRequest, error) {
	r, err := tx.HelpRequest.Query().Where(helprequest.ID(id), kept).Only(access.For(ctx, access.ActOnRequest))
	return r, missing(err)
}

// kept locks the row. SQLite has one writer at a time and no words for it.
func kept(s *sql.Selector) {
	if s.Dialect() != dialect.SQLite {
		s.ForUpdate()
	}
}
