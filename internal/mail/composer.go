package mail

import (
	"context"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/markdown"
	"dialogmote/internal/urls"
	"dialogmote/templates"
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
	if f.Words != nil {
		f.Lang, _ = f.Words.Nearest(f.Lang)
	}
	w := letter{Facts: f, p: lang.For(f.Lang), links: c.links}
	w.Lang = w.p.Lang()
	source, err := w.text()
	if err != nil {
		return dialogue.Letter{}, err
	}
	subject, pieces, err := source.fill(w.value)
	if err != nil {
		return dialogue.Letter{}, err
	}
	if w.Trial {
		subject = w.p.T("mail.invited.trial.subject", "Subject", subject)
		note := w.p.T("mail.invited.trial")
		if w.Kind == dialogue.LetterMessage {
			note = w.p.T("mail.message.trial", "Name", escapeMarkdown(w.To.Name))
		}
		pieces = append([]piece{{note, 2}}, pieces...)
	}
	l := w.envelope()
	l.Subject = subject
	l.Body = plain(pieces)
	if l.HTML, err = w.html(subject, pieces); err != nil {
		return dialogue.Letter{}, err
	}
	l.Calendar, l.CalendarMethod, err = w.calendar()
	return l, err
}

// envelope is everything about the letter but its words. Line breaks and control characters in names and addresses become
// spaces, so that none of them can add a header.
func (w letter) envelope() dialogue.Letter {
	l := dialogue.Letter{
		Organiser: w.organiser().ID, Kind: w.Kind, Lang: w.Lang,
		Recipient: oneLine(w.To.Email), RecipientName: oneLine(w.To.Name), ReplyTo: oneLine(w.organiser().Email),
		State: dialogue.LetterQueued, CheckIn: w.checkInCode(),
	}
	if l.Recipient == "" {
		l.State = dialogue.LetterToPrint
	}
	if w.Invitation != nil {
		l.Series = w.series().ID
	}
	if w.Registration != nil {
		l.Registration = w.Registration.ID
	}
	if w.Meeting != nil {
		l.Meeting = w.Meeting.ID
	}
	if w.Delegate != nil {
		l.Delegate = w.Delegate.ID
	}
	if w.Invitation != nil && (w.Registration != nil || w.Invited != nil || w.Statement != nil) {
		for _, c := range w.contactPersons() {
			if c.Email != "" { // whoever answers questions gets the answers to letters
				l.ReplyTo = oneLine(c.Email)
				break
			}
		}
	}
	return l
}

// plain is the pieces as a plain letter.
func plain(pieces []piece) string {
	var parts []string
	for _, piece := range pieces {
		if s := markdown.Text(piece.markdown); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func (w letter) html(subject string, pieces []piece) (string, error) {
	frame := templates.MailFrame{L: w.p, Organiser: w.organiserName(), Subject: subject}
	for _, piece := range pieces {
		frame.HTML = append(frame.HTML, markdown.HTML(piece.markdown, piece.topHeading))
	}
	var b strings.Builder
	err := templates.Mail(frame).Render(context.Background(), &b)
	return b.String(), err
}
