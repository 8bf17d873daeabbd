package notify_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/inbox"
	"gandan/ent/notification"
	"gandan/internal/fault"
	"gandan/internal/notify"
	"gandan/internal/store"
)

// crowd makes so many people.
func (w *world) crowd(n int) []gid.ID {
	w.t.Helper()
	var ids []gid.ID
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		ids = nil
		var rows []*ent.AccountCreate
		for i := range n {
			rows = append(rows, tx.Account.Create().SetPhone(fmt.Sprintf("+8419%07d", i)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE))
			if len(rows) == 500 || i == n-1 {
				made, err := tx.Account.CreateBulk(rows...).Save(ctx)
				if err != nil {
					return err
				}
				for _, a := range made {
					ids = append(ids, a.ID)
				}
				rows = nil
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ids
}

func (w *world) written() int {
	w.t.Helper()
	n, err := w.store.Reader(system).Notification.Query().Count(system)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// TestAFactThatConcernsThousandsIsWrittenInFewStatements: five a chunk of 500, and one that looks where an inbox is missing.
func TestAFactThatConcernsThousandsIsWrittenInFewStatements(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		people := w.crowd(1200)
		for round, most := range []int{5 * 3, 5 * 3} {
			ctx, count := store.CountStatements(context.Background())
			if err := w.inbox.Tell(ctx, w.fact("conference.announced", w.asked.ConferenceID), people...); err != nil {
				t.Fatal(err)
			}
			if got := count.Statements(); got > most {
				t.Errorf("round %d: %d statements for %d people, at most %d", round, got, len(people), most)
			}
			if got, want := w.written(), 1200*(round+1); got != want {
				t.Errorf("round %d: %d lines, want %d", round, got, want)
			}
		}
		n, err := w.store.Reader(system).Inbox.Query().Where(inbox.LastSequence(2)).Count(system)
		if err != nil || n != 1200 {
			t.Errorf("%d inboxes have come to 2 (%v)", n, err)
		}
	})
}

// TestAFactGoesOnBehindWhatIsWritten: some were told before the process stopped.
func TestAFactGoesOnBehindWhatIsWritten(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		people, e := w.crowd(700), w.fact("conference.announced", w.asked.ConferenceID)
		if err := w.inbox.Tell(context.Background(), e, people[100:600]...); err != nil {
			t.Fatal(err)
		}
		stopped, stop := context.WithCancel(context.Background())
		stop()
		if err := w.inbox.Tell(stopped, e, people...); err == nil {
			t.Error("a stopped process said that it wrote")
		}
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := w.inbox.Tell(context.Background(), e, append(people, people...)...); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		lines, err := w.store.Reader(system).Notification.Query().Where(notification.Sequence(1)).Count(system)
		if got := w.written(); got != 700 || lines != 700 || err != nil {
			t.Errorf("%d lines, %d of them the first, want 700 (%v)", got, lines, err)
		}
		if n, err := w.store.Reader(system).Inbox.Query().Where(inbox.LastSequenceNEQ(1)).Count(system); n != 0 || err != nil {
			t.Errorf("%d inboxes lost a number (%v)", n, err)
		}
	})
}

func TestWhatIsNotWantedIsNotTold(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		off := func(c notify.Category, wanted bool) error {
			_, err := w.inbox.SetPreference(as(w.citizen), notify.SetNotificationPreferenceInput{Category: c, Wanted: wanted})
			return err
		}
		for _, c := range notify.Categories() {
			err := off(c, false)
			if fixed := c == notify.Account || c == notify.Moderation; fixed != fault.HasKey(err, "PREFERENCE_FIXED") || !fixed && err != nil {
				t.Errorf("%s off: %v", c, err)
			}
		}
		told := func(name string) bool {
			t.Helper()
			e := w.fact(name, w.asked.ID)
			if err := w.inbox.Tell(context.Background(), e, w.citizen.ID, w.other.ID); err != nil {
				t.Fatal(err)
			}
			has := func(a *ent.Account) bool {
				there, err := w.store.Reader(system).Notification.Query().Where(notification.EventID(e.ID), notification.AccountID(a.ID)).Exist(system)
				if err != nil {
					t.Fatal(err)
				}
				return there
			}
			if has(w.other) {
				t.Errorf("%s: who did it was told", name)
			}
			return has(w.citizen)
		}
		for name, want := range map[string]bool{
			"conference.question_answered": false, "conference.announced": false, "commitment.extended": false, "criticism.opened": false,
			"registration.reminded": false, "helpdesk.request_claimed": false,
			"registration.seat_offered": true, "moderation.decided": true, "identity.role_granted": true,
		} {
			if got := told(name); got != want {
				t.Errorf("%s: told %v", name, got)
			}
		}
		for range 2 {
			if err := off(notify.Questions, true); err != nil {
				t.Fatal(err)
			}
		}
		if !told("conference.question_answered") || told("conference.announced") {
			t.Error("what is wanted again is not told, or something else is")
		}
		if _, err := w.inbox.SetPreference(context.Background(), notify.SetNotificationPreferenceInput{Category: notify.Help}); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("without a sign-in: %v", err)
		}
	})
}

