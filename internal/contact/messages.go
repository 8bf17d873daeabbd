package contact

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/contactparty"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/requestmessage"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// newestFirst is the order of the messages of a request; it has an index behind the request.
func newestFirst() page.Order {
	return page.Order{List: "request-messages", Column: requestmessage.FieldSequence, Desc: true, Unique: true}
}

func bySequence(m *ent.RequestMessage) page.Cursor { return page.AtInt(m.Sequence, m.ID) }

// Messages are those of a request, newest first; none for whoever may not read the request as a whole. The requests of one
// page are answered together. BAD_USER_INPUT with keys BAD_PAGE_SIZE and BAD_CURSOR.
func (s *Service) Messages(ctx context.Context, r *ent.HelpRequest, a page.Args) (*page.Connection[*ent.RequestMessage], error) {
	o := newestFirst()
	w, err := a.Window(o.List)
	if err != nil {
		return nil, err
	}
	rows, err := page.Maybe(ctx, a.Name(o), r.ID, func(ctx context.Context, requests []gid.ID) (map[gid.ID][]*ent.RequestMessage, error) {
		first := page.Children{Table: requestmessage.Table, Parent: requestmessage.FieldHelpRequestID, Order: o, Window: w}
		rows, err := s.store.Reader(ctx).RequestMessage.Query().Where(first.Of(values(requests))).All(ctx)
		return page.Group(rows, o, w, func(m *ent.RequestMessage) gid.ID { return m.HelpRequestID }, bySequence), store.Translate(err)
	})
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) {
		n, err := s.store.Reader(ctx).RequestMessage.Query().Where(requestmessage.HelpRequestID(r.ID)).Count(ctx)
		return n, store.Translate(err)
	}
	return page.New(w, o.List, rows, bySequence, count), nil
}

// Message is one message, for whoever may read its request. NOT_FOUND.
func (s *Service) Message(ctx context.Context, id gid.ID) (*ent.RequestMessage, error) {
	m, err := s.store.Reader(ctx).RequestMessage.Query().Where(requestmessage.ID(id)).Only(ctx)
	return m, store.Translate(err)
}

// Mine reports whether the viewer wrote the message.
func (s *Service) Mine(ctx context.Context, m *ent.RequestMessage) bool {
	viewer, _ := access.From(ctx)
	return viewer.ID == m.AuthorID
}

// Volunteer is who wrote it as the holder of the request; nil for the citizen, whom the request names, and for the unit, which
// speaks as one.
func (s *Service) Volunteer(ctx context.Context, m *ent.RequestMessage) (*ent.Account, error) {
	if m.By != requestmessage.ByVOLUNTEER {
		return nil, nil //nolint:nilnil // nobody is named
	}
	return s.people.Person(ctx, m.AuthorID)
}

// Unread is how many messages of others the viewer has not marked as read. The requests of one page are answered together.
func (s *Service) Unread(ctx context.Context, r *ent.HelpRequest) (int, error) {
	return page.Maybe(ctx, "contact.unread", r.ID, s.unread)
}

func (s *Service) unread(ctx context.Context, requests []gid.ID) (map[gid.ID]int, error) {
	viewer, _ := access.From(ctx)
	marks, err := s.store.Reader(ctx).ContactParty.Query().
		Where(contactparty.HelpRequestIDIn(requests...), contactparty.AccountID(viewer.ID)).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	read := make(map[gid.ID]int, len(marks))
	for _, m := range marks {
		read[m.HelpRequestID] = m.ReadSequence
	}
	behind := make([]predicate.RequestMessage, len(requests))
	for i, id := range requests {
		behind[i] = requestmessage.And(requestmessage.HelpRequestID(id), requestmessage.SequenceGT(read[id]))
	}
	return s.counted(ctx, requestmessage.Or(behind...), requestmessage.AuthorIDNEQ(viewer.ID))
}

// counted is how many messages there are of each request.
func (s *Service) counted(ctx context.Context, where ...predicate.RequestMessage) (map[gid.ID]int, error) {
	var rows []struct {
		HelpRequestID gid.ID `sql:"help_request_id"`
		Count         int    `sql:"count"`
	}
	err := s.store.Reader(ctx).RequestMessage.Query().Where(where...).
		GroupBy(requestmessage.FieldHelpRequestID).Aggregate(ent.Count()).Scan(ctx, &rows)
	if err != nil {
		return nil, store.Translate(err)
	}
	found := make(map[gid.ID]int, len(rows))
	for _, row := range rows {
		found[row.HelpRequestID] = row.Count
	}
	return found, nil
}

func values(ids []gid.ID) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}

// ofViewer narrows the children of a list to those of one person.
func ofViewer(column string, id gid.ID) func(*sql.Selector) {
	return func(s *sql.Selector) { s.Where(sql.EQ(s.C(column), id)) }
}

// batch tells the lists of one response apart.
func batch(list string, n int) string { return fmt.Sprint(list, " ", n) }
