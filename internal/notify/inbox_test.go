package notify_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/notify"
	"gandan/internal/page"
	"gandan/internal/store"
)

// filled gives the citizen five lines and the other person two.
func filled(w *world) (own, others []gid.ID) {
	w.t.Helper()
	for range 5 {
		w.tell(w.fact("helpdesk.request_claimed", w.request.ID))
		w.clock.Advance(time.Minute)
	}
	for range 2 {
		e := w.fact("helpdesk.request_cancelled", w.request.ID, "volunteerId", w.other.ID.String())
		e.Actor = w.citizen.ID
		w.tell(e)
	}
	return idsOf(w.linesOf(w.citizen)), idsOf(w.linesOf(w.other))
}

func idsOf(lines []*ent.Notification) []gid.ID {
	var out []gid.ID
	for _, n := range lines {
		out = append(out, n.ID)
	}
	return out
}

func TestTheInboxIsOnesOwnNewestFirstInPages(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		own, others := filled(w)
		if len(own) != 5 || len(others) != 2 {
			t.Fatalf("%d and %d lines", len(own), len(others))
		}
		two := 2
		args := page.Args{First: &two}
		var seen []*ent.Notification
		for range 3 {
			c, err := w.inbox.Inbox(as(w.citizen), args)
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, c.Nodes...)
			args.After = c.PageInfo.EndCursor
		}
		if !slices.Equal(idsOf(seen), own) || !slices.IsSortedFunc(seen, func(a, b *ent.Notification) int { return b.CreatedAt.Compare(a.CreatedAt) }) {
			t.Errorf("the pages hold %v, want %v", idsOf(seen), own)
		}
		hundredOne := 101
		if _, err := w.inbox.Inbox(as(w.citizen), page.Args{First: &hundredOne}); !fault.HasKey(err, "BAD_PAGE_SIZE") {
			t.Errorf("a page of 101: %v", err)
		}
	})
}

func TestAPageOfTheInboxWithItsTextsIsOneStatement(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		filled(w)
		ctx, count := store.CountStatements(page.WithLoaders(as(w.citizen), time.Millisecond))
		c, err := w.inbox.Inbox(ctx, page.Args{})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range c.Nodes {
			w.inbox.Text(ctx, n)
		}
		if got := count.Statements(); got != 1 {
			t.Errorf("%d statements, want 1", got)
		}
	})
}

func TestALineIsReadByItsPersonOnly(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		own, _ := filled(w)
		if n, err := w.inbox.Notification(as(w.citizen), own[0]); err != nil || n.ID != own[0] {
			t.Errorf("got %v, %v", n, err)
		}
		for name, ctx := range map[string]context.Context{"somebody else": as(w.other), "a visitor": access.With(context.Background(), access.Anonymous())} {
			if _, err := w.inbox.Notification(ctx, own[0]); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestLinesAreMarkedReadAndStaySo(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		own, _ := filled(w)
		asked := []gid.ID{own[2], own[0], own[2]}
		got, err := w.inbox.MarkRead(as(w.citizen), notify.MarkNotificationsReadInput{Ids: asked})
		if err != nil || !slices.Equal(idsOf(got), []gid.ID{own[2], own[0]}) {
			t.Fatalf("got %v, %v", idsOf(got), err)
		}
		then := w.clock.Now()
		w.clock.Advance(time.Hour)
		again, err := w.inbox.MarkRead(as(w.citizen), notify.MarkNotificationsReadInput{Ids: asked[:1]})
		if err != nil || again[0].ReadAt == nil || !again[0].ReadAt.Equal(then) {
			t.Errorf("read at %v the second time (%v), want %v", again, err, then)
		}
		for i, n := range w.linesOf(w.citizen) {
			if read := n.ReadAt != nil; read != (i == 0 || i == 2) {
				t.Errorf("line %d: read %v", i, read)
			}
		}
	})
}

func TestMarkingIsRefused(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		own, others := filled(w)
		nobody := access.With(context.Background(), access.Anonymous())
		for name, c := range map[string]struct {
			ctx   context.Context
			ids   []gid.ID
			code  fault.Code
			key   fault.Key
			field string
		}{
			"to a visitor":          {nobody, own[:1], fault.Unauthenticated, "UNAUTHENTICATED", ""},
			"of somebody else's":    {as(w.citizen), others[:1], fault.NotFound, "NOT_FOUND", ""},
			"of own and others'":    {as(w.citizen), []gid.ID{own[0], others[0]}, fault.NotFound, "NOT_FOUND", ""},
			"of no line":            {as(w.citizen), []gid.ID{gid.Make(gid.Notification, w.clock.Now(), 200000, [6]byte{})}, fault.NotFound, "NOT_FOUND", ""},
			"of nothing":            {as(w.citizen), nil, fault.BadUserInput, "REQUIRED", "input.ids"},
			"of another kind of id": {as(w.citizen), []gid.ID{w.ward.ID}, fault.BadUserInput, "WRONG_ID_KIND", "input.ids"},
			"of more than 100":      {as(w.citizen), slices.Repeat(own[:1], 101), fault.BadUserInput, "TOO_MANY_ITEMS", "input.ids"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.inbox.MarkRead(c.ctx, notify.MarkNotificationsReadInput{Ids: c.ids})
				if f := fault.Of(err); f == nil || f.Code != c.code || f.Key != c.key || f.Field != c.field {
					t.Errorf("got %v, want %s %s at %q", err, c.code, c.key, c.field)
				}
			})
		}
		for _, n := range append(w.linesOf(w.citizen), w.linesOf(w.other)...) {
			if n.ReadAt != nil {
				t.Errorf("%s was marked by a call that was refused", n.ID)
			}
		}
	})
}
