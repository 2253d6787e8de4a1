package app

import (
	"context"
	"errors"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// invitedTo is what a personal link is for: the unit's invitation, the whole series and the time. A token that is unknown, and one of a
// series that is not published, is ErrNoLink.
func invitedTo(ctx context.Context, r postgres.Reader, token string) (dialogue.UnitInvitation, dialogue.Invitation, time.Time, error) {
	invited, err := r.InvitationByLink(ctx, secret.HashToken(token))
	if errors.Is(err, dialogue.ErrNotFound) {
		err = dialogue.ErrNoLink
	}
	if err != nil {
		return invited, dialogue.Invitation{}, time.Time{}, err
	}
	inv, err := r.Invitation(ctx, invited.Organiser, invited.Series)
	if err == nil && inv.Series.State == dialogue.Draft {
		err = dialogue.ErrNoLink
	}
	if err != nil {
		return invited, inv, time.Time{}, err
	}
	now, err := r.Now(ctx)
	invited.Unit.Name = officialName(invited.Unit, inv.Series.PublicationDay(now))
	return invited, inv, now, err
}

// invitedBy is the unit whose personal link a request came by; nil without one. A link of another series or another unit than the request
// names is ErrNotInvited, and so is an unknown one: a forged unit or token gets nowhere.
func invitedBy(ctx context.Context, r postgres.Reader, inv *dialogue.Invitation, q dialogue.RegistrationRequest) (*dialogue.UnitInvitation, error) {
	if q.Token == "" {
		return nil, nil
	}
	invited, err := r.InvitationByLink(ctx, secret.HashToken(q.Token))
	switch {
	case errors.Is(err, dialogue.ErrNotFound):
		return nil, dialogue.ErrNotInvited
	case err != nil:
		return nil, err
	case invited.Organiser != inv.Organiser.ID || invited.Series != inv.Series.ID || !dialogue.SameUnit(invited.Unit, q.Unit):
		return nil, dialogue.ErrNotInvited
	}
	return &invited, nil
}

// InvitedPage is what a unit's personal link opens: what it is invited to, and how it has answered. It changes nothing however often it is
// asked for, and names nobody. ErrNoLink for a token that is none of ours.
func (a *App) InvitedPage(ctx context.Context, token string) (dialogue.InvitedPage, error) {
	var page dialogue.InvitedPage
	invited, inv, now, err := invitedTo(ctx, a.db.Reader, token)
	if err != nil {
		return page, err
	}
	shown, err := a.invitationPage(ctx, inv)
	if err != nil {
		return page, err
	}
	page = dialogue.InvitedPage{Invitation: shown.Invitation, Invited: invited, Now: now}
	page.Until, page.Open = inv.AnswersUntil(invited.Unit, now)
	answers, err := a.db.UnitAnswers(ctx, invited.Organiser, invited.Series, []dialogue.ID{invited.Unit.ID})
	page.Answer = answers[invited.Unit.ID]
	return page, err
}

// StartByLink notes that somebody has pressed the button of a personal link, the first time. It proves nothing about who did.
func (a *App) StartByLink(ctx context.Context, token string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		invited, inv, now, err := invitedTo(ctx, tx.Reader, token)
		if err != nil {
			return err
		}
		if _, open := inv.AnswersUntil(invited.Unit, now); !open {
			return dialogue.ErrClosed
		}
		first, err := tx.NoteInvitationStarted(ctx, invited.Organiser, invited.ID)
		if err != nil || !first {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: dialogue.Actor{Kind: dialogue.Anonymous, Organiser: invited.Organiser}, Verb: "start_by_link",
				Series: invited.Series, About: invited.ID})
		})
	})
}

// RegistrationFormByLink is what the form is drawn from for the unit whose personal link was followed: it may register, and no other.
func (a *App) RegistrationFormByLink(ctx context.Context, token string) (dialogue.RegistrationForm, error) {
	invited, inv, now, err := invitedTo(ctx, a.db.Reader, token)
	form := dialogue.RegistrationForm{Invitation: inv, Now: now, Invited: &invited}
	if err == nil && (invited.Unit.Kind.BelongsSomewhere() || inv.Series.Rules.OnRequest) { // where from, or with which neighbours
		var open dialogue.RegistrationForm
		if open, err = a.RegistrationForm(ctx, inv.Series.Slug); err == nil {
			form.Units, form.Homes, form.Counties = open.Units, open.Homes, open.Counties
		}
	}
	return form, err
}

// SignInByLink has a sign-in link mailed to whoever has registered the unit that the personal link is for. The answer is the same whether
// or not somebody has; who it is, and the registration's reference, are never told.
func (a *App) SignInByLink(ctx context.Context, token string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		invited, _, _, err := invitedTo(ctx, tx.Reader, token)
		if err != nil {
			return err
		}
		live, err := tx.LiveRegistration(ctx, invited.Organiser, invited.Series, invited.Unit.ID)
		if errors.Is(err, dialogue.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return tx.Enqueue(ctx, MailSignIn{Reference: live.Reference})
	})
}
