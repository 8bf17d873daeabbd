package identity_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gandan/internal/fault"
	"gandan/internal/identity"
)

const text = "Gần Dân: 123456 \"<&>\""

func TestTheLogSenderWritesOneLineOfJSON(t *testing.T) {
	var out bytes.Buffer
	s := identity.NewLogSender(&out)
	errs := together(20, func(int) error { return s.Send(t.Context(), minh, text) })
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if successes(errs) != 20 || len(lines) != 20 {
		t.Fatalf("%d lines, %v", len(lines), errs)
	}
	for _, line := range lines {
		var got map[string]string
		if err := json.Unmarshal([]byte(line), &got); err != nil || got["msg"] != "sms" || got["to"] != minh || got["text"] != text || len(got) != 3 {
			t.Errorf("line %s, %v", line, err)
		}
	}
}

// gateway is an SMS gateway that answers with each status in turn, the last one for ever.
type gateway struct {
	*httptest.Server
	mu       sync.Mutex
	requests []received
	answers  []int
}

type received struct {
	header http.Header
	body   []byte
}

func newGateway(t *testing.T, answers ...int) *gateway {
	t.Helper()
	g := &gateway{answers: answers}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		g.mu.Lock()
		defer g.mu.Unlock()
		n := min(len(g.requests), len(g.answers)-1)
		g.requests = append(g.requests, received{r.Header.Clone(), body})
		w.Header().Set("Location", g.URL+"/elsewhere")
		w.WriteHeader(g.answers[n])
	}))
	t.Cleanup(g.Close)
	return g
}

func (g *gateway) got() []received {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.requests
}

func (g *gateway) sender(t *testing.T) *identity.WebhookSender {
	t.Helper()
	s, err := identity.NewWebhookSender(g.URL+"/send?key=hidden", randomSecret(t), func() time.Time { return time.Unix(1_772_415_000, 0) })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheWebhookSignsWhatItSends(t *testing.T) {
	g := newGateway(t, http.StatusAccepted)
	if err := g.sender(t).Send(t.Context(), minh, text); err != nil {
		t.Fatal(err)
	}
	if len(g.got()) != 1 {
		t.Fatalf("%d requests", len(g.got()))
	}
	r := g.got()[0]
	var body map[string]string
	if err := json.Unmarshal(r.body, &body); err != nil || body["to"] != minh || body["text"] != text {
		t.Errorf("body %s, %v", r.body, err)
	}
	stamp := r.header.Get(identity.HeaderTimestamp)
	h := hmac.New(sha256.New, randomSecret(t))
	_, _ = h.Write([]byte(stamp + "." + string(r.body)))
	if want := "sha256=" + hex.EncodeToString(h.Sum(nil)); r.header.Get(identity.HeaderSignature) != want {
		t.Errorf("signature %q, want %q", r.header.Get(identity.HeaderSignature), want)
	}
	if stamp != strconv.Itoa(1_772_415_000) || r.header.Get("Content-Type") != "application/json" || r.header.Get(identity.HeaderDelivery) == "" {
		t.Errorf("headers %v", r.header)
	}
}

func TestTheWebhookTriesAgainWhenThatMayHelp(t *testing.T) {
	for name, c := range map[string]struct {
		answers []int
		calls   int
		sent    bool
	}{
		"at the first go":         {[]int{200}, 1, true},
		"after one failure":       {[]int{503, 204}, 2, true},
		"after two failures":      {[]int{500, 429, 200}, 3, true},
		"not after three":         {[]int{502}, 3, false},
		"not when it is refused":  {[]int{401, 200}, 1, false},
		"not when it is nonsense": {[]int{400, 200}, 1, false},
		"not to another address":  {[]int{302, 200}, 1, false},
		"nor by keeping the way":  {[]int{307, 200}, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGateway(t, c.answers...)
			err := g.sender(t).Send(t.Context(), minh, text)
			if (err == nil) != c.sent || len(g.got()) != c.calls {
				t.Fatalf("%d calls, %v", len(g.got()), err)
			}
			for _, r := range g.got()[1:] {
				if r.header.Get(identity.HeaderDelivery) != g.got()[0].header.Get(identity.HeaderDelivery) {
					t.Error("a gateway cannot tell a second try from a second message")
				}
			}
		})
	}
}

func TestTheWebhookGivesUpWithItsCaller(t *testing.T) {
	g := newGateway(t, http.StatusServiceUnavailable)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if err := g.sender(t).Send(ctx, minh, text); err == nil || time.Since(begin) > 2*time.Second {
		t.Errorf("after %s: %v", time.Since(begin), err)
	}
}

func TestAnErrorOfTheWebhookSaysNothingPersonal(t *testing.T) {
	down := newGateway(t, http.StatusBadRequest)
	errs := []error{down.sender(t).Send(t.Context(), minh, text)}
	closed := down.sender(t)
	down.Close()
	errs = append(errs, closed.Send(t.Context(), minh, text))
	for _, err := range errs {
		if err == nil {
			t.Fatal("it was sent")
		}
		for _, never := range []string{minh, minh[3:], "123456", "hidden"} {
			if strings.Contains(err.Error(), never) {
				t.Errorf("%q names %s", err, never)
			}
		}
	}
}

func TestAWebhookNeedsAnAddressAndASecret(t *testing.T) {
	for _, address := range []string{"", "sms.example.vn", "ftp://sms.example.vn", "https://", "://"} {
		if _, err := identity.NewWebhookSender(address, randomSecret(t), time.Now); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
	if _, err := identity.NewWebhookSender("https://sms.example.vn", make([]byte, 31), time.Now); err == nil {
		t.Error("31 bytes were taken")
	}
}

func TestAGatewayThatIsDownMakesRequestOtpUnavailable(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		g := newGateway(t, 500, 500, 500, 200)
		w.options.Sender = g.sender(t)
		s := w.process(t, w.options)
		_, err := s.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
		wants(t, err, fault.Unavailable, "SMS_UNAVAILABLE")
		if _, err := s.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh}); err != nil || len(g.got()) != 4 {
			t.Errorf("%d calls, %v", len(g.got()), err)
		}
	})
}
