package app

import (
	"context"
	"errors"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// DeclineByLink stores the no of the unit whose personal link was followed, and posts a letter that asks for a click: until then it is
// nobody's answer. The same submission again returns what the first one stored.
//
// It returns dialogue.Problems for what the reader can mend, ErrDuplicate when the unit is registered, ErrClosed when it can't answer any
// more, and ErrNoLink for a token that is none of ours.
func (a *App) DeclineByLink(ctx context.Context, token string, q dialogue.DeclineRequest) (dialogue.Decline, error) {
	var stored dialogue.Decline
	var err error
	for range 2 {
		err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
			var err error
			stored, err = a.declineByLink(ctx, tx, token, q)
			return err
		})
		if !errors.Is(err, postgres.ErrSeenSubmission) { // a double click: the second look finds the first
			break
		}
	}
	return stored, err
}

func (a *App) declineByLink(ctx context.Context, tx *postgres.Tx, token string, q dialogue.DeclineRequest) (dialogue.Decline, error) {
	var none dialogue.Decline
	invited, inv, now, err := invitedTo(ctx, tx.Reader, token)
	if err != nil {
		return none, err
	}
	if seen, err := tx.DeclineBySubmission(ctx, inv.Organiser.ID, q.Submission); !errors.Is(err, dialogue.ErrNotFound) {
		return seen, err
	}
	if err := tx.HoldSeries(ctx, inv.Organiser.ID, inv.Series.ID); err != nil {
		return none, err
	}
	if _, open := inv.AnswersUntil(invited.Unit, now); !open {
		return none, dialogue.ErrClosed
	}
	if problems := q.Validate(); len(problems) > 0 {
		return none, problems
	}
	if registered, err := isRegistered(ctx, tx, inv.Organiser.ID, inv.Series.ID, invited.Unit.ID); err != nil || registered {
		return none, errors.Join(err, dialogue.ErrDuplicate)
	}
	if err := a.mustMail(ctx, tx, "email", q.Email, now); err != nil {
		return none, err
	}
	d := dialogue.Decline{
		Organiser: inv.Organiser.ID, ID: newID(), Series: inv.Series.ID, Unit: invited.Unit, Invitation: invited.ID,
		State: dialogue.Unverified, Reason: q.Reason, Contact: dialogue.Contact{Name: q.Name, Email: q.Email},
		ReceivedAt: now, ExpiresAt: now.Add(dialogue.VerifyWithin), Lang: declineLang(&inv, invited.Unit, q.Lang, now),
	}
	click, hash := secret.NewToken()
	if err := tx.Write(ctx, func(b *postgres.Batch) {
		b.InsertDecline(d, q.Submission)
		b.InsertDeclineLink(postgres.Link{Organiser: d.Organiser, ID: newID(), Hash: hash, ExpiresAt: d.ExpiresAt}, d.ID)
		b.Audit(declineLine(dialogue.Actor{}, "decline", d))
	}); err != nil {
		return none, err
	}
	return d, a.postDecline(ctx, tx, &inv, d, now, dialogue.LetterDecline, click)
}

// CheckDeclineLink is what the link of a no's letter shows: the no that waits for its click, or what became of it. It uses nothing: mail
// scanners open links too. ErrUsed for a link that has run out or is none of ours.
func (a *App) CheckDeclineLink(ctx context.Context, token string) (dialogue.DeclinePage, error) {
	var page dialogue.DeclinePage
	d, works, err := a.db.DeclineByLink(ctx, secret.HashToken(token))
	if errors.Is(err, dialogue.ErrNotFound) || err == nil && !works && d.State == dialogue.Unverified {
		err = dialogue.ErrUsed
	}
	if err != nil {
		return page, err
	}
	page.Decline = d
	if page.Invitation, err = a.db.Invitation(ctx, d.Organiser, d.Series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	page.Decline.Unit.Name = officialName(d.Unit, page.Invitation.Series.PublicationDay(page.Now))
	page.Until, page.Open = page.Invitation.AnswersUntil(d.Unit, page.Now)
	return page, nil
}

// ConfirmDecline uses the link of a no's letter: its writer has proven the address. The no counts, or waits for staff when an official
// unit's was written from elsewhere; one whose unit has been registered meanwhile is taken back. A link that is used, unknown or older than
// 72 hours is ErrUsed.
func (a *App) ConfirmDecline(ctx context.Context, token string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		d, err := tx.UseDeclineLink(ctx, secret.HashToken(token))
		if err != nil {
			return err
		}
		return a.decideDecline(ctx, tx, dialogue.Actor{}, "confirm_decline", d, 0, func(d dialogue.Decline, registered bool) (dialogue.RegistrationState, error) {
			if d.State != dialogue.Unverified {
				return "", dialogue.ErrUsed
			}
			return d.AfterClick(registered), nil
		})
	})
}

