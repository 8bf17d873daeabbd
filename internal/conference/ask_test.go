package conference_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

const phoneID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"

func TestAQuestionIsPublicAtOnceWhereNobodyReadsItFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		q := w.ask(t, w.citizen, c)
		if q.Status != question.StatusPUBLISHED || !q.Listed || q.PublishedAt == nil || q.UnitPath != w.ward.Path {
			t.Errorf("asked it is %v", q)
		}
		if now := w.conferenceNow(t, c.ID); now.QuestionCount != 1 || now.LastSequence != 2 {
			t.Errorf("the conference is %v", now)
		}
		if got := names(w.events(t, q.ID)); got != "conference.question_published" {
			t.Errorf("facts: %s", got)
		}
	})
}

func TestAQuestionWaitsWhereItIsReadFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, moderated)
		q := w.ask(t, w.citizen, c)
		if q.Status != question.StatusPENDING || q.Listed || q.PublishedAt != nil {
			t.Errorf("asked it is %v", q)
		}
		if now := w.conferenceNow(t, c.ID); now.QuestionCount != 0 || now.LastSequence != 1 {
			t.Errorf("the public hears of it: %v", now)
		}
		if got := names(w.events(t, q.ID)); got != caseOpened+" conference.question_asked" {
			t.Errorf("facts: %s", got)
		}
		for name, who := range map[string]context.Context{"a visitor": w.visitor, "a neighbour": w.neighbour, "another ward's admin": w.otherWardAdmin} {
			if _, err := w.ReadableQuestion(who, q.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads it: %v", name, err)
			}
		}
		for name, who := range map[string]context.Context{"its author": w.citizen, "the admin": w.admin, "the city's admin": w.cityAdmin} {
			if got, err := w.ReadableQuestion(who, q.ID); err != nil || *w.Body(who, got) != q.Body {
				t.Errorf("%s does not read it: %v", name, err)
			}
		}
	})
}

// broken is a moderation that fails.
type broken struct{}

func (broken) OpenForQuestion(context.Context, *store.Tx, *ent.Question) error {
	return fault.New(fault.Unavailable, "UNAVAILABLE")
}

func TestWithoutACaseThereIsNoQuestion(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, moderated)
		service := conference.New(w.store, nil, nil, broken{}, nil)
		_, err := service.Ask(w.citizen, asking(c))
		wantFault(t, err, fault.Unavailable, "UNAVAILABLE")
		if n := must[int](t)(w.store.Reader(w.system).Question.Query().Count(w.system)); n != 0 {
			t.Errorf("%d questions were stored", n)
		}
	})
}

func TestQuestionsAreTakenFromTheAnnouncementUntilTheEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, status := range statuses() {
			c := w.in(t, status)
			who := w.citizen
			if !c.Listed {
				who = w.person(t, w.ward.Path, actorOf(w.admin).Members...) // an admin who lives there finds the draft
			}
			_, err := w.Ask(who, asking(c))
			if status == entconference.StatusANNOUNCED || status == entconference.StatusLIVE {
				if err != nil {
					t.Errorf("%s: %v", status, err)
				}
				continue
			}
			wantFault(t, err, fault.Conflict, "QUESTIONS_CLOSED")
		}
		_, err := w.Ask(w.citizen, asking(w.draft(t)))
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestWhoMayAsk(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		ofWard, ofCity := w.announced(t), w.announced(t, func(in *conference.CreateConferenceInput) { in.UnitID, in.HostID = w.city.ID, nil })
		for _, who := range []context.Context{w.citizen, w.newcomer, w.admin} {
			w.ask(t, who, ofWard)
		}
		w.ask(t, w.stranger, ofCity)
		for _, who := range []context.Context{w.stranger, w.visitor, w.otherWardAdmin} {
			_, err := w.Ask(who, asking(ofWard))
			wantFault(t, err, fault.Forbidden, "NOT_YOUR_UNIT")
		}
		ofCityAdmin := w.person(t, w.otherWard.Path, access.Membership{Role: access.Admin, UnitID: w.city.ID, Path: w.city.Path})
		_, err := w.Ask(ofCityAdmin, asking(ofWard))
		wantFault(t, err, fault.Forbidden, "NOT_YOUR_UNIT")
	})
}

func TestTheWordsOfAQuestion(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		for body, key := range map[string]fault.Key{
			" 123456789 ": "TOO_SHORT", strings.Repeat("\u200b", 40): "TOO_SHORT", strings.Repeat("ế", 1001): "TOO_LONG",
		} {
			_, err := w.Ask(w.citizen, asking(c, func(in *conference.AskQuestionInput) { in.Body = body }))
			wantFault(t, err, fault.BadUserInput, key, "input.body")
		}
		for sent, stored := range map[string]string{
			"1234567890":              "1234567890",
			strings.Repeat("ế", 1000): strings.Repeat("ế", 1000),
			"Đường ngập \u202e🌊 quá":  "Đường ngập 🌊 quá",
			"'; DROP TABLE votes; --": "'; DROP TABLE votes; --",
		} {
			q := must[*ent.Question](t)(w.Ask(w.citizen, asking(c, func(in *conference.AskQuestionInput) { in.Body = sent })))
			if got := w.questionNow(t, q.ID).Body; got != stored {
				t.Errorf("sent %q, stored %q", sent, got)
			}
		}
	})
}

