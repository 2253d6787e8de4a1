package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// proofOf is what the actor has proven, with those that have let the address in as things are now.
func (a *App) proofOf(ctx context.Context, reader postgres.Reader, actor dialogue.Actor) (dialogue.Proof, error) {
	if !actor.Proven() {
		return dialogue.Proof{}, dialogue.ErrForbidden
	}
	p := dialogue.Proof{Email: actor.Email, Municipalities: norway.MunicipalitiesOf(actor.OrgNumber)}
	if p.Email == "" {
		return p, nil
	}
	var err error
	p.Colleagues, err = reader.LettingIn(ctx, p.Email)
	return p, err
}

// mayActFor is one of an organiser's units when the actor may act for it: by an address on its domain, as its own sign-in vouches, let in
// by one of those, or as the contact of what it has registered there. dialogue.ErrNotFound for everybody else, who may not know that
// the organiser has the unit.
func (a *App) mayActFor(ctx context.Context, reader postgres.Reader, actor dialogue.Actor, organiser, unit dialogue.ID) (dialogue.Unit, error) {
	proof, err := a.proofOf(ctx, reader, actor)
	if err != nil {
		return dialogue.Unit{}, err
	}
	u, err := reader.Unit(ctx, organiser, unit)
	if err != nil || proof.ActsFor(u) {
		return u, err
	}
	contact, err := reader.ContactOfUnit(ctx, organiser, unit, proof.Email)
	if err == nil && !contact {
		err = dialogue.ErrNotFound
	}
	if err != nil {
		return dialogue.Unit{}, err
	}
	return u, nil
}
