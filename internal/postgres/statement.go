package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const (
	statementColumns = `t.organiser_id, t.id, t.series_id, t.meeting_id, t.registration_id, coalesce(u.name, ''), t.state, t.lang, t.name, t.email,
		t.behalf, t.body, t.consent, t.reference, t.note, t.reason, t.received_at, t.expires_at, t.decided_at, t.published_at, t.erased_at, t.version`
	statementFrom = ` from statement t
		left join registration r on (r.organiser_id, r.id) = (t.organiser_id, t.registration_id)
		left join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id) `
)

func scanStatement(row pgx.CollectableRow) (s dialogue.Statement, err error) {
	return s, row.Scan(&s.Organiser, &s.ID, &s.Series, &s.Meeting, &s.Registration, &s.Unit, &s.State, &s.Lang, &s.Name, &s.Email,
		&s.Behalf, &s.Text, &s.Consent, &s.Reference, &s.Note, &s.Reason, &s.ReceivedAt, (*instant)(&s.ExpiresAt), (*instant)(&s.DecidedAt),
		(*instant)(&s.PublishedAt), (*instant)(&s.ErasedAt), &s.Version)
}

// withFiles fills in the files of statements of one organiser.
func (r Reader) withFiles(ctx context.Context, all []dialogue.Statement, err error) ([]dialogue.Statement, error) {
	if err != nil || len(all) == 0 {
		return all, err
	}
	ids, at := make([]dialogue.ID, len(all)), map[dialogue.ID]int{}
	for i, s := range all {
		ids[i], at[s.ID] = s.ID, i
	}
	type ofOne struct {
		statement dialogue.ID
		file      dialogue.StatementFile
	}
	files, err := list(ctx, r.q, func(row pgx.CollectableRow) (o ofOne, err error) {
		f := &o.file
		return o, row.Scan(&o.statement, &f.ID, &f.File.Name, &f.File.MediaType, &f.File.Size, &f.File.SHA256)
	}, `
		select t.id, i.id, i.filename, f.media_type, f.size, f.sha256
		from statement t
		join statement_file i on (i.organiser_id, i.submission) = (t.organiser_id, t.submission)
		join file f on (f.organiser_id, f.sha256) = (i.organiser_id, i.sha256)
		where t.organiser_id = $1 and t.id = any($2)
		order by i.added_at, i.id`, all[0].Organiser, ids)
	for _, o := range files {
		s := &all[at[o.statement]]
		s.Files = append(s.Files, o.file)
	}
	return all, err
}

func (r Reader) oneStatement(ctx context.Context, sql string, args ...any) (dialogue.Statement, error) {
	found, err := list(ctx, r.q, scanStatement, `select `+statementColumns+statementFrom+sql, args...)
	if found, err = r.withFiles(ctx, found, err); err != nil || len(found) == 0 {
		return dialogue.Statement{}, errors.Join(err, notFound(err))
	}
	return found[0], nil
}

func notFound(err error) error {
	if err != nil {
		return nil
	}
	return dialogue.ErrNotFound
}

// Statement is one of the organiser's statements with its files.
func (r Reader) Statement(ctx context.Context, organiser, id dialogue.ID) (dialogue.Statement, error) {
	return r.oneStatement(ctx, `where t.organiser_id = $1 and t.id = $2`, organiser, id)
}

// StatementBySubmission finds what an earlier click of the same form stored.
func (r Reader) StatementBySubmission(ctx context.Context, organiser, submission dialogue.ID) (dialogue.Statement, error) {
	return r.oneStatement(ctx, `where t.organiser_id = $1 and t.submission = $2`, organiser, submission)
}

// StatementByReference finds one of any organiser by what its writer was given to quote. It authorises nothing.
func (r Reader) StatementByReference(ctx context.Context, reference string) (dialogue.Statement, error) {
	return r.oneStatement(ctx, `where t.reference = $1`, reference)
}

