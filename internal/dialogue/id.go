package dialogue

import (
	"database/sql/driver"
	"encoding/hex"
	"fmt"
)

// ID names a row. It is a UUID (version 7, made in app), so ids sort by the time they were made. The zero ID means none and
// is stored as null.
type ID [16]byte

// ParseID reads the usual written form, xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx. Anything else is ErrNotFound: a wrong id in an
// address is a page that does not exist.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return ID{}, ErrNotFound
	}
	digits := s[0:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	if _, err := hex.Decode(id[:], []byte(digits)); err != nil {
		return ID{}, ErrNotFound
	}
	if id.IsZero() {
		return ID{}, ErrNotFound
	}
	return id, nil
}

// IsZero reports whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String is the written form that ParseID reads; the zero ID is the empty string.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	h := hex.EncodeToString(id[:])
	return h[0:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// MarshalText and UnmarshalText let an ID be a JSON value; the empty string is the zero ID.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	parsed, err := ParseID(string(b))
	*id = parsed
	return err
}

// Value stores the zero ID as null.
func (id ID) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id.String(), nil
}

// Scan reads a uuid column; null becomes the zero ID.
func (id *ID) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = ID{}
		return nil
	case string:
		parsed, err := ParseID(v)
		*id = parsed
		return err
	case []byte:
		if len(v) == 16 {
			copy(id[:], v)
			return nil
		}
	}
	return fmt.Errorf("dialogue: cannot read %T as an id", src)
}
