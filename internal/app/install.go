package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/upload"
)

// installAtOnce is how many registrations go in one transaction of InstallRegistrations.
const installAtOnce = 150

// InstallRegistrations stores registrations that are complete as they stand: ids, people, seats and when they were received, as
// demonstrations have them. It asks no rule and gives no seat, but the database's constraints hold as always. Receipts are posted for the
// first receipts of them and for no other: nobody waits for a letter. Only the system may; ErrForbidden for everybody else.
func (a *App) InstallRegistrations(ctx context.Context, actor dialogue.Actor, inv dialogue.Invitation, all []dialogue.Registration, receipts int) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	actor.Organiser = inv.Organiser.ID
	for some := range slices.Chunk(all, installAtOnce) {
		posted := min(receipts, len(some))
		receipts -= posted
		if err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
			return a.install(ctx, tx, actor, &inv, slices.Clone(some), posted)
		}); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) install(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, inv *dialogue.Invitation, all []dialogue.Registration, receipts int) error {
	units := make([]dialogue.Unit, len(all))
	for i, r := range all {
		units[i] = r.Unit
	}
	ids, err := tx.UpsertUnits(ctx, inv.Organiser.ID, units)
	if err != nil {
		return err
	}
	if err := tx.HoldSeries(ctx, inv.Organiser.ID, inv.Series.ID); err != nil {
		return err
	}
	if err := tx.Write(ctx, func(b *postgres.Batch) {
		for i := range all {
			r := &all[i]
			r.Unit.ID = ids[i]
			b.InsertRegistration(*r, r.ID)
			for n, d := range r.Delegates {
				b.InsertDelegate(*r, d, n+1, true)
			}
			b.NoteAllTold(*r)
			for _, w := range r.Wishes {
				b.InsertWish(*r, w)
			}
		}
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: "install_registrations", Series: inv.Series.ID, About: inv.Series.ID,
			Detail: map[string]any{"registrations": len(all)}})
	}); err != nil {
		return err
	}
	for _, r := range all[:receipts] {
		if err := a.postReceipt(ctx, tx, inv, r, r.ActivatedAt); err != nil {
			return err
		}
	}
	return nil
}

// InstallUnitInvitations stores that the units were invited to the series just now, each by a letter that this program never sent, as
// demonstrations have it. Only the system may; ErrForbidden for everybody else.
func (a *App) InstallUnitInvitations(ctx context.Context, actor dialogue.Actor, series dialogue.ID, units []dialogue.Unit) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		ids, err := tx.UpsertUnits(ctx, actor.Organiser, units)
		if err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			for i, u := range units {
				u.ID = ids[i]
				invitation := dialogue.UnitInvitation{Organiser: actor.Organiser, ID: newID(), Series: series, Unit: u}
				b.InsertUnitInvitation(invitation)
				b.NoteInvitationSent(actor.Organiser, invitation.ID)
			}
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "install_unit_invitations", Series: series, About: series, Detail: map[string]any{"units": len(units)}})
		})
	})
}

// InstallStatement stores written input as it stands, received now, as demonstrations have it. Only the system may; ErrForbidden for everybody else.
func (a *App) InstallStatement(ctx context.Context, actor dialogue.Actor, s dialogue.Statement, files ...upload.File) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		submission := newID()
		for _, file := range files {
			judged, err := judge(file, "innspill")
			if err != nil {
				return err
			}
			f := dialogue.StatementFile{ID: newID(), File: dialogue.StoredFile{Name: judged.Safe}}
			if f.File.SHA256, err = tx.StoreFile(ctx, s.Organiser, judged.Media, judged.Size, judged.Content); err != nil {
				return err
			}
			if err := tx.Write(ctx, func(b *postgres.Batch) { b.InsertStatementFile(s.Organiser, s.Series, submission, f) }); err != nil {
				return err
			}
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertStatement(s, submission)
			b.Audit(statementLine(actor, "install_statement", s))
		})
	})
}
