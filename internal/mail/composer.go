package mail

import (
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

// Composer composes letters. It holds no state that changes and serves many goroutines.
type Composer struct {
	links urls.Links
}

// New makes a composer whose letters link to full addresses.
func New(links urls.Links) *Composer { return &Composer{links: links} }

// Compose writes the letter that the facts call for. Filled in: Organiser, Kind, Series, Registration, Meeting, Delegate,
// Recipient, RecipientName, ReplyTo, Lang, Subject, Body, HTML, Calendar, CalendarMethod and State (queued, or to_print without
// an address). ID, Once and CreatedAt are the caller's. An error means that facts are missing: a mistake in the program.
func (c *Composer) Compose(f Facts) (dialogue.Letter, error) {
	return dialogue.Letter{}, fmt.Errorf("mail: no text for %q", f.Kind)
}
