package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const seriesColumns = `s.organiser_id, s.id, s.slug, s.kind, s.state, s.lang,
	s.title, s.lead, s.body, s.target_groups, s.partners, s.preparation, s.programme_note, s.cost, s.postal, s.statements,
	s.filming, s.privacy, s.practical, s.signatories, s.our_ref, s.your_ref, s.letter_date,
	s.choice, s.admission, s.identity, s.max_delegates, s.over_cap, s.outside_max, s.binding, s.required,
	s.invited_scope, s.invited_counties, s.districts, s.county_units, s.organisations, s.persons,
	s.closes_on, s.closes_days_before, s.closes_at, s.closed_early_at, s.answer_by, s.preparation_by, s.documents_by, s.statements_by,
	s.programme_tentative, coalesce(s.stated_meetings, 0), s.copy_to, s.published_at, s.changed_at, s.delete_on, s.erased_at, s.version,
	s.select_where, s.select_extra, s.min_delegation, s.second_approval, s.offer_days, s.group_work,
	s.invitation_letter, s.reminder_letter, s.forward_text, s.reminders, s.on_request, s.remind_remaining, s.asks_presentation, s.thanks,
	s.statements_open, exists (select from statement w where (w.organiser_id, w.series_id) = (s.organiser_id, s.id) and w.state <> 'unverified')`

func seriesFields(s *dialogue.Series) []any {
	t, r := &s.Texts, &s.Rules
	return []any{&s.Organiser, &s.ID, &s.Slug, &s.Kind, &s.State, &s.Lang,
		&t.Title, &t.Lead, &t.Body, &t.TargetGroups, &t.Partners, &t.Preparation, &t.ProgrammeNote, &t.Cost, &t.Postal, &t.Statements,
		&t.Filming, &t.Privacy, &t.Practical, &t.Signatories, &s.OurRef, &s.YourRef, &s.LetterDate,
		&r.Choice, &r.Admission, &r.Identity, &r.MaxDelegates, &r.OverCap, &r.OutsideMax, &r.Binding, &r.Required,
		&r.Invited.Scope, &r.Invited.Counties, &r.Invited.Districts, &r.Invited.CountyUnits, &r.Invited.Organisations, &r.Invited.Persons,
		&s.Deadline.On, &s.Deadline.DaysBefore, (*instant)(&s.ClosesAt), (*instant)(&s.ClosedEarlyAt),
		&s.AnswerBy, &s.PreparationBy, &s.DocumentsBy, &s.StatementsBy,
		&s.ProgrammeTentative, &s.StatedMeetings, &s.CopyTo, (*instant)(&s.PublishedAt), &s.ChangedAt, &s.DeleteOn, (*instant)(&s.ErasedAt), &s.Version,
		&r.Selection.Where, &r.Selection.Extra, &r.Selection.MinDelegation, &r.Selection.SecondApproval, &r.OfferDays, &t.GroupWork,
		&t.InvitationLetter, &t.ReminderLetter, &t.ForwardText, &s.Reminders, &r.OnRequest, &s.RemindRemaining, &s.AsksPresentation, &s.Thanks,
		&s.StatementsOpen, &s.StatementsCame}
}

func scanSeries(row pgx.CollectableRow) (s dialogue.Series, err error) {
	return s, row.Scan(seriesFields(&s)...)
}

// Series is one of the organiser's series, whatever its state.
func (r Reader) Series(ctx context.Context, organiser, id dialogue.ID) (dialogue.Series, error) {
	return one(ctx, r.q, scanSeries, `select `+seriesColumns+` from series s where s.organiser_id = $1 and s.id = $2`, organiser, id)
}

// LockSeries is Series with the row taken: no seat is given and nothing else edited until the transaction ends.
func (tx *Tx) LockSeries(ctx context.Context, organiser, id dialogue.ID) (dialogue.Series, error) {
	return one(ctx, tx.q, scanSeries, `
		select `+seriesColumns+` from series s where s.organiser_id = $1 and s.id = $2 for update`, organiser, id)
}

// HoldSeries waits for whoever edits the series, and keeps the next editor waiting. Everybody takes locks in this order – series, unit
// or registration, meetings – so that nobody waits in a ring: seats and letters, written last, point at the series.
func (tx *Tx) HoldSeries(ctx context.Context, organiser, id dialogue.ID) error {
	_, err := tx.exec(ctx, `select from series where organiser_id = $1 and id = $2 for key share`, organiser, id)
	return err
}

