package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// StartAboutMe has a link mailed to the delegate whom the code was given to. Whether there is one is found out by the job: the answer here,
// and the time it takes, are the same for every code.
func (a *App) StartAboutMe(ctx context.Context, code string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Enqueue(ctx, MailAboutMe{Code: code})
	})
}

// MailAboutMeLink mails the link to the delegate's own address, if the code is known. Nothing is sent beyond the limit of letters an hour.
func (a *App) MailAboutMeLink(ctx context.Context, actor dialogue.Actor, code string) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		k, err := tx.DelegateByCode(ctx, code)
		if errors.Is(err, dialogue.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		r, err := tx.Registration(ctx, k.Organiser, k.Registration)
		if err != nil {
			return err
		}
		d := r.Delegate(k.Delegate)
		if d == nil || d.Email == "" || !r.ErasedAt.IsZero() || r.State == dialogue.Unverified || r.State == dialogue.Refused {
			return nil
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if may, err := a.mayMail(ctx, tx, d.Email, now); err != nil || !may {
			return err
		}
		inv, err := tx.Invitation(ctx, k.Organiser, r.Series)
		if err != nil {
			return err
		}
		id := newID()
		token, hash := secret.NewToken()
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertDelegateLink(k, id, postgres.AboutMeLink, hash, d.Email, now.Add(dialogue.SignInFor))
			b.Audit(dialogue.AuditLine{Actor: dialogue.Actor{Kind: dialogue.Anonymous, Organiser: k.Organiser}, Verb: "start_about_me", Series: r.Series, About: d.ID})
		}); err != nil {
			return err
		}
		facts := a.facts(&inv, &r, now)
		facts.Delegate, facts.To, facts.Token = d, mail.To{Name: d.Name, Email: d.Email}, token
		letter, err := a.compose(facts, dialogue.LetterAboutMe, "about_me/"+id.String())
		if err != nil {
			return err
		}
		return a.post(ctx, tx, letter)
	})
}

// SignedInDelegate is who a delegate's link signs in.
type SignedInDelegate struct {
	Organiser, Delegate dialogue.ID
	Email, Code         string
}

// CheckAboutMeLink is nil while a delegate's link can be used, else ErrUsed. It uses nothing: mail scanners open links too.
func (a *App) CheckAboutMeLink(ctx context.Context, token string) error {
	return a.checkLink(ctx, token, postgres.AboutMeLink)
}

// UseAboutMeLink consumes a delegate's link. ErrUsed when it is used, unknown, ten minutes old, or mailed to an address that is not the
// delegate's any more.
func (a *App) UseAboutMeLink(ctx context.Context, token string) (SignedInDelegate, error) {
	var in SignedInDelegate
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		k, email, err := tx.UseDelegateLink(ctx, secret.HashToken(token), postgres.AboutMeLink)
		if err != nil {
			return err
		}
		r, err := tx.Registration(ctx, k.Organiser, k.Registration)
		if err != nil {
			return err
		}
		d := r.Delegate(k.Delegate)
		if d == nil || d.Email != email {
			return dialogue.ErrUsed
		}
		in = SignedInDelegate{k.Organiser, d.ID, email, d.Code}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: in.actor(), Verb: "about_me", Series: r.Series, About: d.ID})
		})
	})
	return in, err
}

func (in SignedInDelegate) actor() dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.DelegateActor, Organiser: in.Organiser, Delegate: in.Delegate, Email: in.Email}
}

// self is the delegate who acts, with the registration; ErrForbidden for everybody else, ErrNotFound when the address is not the
// delegate's any more.
func self(ctx context.Context, reader postgres.Reader, actor dialogue.Actor) (postgres.DelegateKey, dialogue.Registration, error) {
	if actor.Kind != dialogue.DelegateActor || actor.Delegate.IsZero() {
		return postgres.DelegateKey{}, dialogue.Registration{}, dialogue.ErrForbidden
	}
	k, err := reader.DelegateWith(ctx, actor.Organiser, actor.Delegate, actor.Email)
	if err != nil {
		return k, dialogue.Registration{}, err
	}
	r, err := reader.Registration(ctx, k.Organiser, k.Registration)
	return k, r, err
}

