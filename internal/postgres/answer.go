package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const answerColumns = `a.registration_id, a.question_id, a.delegate_id, a.meeting_id, a.value, a.choices, a.filename, a.answered_by, a.at, a.version`

// answerRow is an answer and whose it is.
type answerRow struct {
	registration dialogue.ID
	answer       dialogue.Answer
}

func scanAnswer(row pgx.CollectableRow) (a answerRow, err error) {
	n := &a.answer
	return a, row.Scan(&a.registration, &n.Question, &n.Delegate, &n.Meeting, &n.Value, &n.Choices, &n.Filename, &n.By, &n.At, &n.Version)
}

// FormAnswers are, for each registration of a series, the answers to what the form for registering asks.
func (r Reader) FormAnswers(ctx context.Context, organiser, series dialogue.ID) (map[dialogue.ID][]dialogue.Answer, error) {
	answers, err := list(ctx, r.q, scanAnswer, `
		select `+answerColumns+`
		from question q
		join answer a on (a.organiser_id, a.question_id) = (q.organiser_id, q.id)
		where q.organiser_id = $1 and q.series_id = $2 and q.phase = 'signup'`, organiser, series)
	of := map[dialogue.ID][]dialogue.Answer{}
	for _, a := range answers {
		of[a.registration] = append(of[a.registration], a.answer)
	}
	return of, err
}

// fillAnswers reads what the registrations have answered, without the files.
func (r Reader) fillAnswers(ctx context.Context, organiser dialogue.ID, ids []dialogue.ID, at map[dialogue.ID]*dialogue.Registration) error {
	answers, err := list(ctx, r.q, scanAnswer, `
		select `+answerColumns+` from answer a
		where a.organiser_id = $1 and a.registration_id = any($2)
		order by a.registration_id, a.id`, organiser, ids)
	for _, a := range answers {
		at[a.registration].Answers = append(at[a.registration].Answers, a.answer)
	}
	return err
}

// HoldRegistration reads a registration and lets nobody change or erase it until the transaction ends; several may hold it. For what has a
// version of its own.
func (tx *Tx) HoldRegistration(ctx context.Context, organiser, id dialogue.ID) (dialogue.Registration, error) {
	if err := tx.execOne(ctx, `select from registration where organiser_id = $1 and id = $2 for share`, organiser, id); err != nil {
		return dialogue.Registration{}, err
	}
	return tx.Registration(ctx, organiser, id)
}

// InsertAnswer writes a first answer.
func (b *Batch) InsertAnswer(r dialogue.Registration, id dialogue.ID, e dialogue.AnswerEdit, by string) {
	b.queue(`
		insert into answer (organiser_id, id, question_id, registration_id, delegate_id, meeting_id, value, choices, answered_by)
		values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, '{}'::uuid[]), $9)`,
		r.Organiser, id, e.Question, r.ID, e.Delegate, e.Meeting, e.Value, e.Choices, by)
}

// TakeAnswersOver gives those who were taken over from a proposal what they answered about themselves there.
func (b *Batch) TakeAnswersOver(live, proposal dialogue.Registration) {
	b.queue(`
		update answer a set registration_id = $3, delegate_id = d.id
		from delegate d
		where a.organiser_id = $1 and a.registration_id = $2
			and d.organiser_id = a.organiser_id and d.registration_id = $3 and d.taken_from = a.delegate_id`,
		live.Organiser, proposal.ID, live.ID)
}

// SaveAnswer stores an answer when nobody has saved a newer one than the edit was made from, and reports whether it did: two who save at
// once meet in the unique key. file is the key of a new file that StoreFile has stored; without one, the file there is stays unless the edit
// takes it away.
func (tx *Tx) SaveAnswer(ctx context.Context, r dialogue.Registration, id dialogue.ID, e dialogue.AnswerEdit, file []byte, by string) (bool, error) {
	n, err := tx.exec(ctx, `
		insert into answer as a (organiser_id, id, question_id, registration_id, delegate_id, meeting_id, value, choices, file_sha256, filename, answered_by)
		values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, '{}'::uuid[]), $9, $10, $11)
		on conflict (organiser_id, registration_id, question_id, delegate_id, meeting_id) do update set
			value = excluded.value, choices = excluded.choices,
			file_sha256 = case when $13 or excluded.filename <> '' then excluded.file_sha256 else a.file_sha256 end,
			filename = case when $13 or excluded.filename <> '' then excluded.filename else a.filename end,
			answered_by = excluded.answered_by, at = excluded.at, version = a.version + 1
		where a.version = $12`,
		r.Organiser, id, e.Question, r.ID, e.Delegate, e.Meeting, e.Value, e.Choices, file, e.File, by, e.Version, e.NoFile)
	if err != nil || n == 0 {
		return false, err
	}
	if e.NoFile || e.File != "" {
		return true, tx.Write(ctx, func(b *Batch) { b.deleteUnusedFiles(r.Organiser) })
	}
	return true, nil
}

// AnswerFile is the file that somebody has answered with.
func (r Reader) AnswerFile(ctx context.Context, organiser, registration dialogue.ID, key dialogue.AnswerKey) (dialogue.StoredFile, error) {
	return one(ctx, r.q, func(row pgx.CollectableRow) (f dialogue.StoredFile, err error) {
		return f, row.Scan(&f.Name, &f.MediaType, &f.Size, &f.SHA256)
	}, `
		select a.filename, f.media_type, f.size, f.sha256
		from answer a
		join file f on (f.organiser_id, f.sha256) = (a.organiser_id, a.file_sha256)
		where a.organiser_id = $1 and a.registration_id = $2 and a.question_id = $3
			and a.delegate_id is not distinct from $4 and a.meeting_id is not distinct from $5`,
		organiser, registration, key.Question, key.Delegate, key.Meeting)
}

// LastLetters is when each registration of a series last had a letter of the kind written.
func (r Reader) LastLetters(ctx context.Context, organiser, series dialogue.ID, kind dialogue.LetterKind) (map[dialogue.ID]time.Time, error) {
	type last struct {
		registration dialogue.ID
		at           time.Time
	}
	all, err := list(ctx, r.q, func(row pgx.CollectableRow) (l last, err error) {
		return l, row.Scan(&l.registration, &l.at)
	}, `
		select registration_id, max(created_at) from letter
		where organiser_id = $1 and series_id = $2 and kind = $3 and registration_id is not null group by 1`, organiser, series, kind)
	of := map[dialogue.ID]time.Time{}
	for _, l := range all {
		of[l.registration] = l.at
	}
	return of, err
}
