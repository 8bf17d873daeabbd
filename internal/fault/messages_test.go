package fault

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"
)

func TestMessage(t *testing.T) {
	for name, c := range map[string]struct {
		key  Key
		lang string
		args map[string]any
		want string
	}{
		"Vietnamese comes first":                {"NOT_FOUND", "", nil, "Không tìm thấy nội dung này. Vui lòng kiểm tra lại hoặc tải lại trang."},
		"a language we lack gets Vietnamese":    {"NOT_FOUND", "fr", nil, "Không tìm thấy nội dung này. Vui lòng kiểm tra lại hoặc tải lại trang."},
		"English on request":                    {"NOT_FOUND", "en", nil, "This was not found. Please check it, or reload the page."},
		"English of a region":                   {"NOT_FOUND", "EN-gb", nil, "This was not found. Please check it, or reload the page."},
		"a value takes its place":               {"TOO_SHORT", "en", map[string]any{"min": 10}, "Too short. Please write at least 10 characters."},
		"a forgotten value leaves an ellipsis":  {"TOO_SHORT", "en", nil, "Too short. Please write at least … characters."},
		"a code is put into words":              {"WRONG_STATE", "vi", map[string]any{"status": "CLAIMED"}, "Việc này không thực hiện được khi đang ở trạng thái “đã có người nhận”. Vui lòng tải lại để xem trạng thái mới nhất."},
		"an unknown code stays a code":          {"WRONG_STATE", "en", map[string]any{"status": "FROZEN"}, "This cannot be done in the state “FROZEN”. Please reload to see the current state."},
		"a value is not searched for more":      {"TOO_SHORT", "en", map[string]any{"min": "{max}", "max": 3}, "Too short. Please write at least {max} characters."},
		"a key without a message says INTERNAL": {"NO_SUCH_KEY", "en", nil, Message("INTERNAL", "en", nil)},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Message(c.key, c.lang, c.args); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

var (
	placeholder = regexp.MustCompile(`\{[a-z][A-Za-z]*\}`)
	goodKey     = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$`)
)

func TestEachMessageIsSoundInBothLanguages(t *testing.T) {
	for key, m := range table() {
		t.Run(string(key), func(t *testing.T) {
			if !goodKey.MatchString(string(key)) {
				t.Error("the key must be UPPER_CASE")
			}
			vi, en := placeholder.FindAllString(m.vi, -1), placeholder.FindAllString(m.en, -1)
			slices.Sort(vi)
			slices.Sort(en)
			if !slices.Equal(slices.Compact(vi), slices.Compact(en)) {
				t.Errorf("placeholders differ: %v, %v", vi, en)
			}
			for _, text := range []string{m.vi, m.en} {
				checkText(t, string(key), text)
			}
		})
	}
}

func checkText(t *testing.T, key, text string) {
	t.Helper()
	word := strings.HasPrefix(key, "STATUS_")
	switch {
	case strings.TrimSpace(text) != text || !norm.NFC.IsNormalString(text):
		t.Errorf("%q must be trimmed NFC", text)
	case strings.ContainsAny(placeholder.ReplaceAllString(text, ""), "{}"):
		t.Errorf("%q has a broken placeholder", text)
	case !word && !strings.HasSuffix(text, "."):
		t.Errorf("%q must end with a full stop", text)
	case len([]rune(text)) > 220:
		t.Errorf("%q is too long for a telephone", text)
	}
}

func TestEveryCodeHasAMessageOfItsOwnName(t *testing.T) {
	keys := Keys()
	for _, code := range []Code{Unauthenticated, Forbidden, NotFound, BadUserInput, Conflict, RateLimited, LimitExceeded, Unavailable, Internal} {
		if !slices.Contains(keys, Key(code)) {
			t.Errorf("%s has no message", code)
		}
	}
	if !slices.IsSorted(keys) {
		t.Error("the keys must be in order")
	}
}

func TestABadTableIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"no header":        {"INTERNAL,a,b\n", "header"},
		"an empty file":    {"", "header"},
		"a language short": {"key,vi,en\nINTERNAL,a,\n", "both languages"},
		"a key twice":      {"key,vi,en\nINTERNAL,a,b\nINTERNAL,a,b\n", "two messages"},
		"a field too many": {"key,vi,en\nINTERNAL,a,b,c\n", "wrong number of fields"},
		"without INTERNAL": {"key,vi,en\nOTHER,a,b\n", "INTERNAL"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readMessages(fstest.MapFS{"messages/x.csv": {Data: []byte(c.content)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}
