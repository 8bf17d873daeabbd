package commitment_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/internal/commitment"
	"gandan/internal/conference"
	"gandan/internal/fault"
)

func TestWhatIsWrongWithAPromiseIsNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, w.ward)
		elsewhere := w.ask(t, w.citizen, w.announced(t, w.ward))
		type input = commitment.RecordCommitmentInput
		for name, x := range map[string]struct {
			change func(*input)
			key    fault.Key
			field  string
		}{
			"few words":             {func(in *input) { in.Text = "Sẽ sửa" }, "TOO_SHORT", "input.text"},
			"many words":            {func(in *input) { in.Text = strings.Repeat("a", 2001) }, "TOO_LONG", "input.text"},
			"no day":                {func(in *input) { in.DueOn = "30/6/2026" }, "BAD_DATE", "input.dueOn"},
			"yesterday":             {func(in *input) { in.DueOn = "2026-03-01" }, "DUE_IN_PAST", "input.dueOn"},
			"no day at all":         {func(in *input) { in.DueOn = "" }, "DUE_ONE_OF", "input.dueOn"},
			"two days":              {func(in *input) { in.DueInWorkingDays = ptr(3) }, "DUE_ONE_OF", "input.dueOn"},
			"in no working days":    {func(in *input) { in.DueOn, in.DueInWorkingDays = "", ptr(0) }, "BAD_WORKING_DAYS", "input.dueInWorkingDays"},
			"in a thousand and one": {func(in *input) { in.DueOn, in.DueInWorkingDays = "", ptr(1001) }, "BAD_WORKING_DAYS", "input.dueInWorkingDays"},
			"a question elsewhere":  {func(in *input) { in.QuestionID = &elsewhere.ID }, "QUESTION_ELSEWHERE", "input.questionId"},
			"an unknown question":   {func(in *input) { in.QuestionID = &gid.ID{} }, "QUESTION_ELSEWHERE", "input.questionId"},
			"an unknown body":       {func(in *input) { in.ResponsibleID = gid.Zero }, "UNKNOWN_ORGANISATION", "input.responsibleId"},
			"a body of the others":  {func(in *input) { in.ResponsibleID = w.otherWardCommittee.ID }, "ORGANISATION_ELSEWHERE", "input.responsibleId"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Record(w.admin, w.input(c, x.change))
				wantFault(t, err, fault.BadUserInput, x.key, x.field)
			})
		}
		if n := must[int](t)(w.store.Reader(w.system).Commitment.Query().Count(w.system)); n != 0 {
			t.Errorf("%d promises were stored", n)
		}
	})
}

func TestWhoMayRecordAPromise(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, w.ward)
		for _, who := range []context.Context{w.citizen, w.otherWardAdmin, w.visitor} {
			_, err := w.Record(who, w.input(c))
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		_, err := w.Record(w.otherWardAdmin, w.input(w.draft(t, w.ward)))
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.Record(w.admin, w.input(w.draft(t, w.ward)))
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		must[*ent.Commitment](t)(w.Record(w.cityAdmin, w.input(c, func(in *commitment.RecordCommitmentInput) {
			in.ResponsibleID, in.DueOn = w.cityCommittee.ID, "2026-03-02" // of the city, today
		})))
	})
}

func TestAPromiseBelongsToWhoAskedTheQuestionNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, w.ward)
		from, into := w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		must[*ent.Question](t)(w.forum.Merge(w.admin, conference.MergeQuestionsInput{QuestionID: from.ID, IntoID: into.ID}))
		for q, asker := range map[*ent.Question]context.Context{from: w.citizen, into: w.neighbour} {
			p := must[*ent.Commitment](t)(w.Record(w.admin, w.input(c, func(in *commitment.RecordCommitmentInput) { in.QuestionID = &q.ID })))
			if p.OwnerID == nil || *p.OwnerID != actorOf(asker).ID || *p.QuestionID != q.ID {
				t.Errorf("the promise is %v", p)
			}
		}
		if p := must[*ent.Commitment](t)(w.Record(w.admin, w.input(c))); p.OwnerID != nil || p.QuestionID != nil {
			t.Errorf("a promise from no question is %v", p)
		}
	})
}

func TestARecordedPromiseIsOpenAndItsLedgerBegins(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.promise(t)
		if p.Status != entcommitment.StatusOPEN || p.DueOn != "2026-03-31" || !p.Listed || p.EntryCount != 1 {
			t.Errorf("the promise is %v", p)
		}
		if got := w.history(t, p); got != "1 RECORDED ADMIN 2026-03-31" {
			t.Errorf("the ledger is %s", got)
		}
		told := w.facts(t, p)
		if len(told) != 1 || told[0].Name != "conference.commitment_recorded" || told[0].Data["dueOn"] != "2026-03-31" ||
			told[0].Data["conference"] != p.ConferenceID.String() || told[0].Data["responsible"] != w.wardCommittee.ID.String() {
			t.Errorf("told %v", told)
		}
	})
}
