package app

import (
	"context"
	"errors"

	"github.com/riverqueue/river"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// Due is what a round of housekeeping has done.
type Due struct {
	Expired int // registrations, declines and written input that nobody confirmed within 72 hours
	Strayed int // letters that had lost the job that sends them
	Erased  int // series whose personal data was erased
	Needs   int // delegates whose needs were erased, some days after their meeting

	OffersExpired int // offers that nobody answered in time
	OffersMade    int // offers to those who were next in line

	Reminders int // automatic reminders made, each a sending to those who are silent
	Thanks    int // letters to those who came to a meeting
	Remaining int // letters about what delegations have left to do
	Mailings  int // sendings with letters that were to be posted
	Messages  int // messages to registrations with letters that were to be written
}

// DoWhatIsDue does what clock() says is due, for every organiser: unverified registrations are deleted when their time is out, and
// a letter that has lost its job gets a new one. Offers of places whose time is out end, and free places are offered to those who
// wait. Those who have not answered an invitation are reminded by the series' rule, and the letters
// of sendings whose time has come are posted. Delegations are reminded of what they have left to do.
func (a *App) DoWhatIsDue(ctx context.Context, actor dialogue.Actor) (Due, error) {
	var due Due
	if actor.Kind != dialogue.SystemActor {
		return due, dialogue.ErrForbidden
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) (err error) {
		if due.Expired, err = tx.ExpireRegistrations(ctx); err != nil {
			return err
		}
		declines, err := tx.ExpireDeclines(ctx)
		if err != nil {
			return err
		}
		due.Expired += declines
		statements, err := tx.ExpireStatements(ctx, dialogue.UnsentFilesFor)
		if err != nil {
			return err
		}
		due.Expired += statements
		if err := tx.ForgetUnprovenLetters(ctx, dialogue.UnprovenWindow); err != nil {
			return err
		}
		strayed, err := tx.StrayLetters(ctx)
		if err != nil {
			return err
		}
		due.Strayed = len(strayed)
		var jobs []river.JobArgs
		for _, l := range strayed {
			jobs = append(jobs, SendLetter{Organiser: l.Organiser, Letter: l.ID, About: l.Kind})
		}
		return tx.Enqueue(ctx, jobs...)
	})
	if err != nil {
		return due, err
	}
	var offers, reminders, mailings, messages, announcements, thanks, remaining error // none keeps the others from their turn
	due.OffersExpired, due.OffersMade, offers = a.offersDue(ctx)
	due.Reminders, reminders = a.remindersDue(ctx)
	due.Mailings, mailings = a.mailingsDue(ctx)
	due.Messages, messages = a.messagesDue(ctx)
	announcements = a.announcementsDue(ctx)
	due.Thanks, thanks = a.thanksDue(ctx)
	due.Remaining, remaining = a.remainingDue(ctx)
	return due, errors.Join(offers, reminders, mailings, messages, announcements, thanks, remaining)
}

// EraseWhatIsDue erases the personal data of every series whose deletion date has come, one transaction each, and forgets ended
// sessions, old failed sign-ins, and who asked for links or had access that has ended. What delegates need of food and accessibility is erased
// dialogue.NeedsDays after their meeting.
func (a *App) EraseWhatIsDue(ctx context.Context, actor dialogue.Actor) (Due, error) {
	var due Due
	if actor.Kind != dialogue.SystemActor {
		return due, dialogue.ErrForbidden
	}
	series, err := a.db.SeriesToErase(ctx)
	if err != nil {
		return due, err
	}
	for _, k := range series {
		err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
			erased, err := tx.EraseSeries(ctx, k)
			if erased && err == nil {
				due.Erased++
			}
			return err
		})
		if err != nil {
			return due, err
		}
	}
	return due, a.db.InTx(ctx, func(tx *postgres.Tx) (err error) {
		if due.Needs, err = tx.EraseUselessNeeds(ctx); err != nil {
			return err
		}
		if err := tx.PurgePersons(ctx); err != nil {
			return err
		}
		return tx.PurgeSessions(ctx)
	})
}
