package public

import (
	"net/http"
	"net/url"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getCoverage is an organiser's coverage as everybody may read it. What it can't read in the address it leaves out.
func (p pages) getCoverage(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	filter := coverageFilter(values)
	found, err := p.app.PublicCoverage(r.Context(), p.kit.Param(r, "organiser"), filter)
	if err != nil {
		return err
	}
	values.Set("slag", string(filter.Kind))
	view := templates.PublicCoverageView{Frame: p.kit.Frame(r, ""), Page: found, Values: values}
	view.Frame.Title, view.Frame.Organiser = view.Title(), found.Organiser
	return p.kit.Render(w, r, http.StatusOK, templates.PublicCoverage(view))
}

func coverageFilter(values url.Values) dialogue.CoverageFilter {
	f := dialogue.CoverageFilter{Kind: dialogue.DialogueMeetings}
	if kind := dialogue.SeriesKind(values.Get("slag")); slices.Contains(dialogue.SeriesKinds[:], kind) {
		f.Kind = kind
	}
	if county := values.Get("fylke"); len(county) == 2 && printable(county) {
		f.County = county
	}
	read := form.FromValues(values)
	f.From, f.To = read.Date("fra", false), read.Date("til", false)
	f.Milestone, _ = dialogue.ParseID(values.Get("milepel"))
	return f
}
