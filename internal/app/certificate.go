package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// Certificates are the certificates of everybody who came to a meeting, one on each sheet of a PDF, for staff. They hold names: taking them out is
// in the log. ErrNotFound for another organiser's meeting, and when nobody was noted as come.
func (a *App) Certificates(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) ([]byte, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return nil, err
	}
	inv, err := a.db.Invitation(ctx, actor.Organiser, series)
	if err != nil {
		return nil, err
	}
	pdf, n, err := a.certificates(ctx, &inv, meeting, inv.Series.Lang, func(dialogue.Attendee) bool { return true })
	if err != nil {
		return nil, err
	}
	return pdf, a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "export_certificates", Series: series, About: meeting, Detail: map[string]any{"people": n}})
		})
	})
}

// OwnCertificates are those of the people of the signed-in contact's delegation who came to a meeting. ErrNotFound when nobody did.
func (a *App) OwnCertificates(ctx context.Context, actor dialogue.Actor, meeting dialogue.ID) ([]byte, error) {
	if actor.Kind != dialogue.ContactActor || actor.Registration.IsZero() {
		return nil, dialogue.ErrForbidden
	}
	r, err := a.db.Registration(ctx, actor.Organiser, actor.Registration)
	if err != nil {
		return nil, err
	}
	inv, err := a.db.Invitation(ctx, actor.Organiser, r.Series)
	if err != nil {
		return nil, err
	}
	pdf, _, err := a.certificates(ctx, &inv, meeting, r.Lang, func(who dialogue.Attendee) bool { return who.Registration == r.ID })
	return pdf, err
}

// MyCertificate is that of the delegate who asks, from a meeting. ErrNotFound for who was not noted as come.
func (a *App) MyCertificate(ctx context.Context, actor dialogue.Actor, meeting dialogue.ID) ([]byte, error) {
	k, r, err := self(ctx, a.db.Reader, actor)
	if err != nil {
		return nil, err
	}
	inv, err := a.db.Invitation(ctx, k.Organiser, r.Series)
	if err != nil {
		return nil, err
	}
	pdf, _, err := a.certificates(ctx, &inv, meeting, r.Lang, func(who dialogue.Attendee) bool { return who.Delegate == k.Delegate })
	return pdf, err
}

func (a *App) certificates(ctx context.Context, inv *dialogue.Invitation, meeting dialogue.ID, l dialogue.Lang, whose func(dialogue.Attendee) bool) ([]byte, int, error) {
	m := inv.Meeting(meeting)
	if m == nil || !inv.Series.ErasedAt.IsZero() {
		return nil, 0, dialogue.ErrNotFound
	}
	now, err := a.db.Now(ctx)
	if err != nil {
		return nil, 0, err
	}
	if !dialogue.MayThank(inv.Series, *m, now) {
		return nil, 0, dialogue.ErrNotFound
	}
	all, err := a.attendance(ctx, a.db.Reader, inv, meeting)
	if err != nil {
		return nil, 0, err
	}
	people := slices.DeleteFunc(dialogue.Came(all), func(who dialogue.Attendee) bool { return !whose(who) })
	if len(people) == 0 {
		return nil, 0, dialogue.ErrNotFound
	}
	pdf, err := mail.Certificates(l, inv, *m, people)
	return pdf, len(people), err
}

// certificatesOf is who of a registration, or of it the delegate, was noted as come to its meetings that are over: they can have certificates.
func (a *App) certificatesOf(ctx context.Context, inv *dialogue.Invitation, r dialogue.Registration, delegate dialogue.ID) ([]dialogue.Attendee, error) {
	now, err := a.db.Now(ctx)
	if err != nil || !inv.Series.ErasedAt.IsZero() {
		return nil, err
	}
	var came []dialogue.Attendee
	for _, m := range inv.Meetings {
		if !slices.Contains(r.Meetings(), m.ID) || !dialogue.MayThank(inv.Series, m, now) {
			continue
		}
		all, err := a.attendance(ctx, a.db.Reader, inv, m.ID)
		if err != nil {
			return nil, err
		}
		for _, who := range dialogue.Came(all) {
			if who.Registration == r.ID && (delegate.IsZero() || who.Delegate == delegate) {
				came = append(came, who)
			}
		}
	}
	return came, nil
}
