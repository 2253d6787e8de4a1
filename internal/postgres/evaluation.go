package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// askEvaluation reads what a series asks those who came, in the same round trip as what else hangs under it.
func askEvaluation(b *pgx.Batch, questions *[]dialogue.EvaluationQuestion, organiser, series dialogue.ID) {
	ask(b, questions, func(row pgx.CollectableRow) (q dialogue.EvaluationQuestion, err error) {
		return q, row.Scan(&q.ID, &q.Kind, &q.Text, &q.Retired)
	}, `
		select q.id, q.kind, q.text, q.retired_at is not null
		from evaluation_question q where q.organiser_id = $1 and q.series_id = $2 order by q.position, q.id`, organiser, series)
}

// SaveEvaluation makes what a series asks those who came the questions given, in their order, and stores whether thanks go by themselves. A
// question that is left out is deleted, or retired when somebody has answered it.
func (tx *Tx) SaveEvaluation(ctx context.Context, organiser, series dialogue.ID, questions []dialogue.EvaluationQuestion, thanks bool) error {
	kept := make([]dialogue.ID, len(questions))
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`update series set thanks = $3 where organiser_id = $1 and id = $2`, organiser, series, thanks)
		for i, q := range questions {
			kept[i] = q.ID
			b.queue(`
				insert into evaluation_question as q (organiser_id, id, series_id, position, kind, text, retired_at)
				values ($1, $2, $3, $4, $5, $6, case when $7 then clock() end)
				on conflict (organiser_id, id) do update set position = excluded.position, kind = excluded.kind, text = excluded.text,
					retired_at = case when $7 then coalesce(q.retired_at, clock()) end
				where q.series_id = excluded.series_id`, organiser, q.ID, series, i, q.Kind, q.Text, q.Retired)
		}
		b.queue(`
			update evaluation_question set retired_at = coalesce(retired_at, clock())
			where organiser_id = $1 and series_id = $2 and id <> all($3)`, organiser, series, kept)
		b.queue(`
			delete from evaluation_question q
			where q.organiser_id = $1 and q.series_id = $2 and q.id <> all($3)
				and not exists (select from evaluation_mark a where (a.organiser_id, a.question_id) = (q.organiser_id, q.id))
				and not exists (select from evaluation_words a where (a.organiser_id, a.question_id) = (q.organiser_id, q.id))`, organiser, series, kept)
	})
}

// EvaluationUse counts the answers to each of a series' questions to those who came.
func (r Reader) EvaluationUse(ctx context.Context, organiser, series dialogue.ID) (map[dialogue.ID]int, error) {
	return r.counts(ctx, `
		select question_id, sum(n)::int from (
			select question_id, sum(answers) as n from evaluation_mark where organiser_id = $1 and series_id = $2 group by 1
			union all
			select question_id, count(*) from evaluation_words where organiser_id = $1 and series_id = $2 group by 1) a
		group by 1`, organiser, series)
}

// InsertEvaluationLink stores a link to the form about a meeting, by its hash alone.
func (b *Batch) InsertEvaluationLink(organiser, series, meeting dialogue.ID, hash []byte, expires time.Time) {
	b.queue(`
		insert into evaluation_link (organiser_id, token_hash, series_id, meeting_id, expires_at) values ($1, $2, $3, $4, $5)`,
		organiser, hash, series, meeting, expires)
}

// EvaluationLink is what a link leads to.
type EvaluationLink struct {
	Organiser, Series, Meeting dialogue.ID
	Used, Over                 bool
}

func scanEvaluationLink(row pgx.CollectableRow) (l EvaluationLink, err error) {
	return l, row.Scan(&l.Organiser, &l.Series, &l.Meeting, &l.Used, &l.Over)
}

// EvaluationLink finds a link of any organiser by its hash. dialogue.ErrNotFound for one that is made up, or whose series is erased.
func (r Reader) EvaluationLink(ctx context.Context, hash []byte) (EvaluationLink, error) {
	return one(ctx, r.q, scanEvaluationLink, `
		select organiser_id, series_id, meeting_id, used, expires_at <= clock() from evaluation_link where token_hash = $1`, hash)
}

