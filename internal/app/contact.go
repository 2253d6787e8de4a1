package app

import (
	"context"
	"errors"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// ConfirmAddress consumes a verification link: the contact has proven the address. The registration becomes active, or waits for
// staff when an official unit's contact wrote from elsewhere, or is kept as a proposal when the unit has been registered since. A
// link that is used, unknown or older than 72 hours is ErrUsed.
func (a *App) ConfirmAddress(ctx context.Context, token string) (dialogue.Registration, error) {
	var r dialogue.Registration
	var err error
	for range 3 {
		err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
			var err error
			r, err = a.confirmAddress(ctx, tx, token)
			return err
		})
		if !errors.Is(err, dialogue.ErrDuplicate) { // another registration for the unit became active meanwhile
			break
		}
	}
	return r, err
}

func (a *App) confirmAddress(ctx context.Context, tx *postgres.Tx, token string) (dialogue.Registration, error) {
	r, err := tx.UseLink(ctx, secret.HashToken(token), postgres.VerifyLink)
	if err != nil {
		return r, err
	}
	if r, err = lockedRegistration(ctx, tx, r.Organiser, r.ID, 0); err != nil {
		return r, err
	}
	if r.State != dialogue.Unverified {
		return r, dialogue.ErrUsed
	}
	return a.activate(ctx, tx, contactOf(r), "confirm_address", r, dialogue.StateAfterClick(r.Unit, r.Contact.Email), "")
}

// DecideHeld is staff's decision on a registration whose contact wrote from an address outside the unit's domains, and on a proposal
// whose unit has no live registration any more to take its people over. Its sender is told. ErrStale when there is nothing to decide.
func (a *App) DecideHeld(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int, accept bool, reason string) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		r, err := lockedRegistration(ctx, tx, actor.Organiser, id, seen(version))
		if err != nil {
			return err
		}
		switch _, err := tx.LiveRegistration(ctx, r.Organiser, r.Series, r.Unit.ID); {
		case err != nil && !errors.Is(err, dialogue.ErrNotFound):
			return err
		case r.State != dialogue.HeldForStaff && (r.State != dialogue.Proposal || err == nil):
			return dialogue.ErrStale
		}
		if accept {
			_, err = a.activate(ctx, tx, actor, "accept_held", r, dialogue.Active, "")
			return err
		}
		if reason == "" {
			return dialogue.Problems{"reason": {Key: "problem.required"}}
		}
		_, err = a.activate(ctx, tx, actor, "refuse_held", r, dialogue.Refused, reason)
		return err
	})
}

// activate moves an unverified or held registration on, gives it its seats when it becomes active, and posts the letter that says
// so.
func (a *App) activate(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, verb string, r dialogue.Registration, to dialogue.RegistrationState, reason string) (dialogue.Registration, error) {
	inv, err := tx.Invitation(ctx, r.Organiser, r.Series)
	if err != nil {
		return r, err
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return r, err
	}
	if to == dialogue.Active {
		if err := forgetDeclines(ctx, tx, actor, r); err != nil {
			return r, err
		}
		switch live, err := tx.LiveRegistration(ctx, r.Organiser, r.Series, r.Unit.ID); {
		case err == nil && inv.MeetingOver(live, now):
			if err := conclude(ctx, tx, actor, live); err != nil {
				return r, err
			}
		case err == nil:
			to = dialogue.Proposal
		case !errors.Is(err, dialogue.ErrNotFound):
			return r, err
		}
	}
	r.State, r.HeldReason = to, reason
	if to == dialogue.Active {
		r.ActivatedAt = now
	}
	if err := tx.Write(ctx, func(b *postgres.Batch) {
		b.SetRegistrationState(r, to, reason)
		b.Audit(line(actor, verb, r, map[string]any{"state": to, "reason": reason}))
	}); err != nil {
		return r, err
	}
	if to == dialogue.Active {
		if err := a.giveSeats(ctx, tx, &inv, &r); err != nil {
			return r, err
		}
	}
	return r, a.postReceipt(ctx, tx, &inv, r, now)
}

// StartSignIn has a sign-in link mailed to the contact of the registration with the reference. Whether there is one is found out by the
// job: the answer here, and the time it takes, are the same for every reference.
func (a *App) StartSignIn(ctx context.Context, reference string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Enqueue(ctx, MailSignIn{Reference: reference})
	})
}

// MailSignInLink mails the link if the registration exists and can be signed in to. Nothing is sent beyond the limit of letters an hour.
func (a *App) MailSignInLink(ctx context.Context, actor dialogue.Actor, reference string) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		r, err := tx.RegistrationByReference(ctx, reference)
		if errors.Is(err, dialogue.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if r.Contact.Email == "" || !r.ErasedAt.IsZero() || r.State == dialogue.Unverified || r.State == dialogue.Refused {
			return nil
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if may, err := a.mayMail(ctx, tx, r.Contact.Email, now); err != nil || !may {
			return err
		}
		inv, err := tx.Invitation(ctx, r.Organiser, r.Series)
		if err != nil {
			return err
		}
		link := newID()
		token, hash := secret.NewToken()
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertLink(postgres.Link{Organiser: r.Organiser, ID: link, Registration: r.ID, Kind: postgres.SignInLink,
				Hash: hash, ExpiresAt: now.Add(dialogue.SignInFor)})
			b.Audit(line(dialogue.Actor{}, "start_sign_in", r, nil))
		}); err != nil {
			return err
		}
		facts := a.facts(&inv, &r, now)
		facts.Token = token
		letter, err := a.compose(facts, dialogue.LetterSignIn, "sign_in/"+link.String())
		if err != nil {
			return err
		}
		return a.post(ctx, tx, letter)
	})
}

