package staff

import (
	"errors"
	"net/http"
	"net/url"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getHandIn is the form for what a delegation has sent by e-mail or post.
func (h *handlers) getHandIn(w http.ResponseWriter, r *http.Request) error {
	return h.handIn(w, r, http.StatusOK, form.FromValues(url.Values{"kind": {string(dialogue.Presentation)}}))
}

func (h *handlers) handIn(w http.ResponseWriter, r *http.Request, status int, f *form.Form) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	registration, err := h.k.ParamID(r, "registration")
	if err != nil {
		return err
	}
	found, err := h.a.HandInPage(r.Context(), h.k.Actor(r), series, registration)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	v := templates.StaffHandInView{Page: found, Endings: app.FileEndings(), MB: app.MaxFile >> 20, Form: h.k.Filled(r, u().StaffHandIn(series, registration), f),
		Frame: h.under(r, &found.Invitation, p.T("staff.handed.hand-in"), templates.Link{Href: u().StaffTab(series, urls.TabPresentations), Label: p.T("staff.tab.presentations")})}
	v.Form.Upload = true
	v.Frame.Path, v.Frame.Problems = u().StaffHandIn(series, registration), !f.OK()
	return h.k.Render(w, r, status, templates.StaffHandIn(v))
}

// postHandIn stores it as the delegation's next version, whatever the day.
func (h *handlers) postHandIn(w http.ResponseWriter, r *http.Request) error {
	f, err := form.ReadKeeping(r)
	if errors.As(err, new(*http.MaxBytesError)) {
		f.Problems.Add("file", "problem.file-too-large", "MB", app.MaxFile>>20)
		w.Header().Set("Connection", "close")
		return h.handIn(w, r, http.StatusRequestEntityTooLarge, f)
	}
	if err != nil {
		return err
	}
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	registration, err := h.k.ParamID(r, "registration")
	if err != nil {
		return err
	}
	found, err := h.a.HandInPage(r.Context(), h.k.Actor(r), series, registration)
	if err != nil {
		return err
	}
	in := app.HandingIn{Registration: found.Registration.ID, Meeting: f.ID("meeting", false), Kind: form.Choice(f, "kind", dialogue.Presentation, dialogue.OtherFile),
		Title: f.Line("title", form.Optional(dialogue.MaxLine))}
	if f.OK() {
		err = form.Upload(r, "file", func(file upload.File) error {
			if file.IsZero() {
				return dialogue.Problems{"file": {Key: "problem.file-choose"}}
			}
			in.File = file
			return h.a.HandIn(r.Context(), h.k.Actor(r), in)
		})
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.handIn(w, r, http.StatusUnprocessableEntity, f)
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.handed.is-handed-in", "Unit", found.Registration.Unit.Name))
	return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabPresentations))
}

// postPresentationsRemind writes to those whose presentation is missing.
func (h *handlers) postPresentationsRemind(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	n, err := h.a.RemindPresentations(r.Context(), h.k.Actor(r), series, f.ID("mote", false))
	if err != nil {
		return err
	}
	notice := h.k.Printer(r).N("staff.prepare.is-reminded", n)
	if n == 0 {
		notice = h.k.Printer(r).T("staff.prepare.nobody-reminded")
	}
	h.k.Notice(r, notice)
	return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabPresentations))
}
