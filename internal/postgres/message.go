package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const messageColumns = `g.organiser_id, g.id, g.series_id, g.state, g.subject, g.body, g.to_contacts, g.to_delegates, g.created_by, g.created_at,
	g.done_at, g.version`

func messageFields(m *dialogue.Message) []any {
	return []any{&m.Organiser, &m.ID, &m.Series, &m.State, &m.Subject, &m.Body, &m.ToContacts, &m.ToDelegates, &m.CreatedBy, &m.CreatedAt,
		(*instant)(&m.DoneAt), &m.Version}
}

func scanMessage(row pgx.CollectableRow) (m dialogue.Message, err error) {
	return m, row.Scan(messageFields(&m)...)
}

// Message is one of the organiser's messages to registrations.
func (r Reader) Message(ctx context.Context, organiser, id dialogue.ID) (dialogue.Message, error) {
	return one(ctx, r.q, scanMessage, `select `+messageColumns+` from message g where g.organiser_id = $1 and g.id = $2`, organiser, id)
}

// LockMessage takes a message for an edit: no letters of it are written until the transaction ends, and those that are being written are
// waited for.
func (tx *Tx) LockMessage(ctx context.Context, organiser, id dialogue.ID) (dialogue.Message, error) {
	return one(ctx, tx.q, scanMessage, `select `+messageColumns+` from message g where g.organiser_id = $1 and g.id = $2 for update`, organiser, id)
}

// TakeMessage takes a message that is being sent, to write some of its letters. ok is false when there is nothing to do, or another holds it.
func (tx *Tx) TakeMessage(ctx context.Context, organiser, id dialogue.ID) (m dialogue.Message, ok bool, err error) {
	found, err := list(ctx, tx.q, scanMessage, `
		select `+messageColumns+` from message g where g.organiser_id = $1 and g.id = $2 and g.state = 'sending'
		for update skip locked`, organiser, id)
	if err != nil || len(found) == 0 {
		return m, false, err
	}
	return found[0], true, nil
}

// MessagesDue are the messages of every organiser with letters left to write.
func (r Reader) MessagesDue(ctx context.Context) ([]dialogue.Message, error) {
	return list(ctx, r.q, scanMessage, `select `+messageColumns+` from message g where g.state = 'sending' order by g.created_at, g.id`)
}