// StatementByLink finds the statement that a letter's link is for. proves is true for the link that asks for a click. An unknown link and one
// whose time is out are dialogue.ErrUsed. It consumes nothing: mail scanners open links too.
func (r Reader) StatementByLink(ctx context.Context, hash []byte) (s dialogue.Statement, proves bool, err error) {
	type opened struct {
		organiser, statement dialogue.ID
		proves               bool
	}
	o, err := one(ctx, r.q, func(row pgx.CollectableRow) (o opened, err error) {
		return o, row.Scan(&o.organiser, &o.statement, &o.proves)
	}, `
		select organiser_id, statement_id, expires_at is not null from statement_link
		where token_hash = $1 and (expires_at is null or expires_at > clock())`, hash)
	if errors.Is(err, dialogue.ErrNotFound) {
		return s, false, dialogue.ErrUsed
	}
	if err != nil {
		return s, false, err
	}
	s, err = r.Statement(ctx, o.organiser, o.statement)
	return s, o.proves, err
}

// Statements are a series' statements that are not waiting for their writer's click, oldest first.
func (r Reader) Statements(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Statement, error) {
	found, err := list(ctx, r.q, scanStatement, `select `+statementColumns+statementFrom+`
		where t.organiser_id = $1 and t.series_id = $2 and t.state <> 'unverified' order by t.received_at, t.id`, organiser, series)
	return r.withFiles(ctx, found, err)
}

// PublishedStatements are those of a series that everybody may read, the newest publication last.
func (r Reader) PublishedStatements(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Statement, error) {
	found, err := list(ctx, r.q, scanStatement, `select `+statementColumns+statementFrom+`
		where t.organiser_id = $1 and t.series_id = $2 and t.state = 'published' order by t.published_at, t.id`, organiser, series)
	return r.withFiles(ctx, found, err)
}

// StatementsOf are those that a delegation has written, oldest first.
func (r Reader) StatementsOf(ctx context.Context, organiser, registration dialogue.ID) ([]dialogue.Statement, error) {
	found, err := list(ctx, r.q, scanStatement, `select `+statementColumns+statementFrom+`
		where t.organiser_id = $1 and t.registration_id = $2 order by t.received_at, t.id`, organiser, registration)
	return r.withFiles(ctx, found, err)
}

// UnsentFiles are the files of a form that is not sent, in the order they were added.
func (r Reader) UnsentFiles(ctx context.Context, organiser, series, submission dialogue.ID) ([]dialogue.StatementFile, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (f dialogue.StatementFile, err error) {
		return f, row.Scan(&f.ID, &f.File.Name, &f.File.MediaType, &f.File.Size, &f.File.SHA256)
	}, `
		select i.id, i.filename, f.media_type, f.size, f.sha256
		from statement_file i join file f on (f.organiser_id, f.sha256) = (i.organiser_id, i.sha256)
		where i.organiser_id = $1 and i.series_id = $2 and i.submission = $3
			and not exists (select from statement t where (t.organiser_id, t.submission) = (i.organiser_id, i.submission))
		order by i.added_at, i.id`, organiser, series, submission)
}

// UnsentSize is how much the files of forms that are not sent or not proven take up, in bytes.
func (r Reader) UnsentSize(ctx context.Context, organiser dialogue.ID) (int64, error) {
	return one(ctx, r.q, pgx.RowTo[int64], `
		select coalesce(sum(f.size), 0)::bigint
		from statement_file i join file f on (f.organiser_id, f.sha256) = (i.organiser_id, i.sha256)
		left join statement t on (t.organiser_id, t.submission) = (i.organiser_id, i.submission)
		where i.organiser_id = $1 and (t.id is null or t.state = 'unverified')`, organiser)
}

// FormKey is what forms are signed with.
func (r Reader) FormKey(ctx context.Context) ([]byte, error) {
	return one(ctx, r.q, pgx.RowTo[[]byte], `select key from form_key`)
}

// HoldSubmission makes others who send the same form wait to the end of the transaction.
func (tx *Tx) HoldSubmission(ctx context.Context, submission dialogue.ID) error {
	_, err := tx.exec(ctx, `select pg_advisory_xact_lock(hashtextextended('statement/' || $1::uuid, 0))`, submission)
	return err
}

