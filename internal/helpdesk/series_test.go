package helpdesk_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/ent/helptally"
	"gandan/ent/solvedanswer"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
)

// rate closes a new request of that kind with that mark.
func (w *world) rate(kind helprequest.ApplicantKind, mark int, reasons ...helpdesk.ServiceReason) *ent.HelpRequest {
	w.t.Helper()
	in := w.asking()
	in.ApplicantKind = &kind
	r, err := w.Create(w.citizen, in)
	must(w.t, err)
	_, err = w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
	must(w.t, err)
	w.log(r, assistancelog.OutcomeRESOLVED)
	_, err = w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: mark, Reasons: reasons})
	must(w.t, err)
	return r
}

func (w *world) month() string { return w.clock.Now().Add(7 * time.Hour).Format("2006-01") }

// reading is what anybody reads of the unit in this month.
func (w *world) reading(u *ent.Unit, kind helprequest.ApplicantKind) *helpdesk.HelpSatisfactionMonth {
	w.t.Helper()
	out, err := w.Satisfaction(context.Background(), u.ID, kind, w.month(), w.month())
	must(w.t, err)
	return out[0]
}

const resident, enterprise = helprequest.ApplicantKindRESIDENT, helprequest.ApplicantKindENTERPRISE

func TestNineAnswersShowNothingTenShowTenAndNineteenShowTheTen(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for range 9 {
			w.rate(resident, 5, helpdesk.Quick)
		}
		if got := w.reading(w.ward, resident); !got.Hidden || got.Answers != nil || len(got.Marks)+len(got.Reasons) != 0 {
			t.Errorf("nine show %+v", got)
		}
		w.rate(resident, 2, helpdesk.Slow)
		got := w.reading(w.ward, resident)
		equal(t, "answers", *got.Answers, 10)
		equal(t, "average", *got.Average, 4.7)
		equal(t, "twos", got.Marks[1].Count, 1)
		equal(t, "quick", got.Reasons[2].Count, 9)
		for range 9 {
			w.rate(resident, 1)
		}
		again := w.reading(w.ward, resident)
		equal(t, "nineteen show", *again.Answers, 10)
		equal(t, "ones", again.Marks[0].Count, 0)
		city := w.reading(w.city, resident)
		equal(t, "the city adds up what is shown", *city.Answers, 10)
		equal(t, "the other ward", w.reading(w.other, resident).Hidden, true)
	})
}

func TestResidentsAndEnterprisesAreNeverMixed(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for range 9 {
			w.rate(resident, 5)
			w.rate(enterprise, 1)
		}
		equal(t, "residents", w.reading(w.ward, resident).Hidden, true)
		equal(t, "enterprises", w.reading(w.ward, enterprise).Hidden, true)
		w.rate(enterprise, 1)
		equal(t, "residents still", w.reading(w.ward, resident).Hidden, true)
		got := w.reading(w.ward, enterprise)
		equal(t, "ones", got.Marks[0].Count, 10)
		equal(t, "fives", got.Marks[4].Count, 0)
	})
}

func TestARequestIsRatedOnceEvenWhenReopened(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.rate(resident, 5)
		_, err := w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Chưa xong."})
		must(t, err)
		_, err = w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		w.log(r, assistancelog.OutcomeRESOLVED)
		_, err = w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 1})
		must(t, err)
		rows, err := w.store.Reader(system()).HelpTally.Query().Where(helptally.CountGT(0)).All(system())
		must(t, err)
		for _, row := range rows {
			if row.Mark != "ALL" && row.Mark != "SCORE_5" || row.Count != 1 {
				t.Errorf("%s was counted %d times", row.Mark, row.Count)
			}
		}
	})
}

func TestReasonsOfARatingAreChecked(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusRESOLVED)
		for key, reasons := range map[string][]helpdesk.ServiceReason{
			"INVALID_VALUE": {"FRIENDLY"}, "SAME_REASON": {helpdesk.Quick, helpdesk.Quick},
			"TOO_MANY_ITEMS": {helpdesk.Quick, helpdesk.Slow, helpdesk.Solved, helpdesk.NotSolved, helpdesk.PapersKnown, helpdesk.PapersUnknown},
		} {
			_, err := w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 3, Reasons: reasons})
			refusedAt(t, err, "input.reasons", fault.Key(key))
		}
	})
}

