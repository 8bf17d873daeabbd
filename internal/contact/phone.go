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
		Where(contactreveal.HelpRequestIDIn(requests...), contactreveal.ViewerID(viewer.ID), contactreveal.UntilGT(s.store.Now()),
			contactreveal.Or(contactreveal.BasisEQ(contactreveal.BasisREASON), consentStands), stillEntitled).
		Order(ent.Asc(contactreveal.FieldUntil)).All(asSystem(ctx))
	found := make(map[gid.ID]*ent.ContactReveal, len(rows))
	for _, c := range rows {
		found[c.HelpRequestID] = c // the one that ends last
	}
	return found, store.Translate(err)
}

// consentStands: the citizen has not taken the consent back.
func consentStands(s *sql.Selector) {
	t := sql.Dialect(s.Dialect()).Table(contactparty.Table)
	s.Where(sql.NotExists(sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.And(
		sql.ColumnsEQ(t.C(contactparty.FieldHelpRequestID), s.C(contactreveal.FieldHelpRequestID)),
		sql.ColumnsEQ(t.C(contactparty.FieldAccountID), s.C(contactreveal.FieldSubjectID)),
		sql.NotNull(t.C(contactparty.FieldRefusedAt)),
	))))
}

// stillEntitled: the holder still has the request in the same hold and helps; the administrator's request is not done.
func stillEntitled(s *sql.Selector) {
	s.Where(sql.Or(
		sql.And(sql.EQ(s.C(contactreveal.FieldViewerRole), contactreveal.ViewerRoleADMIN), requestIs(s, ongoing, false)),
		sql.And(sql.EQ(s.C(contactreveal.FieldViewerRole), contactreveal.ViewerRoleVOLUNTEER), requestIs(s, helped, true), sameHold(s)),
	))
}

// requestIs: the request stands in one of the states, and is held by the viewer if that is wanted.
func requestIs(s *sql.Selector, states []helprequest.Status, held bool) *sql.Predicate {
	t := sql.Dialect(s.Dialect()).Table(helprequest.Table)
	in := make([]any, len(states))
	for i, state := range states {
		in[i] = string(state)
	}
	parts := []*sql.Predicate{sql.ColumnsEQ(t.C("id"), s.C(contactreveal.FieldHelpRequestID)), sql.In(t.C(helprequest.FieldStatus), in...)}
	if held {
		parts = append(parts, sql.ColumnsEQ(t.C(helprequest.FieldVolunteerID), s.C(contactreveal.FieldViewerID)))
	}
	return sql.Exists(sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.And(parts...)))
}

// sameHold: nothing in the trail has ended the hold since, so that what was open before a release is not open again after the
// same volunteer takes the request anew.
func sameHold(s *sql.Selector) *sql.Predicate {
	t := sql.Dialect(s.Dialect()).Table(requesthistory.Table)
	begins := make([]any, len(holdBegins))
	for i, state := range holdBegins {
		begins[i] = state
	}
	return sql.NotExists(sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.And(
		sql.ColumnsEQ(t.C(requesthistory.FieldHelpRequestID), s.C(contactreveal.FieldHelpRequestID)),
		sql.ColumnsGT(t.C("id"), s.C(contactreveal.FieldHeldFromID)),
		sql.In(t.C(requesthistory.FieldToStatus), begins...),
	)))
}
