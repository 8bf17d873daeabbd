package contact_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/requestmessage"
	"gandan/internal/access"
	"gandan/internal/contact"
	"gandan/internal/fault"
	"gandan/internal/page"
)

// bodies are the messages as the person reads them, newest first.
func (w *world) bodies(t *testing.T, who context.Context, r *ent.HelpRequest) []string {
	t.Helper()
	list := must[*page.Connection[*ent.RequestMessage]](t)(w.Messages(who, r, page.Args{}))
	var out []string
	for _, m := range list.Nodes {
		out = append(out, string(m.By)+" "+m.Body)
	}
	return out
}

func TestTheThreadGoesWithTheRequest(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.asked(t)
		must[*ent.RequestMessage](t)(w.say(w.citizen, r, "một"))
		r = w.claimed(t, w.volunteer, r)
		must[*ent.RequestMessage](t)(w.say(w.volunteer, r, "hai"))
		must[*ent.RequestMessage](t)(w.say(w.admin, r, "ba"))
		all := fmt.Sprint([]string{"UNIT ba", "VOLUNTEER hai", "CITIZEN một"})
		for name, who := range map[string]context.Context{"citizen": w.citizen, "holder": w.volunteer, "admin": w.admin} {
			if got := fmt.Sprint(w.bodies(t, who, r)); got != all {
				t.Errorf("the %s reads %s", name, got)
			}
		}
		for name, who := range map[string]context.Context{"colleague": w.colleague, "other ward": w.faraway, "ended": access.With(context.Background(), access.Actor{ID: actorOf(w.volunteer).ID})} {
			if got := w.bodies(t, who, r); got != nil {
				t.Errorf("%s reads %v", name, got)
			}
		}
		if err := w.release(w.volunteer, r); err != nil {
			t.Fatal(err)
		}
		if got, n := w.bodies(t, w.volunteer, r), must[int](t)(w.Unread(w.volunteer, r)); got != nil || n != 0 {
			t.Errorf("who gave it back reads %v, %d unread", got, n)
		}
		_, err := w.say(w.volunteer, r, "bốn")
		wantFault(t, err, fault.Forbidden, "NOT_HOLDER")
		r = w.claimed(t, w.colleague, w.now(t, r))
		if got := fmt.Sprint(w.bodies(t, w.colleague, r)); got != all {
			t.Errorf("the new holder reads %s", got)
		}
	})
}

// TestAMessageMovesNoClock compares the row of the request before and after: nothing moves but the instant of its last change, by
// which phones ask for it.
func TestAMessageMovesNoClock(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.now(t, w.taken(t))
		w.clock.Advance(time.Hour)
		must[*ent.RequestMessage](t)(w.say(w.citizen, r, "một"))
		must[*ent.RequestMessage](t)(w.say(w.volunteer, r, "hai"))
		after := w.now(t, r)
		if !after.UpdatedAt.Equal(w.clock.Now()) {
			t.Errorf("a phone would not hear of it: the request last changed at %s", after.UpdatedAt)
		}
		after.UpdatedAt = r.UpdatedAt
		if after.String() != r.String() {
			t.Errorf("the request was\n%s\nand is\n%s", r, after)
		}
	})
}

func TestAClientIDNamesOneMessageOfAnAccount(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, second := w.taken(t), w.taken(t)
		in := contact.SendMessageInput{RequestID: r.ID, Body: "một", ClientID: ptr("3f2504e0-4f89-41d3-9a0c-0305e82c3301")}
		var ids [12]string
		atOnce(len(ids), func(i int) {
			sent, err := w.SendMessage(w.citizen, in)
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = sent.Message.ID.String()
		})
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("sent twelve times it is %v", ids)
			}
		}
		if n := w.told(t, contact.EventMessageSent); n != 1 {
			t.Errorf("told %d times", n)
		}
		other := in
		other.Body = "hai"
		_, err := w.SendMessage(w.citizen, other)
		wantFault(t, err, fault.Conflict, "CLIENT_ID_REUSED")
		other = in
		other.RequestID = second.ID
		_, err = w.SendMessage(w.citizen, other)
		wantFault(t, err, fault.Conflict, "CLIENT_ID_REUSED")
		if sent := must[*contact.Sent](t)(w.SendMessage(w.volunteer, in)); sent.Message.ID.String() == ids[0] {
			t.Error("the client id of somebody else gives their message")
		}
	})
}

