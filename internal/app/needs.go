package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// sealedText is what is sealed of a delegate's needs.
type sealedText struct {
	Choices []dialogue.Need `json:"choices,omitempty"`
	Text    string          `json:"text,omitempty"`
}

// needsPlace ties a sealed value to its row.
func needsPlace(organiser, delegate dialogue.ID) string {
	return "needs/" + organiser.String() + "/" + delegate.String()
}

func (a *App) sealNeeds(organiser, delegate dialogue.ID, n dialogue.Needs) ([]byte, error) {
	text, err := json.Marshal(sealedText(n))
	if err != nil {
		return nil, err
	}
	return a.needs.Seal(text, needsPlace(organiser, delegate)), nil
}

// openNeeds reads a row. One that can't be opened is Locked: the rest of a page must not fail for it.
func (a *App) openNeeds(organiser dialogue.ID, row postgres.SealedNeeds) dialogue.NeedsOf {
	n := dialogue.NeedsOf{Stored: true, BySelf: row.BySelf, Version: row.Version}
	var said sealedText
	text, err := a.needs.Open(row.Sealed, needsPlace(organiser, row.Delegate))
	if err == nil {
		err = json.Unmarshal(text, &said)
	}
	n.Locked = err != nil
	n.Needs = dialogue.Needs(said).Tidy()
	return n
}

// needsCount is how it is with a registration's needs; nothing is opened.
func (a *App) needsCount(ctx context.Context, page *dialogue.OwnPage) (dialogue.NeedsCount, error) {
	count := dialogue.NeedsCount{On: a.needs != nil}
	if !count.On {
		return count, nil
	}
	for _, d := range page.Registration.Delegates {
		if len(page.Invitation.NeedsAsked(page.Registration, d, page.Now)) > 0 {
			count.Asked++
		}
	}
	rows, err := a.db.NeedsOfRegistration(ctx, page.Registration.Organiser, page.Registration.ID)
	count.Stored = len(rows)
	return count, err
}

// NeedsRoom is what the contact's delegates need of food and accessibility. What a delegate has written is the delegate's own: the contact
// is told that there is something, and not what.
func (a *App) NeedsRoom(ctx context.Context, actor dialogue.Actor) (dialogue.NeedsRoom, error) {
	var room dialogue.NeedsRoom
	var err error
	if room.OwnPage, err = a.OwnPage(ctx, actor); err != nil || a.needs == nil {
		return room, err
	}
	room.On = true
	stored, err := a.storedNeeds(ctx, a.db.Reader, room.Registration)
	if err != nil {
		return room, err
	}
	for _, d := range room.Registration.Delegates {
		n, found := stored[d.ID]
		n.Delegate, n.Unit, n.Meetings = d, room.Registration.Unit, room.Invitation.NeedsAsked(room.Registration, d, room.Now)
		if n.BySelf {
			n.Needs, n.Locked = dialogue.Needs{}, false
		}
		if found || len(n.Meetings) > 0 {
			room.Rows = append(room.Rows, n)
		}
	}
	return room, nil
}

// storedNeeds is what is stored of a registration's delegates, by delegate.
func (a *App) storedNeeds(ctx context.Context, reader postgres.Reader, r dialogue.Registration) (map[dialogue.ID]dialogue.NeedsOf, error) {
	rows, err := reader.NeedsOfRegistration(ctx, r.Organiser, r.ID)
	stored := map[dialogue.ID]dialogue.NeedsOf{}
	for _, row := range rows {
		stored[row.Delegate] = a.openNeeds(r.Organiser, row)
	}
	return stored, err
}

// needsOfSelf is what is stored of the delegate who asks, whoever wrote it, or what is asked; else nil.
func (a *App) needsOfSelf(ctx context.Context, inv *dialogue.Invitation, r dialogue.Registration, d dialogue.Delegate, now time.Time) (*dialogue.NeedsOf, error) {
	if a.needs == nil {
		return nil, nil
	}
	stored, err := a.storedNeeds(ctx, a.db.Reader, r)
	if err != nil {
		return nil, err
	}
	n, found := stored[d.ID]
	n.Delegate, n.Unit, n.Meetings = d, r.Unit, inv.NeedsAsked(r, d, now)
	if !found && len(n.Meetings) == 0 {
		return nil, nil
	}
	return &n, nil
}

// NeedsEdit is what a form says that a delegate needs. Version is of what is stored, as the form was made; 0 when nothing was. Consent: the
// delegate has said yes to its being stored.
type NeedsEdit struct {
	Registration dialogue.ID // a delegate's own is known
	Delegate     dialogue.ID
	Version      int
	Needs        dialogue.Needs
	Consent      bool
}

