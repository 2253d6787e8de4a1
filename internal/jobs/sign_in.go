package jobs

import (
	"context"

	"github.com/riverqueue/river"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
)

// signInWorker has app mail a sign-in link, out of sight of the one who asked for it.
type signInWorker struct {
	river.WorkerDefaults[app.MailSignIn]
	app *app.App
}

// Work mails one link, or nothing.
func (w *signInWorker) Work(ctx context.Context, job *river.Job[app.MailSignIn]) error {
	return w.app.MailSignInLink(ctx, dialogue.Actor{Kind: dialogue.SystemActor}, job.Args.Reference)
}

// mySignInWorker is the same for a link to «Min side».
type mySignInWorker struct {
	river.WorkerDefaults[app.MailMySignIn]
	app *app.App
}

// Work mails one link, or nothing.
func (w *mySignInWorker) Work(ctx context.Context, job *river.Job[app.MailMySignIn]) error {
	return w.app.MailMySignInLink(ctx, dialogue.Actor{Kind: dialogue.SystemActor}, job.Args.Request)
}

// aboutMeWorker is the same for a delegate's link.
type aboutMeWorker struct {
	river.WorkerDefaults[app.MailAboutMe]
	app *app.App
}

// Work mails one link, or nothing.
func (w *aboutMeWorker) Work(ctx context.Context, job *river.Job[app.MailAboutMe]) error {
	return w.app.MailAboutMeLink(ctx, dialogue.Actor{Kind: dialogue.SystemActor}, job.Args.Code)
}
