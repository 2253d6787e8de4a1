package jobs

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/smtp"
)

// How long a job may take, and when one whose program was killed is given to another: River's own default of an hour would hold a
// letter in flight that long.
const (
	jobTimeout  = 60 * time.Second
	rescueAfter = 90 * time.Second
	softStop    = 20 * time.Second // to finish the letters in hand when the program stops; then they are cut off
)

// Config is what the workers need to know.
type Config struct {
	From             string // the address that letters are sent from
	Host             string // of Message-IDs: the site's own name
	LettersPerMinute int    // what the mail server bears; 0 for no limit
	Log              *slog.Logger
}

// Client works the queue. Start and Stop are its owner's; Stop waits for the jobs in hand.
type Client = river.Client[pgx.Tx]

// New builds a client that works jobs from the pool's database. Several programs may work the same queue: a letter goes out
// once all the same.
func New(pool *pgxpool.Pool, a *app.App, sender smtp.Sender, c Config) (*Client, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, newLetterWorker(a, sender, c))
	river.AddWorker(workers, &signInWorker{app: a})
	river.AddWorker(workers, &mailingWorker{app: a})
	river.AddWorker(workers, &messageWorker{app: a})
	river.AddWorker(workers, &announcementWorker{app: a})
	river.AddWorker(workers, &mySignInWorker{app: a})
	river.AddWorker(workers, &aboutMeWorker{app: a})
	river.AddWorker(workers, &minuteWorker{app: a, log: c.Log})
	river.AddWorker(workers, &nightWorker{app: a, log: c.Log})
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Queues: map[string]river.QueueConfig{
			river.QueueDefault: {MaxWorkers: 2},
			app.LettersQueue:   {MaxWorkers: letterWorkers(c.LettersPerMinute)},
		},
		Workers:              workers,
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: rescueAfter,
		ReindexerIndexNames:  []string{}, // our role owns no indexes
		SoftStopTimeout:      softStop,
		Logger:               c.Log,
		PeriodicJobs: []*river.PeriodicJob{
			river.NewPeriodicJob(river.PeriodicInterval(time.Minute),
				func() (river.JobArgs, *river.InsertOpts) { return app.EveryMinute{}, nil },
				&river.PeriodicJobOpts{RunOnStart: true}),
			river.NewPeriodicJob(nightly{},
				func() (river.JobArgs, *river.InsertOpts) { return app.EveryNight{}, nil },
				&river.PeriodicJobOpts{RunOnStart: true}), // a program that is never up at night still erases
		},
	})
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return client, nil
}

// nightly is half past three in Oslo, when nobody works and no clock is put back or forward.
type nightly struct{}

// Next is the first half past three after a time.
func (nightly) Next(after time.Time) time.Time {
	day := dialogue.DateOf(after)
	if at := day.At(3, 30); at.After(after) {
		return at
	}
	return day.AddDays(1).At(3, 30)
}
