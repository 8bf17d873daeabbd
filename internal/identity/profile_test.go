package identity_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/page"
	"gandan/internal/store"
)

func ref[T any](v T) *T { return &v }

func TestMeNeedsASignIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		me, err := w.Me(w.as(t, in.Session.AccessToken))
		if err != nil || me.ID != in.Me.ID {
			t.Fatalf("got %v, %v", me, err)
		}
		_, err = w.Me(visitor())
		wants(t, err, fault.Unauthenticated, "UNAUTHENTICATED")
		_, err = w.Me(context.Background())
		wants(t, err, fault.Unauthenticated, "UNAUTHENTICATED")
	})
}

func TestAProfileChangesWhatIsGivenAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := w.as(t, w.signIn(t, minh).Session.AccessToken)
		me, err := w.UpdateProfile(ctx, identity.UpdateProfileInput{DisplayName: ref(norm.NFD.String(" Nguyễn  Văn\nMinh ")), UnitID: &w.ward})
		if err != nil || me.DisplayName != "Nguyễn Văn Minh" || me.UnitID == nil || *me.UnitID != w.ward {
			t.Fatalf("got %v, %v", me, err)
		}
		me, err = w.UpdateProfile(ctx, identity.UpdateProfileInput{UnitID: &w.other})
		if err != nil || me.DisplayName != "Nguyễn Văn Minh" || *me.UnitID != w.other {
			t.Fatalf("got %v, %v", me, err)
		}
		home, err := w.Home(me)
		if err != nil || home.ID != w.other {
			t.Errorf("home %v, %v", home, err)
		}
		if me, err = w.UpdateProfile(ctx, identity.UpdateProfileInput{}); err != nil || me.DisplayName != "Nguyễn Văn Minh" {
			t.Errorf("got %v, %v", me, err)
		}
		if n := w.events(t, identity.EventProfileUpdated); n != 2 {
			t.Errorf("%d changes were told of", n)
		}
	})
}

func TestAProfileIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := w.as(t, w.signIn(t, minh).Session.AccessToken)
		for name, c := range map[string]struct {
			in    identity.UpdateProfileInput
			key   fault.Key
			field string
		}{
			"an empty name":       {identity.UpdateProfileInput{DisplayName: ref("")}, "TOO_SHORT", "input.displayName"},
			"a name nobody sees":  {identity.UpdateProfileInput{DisplayName: ref("\u200b \u3164")}, "TOO_SHORT", "input.displayName"},
			"a name too long":     {identity.UpdateProfileInput{DisplayName: ref(strings.Repeat("ế", 101))}, "TOO_LONG", "input.displayName"},
			"an unknown unit":     {identity.UpdateProfileInput{UnitID: ref(gid.Make(gid.Unit, w.clock.Now(), 999, [6]byte{1}))}, "UNKNOWN_UNIT", "input.unitId"},
			"something else":      {identity.UpdateProfileInput{UnitID: ref(gid.Make(gid.Account, w.clock.Now(), 1, [6]byte{}))}, "UNKNOWN_UNIT", "input.unitId"},
			"a unit of yesterday": {identity.UpdateProfileInput{UnitID: &w.gone}, "UNIT_NOT_IN_FORCE", "input.unitId"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.UpdateProfile(ctx, c.in)
				wants(t, err, fault.BadUserInput, c.key)
				if f := fault.Of(err); f.Field != c.field {
					t.Errorf("at %q", f.Field)
				}
			})
		}
		if _, err := w.UpdateProfile(ctx, identity.UpdateProfileInput{DisplayName: ref(strings.Repeat("ế", 100))}); err != nil {
			t.Errorf("a hundred characters: %v", err)
		}
		_, err := w.UpdateProfile(visitor(), identity.UpdateProfileInput{DisplayName: ref("Lan")})
		wants(t, err, fault.Unauthenticated, "UNAUTHENTICATED")
	})
}