// AboutMe is what is stored about the delegate who asks, and nothing of the others in the delegation.
func (a *App) AboutMe(ctx context.Context, actor dialogue.Actor) (dialogue.AboutMe, error) {
	var me dialogue.AboutMe
	k, r, err := self(ctx, a.db.Reader, actor)
	if err != nil {
		return me, err
	}
	if me.Invitation, err = a.db.Invitation(ctx, k.Organiser, r.Series); err != nil {
		return me, err
	}
	if me.Now, err = a.db.Now(ctx); err != nil {
		return me, err
	}
	me.Delegate, me.Unit, me.State, me.Version = *r.Delegate(k.Delegate), r.Unit, r.State, r.Version
	me.Contact = dialogue.Contact{Name: r.Contact.Name, Position: r.Contact.Position}
	me.MayCorrect, me.MayLeave = dialogue.SelfMay(&me.Invitation, r, me.Delegate, me.Now)
	if me.Needs, err = a.needsOfSelf(ctx, &me.Invitation, r, me.Delegate, me.Now); err != nil {
		return me, err
	}
	if me.Came, err = a.certificatesOf(ctx, &me.Invitation, r, k.Delegate); err != nil {
		return me, err
	}
	for _, asked := range me.Invitation.Asks(r) {
		if asked.Answer.Delegate == k.Delegate && !asked.Answer.IsEmpty() {
			me.Answers = append(me.Answers, asked)
		}
	}
	if me.Groups, err = a.db.GroupsOf(ctx, k.Organiser, k.Registration); err != nil {
		return me, err
	}
	me.Groups = slices.DeleteFunc(me.Groups, func(g dialogue.GroupSeat) bool { return g.Delegate != k.Delegate })
	me.Letters, err = a.db.LettersOfDelegate(ctx, k, me.Delegate.Email)
	return me, err
}

// CorrectMe corrects the delegate's own name, position and phone, which the contact is told of. Another e-mail address gets a letter that
// asks for a click, and counts when it has come; asked says that it was. version is the registration's, as the form was made.
func (a *App) CorrectMe(ctx context.Context, actor dialogue.Actor, version int, name, position, phone, email string) (asked bool, err error) {
	k, _, err := self(ctx, a.db.Reader, actor)
	if err != nil {
		return false, err
	}
	email = strings.ToLower(strings.TrimSpace(email))
	if err := dialogue.CheckSelf(name, position, email).Err(); err != nil {
		return false, err
	}
	asked = email != actor.Email
	if asked {
		if err := a.askNewAddress(ctx, actor, k, version, email); err != nil {
			return false, err
		}
	}
	return asked, a.changeIn(ctx, k.Organiser, actor, Edit{Registration: k.Registration, Version: version}, "correct_self", dialogue.LetterChanged, func(c *change) error {
		d := c.r.Delegate(k.Delegate)
		if may, _ := dialogue.SelfMay(&c.inv, c.r, *d, c.now); !may {
			return dialogue.ErrClosed
		}
		after := *d
		after.Name, after.Position, after.Phone = name, position, phone
		if after.Name == d.Name && after.Position == d.Position && after.Phone == d.Phone {
			return nil
		}
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeSelf, Name: after.Name})
		return c.tx.Write(ctx, func(b *postgres.Batch) { b.SetDelegate(c.r, after) })
	})
}

// askNewAddress mails a click to the address that a delegate wants instead. ErrStale when the form was made from an older version.
func (a *App) askNewAddress(ctx context.Context, actor dialogue.Actor, k postgres.DelegateKey, version int, email string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		r, err := tx.Registration(ctx, k.Organiser, k.Registration)
		if err != nil {
			return err
		}
		inv, err := tx.Invitation(ctx, k.Organiser, r.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		d := r.Delegate(k.Delegate)
		if may, _ := dialogue.SelfMay(&inv, r, *d, now); !may {
			return dialogue.ErrClosed
		}
		if r.Version != version {
			return dialogue.ErrStale
		}
		if err := a.mustMail(ctx, tx, "email", email, now); err != nil {
			return err
		}
		id := newID()
		token, hash := secret.NewToken()
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertDelegateLink(k, id, postgres.NewAddressLink, hash, email, now.Add(dialogue.VerifyWithin))
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "ask_new_address", Series: r.Series, About: d.ID})
		}); err != nil {
			return err
		}
		facts := a.facts(&inv, &r, now)
		facts.Delegate, facts.To, facts.Token = d, mail.To{Name: d.Name, Email: email}, token
		letter, err := a.compose(facts, dialogue.LetterNewAddress, "new_address/"+id.String())
		if err != nil {
			return err
		}
		return a.post(ctx, tx, letter)
	})
}