// TestNoTwoReadingsDifferByFewerThanTen: whatever is answered in whatever order, two readings of a series are the same or differ
// by ten answers or more.
func TestNoTwoReadingsDifferByFewerThanTen(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		rapid.Check(t, func(rt *rapid.T) {
			w.clock.Advance(31 * 24 * time.Hour) // a month of its own for every run
			seen := map[helprequest.ApplicantKind][]*helpdesk.HelpSatisfactionMonth{}
			for _, kind := range rapid.SliceOfN(rapid.SampledFrom([]helprequest.ApplicantKind{resident, enterprise}), 12, 26).Draw(rt, "who") {
				mark := rapid.IntRange(1, 5).Draw(rt, "mark")
				w.rate(kind, mark, helpdesk.ServiceReasons()[mark])
				for _, read := range []helprequest.ApplicantKind{resident, enterprise} {
					seen[read] = append(seen[read], w.reading(w.city, read))
				}
			}
			for kind, readings := range seen {
				for i, a := range readings {
					for _, b := range readings[i+1:] {
						if d := answers(b) - answers(a); d != 0 && d < helpdesk.Step || d == 0 && text(rt, a) != text(rt, b) {
							rt.Fatalf("%s: two readings differ by %d: %s %s", kind, d, text(rt, a), text(rt, b))
						}
					}
				}
			}
		})
	})
}

func answers(m *helpdesk.HelpSatisfactionMonth) int {
	if m.Answers == nil {
		return 0
	}
	return *m.Answers
}

func text(t rapid.TB, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWhatWasSolvedIsShownToAdminsOfTheUnitInSteps(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		first := w.in(helprequest.StatusRESOLVED)
		w.copies(first, 11)
		w.clock.Advance(fourWeeks)
		must(t, w.AskSolved(system()))
		rows, err := w.store.Reader(system()).HelpRequest.Query().All(system())
		must(t, err)
		for i, r := range rows {
			figures, err := w.SolvedFigures(w.admin, w.ward.ID, w.month(), w.month())
			must(t, err)
			equal(t, "hidden", figures[0].Hidden, i < 10)
			solved := solvedanswer.SolvedYES
			if i%5 == 0 {
				solved = solvedanswer.SolvedNO
			}
			_, err = w.answer(r, solved)
			must(t, err)
		}
		for _, who := range []context.Context{w.admin, w.cityAdmin} {
			figures, err := w.SolvedFigures(who, w.ward.ID, w.month(), w.month())
			must(t, err)
			equal(t, "yes", *figures[0].Yes, 8)
			equal(t, "no", *figures[0].No, 2)
		}
		for _, who := range []context.Context{w.volunteer, w.citizen, w.strangerAdmin} {
			_, err := w.SolvedFigures(who, w.ward.ID, w.month(), w.month())
			refused(t, err, fault.Forbidden, "FORBIDDEN")
			_, err = w.ReasonFigures(who, w.ward.ID, w.month(), w.month())
			refused(t, err, fault.Forbidden, "FORBIDDEN")
		}
	})
}

func TestReasonsAreCountedByCodeAndThoseBelowTenAreHidden(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for i := range 20 {
			in := helpdesk.CancelHelpRequestInput{ID: w.open().ID}
			if i < 12 {
				in.ReasonCode = ptr(helpdesk.WaitedTooLong)
			}
			_, err := w.Cancel(w.citizen, in)
			must(t, err)
		}
		figures, err := w.ReasonFigures(w.admin, w.ward.ID, w.month(), w.month())
		must(t, err)
		equal(t, "series", len(figures), 4)
		for _, f := range figures {
			equal(t, string(f.Series), f.Hidden, f.Series != "CANCELLED")
			for _, c := range f.Counts {
				switch {
				case c.Code == "WAITED_TOO_LONG" && (c.Count == nil || *c.Count != 12):
					t.Errorf("%s: %v", c.Code, c.Count)
				case c.Code != "WAITED_TOO_LONG" && c.Count != nil:
					t.Errorf("%s is shown with %d", c.Code, *c.Count)
				}
			}
		}
	})
}
