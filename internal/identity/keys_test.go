package identity_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gandan/internal/identity"
)

func TestDevelopmentKeysAreMadeOnceForTheirOwnerOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	first, err := identity.LoadOrCreateKeys(folder)
	if err != nil || len(first.Secret) < 32 || len(first.Signing) != 1 {
		t.Fatalf("got %v, %v", first, err)
	}
	again, err := identity.LoadOrCreateKeys(folder)
	if err != nil || !bytes.Equal(again.Secret, first.Secret) || again.Signing[0].ID != first.Signing[0].ID {
		t.Fatalf("the second time: %v, %v", again, err)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 2 {
		t.Fatalf("left in the folder: %v, %v", files, err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", f.Name(), info.Mode(), err)
		}
	}
	other, err := identity.LoadOrCreateKeys(t.TempDir())
	if err != nil || bytes.Equal(other.Secret, first.Secret) || other.Signing[0].ID == first.Signing[0].ID {
		t.Error("another folder has the same keys")
	}
}

func TestProcessesThatStartTogetherGetTheSameKeys(t *testing.T) {
	folder, got := t.TempDir(), make([]identity.Keys, 20)
	errs := together(20, func(i int) (err error) { got[i], err = identity.LoadOrCreateKeys(folder); return err })
	if successes(errs) != 20 {
		t.Fatal(errs)
	}
	for _, k := range got {
		if !bytes.Equal(k.Secret, got[0].Secret) || k.Signing[0].ID != got[0].Signing[0].ID {
			t.Fatal("they differ")
		}
	}
}

func TestAFolderThatCannotBeWrittenIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.LoadOrCreateKeys(file); err == nil || !strings.Contains(err.Error(), "data folder") {
		t.Errorf("got %v", err)
	}
}

func TestKeysThatOthersMayReadAreRefused(t *testing.T) {
	keys, folder := t.TempDir(), t.TempDir()
	if _, err := identity.LoadOrCreateKeys(keys); err != nil {
		t.Fatal(err)
	}
	read := map[string]func(string) error{
		"identity-secret":          func(p string) error { _, err := identity.ReadSecret(p); return err },
		"identity-signing-key.pem": func(p string) error { _, err := identity.ReadSigningKey(p); return err },
	}
	for name, fn := range read {
		path := filepath.Join(keys, name)
		for mode, good := range map[os.FileMode]bool{0o400: true, 0o600: true, 0o640: true, 0o644: false, 0o604: false, 0o602: false, 0o666: false} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
			if err := fn(path); (err == nil) != good {
				t.Errorf("%s with mode %o: %v", name, mode, err)
			}
		}
		for what, path := range map[string]string{"a missing file": filepath.Join(folder, "none"), "a folder": folder} {
			if err := fn(path); err == nil {
				t.Errorf("%s: %s is a key", name, what)
			}
		}
	}
	if err := os.Chmod(filepath.Join(keys, "identity-secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.LoadOrCreateKeys(keys); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("development keys that everybody may read: %v", err)
	}
}

func TestWhatIsNoKeyIsRefused(t *testing.T) {
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"nothing":      nil,
		"text":         []byte("secret"),
		"RSA":          pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
		"broken DER":   pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}),
		"a public key": publicPEM(t, key("now")),
		"two keys":     bytes.Repeat(privatePEM(t, key("now")), 2),
	} {
		if _, err := identity.ParseSigningKey(text); err == nil {
			t.Errorf("%s is a key", name)
		}
	}
	if k, err := identity.ParseSigningKey(privatePEM(t, key("now"))); err != nil || k.ID != key("now").ID {
		t.Errorf("a good key: %v", err)
	}
	short := filepath.Join(t.TempDir(), "short")
	if err := os.WriteFile(short, []byte("only thirty-one bytes are here.  \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.ReadSecret(short); err == nil || strings.Contains(err.Error(), "only thirty") {
		t.Errorf("got %v", err)
	}
}

func privatePEM(t *testing.T, k identity.SigningKey) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(k.Private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// The name of a key is that of RFC 7638 (the example is of RFC 8037, A.3).
func TestAKeyIsNamedByItsThumbprint(t *testing.T) {
	const der = "302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
	k, err := identity.ParseSigningKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: unhex(t, der)}))
	if err != nil || k.ID != "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k" {
		t.Errorf("got %q, %v", k.ID, err)
	}
}