func TestPreferencesOfOneDoNotTouchAnother(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		if _, err := w.inbox.SetPreference(as(w.citizen), notify.SetNotificationPreferenceInput{Category: notify.Help}); err != nil {
			t.Fatal(err)
		}
		for who, want := range map[*ent.Account]bool{w.citizen: false, w.other: true} {
			list, err := w.inbox.Preferences(as(who))
			if err != nil || len(list) != len(notify.Categories()) {
				t.Fatal(list, err)
			}
			for _, p := range list {
				if p.Category == notify.Help && p.Wanted != want || p.Category != notify.Help && !p.Wanted {
					t.Errorf("%s: %v", p.Category, p.Wanted)
				}
				if text := w.inbox.Note(in("en", who), p); text == fault.Message("INTERNAL", "en", nil) {
					t.Errorf("%s has no words", p.Category)
				}
			}
		}
	})
}

// TestEveryFactHasAGroup, and what is told to all is told in a group that one can turn off.
func TestEveryFactHasAGroup(t *testing.T) {
	for _, name := range notify.RuleNames() {
		if c := notify.CategoryOf(name); c == "" {
			t.Errorf("%s has no group", name)
		}
	}
	if notify.CategoryOf("conference.question_answered") != notify.Questions || notify.CategoryOf("conference.cancelled") != notify.Conferences ||
		notify.CategoryOf("conference.commitment_recorded") != notify.Commitments || notify.Binding("registration.reminded") || !notify.Binding("registration.seat_offered") {
		t.Error("a fact is in the wrong group")
	}
}

func TestFollowing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		conference := w.asked.ConferenceID
		follow := func(ctx context.Context, id gid.ID) error {
			_, err := w.inbox.Follow(ctx, notify.FollowInput{SubjectID: id})
			return err
		}
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := follow(as(w.citizen), conference); err != nil {
					t.Errorf("at once: %v", err)
				}
			})
		}
		all.Wait()
		if err := follow(as(w.other), conference); err != nil {
			t.Fatal(err)
		}
		followers, err := w.inbox.FollowersOf(system, conference)
		if err != nil || len(followers) != 2 {
			t.Errorf("%d followers (%v)", len(followers), err)
		}
		for name, c := range map[string]struct {
			err  error
			code fault.Code
		}{
			"a question that waits, of another": {follow(as(w.other), w.asked.ID), fault.NotFound},
			"a request":                         {follow(as(w.citizen), w.request.ID), fault.BadUserInput},
			"without a sign-in":                 {follow(context.Background(), conference), fault.Unauthenticated},
		} {
			if !fault.Is(c.err, c.code) {
				t.Errorf("%s: %v", name, c.err)
			}
		}
		if err := follow(as(w.citizen), w.asked.ID); err != nil {
			t.Errorf("one's own question that waits: %v", err)
		}
		for _, want := range []bool{true, false} {
			if was, err := w.inbox.Unfollow(as(w.citizen), notify.UnfollowInput{SubjectID: conference}); err != nil || was != want {
				t.Errorf("unfollowed %v (%v), want %v", was, err, want)
			}
		}
		if yes, err := w.inbox.ViewerFollows(as(w.other), conference); err != nil || !yes {
			t.Errorf("the other's bell: %v (%v)", yes, err)
		}
		if seen, err := w.inbox.Subject(as(w.other), w.asked.ID); seen != nil || err != nil {
			t.Errorf("what cannot be read is shown: %v (%v)", seen, err)
		}
	})
}

func TestNobodyFollowsMoreThanAThousand(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
			for range 2 {
				rows := make([]*ent.FollowCreate, 500)
				for i := range rows {
					rows[i] = tx.Follow.Create().SetAccountID(w.citizen.ID).SetSubjectID(tx.NewID(gid.Question))
				}
				if err := tx.Follow.CreateBulk(rows...).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.inbox.Follow(as(w.citizen), notify.FollowInput{SubjectID: w.asked.ConferenceID})
		if !fault.HasKey(err, "TOO_MANY_FOLLOWS") {
			t.Error(err)
		}
	})
}

func TestAllUpToALineIsRead(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		own, others := filled(w)
		unread := func(a *ent.Account) int {
			n, err := w.inbox.Unread(as(a))
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for _, c := range []struct {
			upTo         gid.ID
			marked, left int
		}{{own[2], 3, 2}, {own[2], 0, 2}, {own[4], 0, 2}, {own[0], 2, 0}} {
			n, err := w.inbox.MarkAllRead(as(w.citizen), notify.MarkAllNotificationsReadInput{UpTo: c.upTo})
			if err != nil || n != c.marked || unread(w.citizen) != c.left {
				t.Errorf("marked %d (%v), %d are left; want %d and %d", n, err, unread(w.citizen), c.marked, c.left)
			}
		}
		if unread(w.other) != 2 {
			t.Error("another's inbox was marked")
		}
		for name, c := range map[string]struct {
			ctx  context.Context
			id   gid.ID
			code fault.Code
		}{
			"of another": {as(w.citizen), others[0], fault.NotFound}, "of another kind": {as(w.citizen), w.ward.ID, fault.BadUserInput},
			"without a sign-in": {context.Background(), own[0], fault.Unauthenticated},
		} {
			if _, err := w.inbox.MarkAllRead(c.ctx, notify.MarkAllNotificationsReadInput{UpTo: c.id}); !fault.Is(err, c.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