// TestOfFiftyMessagesAtOnceTwentyAreSent, numbered without gaps; an hour later there are more.
func TestOfFiftyMessagesAtOnceTwentyAreSent(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.taken(t)
		atOnce(50, func(i int) {
			if _, err := w.say(w.citizen, r, fmt.Sprint("tin ", i)); err != nil && !fault.HasKey(err, "MESSAGES_TOO_MANY") {
				t.Error(err)
			}
		})
		rows := must[[]*ent.RequestMessage](t)(w.store.Reader(w.system).RequestMessage.Query().Order(ent.Asc(requestmessage.FieldSequence)).All(w.system))
		if len(rows) != 20 || rows[0].Sequence != 1 || rows[19].Sequence != 20 {
			t.Fatalf("%d messages are there", len(rows))
		}
		must[*ent.RequestMessage](t)(w.say(w.volunteer, r, "tôi vẫn nhắn được"))
		must[*ent.RequestMessage](t)(w.say(w.citizen, w.taken(t), "và ở yêu cầu khác"))
		w.clock.Advance(45 * time.Minute)
		_, err := w.say(w.citizen, r, "nữa")
		wantFault(t, err, fault.RateLimited, "MESSAGES_TOO_MANY")
		if after := fault.Of(err).After; after != 15*time.Minute {
			t.Errorf("to be tried again after %s", after)
		}
		w.clock.Advance(15 * time.Minute)
		must[*ent.RequestMessage](t)(w.say(w.citizen, r, "nữa"))
	})
}

func TestARequestThatIsDoneTakesMessagesForThirtyDays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.resolve(t, w.taken(t))
		w.clock.Advance(30 * 24 * time.Hour)
		must[*ent.RequestMessage](t)(w.say(w.volunteer, r, "còn nhận"))
		w.clock.Advance(time.Microsecond)
		for _, who := range []context.Context{w.citizen, w.volunteer, w.admin} {
			_, err := w.say(who, r, "hết nhận")
			wantFault(t, err, fault.Conflict, "MESSAGES_CLOSED")
		}
	})
}

func TestUnreadIsWhatOthersWroteBehindTheMark(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, second := w.taken(t), w.taken(t)
		first := must[*ent.RequestMessage](t)(w.say(w.citizen, r, "một"))
		must[*ent.RequestMessage](t)(w.say(w.volunteer, r, "hai"))
		third := must[*ent.RequestMessage](t)(w.say(w.admin, r, "ba"))
		unread := func(who context.Context, want int) {
			t.Helper()
			if n := must[int](t)(w.Unread(who, r)); n != want {
				t.Errorf("%d are unread, want %d", n, want)
			}
		}
		unread(w.citizen, 2)
		unread(w.volunteer, 2)
		unread(w.admin, 2)
		mark := func(who context.Context, m *ent.RequestMessage) error {
			_, err := w.MarkMessagesRead(who, contact.MarkMessagesReadInput{RequestID: r.ID, UpToID: &m.ID})
			return err
		}
		if err := mark(w.citizen, third); err != nil {
			t.Fatal(err)
		}
		if err := mark(w.citizen, first); err != nil {
			t.Fatal(err)
		}
		unread(w.citizen, 0)
		unread(w.volunteer, 2)
		_, err := w.MarkMessagesRead(w.citizen, contact.MarkMessagesReadInput{RequestID: second.ID, UpToID: &first.ID})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		wantFault(t, mark(w.colleague, first), fault.Forbidden, "NOT_HOLDER")
		wantFault(t, mark(w.faraway, first), fault.NotFound, "NOT_FOUND")
		must[*ent.HelpRequest](t)(w.MarkMessagesRead(w.citizen, contact.MarkMessagesReadInput{RequestID: second.ID}))
	})
}
