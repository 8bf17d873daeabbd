package apitest_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestTheDatabaseHoldsNoLookUpCode: of a code only a keyed hash is stored, also when the mutation carries a key and its answer
// is kept to be given again.
func TestTheDatabaseHoldsNoLookUpCode(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			w.play(t, openConference())
			code := w.codeOf(t, asking("ask-1", "Bao giờ đường Quang Trung được sửa?", false))
			plain := strings.ReplaceAll(code, "-", "")
			if kept := strings.Join(w.rows(t), "\n"); len(plain) != 12 || strings.Contains(kept, code) || strings.Contains(kept, plain) || !strings.Contains(kept, "ask-1") {
				t.Errorf("the code %q is %d signs long, or the database holds it, or the key was not kept", code, len(plain))
			}
			if again := w.codeOf(t, asking("ask-1", "Bao giờ đường Quang Trung được sửa?", false)); again != code {
				t.Errorf("given again it is %q, not %q", again, code)
			}
		})
	}
}

// codeOf asks and gives the code as the phone reads it.
func (w *world) codeOf(t *testing.T, s *step) string {
	t.Helper()
	_, body, _ := w.call(t, s)
	var answer struct {
		Data struct{ AskQuestion struct{ LookupCode string } }
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Data.AskQuestion.LookupCode == "" {
		t.Fatalf("answered %s (%v)", body, err)
	}
	return answer.Data.AskQuestion.LookupCode
}