func TestAPersonIsAnIdAndAName(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		p, err := w.Person(visitor(), in.Me.ID)
		if err != nil || p.DisplayName != in.Me.DisplayName || p.ID != in.Me.ID || p.Phone != "" || p.UnitID != nil {
			t.Fatalf("got %v, %v", p, err)
		}
		_, err = w.Person(visitor(), w.ward)
		wants(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func (w *world) records(t *testing.T, ctx context.Context) []string {
	t.Helper()
	list, err := w.AccessRecords(ctx, page.Args{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range list.Nodes {
		out = append(out, r.What+" by "+r.ViewerRole)
	}
	return out
}

func TestAReadingOfSomebodyElseIsWrittenDownOncePerAct(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, subject := w.admin(t, minh), w.signIn(t, lan)
		one, two := gid.Make(gid.HelpRequest, w.clock.Now(), 1, [6]byte{}), gid.Make(gid.HelpRequest, w.clock.Now(), 2, [6]byte{})
		response := page.WithLoaders(admin, page.Patience)
		for range 3 {
			p, err := w.Reveal(response, subject.Me.ID, "HelpRequest.citizen", one)
			if err != nil || p.DisplayName != subject.Me.DisplayName || p.Phone != "" {
				t.Fatalf("got %v, %v", p, err)
			}
		}
		if _, err := w.Reveal(response, subject.Me.ID, "HelpRequest.citizen", two); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(time.Second)
		if _, err := w.Reveal(page.WithLoaders(admin, page.Patience), subject.Me.ID, "HelpRequest.citizen", one); err != nil {
			t.Fatal(err)
		}
		mine := w.as(t, subject.Session.AccessToken)
		if got := w.records(t, mine); len(got) != 3 || got[0] != "HelpRequest.citizen by ADMIN" {
			t.Errorf("the person sees %v", got)
		}
		list, _ := w.AccessRecords(mine, page.Args{})
		if list.Nodes[0].ObjectID != one || list.Nodes[1].ObjectID != two {
			t.Error("the newest does not come first")
		}
		if got := w.records(t, admin); got != nil {
			t.Errorf("the reader sees %v", got)
		}
		_, err := w.AccessRecords(visitor(), page.Args{})
		wants(t, err, fault.Unauthenticated, "UNAUTHENTICATED")
	})
}

func TestTwentyReadingsOfOneScreenAreWrittenTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, subject := w.admin(t, minh), w.signIn(t, lan)
		ctx, counter := store.CountStatements(page.WithLoaders(admin, 50*time.Millisecond))
		errs := together(20, func(i int) error {
			_, err := w.Reveal(ctx, subject.Me.ID, "HelpRequest.citizen", gid.Make(gid.HelpRequest, w.clock.Now(), uint32(i), [6]byte{}))
			return err
		})
		if successes(errs) != 20 || len(w.records(t, w.as(t, subject.Session.AccessToken))) != 20 {
			t.Fatalf("got %v", errs)
		}
		if n := counter.Statements(); n > 4 {
			t.Errorf("%d statements for one screen", n)
		}
	})
}

func TestReadingOneselfIsNotWrittenDown(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		ctx := w.as(t, in.Session.AccessToken)
		if _, err := w.Reveal(ctx, in.Me.ID, "HelpRequest.citizen", w.ward); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Reveal(w.system(), in.Me.ID, "HelpRequest.citizen", w.ward); err != nil {
			t.Fatal(err)
		}
		if got := w.records(t, ctx); got != nil {
			t.Errorf("written: %v", got)
		}
		_, err := w.Reveal(visitor(), in.Me.ID, "HelpRequest.citizen", w.ward)
		wants(t, err, fault.Unauthenticated, "UNAUTHENTICATED")
	})
}

func TestWhatCannotBeWrittenDownIsNotRead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, subject := w.admin(t, minh), w.signIn(t, lan)
		_, db := w.store.DB()
		if _, err := db.ExecContext(t.Context(), "DROP TABLE access_records"); err != nil {
			t.Fatal(err)
		}
		if p, err := w.Reveal(admin, subject.Me.ID, "HelpRequest.citizen", w.ward); err == nil || p != nil {
			t.Fatalf("got %v, %v", p, err)
		}
	})
}
