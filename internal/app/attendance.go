package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// Door is a meeting's list at the door: everybody with a place, who has come, and the walk-ins. For staff, readers too: whoever stands at
// the door need not be allowed to change an invitation.
func (a *App) Door(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.Door, error) {
	door, err := a.doorAs(ctx, a.db.Reader, actor, series, meeting)
	if err != nil {
		return door, err
	}
	sits, err := a.db.GroupsAt(ctx, actor.Organiser, meeting)
	door.Sits = map[dialogue.ID]dialogue.GroupSeat{}
	for _, g := range sits {
		door.Sits[g.Delegate] = g
	}
	return door, err
}

func (a *App) doorAs(ctx context.Context, db postgres.Reader, actor dialogue.Actor, series, meeting dialogue.ID) (door dialogue.Door, err error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return door, err
	}
	if door.Invitation, err = db.Invitation(ctx, actor.Organiser, series); err != nil {
		return door, err
	}
	m := door.Invitation.Meeting(meeting)
	if m == nil {
		return door, dialogue.ErrNotFound
	}
	door.Meeting = *m
	if door.Now, err = db.Now(ctx); err != nil {
		return door, err
	}
	door.All, err = a.attendance(ctx, db, &door.Invitation, meeting)
	return door, err
}

// attendance is everybody on the list of a meeting, with the names of units as they were when the series was published.
func (a *App) attendance(ctx context.Context, db postgres.Reader, inv *dialogue.Invitation, meeting dialogue.ID) ([]dialogue.Attendee, error) {
	now, err := db.Now(ctx)
	if err != nil {
		return nil, err
	}
	all, err := db.Attendance(ctx, inv.Organiser.ID, meeting)
	on := inv.Series.PublicationDay(now)
	for i := range all {
		if !all[i].Unit.ID.IsZero() {
			all[i].Unit.Name = officialName(all[i].Unit, on)
		}
	}
	return all, err
}

// CheckIn notes that whoever has the seat has come. Somebody who has already is left as noted: done is false, and the person says when and
// by whom. ErrClosed before the day of the meeting; ErrNotFound for who has no place there.
func (a *App) CheckIn(ctx context.Context, actor dialogue.Actor, series, meeting, seat dialogue.ID) (who dialogue.Attendee, done bool, err error) {
	return a.atDoor(ctx, actor, series, meeting, seat, "check_in", func(tx *postgres.Tx) (bool, error) {
		return tx.CheckIn(ctx, actor.Organiser, meeting, seat, actor.User)
	})
}

// UndoCheckIn takes back the check-in that was seen. One that is taken back already, or that another has followed, is left as it is: done is
// false.
func (a *App) UndoCheckIn(ctx context.Context, actor dialogue.Actor, series, meeting, seat dialogue.ID, seen dialogue.CheckInMark) (
	who dialogue.Attendee, done bool, err error) {
	return a.atDoor(ctx, actor, series, meeting, seat, "undo_check_in", func(tx *postgres.Tx) (bool, error) {
		return tx.UndoCheckIn(ctx, actor.Organiser, meeting, seat, seen)
	})
}

// atDoor does something with a seat, with an audit line when it was done, and is who has the seat afterwards. The seat's own row makes two
// who come at once take turns; no version is raised, for a form about the registration is not made stale by somebody coming.
func (a *App) atDoor(ctx context.Context, actor dialogue.Actor, series, meeting, seat dialogue.ID, verb string, do func(*postgres.Tx) (bool, error)) (
	who dialogue.Attendee, done bool, err error) {
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		door, err := a.doorAs(ctx, tx.Reader, actor, series, meeting)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(door.All, func(at dialogue.Attendee) bool { return at.Seat == seat }) {
			return dialogue.ErrNotFound
		}
		if door.State() != dialogue.DoorOpen {
			return dialogue.ErrClosed
		}
		if done, err = do(tx); err != nil {
			return err
		}
		after, err := a.attendance(ctx, tx.Reader, &door.Invitation, meeting)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(after, func(at dialogue.Attendee) bool { return at.Seat == seat })
		if i < 0 {
			return dialogue.ErrNotFound // the place was given up meanwhile
		}
		who = after[i]
		if !done {
			return nil
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, Series: series, About: who.Registration,
				Detail: map[string]any{"delegate": who.Delegate, "delegates": []string{who.Name}, "meeting": meeting}})
		})
	})
	return who, done, err
}

