package postgres

import (
	"bytes"
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Invitation is one of the organiser's series with all that hangs under it, whatever its state.
func (r Reader) Invitation(ctx context.Context, organiser, series dialogue.ID) (dialogue.Invitation, error) {
	return r.invitation(ctx, `s.organiser_id = $1 and s.id = $2`, organiser, series)
}

// InvitationBySlug is what the public may read: a published or archived series with all that hangs under it.
func (r Reader) InvitationBySlug(ctx context.Context, slug string) (dialogue.Invitation, error) {
	return r.invitation(ctx, `s.slug = $1 and s.state <> 'draft'`, slug)
}

// invitation reads the series that the condition finds, and in one more round trip everything under it.
func (r Reader) invitation(ctx context.Context, condition string, args ...any) (dialogue.Invitation, error) {
	inv, err := one(ctx, r.q, func(row pgx.CollectableRow) (inv dialogue.Invitation, err error) {
		return inv, row.Scan(append(seriesFields(&inv.Series), organiserFields(&inv.Organiser)...)...)
	}, `
		select `+seriesColumns+`, `+organiserColumns+`
		from series s join organiser o on o.id = s.organiser_id
		where `+condition, args...)
	if err != nil {
		return inv, err
	}
	organiser, series := inv.Organiser.ID, inv.Series.ID
	var members []regionUnit
	var choices []questionChoice
	var b pgx.Batch
	ask(&b, &inv.Roles, scanRole, `
		select `+roleColumns+` from role r where r.organiser_id = $1 and r.series_id = $2 order by r.position, r.id`, organiser, series)
	ask(&b, &inv.Regions, scanRegion, `
		select `+regionColumns+` from region r where r.organiser_id = $1 and r.series_id = $2 order by r.position, r.id`, organiser, series)
	ask(&b, &members, scanRegionUnit, `
		select n.region_id, `+unitColumns+`
		from region r
		join region_unit n on (n.organiser_id, n.region_id) = (r.organiser_id, r.id)
		join unit u on (u.organiser_id, u.id) = (n.organiser_id, n.unit_id)
		where r.organiser_id = $1 and r.series_id = $2
		order by u.name collate "nb-NO-x-icu", u.number`, organiser, series)
	ask(&b, &inv.Meetings, scanMeeting, `
		select `+meetingColumns+` from meeting m where m.organiser_id = $1 and m.series_id = $2
		order by `+meetingOrder, organiser, series)
	ask(&b, &inv.Programme, scanProgrammeRow, `
		select `+programmeColumns+` from programme_row p where p.organiser_id = $1 and p.series_id = $2 order by p.position, p.id`, organiser, series)
	ask(&b, &inv.Contacts, scanContactPerson, `
		select `+contactPersonColumns+` from contact_person c where c.organiser_id = $1 and c.series_id = $2 order by c.position, c.id`, organiser, series)
	ask(&b, &inv.Materials, scanMaterial, `
		select `+materialColumns+` from `+materialTables+` where d.organiser_id = $1 and d.series_id = $2 order by d.position, d.id`, organiser, series)
	ask(&b, &inv.Speaking, scanSpeakingTurn, speakingTurns("join"), organiser, series)
	askQuestions(&b, &inv.Questions, &choices, organiser, series)
	askEvaluation(&b, &inv.Evaluation, organiser, series)
	ask(&b, &inv.Listed, scanUnit, `
		select `+unitColumns+`
		from series_unit n join unit u on (u.organiser_id, u.id) = (n.organiser_id, n.unit_id)
		where n.organiser_id = $1 and n.series_id = $2
		order by u.name collate "nb-NO-x-icu", u.number`, organiser, series)
	ask(&b, &inv.Named, scanUnit, `
		select distinct on (u.id) `+unitColumns+`
		from meeting m
		join meeting_unit n on (n.organiser_id, n.meeting_id) = (m.organiser_id, m.id)
		join unit u on (u.organiser_id, u.id) = (n.organiser_id, n.unit_id)
		where m.organiser_id = $1 and m.series_id = $2
		order by u.id`, organiser, series)
	if err := r.answers(ctx, &b); err != nil {
		return inv, err
	}
	for _, m := range members {
		region := inv.Region(m.region)
		region.Units = append(region.Units, m.unit)
	}
	for _, c := range choices {
		q := inv.Question(c.question)
		q.Choices = append(q.Choices, c.choice)
	}
	return inv, nil
}

// meetingOrder is by start, undated last.
const meetingOrder = `m.starts_at nulls last, m.town collate "nb-NO-x-icu", m.id`

// InsertInvitation stores a whole invitation as it is: its organiser if it is new, the series, all that hangs under it, and the
// files that its materials name. For the demo and for tests; editors save part by part.
func (tx *Tx) InsertInvitation(ctx context.Context, inv dialogue.Invitation, files ...dialogue.File) error {
	organiser, series := inv.Organiser.ID, inv.Series.ID
	if _, err := tx.Organiser(ctx, organiser); errors.Is(err, dialogue.ErrNotFound) {
		if err := tx.InsertOrganiser(ctx, inv.Organiser); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	if err := tx.InsertSeries(ctx, inv.Series); err != nil {
		return err
	}
	if err := tx.SaveRoles(ctx, organiser, series, inv.Roles); err != nil {
		return err
	}
	if err := tx.SaveRegions(ctx, organiser, series, inv.Regions); err != nil {
		return err
	}
	if err := tx.SaveListed(ctx, organiser, series, inv.Listed); err != nil {
		return err
	}
	for _, m := range inv.Meetings {
		m.Series = series
		if err := tx.InsertMeeting(ctx, organiser, m); err != nil {
			return err
		}
	}
	if err := tx.SaveProgramme(ctx, organiser, series, inv.Programme); err != nil {
		return err
	}
	if err := tx.SaveContacts(ctx, organiser, series, inv.Contacts); err != nil {
		return err
	}
	if err := tx.SaveQuestions(ctx, organiser, series, inv.Questions); err != nil {
		return err
	}
	if err := tx.SaveEvaluation(ctx, organiser, series, inv.Evaluation, inv.Series.Thanks); err != nil {
		return err
	}
	if err := tx.SetRemindRemaining(ctx, organiser, series, inv.Series.RemindRemaining); err != nil {
		return err
	}
	for _, f := range files {
		for _, m := range inv.Materials {
			if m.ID == f.Material {
				m.Filename, m.MediaType, m.Size = f.Name, f.MediaType, len(f.Bytes)
				if err := tx.AddFile(ctx, organiser, series, m, bytes.NewReader(f.Bytes)); err != nil {
					return err
				}
			}
		}
	}
	return tx.SaveMaterials(ctx, organiser, series, inv.Materials)
}
