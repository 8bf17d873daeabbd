package identity_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"io"
	"strings"
	"testing"
	"time"

	"gandan/internal/identity"
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func webhook(t *testing.T, address string) *identity.WebhookSender {
	t.Helper()
	w, err := identity.NewWebhookSender(address, randomSecret(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func randomSecret(t *testing.T) []byte {
	t.Helper()
	return unhex(t, "6f1ed002ab5595859014ebf0951522d9a1b2c3d4e5f60718293a4b5c6d7e8f90")
}

func productive(t *testing.T) identity.Options {
	t.Helper()
	return identity.Options{
		Production: true, Secret: randomSecret(t), SigningKeys: []identity.SigningKey{key("now")},
		Sender: webhook(t, "https://sms.example.vn/send"),
	}
}

func TestProductionRefusesWhatServesDevelopmentOnly(t *testing.T) {
	guessableWebhook, err := identity.NewWebhookSender("https://sms.example.vn", bytes.Repeat([]byte("s"), 32), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*identity.Options)
		says   string
	}{
		"the log sender":             {func(o *identity.Options) { o.Sender = identity.NewLogSender(io.Discard) }, "log sender"},
		"a webhook in the clear":     {func(o *identity.Options) { o.Sender = webhook(t, "http://sms.example.vn/send") }, "https"},
		"a guessable webhook":        {func(o *identity.Options) { o.Sender = guessableWebhook }, "default"},
		"a secret of one letter":     {func(o *identity.Options) { o.Secret = bytes.Repeat([]byte("a"), 64) }, "default"},
		"a secret to be changed":     {func(o *identity.Options) { o.Secret = []byte("Change-Me-please-0123456789-xyzwv") }, "default"},
		"a secret from an example":   {func(o *identity.Options) { o.Secret = []byte("an-EXAMPLE-of-thirty-two-bytes!!") }, "default"},
		"a signing key of zeros":     {func(o *identity.Options) { o.SigningKeys = []identity.SigningKey{zeroKey()} }, "signing key"},
		"a short secret":             {func(o *identity.Options) { o.Secret = o.Secret[:31] }, "31 bytes"},
		"no secret":                  {func(o *identity.Options) { o.Secret = nil }, "0 bytes"},
		"no signing key":             {func(o *identity.Options) { o.SigningKeys = nil }, "no key"},
		"an empty signing key":       {func(o *identity.Options) { o.SigningKeys = make([]identity.SigningKey, 1) }, "Ed25519"},
		"no sender":                  {func(o *identity.Options) { o.Sender = nil }, "sender"},
		"an office that is shut out": {func(o *identity.Options) { o.CodesPerSource = 29 }, "29"},
	} {
		o := productive(t)
		c.change(&o)
		if _, err := identity.New(nil, nil, o); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want a word about %q", name, err, c.says)
		}
	}
}

func TestProductionStartsWithGoodKeys(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for name, sender := range map[string]identity.Sender{
			"https": webhook(t, "https://sms.example.vn/send"), "a gateway on this machine": webhook(t, "http://127.0.0.1:9000/send"),
		} {
			o := productive(t)
			o.Sender = sender
			s, err := identity.New(w.store, w.places, o)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := s.TokenFor(t.Context(), "0912345678", time.Hour); err == nil {
				t.Error("production gives a token without a code")
			}
			_, err = s.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
			wants(t, err, "BAD_USER_INPUT", "BAD_PHONE")
		}
	})
}

func TestDevelopmentNeedsKeysToo(t *testing.T) {
	o := identity.Options{Secret: bytes.Repeat([]byte("a"), 31), SigningKeys: []identity.SigningKey{key("now")}, Sender: identity.NewLogSender(io.Discard)}
	if _, err := identity.New(nil, nil, o); err == nil {
		t.Error("a secret of 31 bytes was taken")
	}
}

func zeroKey() identity.SigningKey {
	return identity.NewSigningKey(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
}
