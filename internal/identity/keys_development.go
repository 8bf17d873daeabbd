package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Keys are what New needs to sign and to derive.
type Keys struct {
	Secret  []byte
	Signing []SigningKey
}

// The files of LoadOrCreateKeys in the data folder.
const (
	secretFile     = "identity-secret"
	signingKeyFile = "identity-signing-key.pem"
)

// LoadOrCreateKeys reads the keys of a development machine from the data folder and makes them the first time, readable for
// their owner only. Several processes may start together: all get the same keys.
func LoadOrCreateKeys(dataFolder string) (Keys, error) {
	if err := os.MkdirAll(dataFolder, 0o700); err != nil {
		return Keys{}, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	secretPath, keyPath := filepath.Join(dataFolder, secretFile), filepath.Join(dataFolder, signingKeyFile)
	if err := makeOnce(secretPath, newSecret); err != nil {
		return Keys{}, err
	}
	if err := makeOnce(keyPath, newSigningKeyPEM); err != nil {
		return Keys{}, err
	}
	secret, err := ReadSecret(secretPath)
	if err != nil {
		return Keys{}, err
	}
	key, err := ReadSigningKey(keyPath)
	return Keys{Secret: secret, Signing: []SigningKey{key}}, err
}

// makeOnce writes the file under another name and links it, so that nobody reads half of it and the first one stays.
func makeOnce(path string, content func() ([]byte, error)) error {
	if _, err := os.Lstat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	text, err := content()
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	draft, err := os.CreateTemp(folder, ".key-*") // 0600
	if err != nil {
		return fmt.Errorf("a key cannot be kept in the data folder %s: %w", folder, errors.Unwrap(err)) // without the name of the draft
	}
	defer func() { _ = os.Remove(draft.Name()) }() // the link stays
	_, err = draft.Write(text)
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return fmt.Errorf("a key cannot be kept in the data folder %s: %w", folder, err)
	}
	if err = os.Link(draft.Name(), path); errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

func newSecret() ([]byte, error) {
	secret := make([]byte, leastSecret)
	_, err := rand.Read(secret)
	return []byte(hex.EncodeToString(secret) + "\n"), err
}

func newSigningKeyPEM() ([]byte, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), err
}
