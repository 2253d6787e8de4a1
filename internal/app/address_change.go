package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// ConfirmSuggestions makes the register's suggestions for the units addresses of the organiser's, and tells how many there were. A unit
// that has got the address since, or has no suggestion, is left alone. gone is how many there are not, any more: the others are confirmed.
func (a *App) ConfirmSuggestions(ctx context.Context, actor dialogue.Actor, keys ...string) (confirmed, gone int, err error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return 0, 0, err
	}
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockAddressBook(ctx, actor.Organiser); err != nil {
			return err
		}
		book, err := a.readBook(ctx, tx.Reader, actor.Organiser)
		if err != nil {
			return err
		}
		confirmed, gone = 0, 0
		var chosen []dialogue.BookUnit
		for _, key := range keys {
			u, err := book.unit(key)
			if errors.Is(err, dialogue.ErrNotFound) {
				gone++
				continue
			}
			if err != nil {
				return err
			}
			if u.Suggestion != "" && !slices.ContainsFunc(chosen, func(c dialogue.BookUnit) bool { return c.Key() == key }) {
				chosen = append(chosen, *u)
			}
		}
		ids, err := storeBookUnits(ctx, tx, actor.Organiser, chosen)
		if err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			for i, u := range chosen {
				confirmed++
				added := dialogue.UnitAddress{ID: newID(), Unit: ids[i], Email: u.Suggestion, Source: dialogue.FromRegister, AddedBy: actor.User}
				b.InsertAddress(actor.Organiser, added)
				auditAddress(b, actor, "confirm_suggestion", added)
			}
		})
	})
	return confirmed, gone, err
}

// SaveAddress adds an address to a unit, or changes one of it. Another e-mail address starts without the old one's failure. It returns
// dialogue.Problems, one of them for an address that the unit has already, ErrStale when somebody has changed it since e.Version, and
// ErrNotFound.
func (a *App) SaveAddress(ctx context.Context, actor dialogue.Actor, key string, e dialogue.AddressEdit) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	if err := e.Validate().Err(); err != nil {
		return err
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		unit, err := a.storedBookUnit(ctx, tx, actor.Organiser, key)
		if err != nil {
			return err
		}
		if e.ID.IsZero() {
			added := dialogue.UnitAddress{ID: newID(), Unit: unit.Unit.ID, Email: e.Email, Name: e.Name, Position: e.Position,
				Source: dialogue.FromStaff, AddedBy: actor.User}
			if e.Email == unit.Suggestion && e.Name == "" {
				added.Source = dialogue.FromRegister
			}
			if err := tx.AddAddress(ctx, actor.Organiser, added); err != nil {
				return err
			}
			return tx.Write(ctx, func(b *postgres.Batch) { auditAddress(b, actor, "add_address", added) })
		}
		was, err := lockedAddress(ctx, tx, actor.Organiser, e.ID, e.Version)
		if err != nil {
			return err
		}
		if was.Unit != unit.Unit.ID {
			return dialogue.ErrNotFound
		}
		changed := was
		changed.Email, changed.Name, changed.Position = e.Email, e.Name, e.Position
		if changed.Email != was.Email {
			changed.Source = dialogue.FromStaff
			changed = worksAgain(changed)
		}
		if changed == was {
			return nil
		}
		if err := tx.UpdateAddress(ctx, actor.Organiser, changed); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) { auditChangedAddress(b, actor, was, changed) })
	})
	if errors.Is(err, postgres.ErrAddressTaken) {
		return dialogue.Problems{"email": {Key: "problem.address-taken"}}
	}
	return err
}

// RemoveAddress takes an address out of the book, and its person's name out of the audit log. ErrStale when somebody has changed it since
// version, ErrNotFound when it is gone.
func (a *App) RemoveAddress(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int) error {
	return a.changeAddress(ctx, actor, id, version, func(tx *postgres.Tx, was dialogue.UnitAddress) error {
		if err := tx.DeleteAddress(ctx, actor.Organiser, id); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.ForgetWhoseAddress(actor.Organiser, id)
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "remove_address", About: id, Detail: map[string]any{"unit": was.Unit}})
		})
	})
}

// MaxFailure is the most that is kept of what staff note about an address.
const MaxFailure = 300

// NoteAddressFailure notes by hand that letters to an address come back, and why. Letters that a mail server takes don't take it back;
// staff do, with ClearAddressFailure.
func (a *App) NoteAddressFailure(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int, words string) error {
	switch {
	case words == "":
		return dialogue.Problems{"failure": {Key: "problem.required"}}
	case len([]rune(words)) > MaxFailure:
		return dialogue.Problems{"failure": {Key: "problem.too-long", Args: map[string]any{"Max": MaxFailure}}}
	}
	return a.changeAddress(ctx, actor, id, version, func(tx *postgres.Tx, was dialogue.UnitAddress) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		was.Failure, was.FailedAt, was.NotedBy = words, now, actor.User
		if err := tx.UpdateAddress(ctx, actor.Organiser, was); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "note_address_failure", About: id, Detail: map[string]any{"unit": was.Unit, "failure": words}})
		})
	})
}

