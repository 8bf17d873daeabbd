package apitest_test

import (
	"context"
	"testing"
)

// askSolved does what the clock does beside the requests: when a step has waited, it asks whoever is due whether it was solved.
func (w *world) askSolved(t *testing.T, s *step) {
	t.Helper()
	if s.wait == 0 {
		return
	}
	if err := w.Helpdesk.AskSolved(context.Background()); err != nil {
		t.Fatalf("line %d: asking whether it was solved: %v", s.line, err)
	}
}
