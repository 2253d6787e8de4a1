package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// MoveAddresses gives the addresses of a former municipality to one that it has become. An address that the successor has already stays
// there once, with what staff have noted about it at either. Nothing to move is no error: somebody has moved them before. ErrNotFound for
// a municipality that the former one has not become.
func (a *App) MoveAddresses(ctx context.Context, actor dialogue.Actor, from, to string) (dialogue.MovedAddresses, error) {
	var moved dialogue.MovedAddresses
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return moved, err
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		moved = dialogue.MovedAddresses{}
		heir, err := a.storedBookUnit(ctx, tx, actor.Organiser, to)
		if err != nil {
			return err
		}
		if err := tx.HoldAddresses(ctx, actor.Organiser); err != nil {
			return err
		}
		book, err := a.readBook(ctx, tx.Reader, actor.Organiser) // anew: what mail servers said meanwhile is in it
		if err != nil {
			return err
		}
		former, err := book.unit(from)
		if errors.Is(err, dialogue.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(former.Heirs, func(h dialogue.BookHeir) bool { return h.Key == to }) {
			return dialogue.ErrNotFound
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			for _, address := range former.Addresses {
				if i := slices.IndexFunc(heir.Addresses, func(h dialogue.UnitAddress) bool { return h.Email == address.Email }); i >= 0 {
					moved.Same++
					joinAddress(b, actor, heir.Addresses[i], address)
					continue
				}
				moved.Moved++
				address.Unit = heir.Unit.ID
				b.MoveAddress(actor.Organiser, address.ID, address.Unit)
				auditAddress(b, actor, "move_address", address)
			}
		})
	})
	return moved, err
}

// joinAddress takes an address away that the successor has already, and keeps there what staff noted about the one that goes.
func joinAddress(b *postgres.Batch, actor dialogue.Actor, kept, gone dialogue.UnitAddress) {
	if kept.Failure == "" && !gone.NotedBy.IsZero() {
		kept.Failure, kept.FailedAt, kept.NotedBy = gone.Failure, gone.FailedAt, gone.NotedBy
		b.UpdateAddress(actor.Organiser, kept)
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: "note_address_failure", About: kept.ID, Detail: map[string]any{"unit": kept.Unit, "failure": kept.Failure}})
	}
	b.DeleteAddress(actor.Organiser, gone.ID)
	b.ForgetWhoseAddress(actor.Organiser, gone.ID)
	b.Audit(dialogue.AuditLine{Actor: actor, Verb: "remove_address", About: gone.ID, Detail: map[string]any{"unit": gone.Unit, "same_as": kept.ID}})
}
