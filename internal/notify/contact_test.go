package notify_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/event"
	"gandan/internal/notify"
	"gandan/internal/store"
)

// holding has the other person hold the request, or nobody.
func (w *world) holding(volunteer *gid.ID) {
	w.t.Helper()
	if err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		u := tx.HelpRequest.Update().Where(helprequest.ID(w.request.ID))
		if volunteer == nil {
			return u.ClearVolunteerID().Exec(ctx)
		}
		return u.SetVolunteerID(*volunteer).Exec(ctx)
	}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) by(actor gid.ID, name string, data ...string) event.Event {
	e := w.fact(name, w.request.ID, data...)
	e.Actor = actor
	return e
}

func TestAMessageIsToldToTheOtherSideAndSaysNothingOfItself(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.holding(&w.other.ID)
		w.tell(w.by(w.citizen.ID, "contact.message_sent", "by", "CITIZEN"))
		if c, v := len(w.linesOf(w.citizen)), len(w.linesOf(w.other)); c != 0 || v != 1 {
			t.Errorf("of the citizen's message the citizen has %d lines, the volunteer %d", c, v)
		}
		w.tell(w.by(w.other.ID, "contact.message_sent", "by", "VOLUNTEER"))
		w.tell(w.by(w.grant.ID, "contact.message_sent", "by", "UNIT"))
		if c, v := len(w.linesOf(w.citizen)), len(w.linesOf(w.other)); c != 2 || v != 2 {
			t.Errorf("after one of the volunteer and one of the unit the citizen has %d lines, the volunteer %d", c, v)
		}
		line := w.linesOf(w.citizen)[0]
		if vi := w.inbox.Text(in("vi", w.citizen), line); !strings.Contains(vi, "tin nhắn mới về yêu cầu K7P2QM") || len(line.Args) != 1 {
			t.Errorf("it says %s, with %v", vi, line.Args)
		}
		w.holding(nil)
		w.tell(w.by(w.citizen.ID, "contact.message_sent", "by", "CITIZEN", "volunteerId", w.other.ID.String()))
		if n := len(w.linesOf(w.other)); n != 2 {
			t.Errorf("who gave the request back is told, %d lines", n)
		}
	})
}

func TestTheCitizenIsToldWhateverTheyPreferThatTheirNumberWasOpened(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.holding(&w.other.ID)
		for role, words := range map[string]string{"VOLUNTEER": "Tình nguyện viên đang hỗ trợ yêu cầu K7P2QM vừa mở", "ADMIN": "Một quản trị viên vừa mở"} {
			fact := w.by(w.other.ID, "contact.revealed", "role", role)
			w.tell(fact)
			found := false
			for _, line := range w.linesOf(w.citizen) {
				found = found || line.EventID == fact.ID && strings.Contains(w.inbox.Text(in("vi", w.citizen), line), words)
			}
			if !found {
				t.Errorf("as %s nothing says %q", role, words)
			}
		}
		if len(w.linesOf(w.other)) != 0 || !notify.Binding("contact.revealed") || notify.Binding("contact.message_sent") || notify.CategoryOf("contact.revealed") != notify.Help {
			t.Error("the volunteer is told of their own deed, or it can be turned off, or messages cannot")
		}
	})
}

func TestTheHolderIsToldOfTheConsent(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.holding(&w.other.ID)
		w.tell(w.by(w.citizen.ID, "contact.refused"))
		w.tell(w.by(w.citizen.ID, "contact.allowed"))
		if v, c := len(w.linesOf(w.other)), len(w.linesOf(w.citizen)); v != 2 || c != 0 {
			t.Errorf("the volunteer has %d lines, the citizen %d", v, c)
		}
	})
}
