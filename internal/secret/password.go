package secret

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// The rules for a password (ASVS 5.0 6.2): long rather than odd, and not one that everybody tries. There is an upper limit so
// that a request can't make us hash a book.
const (
	MinPassword = 12
	MaxPassword = 200
)

// Why a password is refused.
var (
	ErrPasswordShort  = errors.New("secret: the password has fewer than 12 characters")
	ErrPasswordLong   = errors.New("secret: the password has more than 200 characters")
	ErrPasswordCommon = errors.New("secret: the password is one of the most common ones")
)

// owasp is OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
func owasp() *argon2id.Params {
	return &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

//go:embed common_passwords.txt
var commonPasswords string

// CheckPassword says whether a new password may be used: nil, or one of the errors above. Words are those that the owner must
// not use as a whole password, such as the own e-mail address.
func CheckPassword(password string, words ...string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		return ErrPasswordShort
	case n > MaxPassword:
		return ErrPasswordLong
	}
	lower := strings.ToLower(password)
	for line := range strings.Lines(commonPasswords) {
		// A common one stays common with a few more digits or exclamation marks after it.
		if line = strings.TrimSpace(line); line != "" && strings.TrimRight(lower, "0123456789!.?-_ ") == strings.TrimRight(line, "0123456789!.?-_ ") {
			return ErrPasswordCommon
		}
	}
	if strings.Trim(lower, lower[:1]) == "" || strings.Contains(runs, lower) {
		return ErrPasswordCommon
	}
	for _, word := range words {
		if strings.EqualFold(word, password) {
			return ErrPasswordCommon
		}
	}
	return nil
}

// runs are the rows of the keyboard and the like; any stretch of them is common.
const runs = "01234567890123456789 abcdefghijklmnopqrstuvwxyzæøå qwertyuiopåasdfghjkløæzxcvbnm 987654321098765432109876543210"

// HashPassword turns a password into what is stored: a string that also names the algorithm, its cost and the salt.
func HashPassword(password string) (string, error) {
	hash, err := argon2id.CreateHash(password, owasp())
	if err != nil {
		return "", fmt.Errorf("secret: hash a password: %w", err)
	}
	return hash, nil
}

// VerifyPassword reports whether the password is the one behind a stored hash. An empty hash is an unknown user: the answer is
// false after the same work, so that the time tells nothing. A hash that can't be read is an error, and false.
func VerifyPassword(password, hash string) (bool, error) {
	unknown := hash == ""
	if unknown {
		hash = nobody()
	}
	if utf8.RuneCountInString(password) > MaxPassword {
		password = "" // never a right one, and as quick as any
	}
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("secret: verify a password: %w", err)
	}
	return match && !unknown, nil
}

// nobody is the hash of a password that nobody has.
var nobody = sync.OnceValue(func() string {
	token, _ := NewToken()
	hash, err := HashPassword(token)
	if err != nil {
		panic(err.Error()) // only the lack of randomness, which ends the program before this
	}
	return hash
})
