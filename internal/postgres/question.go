package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const questionColumns = `q.id, q.text, q.label, q.help, q.kind, q.per, q.phase, q.required, q.role_ids, q.meeting_id, q.due_on, q.due_days_before,
	q.retired_at is not null`

func scanQuestion(row pgx.CollectableRow) (q dialogue.Question, err error) {
	return q, row.Scan(&q.ID, &q.Text, &q.Label, &q.Help, &q.Kind, &q.Per, &q.Phase, &q.Required, &q.Roles, &q.Meeting, &q.Due.On, &q.Due.DaysBefore,
		&q.Retired)
}

// questionChoice is a choice of a question.
type questionChoice struct {
	question dialogue.ID
	choice   dialogue.QuestionChoice
}

func scanQuestionChoice(row pgx.CollectableRow) (c questionChoice, err error) {
	return c, row.Scan(&c.question, &c.choice.ID, &c.choice.Text, &c.choice.Retired)
}

// askQuestions reads a series' questions in the same round trip as what else hangs under it.
func askQuestions(b *pgx.Batch, questions *[]dialogue.Question, choices *[]questionChoice, organiser, series dialogue.ID) {
	ask(b, questions, scanQuestion, `
		select `+questionColumns+` from question q where q.organiser_id = $1 and q.series_id = $2 order by q.position, q.id`, organiser, series)
	ask(b, choices, scanQuestionChoice, `
		select c.question_id, c.id, c.text, c.retired_at is not null
		from question q
		join question_choice c on (c.organiser_id, c.question_id) = (q.organiser_id, q.id)
		where q.organiser_id = $1 and q.series_id = $2
		order by c.position, c.id`, organiser, series)
}

// SaveQuestions makes the series' questions the ones given, in their order, with their choices. A question that is left out is deleted, or
// retired when somebody has answered it; a choice likewise when somebody has chosen it.
func (tx *Tx) SaveQuestions(ctx context.Context, organiser, series dialogue.ID, questions []dialogue.Question) error {
	kept := make([]dialogue.ID, len(questions))
	return tx.Write(ctx, func(b *Batch) {
		for i, q := range questions {
			kept[i] = q.ID
			b.queue(`
				insert into question as q (organiser_id, id, series_id, position, text, label, help, kind, per, phase, required, role_ids, meeting_id,
					due_on, due_days_before, retired_at)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12, '{}'::uuid[]), $13, $14, $15, case when $16 then clock() end)
				on conflict (organiser_id, id) do update set position = excluded.position, text = excluded.text, label = excluded.label,
					help = excluded.help, kind = excluded.kind, per = excluded.per, phase = excluded.phase, required = excluded.required,
					role_ids = excluded.role_ids, meeting_id = excluded.meeting_id, due_on = excluded.due_on,
					due_days_before = excluded.due_days_before, retired_at = case when $16 then coalesce(q.retired_at, clock()) end
				where q.series_id = excluded.series_id`,
				organiser, q.ID, series, i, q.Text, q.Label, q.Help, q.Kind, q.Per, q.Phase, q.Required, q.Roles, q.Meeting,
				q.Due.On, q.Due.DaysBefore, q.Retired)
			b.saveChoices(organiser, series, q)
		}
		b.queue(`
			update question set retired_at = coalesce(retired_at, clock())
			where organiser_id = $1 and series_id = $2 and id <> all($3)`, organiser, series, kept)
		b.queue(`
			delete from question q
			where q.organiser_id = $1 and q.series_id = $2 and q.id <> all($3)
				and not exists (select from answer a where (a.organiser_id, a.question_id) = (q.organiser_id, q.id))`, organiser, series, kept)
	})
}

func (b *Batch) saveChoices(organiser, series dialogue.ID, q dialogue.Question) {
	kept := make([]dialogue.ID, len(q.Choices))
	for i, c := range q.Choices {
		kept[i] = c.ID
		b.queue(`
			insert into question_choice as c (organiser_id, id, question_id, position, text, retired_at)
			select q.organiser_id, $3, q.id, $4, $5, case when $6 then clock() end
			from question q where q.organiser_id = $1 and q.id = $2 and q.series_id = $7
			on conflict (organiser_id, id) do update set position = excluded.position, text = excluded.text,
				retired_at = case when $6 then coalesce(c.retired_at, clock()) end
			where c.question_id = excluded.question_id`,
			organiser, q.ID, c.ID, i, c.Text, c.Retired, series)
	}
	b.queue(`
		delete from question_choice c
		where c.organiser_id = $1 and c.question_id = $2 and (c.id <> all($3) or c.retired_at is not null)
			and not exists (select from answer a where (a.organiser_id, a.question_id) = (c.organiser_id, c.question_id) and c.id = any(a.choices))`,
		organiser, q.ID, kept)
}

// SetRemindRemaining stores how many working days before something is due delegations are reminded of it; 0 is not at all.
func (tx *Tx) SetRemindRemaining(ctx context.Context, organiser, series dialogue.ID, days int) error {
	return tx.execOne(ctx, `update series set remind_remaining = $3 where organiser_id = $1 and id = $2`, organiser, series, days)
}

// QuestionUse counts the answers to a series' questions. Ask with the series locked: then nobody registers meanwhile.
func (r Reader) QuestionUse(ctx context.Context, organiser, series dialogue.ID) (use dialogue.QuestionUse, err error) {
	if use.Answers, err = r.counts(ctx, `
		select a.question_id, count(*) from answer a join question q on (q.organiser_id, q.id) = (a.organiser_id, a.question_id)
		where q.organiser_id = $1 and q.series_id = $2 group by 1`, organiser, series); err != nil {
		return use, err
	}
	use.Chosen, err = r.counts(ctx, `
		select c, count(*) from answer a join question q on (q.organiser_id, q.id) = (a.organiser_id, a.question_id), unnest(a.choices) c
		where q.organiser_id = $1 and q.series_id = $2 group by 1`, organiser, series)
	return use, err
}

// SeriesThatRemindRemaining are the series of any organiser that remind delegations by themselves of what they have left to do.
func (r Reader) SeriesThatRemindRemaining(ctx context.Context) ([]SeriesKey, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (k SeriesKey, err error) {
		return k, row.Scan(&k.Organiser, &k.Series)
	}, `
		select organiser_id, id from series
		where state = 'published' and remind_remaining > 0 and erased_at is null
		order by organiser_id, id`)
}