// InsertSeries stores a new series. ErrSlugTaken when its address is in use.
func (tx *Tx) InsertSeries(ctx context.Context, s dialogue.Series) error {
	t, r := s.Texts, s.Rules
	return tx.execOne(ctx, `
		insert into series (organiser_id, id, slug, kind, state, lang,
			title, lead, body, target_groups, partners, preparation, programme_note, cost, postal, statements,
			filming, privacy, practical, signatories, our_ref, your_ref, letter_date,
			choice, admission, identity, max_delegates, over_cap, outside_max, binding, required,
			invited_scope, invited_counties, districts, county_units, organisations, persons,
			closes_on, closes_days_before, closes_at, closed_early_at, answer_by, preparation_by, documents_by, statements_by,
			programme_tentative, stated_meetings, copy_to, published_at, changed_at, delete_on,
			select_where, select_extra, min_delegation, second_approval, offer_days, group_work,
			invitation_letter, reminder_letter, forward_text, reminders, on_request, asks_presentation, statements_open)
		values ($1, $2, $3, $4, $5, $6,
			$7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
			$17, $18, $19, $20, $21, $22, $23,
			$24, $25, $26, $27, $28, $29, $30, coalesce($31, '{}'::text[]),
			$32, coalesce($33, '{}'::text[]), $34, $35, $36, $37,
			$38, $39, $40, $41, $42, $43, $44, $45,
			$46, $47, $48, $49, coalesce($50, clock()), $51,
			$52, $53, $54, $55, $56, $57,
			$58, $59, $60, coalesce($61, '{}'::smallint[]), $62, $63, $64)`,
		s.Organiser, s.ID, s.Slug, s.Kind, s.State, s.Lang,
		t.Title, t.Lead, t.Body, t.TargetGroups, t.Partners, t.Preparation, t.ProgrammeNote, t.Cost, t.Postal, t.Statements,
		t.Filming, t.Privacy, t.Practical, t.Signatories, s.OurRef, s.YourRef, s.LetterDate,
		r.Choice, r.Admission, r.Identity, r.MaxDelegates, r.OverCap, r.OutsideMax, r.Binding, r.Required,
		r.Invited.Scope, r.Invited.Counties, r.Invited.Districts, r.Invited.CountyUnits, r.Invited.Organisations, r.Invited.Persons,
		s.Deadline.On, s.Deadline.DaysBefore, orNull(s.ClosesAt), orNull(s.ClosedEarlyAt), s.AnswerBy, s.PreparationBy, s.DocumentsBy, s.StatementsBy,
		s.ProgrammeTentative, nullInt(s.StatedMeetings), s.CopyTo, orNull(s.PublishedAt), orNull(s.ChangedAt), s.DeleteOn,
		r.Selection.Where, r.Selection.Extra, r.Selection.MinDelegation, r.Selection.SecondApproval, r.OfferDays, t.GroupWork,
		t.InvitationLetter, t.ReminderLetter, t.ForwardText, s.Reminders, r.OnRequest, s.AsksPresentation, s.StatementsOpen)
}