// DecideDecline is staff's decision on a no from an address outside the unit's domains. When it counts, its writer is told. ErrStale when
// there is nothing to decide, or the unit is registered.
func (a *App) DecideDecline(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int, accept bool) error {
	verb, to := "refuse_decline", dialogue.Refused
	if accept {
		verb, to = "accept_decline", dialogue.Active
	}
	return a.editDecline(ctx, actor, verb, id, version, func(d dialogue.Decline, registered bool) (dialogue.RegistrationState, error) {
		if d.State != dialogue.HeldForStaff || registered && accept {
			return "", dialogue.ErrStale
		}
		return to, nil
	})
}

// TakeBackDecline is staff's word that a unit's no does not count any more: it has changed its mind, or it was a mistake. ErrStale when it
// does not count already.
func (a *App) TakeBackDecline(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int) error {
	return a.editDecline(ctx, actor, "take_back_decline", id, version, func(d dialogue.Decline, _ bool) (dialogue.RegistrationState, error) {
		if d.State != dialogue.Active {
			return "", dialogue.ErrStale
		}
		return dialogue.Withdrawn, nil
	})
}

func (a *App) editDecline(ctx context.Context, actor dialogue.Actor, verb string, id dialogue.ID, version int,
	next func(d dialogue.Decline, registered bool) (dialogue.RegistrationState, error)) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		d, err := tx.Decline(ctx, actor.Organiser, id)
		if err != nil {
			return err
		}
		return a.decideDecline(ctx, tx, actor, verb, d, seen(version), next)
	})
}

// decideDecline moves a no on. The unit's registrations wait meanwhile, so that it is never registered and declined. One whose personal
// data is erased is ErrClosed.
func (a *App) decideDecline(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, verb string, d dialogue.Decline, version int,
	next func(d dialogue.Decline, registered bool) (dialogue.RegistrationState, error)) error {
	if err := tx.HoldAnswers(ctx, d.Organiser, d.Unit.ID); err != nil {
		return err
	}
	if err := tx.RaiseDecline(ctx, d.Organiser, d.ID, version); err != nil {
		return err
	}
	d, err := tx.Decline(ctx, d.Organiser, d.ID)
	if err != nil {
		return err
	}
	if !d.ErasedAt.IsZero() {
		return dialogue.ErrClosed
	}
	registered, err := isRegistered(ctx, tx, d.Organiser, d.Series, d.Unit.ID)
	if err != nil {
		return err
	}
	if d.State, err = next(d, registered); err != nil {
		return err
	}
	if d.State == dialogue.Active { // the newest no takes the place of an older one
		if err := withdrawDeclines(ctx, tx, actor, d, d.ID); err != nil {
			return err
		}
	}
	if err := tx.Write(ctx, func(b *postgres.Batch) {
		b.SetDeclineState(d, d.State)
		b.Audit(declineLine(actor, verb, d))
	}); err != nil || d.State != dialogue.Active || d.Contact.Email == "" {
		return err
	}
	inv, err := tx.Invitation(ctx, d.Organiser, d.Series)
	if err != nil {
		return err
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return err
	}
	var start string // a link to change one's mind by
	if !d.Invitation.IsZero() {
		token, hash := secret.NewToken()
		start = token
		if err := tx.Write(ctx, func(b *postgres.Batch) { b.InsertInvitationLink(d.Organiser, d.Invitation, hash) }); err != nil {
			return err
		}
	}
	return a.postDecline(ctx, tx, &inv, d, now, dialogue.LetterDeclined, start)
}

