package app

import (
	"github.com/riverqueue/river"

	"dialogmote/internal/dialogue"
)

// Job arguments hold ids only: a job's row outlives what it is about, and must not keep anybody's name.

// LettersQueue is where letters wait; its own, so that a long mailing never delays what else is due.
const LettersQueue = "letters"

// SendLetter is the job that sends one stored letter.
type SendLetter struct {
	Organiser dialogue.ID         `json:"organiser"`
	Letter    dialogue.ID         `json:"letter"`
	About     dialogue.LetterKind `json:"about"` // decides who goes first
}

// Kind names the job in the queue.
func (SendLetter) Kind() string { return "send_letter" }

// InsertOpts lets somebody who waits at the screen go before receipts, and receipts before mailings to many. Waiting about i⁴
// seconds after attempt i, 15 attempts outlast a mail server that is down for a day; a sign-in link is useless after ten minutes.
func (j SendLetter) InsertOpts() river.InsertOpts {
	opts := river.InsertOpts{Queue: LettersQueue, MaxAttempts: 15, Priority: 2}
	switch j.About {
	case dialogue.LetterSignIn, dialogue.LetterMySignIn, dialogue.LetterAboutMe:
		opts.Priority, opts.MaxAttempts = 1, 5
	case dialogue.LetterConfirmation, dialogue.LetterWaiting, dialogue.LetterNotSelected, dialogue.LetterMoved, dialogue.LetterDated, dialogue.LetterCancelled,
		dialogue.LetterInvitation, dialogue.LetterReminder, dialogue.LetterMessage, dialogue.LetterMaterialAdded, dialogue.LetterThanks:
		opts.Priority = 3
	}
	return opts
}

// EveryMinute is the job that asks clock() what is due.
type EveryMinute struct{}

// Kind names the job in the queue.
func (EveryMinute) Kind() string { return "every_minute" }

// EveryNight is the job that erases what has passed its deletion date.
type EveryNight struct{}

// Kind names the job in the queue.
func (EveryNight) Kind() string { return "every_night" }

// MailSignIn is the job that mails a sign-in link to the contact of a registration, if there is one with the reference.
type MailSignIn struct {
	Reference string `json:"reference"`
}

// Kind names the job in the queue.
func (MailSignIn) Kind() string { return "mail_sign_in" }

// MailAboutMe is the job that mails a link to the delegate whom a code was given to, if there is one.
type MailAboutMe struct {
	Code string `json:"code"`
}

// Kind names the job in the queue.
func (MailAboutMe) Kind() string { return "mail_about_me" }

// SendMailing is the job that posts the letters of a sending whose time has come.
type SendMailing struct {
	Organiser dialogue.ID `json:"organiser"`
	Mailing   dialogue.ID `json:"mailing"`
}

// Kind names the job in the queue.
func (SendMailing) Kind() string { return "send_mailing" }

// SendMessage is the job that writes the letters of a message to registrations.
type SendMessage struct {
	Organiser dialogue.ID `json:"organiser"`
	Message   dialogue.ID `json:"message"`
}

// Kind names the job in the queue.
func (SendMessage) Kind() string { return "send_message" }

// MailMySignIn is the job that mails a link to «Min side» to who asked for it, if the address is known. The address itself lies in the
// request, which is forgotten when it is handled.
type MailMySignIn struct {
	Request dialogue.ID `json:"request"`
}

// Kind names the job in the queue.
func (MailMySignIn) Kind() string { return "mail_my_sign_in" }

// SendAnnouncement is the job that writes the letters of an announcement.
type SendAnnouncement struct {
	Organiser    dialogue.ID `json:"organiser"`
	Announcement dialogue.ID `json:"announcement"`
}

// Kind names the job in the queue.
func (SendAnnouncement) Kind() string { return "send_announcement" }
