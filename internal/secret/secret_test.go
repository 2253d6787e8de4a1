package secret_test

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/secret"
)

func TestTokenIsLongRandomAndStoredAsItsHash(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		token, hash := secret.NewToken()
		if len(token) != 43 || seen[token] || !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(token) {
			t.Fatalf("token %q", token)
		}
		seen[token] = true
		if len(hash) != 32 || bytes.Contains(hash, []byte(token)) || !bytes.Equal(hash, secret.HashToken(token)) {
			t.Fatalf("hash %x of %q", hash, token)
		}
	}
}

func TestReferenceCanBeReadAloud(t *testing.T) {
	t.Parallel()
	letters := map[rune]int{}
	for range 5000 {
		r := secret.Reference()
		if len(r) != 8 || strings.ContainsAny(r, "ILOUilou") {
			t.Fatalf("reference %q", r)
		}
		for _, c := range r {
			letters[c]++
		}
	}
	if len(letters) != 32 {
		t.Errorf("%d different characters are used, want 32", len(letters))
	}
	for c, n := range letters { // 40,000 characters, 1,250 of each expected
		if n < 1000 || n > 1500 {
			t.Errorf("%c is used %d times", c, n)
		}
	}
}

func TestIDsAreOfTheirVersionAndSort(t *testing.T) {
	t.Parallel()
	last := secret.NewID()
	for range 1000 {
		id := secret.NewID()
		if id[6]>>4 != 7 || id[8]>>6 != 2 || bytes.Compare(last[:], id[:]) >= 0 {
			t.Fatalf("%x after %x", id, last)
		}
		last = id
	}
	if id := secret.RandomID(); id[6]>>4 != 4 || id == secret.RandomID() {
		t.Errorf("%x", id)
	}
}

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	tests := map[string]error{
		"korthet":                   secret.ErrPasswordShort,
		"elleve-tegn":               secret.ErrPasswordShort,
		"tolv-tegn-åå":              nil,
		"åååæææøøøåæø":              nil, // counted in characters, not bytes
		strings.Repeat("ab", 100):   nil,
		strings.Repeat("ab", 101):   secret.ErrPasswordLong,
		"Passordpassord1!":          secret.ErrPasswordCommon,
		"statsforvalteren2024":      secret.ErrPasswordCommon,
		"Sommer202420242024":        secret.ErrPasswordCommon,
		"aaaaaaaaaaaaaa":            secret.ErrPasswordCommon,
		"123456789012":              secret.ErrPasswordCommon,
		"qwertyuiopåa":              secret.ErrPasswordCommon,
		"kari.nordmann@example.no":  secret.ErrPasswordCommon,
		"fire gule båter i regnvær": nil,
	}
	for password, want := range tests {
		if err := secret.CheckPassword(password, "Kari.Nordmann@example.no"); !errors.Is(err, want) {
			t.Errorf("CheckPassword(%q) = %v, want %v", password, err, want)
		}
	}
}

func TestPasswordIsVerifiedByItsHash(t *testing.T) {
	t.Parallel()
	hash, err := secret.HashPassword("fire gule båter i regnvær")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %q", hash)
	}
	again, err := secret.HashPassword("fire gule båter i regnvær")
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are equal, %v", err)
	}
	tests := []struct {
		name, password, hash string
		want, fails          bool
	}{
		{"right", "fire gule båter i regnvær", hash, true, false},
		{"wrong", "fire gule båter i regnvæR", hash, false, false},
		{"empty", "", hash, false, false},
		{"unknown user", "fire gule båter i regnvær", "", false, false},
		{"damaged hash", "fire gule båter i regnvær", "$argon2id$v=19$m=19456", false, true},
		{"a whole book", strings.Repeat("x", 1<<20), hash, false, false},
	}
	for _, tt := range tests {
		got, err := secret.VerifyPassword(tt.password, tt.hash)
		if got != tt.want || (err != nil) != tt.fails {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
	}
}

func TestUnknownUserTakesAsLongAsAKnownOne(t *testing.T) {
	t.Parallel()
	hash, err := secret.HashPassword("fire gule båter i regnvær")
	if err != nil {
		t.Fatal(err)
	}
	fastest := func(hash string) time.Duration {
		secret.VerifyPassword("noe annet", hash) // the first unknown one also makes the stand-in
		best := time.Hour
		for range 5 {
			from := time.Now()
			secret.VerifyPassword("noe annet", hash)
			best = min(best, time.Since(from))
		}
		return best
	}
	known, unknown := fastest(hash), fastest("")
	if unknown < known/3 || unknown > known*3 {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
}
