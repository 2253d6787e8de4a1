package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

const mostMaterials = 100

func (h *handlers) seriesMaterialRoutes() []page.Route {
	const materials = "/intern/invitasjoner/{series}/dokumenter"
	add := post(materials+"/nytt", page.Editor, h.postMaterial)
	add.MaxBody, add.Transfer = app.MaxFile+page.MaxForm, true
	return []page.Route{
		get(materials, page.Reader, h.getMaterials),
		post(materials, page.Editor, func(w http.ResponseWriter, r *http.Request) error { return h.postPart(w, r, materialsPart()) }),
		add,
	}
}

func materialsPart() seriesPart {
	return seriesPart{tab: urls.TabMaterials, place: dialogue.InMaterials, rows: "materials", most: mostMaterials, draw: templates.SeriesMaterials,
		values: func(e *edit) url.Values { return materialValues(e.page.Invitation.Materials) },
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			materials := readMaterials(f)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveMaterials(e.r.Context(), e.h.k.Actor(e.r), at, materials)
		}}
}

func (h *handlers) getMaterials(w http.ResponseWriter, r *http.Request) error {
	return h.getPart(w, r, materialsPart())
}

func materialValues(materials []dialogue.Material) url.Values {
	v := url.Values{}
	for i, m := range materials {
		row := func(field string) string { return form.Row("materials", i, field) }
		v.Set(row("id"), m.ID.String())
		templates.SetText(v, row("title"), m.Title)
		v.Set(row("audience"), string(m.Audience))
		v.Set(row("kind"), string(m.Kind))
		v.Set(row("meeting"), m.Meeting.String())
	}
	return v
}

func readMaterials(f *form.Form) []dialogue.Material {
	var materials []dialogue.Material
	for i := range f.Rows("materials", mostMaterials) {
		row := func(field string) string { return form.Row("materials", i, field) }
		materials = append(materials, dialogue.Material{ID: f.ID(row("id"), true), Title: f.Text(row("title"), form.Optional(dialogue.MaxLine)),
			Kind:     materialKind(f, row("kind")),
			Audience: form.Choice(f, row("audience"), dialogue.ForAll, dialogue.ForRegistered, dialogue.ForConfirmed), Meeting: f.ID(row("meeting"), false)})
	}
	return materials
}

// materialKind is what a document is; nothing chosen is one for before the meeting.
func materialKind(f *form.Form, name string) dialogue.MaterialKind {
	if f.Raw(name) == "" {
		return dialogue.Background
	}
	return form.Choice(f, name, dialogue.Recording, dialogue.Report)
}

// upload is the form for one more document; its fields stand beside those of the documents that are there.
func (e *edit) upload(r *http.Request) templates.Form {
	return templates.Form{L: e.h.k.Printer(r), Action: u().StaffTab(e.series().ID, urls.TabMaterials, "nytt"), ID: "nytt", Upload: true,
		Values: url.Values{"version": {strconv.Itoa(e.series().Version)}, "audience": {string(dialogue.ForAll)}}}
}

func (h *handlers) postMaterial(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	tooLarge := new(http.MaxBytesError)
	if errors.As(err, &tooLarge) {
		return h.uploadTooLarge(w, r)
	}
	if err != nil {
		return err
	}
	e, err := h.editing(r, materialsPart())
	if err != nil {
		return err
	}
	m := dialogue.Material{Title: f.Text("title", form.Optional(dialogue.MaxLine)), URL: f.Address("url", false), Kind: materialKind(f, "kind"),
		Audience: form.Choice(f, "audience", dialogue.ForAll, dialogue.ForRegistered, dialogue.ForConfirmed), Meeting: f.ID("meeting", false)}
	if f.OK() {
		err = form.Upload(r, "file", func(file upload.File) error {
			return h.a.AddMaterial(r.Context(), h.k.Actor(r), app.SeriesEdit{Series: e.series().ID, Version: f.Version()}, m, file)
		})
	}
	up := e.upload(r)
	switch {
	case f.Adopt(err) || !f.OK():
		up.Values, up.Problems = f.Values, f.Problems
		return e.renderMaterials(w, http.StatusUnprocessableEntity, up)
	case errors.Is(err, dialogue.ErrStale):
		// Another document came first; this one is not in its way, but the reader should see the list as it is now.
		up.Values = f.Values
		up.Values.Set("version", strconv.Itoa(e.series().Version))
		up.Problems = dialogue.Problems{"": {Key: "problem.stale"}}
		return e.renderMaterials(w, http.StatusConflict, up)
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.materials.added"))
	return h.k.SeeOther(w, r, u().StaffTab(e.series().ID, urls.TabMaterials))
}

// uploadTooLarge is the form again; what was typed beside the file came in the same request and was not read.
func (h *handlers) uploadTooLarge(w http.ResponseWriter, r *http.Request) error {
	e, err := h.editing(r, materialsPart())
	if err != nil {
		return err
	}
	up := e.upload(r)
	up.Problems = dialogue.Problems{"file": dialogue.Problem{Key: "problem.file-too-large", Args: map[string]any{"MB": app.MaxFile >> 20}}}
	w.Header().Set("Connection", "close")
	return e.renderMaterials(w, http.StatusRequestEntityTooLarge, up)
}

// renderMaterials shows the list as it is stored, and the upload form as it was typed.
func (e *edit) renderMaterials(w http.ResponseWriter, status int, up templates.Form) error {
	v := e.view(templates.Form{L: e.h.k.Printer(e.r), Action: e.action(), Values: e.stored(), ReadOnly: !e.page.MayEdit})
	v.Upload, v.Endings = up, app.FileEndings()
	v.S.Frame.Problems = len(up.Problems) > 0
	return e.h.k.Render(w, e.r, status, templates.SeriesMaterials(v))
}
