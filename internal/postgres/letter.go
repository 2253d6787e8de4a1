package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Lists leave out the body, the HTML and the calendar.
const letterHead = `
	l.organiser_id, l.id, l.once, l.kind, l.series_id, l.registration_id, l.meeting_id, l.delegate_id,
	l.recipient, l.recipient_name, l.reply_to, l.lang, l.subject, l.calendar_method,
	l.state, l.failure, l.attempts, l.created_at, l.sent_at, l.replaces, l.invitation_id, l.mailing_id, l.message_id`

const letterColumns = letterHead + `, l.body, l.html, l.calendar, l.check_in`

func letterHeadFields(l *dialogue.Letter, sent **time.Time) []any {
	return []any{&l.Organiser, &l.ID, &l.Once, &l.Kind, &l.Series, &l.Registration, &l.Meeting, &l.Delegate,
		&l.Recipient, &l.RecipientName, &l.ReplyTo, &l.Lang, &l.Subject, &l.CalendarMethod,
		&l.State, &l.Failure, &l.Attempts, &l.CreatedAt, sent, &l.Replaces, &l.Invitation, &l.Mailing, &l.Message}
}

func scanLetterHead(row pgx.CollectableRow) (l dialogue.Letter, err error) {
	var sent *time.Time
	err = row.Scan(letterHeadFields(&l, &sent)...)
	l.SentAt = orZero(sent)
	return l, err
}

func scanLetter(row pgx.CollectableRow) (l dialogue.Letter, err error) {
	var sent *time.Time
	err = row.Scan(append(letterHeadFields(&l, &sent), &l.Body, &l.HTML, &l.Calendar, &l.CheckIn)...)
	l.SentAt = orZero(sent)
	return l, err
}

// InsertLetter stores a letter as it is to be sent. A second one with the same Once is ErrLetterWritten.
func (b *Batch) InsertLetter(l dialogue.Letter) {
	b.queue(`
		insert into letter (organiser_id, id, once, kind, series_id, registration_id, meeting_id, delegate_id,
			recipient, recipient_name, reply_to, lang, subject, body, html, calendar, calendar_method, state, replaces, invitation_id, mailing_id, message_id, check_in)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
		l.Organiser, l.ID, l.Once, l.Kind, l.Series, l.Registration, l.Meeting, l.Delegate,
		l.Recipient, l.RecipientName, l.ReplyTo, l.Lang, l.Subject, l.Body, l.HTML, l.Calendar, l.CalendarMethod, l.State, l.Replaces, l.Invitation, l.Mailing, l.Message, l.CheckIn)
	for i, file := range l.Attachments {
		b.queue(`
			insert into letter_attachment (organiser_id, letter_id, position, filename, sha256)
			values ($1, $2, $3, $4, $5)`, l.Organiser, l.ID, i+1, file.Name, file.SHA256)
	}
}

// Letter is one of the organiser's letters, whole.
func (r Reader) Letter(ctx context.Context, organiser, id dialogue.ID) (dialogue.Letter, error) {
	return one(ctx, r.q, scanLetter, `select `+letterColumns+` from letter l where l.organiser_id = $1 and l.id = $2`, organiser, id)
}

// LettersOfRegistration are all letters about a registration without bodies, newest first.
func (r Reader) LettersOfRegistration(ctx context.Context, organiser, registration dialogue.ID) ([]dialogue.Letter, error) {
	return list(ctx, r.q, scanLetterHead, `
		select `+letterHead+`
		from letter l
		where l.organiser_id = $1 and l.registration_id = $2
		order by l.id desc`, organiser, registration)
}

// LettersOfMeeting are the letters of some kind about a meeting without bodies, newest first: who got what and when.
func (r Reader) LettersOfMeeting(ctx context.Context, organiser, meeting dialogue.ID, kind dialogue.LetterKind) ([]dialogue.Letter, error) {
	return list(ctx, r.q, scanLetterHead, `
		select `+letterHead+`
		from letter l
		where l.organiser_id = $1 and l.meeting_id = $2 and l.kind = $3
		order by l.id desc`, organiser, meeting, kind)
}

// ClaimLetter takes a letter that waits to be sent and counts the attempt. ok is false when there is nothing to do: it is sent,
// given up or erased, or another worker holds it. The row stays locked to the end of the transaction, so two workers never send
// the same letter.
func (tx *Tx) ClaimLetter(ctx context.Context, organiser, id dialogue.ID) (l dialogue.Letter, ok bool, err error) {
	found, err := list(ctx, tx.q, scanLetter, `
		select `+letterColumns+` from letter l
		where l.organiser_id = $1 and l.id = $2 and l.state = 'queued' and l.erased_at is null
		for update skip locked`, organiser, id)
	if err != nil || len(found) == 0 {
		return dialogue.Letter{}, false, err
	}
	return found[0], true, nil
}

// MarkSent notes that the mail server has taken the letter.
func (tx *Tx) MarkSent(ctx context.Context, organiser, id dialogue.ID) error {
	return tx.execOne(ctx, `
		update letter set state = 'sent', sent_at = clock(), failure = '', attempts = attempts + 1
		where organiser_id = $1 and id = $2`, organiser, id)
}

// MarkFailed notes that the letter will not be sent, with the mail server's answer.
func (tx *Tx) MarkFailed(ctx context.Context, organiser, id dialogue.ID, reason string) error {
	return tx.execOne(ctx, `
		update letter set state = 'failed', failure = $3, attempts = attempts + 1
		where organiser_id = $1 and id = $2`, organiser, id, reason)
}

// NoteAttempt notes why an attempt did not succeed; the letter still waits to be sent.
func (tx *Tx) NoteAttempt(ctx context.Context, organiser, id dialogue.ID, reason string) error {
	return tx.execOne(ctx, `
		update letter set failure = $3, attempts = attempts + 1
		where organiser_id = $1 and id = $2`, organiser, id, reason)
}

// MarkPrinted notes that staff have printed a letter; one that isn't to be printed is dialogue.ErrNotFound.
func (tx *Tx) MarkPrinted(ctx context.Context, organiser, id dialogue.ID) error {
	return tx.execOne(ctx, `
		update letter set state = 'printed', sent_at = clock()
		where organiser_id = $1 and id = $2 and state = 'to_print'`, organiser, id)
}

// StrayLetters are letters that have waited for an hour and have no job to send them any more: the program was killed at a job's
// last attempt, or somebody removed the job.
func (r Reader) StrayLetters(ctx context.Context) ([]dialogue.Letter, error) {
	return list(ctx, r.q, scanLetterHead, `
		select `+letterHead+`
		from letter l
		where l.state = 'queued' and l.erased_at is null and l.created_at < clock() - interval '1 hour'
			and l.id::text not in (
				select j.args->>'letter' from river_job j
				where j.kind = 'send_letter' and j.state in ('available', 'pending', 'retryable', 'running', 'scheduled') and j.args ? 'letter')
		order by l.id limit 1000`)
}
