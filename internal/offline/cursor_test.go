package offline_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/internal/fault"
	"gandan/internal/offline"
)

func TestACursorThatIsNotTheViewersOwnIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		mine := *w.phone(w.binh, 1).read(t).cursor
		body, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(mine, "offline."))
		done(t, err)
		forged := func(old, with string) string {
			return "offline." + base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(body), old, with, 1)))
		}
		elsewhere := offline.NewChanges(w.store, w.procedures, []byte("another key"))
		page, err := elsewhere.Since(w.binh, nil, nil)
		done(t, err)
		for name, c := range map[string]string{
			"empty": "", "no cursor": "xyz", "no base64": "ô", "cut": mine[:len(mine)-3], "another form": forged(`"v":1`, `"v":2`),
			"another account": forged(me(w.binh).String(), me(w.chi).String()), "of another key": page.Cursor, "only a seal": mine[:30], "without its mark": mine[8:],
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Since(w.binh, &c, nil)
				refused(t, err, fault.BadUserInput, "RESYNC_NEEDED")
				if f := fault.Of(err); f.Field != "after" {
					t.Errorf("the fault is at %q", f.Field)
				}
			})
		}
		_, err = w.Since(w.chi, &mine, nil)
		refused(t, err, fault.BadUserInput, "RESYNC_NEEDED")
	})
}

func TestAReadingThatStoppedInTheMiddleGoesOnOrBeginsAnew(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for range 4 {
			w.claimed(t, w.binh)
		}
		p := w.phone(w.binh, 3)
		if p.page(t); !p.pages[0].HasMore || len(p.requests) != 3 {
			t.Fatalf("the first page: %d requests, more %v", len(p.requests), p.pages[0].HasMore)
		}
		middle := *p.cursor
		w.clock.Advance(offline.Kept)
		if p.page(t); p.pages[1].Reset || len(p.requests) != 4 {
			t.Errorf("sixty days later, reset is %v with %d requests", p.pages[1].Reset, len(p.requests))
		}
		if !p.pages[1].HasMore { // and what changed since is read in the same go
			t.Error("an old reading ends without what came after its beginning")
		}
		p.read(t).agrees(t)
		w.clock.Advance(time.Second)
		p.cursor = &middle
		if anew := p.page(t); !anew.Reset || len(p.requests) != 3 {
			t.Errorf("after that, reset is %v with %d requests", anew.Reset, len(p.requests))
		}
	})
}

func TestAClockThatWentBackBeginsAnew(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.phone(w.binh, 20).read(t)
		w.clock.Advance(-offline.Overlap)
		if p.read(t); p.pages[0].Reset {
			t.Error("two processes whose clocks differ by little make a phone begin anew")
		}
		w.clock.Advance(time.Hour)
		p.read(t)
		w.clock.Advance(-time.Hour)
		if p.read(t); !p.pages[0].Reset {
			t.Error("what is written by a clock that went back would be missed")
		}
	})
}

// TestNoTextIsACursor tries whatever a client may send.
func TestNoTextIsACursor(t *testing.T) {
	w := onSQLite(t)
	rapid.Check(t, func(rt *rapid.T) {
		c := rapid.OneOf(rapid.String(), rapid.StringMatching(`offline\.[A-Za-z0-9_-]{0,200}`)).Draw(rt, "cursor")
		_, err := w.Since(w.binh, &c, nil)
		refused(rt, err, fault.BadUserInput, "RESYNC_NEEDED")
	})
}