// AtCode is whom a scanned code belongs to, with the list of the meeting. ErrNotFound for a code that is not the organiser's, or whose
// owner has no place any more.
func (a *App) AtCode(ctx context.Context, actor dialogue.Actor, code string) (dialogue.Door, dialogue.Attendee, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.Door{}, dialogue.Attendee{}, err
	}
	k, err := a.db.SeatOfCode(ctx, actor.Organiser, code)
	if err != nil {
		return dialogue.Door{}, dialogue.Attendee{}, err
	}
	door, err := a.Door(ctx, actor, k.Series, k.Meeting)
	if err != nil {
		return door, dialogue.Attendee{}, err
	}
	for _, at := range door.All {
		if at.Seat == k.Seat {
			return door, at, nil
		}
	}
	return door, dialogue.Attendee{}, dialogue.ErrNotFound
}

// DoorUnits are whose delegation a walk-in can come to: those who may register, by county and name, and before them those registered that
// the register does not have.
func (a *App) DoorUnits(door dialogue.Door) []dialogue.Unit {
	var own []dialogue.Unit
	for _, g := range door.Groups() {
		if !g.Unit.ID.IsZero() && !g.Unit.Kind.Official() && g.Unit.Kind != dialogue.Person {
			own = append(own, g.Unit)
		}
	}
	return append(own, unitsInvited(&door.Invitation, door.Invitation.Series.PublicationDay(door.Now))...)
}

// AddWalkIn notes somebody who has come without being registered. It takes no place; when the delegation's cap or the meeting's capacity is
// exceeded it wants a reason, and somebody who may change the invitation to give it: both are problems of the form. ErrClosed before the day.
func (a *App) AddWalkIn(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, w dialogue.WalkIn) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	if err := dialogue.CheckWalkIn(w); err != nil {
		return err
	}
	if !actor.MayEdit(actor.Organiser) {
		w.Reason = ""
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		door, err := a.doorAs(ctx, tx.Reader, actor, series, meeting)
		switch {
		case err != nil:
			return err
		case door.State() != dialogue.DoorOpen:
			return dialogue.ErrClosed
		}
		unit, err := walkInUnit(ctx, tx, &door, w.Unit)
		if err != nil {
			return err
		}
		id := newID()
		registration, err := tx.InsertWalkIn(ctx, actor.Organiser, series, meeting, id, unit, actor.User, w)
		if err != nil {
			return err
		}
		about := registration
		if about.IsZero() {
			about = id
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "add_walk_in", Series: series, About: about,
				Detail: map[string]any{"walk_in": id, "delegates": []string{w.Name}, "reason": w.Reason, "meeting": meeting}})
		})
	})
	switch {
	case errors.Is(err, postgres.ErrSeenSubmission): // a double click
		return nil
	case errors.Is(err, postgres.ErrReasonWanted) && !actor.MayEdit(actor.Organiser):
		return dialogue.Problems{"": {Key: "problem.walk-in-editor"}}
	case errors.Is(err, postgres.ErrReasonWanted):
		return dialogue.Problems{"reason": {Key: "problem.walk-in-reason"}}
	}
	return err
}

// walkInUnit is the stored unit whose delegation a walk-in comes to; none for nobody's.
func walkInUnit(ctx context.Context, tx *postgres.Tx, door *dialogue.Door, u dialogue.Unit) (dialogue.ID, error) {
	switch {
	case !u.ID.IsZero():
		for _, g := range door.Groups() {
			if g.Unit.ID == u.ID {
				return u.ID, nil
			}
		}
		return dialogue.ID{}, dialogue.Problems{"unit": {Key: "problem.choose-unit"}}
	case u.Number == "":
		return dialogue.ID{}, nil
	}
	official, ok := norway.Lookup(string(u.Kind), u.Number, door.Invitation.Series.PublicationDay(door.Now))
	if !ok {
		return dialogue.ID{}, dialogue.Problems{"unit": {Key: "problem.choose-unit"}}
	}
	return tx.UpsertUnit(ctx, door.Invitation.Organiser.ID, unitOf(official))
}

// RemoveWalkIn takes back a walk-in that was a mistake. One that is gone already is left at that.
func (a *App) RemoveWalkIn(ctx context.Context, actor dialogue.Actor, series, meeting, walkIn dialogue.ID) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		door, err := a.doorAs(ctx, tx.Reader, actor, series, meeting)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(door.All, func(at dialogue.Attendee) bool { return at.WalkIn == walkIn })
		if i < 0 {
			return nil
		}
		done, err := tx.DeleteWalkIn(ctx, actor.Organiser, meeting, walkIn)
		if err != nil || !done {
			return err
		}
		at := door.All[i]
		about := at.Registration
		if about.IsZero() {
			about = walkIn
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "remove_walk_in", Series: series, About: about,
				Detail: map[string]any{"walk_in": walkIn, "delegates": []string{at.Name}, "meeting": meeting}})
		})
	})
}
