package idempotency

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
)

func row(n byte) *ent.IdempotentAnswer {
	return &ent.IdempotentAnswer{ID: gid.Make(gid.Question, time.Unix(1_800_000_000, 0), uint32(n), [6]byte{n})}
}

func sealedWith(t *testing.T, b byte) *Service {
	t.Helper()
	s, err := New(nil).Sealed(bytes.Repeat([]byte{b}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestASealedAnswerIsGivenAgainByItsRowAndKeyOnly(t *testing.T) {
	const text = `{"lookupCode":"7K2M-Q9XT-04HD"}`
	s, kept := sealedWith(t, 1), row(1)
	kept.Answer = s.seal(kept, text)
	if strings.Contains(kept.Answer, "7K2M") || kept.Answer == s.seal(kept, text) {
		t.Errorf("kept is %q, twice the same", kept.Answer)
	}
	if got, err := s.open(kept); got != text || err != nil {
		t.Errorf("opened %q, %v", got, err)
	}
	moved := row(2)
	moved.Answer = kept.Answer
	broken := row(1)
	broken.Answer = kept.Answer[:10]
	for name, open := range map[string]func() (string, error){
		"in another row":   func() (string, error) { return s.open(moved) },
		"cut":              func() (string, error) { return s.open(broken) },
		"with another key": func() (string, error) { return sealedWith(t, 2).open(kept) },
		"that is no seal":  func() (string, error) { return s.open(&ent.IdempotentAnswer{Answer: "{}"}) },
	} {
		if got, err := open(); got != "" || !fault.HasKey(err, "ALREADY_DONE") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := New(nil).Sealed([]byte("short")); err == nil {
		t.Error("a short key is taken")
	}
}
