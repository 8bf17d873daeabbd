package identity

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
)

// SigningKey is an Ed25519 key. ID is its RFC 7638 thumbprint, so that the same key has the same name everywhere.
type SigningKey struct {
	ID      string
	Private ed25519.PrivateKey
}

// NewSigningKey names the key.
func NewSigningKey(private ed25519.PrivateKey) SigningKey {
	public, _ := private.Public().(ed25519.PublicKey)
	sum := sha256.Sum256([]byte(`{"crv":"Ed25519","kty":"OKP","x":"` + base64.RawURLEncoding.EncodeToString(public) + `"}`))
	return SigningKey{ID: base64.RawURLEncoding.EncodeToString(sum[:]), Private: private}
}

func (k SigningKey) public() ed25519.PublicKey {
	public, _ := k.Private.Public().(ed25519.PublicKey)
	return public
}

func (k SigningKey) check() error {
	if len(k.Private) != ed25519.PrivateKeySize || k.ID == "" {
		return errors.New("identity: a signing key is no Ed25519 key")
	}
	return nil
}

// ParseSigningKey reads an Ed25519 private key in PEM (PKCS #8), as openssl genpkey -algorithm ed25519 writes it.
func ParseSigningKey(text []byte) (SigningKey, error) {
	block, rest := pem.Decode(text)
	if block == nil || len(bytes.TrimSpace(rest)) > 0 {
		return SigningKey{}, errors.New("the signing key is not one PEM block; make one: openssl genpkey -algorithm ed25519")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return SigningKey{}, errors.New("the signing key is not a PKCS #8 private key; make one: openssl genpkey -algorithm ed25519")
	}
	private, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return SigningKey{}, errors.New("the signing key is of another kind; make one: openssl genpkey -algorithm ed25519")
	}
	return NewSigningKey(private), nil
}

// ReadSigningKey reads ParseSigningKey's form from a file that only its owner's group may read.
func ReadSigningKey(path string) (SigningKey, error) {
	text, err := readPrivate(path)
	if err != nil {
		return SigningKey{}, err
	}
	key, err := ParseSigningKey(text)
	if err != nil {
		return SigningKey{}, fmt.Errorf("%s: %w", path, err)
	}
	return key, nil
}

// ReadSecret reads the secret from a file that only its owner's group may read; white space around it does not count.
func ReadSecret(path string) ([]byte, error) {
	text, err := readPrivate(path)
	if err != nil {
		return nil, err
	}
	text = bytes.TrimSpace(text)
	if len(text) < leastSecret {
		return nil, fmt.Errorf("%s: the secret has %d bytes; it needs at least %d random ones: openssl rand -hex 32", path, len(text), leastSecret)
	}
	return text, nil
}

// readPrivate refuses a file that anyone on the machine may read or change.
func readPrivate(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	defer func() { _ = f.Close() }() // nothing was written to it
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("the key cannot be read: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: the key must be a file", path)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0 {
		return nil, fmt.Errorf("%s: everybody on this machine may read the key; run: chmod 600 %s", path, path)
	}
	const most = 64 << 10
	return io.ReadAll(io.LimitReader(f, most))
}

// guessable reports whether a secret is an example, a default, or too uniform to be random.
func guessable(secret []byte) bool {
	distinct := map[byte]bool{}
	for _, b := range secret {
		distinct[b] = true
	}
	if len(distinct) < 8 {
		return true
	}
	lower := strings.ToLower(string(secret))
	for _, word := range []string{"change", "example", "default", "secret", "password", "gandan", "0123456789abcdef", "12345678"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}
