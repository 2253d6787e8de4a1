package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
)

// mailingTime is how long one job goes on with a sending before it lets others have its place.
const mailingTime = 30 * time.Second

// mailingWorker posts the letters of a sending, some at a time.
type mailingWorker struct {
	river.WorkerDefaults[app.SendMailing]
	app *app.App
}

// Work goes on until nothing is left, or comes back when the next letters may be posted. A job that is lost is no matter: the minute's
// round finds what is due.
func (w *mailingWorker) Work(ctx context.Context, job *river.Job[app.SendMailing]) error {
	return goOn(func() (app.Posted, error) {
		return w.app.SendMailing(ctx, dialogue.System(job.Args.Organiser), job.Args.Mailing)
	})
}

// messageWorker writes the letters of a message to registrations, some at a time.
type messageWorker struct {
	river.WorkerDefaults[app.SendMessage]
	app *app.App
}

// Work goes on as for a sending.
func (w *messageWorker) Work(ctx context.Context, job *river.Job[app.SendMessage]) error {
	return goOn(func() (app.Posted, error) {
		return w.app.PostMessage(ctx, dialogue.System(job.Args.Organiser), job.Args.Message)
	})
}

// announcementWorker writes the letters of an announcement, some at a time.
type announcementWorker struct {
	river.WorkerDefaults[app.SendAnnouncement]
	app *app.App
}

// Work goes on as for a sending.
func (w *announcementWorker) Work(ctx context.Context, job *river.Job[app.SendAnnouncement]) error {
	return goOn(func() (app.Posted, error) {
		return w.app.PostAnnouncement(ctx, dialogue.System(job.Args.Organiser), job.Args.Announcement)
	})
}

// goOn runs round after round until nothing is left, its turn is over, or the next must wait.
func goOn(round func() (app.Posted, error)) error {
	for began := time.Now(); ; {
		posted, err := round()
		switch {
		case err != nil || !posted.More:
			return err
		case posted.Wait > 0:
			return river.JobSnooze(posted.Wait)
		case time.Since(began) > mailingTime:
			return river.JobSnooze(0)
		}
	}
}
