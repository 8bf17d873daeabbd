package contact

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/contactparty"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requesthistory"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// open is the opening of the viewer that holds at this instant, nil when none does. One statement decides it, so that it sees
// a release, a withdrawal or an end either whole or not yet. The requests of one page are answered together.
func (s *Service) open(ctx context.Context, r *ent.HelpRequest) (*ent.ContactReveal, error) {
	viewer, _ := access.From(ctx)
	if !access.Can(viewer, access.RevealContact, object(r)) {
		return nil, nil //nolint:nilnil // whoever may not open it has it not open, also when the role ended since
	}
	return page.Maybe(ctx, "contact.open", r.ID, s.opened)
}

func (s *Service) opened(ctx context.Context, requests []gid.ID) (map[gid.ID]*ent.ContactReveal, error) {
	viewer, _ := access.From(ctx)
	rows, err := s.store.Reader(ctx).ContactReveal.Query().
		Where(contactreveal.HelpRequestIDIn(requests...), contactreveal.ViewerID(viewer.ID), contactreveal.UntilGT(s.store.Now()), stillHolds).
		All(asSystem(ctx))
	found := make(map[gid.ID]*ent.ContactReveal, len(rows))
	for _, c := range rows {
		if last := found[c.HelpRequestID]; last == nil || c.Until.After(last.Until) {
			found[c.HelpRequestID] = c
		}
	}
	return found, store.Translate(err)
}

// stillHolds: the consent stands, if the opening is by consent; the holder still has the request in the same hold and helps; the
// administrator's request is not done. The tables are joined: where they are asked with EXISTS, MariaDB reads all requests in
// such a state first.
func stillHolds(s *sql.Selector) {
	b := sql.Dialect(s.Dialect())
	request, citizen := b.Table(helprequest.Table).As("request"), b.Table(contactparty.Table).As("citizen")
	s.Join(request).On(request.C("id"), s.C(contactreveal.FieldHelpRequestID))
	s.LeftJoin(citizen).OnP(sql.And(
		sql.ColumnsEQ(citizen.C(contactparty.FieldHelpRequestID), s.C(contactreveal.FieldHelpRequestID)),
		sql.ColumnsEQ(citizen.C(contactparty.FieldAccountID), s.C(contactreveal.FieldSubjectID)),
	))
	status := request.C(helprequest.FieldStatus)
	s.Where(sql.And(
		sql.Or(sql.EQ(s.C(contactreveal.FieldBasis), contactreveal.BasisREASON), sql.IsNull(citizen.C(contactparty.FieldRefusedAt))),
		sql.Or(
			sql.And(sql.EQ(s.C(contactreveal.FieldViewerRole), contactreveal.ViewerRoleADMIN), sql.In(status, texts(ongoing)...)),
			sql.And(
				sql.EQ(s.C(contactreveal.FieldViewerRole), contactreveal.ViewerRoleVOLUNTEER), sql.In(status, texts(helped)...),
				sql.ColumnsEQ(request.C(helprequest.FieldVolunteerID), s.C(contactreveal.FieldViewerID)), sameHold(s),
			),
		),
	))
}

// sameHold: nothing in the trail has ended the hold since, so that what was open before a release is not open again after the
// same volunteer takes the request anew.
func sameHold(s *sql.Selector) *sql.Predicate {
	t := sql.Dialect(s.Dialect()).Table(requesthistory.Table)
	return sql.NotExists(sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.And(
		sql.ColumnsEQ(t.C(requesthistory.FieldHelpRequestID), s.C(contactreveal.FieldHelpRequestID)),
		sql.ColumnsGT(t.C("id"), s.C(contactreveal.FieldHeldFromID)),
		sql.In(t.C(requesthistory.FieldToStatus), texts(holdBegins)...),
	)))
}

func texts[T ~string](in []T) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}
