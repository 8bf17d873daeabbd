package httpd

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gandan/internal/fault"
)

const canary = "0912345678"

func TestTheEnvelope(t *testing.T) {
	e := newEdge(t, nil)
	for name, c := range map[string]struct {
		body   string
		status int
		key    string
	}{
		"a query":                       {`{"query":"{hello}"}`, 200, ""},
		"nulls are absent":              {`{"query":"{hello}","operationName":null,"variables":null,"extensions":null}`, 200, ""},
		"unknown keys are left alone":   {`{"query":"{hello}","id":7,"Query":9}`, 200, ""},
		"space around":                  {" \n{\"query\":\"{hello}\"}\n ", 200, ""},
		"nothing":                       {``, 400, "BAD_JSON"},
		"half an object":                {`{"query":"{hello}"`, 400, "BAD_JSON"},
		"bytes after it":                {`{"query":"{hello}"} x`, 400, "BAD_JSON"},
		"a second object":               {`{"query":"{hello}"}{}`, 400, "BAD_JSON"},
		"a comma too many":              {`{"query":"{hello}",}`, 400, "BAD_JSON"},
		"no UTF-8":                      {"{\"query\":\"{hello \xff}\"}", 400, "BAD_JSON"},
		"a batch":                       {`[{"query":"{hello}"}]`, 400, "NOT_AN_OBJECT"},
		"a text":                        {`"{hello}"`, 400, "NOT_AN_OBJECT"},
		"null":                          {`null`, 400, "NOT_AN_OBJECT"},
		"a key twice":                   {`{"query":"{hello}","query":"{boom}"}`, 400, "JSON_KEY_TWICE"},
		"a key twice in other writing":  {`{"query":"{hello}","qu\u0065ry":"{boom}"}`, 400, "JSON_KEY_TWICE"},
		"a key twice among variables":   {`{"query":"{hello}","variables":{"a":1,"a":2}}`, 400, "JSON_KEY_TWICE"},
		"a key twice in a list":         {`{"query":"{hello}","variables":{"a":[{"b":1,"b":2}]}}`, 400, "JSON_KEY_TWICE"},
		"too deep":                      {`{"query":"{hello}","variables":{"a":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + `}}`, 400, "JSON_TOO_DEEP"},
		"no query":                      {`{"variables":{}}`, 400, "QUERY_MISSING"},
		"an empty query":                {`{"query":""}`, 400, "QUERY_MISSING"},
		"a null query":                  {`{"query":null}`, 400, "QUERY_MISSING"},
		"a query that is no text":       {`{"query":{"a":1}}`, 400, "WRONG_TYPE"},
		"an operationName that is none": {`{"query":"{hello}","operationName":[]}`, 400, "WRONG_TYPE"},
		"variables that are a text":     {`{"query":"{hello}","variables":"{}"}`, 400, "WRONG_TYPE"},
		"extensions that are a list":    {`{"query":"{hello}","extensions":[]}`, 400, "WRONG_TYPE"},
	} {
		t.Run(name, func(t *testing.T) {
			r := e.call(t, http.MethodPost, "/graphql", c.body, "Content-Type: application/json")
			if r.StatusCode != c.status || r.key() != c.key {
				t.Errorf("got %d %s, want %d %s: %s", r.StatusCode, r.key(), c.status, c.key, r.body)
			}
		})
	}
}

func TestWhoHasSignedInMaySendWhatPiledUp(t *testing.T) {
	e := newEdge(t, nil)
	padded := func(n int) string { return `{"query":"{hello}"` + strings.Repeat(" ", n-19) + `}` }
	for name, c := range map[string]struct {
		bytes  int
		bearer string
		status int
		key    string
	}{
		"as much as fits":                  {maxQueue, "alice", 200, ""},
		"one byte more":                    {maxQueue + 1, "alice", 413, "BODY_TOO_LARGE"},
		"a visitor":                        {maxBody + 1, "", 413, "BODY_TOO_LARGE"},
		"somebody whose token is not good": {maxBody + 1, "bob", 401, "BAD_TOKEN"},
	} {
		headers := []string{"Content-Type: application/json"}
		if c.bearer != "" {
			headers = append(headers, "Authorization: Bearer "+c.bearer)
		}
		r := e.call(t, http.MethodPost, "/graphql", padded(c.bytes), headers...)
		if r.StatusCode != c.status || c.key != "" && r.key() != c.key {
			t.Errorf("%s: got %d %s", name, r.StatusCode, r.key())
		}
	}
}

func TestABodyOverTheLimitIsRefusedUnread(t *testing.T) {
	e := newEdge(t, nil)
	padded := func(n int) string { return `{"query":"{hello}"` + strings.Repeat(" ", n-19) + `}` }
	if r := e.call(t, http.MethodPost, "/graphql", padded(maxBody), "Content-Type: application/json"); r.StatusCode != 200 {
		t.Errorf("%d bytes are allowed, but got %d", maxBody, r.StatusCode)
	}
	if r := e.call(t, http.MethodPost, "/graphql", padded(maxBody+1), "Content-Type: application/json"); r.StatusCode != 413 || r.key() != "BODY_TOO_LARGE" {
		t.Errorf("one byte more: got %d %s", r.StatusCode, r.key())
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, e.url+"/graphql", struct{ *strings.Reader }{strings.NewReader(padded(maxBody * 2))})
	req.Header.Set("Content-Type", "application/json")
	req.ContentLength = -1
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != 413 {
		t.Errorf("in chunks, without a length: got %d", res.StatusCode)
	}
}

func TestOnlyJSONIsRead(t *testing.T) {
	e := newEdge(t, nil)
	for contentType, want := range map[string]int{
		"application/json":                         200,
		"application/json; charset=UTF-8":          200,
		"application/json; charset=utf-16":         415,
		"application/graphql":                      415,
		"application/x-www-form-urlencoded":        415,
		"multipart/form-data; boundary=x":          415,
		"text/plain":                               415,
		"text/plain; application/json":             415,
		"application/jsonp":                        415,
		"application/graphql-response+json":        415,
		"application/json, application/javascript": 415,
	} {
		r := e.call(t, http.MethodPost, "/graphql", `{"query":"mutation{change}"}`, "Content-Type: "+contentType)
		if r.StatusCode != want {
			t.Errorf("%s: got %d, want %d", contentType, r.StatusCode, want)
		}
	}
	if r := e.call(t, http.MethodPost, "/graphql", `{"query":"mutation{change}"}`); r.StatusCode != 415 {
		t.Errorf("without a type: got %d", r.StatusCode)
	}
	if n := e.changes.Load(); n != 2 {
		t.Errorf("%d mutations ran, want the two of JSON", n)
	}
}

func TestTheAnswerHasTheTypeTheClientLikesBest(t *testing.T) {
	e := newEdge(t, nil)
	const both = "application/json;q=0.9, application/graphql-response+json"
	for accept, want := range map[string]string{
		"":                                   "application/json; charset=utf-8",
		"*/*":                                "application/json; charset=utf-8",
		"application/*":                      "application/json; charset=utf-8",
		"application/json":                   "application/json; charset=utf-8",
		"application/graphql-response+json":  "application/graphql-response+json; charset=utf-8",
		both:                                 "application/graphql-response+json; charset=utf-8",
		"text/html, application/json;q=0.1":  "application/json; charset=utf-8",
		"application/json; charset=utf-8":    "application/json; charset=utf-8",
		"text/html":                          "",
		"application/json;q=0":               "",
		"nonsense":                           "",
		"application/json;q=x":               "",
		"text/html, image/*;q=0.8, */*;q=.1": "application/json; charset=utf-8",
	} {
		r := e.post(t, "{hello}", "Accept: "+accept)
		if want == "" {
			if r.StatusCode != 406 || r.key() != "NOT_ACCEPTABLE" {
				t.Errorf("%q: got %d %s", accept, r.StatusCode, r.key())
			}
			continue
		}
		if got := r.Header.Get("Content-Type"); got != want || r.StatusCode != 200 {
			t.Errorf("%q: got %d %s, want %s", accept, r.StatusCode, got, want)
		}
	}
}

func TestAGetReadsAndNeverChanges(t *testing.T) {
	e := newEdge(t, nil)
	get := func(query string, more ...string) reply {
		return e.call(t, http.MethodGet, "/graphql?query="+url.QueryEscape(query)+strings.Join(more, ""), "")
	}
	if r := get("{hello}"); r.StatusCode != 200 || r.body != `{"data":{"hello":"ok"}}` {
		t.Errorf("got %d %s", r.StatusCode, r.body)
	}
	r := get("mutation{change}")
	if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, POST" || e.changes.Load() != 0 {
		t.Errorf("got %d, Allow %q, %d changes", r.StatusCode, r.Header.Get("Allow"), e.changes.Load())
	}
	if r := get("query Q{hello} mutation M{change}", "&operationName=M"); r.StatusCode != 405 || e.changes.Load() != 0 {
		t.Errorf("by its name: got %d", r.StatusCode)
	}
	if r := get("query Q($v:String){text(in:$v)}", "&variables=", url.QueryEscape(`{"v":"x"}`)); r.StatusCode != 200 {
		t.Errorf("with variables: got %d %s", r.StatusCode, r.body)
	}
	for _, more := range []string{"&variables=7", "&variables=" + url.QueryEscape(`{"a":1,"a":2}`), "&extensions=[]", "&query=x", "&operationName=a&operationName=b"} {
		if r := get("{hello}", more); r.StatusCode != 400 {
			t.Errorf("%s: got %d", more, r.StatusCode)
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	e := newEdge(t, nil)
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch} {
		if r := e.call(t, method, "/graphql", "{}"); r.StatusCode != 405 || r.Header.Get("Allow") == "" {
			t.Errorf("%s: got %d", method, r.StatusCode)
		}
	}
}

func TestTheStatusOfARequestThatNeverRan(t *testing.T) {
	e := newEdge(t, nil)
	for query, c := range map[string]struct{ json, graphql int }{
		"{hello":              {200, 400},
		"{nothing}":           {200, 400},
		"subscription{ticks}": {406, 406},
		"{hello}":             {200, 200},
		"{fails}":             {200, 200},
	} {
		if r := e.post(t, query, "Accept: application/json"); r.StatusCode != c.json {
			t.Errorf("%s as JSON: got %d, want %d", query, r.StatusCode, c.json)
		}
		if r := e.post(t, query, "Accept: application/graphql-response+json"); r.StatusCode != c.graphql {
			t.Errorf("%s as a GraphQL response: got %d, want %d", query, r.StatusCode, c.graphql)
		}
	}
}

func TestDataIsAbsentFromWhatNeverRanAndNullInWhatFailed(t *testing.T) {
	e := newEdge(t, nil)
	if r := e.post(t, "{nothing}"); strings.Contains(r.body, `"data"`) {
		t.Errorf("got %s", r.body)
	}
	if r := e.post(t, "{fails}"); !strings.Contains(r.body, `"data":null`) || r.key() != "NOT_FOUND" {
		t.Errorf("got %s", r.body)
	}
}

func TestAnAnswerThatIsTooLargeIsRefusedUnlessItHasHappened(t *testing.T) {
	e := newEdge(t, nil)
	if r := e.post(t, "{large}"); r.key() != "ANSWER_TOO_LARGE" || len(r.body) > 1000 {
		t.Errorf("a query: got %s in %d bytes", r.key(), len(r.body))
	}
	if r := e.post(t, "mutation{large}"); r.key() != "" || len(r.body) < maxAnswer {
		t.Errorf("a mutation: got %s in %d bytes", r.key(), len(r.body))
	}
}

func TestAPanicIsAnsweredAndThePlaceInTheGateGivenBack(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Gate = GateOptions{Running: 1, Waiting: 1} })
	for range 3 {
		if r := e.post(t, "{boom}"); r.StatusCode != 500 || r.key() != string(fault.Internal) || strings.Contains(r.body, "boom of") {
			t.Errorf("got %d %s", r.StatusCode, r.body)
		}
	}
	if r := e.post(t, "{hello}"); r.StatusCode != 200 {
		t.Errorf("afterwards: got %d", r.StatusCode)
	}
}

func TestNothingThatWasSentIsRepeatedOrLogged(t *testing.T) {
	e := newEdge(t, nil)
	bodies := []string{
		`{"query":"mutation{login(otp:\"` + canary + `\")}"`,
		canary, `{"` + canary + `":`, `{"query":"{hello}","variables":"` + canary + `"}`,
		`{"query":"query($v:String){text(in:$v)}","variables":{"v":"` + canary + `"}}`,
		`{"query":"{text(in:\"` + canary + `\")}"}`, `{"query":"{boom(in:\"` + canary + `\")}"}`,
	}
	for _, body := range bodies {
		for _, accept := range []string{"application/json", "text/event-stream"} {
			r := e.call(t, http.MethodPost, "/graphql", body, "Content-Type: application/json", "Accept: "+accept)
			if strings.Contains(r.body, canary) {
				t.Errorf("%s was answered with %s", body, r.body)
			}
		}
	}
	e.call(t, http.MethodGet, "/graphql?token="+canary, "")
	e.call(t, http.MethodGet, "/"+canary, "")
	e.post(t, "{hello}", "Authorization: Bearer "+canary, "X-Request-Id: "+canary+"\t"+canary)
	if log := e.log.String(); strings.Contains(log, canary) || !strings.Contains(log, `"msg":"request"`) {
		t.Errorf("logged: %s", log)
	}
}

func TestARequestIsOneLineOfLog(t *testing.T) {
	e := newEdge(t, nil)
	e.post(t, "query Screen{hello}", "X-Request-Id: request-0001", "Authorization: Bearer alice")
	lines := strings.Split(strings.TrimSpace(e.log.String()), "\n")
	if len(lines) != 1 {
		t.Fatalf("got %d lines: %v", len(lines), lines)
	}
	var line map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &line); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"requestId": "request-0001", "operation": "Screen", "kind": "query", "status": 200.0, "ip": "127.0.0.1",
		"actor": "00000000-0000-0000-0000-000000000001", "route": "/graphql", "transport": "http",
	} {
		if line[name] != want {
			t.Errorf("%s: got %v, want %v", name, line[name], want)
		}
	}
}
