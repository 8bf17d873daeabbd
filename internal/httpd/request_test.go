package httpd

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestARequestIdIsTakenOverWhenItIsSane(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.NewID = func() string { return "made-here" } })
	for given, want := range map[string]string{
		"": "made-here", "short": "made-here", "0123456789abcdef": "0123456789abcdef", "a-b_c.d-e": "a-b_c.d-e",
		"with space!": "made-here", strings.Repeat("x", 64): strings.Repeat("x", 64), strings.Repeat("x", 65): "made-here",
	} {
		if got := e.post(t, "{hello}", "X-Request-Id: "+given).Header.Get("X-Request-Id"); got != want {
			t.Errorf("%q: got %q", given, got)
		}
	}
}

func TestTheLanguageOfARequest(t *testing.T) {
	for accept, want := range map[string]string{
		"": "vi", "vi": "vi", "en": "en", "en-GB,en;q=0.8": "en", "fr": "vi", "fr, en;q=0.5": "en",
		"vi;q=0.5, en": "en", "en;q=0.5, vi": "vi", "zh": "vi", "*": "vi", "nonsense!!": "vi",
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.Header.Set("Accept-Language", accept)
		if got := languageOf(r); got != want {
			t.Errorf("%q: got %s, want %s", accept, got, want)
		}
	}
}

func TestTheAddressIsSeenOnlyThroughOurOwnProxies(t *testing.T) {
	for name, c := range map[string]struct {
		proxies   int
		remote    string
		forwarded []string
		want      string
	}{
		"no proxy, header believed by nobody": {0, "192.0.2.1:5", []string{"198.51.100.9"}, "192.0.2.1"},
		"one proxy":                           {1, "192.0.2.1:5", []string{"198.51.100.9"}, "198.51.100.9"},
		"one proxy, client forged more":       {1, "192.0.2.1:5", []string{"203.0.113.7, 198.51.100.9"}, "198.51.100.9"},
		"forged in a header of its own":       {1, "192.0.2.1:5", []string{"203.0.113.7", "198.51.100.9"}, "198.51.100.9"},
		"two proxies":                         {2, "192.0.2.1:5", []string{"203.0.113.7, 198.51.100.9"}, "203.0.113.7"},
		"two proxies, one was passed by":      {2, "192.0.2.1:5", []string{"198.51.100.9"}, "192.0.2.1"},
		"no header at all":                    {1, "192.0.2.1:5", nil, "192.0.2.1"},
		"no address in it":                    {1, "192.0.2.1:5", []string{"unknown"}, "192.0.2.1"},
		"with a port":                         {1, "192.0.2.1:5", []string{"198.51.100.9:77"}, "198.51.100.9"},
		"an IPv4 in an IPv6":                  {0, "[::ffff:192.0.2.1]:5", nil, "192.0.2.1"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		r.Header["X-Forwarded-For"] = c.forwarded
		if got := clientIP(r, c.proxies).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestOneHomeIsOneNeighbourhood(t *testing.T) {
	for a, b := range map[string]string{"2001:db8::1": "2001:db8::ffff:1", "192.0.2.1": "192.0.2.1"} {
		if neighbourhood(addressOf(a)) != neighbourhood(addressOf(b)) {
			t.Errorf("%s and %s are one", a, b)
		}
	}
	for a, b := range map[string]string{"2001:db8::1": "2001:db8:0:1::1", "192.0.2.1": "192.0.2.2"} {
		if neighbourhood(addressOf(a)) == neighbourhood(addressOf(b)) {
			t.Errorf("%s and %s are two", a, b)
		}
	}
}

func TestEveryAnswerCarriesTheHeadersOfSafety(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Production = true })
	for _, path := range []string{"/graphql", "/livez", "/readyz", "/nowhere"} {
		h := e.call(t, http.MethodGet, path, "").Header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cache-Control": "no-store",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Referrer-Policy": "no-referrer",
			"Strict-Transport-Security": "max-age=31536000; includeSubDomains",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s %s: got %q", path, name, got)
			}
		}
	}
}

func TestOnlyListedOriginsMayCall(t *testing.T) {
	e := newEdge(t, func(o *Options) { o.Origins = []string{"https://app.example.vn"} })
	for origin, want := range map[string]string{
		"https://app.example.vn": "https://app.example.vn", "https://evil.example": "", "null": "",
		"https://app.example.vn.evil.example": "", "http://app.example.vn": "",
	} {
		r := e.call(t, http.MethodOptions, "/graphql", "", "Origin: "+origin, "Access-Control-Request-Method: POST")
		if got := r.Header.Get("Access-Control-Allow-Origin"); got != want || r.StatusCode != 204 {
			t.Errorf("%s: got %d %q", origin, r.StatusCode, got)
		}
		if r.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Error("there are no cookies to allow")
		}
	}
}

func TestThePlaygroundIsThereInDevelopmentOnly(t *testing.T) {
	if r := newEdge(t, nil).call(t, http.MethodGet, "/", ""); r.StatusCode != 200 || !strings.Contains(r.body, "graphiql") {
		t.Errorf("development: got %d", r.StatusCode)
	}
	production := newEdge(t, func(o *Options) { o.Production = true })
	if r := production.call(t, http.MethodGet, "/", ""); r.StatusCode != 404 {
		t.Errorf("production: got %d", r.StatusCode)
	}
}
