package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) confirmationRoutes() []page.Route {
	const all = ofSeries + "/bekreftelse"
	const one = all + "/{meeting}"
	return []page.Route{
		get(all, page.Editor, h.getConfirmations),
		get(one, page.Editor, h.getConfirmation),
		post(one, page.Editor, h.postConfirmation),
		get(one+"/vis", page.Editor, h.showConfirmation),
		post(one+"/vis", page.Editor, h.showConfirmation),
	}
}

func (h *handlers) getConfirmations(w http.ResponseWriter, r *http.Request) error {
	list, err := h.participants(r)
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffConfirmations(templates.ConfirmationsView{
		Series: h.tabOf(r, &list.Invitation, list.Now, urls.TabConfirmation, h.k.Printer(r).T("staff.tab.confirmation")), List: list,
	}))
}

func (h *handlers) confirmationOf(r *http.Request) (dialogue.ConfirmationPage, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.ConfirmationPage{}, err
	}
	meeting, err := h.k.ParamID(r, "meeting")
	if err != nil {
		return dialogue.ConfirmationPage{}, err
	}
	return h.a.ConfirmationStatus(r.Context(), h.k.Actor(r), series, meeting)
}

func confirmationValues(found dialogue.ConfirmationPage) url.Values {
	values := url.Values{"version": {strconv.Itoa(found.Meeting.Version)}}
	templates.SetText(values, "practical", found.Practical)
	return values
}

func (h *handlers) getConfirmation(w http.ResponseWriter, r *http.Request) error {
	found, err := h.confirmationOf(r)
	if err != nil {
		return err
	}
	f := h.k.Form(r, u().StaffConfirmation(found.Invitation.Series.ID, found.Meeting.ID))
	f.Values = confirmationValues(found)
	return h.confirmationPage(w, r, http.StatusOK, found, f)
}

func (h *handlers) confirmationPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.ConfirmationPage, f templates.Form) error {
	p := h.k.Printer(r)
	shell := h.tabOf(r, &found.Invitation, found.Now, urls.TabConfirmation, p.T("staff.confirm.for", "Meeting", templates.MeetingInRegion(p, &found.Invitation, found.Meeting)))
	shell.Frame.Path = u().StaffConfirmation(found.Invitation.Series.ID, found.Meeting.ID)
	shell.Frame.Problems = len(f.Problems) > 0
	f.WarnUnsaved = true
	framed(w)
	return h.k.Render(w, r, status, templates.StaffConfirmation(templates.ConfirmationView{
		Series: shell, Page: found, Form: f, Preview: u().StaffPreview(),
	}))
}

// practicalText is the longest practical text of a letter, in characters.
const practicalText = 20_000

// postConfirmation sends to all who have not had theirs.
func (h *handlers) postConfirmation(w http.ResponseWriter, r *http.Request) error {
	found, err := h.confirmationOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, meeting := found.Invitation.Series.ID, found.Meeting.ID
	action := u().StaffConfirmation(series, meeting)
	practical := f.Texts("practical", form.Optional(practicalText))
	sent := 0
	if f.OK() {
		sent, err = h.a.SendConfirmation(r.Context(), h.k.Actor(r), series, meeting, practical, f.Version())
	}
	switch {
	case err == nil && f.OK():
		h.k.Notice(r, h.k.Printer(r).N("staff.confirm.sent", sent))
		return h.k.SeeOther(w, r, action)
	case errors.Is(err, dialogue.ErrStale):
		if found, err = h.confirmationOf(r); err != nil {
			return err
		}
		return h.confirmationPage(w, r, http.StatusConflict, found, h.k.Stale(r, action, f, confirmationValues(found)))
	case errors.Is(err, dialogue.ErrClosed):
		f.Problems.Add("", "problem.confirm-closed")
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.confirmationPage(w, r, http.StatusUnprocessableEntity, found, h.k.Filled(r, action, f))
}

// showConfirmation is the letter as one reader will get it, for the frame on the page: with what is typed, or what is stored.
func (h *handlers) showConfirmation(w http.ResponseWriter, r *http.Request) error {
	found, err := h.confirmationOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	practical := found.Practical
	if r.Method == http.MethodPost {
		practical = f.Texts("practical", form.Optional(practicalText))
	}
	registration, delegate := readerOf(f.Raw("reader"))
	letter, err := h.a.PreviewConfirmation(r.Context(), h.k.Actor(r), found.Invitation.Series.ID, found.Meeting.ID, practical, registration, delegate)
	if err != nil {
		return err
	}
	return sendLetterHTML(w, letter.HTML)
}

// readerOf reads what templates.ReaderValue wrote; anything else is the first reader.
func readerOf(value string) (registration, delegate dialogue.ID) {
	first, second, _ := strings.Cut(value, ":")
	registration, err := dialogue.ParseID(first)
	if err != nil {
		return dialogue.ID{}, dialogue.ID{}
	}
	if second == "" {
		return registration, dialogue.ID{}
	}
	delegate, err = dialogue.ParseID(second)
	if err != nil {
		return dialogue.ID{}, dialogue.ID{}
	}
	return registration, delegate
}
