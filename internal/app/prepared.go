package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// PreparedList is what the active delegations of a series, or for a meeting that is not the zero ID of that meeting, have answered.
func (a *App) PreparedList(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.PreparedList, error) {
	var list dialogue.PreparedList
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return list, err
	}
	var err error
	if list.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	if !meeting.IsZero() {
		if list.Meeting = list.Invitation.Meeting(meeting); list.Meeting == nil {
			return list, dialogue.ErrNotFound
		}
	}
	if list.Now, err = a.db.Now(ctx); err != nil {
		return list, err
	}
	list.MayEdit = actor.MayEdit(actor.Organiser) && list.Invitation.Series.ErasedAt.IsZero()
	all, err := a.db.RegistrationsOf(ctx, actor.Organiser, series)
	if err != nil {
		return list, err
	}
	reminded, err := a.db.LastLetters(ctx, actor.Organiser, series, dialogue.LetterRemaining)
	if err != nil {
		return list, err
	}
	on := list.Invitation.Series.PublicationDay(list.Now)
	for _, r := range all {
		if r.State != dialogue.Active || !r.ErasedAt.IsZero() || r.LeftOut() || list.Meeting != nil && !slices.Contains(r.Meetings(), meeting) {
			continue
		}
		asked := list.Invitation.Asks(r)
		if len(asked) == 0 {
			continue
		}
		r.Unit.Name = officialName(r.Unit, on)
		list.Delegations = append(list.Delegations, dialogue.Prepared{Registration: r, Asked: asked, RemindedAt: reminded[r.ID]})
	}
	return list, nil
}

// NotePreparedExport writes the audit line of a file with the list's answers that left the house.
func (a *App) NotePreparedExport(ctx context.Context, actor dialogue.Actor, list dialogue.PreparedList, format string) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	about := list.Invitation.Series.ID
	if list.Meeting != nil {
		about = list.Meeting.ID
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "export_answers", Series: list.Invitation.Series.ID, About: about,
				Detail: map[string]any{"format": format, "delegations": len(list.Delegations)}})
		})
	})
}
