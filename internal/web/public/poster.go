package public

import (
	"bytes"
	"net/http"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/templates"
)

// poster is what hangs on the wall: the published invitation in few words, and a code that leads to its public page, never to anybody's
// personal link.
func (p pages) poster(r *http.Request) (export.Poster, dialogue.InvitationPage, error) {
	shown, err := p.app.ShowInvitation(r.Context(), p.kit.Actor(r), p.kit.Param(r, "slug"))
	if err != nil {
		return export.Poster{}, shown, err
	}
	l := p.kit.Printer(r)
	inv := &shown.Invitation
	sheet := export.Poster{
		Lang: l.Lang(), Organiser: l.Text(inv.Organiser.Name), Title: l.Text(inv.Series.Texts.Title), Lead: l.Text(inv.Series.Texts.Lead),
		Scan: l.T("public.poster.scan"), Address: p.links.Invitation(l.Lang(), inv.Series.Slug), At: shown.Now,
		Words: []string{l.T("public.poster.with")},
	}
	if inv.Series.Rules.Invited.Persons {
		sheet.Words = []string{l.T("public.poster.self")}
	}
	var open []dialogue.Meeting
	for _, m := range inv.Meetings {
		if m.StateAt(shown.Now) == dialogue.Planned {
			open = append(open, m)
			sheet.Meetings = append(sheet.Meetings, export.PosterMeeting{Line: templates.MeetingName(l, m)})
		}
	}
	if len(open) > 0 {
		sheet.Heading = l.N("public.poster.meetings", len(open))
	}
	if until, shared := sharedDeadline(inv.Series, open); !shared {
		for i, m := range open {
			sheet.Meetings[i].Deadline = posterDeadline(l, m.ClosesAt, shown.Now)
		}
	} else if until.After(shown.Now) {
		sheet.Deadline = posterDeadline(l, until, shown.Now)
	}
	sheet.Code, err = export.NewQR(sheet.Address)
	return sheet, shown, err
}

// sharedDeadline is the end of registration of all the meetings, or of the series when there are none; false when they differ.
func sharedDeadline(s dialogue.Series, open []dialogue.Meeting) (time.Time, bool) {
	until := s.ClosesAt
	for i, m := range open {
		if i > 0 && !m.ClosesAt.Equal(until) {
			return until, false
		}
		until = m.ClosesAt
	}
	return until, true
}

// posterDeadline is the last day to register; "" without a deadline.
func posterDeadline(l lang.Printer, until, now time.Time) string {
	switch {
	case until.IsZero():
		return ""
	case !until.After(now):
		return l.T("public.poster.deadline.over")
	}
	return l.T("public.poster.deadline", "Date", l.DeadlineDate(until))
}

func (p pages) getPoster(w http.ResponseWriter, r *http.Request) error {
	sheet, shown, err := p.poster(r)
	if err != nil {
		return err
	}
	l := p.kit.Printer(r)
	text := l.Text(shown.Invitation.Series.Texts.ForwardText)
	if text == "" {
		text = l.T("public.poster.text", "Organiser", sheet.Organiser, "Title", sheet.Title, "How", sheet.Words[0])
	}
	var meetings []templates.PosterMeeting
	for _, m := range sheet.Meetings {
		meetings = append(meetings, templates.PosterMeeting(m))
		text += "\n– " + m.Line
		if m.Deadline != "" {
			text += ". " + m.Deadline
		}
	}
	if sheet.Deadline != "" {
		text += "\n" + sheet.Deadline
	}
	frame := p.frame(r, &shown.Invitation, l.T("public.poster.title"))
	return p.kit.Render(w, r, http.StatusOK, templates.PublicPoster(templates.PosterView{
		Frame: frame, Slug: shown.Invitation.Series.Slug, Organiser: sheet.Organiser, Title: sheet.Title, Lead: sheet.Lead,
		Heading: sheet.Heading, Meetings: meetings, Deadline: sheet.Deadline, Words: sheet.Words, Scan: sheet.Scan,
		Address: sheet.Address, Modules: len(sheet.Code), Code: sheet.Code.Path(), Text: text + "\n" + sheet.Address,
	}))
}

func (p pages) getPosterPDF(w http.ResponseWriter, r *http.Request) error {
	sheet, shown, err := p.poster(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := sheet.PDF(&b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `attachment; filename="plakat-`+shown.Invitation.Series.Slug+`.pdf"`)
	_, err = b.WriteTo(w)
	return err
}
