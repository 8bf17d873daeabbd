package notify_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent/helprequest"
	"gandan/internal/store"
)

func TestWhatOthersDoWithARequestIsToldToItsCitizenAndItsHolder(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		if err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
			stays, err := tx.HelpRequest.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetCode("Q2345RTX").SetCitizenID(w.citizen.ID).
				SetDescription("Xin giúp.").SetMode(helprequest.ModeREMOTE).SetStatus(helprequest.StatusOPEN).
				SetOpenedAt(tx.Now).SetStatusSince(tx.Now).SetConsentedAt(tx.Now).Save(ctx)
			if err != nil {
				return err
			}
			return tx.HelpRequest.Update().Where(helprequest.ID(w.request.ID)).SetMergedIntoID(stays.ID).Exec(ctx)
		}); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct{ citizen, holder string }{
			"helpdesk.request_entered":  {"Request K7P2QM was written down for your phone", ""},
			"helpdesk.request_merged":   {"K7P2QM was joined with your request Q2345RTX", "K7P2QM that you held was joined with request Q2345RTX"},
			"helpdesk.priority_changed": {"the priority of your request K7P2QM", "The priority of request K7P2QM that you hold"},
		} {
			held := []string{"volunteerId", w.other.ID.String()}
			if c.holder == "" {
				held = nil
			}
			e := w.fact(name, w.request.ID, held...)
			e.Actor = w.grant.ID // an admin who is neither
			w.tell(e)
			if text := w.inbox.Text(in("en", w.citizen), w.linesOf(w.citizen)[0]); !strings.Contains(text, c.citizen) {
				t.Errorf("%s: the citizen reads %q", name, text)
			}
			if c.holder == "" {
				continue
			}
			if text := w.inbox.Text(in("en", w.other), w.linesOf(w.other)[0]); !strings.Contains(text, c.holder) {
				t.Errorf("%s: the holder reads %q", name, text)
			}
		}
	})
}
