package app

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// RequestsPage is the requests of a series where meetings are asked for, as staff see them. ErrNotFound for a series with dates.
func (a *App) RequestsPage(ctx context.Context, actor dialogue.Actor, series dialogue.ID, f dialogue.RequestFilter) (dialogue.RequestsPage, error) {
	page := dialogue.RequestsPage{Filter: f}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	var err error
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	inv := &page.Invitation
	if !inv.Series.Rules.OnRequest {
		return page, dialogue.ErrNotFound
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	all, err := a.db.RegistrationsOf(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	answers, err := a.db.DateAnswers(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	on := inv.Series.PublicationDay(page.Now)
	for i := range all {
		all[i].Unit.Name, all[i].Unit.County = officialName(all[i].Unit, on), countyOf(all[i], on)
		if state := all[i].WorkState(); state == dialogue.WorkHeld || state == dialogue.WorkProposal {
			page.Undecided++
		}
	}
	counties := map[string]bool{}
	for _, q := range dialogue.RequestsOf(inv, all, answers) {
		if number := q.Registration.Unit.County; number != "" && !counties[number] {
			counties[number] = true
			page.Counties = append(page.Counties, dialogue.NamedCounty{Number: number, Name: countyOn(number, on)})
		}
		switch {
		case inv.AwaitsMeeting(q.Registration):
			page.Open++
		case q.Meeting != nil:
			page.Met++
		}
		if f.Takes(q) {
			page.Requests = append(page.Requests, q)
		}
	}
	slices.SortFunc(page.Counties, func(a, b dialogue.NamedCounty) int { return cmp.Compare(a.Number, b.Number) })
	return page, nil
}

// MeetingFromRequests makes a meeting of requests, all in one transaction: the meeting that names their municipalities and the neighbours
// chosen, with places for everybody who has been named, and a letter to each contact. The meeting's id is returned.
//
// ErrStale when one of the requests has got a meeting, been changed or been withdrawn since the form was made; ErrNotFound for one of
// another series or another organiser; ErrClosed for a series that is not published; dialogue.Problems for what can be mended.
func (a *App) MeetingFromRequests(ctx context.Context, actor dialogue.Actor, series dialogue.ID, q dialogue.RequestMeeting) (dialogue.ID, error) {
	return a.meetingFromRequests(ctx, actor, series, q, a.post)
}

// PreviewMeetingFromRequests is the first letter that MeetingFromRequests would send. Errors as there; nothing is stored or sent.
func (a *App) PreviewMeetingFromRequests(ctx context.Context, actor dialogue.Actor, series dialogue.ID, q dialogue.RequestMeeting) (dialogue.Letter, error) {
	return onlyLook(func(post posting) error {
		_, err := a.meetingFromRequests(ctx, actor, series, q, post)
		return err
	})
}

func (a *App) meetingFromRequests(ctx context.Context, actor dialogue.Actor, series dialogue.ID, q dialogue.RequestMeeting, post posting) (dialogue.ID, error) {
	m := q.Meeting
	m.ID, m.Series, m.State = newID(), series, dialogue.Planned
	err := a.lockSeries(ctx, actor, series, "meeting_from_requests", func(s *seriesEdit) error {
		switch {
		case !s.inv.Series.Rules.OnRequest:
			return dialogue.ErrNotFound
		case s.inv.Series.State != dialogue.Published:
			return dialogue.ErrClosed
		}
		requests, err := s.lockRequests(ctx, q.Requests)
		if err != nil {
			return err
		}
		others, err := s.otherUnits(ctx, requests, q.Others)
		if err != nil {
			return err
		}
		named := 0
		m.Units = others
		for _, r := range requests {
			named += len(r.LiveDelegates())
			m.Units = append(m.Units, r.Unit.ID)
		}
		if err := dialogue.CheckRequestMeeting(&s.inv, m, named, s.now).Err(); err != nil {
			return err
		}
		m.ClosesAt = dialogue.MeetingClosesAt(m.Deadline, s.inv.Series.MeetingRule(), m.StartsAt)
		if err := s.tx.InsertMeeting(ctx, actor.Organiser, m); err != nil {
			return err
		}
		if err := s.tx.TouchSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		if err := s.meet(ctx, m.ID, requests); err != nil {
			return err
		}
		s.detail = map[string]any{"meeting": m.ID, "starts": m.StartsAt, "requests": len(requests)}
		return a.tellMet(ctx, s, m.ID, requests, q.Note, post)
	})
	return m.ID, err
}

// lockRequests takes the requests' rows in one order for everybody, and finds that each still waits as the form showed it.
func (s *seriesEdit) lockRequests(ctx context.Context, asked []dialogue.RequestVersion) ([]dialogue.Registration, error) {
	if len(asked) == 0 {
		return nil, dialogue.Problems{"requests": {Key: "problem.choose-request"}}
	}
	asked = slices.Clone(asked)
	slices.SortFunc(asked, func(a, b dialogue.RequestVersion) int { return bytes.Compare(a.Registration[:], b.Registration[:]) })
	asked = slices.CompactFunc(asked, func(a, b dialogue.RequestVersion) bool { return a.Registration == b.Registration })
	var requests []dialogue.Registration
	for _, q := range asked {
		r, err := lockedRegistration(ctx, s.tx, s.actor.Organiser, q.Registration, seen(q.Version))
		switch {
		case err != nil:
			return nil, err
		case r.Series != s.inv.Series.ID:
			return nil, dialogue.ErrNotFound
		case !s.inv.AwaitsMeeting(r):
			return nil, dialogue.ErrStale
		}
		requests = append(requests, r)
	}
	return requests, nil
}

// otherUnits are the neighbours that the meeting names besides: units that may register, and that don't wait with a request of their own.
func (s *seriesEdit) otherUnits(ctx context.Context, requests []dialogue.Registration, others []dialogue.Unit) ([]dialogue.ID, error) {
	units, err := registerNeighbours(&s.inv, others, s.inv.Series.PublicationDay(s.now))
	var problems dialogue.Problems
	if errors.As(err, &problems) {
		return nil, dialogue.Problems{"others": problems["neighbours"]}
	}
	ids, err := s.tx.UpsertUnits(ctx, s.actor.Organiser, units)
	if err != nil {
		return nil, err
	}
	var named []dialogue.ID
	for i, id := range ids {
		if slices.Contains(named, id) || slices.ContainsFunc(requests, func(r dialogue.Registration) bool { return r.Unit.ID == id }) {
			continue
		}
		live, err := s.tx.LiveRegistration(ctx, s.actor.Organiser, s.inv.Series.ID, id)
		switch {
		case errors.Is(err, dialogue.ErrNotFound):
		case err != nil:
			return nil, err
		case s.inv.AwaitsMeeting(live):
			return nil, dialogue.Problems{"others": {Key: "problem.has-own-request", Args: map[string]any{"Unit": units[i].Name}}}
		}
		named = append(named, id)
	}
	return named, nil
}

// meet lets the requests have the meeting: whoever is named in them gets a place there.
func (s *seriesEdit) meet(ctx context.Context, meeting dialogue.ID, requests []dialogue.Registration) error {
	return s.tx.Write(ctx, func(b *postgres.Batch) {
		b.DateMeetingNow(s.actor.Organiser, meeting)
		for _, r := range requests {
			b.SetRequestMeeting(r, meeting)
			for _, d := range r.LiveDelegates() {
				for _, seat := range d.Seats {
					if !seat.State.Gone() {
						seat.Meeting, seat.State, seat.WaitingNo = meeting, dialogue.SeatPlaced, 0
						b.SetSeat(r, seat, true)
					}
				}
			}
			b.Audit(line(s.actor, "request_met", r, map[string]any{"meeting": meeting}))
		}
	})
}

// tellMet writes to the contact of each request what it became.
func (a *App) tellMet(ctx context.Context, s *seriesEdit, meeting dialogue.ID, requests []dialogue.Registration, note string, post posting) error {
	var err error
	if s.inv, err = s.tx.Invitation(ctx, s.actor.Organiser, s.inv.Series.ID); err != nil {
		return err
	}
	var letters []dialogue.Letter
	for i := range requests {
		r, err := s.tx.Registration(ctx, s.actor.Organiser, requests[i].ID)
		if err != nil {
			return err
		}
		f := a.facts(&s.inv, &r, s.now)
		f.Meeting, f.Reason = s.inv.Meeting(meeting), note
		letter, err := a.compose(f, dialogue.LetterRequestMet, fmt.Sprintf("%s/%s/%s", dialogue.LetterRequestMet, meeting, r.ID))
		if err != nil {
			return err
		}
		letters = append(letters, letter)
	}
	s.detail["letters"] = len(letters)
	return post(ctx, s.tx, letters...)
}

// RequestMeetingForm is what the form for a meeting of requests is drawn from: those chosen, those suggested beside them, and every
// request that waits.
func (a *App) RequestMeetingForm(ctx context.Context, actor dialogue.Actor, series dialogue.ID, chosen []dialogue.ID) (dialogue.RequestMeetingForm, error) {
	var form dialogue.RequestMeetingForm
	var err error
	if form.Page, err = a.RequestsPage(ctx, actor, series, dialogue.RequestFilter{State: dialogue.RequestsAll}); err != nil {
		return form, err
	}
	form.Chosen = form.Page.Chosen(chosen)
	form.Requests, form.Others = dialogue.MeetTogether(form.Page.Requests, form.Chosen)
	on := form.Page.Invitation.Series.PublicationDay(form.Page.Now)
	for i := range form.Others {
		form.Others[i].Name = officialName(form.Others[i], on)
		if official, ok := norway.Lookup(string(form.Others[i].Kind), form.Others[i].Number, on); ok {
			form.Others[i].County = official.County
		}
	}
	return form, nil
}

// unnamed stands for the active registrations that have a meeting, or the one given, and name nobody for it yet.
func (a *App) unnamed(ctx context.Context, organiser, series, meeting dialogue.ID, on dialogue.Date) ([]dialogue.Participant, error) {
	all, err := a.db.RegistrationsOf(ctx, organiser, series)
	var unnamed []dialogue.Participant
	for _, r := range all {
		if r.WorkState() == dialogue.WorkUnnamed && (meeting.IsZero() || r.Meeting == meeting) {
			r.Unit.Name = officialName(r.Unit, on)
			unnamed = append(unnamed, dialogue.Participant{Registration: r.ID, Reference: r.Reference, Unit: r.Unit, County: countyOn(r.Unit.County, on),
				Meeting: r.Meeting, Comment: r.Comment, Contact: r.Contact, ReceivedAt: r.ReceivedAt})
		}
	}
	return unnamed, err
}