// InsertStatementFile stores a file of a form; the bytes must be stored. The trigger refuses it when nothing can be sent.
func (b *Batch) InsertStatementFile(organiser, series, submission dialogue.ID, f dialogue.StatementFile) {
	b.queue(`
		insert into statement_file (organiser_id, id, series_id, submission, filename, sha256) values ($1, $2, $3, $4, $5, $6)`,
		organiser, f.ID, series, submission, f.File.Name, f.File.SHA256)
}

// RemoveUnsentFile takes a file off a form that is not sent.
func (b *Batch) RemoveUnsentFile(organiser, series, submission, id dialogue.ID) {
	b.queue(`
		delete from statement_file i where organiser_id = $1 and series_id = $2 and submission = $3 and id = $4
			and not exists (select from statement t where (t.organiser_id, t.submission) = (i.organiser_id, i.submission))`, organiser, series, submission, id)
	b.deleteUnusedFiles(organiser)
}

// InsertStatement writes a statement. The trigger refuses it when none can be sent.
func (b *Batch) InsertStatement(s dialogue.Statement, submission dialogue.ID) {
	b.queue(`
		insert into statement (organiser_id, id, series_id, meeting_id, registration_id, state, lang, name, email, behalf, body, consent, reference,
			submission, received_at, expires_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, lower($9), $10, $11, $12, $13, $14, $15, $16)`,
		s.Organiser, s.ID, s.Series, s.Meeting, s.Registration, s.State, s.Lang, s.Name, s.Email, s.Behalf, s.Text, s.Consent, s.Reference,
		submission, s.ReceivedAt, orNull(s.ExpiresAt))
}

// InsertStatementLink stores a link to the writer. The zero time is no end: it works as long as the statement is there.
func (b *Batch) InsertStatementLink(s dialogue.Statement, hash []byte, expires time.Time) {
	b.queue(`insert into statement_link (organiser_id, statement_id, token_hash, expires_at) values ($1, $2, $3, $4)`, s.Organiser, s.ID, hash, orNull(expires))
}

// RaiseStatement takes the statement's row and raises its version; one that is not the given version any more is dialogue.ErrStale. 0 takes any.
func (tx *Tx) RaiseStatement(ctx context.Context, organiser, id dialogue.ID, version int) error {
	n, err := tx.exec(ctx, `update statement set version = version + 1 where organiser_id = $1 and id = $2 and ($3 = 0 or version = $3)`, organiser, id, version)
	if err == nil && n == 0 {
		if _, err = tx.Statement(ctx, organiser, id); err == nil {
			err = dialogue.ErrStale
		}
	}
	return err
}

// SetStatement stores the state, and what staff have said. A published one is published now, others are not.
func (b *Batch) SetStatement(s dialogue.Statement) {
	b.queue(`
		update statement set state = $3, note = $4, reason = $5, expires_at = null, decided_at = clock(),
			published_at = case when $3 <> 'published' then null else coalesce(published_at, clock()) end
		where organiser_id = $1 and id = $2`, s.Organiser, s.ID, s.State, s.Note, s.Reason)
}

// WithdrawStatement takes away what a statement says and who wrote it, with its files. That there was one remains.
func (b *Batch) WithdrawStatement(s dialogue.Statement) {
	b.queue(`
		delete from statement_file i using statement t
		where (t.organiser_id, t.submission) = (i.organiser_id, i.submission) and t.organiser_id = $1 and t.id = $2`, s.Organiser, s.ID)
	b.queue(`
		update statement set state = 'withdrawn', name = '', email = '', behalf = '', body = '', note = '', reason = '', consent = 'no',
			expires_at = null, published_at = null, decided_at = clock()
		where organiser_id = $1 and id = $2`, s.Organiser, s.ID)
	b.queue(`
		delete from audit_detail d using audit a
		where (d.organiser_id, d.audit_id) = (a.organiser_id, a.id) and a.organiser_id = $1 and a.about = $2`, s.Organiser, s.ID)
	b.deleteUnusedFiles(s.Organiser)
}

