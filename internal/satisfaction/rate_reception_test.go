package satisfaction_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/satisfaction"
	"gandan/internal/store"
)

// guests stands for those who receive people: it knows who was received.
type guests map[gid.ID]bool

func (g guests) Received(_ context.Context, actor access.Actor, ids ...gid.ID) (map[gid.ID]bool, error) {
	found := map[gid.ID]bool{}
	for _, id := range ids {
		found[id] = g[actor.ID]
	}
	return found, nil
}

// TestTenWhoWereReceivedAreShownAndNineAreNot rates a reception, wherever the people live, each of them once.
func TestTenWhoWereReceivedAreShownAndNineAreNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		known := guests{}
		w.With(known)
		r := w.reception(reception.StatusPUBLISHED)
		stranger := w.person("/01/10/")
		_, err := w.RateReception(stranger, satisfaction.RateReceptionInput{ReceptionID: r.ID, Score: 1})
		wantFault(t, err, fault.Forbidden, "NOT_RECEIVED")
		for i := range 10 {
			who := w.person("/01/10/")
			actor, _ := access.From(who)
			known[actor.ID] = true
			in := satisfaction.RateReceptionInput{ReceptionID: r.ID, Score: 4, Reasons: []satisfaction.Reason{satisfaction.ClearAnswers}}
			if _, err := w.RateReception(who, in); err != nil {
				t.Fatal(err)
			}
			_, err := w.RateReception(who, in)
			wantFault(t, err, fault.Conflict, "RECEPTION_ALREADY_RATED")
			shown, err := w.OfReception(w.visitor, r)
			if err != nil || shown.Hidden != (i < 9) {
				t.Errorf("after %d answers hidden is %v (%v)", i+1, shown.Hidden, err)
			}
		}
		shown, err := w.OfReception(w.visitor, r)
		if err != nil || *shown.Answers != 10 || *shown.Average != 4 {
			t.Errorf("%+v (%v)", shown, err)
		}
		w.clock.Set(r.EndsAt.Add(satisfaction.StandardPolicy().Window + time.Microsecond))
		_, err = w.RateReception(stranger, satisfaction.RateReceptionInput{ReceptionID: r.ID, Score: 1})
		wantFault(t, err, fault.Conflict, "RECEPTION_RATING_CLOSED")
		off := w.reception(reception.StatusCALLED_OFF)
		_, err = w.RateReception(stranger, satisfaction.RateReceptionInput{ReceptionID: off.ID, Score: 1})
		wantFault(t, err, fault.Conflict, "RECEPTION_RATING_NOT_OPEN")
	})
}

// reception is one that has just begun.
func (w *world) reception(status reception.Status) *ent.Reception {
	w.t.Helper()
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.Reception, error) {
		return tx.Reception.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetHost(reception.HostCHAIR).SetHostTitle("Chủ tịch phường").
			SetPlace("Phòng tiếp công dân").SetFields([]string{"LAND"}).SetStartsAt(tx.Now).SetEndsAt(tx.Now.Add(time.Hour)).SetSlotMinutes(30).
			SetSeatsPerSlot(1).SetStatus(status).SetListed(true).Save(ctx)
	})
}
