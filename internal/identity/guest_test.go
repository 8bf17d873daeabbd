package identity_test

import (
	"context"
	"testing"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/store"
)

func (w *world) guest(phone string) (*ent.Account, error) {
	return store.Write(visitor(), w.store, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return w.Guest(ctx, tx, phone)
	})
}

func TestTwentyGuestsOfOnePhoneAtOnceAreOneAccountWithoutASession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var ids [20]gid.ID
		for _, err := range together(20, func(i int) error {
			a, err := w.guest(lan)
			if err == nil {
				ids[i] = a.ID
			}
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		for _, id := range ids {
			if id != ids[0] || id.IsZero() {
				t.Errorf("%v and %v", id, ids[0])
			}
		}
		if n := w.events(t, identity.EventAccountCreated); n != 1 {
			t.Errorf("%d accounts were told of", n)
		}
		if n, err := w.store.Reader(w.system()).Session.Query().Count(w.system()); n != 0 || err != nil {
			t.Errorf("%d sessions (%v)", n, err)
		}
	})
}

func TestAGuestWhoSignsInIsTheSamePerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a, err := w.guest(lan)
		if err != nil {
			t.Fatal(err)
		}
		if in := w.signIn(t, lan); in.Me.ID != a.ID {
			t.Errorf("signed in as %v, entered as %v", in.Me.ID, a.ID)
		}
		again, err := w.guest(lan)
		if err != nil || again.ID != a.ID {
			t.Errorf("entered again as %v (%v)", again, err)
		}
	})
}

func TestAPhoneIsBroughtToItsOneForm(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, written := range []string{"0100 000 002", "+84 100.000.002", "(0100)000-002"} {
			if got, err := w.Phone(written, "input.phone"); err != nil || got != lan {
				t.Errorf("%q is %q (%v)", written, got, err)
			}
		}
		_, err := w.Phone("12", "input.phone")
		wants(t, err, fault.BadUserInput, "BAD_PHONE")
	})
}
