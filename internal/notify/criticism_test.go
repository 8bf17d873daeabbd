package notify_test

import (
	"context"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/draft"
	"gandan/ent/opinion"
	"gandan/ent/organisation"
	"gandan/internal/store"
)

// criticised is a draft on which the citizen gave two opinions, which the bystander follows, and a third opinion that the
// other person wrote down in the room.
type criticised struct {
	draft     *ent.Draft
	given     *ent.Opinion
	voiced    *ent.Opinion
	bystander *ent.Account
}

func (w *world) criticised(listed bool) criticised {
	w.t.Helper()
	var c criticised
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) (err error) {
		if c.bystander, err = tx.Account.Create().SetPhone("+84100000009").SetDisplayName("Người thử").SetStatus(account.StatusACTIVE).Save(ctx); err != nil {
			return err
		}
		body, err := tx.Organisation.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetName("Ủy ban").SetNameFolded("uy ban").
			SetKind(organisation.KindPEOPLES_COMMITTEE).Save(ctx)
		if err != nil {
			return err
		}
		if c.draft, err = tx.Draft.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetTitle("Quy chế chợ").SetDrafterID(body.ID).
			SetOrganiserID(body.ID).SetForm(draft.FormWRITTEN).SetStatus(draft.StatusOPEN).SetListed(listed).Save(ctx); err != nil {
			return err
		}
		if err := tx.Follow.Create().SetSubjectID(c.draft.ID).SetAccountID(c.bystander.ID).Exec(ctx); err != nil {
			return err
		}
		for n := range 2 {
			if c.given, err = w.opinion(tx, c.draft, n+1).SetAuthorID(w.citizen.ID).Save(ctx); err != nil {
				return err
			}
		}
		c.voiced, err = w.opinion(tx, c.draft, 3).SetAuthorID(w.other.ID).SetEnteredByOrganiser(true).Save(ctx)
		return err
	})
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
	return c
}

func (w *world) opinion(tx *store.Tx, d *ent.Draft, number int) *ent.OpinionCreate {
	return tx.Opinion.Create().SetDraftID(d.ID).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetNumber(number).SetBody("Tôi góp ý.").
		SetCapacity(opinion.CapacityCITIZEN).SetChannel(opinion.ChannelWRITTEN).SetStatus(opinion.StatusRECEIVED).SetListed(true)
}

func TestOnlyTheAuthorIsToldOfAnAnswer(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		c := w.criticised(true)
		w.tell(w.fact("criticism.opinion_answered", c.given.ID))
		w.tell(w.fact("criticism.opinion_answered", c.voiced.ID))
		lines := w.linesOf(w.citizen)
		if len(lines) != 1 || lines[0].SubjectID != c.given.ID || len(w.linesOf(c.bystander))+len(w.linesOf(w.other)) != 0 {
			t.Errorf("the author reads %v", lines)
		}
	})
}

func TestAuthorsAndFollowersOfADraftAreToldOnceEach(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		c := w.criticised(true)
		for i, name := range []string{"criticism.version_published", "criticism.document_issued", "criticism.answers_finished", "criticism.draft_withdrawn"} {
			w.tell(w.fact(name, c.draft.ID))
			for who, a := range map[string]*ent.Account{"author": w.citizen, "follower": c.bystander} {
				if lines := w.linesOf(a); len(lines) != i+1 || lines[0].SubjectID != c.draft.ID || lines[0].Kind != name {
					t.Errorf("after %s the %s reads %v", name, who, lines)
				}
			}
		}
		if lines := w.linesOf(w.other); len(lines) != 0 {
			t.Errorf("whoever did it reads %v", lines)
		}
	})
}

func TestOfAPreparedDraftNobodyIsTold(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		c := w.criticised(false)
		w.tell(w.fact("criticism.version_published", c.draft.ID))
		if n := len(w.linesOf(w.citizen)) + len(w.linesOf(c.bystander)); n != 0 {
			t.Errorf("%d were told", n)
		}
	})
}
