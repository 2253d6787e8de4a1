package app

import (
	"context"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// insertMailing stores a sending to units that are invited. One that is scheduled is posted by the round that finds it due.
func insertMailing(ctx context.Context, tx *postgres.Tx, m dialogue.Mailing, invitations []dialogue.ID) error {
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.InsertMailing(m)
		b.InsertMailingUnits(m.Organiser, m.ID, invitations)
	})
}

// PrepareMailing makes the draft of a sending to units that the organiser knows, and is its id. An invitation invites those that are not
// invited yet; a reminder goes to those that are. A draft to the very same units is used again. ErrNotFound for another organiser's series
// or units, ErrForbidden for one whose personal data is erased, Problems for "units" when none can be sent to.
func (a *App) PrepareMailing(ctx context.Context, actor dialogue.Actor, series dialogue.ID, kind dialogue.MailingKind, units []dialogue.ID) (dialogue.ID, error) {
	var prepared dialogue.ID
	err := a.prepare(ctx, actor, series, func(tx *postgres.Tx, inv dialogue.Invitation, now time.Time) ([]dialogue.Unit, error) {
		return tx.UnitsByID(ctx, actor.Organiser, units)
	}, kind, &prepared)
	return prepared, err
}

// prepare makes the draft of a sending to the units that choose gives.
func (a *App) prepare(ctx context.Context, actor dialogue.Actor, series dialogue.ID,
	choose func(*postgres.Tx, dialogue.Invitation, time.Time) ([]dialogue.Unit, error), kind dialogue.MailingKind, prepared *dialogue.ID) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		inv, err := tx.Invitation(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		if !inv.Series.ErasedAt.IsZero() {
			return dialogue.ErrForbidden
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		units, err := choose(tx, inv, now)
		if err != nil {
			return err
		}
		ids := make([]dialogue.ID, len(units))
		for i, u := range units {
			ids[i] = u.ID
		}
		if kind == dialogue.InvitationMailing {
			on := inv.Series.PublicationDay(now)
			if slices.ContainsFunc(units, func(u dialogue.Unit) bool { return inv.MayRegister(u, hasDistricts(u, on)) != nil }) {
				return dialogue.Problems{"units": {Key: "problem.mailing-may-not"}}
			}
			if err := invite(ctx, tx, inv, ids); err != nil {
				return err
			}
		}
		invitations, err := tx.InvitationsOf(ctx, actor.Organiser, series, ids)
		if err != nil {
			return err
		}
		if len(invitations) == 0 {
			return dialogue.Problems{"units": {Key: "problem.mailing-nobody"}}
		}
		draft, err := tx.DraftTo(ctx, actor.Organiser, series, kind, invitations)
		if err != nil {
			return err
		}
		if !draft.IsZero() {
			*prepared = draft
			return nil
		}
		m := dialogue.Mailing{Organiser: actor.Organiser, ID: newID(), Series: series, Kind: kind, State: dialogue.MailingDraft, CreatedBy: actor.User}
		*prepared = m.ID
		if err := insertMailing(ctx, tx, m, invitations); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "prepare_mailing", Series: series, About: m.ID,
				Detail: map[string]any{"kind": kind, "units": len(invitations)}})
		})
	})
}

// invite gives each of the units its invitation, unless it has one.
func invite(ctx context.Context, tx *postgres.Tx, inv dialogue.Invitation, units []dialogue.ID) error {
	return tx.Write(ctx, func(b *postgres.Batch) {
		for _, id := range units {
			b.InsertUnitInvitation(dialogue.UnitInvitation{Organiser: inv.Organiser.ID, ID: newID(), Series: inv.Series.ID, Unit: dialogue.Unit{ID: id}})
		}
	})
}

// mailingEdit is one edit of a sending under way: none of its letters are posted meanwhile.
type mailingEdit struct {
	tx      *postgres.Tx
	inv     dialogue.Invitation
	mailing dialogue.Mailing
	now     time.Time
	detail  map[string]any // of the audit line
}

// MailingEdit names the sending that is edited and the version that the form was made from.
type MailingEdit struct {
	Series, Mailing dialogue.ID
	Version         int

	series bool // the series is changed too
}

// editMailing runs f on a sending of the editor's organiser, stores it as f leaves it, and appends the audit line. ErrNotFound for another
// series' or organiser's, ErrStale when its version has moved on, ErrForbidden for readers and for a series whose personal data is erased.
func (a *App) editMailing(ctx context.Context, actor dialogue.Actor, e MailingEdit, verb string, f func(*mailingEdit) error) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s := &mailingEdit{tx: tx}
		var err error
		if e.series {
			_, err = tx.LockSeries(ctx, actor.Organiser, e.Series)
		} else {
			err = tx.HoldSeries(ctx, actor.Organiser, e.Series)
		}
		if err != nil {
			return err
		}
		if s.mailing, err = tx.LockMailing(ctx, actor.Organiser, e.Mailing); err != nil {
			return err
		}
		switch {
		case s.mailing.Series != e.Series:
			return dialogue.ErrNotFound
		case s.mailing.Version != e.Version:
			return dialogue.ErrStale
		}
		if s.inv, err = tx.Invitation(ctx, actor.Organiser, e.Series); err != nil {
			return err
		}
		if !s.inv.Series.ErasedAt.IsZero() {
			return dialogue.ErrForbidden
		}
		if s.now, err = tx.Now(ctx); err != nil {
			return err
		}
		if err := f(s); err != nil {
			return err
		}
		if err := tx.UpdateMailing(ctx, s.mailing); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, Series: e.Series, About: e.Mailing, Detail: s.detail})
		})
	})
}
