package attachment

import (
	"context"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"gandan/ent/commitment"
	"gandan/ent/conference"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// place is where something stands that takes attachments.
type place struct {
	unit   gid.ID
	path   string
	status string
	closed bool // takes none any more
}

// subject is what the attachment is to belong to, found by the kind of its id and locked, so that its files are counted by one
// at a time. A conference takes files until it is called off, a draft until it is withdrawn, a commitment always.
//
// BAD_USER_INPUT with key WRONG_ID_KIND for anything else; NOT_FOUND; FORBIDDEN; CONFLICT with key WRONG_STATE.
func subject(ctx context.Context, tx *store.Tx, id gid.ID) (place, error) {
	p, err := locate(ctx, tx, id)
	if err != nil {
		return p, err
	}
	if !access.Can(tx.Actor, access.ManageAttachment, access.Object{Path: p.path}) {
		return p, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if p.closed {
		return p, fault.New(fault.Conflict, "WRONG_STATE").With("status", p.status)
	}
	return p, nil
}

func locate(ctx context.Context, tx *store.Tx, id gid.ID) (place, error) {
	switch id.Kind() {
	case gid.Conference:
		c, err := tx.Conference.Query().Where(conference.ID(id), lock).Only(ctx)
		if err != nil {
			return place{}, err
		}
		return place{c.UnitID, c.UnitPath, string(c.Status), c.Status == conference.StatusCANCELLED}, nil
	case gid.Commitment:
		c, err := tx.Commitment.Query().Where(commitment.ID(id), lock).Only(ctx)
		if err != nil {
			return place{}, err
		}
		return place{c.UnitID, c.UnitPath, string(c.Status), false}, nil
	case gid.Draft:
		d, err := tx.Draft.Query().Where(draft.ID(id), lock).Only(ctx)
		if err != nil {
			return place{}, err
		}
		return place{d.UnitID, d.UnitPath, string(d.Status), d.Status == draft.StatusWITHDRAWN}, nil
	default:
		return place{}, fault.Bad("input.subjectId", "WRONG_ID_KIND")
	}
}

// lock keeps the row until the transaction ends. SQLite has one writer at a time anyway.
func lock(s *sql.Selector) {
	if s.Dialect() == dialect.MySQL {
		s.ForUpdate()
	}
}
