package notify_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/internal/store"
)

// follow writes that the people follow what was asked.
func (w *world) follow(people ...*ent.Account) {
	w.t.Helper()
	if err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		for _, a := range people {
			if err := tx.Follow.Create().SetSubjectID(w.asked.ID).SetAccountID(a.ID).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) committee() *ent.Organisation {
	w.t.Helper()
	o, err := store.Write(system, w.store, func(ctx context.Context, tx *store.Tx) (*ent.Organisation, error) {
		return tx.Organisation.Create().SetName("Ủy ban nhân dân Phường thử").SetNameFolded("uy ban").SetKind(organisation.KindPEOPLES_COMMITTEE).
			SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).Save(ctx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

func TestTheAskerAndThoseWhoFollowAreToldOnceEach(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.follow(w.citizen, w.other) // the asker follows too
		owner := w.committee()
		for _, c := range []struct {
			name         string
			data         []string
			mine, theirs string
		}{
			{"conference.question_answered", nil, "Câu hỏi của bạn tại “Đối thoại quý I” đã được trả lời", "Câu hỏi bạn theo dõi tại “Đối thoại quý I” đã được trả lời"},
			{"conference.question_merged", nil, "Câu hỏi của bạn tại “Đối thoại quý I” đã được gộp", "Câu hỏi bạn theo dõi tại “Đối thoại quý I” đã được gộp"},
			{"conference.question_assigned", []string{"owner", owner.ID.String(), "dueOn", "2026-03-07"},
				"Câu hỏi của bạn tại “Đối thoại quý I” sẽ được Ủy ban nhân dân Phường thử trả lời bằng văn bản chậm nhất ngày 07/03/2026.",
				"Câu hỏi bạn theo dõi tại “Đối thoại quý I” sẽ được Ủy ban nhân dân Phường thử trả lời bằng văn bản chậm nhất ngày 07/03/2026."},
		} {
			before := len(w.linesOf(w.citizen))
			e := w.fact(c.name, w.asked.ID, c.data...)
			e.Actor = gid.Zero // what happens to questions is told without a name
			w.tell(e)
			for _, x := range []struct {
				who  *ent.Account
				want string
			}{{w.citizen, c.mine}, {w.other, c.theirs}} {
				lines := w.linesOf(x.who)
				if len(lines) != before+1 || lines[0].SubjectID != w.asked.ID {
					t.Fatalf("%s: %d new lines, want one", c.name, len(lines)-before)
				}
				if text := w.inbox.Text(in("vi", x.who), lines[0]); !strings.Contains(text, x.want) {
					t.Errorf("%s: %q, want %q in it", c.name, text, x.want)
				}
				if text := w.inbox.Text(in("en", x.who), lines[0]); strings.Contains(text, "…") || !strings.Contains(text, "“Đối thoại quý I”") {
					t.Errorf("%s: %q", c.name, text)
				}
			}
		}
	})
}

func TestAnAssignmentWithoutAnOwnerThatIsThereIsPassedOver(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.tell(w.fact("conference.question_assigned", w.asked.ID, "owner", w.ids.New(gid.Organisation, w.clock.Now()).String(), "dueOn", "2026-03-07"))
		w.tell(w.fact("conference.question_assigned", w.asked.ID))
		if lines := w.linesOf(w.citizen); len(lines) != 0 {
			t.Errorf("told %v", lines)
		}
	})
}
