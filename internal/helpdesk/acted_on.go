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

// Touch marks a request as changed since something that belongs to it did, such as a message: phones that keep requests ask by
// that instant. No state, no clock and no version of the request hears of it.
func (s *Service) Touch(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return tx.HelpRequest.Update().Where(helprequest.ID(id)).Exec(ctx)
}

// kept locks the row. SQLite has one writer at a time and no words for it.
func kept(s *sql.Selector) {
	if s.Dialect() != dialect.SQLite {
		s.ForUpdate()
	}
}