// InsertMessage stores a new message and whom it is for.
func (b *Batch) InsertMessage(m dialogue.Message, registrations []dialogue.ID) {
	b.queue(`
		insert into message (organiser_id, id, series_id, state, subject, body, to_contacts, to_delegates, created_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		m.Organiser, m.ID, m.Series, m.State, m.Subject, m.Body, m.ToContacts, m.ToDelegates, m.CreatedBy)
	b.queue(`
		insert into message_receiver (organiser_id, message_id, registration_id)
		select $1, $2, r from unnest($3::uuid[]) r`, m.Organiser, m.ID, registrations)
}

// UpdateMessage stores what staff may change of a message, and raises its version. The row must be locked.
func (tx *Tx) UpdateMessage(ctx context.Context, m dialogue.Message) error {
	return tx.execOne(ctx, `
		update message set state = $3, subject = $4, body = $5, to_contacts = $6, to_delegates = $7,
			done_at = case when $3 in ('done', 'cancelled') then coalesce(done_at, clock()) end, version = version + 1
		where organiser_id = $1 and id = $2`, m.Organiser, m.ID, m.State, m.Subject, m.Body, m.ToContacts, m.ToDelegates)
}

// NextOfMessage are the next registrations that have had nothing of a message. Nobody changes them until the transaction ends.
func (tx *Tx) NextOfMessage(ctx context.Context, m dialogue.Message, most int) ([]dialogue.Registration, error) {
	ids, err := list(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		select r.id
		from message_receiver g
		join registration r on (r.organiser_id, r.id) = (g.organiser_id, g.registration_id)
		where g.organiser_id = $1 and g.message_id = $2 and g.posted_at is null
		order by r.id
		limit $3
		for share of r`, m.Organiser, m.ID, most)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return tx.registrations(ctx, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.id = any($2)
		order by r.id`, m.Organiser, ids)
}

// NoteMessagePosted notes that a registration's letters of a message are written, or why there are none.
func (b *Batch) NoteMessagePosted(m dialogue.Message, registration dialogue.ID, why dialogue.MessagePassed) {
	b.queue(`
		update message_receiver set posted_at = clock(), passed_over = $4
		where organiser_id = $1 and message_id = $2 and registration_id = $3 and posted_at is null`, m.Organiser, m.ID, registration, why)
}

// FinishMessage notes that a message is done when nothing is left of it. The version stays: a page of a message under way doesn't go stale by
// each batch.
func (b *Batch) FinishMessage(m dialogue.Message) {
	b.queue(`
		update message set state = 'done', done_at = clock()
		where organiser_id = $1 and id = $2 and state = 'sending' and not exists (
			select from message_receiver g where g.organiser_id = $1 and g.message_id = $2 and g.posted_at is null)`, m.Organiser, m.ID)
}

// MessagesOf are a series' messages, newest first, with how far each has come. Who wrote it is the caller's to find out.
func (r Reader) MessagesOf(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.MessageSummary, error) {
	type count struct {
		message dialogue.ID
		state   dialogue.LetterState
		n       int
	}
	var found []dialogue.MessageSummary
	var counts []count
	var b pgx.Batch
	ask(&b, &found, func(row pgx.CollectableRow) (s dialogue.MessageSummary, err error) {
		return s, row.Scan(append(messageFields(&s.Message), &s.Tally.Registrations, &s.Tally.Posted, &s.Tally.Passed)...)
	}, `
		select `+messageColumns+`, count(r.*), count(r.posted_at), count(*) filter (where r.passed_over <> '')
		from message g
		left join message_receiver r on (r.organiser_id, r.message_id) = (g.organiser_id, g.id)
		where g.organiser_id = $1 and g.series_id = $2
		group by g.organiser_id, g.id
		order by g.id desc`, organiser, series)
	ask(&b, &counts, func(row pgx.CollectableRow) (c count, err error) {
		return c, row.Scan(&c.message, &c.state, &c.n)
	}, `
		select l.message_id, l.state, count(*)
		from letter l
		where l.organiser_id = $1 and l.series_id = $2 and l.message_id is not null and `+standing+`
		group by l.message_id, l.state`, organiser, series)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	at := map[dialogue.ID]int{}
	for i := range found {
		found[i].Tally.Letters = dialogue.LetterCounts{}
		at[found[i].Message.ID] = i
	}
	for _, c := range counts {
		if i, ok := at[c.message]; ok {
			found[i].Tally.Letters[c.state] = c.n
		}
	}
	return found, nil
}

// MessageReceivers are the registrations of a message by the unit's name, with their people and letters.
func (r Reader) MessageReceivers(ctx context.Context, m dialogue.Message) ([]dialogue.MessageReceiver, error) {
	type note struct {
		registration dialogue.ID
		posted       time.Time
		passed       dialogue.MessagePassed
	}
	var notes []note
	var letters []dialogue.Letter
	var b pgx.Batch
	ask(&b, &notes, func(row pgx.CollectableRow) (n note, err error) {
		return n, row.Scan(&n.registration, (*instant)(&n.posted), &n.passed)
	}, `
		select g.registration_id, g.posted_at, g.passed_over from message_receiver g where g.organiser_id = $1 and g.message_id = $2`, m.Organiser, m.ID)
	ask(&b, &letters, scanLetterHead, `
		select `+letterHead+`
		from letter l
		where l.organiser_id = $1 and l.series_id = $2 and l.message_id = $3 and `+standing+`
		order by l.id`, m.Organiser, m.Series, m.ID)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	of := map[dialogue.ID]*dialogue.MessageReceiver{}
	ids := make([]dialogue.ID, len(notes))
	for i, n := range notes {
		ids[i] = n.registration
		of[n.registration] = &dialogue.MessageReceiver{PostedAt: n.posted, Passed: n.passed}
	}
	for _, l := range letters {
		if found := of[l.Registration]; found != nil {
			found.Letters = append(found.Letters, l)
		}
	}
	all, err := r.registrations(ctx, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.id = any($2)
		order by u.name collate "nb-NO-x-icu", r.received_at, r.id`, m.Organiser, ids)
	receivers := make([]dialogue.MessageReceiver, len(all))
	for i, reg := range all {
		receivers[i] = *of[reg.ID]
		receivers[i].Registration = reg
	}
	return receivers, err
}
