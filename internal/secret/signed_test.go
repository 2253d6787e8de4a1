package secret_test

import (
	"testing"
	"time"

	"dialogmote/internal/secret"
)

func TestASignedTimeIsReadOnlyAsItWasSigned(t *testing.T) {
	t.Parallel()
	key, at := []byte("a key of the program's own"), time.UnixMilli(1_605_000_000_123)
	token := secret.SignTime(key, "form/1", at)
	if got, ok := secret.SignedTime(key, "form/1", token); !ok || !got.Equal(at) {
		t.Fatalf("read %v %v", got, ok)
	}
	forged := []byte(token)
	forged[3]++
	for name, try := range map[string]struct {
		key          []byte
		about, token string
	}{
		"another form": {key, "form/2", token}, "another key": {[]byte("b"), "form/1", token}, "earlier": {key, "form/1", string(forged)},
		"cut": {key, "form/1", token[:12]}, "nothing": {key, "form/1", ""}, "junk": {key, "form/1", "æøå?"},
	} {
		if _, ok := secret.SignedTime(try.key, try.about, try.token); ok {
			t.Errorf("%s is taken for ours", name)
		}
	}
}