// SignIn consumes a sign-in link and tells whose registration it opens; ErrUsed when it is used, unknown or ten minutes old.
func (a *App) SignIn(ctx context.Context, token string) (dialogue.Registration, error) {
	var r dialogue.Registration
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		var err error
		if r, err = tx.UseLink(ctx, secret.HashToken(token), postgres.SignInLink); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) { b.Audit(line(contactOf(r), "sign_in", r, nil)) })
	})
	return r, err
}

// CheckSignInLink is nil while a sign-in link can be used, else ErrUsed. It uses nothing: mail scanners open links too.
func (a *App) CheckSignInLink(ctx context.Context, token string) error {
	return a.checkLink(ctx, token, postgres.SignInLink)
}

// CheckVerifyLink is the same for the receipt's link.
func (a *App) CheckVerifyLink(ctx context.Context, token string) error {
	return a.checkLink(ctx, token, postgres.VerifyLink)
}

func (a *App) checkLink(ctx context.Context, token string, kind postgres.LinkKind) error {
	works, err := a.db.LinkWorks(ctx, secret.HashToken(token), kind)
	if err == nil && !works {
		err = dialogue.ErrUsed
	}
	return err
}

// OwnPage is the contact's own page: the registration, what may be done with it now, and proposals to decide on.
func (a *App) OwnPage(ctx context.Context, actor dialogue.Actor) (dialogue.OwnPage, error) {
	if actor.Kind != dialogue.ContactActor {
		return dialogue.OwnPage{}, dialogue.ErrForbidden
	}
	return a.registrationPage(ctx, actor.Organiser, actor.Registration, dialogue.ContactMay)
}

// RegistrationPage is the same for staff, by the registration's id.
func (a *App) RegistrationPage(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (dialogue.OwnPage, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.OwnPage{}, err
	}
	return a.registrationPage(ctx, actor.Organiser, id, dialogue.StaffMay)
}

// registrationPage reads all of a registration's page. may is what its reader may do: what remains follows from it.
func (a *App) registrationPage(ctx context.Context, organiser, id dialogue.ID,
	may func(*dialogue.Invitation, dialogue.Registration, time.Time) dialogue.Allowed) (page dialogue.OwnPage, err error) {
	if page.Registration, err = a.db.Registration(ctx, organiser, id); err != nil {
		return page, err
	}
	r := page.Registration
	if page.Invitation, err = a.db.Invitation(ctx, organiser, r.Series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	page.May = may(&page.Invitation, r, page.Now)
	page.Home = homeName(r.Municipality, page.Invitation.Series.PublicationDay(page.Now))
	if r.State == dialogue.Active {
		if page.Proposals, err = a.db.Proposals(ctx, organiser, r.Series, r.Unit.ID); err != nil {
			return page, err
		}
	}
	if page.QueueBefore, err = a.db.QueueBefore(ctx, r); err != nil {
		return page, err
	}
	if page.Unanswered, err = a.db.UnansweredDates(ctx, r); err != nil {
		return page, err
	}
	if page.Offers, err = a.db.OpenOffers(ctx, organiser, r.ID); err != nil {
		return page, err
	}
	if page.Answer, err = answerOf(ctx, a.db.Reader, &page); err != nil {
		return page, err
	}
	if page.Letters, err = a.db.LettersOfRegistration(ctx, organiser, r.ID); err != nil {
		return page, err
	}
	handed, err := a.db.HandedIn(ctx, organiser, r.ID)
	if err != nil {
		return page, err
	}
	page.Handed = dialogue.HandedDocuments(handed)
	if page.Needs, err = a.needsCount(ctx, &page); err != nil {
		return page, err
	}
	if page.Groups, err = a.db.GroupsOf(ctx, organiser, r.ID); err != nil {
		return page, err
	}
	statements, err := a.db.StatementsOf(ctx, organiser, r.ID)
	if err != nil {
		return page, err
	}
	for _, s := range statements {
		if !s.Gone() {
			page.Statements++
		}
	}
	if page.Came, err = a.certificatesOf(ctx, &page.Invitation, r, dialogue.ID{}); err != nil {
		return page, err
	}
	page.Remaining, err = remaining(ctx, a.db.Reader, &page)
	return page, err
}

// contactOf is the registration's contact as an actor.
func contactOf(r dialogue.Registration) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.ContactActor, Organiser: r.Organiser, Registration: r.ID, Lang: r.Lang}
}

// seen is the version a form was made from. A form without one has seen none, so its save is stale.
func seen(version int) int {
	if version == 0 {
		return -1
	}
	return version
}

// lockedRegistration takes the registration's row before anything is decided. Version 0 takes any. One whose personal data is erased
// is dialogue.ErrClosed: nothing would ever delete what was written to it.
func lockedRegistration(ctx context.Context, tx *postgres.Tx, organiser, id dialogue.ID, version int) (dialogue.Registration, error) {
	if err := tx.RaiseVersion(ctx, organiser, id, version); err != nil {
		return dialogue.Registration{}, err
	}
	r, err := tx.Registration(ctx, organiser, id)
	if err == nil && !r.ErasedAt.IsZero() {
		err = dialogue.ErrClosed
	}
	return r, err
}
