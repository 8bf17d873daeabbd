package httpd

import (
	"encoding/json"
	"errors"
	"testing"

	"gandan/internal/fault"
)

// FuzzTheEnvelope holds that whatever is accepted is one JSON object with a query, and whatever is refused says so without
// a cause, because the texts of a decoder quote what they could not read.
func FuzzTheEnvelope(f *testing.F) {
	for _, body := range []string{
		`{"query":"{hello}","variables":{"a":[1,{"b":null}]}}`, `{"query":"{hello}"} x`, `[]`, `{"a":1,"a":2}`, "\xff", `{"query":"\ud800"}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := paramsOf(body, nil)
		if err == nil {
			var object map[string]any
			if json.Unmarshal(body, &object) != nil || p.Query == "" || object["query"] != p.Query {
				t.Errorf("accepted %q as %q", body, p.Query)
			}
			return
		}
		refusal := new(fault.Error)
		if !errors.As(err, &refusal) || refusal.Code != fault.BadUserInput || refusal.Unwrap() != nil {
			t.Errorf("refused with %v", err)
		}
	})
}