// ClearAddressFailure lets letters go to addresses again that failed, and tells how many there were. Those that work already, or are gone,
// are left alone.
func (a *App) ClearAddressFailure(ctx context.Context, actor dialogue.Actor, ids ...dialogue.ID) (int, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return 0, err
	}
	cleared := 0
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		found, err := tx.ClearFailures(ctx, actor.Organiser, ids)
		if err != nil {
			return err
		}
		cleared = len(found)
		return tx.Write(ctx, func(b *postgres.Batch) {
			for _, id := range found {
				b.Audit(dialogue.AuditLine{Actor: actor, Verb: "clear_address_failure", About: id})
			}
		})
	})
	return cleared, err
}

// SaveUnit stores what staff say about a unit: its language form and its domains. Their own domains go before the register's until they
// are given back. It returns dialogue.Problems, ErrStale when somebody has since e.Version, and ErrNotFound. The domains of a unit that
// is not official decide nothing, and stay.
func (a *App) SaveUnit(ctx context.Context, actor dialogue.Actor, key string, e dialogue.UnitEdit) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	if err := e.Validate().Err(); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		unit, err := a.storedBookUnit(ctx, tx, actor.Organiser, key)
		if err != nil {
			return err
		}
		return saveUnit(ctx, tx, actor, unit, e)
	})
}

func saveUnit(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, unit *dialogue.BookUnit, e dialogue.UnitEdit) error {
	switch {
	case !unit.Unit.Kind.Official():
		e.OwnDomains, e.Domains = false, unit.Unit.Domains
	case !e.OwnDomains:
		e.Domains = unit.Registered
	}
	if err := tx.SetUnit(ctx, actor.Organiser, unit.Unit.ID, e); err != nil {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: "save_unit", About: unit.Unit.ID,
			Detail: map[string]any{"lang": e.Lang, "own_domains": e.OwnDomains, "domains": e.Domains}})
	})
}

// NoteAddressExport writes the audit line of an address book that left the house as a file.
func (a *App) NoteAddressExport(ctx context.Context, actor dialogue.Actor, format string, addresses int) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "export_addresses", About: actor.Organiser,
				Detail: map[string]any{"format": format, "addresses": addresses}})
		})
	})
}

// changeAddress runs one change of an address of the organiser's that has not moved since version.
func (a *App) changeAddress(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int, f func(*postgres.Tx, dialogue.UnitAddress) error) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		was, err := lockedAddress(ctx, tx, actor.Organiser, id, version)
		if err != nil {
			return err
		}
		return f(tx, was)
	})
}

func lockedAddress(ctx context.Context, tx *postgres.Tx, organiser, id dialogue.ID, version int) (dialogue.UnitAddress, error) {
	was, err := tx.AddressForUpdate(ctx, organiser, id)
	if err == nil && was.Version != version {
		err = dialogue.ErrStale
	}
	return was, err
}

// storedBookUnit is a unit of the book that has an id from now on. The book is locked: changes take turns.
func (a *App) storedBookUnit(ctx context.Context, tx *postgres.Tx, organiser dialogue.ID, key string) (*dialogue.BookUnit, error) {
	if err := tx.LockAddressBook(ctx, organiser); err != nil {
		return nil, err
	}
	book, err := a.readBook(ctx, tx.Reader, organiser)
	if err != nil {
		return nil, err
	}
	u, err := book.unit(key)
	if err != nil {
		return nil, err
	}
	ids, err := storeBookUnits(ctx, tx, organiser, []dialogue.BookUnit{*u})
	if err != nil {
		return nil, err
	}
	u.Unit.ID = ids[0]
	return u, nil
}

// storeBookUnits gives units of the book ids, in their order.
func storeBookUnits(ctx context.Context, tx *postgres.Tx, organiser dialogue.ID, units []dialogue.BookUnit) ([]dialogue.ID, error) {
	var official []dialogue.Unit
	for _, u := range units {
		if u.Unit.ID.IsZero() {
			fresh := u.Unit
			fresh.ID = newID()
			official = append(official, fresh)
		}
	}
	stored, err := tx.UpsertUnits(ctx, organiser, official)
	if err != nil {
		return nil, err
	}
	ids := make([]dialogue.ID, len(units))
	for i, u := range units {
		if ids[i] = u.Unit.ID; ids[i].IsZero() {
			ids[i], stored = stored[0], stored[1:]
		}
	}
	return ids, nil
}

// worksAgain is the address without its failure.
func worksAgain(a dialogue.UnitAddress) dialogue.UnitAddress {
	a.Failure, a.FailedAt, a.NotedBy = "", dialogue.UnitAddress{}.FailedAt, dialogue.ID{}
	return a
}

// auditChangedAddress writes the line of a change. One that gives the address to somebody else takes the one before out of the log.
func auditChangedAddress(b *postgres.Batch, actor dialogue.Actor, was, is dialogue.UnitAddress) {
	if was.Name != "" && was.Name != is.Name || was.Email != is.Email {
		b.ForgetWhoseAddress(actor.Organiser, is.ID)
	}
	auditAddress(b, actor, "change_address", is)
}

func auditAddress(b *postgres.Batch, actor dialogue.Actor, verb string, a dialogue.UnitAddress) {
	b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, About: a.ID,
		Detail: map[string]any{"unit": a.Unit, "email": a.Email, "name": a.Name, "position": a.Position}})
}
