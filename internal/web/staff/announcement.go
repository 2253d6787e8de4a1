package staff

import (
	"errors"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) announcementRoutes() []page.Route {
	const at = ofSeries + "/dokumenter/si-fra"
	return []page.Route{
		get(at, page.Editor, h.getAnnounce),
		post(at, page.Editor, h.postAnnounce),
		post(at+"/ikke", page.Editor, h.postUnannounced),
		get(at+"/vis", page.Editor, h.showAnnouncement),
		post(at+"/vis", page.Editor, h.showAnnouncement),
	}
}

// getAnnounce is what is new, whom it concerns, and the letter as they will get it.
func (h *handlers) getAnnounce(w http.ResponseWriter, r *http.Request) error {
	return h.announce(w, r, http.StatusOK, form.FromValues(nil))
}

func (h *handlers) announce(w http.ResponseWriter, r *http.Request, status int, f *form.Form) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.AnnouncementPage(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	v := templates.AnnounceView{Page: found, Form: h.k.Filled(r, u().StaffAnnounce(series, ""), f),
		Frame: h.under(r, &found.Invitation, p.T("staff.announce.title"), templates.Link{Href: u().StaffTab(series, urls.TabMaterials), Label: p.T("staff.tab.materials")})}
	v.Frame.Path, v.Frame.Problems = u().StaffAnnounce(series, ""), !f.OK()
	framed(w)
	return h.k.Render(w, r, status, templates.Announce(v))
}

// postAnnounce sets the letters going. Documents that have come, or gone, since the page was made are shown first.
func (h *handlers) postAnnounce(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	note := f.Lines("note", form.Optional(dialogue.MaxNote))
	if f.OK() {
		err = h.a.Announce(r.Context(), h.k.Actor(r), series, f.IDs("news"), note)
	}
	return h.announced(w, r, f, series, err, "staff.announce.sent")
}

// postUnannounced leaves the documents untold.
func (h *handlers) postUnannounced(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	return h.announced(w, r, f, series, h.a.LeaveUnannounced(r.Context(), h.k.Actor(r), series, f.IDs("news")), "staff.announce.left")
}

func (h *handlers) announced(w http.ResponseWriter, r *http.Request, f *form.Form, series dialogue.ID, err error, notice string) error {
	switch {
	case errors.Is(err, dialogue.ErrStale):
		f.Problems.Add("", "problem.stale")
		return h.announce(w, r, http.StatusConflict, f)
	case err != nil:
		return err
	case !f.OK():
		return h.announce(w, r, http.StatusUnprocessableEntity, f)
	}
	h.k.Notice(r, h.k.Printer(r).T(notice))
	return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabMaterials))
}

// showAnnouncement is the letter as the first of those concerned will get it, for the frame on the page.
func (h *handlers) showAnnouncement(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	letter, err := h.a.PreviewAnnouncement(r.Context(), h.k.Actor(r), series, f.Lines("note", form.Optional(dialogue.MaxNote)))
	if err != nil {
		return err
	}
	return sendLetterHTML(w, letter.HTML)
}
