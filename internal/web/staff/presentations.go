package staff

import (
	"errors"
	"net/http"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) presentationRoutes() []page.Route {
	const all = ofSeries + "/presentasjoner"
	zip, one := get(all+"/alle.zip", page.Reader, h.getPresentationsZip), get(all+"/{version}/{name}", page.Reader, h.getPresentation)
	zip.Transfer, one.Transfer = true, true
	handIn := post(all+"/lever/{registration}", page.Editor, h.postHandIn)
	handIn.MaxBody, handIn.Transfer = app.MaxFile+page.MaxForm, true
	return []page.Route{get(all, page.Reader, h.getPresentations), zip, one,
		get(all+"/lever/{registration}", page.Editor, h.getHandIn), handIn,
		post(all+"/minn", page.Editor, h.postPresentationsRemind)}
}

// getPresentations is who has handed in what, meeting by meeting.
func (h *handlers) getPresentations(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.PresentationsPage(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffPresentations(templates.PresentationsView{
		S: h.tabOf(r, &found.Invitation, found.Now, urls.TabPresentations, h.k.Printer(r).T("staff.tab.presentations")), Page: found}))
}

// getPresentationsZip writes what was handed in for a meeting, or for all of them.
func (h *handlers) getPresentationsZip(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	meeting := f.ID("mote", false)
	if !f.OK() {
		return dialogue.ErrNotFound
	}
	z, err := h.a.Presentations(r.Context(), h.k.Actor(r), series, meeting)
	if err != nil {
		return err
	}
	return h.sendZip(w, r, z)
}

// sendZip writes files as one zip, as they are read from the database. What goes wrong after the first byte cuts the connection, so that nobody
// takes half of them for all.
func (h *handlers) sendZip(w http.ResponseWriter, r *http.Request, z app.FilesZip) error {
	head := w.Header()
	head.Set("Content-Type", "application/zip")
	head.Set("Content-Disposition", page.Attachment(z.Name))
	head.Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return nil
	}
	if err := z.WriteZip(w); err != nil {
		h.k.Log().ErrorContext(r.Context(), "a zip was cut off", "reference", page.RequestID(r), "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// getPresentation hands out one version.
func (h *handlers) getPresentation(w http.ResponseWriter, r *http.Request) error {
	version, err := h.k.ParamID(r, "version")
	if err != nil {
		return err
	}
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	d, err := h.a.HandedInFile(r.Context(), h.k.Actor(r), version)
	switch {
	case errors.Is(err, dialogue.ErrForbidden):
		return dialogue.ErrNotFound
	case err != nil:
		return err
	case d.Series != series:
		return dialogue.ErrNotFound
	}
	return h.k.SendFile(w, r, d.Name, d.MediaType, d.Content, false)
}
