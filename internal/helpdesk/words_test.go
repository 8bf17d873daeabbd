package helpdesk_test

import (
	"context"
	"regexp"
	"testing"

	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/fault"
	"gandan/internal/store"
)

func TestHiddenWordsAreReadByTheCitizenAndAdminsOnly(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		must(t, store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error { return w.HideWords(ctx, tx, r.ID) }))
		r = w.now(r)
		equal(t, "to the holder", w.Description(w.volunteer, r), nil)
		equal(t, "to a colleague", w.Description(w.colleague, r), nil)
		equal(t, "to an admin of another ward", w.Description(w.strangerAdmin, r), nil)
		equal(t, "to the citizen", *w.Description(w.citizen, r), words)
		equal(t, "to an admin", *w.Description(w.cityAdmin, r), words)
		must(t, store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error { return w.ShowWords(ctx, tx, r.ID) }))
		equal(t, "shown again", *w.Description(w.volunteer, w.now(r)), words)
		err := store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error { return w.HideWords(ctx, tx, gid.Zero) })
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestCodesAreShortCapitalsThatSoundDifferent(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		good, seen := regexp.MustCompile(`^[2-9CHKMQRTVXY]{8}$`), map[string]bool{}
		for range 50 {
			code := w.open().Code
			if !good.MatchString(code) || seen[code] {
				t.Errorf("%q is no good code", code)
			}
			seen[code] = true
		}
	})
}
