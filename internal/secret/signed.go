package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// SignTime is an instant, to the millisecond, that only who has the key can have written for what it is about. Everybody can read it.
func SignTime(key []byte, about string, at time.Time) string {
	return base64.RawURLEncoding.EncodeToString(signed(key, about, uint64(at.UnixMilli())))
}

// SignedTime is the instant that SignTime was given; ok is false when anything of it was written by somebody else.
func SignedTime(key []byte, about, token string) (at time.Time, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) < 8 {
		return time.Time{}, false
	}
	ms := binary.BigEndian.Uint64(b)
	if !hmac.Equal(b, signed(key, about, ms)) {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(ms)), true
}

func signed(key []byte, about string, ms uint64) []byte {
	b := binary.BigEndian.AppendUint64(nil, ms)
	mac := hmac.New(sha256.New, key)
	mac.Write(b)
	mac.Write([]byte(about))
	return mac.Sum(b)[:8+16]
}
