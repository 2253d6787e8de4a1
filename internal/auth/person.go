package auth

import (
	"context"
	"errors"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// person is the session of somebody outside the organisers. What it may open is asked at each request, for addresses are corrected,
// colleagues' access ends and registrations are erased: then the person is still who they are, but has nothing open.
func (a *Auth) person(ctx context.Context) (Who, error) {
	actor := dialogue.Actor{Email: a.sessions.GetString(ctx, keyEmail), OrgNumber: a.sessions.GetString(ctx, keyOrgNumber)}
	if actor.Email == "" && actor.OrgNumber == "" {
		return Who{}, nil
	}
	if delegate := a.id(ctx, keyDelegate); !delegate.IsZero() {
		return a.delegate(ctx, a.id(ctx, keyOrganiser), delegate, actor.Email)
	}
	actor.Kind = dialogue.ContactActor
	who := Who{Name: a.sessions.GetString(ctx, keyName), Email: actor.Email}
	organiser, registration := a.id(ctx, keyOrganiser), a.id(ctx, keyRegistration)
	if !registration.IsZero() {
		open, err := a.mayOpen(ctx, actor, organiser, registration)
		if err != nil {
			return Who{}, err
		}
		if open {
			actor.Organiser, actor.Registration = organiser, registration
		}
	}
	who.Actor = actor
	return who, nil
}

// delegate is the session of a delegate, as long as the address is the delegate's: it proves nothing else, for the link was mailed to an
// address that somebody else wrote.
func (a *Auth) delegate(ctx context.Context, organiser, delegate dialogue.ID, email string) (Who, error) {
	_, err := a.db.DelegateWith(ctx, organiser, delegate, email)
	if errors.Is(err, dialogue.ErrNotFound) {
		return Who{}, nil
	}
	if err != nil {
		return Who{}, err
	}
	return Who{Email: email, Actor: dialogue.Actor{Kind: dialogue.DelegateActor, Organiser: organiser, Delegate: delegate, Email: email}}, nil
}

// SignInDelegate makes the session a delegate's. Call it only when a single-use link has been consumed that was mailed to the address.
func (a *Auth) SignInDelegate(r *http.Request, organiser, delegate dialogue.ID, email string) error {
	if err := a.SignInPerson(r, email); err != nil {
		return err
	}
	a.sessions.Put(r.Context(), keyOrganiser, organiser.String())
	a.sessions.Put(r.Context(), keyDelegate, delegate.String())
	return nil
}

func (a *Auth) mayOpen(ctx context.Context, actor dialogue.Actor, organiser, registration dialogue.ID) (bool, error) {
	reg, letIn, err := a.db.OpenedRegistration(ctx, organiser, registration, actor.Email)
	if errors.Is(err, dialogue.ErrNotFound) {
		return false, nil
	}
	proof := dialogue.Proof{Email: actor.Email, Municipalities: norway.MunicipalitiesOf(actor.OrgNumber), Colleagues: letIn}
	return err == nil && proof.MayOpen(reg), err
}

// SignInContact makes the session a contact's, with the registration open. Call it only when a single-use link has been consumed that was
// mailed to the address.
func (a *Auth) SignInContact(r *http.Request, organiser, registration dialogue.ID, email string) error {
	if err := a.SignInPerson(r, email); err != nil {
		return err
	}
	a.Open(r, organiser, registration)
	return nil
}

// SignInPerson makes the session one of who has the address. Call it only when a single-use link has been consumed that was mailed there.
func (a *Auth) SignInPerson(r *http.Request, email string) error {
	if err := a.restart(r.Context()); err != nil {
		return err
	}
	a.sessions.Put(r.Context(), keyEmail, email)
	return nil
}

// Open makes a registration the one that the contact's pages are about. Who asks again at each request whether it may be open.
func (a *Auth) Open(r *http.Request, organiser, registration dialogue.ID) {
	a.sessions.Put(r.Context(), keyOrganiser, organiser.String())
	a.sessions.Put(r.Context(), keyRegistration, registration.String())
}
