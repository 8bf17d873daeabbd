package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// keys fills a folder with keys, good and bad.
func keys(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range map[string]string{
		"secret": secret(t, 32), "sms-secret": secret(t, 32), "short": secret(t, 15), "open": secret(t, 32),
		"default": "change-me-" + strings.Repeat("0123456789", 4), "empty": "",
		"signing.pem": signingKey(t), "open.pem": signingKey(t), "rsa.pem": rsaKey(t),
		"example.pem": pemOf(t, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))),
	} {
		mode := os.FileMode(0o600)
		if strings.HasPrefix(name, "open") {
			mode = 0o644
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), mode); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func secret(t *testing.T, n int) string {
	t.Helper()
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(b)
}

func signingKey(t *testing.T) string {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return pemOf(t, private)
}

func rsaKey(t *testing.T) string {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return pemOf(t, private)
}

func pemOf(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// productive are arguments that production accepts, each with the ones that change it behind: the last one of a flag counts.
func productive(change ...string) []string {
	return append([]string{"--production", "--sms", "webhook", "--sms-url", "https://sms.example.vn/send", "--sms-secret-file", "sms-secret",
		"--secret-file", "secret", "--signing-keys", "signing.pem"}, change...)
}

func TestProductionRefusesWhatIsFitForDevelopmentOnly(t *testing.T) {
	folder := keys(t)
	for name, c := range map[string]struct{ change, says string }{
		"the demo":                      {"--demo", "--demo"},
		"codes in the log":              {"--sms=log", "--sms log"},
		"codes sent in the clear":       {"--sms-url=http://sms.example.vn", "https"},
		"no secret":                     {"--secret-file=", "--secret-file"},
		"a secret that is not there":    {"--secret-file=none", "none"},
		"a short secret":                {"--secret-file=short", "short: the secret has 30 bytes"},
		"an empty secret":               {"--secret-file=empty", "0 bytes"},
		"a default secret":              {"--secret-file=default", "default"},
		"a secret for everybody":        {"--secret-file=open", "chmod 600 open"},
		"a short secret of the webhook": {"--sms-secret-file=short", "short: the secret has 30 bytes"},
		"a key for everybody":           {"--signing-keys=open.pem", "chmod 600 open.pem"},
		"a key of another kind":         {"--signing-keys=rsa.pem", "rsa.pem"},
		"a key that is none":            {"--signing-keys=secret", "secret: the signing key"},
		"an example of a key":           {"--signing-keys=example.pem", "example"},
		"a key that is not there":       {"--signing-keys=none.pem", "none.pem"},
		"a good key and a bad one":      {"--signing-keys=signing.pem,open.pem", "chmod 600 open.pem"},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, folder, append([]string{"serve"}, productive(c.change)...)...).refused(t, 1, c.says)
		})
	}
	t.Run("all at once", func(t *testing.T) {
		run(t, folder, "serve", "--production", "--demo").refused(t, 4, "--demo", "--sms log", "--secret-file", "--signing-keys")
	})
}

func TestNobodyGetsATokenWithoutACodeInProduction(t *testing.T) {
	folder := keys(t)
	run(t, folder, append([]string{"token", "--phone", "+84100000005"}, productive()...)...).refused(t, 1, "production", "code")
	run(t, folder, "token", "--phone", "+84100000005", "--production").refused(t, 1, "production", "code")
	byEnvironment := command(t, folder, "token", "--phone", "+84100000005")
	byEnvironment.Env = append(byEnvironment.Env, "GANDAN_PRODUCTION=true")
	finish(t, byEnvironment).refused(t, 1, "production", "code")
}

func TestProductionServesWithKeysOfItsOwnAndShowsNoSchema(t *testing.T) {
	s := serve(t, keys(t), productive()...)
	if status, body := s.post(t, "", `{"query":"{ __schema { types { name } } }"}`); strings.Contains(body, `"types"`) {
		t.Errorf("the schema is shown: %d %s", status, body)
	}
	if status, _ := s.get(t, "/"); status != 404 {
		t.Errorf("GraphiQL answers %d", status)
	}
	if status, _ := s.get(t, "/readyz"); status != 200 {
		t.Errorf("ready is %d", status)
	}
	if status := s.stop(t); status != 0 {
		t.Errorf("status %d", status)
	}
}
