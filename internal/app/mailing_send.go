package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// mailingAtOnce is how many letters of a sending are written in one transaction.
const mailingAtOnce = 60

// Posted is what one round of a sending has done. Without More there is nothing left to do, or nothing that is this caller's to do.
type Posted struct {
	Letters int
	More    bool
	Wait    time.Duration // until the next letters may be posted
}

// SendMailing posts some of a sending's letters, all of some units' in one transaction, so a crash leaves whole units done and the rest to
// do. It holds the sending's row: a pause waits for it, and of two runners one does nothing. A unit that has answered, has no address
// that works, has had the letter, or can't answer any more is passed over, and that is noted. A sending of a series that takes no
// registrations any more is paused. An automatic reminder that is held up until office hours are over goes on in the next.
func (a *App) SendMailing(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (Posted, error) {
	var done Posted
	if actor.Kind != dialogue.SystemActor {
		return done, dialogue.ErrForbidden
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		done = Posted{}
		due, err := tx.Mailing(ctx, actor.Organiser, id)
		if err != nil {
			return err
		}
		if err := tx.HoldSeries(ctx, due.Organiser, due.Series); err != nil { // first of all locks, as everywhere
			return err
		}
		m, ok, err := tx.TakeMailing(ctx, actor.Organiser, id)
		if err != nil || !ok {
			return err
		}
		inv, err := tx.Invitation(ctx, m.Organiser, m.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if m.Rests(now) {
			return nil
		}
		if problem := unsendable(&inv, now); problem.Key != "" {
			m.State = dialogue.MailingPaused
			if err := tx.UpdateMailing(ctx, m); err != nil {
				return err
			}
			return tx.Write(ctx, func(b *postgres.Batch) {
				b.Audit(dialogue.AuditLine{Actor: actor, Verb: "pause_mailing", Series: m.Series, About: m.ID, Detail: map[string]any{"why": problem.Key}})
			})
		}
		units, err := tx.NextOfMailing(ctx, m, m.AtOnce(mailingAtOnce))
		if err != nil {
			return err
		}
		b := mailingBatch{a: a, m: m, inv: &inv, now: now}
		if err := b.read(ctx, tx.Reader, units); err != nil {
			return err
		}
		for _, i := range units {
			if err := b.write(i); err != nil {
				return err
			}
		}
		done.Letters = len(b.letters)
		if err := a.post(ctx, tx, b.letters...); err != nil {
			return err
		}
		m.NextAt = m.Next(now, len(b.letters))
		done.More = len(units) > 0
		if done.More && m.NextAt.After(now) {
			done.Wait = m.NextAt.Sub(now)
		}
		return tx.Write(ctx, func(batch *postgres.Batch) {
			for _, note := range b.notes {
				note(batch)
			}
			batch.PaceMailing(m)
			if b.passed+len(b.letters) > 0 {
				batch.Audit(dialogue.AuditLine{Actor: actor, Verb: "send_mailing", Series: m.Series, About: m.ID,
					Detail: map[string]any{"letters": len(b.letters), "passed_over": b.passed}})
			}
		})
	})
	return done, err
}

// unsendable is why letters to those who are invited can't be sent now; the zero problem when they can.
func unsendable(inv *dialogue.Invitation, now time.Time) dialogue.Problem {
	switch {
	case inv.Series.State != dialogue.Published || !inv.Series.ErasedAt.IsZero():
		return dialogue.Problem{Key: "problem.mailing-unpublished"}
	case !inv.Openness(now).Takes() && !inv.Series.Rules.OnRequest:
		return dialogue.Problem{Key: "problem.mailing-closed"}
	}
	return dialogue.Problem{}
}

// mailingBatch is some units of a sending on their way into letters.
type mailingBatch struct {
	a   *App
	m   dialogue.Mailing
	inv *dialogue.Invitation
	now time.Time

	addresses map[dialogue.ID][]dialogue.UnitAddress
	answers   map[dialogue.ID]dialogue.UnitAnswer
	written   map[string]bool
	files     []dialogue.Attachment

	letters []dialogue.Letter
	notes   []func(*postgres.Batch)
	passed  int
}

// read asks for all that decides what the units get.
func (b *mailingBatch) read(ctx context.Context, r postgres.Reader, due []dialogue.UnitInvitation) error {
	units := make([]dialogue.ID, len(due))
	for i, d := range due {
		units[i] = d.Unit.ID
	}
	var err error
	if b.addresses, err = r.AddressesOfUnits(ctx, b.m.Organiser, units); err != nil {
		return err
	}
	if b.answers, err = r.UnitAnswers(ctx, b.m.Organiser, b.m.Series, units); err != nil {
		return err
	}
	var onces []string
	var invitations []dialogue.ID
	for _, d := range due {
		invitations = append(invitations, d.ID)
		for _, to := range b.addresses[d.Unit.ID] {
			onces = append(onces, mailingOnce(b.m, d.ID, to.Email))
		}
	}
	if b.written, err = r.Written(ctx, b.m.Organiser, onces, invitations); err != nil {
		return err
	}
	b.files, err = r.MaterialFiles(ctx, b.m.Organiser, b.m.Series, b.m.Materials)
	return err
}

// mailingOnce is the occasion of a letter: an address of a unit gets one invitation to a series, and one letter of each reminder.
func mailingOnce(m dialogue.Mailing, invitation dialogue.ID, email string) string {
	if m.Kind == dialogue.ReminderMailing {
		return fmt.Sprintf("reminder/%s/%s/%s", m.ID, invitation, strings.ToLower(email))
	}
	return fmt.Sprintf("invitation/%s/%s", invitation, strings.ToLower(email))
}

// write makes a unit's letters, or notes why it gets none.
func (b *mailingBatch) write(i dialogue.UnitInvitation) error {
	to, why := b.receivers(i)
	for _, address := range to {
		if err := b.letterTo(i, address); err != nil {
			return err
		}
	}
	if why != "" {
		b.passed++
	}
	b.notes = append(b.notes, func(batch *postgres.Batch) {
		batch.NotePosted(b.m, i.ID, why)
		if why == "" {
			batch.NoteInvitationSent(i.Organiser, i.ID)
		}
	})
	return nil
}

// receivers are the addresses that a unit's letters go to, or why there are none.
func (b *mailingBatch) receivers(i dialogue.UnitInvitation) ([]dialogue.UnitAddress, dialogue.PassedOver) {
	if answer := b.answers[i.Unit.ID]; answer.Counts() || b.m.Kind == dialogue.ReminderMailing && answer.Answered() {
		return nil, dialogue.PassedAnswered
	}
	if _, open := b.inv.AnswersUntil(i.Unit, b.now); !open {
		return nil, dialogue.PassedClosed
	}
	working := slices.DeleteFunc(slices.Clone(b.addresses[i.Unit.ID]), func(to dialogue.UnitAddress) bool { return to.Failure != "" })
	if len(working) == 0 {
		return nil, dialogue.PassedNoAddress
	}
	left := slices.DeleteFunc(working, func(to dialogue.UnitAddress) bool { return b.written[mailingOnce(b.m, i.ID, to.Email)] })
	if len(left) == 0 {
		return nil, dialogue.PassedHadIt
	}
	return left, ""
}

// letterTo is the letter to one address, with a personal link of its own.
func (b *mailingBatch) letterTo(i dialogue.UnitInvitation, to dialogue.UnitAddress) error {
	token, hash := secret.NewToken()
	facts := b.a.mailingFacts(b.inv, b.m, i.Unit, to, b.now)
	facts.Token = token
	letter, err := b.a.compose(facts, b.m.LetterKind(), mailingOnce(b.m, i.ID, to.Email))
	if err != nil {
		return err
	}
	letter.Invitation, letter.Mailing, letter.Attachments = i.ID, b.m.ID, b.files
	b.letters = append(b.letters, letter)
	b.notes = append(b.notes, func(batch *postgres.Batch) { batch.InsertInvitationLink(i.Organiser, i.ID, hash) })
	return nil
}

// mailingFacts are what a letter of a sending can say to one address of a unit, in the unit's language.
func (a *App) mailingFacts(inv *dialogue.Invitation, m dialogue.Mailing, u dialogue.Unit, to dialogue.UnitAddress, now time.Time) mail.Facts {
	name := to.Name
	if name == "" {
		name = u.Name
	}
	return mail.Facts{
		Lang: u.LetterLang(norway.LangOf(u.County, inv.Series.PublicationDay(now)), inv.Series.Lang, ""),
		To:   mail.To{Name: name, Email: to.Email}, Now: now, Invitation: inv,
		Invited: &u, Prose: m.Starts(inv.Series), Attached: attached(inv, m.Materials),
	}
}

// attached are the documents that go along, in the order of the ids.
func attached(inv *dialogue.Invitation, ids []dialogue.ID) []dialogue.Material {
	var found []dialogue.Material
	all := dialogue.Attachable(inv)
	for _, id := range ids {
		if i := slices.IndexFunc(all, func(m dialogue.Material) bool { return m.ID == id }); i >= 0 {
			found = append(found, all[i])
		}
	}
	return found
}

// mailingsDue has every sending posted whose time has come, each by a job of its own.
func (a *App) mailingsDue(ctx context.Context) (int, error) {
	due, err := a.db.MailingsDue(ctx)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	jobs := make([]river.JobArgs, len(due))
	for i, m := range due {
		jobs[i] = SendMailing{Organiser: m.Organiser, Mailing: m.ID}
	}
	return len(due), a.db.InTx(ctx, func(tx *postgres.Tx) error { return tx.Enqueue(ctx, jobs...) })
}