// UpdateSeries stores every field but the id and raises the version; a published series is changed now. dialogue.ErrStale when
// its version has moved on, dialogue.ErrTooMany when a delegation is larger than the new rules allow. Rules are copied on into
// registrations and seats by the database.
func (tx *Tx) UpdateSeries(ctx context.Context, s dialogue.Series) error {
	t, r := s.Texts, s.Rules
	n, err := tx.exec(ctx, `
		update series set slug = $4, kind = $5, state = $6, lang = $7,
			title = $8, lead = $9, body = $10, target_groups = $11, partners = $12, preparation = $13, programme_note = $14, cost = $15,
			postal = $16, statements = $17, filming = $18, privacy = $19, practical = $20, signatories = $21,
			our_ref = $22, your_ref = $23, letter_date = $24,
			choice = $25, admission = $26, identity = $27, max_delegates = $28, over_cap = $29, outside_max = $30, binding = $31,
			required = coalesce($32, '{}'::text[]), invited_scope = $33, invited_counties = coalesce($34, '{}'::text[]), districts = $35,
			county_units = $36, organisations = $37, persons = $38,
			closes_on = $39, closes_days_before = $40, closes_at = $41, closed_early_at = $42,
			answer_by = $43, preparation_by = $44, documents_by = $45, statements_by = $46,
			programme_tentative = $47, stated_meetings = $48, copy_to = $49, published_at = $50, delete_on = $51,
			select_where = $52, select_extra = $53, min_delegation = $54, second_approval = $55, offer_days = $56, group_work = $57,
			invitation_letter = $58, reminder_letter = $59, forward_text = $60, reminders = coalesce($61, '{}'::smallint[]), on_request = $62, asks_presentation = $63, statements_open = $64,
			changed_at = case when state = 'published' or $6 = 'published' then clock() else changed_at end,
			version = version + 1
		where organiser_id = $1 and id = $2 and version = $3`,
		s.Organiser, s.ID, s.Version, s.Slug, s.Kind, s.State, s.Lang,
		t.Title, t.Lead, t.Body, t.TargetGroups, t.Partners, t.Preparation, t.ProgrammeNote, t.Cost,
		t.Postal, t.Statements, t.Filming, t.Privacy, t.Practical, t.Signatories,
		s.OurRef, s.YourRef, s.LetterDate,
		r.Choice, r.Admission, r.Identity, r.MaxDelegates, r.OverCap, r.OutsideMax, r.Binding,
		r.Required, r.Invited.Scope, r.Invited.Counties, r.Invited.Districts,
		r.Invited.CountyUnits, r.Invited.Organisations, r.Invited.Persons,
		s.Deadline.On, s.Deadline.DaysBefore, orNull(s.ClosesAt), orNull(s.ClosedEarlyAt),
		s.AnswerBy, s.PreparationBy, s.DocumentsBy, s.StatementsBy,
		s.ProgrammeTentative, nullInt(s.StatedMeetings), s.CopyTo, orNull(s.PublishedAt), s.DeleteOn,
		r.Selection.Where, r.Selection.Extra, r.Selection.MinDelegation, r.Selection.SecondApproval, r.OfferDays, t.GroupWork,
		t.InvitationLetter, t.ReminderLetter, t.ForwardText, s.Reminders, r.OnRequest, s.AsksPresentation, s.StatementsOpen)
	return tx.staleSeries(ctx, s.Organiser, s.ID, n, err)
}

// RaiseSeriesVersion is for an edit of what hangs under a series and has no version of its own (roles, regions, contacts,
// programme, documents, listed units): it takes the series' row, raises its version, and marks a published one changed.
// dialogue.ErrStale when the version has moved on.
func (tx *Tx) RaiseSeriesVersion(ctx context.Context, organiser, series dialogue.ID, version int) error {
	n, err := tx.exec(ctx, `
		update series set version = version + 1, changed_at = case when state = 'published' then clock() else changed_at end
		where organiser_id = $1 and id = $2 and version = $3`, organiser, series, version)
	return tx.staleSeries(ctx, organiser, series, n, err)
}

// StepSeriesVersion raises the series' version without marking it changed: for what staff do that the invitation says nothing of.
// dialogue.ErrStale when the version has moved on.
func (tx *Tx) StepSeriesVersion(ctx context.Context, organiser, series dialogue.ID, version int) error {
	n, err := tx.exec(ctx, `
		update series set version = version + 1
		where organiser_id = $1 and id = $2 and version = $3`, organiser, series, version)
	return tx.staleSeries(ctx, organiser, series, n, err)
}

// staleSeries tells why no row was touched: the series is not the organiser's, or its version has moved on.
func (tx *Tx) staleSeries(ctx context.Context, organiser, series dialogue.ID, touched int64, err error) error {
	if err != nil || touched > 0 {
		return err
	}
	if _, err := tx.Series(ctx, organiser, series); err != nil {
		return err
	}
	return dialogue.ErrStale
}

// DeleteSeries deletes a draft with all that hangs under it, or is dialogue.ErrInUse when anybody has registered.
func (tx *Tx) DeleteSeries(ctx context.Context, organiser, id dialogue.ID) error {
	return tx.execOne(ctx, `delete from series where organiser_id = $1 and id = $2 and state = 'draft'`, organiser, id)
}
