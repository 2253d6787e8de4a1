package staff

import (
	"errors"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) meetingLetterRoutes() []page.Route {
	const one = ofSeries + "/moter/{meeting}"
	return []page.Route{
		post(one+"/flytt/vis", page.Editor, h.showMove),
		post(one+"/avlys/vis", page.Editor, h.showCancel),
	}
}

// showMove is the letter that moving the meeting as typed would send.
func (h *handlers) showMove(w http.ResponseWriter, r *http.Request) error {
	return h.showMeetingLetter(w, r, func(e *edit, m dialogue.Meeting, f *form.Form, note string) (dialogue.Letter, error) {
		moved := readMeeting(f)
		moved.ID, moved.Version = m.ID, f.Version()
		if !f.OK() {
			return dialogue.Letter{}, f.Problems
		}
		return h.a.PreviewMove(r.Context(), h.k.Actor(r), e.series().ID, moved, note)
	})
}

// showCancel is the letter that cancelling the meeting would send.
func (h *handlers) showCancel(w http.ResponseWriter, r *http.Request) error {
	return h.showMeetingLetter(w, r, func(e *edit, m dialogue.Meeting, f *form.Form, note string) (dialogue.Letter, error) {
		if !f.OK() {
			return dialogue.Letter{}, f.Problems
		}
		return h.a.PreviewCancel(r.Context(), h.k.Actor(r), e.series().ID, m.ID, f.Version(), note)
	})
}

// showMeetingLetter draws the letter, or says why there is none: the form it comes from stands in another tab.
func (h *handlers) showMeetingLetter(w http.ResponseWriter, r *http.Request, preview func(*edit, dialogue.Meeting, *form.Form, string) (dialogue.Letter, error)) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e, m, err := h.meetingOf(r)
	if err != nil {
		return err
	}
	f.Near(e.page.On)
	letter, err := preview(e, m, f, f.Lines("note", form.Optional(dialogue.MaxComment)))
	var problems dialogue.Problems
	p := h.k.Printer(r)
	switch {
	case err == nil:
		return sendLetterHTML(w, letter.HTML)
	case errors.As(err, &problems):
		return h.noLetter(w, r, http.StatusUnprocessableEntity, &e.page.Invitation, p.T("staff.meeting.no-letter.mend"))
	case errors.Is(err, dialogue.ErrNotFound):
		return h.noLetter(w, r, http.StatusOK, &e.page.Invitation, p.T("staff.meeting.no-letter.nobody"))
	}
	return err
}

func (h *handlers) noLetter(w http.ResponseWriter, r *http.Request, status int, inv *dialogue.Invitation, why string) error {
	frame := h.frame(r, templates.SectionSeries, h.k.Printer(r).T("staff.meeting.no-letter"))
	frame.Path = u().StaffSeries(inv.Series.ID)
	return h.k.Render(w, r, status, templates.StaffNoLetter(frame, why))
}
