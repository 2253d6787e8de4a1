package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// SaveRoles makes the series' roles the ones given, in their order; those without an id are new. A role that is left out is deleted,
// or retired when somebody has it. ErrNotFound for a role of another series.
func (a *App) SaveRoles(ctx context.Context, actor dialogue.Actor, e SeriesEdit, roles []dialogue.Role) error {
	return a.editSeries(ctx, actor, e, "save_roles", func(s *seriesEdit) error {
		problems := dialogue.Problems{}
		for i := range roles {
			switch {
			case roles[i].ID.IsZero():
				roles[i].ID = newID()
			case s.inv.Role(roles[i].ID) == nil:
				return dialogue.ErrNotFound
			}
			if roles[i].Name.IsEmpty() {
				problems.Add(fmt.Sprintf("roles.%d.name", i), "problem.required")
			}
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.raise(ctx); err != nil {
			return err
		}
		return s.tx.SaveRoles(ctx, actor.Organiser, s.inv.Series.ID, roles)
	})
}

// RegionEdit is a region as it was written: its units by their names. Meeting, when set on a new region, is made along with it.
type RegionEdit struct {
	ID          dialogue.ID
	Name        dialogue.Text
	StatedUnits int
	Names       string
	Meeting     *dialogue.Meeting
}

// SaveRegions makes the series' regions the ones given, in their order; those without an id are new. The names are read in the register
// of the publication day; one that is not there is a problem with what it may mean. Regions with meetings or contact persons stay.
func (a *App) SaveRegions(ctx context.Context, actor dialogue.Actor, e SeriesEdit, edits []RegionEdit) error {
	return a.editSeries(ctx, actor, e, "save_regions", func(s *seriesEdit) error {
		problems := dialogue.Problems{}
		on := s.inv.Series.PublicationDay(s.now)
		counties := countiesOf(&s.inv)
		var regions []dialogue.Region
		var meetings []dialogue.Meeting
		for i, edit := range edits {
			r := dialogue.Region{ID: edit.ID, Name: edit.Name, StatedUnits: edit.StatedUnits}
			switch {
			case r.ID.IsZero():
				r.ID = newID()
				if edit.Meeting != nil {
					meetings = append(meetings, s.newMeeting(*edit.Meeting, r.ID))
				}
			case s.inv.Region(r.ID) == nil:
				return dialogue.ErrNotFound
			}
			if r.Name.IsEmpty() {
				problems.Add(fmt.Sprintf("regions.%d.name.%s", i, s.inv.Series.Lang), "problem.required")
			}
			reading := readNames(edit.Names, counties, on)
			addUnknown(problems, fmt.Sprintf("regions.%d.units", i), reading.Unknown)
			r.Units = reading.Units
			regions = append(regions, r)
		}
		for _, r := range s.inv.Regions {
			stays := slices.ContainsFunc(regions, func(k dialogue.Region) bool { return k.ID == r.ID })
			if !stays && (slices.ContainsFunc(s.inv.Meetings, func(m dialogue.Meeting) bool { return m.Region == r.ID }) ||
				slices.ContainsFunc(s.inv.Contacts, func(c dialogue.ContactPerson) bool { return c.Region == r.ID })) {
				problems.Add("", "problem.region-in-use", "Region", r.Name)
			}
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.raise(ctx); err != nil {
			return err
		}
		if err := s.tx.SaveRegions(ctx, actor.Organiser, s.inv.Series.ID, regions); err != nil {
			return err
		}
		for _, m := range meetings {
			if err := s.tx.InsertMeeting(ctx, actor.Organiser, m); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *seriesEdit) newMeeting(m dialogue.Meeting, region dialogue.ID) dialogue.Meeting {
	m.ID, m.Series, m.Region, m.State = newID(), s.inv.Series.ID, region, dialogue.Planned
	m.ClosesAt = dialogue.MeetingClosesAt(m.Deadline, s.inv.Series.MeetingRule(), m.StartsAt)
	return m
}

// SaveProgramme replaces the programme of a meeting, or of the series when meeting is zero. A meeting without rows follows the series'.
func (a *App) SaveProgramme(ctx context.Context, actor dialogue.Actor, e SeriesEdit, meeting dialogue.ID, tentative bool, rows []dialogue.ProgrammeRow) error {
	return a.editSeries(ctx, actor, e, "save_programme", func(s *seriesEdit) error {
		if !meeting.IsZero() && s.inv.Meeting(meeting) == nil {
			return dialogue.ErrNotFound
		}
		if err := dialogue.CheckProgramme(rows, func(i int) string { return fmt.Sprintf("rows.%d.speaking", i) }).Err(); err != nil {
			return err
		}
		all := slices.DeleteFunc(slices.Clone(s.inv.Programme), func(p dialogue.ProgrammeRow) bool { return p.Meeting == meeting })
		for _, row := range rows {
			row.ID, row.Meeting = newID(), meeting
			all = append(all, row)
		}
		series := s.inv.Series
		if meeting.IsZero() {
			series.ProgrammeTentative = tentative
		}
		if err := s.tx.UpdateSeries(ctx, series); err != nil {
			return err
		}
		return s.tx.SaveProgramme(ctx, actor.Organiser, series.ID, all)
	})
}

// SaveContacts replaces the contact persons of the series, its regions and its meetings. Somebody must be reachable: a person needs a
// name and an address or a phone.
func (a *App) SaveContacts(ctx context.Context, actor dialogue.Actor, e SeriesEdit, contacts []dialogue.ContactPerson) error {
	return a.editSeries(ctx, actor, e, "save_contacts", func(s *seriesEdit) error {
		problems := dialogue.Problems{}
		for i, c := range contacts {
			if !c.Region.IsZero() && s.inv.Region(c.Region) == nil || !c.Meeting.IsZero() && s.inv.Meeting(c.Meeting) == nil {
				return dialogue.ErrNotFound
			}
			if c.Name == "" {
				problems.Add(fmt.Sprintf("contacts.%d.name", i), "problem.required")
			}
			if c.Email == "" && c.Phone == "" {
				problems.Add(fmt.Sprintf("contacts.%d.email", i), "problem.email-or-phone")
			}
			contacts[i].ID = newID()
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.raise(ctx); err != nil {
			return err
		}
		return s.tx.SaveContacts(ctx, actor.Organiser, s.inv.Series.ID, contacts)
	})
}

// Publish makes a draft public. dialogue.Problems when something is missing: the page lists what.
func (a *App) Publish(ctx context.Context, actor dialogue.Actor, e SeriesEdit) error {
	return a.setState(ctx, actor, e, "publish", func(s *seriesEdit, series *dialogue.Series) error {
		if series.State != dialogue.Draft {
			return dialogue.ErrStale
		}
		if len(dialogue.Missing(&s.inv)) > 0 {
			return dialogue.Problems{"": {Key: "problem.not-complete"}}
		}
		series.State, series.PublishedAt, series.ClosedEarlyAt = dialogue.Published, s.now, time.Time{}
		return nil
	})
}

// BackToDraft takes a published series back, before any registration and any letter; then it is ErrInUse.
func (a *App) BackToDraft(ctx context.Context, actor dialogue.Actor, e SeriesEdit) error {
	return a.setState(ctx, actor, e, "back_to_draft", func(s *seriesEdit, series *dialogue.Series) error {
		if !dialogue.MayGoBackToDraft(*series, s.use) {
			return dialogue.ErrInUse
		}
		series.State, series.PublishedAt = dialogue.Draft, time.Time{}
		return nil
	})
}

// CloseEarly closes for registrations before the deadlines. Deadlines close by themselves.
func (a *App) CloseEarly(ctx context.Context, actor dialogue.Actor, e SeriesEdit) error {
	return a.setState(ctx, actor, e, "close_early", func(s *seriesEdit, series *dialogue.Series) error {
		if series.State != dialogue.Published || !series.ClosedEarlyAt.IsZero() {
			return dialogue.ErrStale
		}
		series.ClosedEarlyAt = s.now
		return nil
	})
}

// Reopen opens a series that was closed early. Its deadlines stand.
func (a *App) Reopen(ctx context.Context, actor dialogue.Actor, e SeriesEdit) error {
	return a.setState(ctx, actor, e, "reopen", func(s *seriesEdit, series *dialogue.Series) error {
		if series.State != dialogue.Published || series.ClosedEarlyAt.IsZero() {
			return dialogue.ErrStale
		}
		series.ClosedEarlyAt = time.Time{}
		return nil
	})
}

// Archive puts a published series away: it can be read, and takes no registrations.
func (a *App) Archive(ctx context.Context, actor dialogue.Actor, e SeriesEdit) error {
	return a.setState(ctx, actor, e, "archive", func(s *seriesEdit, series *dialogue.Series) error {
		if series.State != dialogue.Published {
			return dialogue.ErrStale
		}
		series.State = dialogue.Archived
		return nil
	})
}

func (a *App) setState(ctx context.Context, actor dialogue.Actor, e SeriesEdit, verb string, decide func(s *seriesEdit, series *dialogue.Series) error) error {
	return a.editSeries(ctx, actor, e, verb, func(s *seriesEdit) error {
		series := s.inv.Series
		if err := decide(s, &series); err != nil {
			return err
		}
		return s.tx.UpdateSeries(ctx, series)
	})
}

// DeleteDraft deletes a draft with all that hangs under it. Any other series is ErrInUse.
func (a *App) DeleteDraft(ctx context.Context, actor dialogue.Actor, e SeriesEdit) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		series, err := tx.LockSeries(ctx, actor.Organiser, e.Series)
		switch {
		case err != nil:
			return err
		case series.Version != e.Version:
			return dialogue.ErrStale
		case series.State != dialogue.Draft:
			return dialogue.ErrInUse
		}
		if err := tx.DeleteSeries(ctx, actor.Organiser, series.ID); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "delete_draft", Series: series.ID, About: series.ID, Detail: map[string]any{"title": series.Texts.Title}})
		})
	})
}
