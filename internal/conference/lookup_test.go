package conference_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/question"
	"gandan/internal/calendar"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/policy"
)

var codeShape = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$`)

func TestTheAskerAloneReadsTheCode(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q, other := w.ask(t, w.citizen, c), w.ask(t, w.citizen, c)
		code := w.LookupCode(w.citizen, q)
		if code == nil || !codeShape.MatchString(*code) || *code == *w.LookupCode(w.citizen, other) {
			t.Fatalf("the code is %v", code)
		}
		if *code != *w.LookupCode(w.citizen, w.questionNow(t, q.ID)) {
			t.Error("read again it is another one")
		}
		for name, who := range map[string]context.Context{"a visitor": w.visitor, "a neighbour": w.neighbour, "the admin": w.admin, "the system": w.system} {
			if w.LookupCode(who, q) != nil {
				t.Errorf("%s reads it", name)
			}
		}
		if hash := string(w.questionNow(t, q.ID).LookupHash); len(hash) != 32 || strings.Contains(hash, *code) {
			t.Errorf("stored is %x", hash)
		}
	})
}

func TestACodeIsReadHoweverItIsWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.live(t))
		code := *w.LookupCode(w.citizen, q)
		plain := strings.ReplaceAll(code, "-", "")
		for _, written := range []string{
			code, strings.ToLower(code), plain, " " + plain[:5] + " " + plain[5:], strings.ReplaceAll(code, "-", "–"),
			strings.NewReplacer("0", "o", "1", "l").Replace(code), strings.NewReplacer("0", "O", "1", "I").Replace(code),
		} {
			if got := must[*conference.QuestionTrace](t)(w.QuestionByCode(w.visitor, written)); got.Status != question.StatusPUBLISHED {
				t.Errorf("%q gives %v", written, got)
			}
		}
		for _, wrong := range []string{"", "-", code[:13], code + "0", code + code, strings.Repeat("0", 1000), "không phải mã", "ZZZZ-ZZZZ-ZZZZ", plain[:11] + "U"} {
			_, err := w.QuestionByCode(w.visitor, wrong)
			wantFault(t, err, fault.NotFound, "NOT_FOUND", "")
		}
	})
}

func TestACodeTellsWhyItsQuestionIsHidden(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q, same := w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		mine, theirs := *w.LookupCode(w.citizen, q), *w.LookupCode(w.neighbour, same)
		must[*ent.Question](t)(w.Merge(w.admin, joining(same, q)))
		w.answered(t, q)
		if err := w.hide(w.admin, q); err != nil {
			t.Fatal(err)
		}
		w.decided.last = &ent.Decision{ReasonCode: decision.ReasonCodeABUSE, Statement: "Lời gửi người hỏi."}
		got := must[*conference.QuestionTrace](t)(w.QuestionByCode(w.visitor, mine))
		if got.Status != question.StatusHIDDEN || got.Merged || *got.ReasonCode != decision.ReasonCodeABUSE || *got.Statement != "Lời gửi người hỏi." {
			t.Errorf("its asker reads %v", got)
		}
		if w.TracedAnswer(w.visitor, got) != nil {
			t.Error("the answer is shown though the question is hidden")
		}
		if found := must[*ent.Question](t)(w.TracedQuestion(w.visitor, got)); found != nil {
			t.Error("the words are shown though the question is hidden")
		}
		got = must[*conference.QuestionTrace](t)(w.QuestionByCode(w.visitor, theirs))
		if got.Status != question.StatusHIDDEN || !got.Merged || *got.ReasonCode != decision.ReasonCodeABUSE || got.Statement != nil {
			t.Errorf("whose question was joined with it reads %v", got)
		}
	})
}

func TestWithoutASecretThereAreNoCodes(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		coded := w.ask(t, w.citizen, w.live(t))
		cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
		bare := conference.New(w.store, nil, cal, cases{}, policy.Standard())
		q := must[*ent.Question](t)(bare.Ask(w.citizen, asking(w.live(t))))
		if bare.LookupCode(w.citizen, q) != nil || len(q.LookupHash) != 0 {
			t.Error("there is a code")
		}
		if w.LookupCode(w.citizen, q) != nil {
			t.Error("a code is shown that finds nothing")
		}
		_, err := bare.QuestionByCode(w.visitor, *w.LookupCode(w.citizen, coded))
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
	})
}