// SaveNeeds stores what a delegate needs, sealed, instead of what was; an empty form erases it. A contact writes for the delegates of the own
// registration who have not written themselves, and a delegate for nobody else. dialogue.Problems without consent; ErrStale when somebody
// has saved since the form was made; ErrClosed when nothing is asked: no key, no place in a room, or the meeting has begun. Erasing is always possible.
func (a *App) SaveNeeds(ctx context.Context, actor dialogue.Actor, e NeedsEdit) error {
	bySelf := actor.Kind == dialogue.DelegateActor
	switch {
	case bySelf:
		k, _, err := self(ctx, a.db.Reader, actor)
		if err != nil {
			return err
		}
		e.Registration, e.Delegate = k.Registration, k.Delegate
	case actor.Kind != dialogue.ContactActor || actor.Registration != e.Registration:
		return dialogue.ErrForbidden
	}
	e.Needs = e.Needs.Tidy()
	if err := dialogue.CheckNeeds(e.Needs, e.Consent).Err(); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.TakeRegistration(ctx, actor.Organiser, e.Registration); err != nil {
			return err
		}
		if bySelf { // another may have taken the place since
			if _, err := tx.DelegateWith(ctx, actor.Organiser, actor.Delegate, actor.Email); err != nil {
				return err
			}
		}
		r, err := tx.Registration(ctx, actor.Organiser, e.Registration)
		if err != nil {
			return err
		}
		inv, err := tx.Invitation(ctx, actor.Organiser, r.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		d := r.Delegate(e.Delegate)
		if d == nil {
			return dialogue.ErrNotFound
		}
		rows, err := tx.NeedsOfRegistration(ctx, r.Organiser, r.ID)
		if err != nil {
			return err
		}
		var before postgres.SealedNeeds
		if i := slices.IndexFunc(rows, func(n postgres.SealedNeeds) bool { return n.Delegate == d.ID }); i >= 0 {
			before = rows[i]
		}
		switch {
		case before.BySelf && !bySelf:
			return dialogue.ErrForbidden
		case before.Version != e.Version:
			return dialogue.ErrStale
		case e.Needs.IsEmpty():
			if before.Version == 0 {
				return nil
			}
			return tx.Write(ctx, func(b *postgres.Batch) {
				b.EraseNeeds(r.Organiser, d.ID)
				b.Audit(line(actor, "erase_needs", r, map[string]any{"delegate": d.ID}))
			})
		case a.needs == nil || len(inv.NeedsAsked(r, *d, now)) == 0:
			return dialogue.ErrClosed
		}
		sealed, err := a.sealNeeds(r.Organiser, d.ID, e.Needs)
		if err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.SaveNeeds(r.Organiser, postgres.SealedNeeds{Delegate: d.ID, Sealed: sealed, BySelf: bySelf})
			b.Audit(line(actor, "save_needs", r, map[string]any{"delegate": d.ID}))
		})
	})
}

// NeedsPage is what is needed at a meeting, in numbers only. For staff.
func (a *App) NeedsPage(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.NeedsPage, error) {
	page, rows, err := a.needsAt(ctx, actor, series, meeting)
	page.Count(rows)
	return page, err
}

// NeedsWho is the same with who needs what, for editors. That it was looked at is one line in the log.
func (a *App) NeedsWho(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.NeedsPage, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return dialogue.NeedsPage{}, err
	}
	page, rows, err := a.needsAt(ctx, actor, series, meeting)
	if err != nil {
		return page, err
	}
	page.Count(rows)
	page.Who = rows
	return page, a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "see_needs", Series: series, About: meeting, Detail: map[string]any{"people": len(rows)}})
		})
	})
}

// needsAt is what is stored of those who have a place at a meeting, by unit and name.
func (a *App) needsAt(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.NeedsPage, []dialogue.NeedsOf, error) {
	page := dialogue.NeedsPage{On: a.needs != nil}
	if meeting.IsZero() {
		return page, nil, dialogue.ErrNotFound
	}
	list, err := a.ParticipantList(ctx, actor, series, meeting)
	if err != nil {
		return page, nil, err
	}
	page.Invitation, page.Meeting, page.Now = list.Invitation, *list.Meeting, list.Now
	placed := list.In(dialogue.SeatPlaced)
	page.Placed = len(placed)
	if !page.On {
		return page, nil, nil
	}
	stored, err := a.db.NeedsAtMeeting(ctx, actor.Organiser, meeting)
	if err != nil {
		return page, nil, err
	}
	var rows []dialogue.NeedsOf
	for _, p := range placed {
		if i := slices.IndexFunc(stored, func(n postgres.SealedNeeds) bool { return n.Delegate == p.Delegate }); i >= 0 {
			n := a.openNeeds(actor.Organiser, stored[i])
			n.Delegate, n.Unit, n.Meetings = dialogue.Delegate{ID: p.Delegate, Name: p.Name}, p.Unit, []dialogue.Meeting{page.Meeting}
			rows = append(rows, n)
		}
	}
	slices.SortStableFunc(rows, func(a, b dialogue.NeedsOf) int {
		return cmp.Or(cmp.Compare(norway.Fold(a.Unit.Name), norway.Fold(b.Unit.Name)), cmp.Compare(a.Delegate.Name, b.Delegate.Name))
	})
	return page, rows, nil
}
