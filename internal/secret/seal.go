package secret

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
)

// KeySize is the length of a key for sealing, in bytes.
const KeySize = 32

// ErrSealed is a sealed value that can't be opened: its key is not at hand, it belongs somewhere else, or it has been changed.
var ErrSealed = errors.New("secret: the sealed value can't be opened")

// A sealed value is a format byte, the id of its key, a nonce, and what AES-256-GCM makes of the padded text.
const (
	sealFormat = 1
	keyIDSize  = 4
	padTo      = 256 // what is sealed gets spaces behind it up to a multiple of this, so that its length tells little
)

// Keys seal small values and open them again. The first key seals; the others are former ones that still open what they sealed, so a key can
// be changed without losing anything.
type Keys struct{ keys []sealKey }

type sealKey struct {
	id   []byte
	aead cipher.AEAD
}

// NewKeys takes keys of KeySize bytes, the one that seals first. No keys at all is an error.
func NewKeys(keys ...[]byte) (*Keys, error) {
	if len(keys) == 0 {
		return nil, errors.New("secret: no key to seal with")
	}
	k := &Keys{}
	for _, key := range keys {
		if len(key) != KeySize {
			return nil, fmt.Errorf("secret: a key of %d bytes, not %d", len(key), KeySize)
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, fmt.Errorf("secret: %w", err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, fmt.Errorf("secret: %w", err)
		}
		id := sha256.Sum256(append([]byte("dialogmote key id\x00"), key...))
		k.keys = append(k.keys, sealKey{id[:keyIDSize], aead})
	}
	return k, nil
}

// NewKey makes a key.
func NewKey() []byte {
	key := make([]byte, KeySize)
	rand.Read(key) // never fails, see NewToken
	return key
}

// Seal hides text, which must not end with a space. Only Open with the same place opens it: place names the row that the value belongs to,
// so that it is worth nothing in another.
func (k *Keys) Seal(text []byte, place string) []byte {
	key := k.keys[0]
	padded := append(bytes.Clone(text), bytes.Repeat([]byte{' '}, padTo-len(text)%padTo)...)
	sealed := append([]byte{sealFormat}, key.id...)
	nonce := make([]byte, key.aead.NonceSize())
	rand.Read(nonce)
	sealed = append(sealed, nonce...)
	return key.aead.Seal(sealed, nonce, padded, bound(sealed[:1+keyIDSize], place))
}

// Open gives back what Seal hid. ErrSealed for everything that can't be opened, whatever the reason.
func (k *Keys) Open(sealed []byte, place string) ([]byte, error) {
	if len(sealed) < 1+keyIDSize || sealed[0] != sealFormat {
		return nil, ErrSealed
	}
	head, rest := sealed[:1+keyIDSize], sealed[1+keyIDSize:]
	for _, key := range k.keys {
		if n := key.aead.NonceSize(); bytes.Equal(key.id, head[1:]) && len(rest) > n {
			if text, err := key.aead.Open(nil, rest[:n], rest[n:], bound(head, place)); err == nil {
				return bytes.TrimRight(text, " "), nil
			}
		}
	}
	return nil, ErrSealed
}

// bound is what a sealed value is tied to beside its key.
func bound(head []byte, place string) []byte { return append(bytes.Clone(head), place...) }
