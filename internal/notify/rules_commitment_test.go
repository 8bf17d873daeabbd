package notify_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/ent/unit"
	"gandan/internal/store"
)

// ledger is a promise from the question of the citizen, with people who follow it, its question and its conference.
type ledger struct {
	*world
	promise                                       *ent.Commitment
	ofPromise, ofQuestion, ofConference, ofAll    *ent.Account
	admin, cityAdmin, elsewhere, formerly, nobody *ent.Account
}

func (w *world) ledger() *ledger {
	w.t.Helper()
	l := &ledger{world: w}
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		for i, p := range []**ent.Account{&l.ofPromise, &l.ofQuestion, &l.ofConference, &l.ofAll, &l.admin, &l.cityAdmin, &l.elsewhere, &l.formerly, &l.nobody} {
			var err error
			if *p, err = person(ctx, tx, 10+i); err != nil {
				return err
			}
		}
		city, err := tx.Unit.Create().SetCode("01").SetName("Thành phố thử").SetNameFolded("thanh pho thu").SetKind(unit.KindCITY).
			SetPath("/01/").SetIdentity("01").SetSource("test").SetConfidence("test").Save(ctx)
		if err != nil {
			return err
		}
		other, err := tx.Unit.Create().SetCode("02").SetName("Phường khác").SetNameFolded("phuong khac").SetKind(unit.KindWARD).
			SetPath("/02/").SetIdentity("02").SetSource("test").SetConfidence("test").Save(ctx)
		if err != nil {
			return err
		}
		body, err := tx.Organisation.Create().SetName("Ủy ban thành phố").SetNameFolded("uy ban thanh pho").SetKind("PEOPLES_COMMITTEE").
			SetUnitID(city.ID).SetUnitPath(city.Path).Save(ctx)
		if err != nil {
			return err
		}
		if l.promise, err = tx.Commitment.Create().SetConferenceID(w.asked.ConferenceID).SetQuestionID(w.asked.ID).SetOwnerID(w.citizen.ID).
			SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetText("Sửa xong đường " + strings.Repeat("Quang Trung ", 10)).
			SetResponsibleID(body.ID).SetDueOn("2026-04-30").SetStatus("OPEN").Save(ctx); err != nil {
			return err
		}
		for _, g := range []struct {
			who *ent.Account
			in  *ent.Unit
		}{{l.admin, w.ward}, {l.cityAdmin, city}, {l.elsewhere, other}, {l.formerly, w.ward}} {
			grant, err := tx.RoleGrant.Create().SetAccountID(g.who.ID).SetRole(rolegrant.RoleADMIN).SetUnitID(g.in.ID).SetUnitPath(g.in.Path).Save(ctx)
			if err != nil {
				return err
			}
			if g.who == l.formerly {
				if err := tx.RoleGrant.UpdateOne(grant).SetRevokedAt(tx.Now).Exec(ctx); err != nil {
					return err
				}
			}
		}
		for _, f := range []struct {
			who   *ent.Account
			about gid.ID
		}{
			{l.ofPromise, l.promise.ID}, {l.ofQuestion, w.asked.ID}, {l.ofConference, w.asked.ConferenceID},
			{l.ofAll, l.promise.ID}, {l.ofAll, w.asked.ID}, {l.ofAll, w.asked.ConferenceID}, {w.citizen, l.promise.ID}, {l.admin, l.promise.ID},
		} {
			if err := tx.Follow.Create().SetAccountID(f.who.ID).SetSubjectID(f.about).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
	return l
}

// told delivers the fact and says who has a new line about what, in English, by the beginning of its text.
func (l *ledger) told(name string, subject gid.ID, data ...string) []string {
	l.t.Helper()
	e := l.fact(name, subject, data...)
	e.Actor = gid.Zero
	l.tell(e)
	l.tell(e) // again is no change
	var out []string
	for who, p := range map[string]*ent.Account{
		"asker": l.citizen, "promise": l.ofPromise, "question": l.ofQuestion, "conference": l.ofConference, "all": l.ofAll, "admin": l.admin,
		"city": l.cityAdmin, "elsewhere": l.elsewhere, "formerly": l.formerly, "nobody": l.nobody,
	} {
		for _, line := range l.linesOf(p) {
			if line.EventID != e.ID {
				continue
			}
			if line.SubjectID != subject {
				l.t.Errorf("%s is told about %s", who, line.SubjectID)
			}
			out = append(out, fmt.Sprintf("%s: %s", who, l.inbox.Text(in("en", p), line)))
		}
	}
	slices.Sort(out)
	return out
}

func TestWhoeverWaitsForAPromiseHearsOfEachStepOnce(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		l := w.ledger()
		const text = "“Sửa xong đường Quang Trung Quang Trung Quang Trung Quang Trung Quang Trung Quang…”"
		everybody := []string{"admin", "all", "conference", "promise", "question"}
		day, until := []string{"dueOn", "2026-04-30"}, []string{"dueOn", "2026-04-30", "confirmUntil", "2026-05-15"}
		for _, x := range []struct {
			fact             string
			data             []string
			followers, asker string
			others           map[string]string
		}{
			{"conference.commitment_recorded", day, "A promise was recorded, due on 30/04/2026: " + text + ".", "A promise came of your question, due on 30/04/2026: " + text + ".", nil},
			{"commitment.extended", day, "The promise " + text + " was given until 30/04/2026. Please open it to read why.", "The promise " + text + " was given until 30/04/2026. Please open it to read why.", nil},
			{"commitment.completed", until, "The promise " + text + " is said to be done. Please open it to see the result.",
				"The promise that came of your question is said to be done: " + text + ". Please confirm or dispute it until 15/05/2026.", nil},
			{"commitment.confirmed", day, "The promise " + text + " was confirmed as kept by the person who had asked.", "", nil},
			{"commitment.disputed", day, "The person who had asked says that the promise " + text + " was not kept. Please open it to read why.", "", map[string]string{
				"admin": "The person who had asked says that the promise " + text + " was not kept. Please read why, do what is missing and complete it again.",
				"city":  "The person who had asked says that the promise " + text + " was not kept. Please read why, do what is missing and complete it again.",
			}},
			{"commitment.settled", day, "The promise " + text + " counts as kept, since nobody disputed it in time.", "The promise " + text + " counts as kept, since nobody disputed it in time.", nil},
		} {
			want := map[string]string{}
			for _, who := range everybody {
				want[who] = x.followers
			}
			if x.asker != "" {
				want["asker"] = x.asker
			}
			for who, words := range x.others {
				want[who] = words
			}
			var lines []string
			for who, words := range want {
				lines = append(lines, who+": "+words)
			}
			slices.Sort(lines)
			if got := l.told(x.fact, l.promise.ID, x.data...); !slices.Equal(got, lines) {
				t.Errorf("%s: told are\n%s\nwant\n%s", x.fact, strings.Join(got, "\n"), strings.Join(lines, "\n"))
			}
		}
	})
}

