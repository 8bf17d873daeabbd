package graph

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"gandan/internal/access"
)

const change = `mutation C($in: In) { change(in: $in) { person { id } } }`

func withKey(key any) graphql.RawParams {
	return graphql.RawParams{
		Query: change, Variables: map[string]any{"in": map[string]any{"code": "x"}},
		Extensions: map[string]any{"idempotencyKey": key},
	}
}

// keySeen is what a verb sees of the request: key, fingerprint, and the key of the refusal if it never ran.
func keySeen(t *testing.T, p graphql.RawParams) (string, [32]byte, string) {
	t.Helper()
	var seen access.Request
	exec := NewServer(fakeSchema{run: func(ctx context.Context) *graphql.Response {
		seen = access.RequestFrom(ctx)
		return &graphql.Response{Data: json.RawMessage(`{}`)}
	}}, ServerOptions{Log: slog.New(slog.DiscardHandler)})
	r := ask(access.WithRequest(t.Context(), access.Request{ID: "request-1"}), exec, p)
	return seen.IdempotencyKey, seen.Fingerprint, keyOf(r)
}

func TestTheKeyReachesTheVerbFromTheExtensionAndTheHeader(t *testing.T) {
	inHeader := withKey(nil)
	inHeader.Headers = http.Header{"Idempotency-Key": {"k-1"}}
	both := withKey("k-1")
	both.Headers = inHeader.Headers
	for name, p := range map[string]graphql.RawParams{"extension": withKey("k-1"), "header": inHeader, "both alike": both} {
		if key, print, refused := keySeen(t, p); key != "k-1" || print == [32]byte{} || refused != "" {
			t.Errorf("%s: got %q %x %s", name, key, print, refused)
		}
	}
}

func TestAKeyThatIsNoneIsRefused(t *testing.T) {
	differing := withKey("k-1")
	differing.Headers = http.Header{"Idempotency-Key": {"k-2"}}
	two := withKey(nil)
	two.Headers = http.Header{"Idempotency-Key": {"k-1", "k-1"}}
	for name, c := range map[string]struct {
		p    graphql.RawParams
		want string
	}{
		"empty":               {withKey(""), "IDEMPOTENCY_KEY_INVALID"},
		"a space":             {withKey("k 1"), "IDEMPOTENCY_KEY_INVALID"},
		"a letter with marks": {withKey("khóa"), "IDEMPOTENCY_KEY_INVALID"},
		"a number":            {withKey(json.Number("7")), "IDEMPOTENCY_KEY_INVALID"},
		"192 characters":      {withKey(strings.Repeat("k", 192)), "IDEMPOTENCY_KEY_INVALID"},
		"two that differ":     {differing, "IDEMPOTENCY_KEY_TWICE"},
		"two headers":         {two, "IDEMPOTENCY_KEY_TWICE"},
		"191 characters":      {withKey(strings.Repeat("k", 191)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, got := keySeen(t, c.p); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheFingerprintKnowsWhatWasAskedAndNothingElse(t *testing.T) {
	print := func(p graphql.RawParams) [32]byte {
		_, fp, refused := keySeen(t, p)
		if refused != "" {
			t.Fatalf("refused with %s", refused)
		}
		return fp
	}
	base := print(withKey("k-1"))
	otherKey := withKey("k-2")
	otherExtension := withKey("k-1")
	otherExtension.Extensions["trace"] = "t"
	otherValue := withKey("k-1")
	otherValue.Variables = map[string]any{"in": map[string]any{"code": "y"}}
	otherText := withKey("k-1")
	otherText.Query += " "
	if print(otherKey) != base || print(otherExtension) != base {
		t.Error("the key and other extensions are no part of what was asked")
	}
	if print(otherValue) == base || print(otherText) == base {
		t.Error("another body must have another fingerprint")
	}
}

func TestAQueryKeepsNoKey(t *testing.T) {
	p := withKey("k-1")
	p.Query, p.Variables = "{me{id}}", nil
	if key, _, refused := keySeen(t, p); key != "" || refused != "" {
		t.Errorf("got %q, %s", key, refused)
	}
}