// statementLetters are the ids of the letters about a statement ($2) of an organiser ($1).
const statementLetters = `select id from letter where organiser_id = $1 and (once = 'statement/' || $2::uuid or once like 'statement/' || $2::uuid || '/%')`

// EmptyStatementLetters takes the words out of the letters about a statement that is withdrawn.
func (b *Batch) EmptyStatementLetters(s dialogue.Statement) {
	b.queue(`
		update letter set recipient = '', recipient_name = '', subject = '', body = '', html = '', failure = '',
			state = case when state = 'queued' then 'failed' else state end, erased_at = clock()
		where organiser_id = $1 and id in (`+statementLetters+`)`, s.Organiser, s.ID)
}

// ExpireStatements deletes every statement that nobody has confirmed in time, with its letter, links, files and the names in its audit lines;
// each gets a last audit line. It tells how many there were. Files of forms that were never sent go too.
func (tx *Tx) ExpireStatements(ctx context.Context, unsent time.Duration) (int, error) {
	due, err := list(ctx, tx.q, func(row pgx.CollectableRow) (s dialogue.Statement, err error) {
		return s, row.Scan(&s.Organiser, &s.Series, &s.ID)
	}, `
		select organiser_id, series_id, id from statement
		where state = 'unverified' and expires_at <= clock()
		order by id for update skip locked`)
	if err != nil {
		return 0, err
	}
	organisers, err := list(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		with gone as (
			delete from statement_file i where added_at <= clock() - $1::interval
				and not exists (select from statement t where (t.organiser_id, t.submission) = (i.organiser_id, i.submission))
			returning organiser_id)
		select distinct organiser_id from gone`, unsent)
	if err != nil || len(due) == 0 && len(organisers) == 0 {
		return 0, err
	}
	return len(due), tx.Write(ctx, func(b *Batch) {
		for _, s := range due {
			b.queue(`
				delete from audit_detail d using audit a
				where (d.organiser_id, d.audit_id) = (a.organiser_id, a.id) and a.organiser_id = $1
					and (a.about = $2 or a.about in (`+statementLetters+`))`, s.Organiser, s.ID)
			b.queue(`delete from letter where organiser_id = $1 and id in (`+statementLetters+`)`, s.Organiser, s.ID)
			b.queue(`
				delete from statement_file i using statement t
				where (t.organiser_id, t.submission) = (i.organiser_id, i.submission) and t.organiser_id = $1 and t.id = $2`, s.Organiser, s.ID)
			b.queue(`delete from statement where organiser_id = $1 and id = $2`, s.Organiser, s.ID)
			b.Audit(dialogue.AuditLine{Actor: dialogue.System(s.Organiser), Verb: "expire_statement", Series: s.Series, About: s.ID})
			organisers = append(organisers, s.Organiser)
		}
		for _, organiser := range organisers {
			b.deleteUnusedFiles(organiser)
		}
	})
}

// eraseStatements takes the people and the words out of a series' statements; how many there were, and what became of them, remains.
func (b *Batch) eraseStatements(k SeriesKey) {
	b.queue(`delete from statement_file where organiser_id = $1 and series_id = $2`, k.Organiser, k.Series)
	b.queue(`delete from statement where organiser_id = $1 and series_id = $2 and state = 'unverified'`, k.Organiser, k.Series)
	b.queue(`
		delete from statement_link l using statement t
		where (t.organiser_id, t.id) = (l.organiser_id, l.statement_id) and t.organiser_id = $1 and t.series_id = $2`, k.Organiser, k.Series)
	b.queue(`
		update statement set state = case when state = 'published' then 'received' else state end, name = '', email = '', behalf = '', body = '', note = '',
			reason = '', consent = 'no', published_at = null, erased_at = clock(), version = version + 1
		where organiser_id = $1 and series_id = $2`, k.Organiser, k.Series)
}