// UseEvaluationLink uses a link up. dialogue.ErrNotFound when it is used, over, or made up: of two at once one gets it.
func (tx *Tx) UseEvaluationLink(ctx context.Context, hash []byte) (EvaluationLink, error) {
	return one(ctx, tx.q, scanEvaluationLink, `
		update evaluation_link set used = true where token_hash = $1 and not used and expires_at > clock()
		returning organiser_id, series_id, meeting_id, used, false`, hash)
}

// AddEvaluationAnswer adds what somebody answered to one question: one more of a mark, or words of their own.
func (b *Batch) AddEvaluationAnswer(l EvaluationLink, a dialogue.EvaluationAnswer) {
	if a.Mark > 0 {
		b.queue(`
			insert into evaluation_mark as m (organiser_id, series_id, meeting_id, question_id, mark, answers) values ($1, $2, $3, $4, $5, 1)
			on conflict (organiser_id, meeting_id, question_id, mark) do update set answers = m.answers + 1`,
			l.Organiser, l.Series, l.Meeting, a.Question, a.Mark)
		return
	}
	b.queue(`
		insert into evaluation_words (organiser_id, series_id, meeting_id, question_id, words) values ($1, $2, $3, $4, $5)`,
		l.Organiser, l.Series, l.Meeting, a.Question, a.Words)
}

// EvaluationLinks counts the links of a series' meetings, and how many of them somebody has answered by.
func (r Reader) EvaluationLinks(ctx context.Context, organiser, series dialogue.ID) (sent, used map[dialogue.ID]int, err error) {
	if sent, err = r.counts(ctx, `
		select meeting_id, count(*) from evaluation_link where organiser_id = $1 and series_id = $2 group by 1`, organiser, series); err != nil {
		return sent, used, err
	}
	used, err = r.counts(ctx, `
		select meeting_id, count(*) from evaluation_link where organiser_id = $1 and series_id = $2 and used group by 1`, organiser, series)
	return sent, used, err
}

// EvaluationFigures are what was answered to each of the questions, by meeting.
func (r Reader) EvaluationFigures(ctx context.Context, organiser, series dialogue.ID, questions []dialogue.EvaluationQuestion) ([]dialogue.EvaluationFigure, error) {
	type mark struct {
		question, meeting dialogue.ID
		mark, answers     int
	}
	type words struct {
		question, meeting dialogue.ID
		said              string
	}
	var marks []mark
	var said []words
	var b pgx.Batch
	ask(&b, &marks, func(row pgx.CollectableRow) (m mark, err error) {
		return m, row.Scan(&m.question, &m.meeting, &m.mark, &m.answers)
	}, `select question_id, meeting_id, mark, answers from evaluation_mark where organiser_id = $1 and series_id = $2`, organiser, series)
	ask(&b, &said, func(row pgx.CollectableRow) (w words, err error) {
		return w, row.Scan(&w.question, &w.meeting, &w.said)
	}, `select question_id, meeting_id, words from evaluation_words where organiser_id = $1 and series_id = $2 order by id`, organiser, series)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	figures := make([]dialogue.EvaluationFigure, len(questions))
	at := map[dialogue.ID]*dialogue.EvaluationFigure{}
	for i, q := range questions {
		figures[i] = dialogue.EvaluationFigure{Question: q, Marks: map[dialogue.ID][dialogue.HighestMark]int{}, Words: map[dialogue.ID][]string{}}
		at[q.ID] = &figures[i]
	}
	for _, m := range marks {
		if f := at[m.question]; f != nil {
			of := f.Marks[m.meeting]
			of[m.mark-1] = m.answers
			f.Marks[m.meeting] = of
		}
	}
	for _, w := range said {
		if f := at[w.question]; f != nil {
			f.Words[w.meeting] = append(f.Words[w.meeting], w.said)
		}
	}
	return figures, nil
}

// SeriesThatThank are the series of any organiser that thank those who came by themselves, and that had a meeting lately.
func (r Reader) SeriesThatThank(ctx context.Context) ([]SeriesKey, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (k SeriesKey, err error) {
		return k, row.Scan(&k.Organiser, &k.Series)
	}, `
		select s.organiser_id, s.id from series s
		where s.thanks and s.state <> 'draft' and s.erased_at is null and exists (
			select from meeting m where (m.organiser_id, m.series_id) = (s.organiser_id, s.id)
				and coalesce(m.ends_at, m.starts_at) between clock() - interval '14 days' and clock())
		order by s.organiser_id, s.id`)
}