// NoteDecline notes a no that came by phone or letter, with what was said; it counts at once. unit is of the register, by kind and number,
// or one the organiser knows, by id. Problems for a unit that can't be found, one that is registered, and a missing reason; ErrClosed for
// a draft and after the personal data is erased.
func (a *App) NoteDecline(ctx context.Context, actor dialogue.Actor, series dialogue.ID, unit dialogue.Unit, reason string) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		inv, err := tx.Invitation(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		if inv.Series.State == dialogue.Draft || !inv.Series.ErasedAt.IsZero() {
			return dialogue.ErrClosed
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if err := tx.HoldSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		u, err := declinedUnit(ctx, tx, &inv, unit, now)
		if err != nil {
			return err
		}
		problems := dialogue.Problems{}
		if reason == "" {
			problems.Add("reason", "problem.required")
		}
		if registered, err := isRegistered(ctx, tx, actor.Organiser, series, u.ID); err != nil {
			return err
		} else if registered {
			problems.Add("unit", "problem.duplicate-unit")
		}
		if err := problems.Err(); err != nil {
			return err
		}
		d := dialogue.Decline{
			Organiser: actor.Organiser, ID: newID(), Series: series, Unit: u, State: dialogue.Active, Reason: reason,
			ReceivedAt: now, DecidedAt: now, DeclinedBy: actor.User, Lang: declineLang(&inv, u, "", now),
		}
		if err := withdrawDeclines(ctx, tx, actor, d, d.ID); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertDecline(d, newID())
			b.Audit(declineLine(actor, "note_decline", d))
		})
	})
}

// declinedUnit is the unit that staff name, held to the end of the transaction.
func declinedUnit(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, u dialogue.Unit, now time.Time) (dialogue.Unit, error) {
	if u.ID.IsZero() {
		official, ok := norway.Lookup(string(u.Kind), u.Number, inv.Series.PublicationDay(now))
		if !ok {
			return u, dialogue.Problems{"unit": {Key: "problem.choose-unit"}}
		}
		id, err := tx.UpsertUnit(ctx, inv.Organiser.ID, unitOf(official))
		if err != nil {
			return u, err
		}
		u.ID = id
	}
	if err := tx.HoldAnswers(ctx, inv.Organiser.ID, u.ID); err != nil {
		return u, err
	}
	return tx.Unit(ctx, inv.Organiser.ID, u.ID)
}

// withdrawDeclines takes back the unit's other answers no, with an audit line each. Hold the unit first.
func withdrawDeclines(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, d dialogue.Decline, but dialogue.ID) error {
	gone, err := tx.WithdrawDeclines(ctx, d.Organiser, d.Series, d.Unit.ID, but)
	if err != nil || len(gone) == 0 {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		for _, id := range gone {
			d.ID, d.State, d.Reason, d.Contact = id, dialogue.Withdrawn, "", dialogue.Contact{}
			b.Audit(declineLine(actor, "withdraw_decline", d))
		}
	})
}

// forgetDeclines takes back the unit's no when it registers all the same. It holds the unit, so it comes before the registration is written
// as active.
func forgetDeclines(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, r dialogue.Registration) error {
	if err := tx.HoldAnswers(ctx, r.Organiser, r.Unit.ID); err != nil {
		return err
	}
	return withdrawDeclines(ctx, tx, actor, dialogue.Decline{Organiser: r.Organiser, Series: r.Series, Unit: r.Unit}, dialogue.ID{})
}

// isRegistered reports whether the unit has a registration that counts.
func isRegistered(ctx context.Context, tx *postgres.Tx, organiser, series, unit dialogue.ID) (bool, error) {
	_, err := tx.LiveRegistration(ctx, organiser, series, unit)
	if errors.Is(err, dialogue.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// postDecline posts a letter about a no to who wrote it. token is of its link.
func (a *App) postDecline(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, d dialogue.Decline, now time.Time, kind dialogue.LetterKind, token string) error {
	letter, err := a.compose(mail.Facts{
		Lang: d.Lang, To: mail.To{Name: d.Contact.Name, Email: d.Contact.Email}, Now: now, Invitation: inv, Invited: &d.Unit, Decline: &d, Token: token,
	}, kind, string(kind)+"/"+d.ID.String())
	if err != nil {
		return err
	}
	return a.post(ctx, tx, letter)
}

// declineLang is the language of the letters about a no, as for a registration of the unit.
func declineLang(inv *dialogue.Invitation, u dialogue.Unit, page dialogue.Lang, now time.Time) dialogue.Lang {
	return u.LetterLang(norway.LangOf(u.County, inv.Series.PublicationDay(now)), inv.Series.Lang, page)
}

// declineLine is an audit line about a no.
func declineLine(actor dialogue.Actor, verb string, d dialogue.Decline) dialogue.AuditLine {
	actor.Organiser = d.Organiser
	if actor.Kind == "" {
		actor.Kind = dialogue.Anonymous
	}
	return dialogue.AuditLine{Actor: actor, Verb: verb, Series: d.Series, About: d.ID,
		Detail: map[string]any{"unit": d.Unit.Name, "state": d.State, "contact": d.Contact.Name, "reason": d.Reason}}
}