func TestAnAskerIsNamedOnlyIfTheyChooseSo(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		unnamed := w.ask(t, w.citizen, c)
		named := must[*ent.Question](t)(w.Ask(w.citizen, asking(c, func(in *conference.AskQuestionInput) { in.ShowName = true })))
		name := must[*ent.Account](t)(w.store.Reader(w.citizen).Account.Get(w.citizen, actorOf(w.citizen).ID)).DisplayName
		for _, who := range []context.Context{w.visitor, w.citizen, w.neighbour, w.admin, w.cityAdmin} {
			if got := w.AuthorOf(who, w.questionNow(t, unnamed.ID)); got != nil {
				t.Errorf("the author shows: %v", got)
			}
			if got := w.AuthorOf(who, w.questionNow(t, named.ID)); got == nil || got.DisplayName != name {
				t.Errorf("the author is %v, want %q", got, name)
			}
		}
		write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
			return 0, tx.Account.UpdateOneID(actorOf(w.citizen).ID).SetDisplayName("Tên mới").Exec(ctx)
		})
		if got := w.AuthorOf(w.visitor, w.questionNow(t, named.ID)); got.DisplayName != name {
			t.Errorf("the name follows the account: %v", got)
		}
	})
}

func sentAs(id string) func(*conference.AskQuestionInput) {
	return func(in *conference.AskQuestionInput) { in.ClientID = &id }
}

func TestAQuestionSentAgainIsTheOneThatIsThere(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		q := must[*ent.Question](t)(w.Ask(w.citizen, asking(c, sentAs(phoneID))))
		told := w.activity(t, c.ID)
		must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: c.ID}))
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		again := must[*ent.Question](t)(w.Ask(w.citizen, asking(c, sentAs(strings.ToUpper(phoneID)), func(in *conference.AskQuestionInput) {
			in.Body = "  Bao giờ đường được sửa?  " // as it is once cleaned; in NFD too
		})))
		if again.ID != q.ID {
			t.Error("there are two")
		}
		if now := w.activity(t, c.ID); !slices.Equal(now[:len(told)], told) || len(now) != len(told)+2 {
			t.Errorf("told %q", now)
		}
		for name, change := range map[string]func(*conference.AskQuestionInput){
			"other words":         func(in *conference.AskQuestionInput) { in.Body = "Bao giờ có nước sạch?" },
			"another choice":      func(in *conference.AskQuestionInput) { in.ShowName = true },
			"another conference":  func(in *conference.AskQuestionInput) { in.ConferenceID = w.announced(t).ID },
			"an unknown one even": func(in *conference.AskQuestionInput) { in.ConferenceID = gid.Zero },
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Ask(w.citizen, asking(c, sentAs(phoneID), change))
				wantFault(t, err, fault.Conflict, "CLIENT_ID_REUSED", "input.clientId")
			})
		}
		_, err := w.Ask(w.citizen, asking(c, sentAs("no uuid")))
		wantFault(t, err, fault.BadUserInput, "BAD_CLIENT_ID", "input.clientId")
	})
}

func TestAClientIDIsOfOneAccount(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		mine := must[*ent.Question](t)(w.Ask(w.citizen, asking(c, sentAs(phoneID))))
		theirs := must[*ent.Question](t)(w.Ask(w.neighbour, asking(c, sentAs(phoneID))))
		if mine.ID == theirs.ID {
			t.Error("two people have one question")
		}
	})
}

func TestOfTwentyEqualMessagesOneIsStored(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, change := range []func(*conference.CreateConferenceInput){func(*conference.CreateConferenceInput) {}, moderated} {
			c := w.announced(t, change)
			id := c.ID.String()
			ids := make(chan gid.ID, 20)
			var all sync.WaitGroup
			for range 20 {
				all.Go(func() {
					q, err := w.Ask(w.citizen, asking(c, sentAs(id)))
					if err != nil {
						t.Error(err)
						return
					}
					ids <- q.ID
				})
			}
			all.Wait()
			close(ids)
			seen := map[gid.ID]bool{}
			for one := range ids {
				seen[one] = true
			}
			n := must[int](t)(w.store.Reader(w.system).Question.Query().Where(question.ConferenceID(c.ID)).Count(w.system))
			if len(seen) != 1 || n != 1 {
				t.Errorf("%d answers, %d rows", len(seen), n)
			}
		}
	})
}
