package jobs

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"time"

	"github.com/riverqueue/river"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/smtp"
)

// sendTimeout is how long a mail server may take for one letter. The letter's row is held meanwhile, in a transaction that
// PostgreSQL ends after 60 idle seconds.
const sendTimeout = 45 * time.Second

// letterWorker sends one letter a job.
type letterWorker struct {
	river.WorkerDefaults[app.SendLetter]
	app      *app.App
	sender   smtp.Sender
	from     string
	host     string
	throttle *throttle
	log      *slog.Logger
}

func newLetterWorker(a *app.App, sender smtp.Sender, c Config) *letterWorker {
	return &letterWorker{app: a, sender: sender, from: c.From, host: c.Host, throttle: newThrottle(c.LettersPerMinute), log: c.Log}
}

// Timeout adds the longest wait for the throttle to what a job may take.
func (w *letterWorker) Timeout(*river.Job[app.SendLetter]) time.Duration {
	return jobTimeout + w.throttle.longest()
}

// Work sends the letter. Trouble that may pass makes River try again later; a refusal, or trouble at the last attempt, ends the
// job, and the letter is marked failed for staff to see.
func (w *letterWorker) Work(ctx context.Context, job *river.Job[app.SendLetter]) error {
	if err := w.throttle.wait(ctx); err != nil {
		return err
	}
	last := job.Attempt >= job.MaxAttempts
	err := w.app.DeliverLetter(ctx, dialogue.System(job.Args.Organiser), job.Args.Letter, w.send,
		func(err error) bool { return last || !smtp.Temporary(err) })
	switch {
	case err == nil:
		return nil
	case errors.Is(err, app.ErrGivenUp):
		w.log.WarnContext(ctx, "letter given up", "letter", job.Args.Letter.String(), "attempt", job.Attempt)
		return river.JobCancel(withoutAddresses(err))
	}
	return withoutAddresses(err)
}

// address is a mail address in a mail server's answer.
var address = regexp.MustCompile(`[^\s<>"'(),;:]+@[^\s<>"'(),;:]+`)

// withoutAddresses is what the log and the job's row may hold of an error: mail servers name the receiver in their answers, and neither
// is erased with the letter, which keeps the answer whole.
func withoutAddresses(err error) error {
	return errors.New(address.ReplaceAllString(err.Error(), "…@…"))
}

// send hands over the letter as it is stored. Its Message-ID is its own id, so a receiver that gets it twice can tell.
func (w *letterWorker) send(ctx context.Context, l app.Outgoing) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	var files []smtp.Attachment
	for _, f := range l.Attachments {
		files = append(files, smtp.Attachment{Name: f.Name, ContentType: f.MediaType, Content: f.Bytes})
	}
	return w.sender.Send(ctx, smtp.Message{
		From: w.from, FromName: l.From, ReplyTo: l.ReplyTo,
		To: l.Recipient, ToName: l.RecipientName,
		Subject: l.Subject, Text: l.Body, HTML: l.HTML,
		Calendar: []byte(l.Calendar), CalendarMethod: l.CalendarMethod, Attachments: files,
		MessageID: l.ID.String() + "@" + w.host, Date: l.CreatedAt,
	})
}
