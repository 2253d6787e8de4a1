package secret_test

import (
	"bytes"
	"errors"
	"testing"

	"dialogmote/internal/secret"
)

func keys(t *testing.T, all ...[]byte) *secret.Keys {
	t.Helper()
	k, err := secret.NewKeys(all...)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestASealedValueOpensWithItsKeyInItsPlaceOnly(t *testing.T) {
	t.Parallel()
	old, current := secret.NewKey(), secret.NewKey()
	text := []byte(`{"text":"Nøtter"}`)
	sealed := keys(t, old).Seal(text, "row 1")
	if bytes.Contains(sealed, []byte("tter")) || bytes.Equal(sealed, keys(t, old).Seal(text, "row 1")) {
		t.Error("a sealed value can be read, or is sealed alike twice")
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, tt := range map[string]struct {
		keys   *secret.Keys
		sealed []byte
		place  string
		opens  bool
	}{
		"its key":                  {keys(t, old), sealed, "row 1", true},
		"a new key before its key": {keys(t, current, old), sealed, "row 1", true},
		"another key":              {keys(t, current), sealed, "row 1", false},
		"another row":              {keys(t, old), sealed, "row 2", false},
		"changed":                  {keys(t, old), changed, "row 1", false},
		"cut":                      {keys(t, old), sealed[:9], "row 1", false},
		"nothing":                  {keys(t, old), nil, "row 1", false},
	} {
		got, err := tt.keys.Open(tt.sealed, tt.place)
		if tt.opens != (err == nil) || tt.opens && !bytes.Equal(got, text) || !tt.opens && !errors.Is(err, secret.ErrSealed) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if short, long := keys(t, old).Seal([]byte("{}"), ""), keys(t, old).Seal(bytes.Repeat([]byte("x"), 200), ""); len(short) != len(long) {
		t.Errorf("the length tells how much is said: %d and %d", len(short), len(long))
	}
}

func TestKeysAreWhole(t *testing.T) {
	t.Parallel()
	for _, all := range [][][]byte{nil, {make([]byte, 31)}, {secret.NewKey(), nil}} {
		if _, err := secret.NewKeys(all...); err == nil {
			t.Errorf("%d keys are taken", len(all))
		}
	}
}
