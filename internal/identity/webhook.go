package identity

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// The headers of a signed message. The signature is "sha256=" and the hex HMAC-SHA256 of timestamp, a dot, and the body; a
// receiver refuses old timestamps. The delivery stays the same when a message is sent again: a receiver that has seen it
// answers 200 and does nothing.
const (
	HeaderTimestamp = "X-Gandan-Timestamp" // seconds since 1970
	HeaderSignature = "X-Gandan-Signature"
	HeaderDelivery  = "X-Gandan-Delivery"
)

// How patient a webhook is: all within the deadline of a mutation.
const (
	webhookTries   = 3
	webhookAttempt = 3 * time.Second
	webhookWithin  = 8 * time.Second
)

// WebhookSender posts {"to":…,"text":…} to an SMS gateway.
type WebhookSender struct {
	url    *url.URL
	secret []byte
	now    func() time.Time
	client *http.Client
	pause  time.Duration // before the second attempt
}

// NewWebhookSender posts to an http or https address, signed with a secret of at least 32 bytes; now is the clock of the store.
func NewWebhookSender(address string, secret []byte, now func() time.Time) (*WebhookSender, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("identity: the SMS webhook needs an address such as https://sms.example.vn/send")
	}
	if len(secret) < leastSecret {
		return nil, fmt.Errorf("identity: the secret of the SMS webhook has %d bytes; it needs at least %d random ones", len(secret), leastSecret)
	}
	return &WebhookSender{url: u, secret: secret, now: now, pause: 250 * time.Millisecond, client: &http.Client{
		Timeout: webhookAttempt,
		// Another address has not been given the right to read codes.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Send posts the message and tries again when the gateway cannot be reached, is busy or fails. The error names neither the
// phone nor the text nor the address.
func (w *WebhookSender) Send(ctx context.Context, to, text string) error {
	body, err := json.Marshal(map[string]string{"to": to, "text": text})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, webhookWithin)
	defer cancel()
	stamp := strconv.FormatInt(w.now().Unix(), 10)
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval = w.pause
	_, err = backoff.Retry(ctx, func() (struct{}, error) { return struct{}{}, w.post(ctx, stamp, body) },
		backoff.WithBackOff(wait), backoff.WithMaxTries(webhookTries), backoff.WithMaxElapsedTime(webhookWithin))
	return err
}

func (w *WebhookSender) post(ctx context.Context, stamp string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url.String(), bytes.NewReader(body))
	if err != nil {
		return backoff.Permanent(errors.New("SMS webhook: the request cannot be made"))
	}
	signature := w.sign(stamp, body)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(HeaderTimestamp, stamp)
	r.Header.Set(HeaderSignature, "sha256="+signature)
	r.Header.Set(HeaderDelivery, signature[:32])
	answer, err := w.client.Do(r)
	if err != nil {
		return withoutAddress(err)
	}
	defer func() { _ = answer.Body.Close() }()                      // the status has said it all
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection is used again
	return verdict(answer.StatusCode)
}

func (w *WebhookSender) sign(stamp string, body []byte) string {
	h := hmac.New(sha256.New, w.secret)
	_, _ = h.Write([]byte(stamp + "."))
	_, _ = h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

func verdict(status int) error {
	err := fmt.Errorf("SMS webhook: the gateway answered %d", status)
	switch {
	case status >= 200 && status < 300:
		return nil
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout:
		return err
	}
	return backoff.Permanent(err)
}

// withoutAddress drops the address, which may hold a password, from what net/http says.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return fmt.Errorf("SMS webhook: %w", err)
}

func (w *WebhookSender) checkProduction() error {
	ip := net.ParseIP(w.url.Hostname())
	if w.url.Scheme != "https" && w.url.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return errors.New("identity: codes would leave the machine unencrypted; the SMS webhook needs https")
	}
	if guessable(w.secret) {
		return errors.New("identity: the secret of the SMS webhook looks like a default; make a random one: openssl rand -hex 32")
	}
	return nil
}