// CheckNewAddressLink is nil while the link to a new address can be used, else ErrUsed.
func (a *App) CheckNewAddressLink(ctx context.Context, token string) error {
	return a.checkLink(ctx, token, postgres.NewAddressLink)
}

// UseNewAddressLink makes the address that the link was mailed to the delegate's. The contact is told that the details have changed.
func (a *App) UseNewAddressLink(ctx context.Context, token string) (SignedInDelegate, error) {
	var in SignedInDelegate
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		k, email, err := tx.UseDelegateLink(ctx, secret.HashToken(token), postgres.NewAddressLink)
		if err != nil {
			return err
		}
		if err := tx.RaiseVersion(ctx, k.Organiser, k.Registration, 0); err != nil {
			return err
		}
		r, err := tx.Registration(ctx, k.Organiser, k.Registration)
		if err != nil {
			return err
		}
		inv, err := tx.Invitation(ctx, k.Organiser, r.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		d := r.Delegate(k.Delegate)
		if may, _ := dialogue.SelfMay(&inv, r, *d, now); !may {
			return dialogue.ErrUsed
		}
		d.Email = email
		in = SignedInDelegate{k.Organiser, d.ID, email, d.Code}
		changes := []dialogue.Change{{Kind: dialogue.ChangeSelf, Name: d.Name}}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.SetDelegate(r, *d)
			b.Audit(line(in.actor(), "correct_self", r, map[string]any{"changes": changes}))
		}); err != nil {
			return err
		}
		facts, err := a.factsInTx(ctx, tx, &inv, &r, now)
		if err != nil {
			return err
		}
		facts.Changes = changes
		letter, err := a.compose(facts, dialogue.LetterChanged, fmt.Sprintf("changed/%s/%d", r.ID, r.Version))
		if err != nil {
			return err
		}
		return a.post(ctx, tx, letter)
	})
	return in, err
}

// RemoveMe takes the delegate who asks off, and what is needed only to reach the delegate with it. The contact is told. The registration
// is withdrawn when nobody else is in it, unless meetings are asked for.
func (a *App) RemoveMe(ctx context.Context, actor dialogue.Actor, version int) error {
	k, _, err := self(ctx, a.db.Reader, actor)
	if err != nil {
		return err
	}
	return a.changeIn(ctx, k.Organiser, actor, Edit{Registration: k.Registration, Version: version}, "remove_self", dialogue.LetterChanged, func(c *change) error {
		d := *c.r.Delegate(k.Delegate)
		if _, may := dialogue.SelfMay(&c.inv, c.r, d, c.now); !may {
			return dialogue.ErrClosed
		}
		forget := func(b *postgres.Batch) {
			b.ForgetPerson(c.r, d.ID)
			d.Position, d.Email, d.Phone = "", "", ""
			b.SetDelegate(c.r, d)
		}
		if !d.Live() { // taken off before: nobody is told
			return c.tx.Write(ctx, func(b *postgres.Batch) {
				forget(b)
				b.Audit(line(actor, "remove_self", c.r, nil))
			})
		}
		if _, err := c.tx.LockMeetings(ctx, c.r.Organiser, c.r.Meetings()); err != nil {
			return err
		}
		edits, err := dialogue.WithdrawEdits(c.r, d.ID)
		if err != nil {
			return err
		}
		stay, pools := c.whoStay(edits)
		last := len(c.r.LiveDelegates()) == 1 && !c.inv.Series.Rules.OnRequest && !d.Begun(&c.inv, c.now)
		return c.tx.Write(ctx, func(b *postgres.Batch) {
			for _, s := range d.Seats {
				c.leave(b, s)
			}
			c.moveBetweenPools(b, stay, pools)
			c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeLeft, Name: d.Name})
			if last {
				c.kind = dialogue.LetterWithdrawn
				b.SetRegistrationState(c.r, dialogue.Withdrawn, "")
			}
			forget(b)
		})
	})
}
