package helpdesk_test

import (
	"context"
	"fmt"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
)

// andMatching adds the verbs of matching, each done by whoever may do it.
func (w *world) andMatching(deeds map[string]func(*ent.HelpRequest) error) map[string]func(*ent.HelpRequest) error {
	deeds[helpdesk.VerbAssign] = func(r *ent.HelpRequest) error { return w.assign(w.admin, r, w.colleague) }
	deeds[helpdesk.VerbAccept] = func(r *ent.HelpRequest) error { return w.accept(w.volunteer, r) }
	deeds[helpdesk.VerbDecline] = func(r *ent.HelpRequest) error { return w.decline(w.volunteer, r) }
	deeds[helpdesk.VerbAgreeTime] = func(r *ent.HelpRequest) error { _, err := w.agree(w.volunteer, r, time.Hour, time.Hour); return err }
	deeds[helpdesk.VerbCompanion] = func(r *ent.HelpRequest) error { return w.pair(w.admin, r, w.colleague) }
	deeds[helpdesk.VerbReleaseIdle] = w.leaveIdle
	return deeds
}

// leaveIdle lets the clock run until it has taken the request from whoever holds it.
func (w *world) leaveIdle(r *ent.HelpRequest) error {
	for range 2 {
		w.clock.Advance(14 * 24 * time.Hour)
		if err := w.Sweep(context.Background()); err != nil {
			return err
		}
	}
	if w.now(r).UpdatedAt.Equal(r.UpdatedAt) {
		return fault.New(fault.Conflict, "WRONG_STATE")
	}
	return nil
}

func (w *world) assign(by context.Context, r *ent.HelpRequest, to context.Context) error {
	_, err := w.Assign(by, helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(to), Note: ptr("Gần nhà người dân hơn.")})
	return err
}

func (w *world) accept(by context.Context, r *ent.HelpRequest) error {
	_, err := w.Accept(by, helpdesk.AcceptAssignmentInput{ID: r.ID})
	return err
}

func (w *world) decline(by context.Context, r *ent.HelpRequest) error {
	_, err := w.Decline(by, helpdesk.DeclineAssignmentInput{ID: r.ID, ReasonCode: helpdesk.DeclineBusy})
	return err
}

// agree agrees on a time that begins so long from now and takes so long.
func (w *world) agree(by context.Context, r *ent.HelpRequest, ahead, long time.Duration) (*helpdesk.AgreeTimePayload, error) {
	from := w.clock.Now().Add(ahead)
	return w.AgreeTime(by, helpdesk.AgreeTimeInput{ID: r.ID, From: from, To: from.Add(long)})
}

func (w *world) pair(by context.Context, r *ent.HelpRequest, with context.Context) error {
	in := helpdesk.SetCompanionInput{ID: r.ID}
	if with != nil {
		in.VolunteerID = ptr(me(with))
	}
	_, err := w.SetCompanion(by, in)
	return err
}

// assigned gives the request to somebody.
func (w *world) assigned(r *ent.HelpRequest, to context.Context) *ent.HelpRequest {
	w.t.Helper()
	must(w.t, w.assign(w.admin, r, to))
	return w.now(r)
}

// atHome is an open request for a visit.
func (w *world) atHome() *ent.HelpRequest {
	w.t.Helper()
	in := w.asking()
	in.Mode = helprequest.ModeAT_HOME
	r, err := w.Create(w.citizen, in)
	must(w.t, err)
	return r
}

// facts are the data of the facts of that name about the request, in order.
func (w *world) facts(r *ent.HelpRequest, name string) []map[string]string {
	w.t.Helper()
	rows, err := w.store.Reader(system()).OutboxEvent.Query().Order(ent.Asc("id")).All(system())
	must(w.t, err)
	var out []map[string]string
	for _, e := range rows {
		if e.SubjectID == r.ID && e.Name == name {
			out = append(out, e.Data)
		}
	}
	return out
}

// many writes requests in the status as they would be had they been opened and come to their holder at that instant, without
// asking the rules.
func (w *world) many(n int, status helprequest.Status, opened time.Time, held time.Time) []gid.ID {
	w.t.Helper()
	ids, err := store.Write(system(), w.store, func(ctx context.Context, tx *store.Tx) ([]gid.ID, error) {
		var ids []gid.ID
		for i := range n {
			id := tx.NewID(gid.HelpRequest)
			create := tx.HelpRequest.Create().SetID(id).SetCode(fmt.Sprintf("%c%09d", status[0], i)).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).
				SetCitizenID(me(w.citizen)).SetDescription("Xin giúp tôi nộp hồ sơ.").SetMode(helprequest.ModeREMOTE).SetStatus(status).
				SetStatusSince(held).SetOpenedAt(opened).SetConsentedAt(opened)
			if status != helprequest.StatusOPEN {
				create.SetVolunteerID(me(w.volunteer)).SetIdleSince(held)
			}
			if err := create.Exec(ctx); err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
		return ids, nil
	})
	must(w.t, err)
	return ids
}
