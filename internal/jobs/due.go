package jobs

import (
	"context"
	"errors"
	"log/slog"

	"github.com/riverqueue/river"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
)

// minuteWorker has app do what is due.
type minuteWorker struct {
	river.WorkerDefaults[app.EveryMinute]
	app *app.App
	log *slog.Logger
}

// Work runs once a minute.
func (w *minuteWorker) Work(ctx context.Context, _ *river.Job[app.EveryMinute]) error {
	due, err := w.app.DoWhatIsDue(ctx, dialogue.Actor{Kind: dialogue.SystemActor})
	if due.Expired > 0 {
		w.log.InfoContext(ctx, "deleted registrations that nobody confirmed", "count", due.Expired)
	}
	if due.Strayed > 0 {
		w.log.WarnContext(ctx, "letters had lost their jobs and got new ones", "count", due.Strayed)
	}
	if due.OffersExpired > 0 {
		w.log.InfoContext(ctx, "offers of places expired", "count", due.OffersExpired)
	}
	if due.OffersMade > 0 {
		w.log.InfoContext(ctx, "offered places to those who waited", "count", due.OffersMade)
	}
	if due.Reminders > 0 {
		w.log.InfoContext(ctx, "made automatic reminders", "count", due.Reminders)
	}
	told, noticeErr := w.app.TellDelegates(ctx, dialogue.Actor{Kind: dialogue.SystemActor})
	if told > 0 {
		w.log.InfoContext(ctx, "told delegates what is stored about them", "count", told)
	}
	return errors.Join(err, noticeErr)
}

// nightWorker has app erase personal data that has passed its date.
type nightWorker struct {
	river.WorkerDefaults[app.EveryNight]
	app *app.App
	log *slog.Logger
}

// Work runs once a night.
func (w *nightWorker) Work(ctx context.Context, _ *river.Job[app.EveryNight]) error {
	due, err := w.app.EraseWhatIsDue(ctx, dialogue.Actor{Kind: dialogue.SystemActor})
	if due.Erased > 0 {
		w.log.InfoContext(ctx, "erased the personal data of series", "count", due.Erased)
	}
	return err
}
