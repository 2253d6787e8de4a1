// Package secret makes what must not be guessed: tokens for links, references, ids and the hashes of passwords, and seals what must not be
// read where it is stored. It stores nothing, knows no rule of the product and imports nothing of ours. A value it calls a token or password must never be
// logged or stored; only its hash may.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"github.com/google/uuid"
)

// tokenBytes is the entropy of a token: 256 bits.
const tokenBytes = 32

// NewToken makes a link's secret part, 43 characters that need no escaping in an address, and the hash that is stored.
func NewToken() (token string, hash []byte) {
	b := make([]byte, tokenBytes)
	rand.Read(b) // never fails: the runtime ends the program if the system has no randomness
	token = base64.RawURLEncoding.EncodeToString(b)
	return token, HashToken(token)
}

// HashToken is what is stored and looked up for a token. SHA-256 without salt is right here: a token has 256 random bits, so
// there is nothing to guess.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// crockford is Crockford's base32: no I, L, O or U, so that a reference can be read aloud and typed.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Reference is what people quote for a registration, eight characters such as 7K3M9QXA: 40 random bits, so the caller retries
// when one is taken. It identifies and never authorises.
func Reference() string {
	b := make([]byte, 8)
	rand.Read(b)
	for i := range b {
		b[i] = crockford[b[i]&31]
	}
	return string(b)
}

// NewID makes the id of a new row: a UUID version 7, so that ids sort by the time they were made.
func NewID() [16]byte {
	id, err := uuid.NewV7()
	if err != nil {
		panic(fmt.Sprintf("secret: no randomness: %v", err)) // crypto/rand does not fail
	}
	return id
}

// RandomID makes a UUID version 4, for what strangers see and must not tell when it was made.
func RandomID() [16]byte { return uuid.New() }