func TestWhoFollowsAConferenceHearsOfItsConclusion(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		l := w.ledger()
		for fact, words := range map[string]string{
			"conference.concluded":            "The conclusion of “Đối thoại quý I” was published. Please open the conference to read it.",
			"conference.conclusion_corrected": "The conclusion of “Đối thoại quý I” was corrected. Please open the conference to read the new version and why.",
		} {
			if got := l.told(fact, w.asked.ConferenceID); !slices.Equal(got, []string{"all: " + words, "conference: " + words}) {
				t.Errorf("told are %q", got)
			}
		}
	})
}

func TestNoLineAboutAPromiseSaysWhoAsked(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		l := w.ledger()
		l.told("commitment.disputed", l.promise.ID, "dueOn", "2026-04-30")
		l.told("commitment.confirmed", l.promise.ID, "dueOn", "2026-04-30")
		for _, p := range []*ent.Account{l.admin, l.cityAdmin, l.ofPromise} {
			for _, line := range l.linesOf(p) {
				for name, value := range line.Args {
					if strings.Contains(value, w.citizen.ID.String()) || strings.Contains(value, w.citizen.DisplayName) || strings.Contains(value, w.citizen.Phone) {
						t.Errorf("%s of %s is %q", name, line.Kind, value)
					}
				}
			}
		}
	})
}
