package notify_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/internal/store"
)

// seat is a registration of the citizen at a conference; without an account it is of somebody who walked in.
func (w *world) seat(account *gid.ID) *ent.Registration {
	w.t.Helper()
	var r *ent.Registration
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		start := time.Date(2026, 3, 12, 2, 0, 0, 0, time.UTC)
		c, err := tx.Conference.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetKind(conference.KindDIALOGUE).SetTitle("Đối thoại quý II").
			SetStartsAt(start).SetEndsAt(start.Add(time.Hour)).SetModeration(conference.ModerationBEFORE_PUBLICATION).
			SetStatus(conference.StatusANNOUNCED).SetListed(true).Save(ctx)
		if err != nil {
			return err
		}
		r, err = tx.Registration.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetConferenceID(c.ID).SetNillableAccountID(account).
			SetNumber(1).SetStatus(registration.StatusOFFERED).SetOfferUntil(start.Add(-time.Hour)).Save(ctx)
		return err
	})
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
	return r
}

func TestWhoRegisteredIsToldInBothLanguages(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		r := w.seat(&w.citizen.ID)
		for name, c := range map[string]struct{ vi, en string }{
			"offered":     {"nhận chỗ trước 08:00, 12/03/2026", "take it before 08:00, 12/03/2026"},
			"seated":      {"bắt đầu lúc 09:00, 12/03/2026", "begins at 09:00, 12/03/2026"},
			"lapsed":      {"đã chuyển cho người khác", "went to somebody else"},
			"called_off":  {"“Đối thoại quý II” mà bạn đăng ký đã bị hủy", "“Đối thoại quý II” for which you registered was cancelled"},
			"rescheduled": {"đã thay đổi. Hội nghị bắt đầu lúc 09:00", "changed. It begins at 09:00"},
			"reminded":    {"Nhắc bạn: “Đối thoại quý II”", "A reminder: “Đối thoại quý II”"},
		} {
			t.Run(name, func(t *testing.T) {
				fact := w.fact("registration."+name, r.ID)
				w.tell(fact)
				w.tell(fact)
				line := w.linesOf(w.citizen)[0]
				if line.EventID != fact.ID || line.SubjectID != r.ID {
					t.Errorf("the line is %v", line)
				}
				if vi, en := w.inbox.Text(in("vi", w.citizen), line), w.inbox.Text(in("en", w.citizen), line); !strings.Contains(vi, c.vi) || !strings.Contains(en, c.en) {
					t.Errorf("it says\n%s\n%s", vi, en)
				}
			})
		}
		if n := len(w.linesOf(w.citizen)); n != 6 {
			t.Errorf("%d lines for six facts", n)
		}
		w.tell(w.fact("registration.called_off", w.seat(nil).ID)) // of somebody nobody knows
	})
}
