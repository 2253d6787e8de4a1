package dialogue

import (
	"strings"
	"time"
)

// Anybody can write anybody's address in a form. Of the letters that are sent before an address is proven, one mailbox gets at most
// UnprovenLetters within UnprovenWindow, whoever asks for them and whatever they are about.
const (
	UnprovenLetters = 5
	UnprovenWindow  = time.Hour
)

// Mailbox is what the letters to an address are counted by: its mailbox, so that kari+1@ and Kari@ are one.
func Mailbox(email string) string {
	email = strings.ToLower(strings.TrimSpace(email))
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return email
	}
	if plus := strings.IndexByte(email[:at], '+'); plus > 0 {
		return email[:plus] + email[at:]
	}
	return email
}
