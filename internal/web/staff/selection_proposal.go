package staff

import (
	"net/http"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// selectionFrame is the shell of a page under the tab.
func (h *handlers) selectionFrame(r *http.Request, inv *dialogue.Invitation, now time.Time, title string) templates.StaffSeriesFrame {
	return h.tabOf(r, inv, now, urls.TabSelection, title)
}

// getSelectionProposal is everybody in a proposal. A filter that names nothing shows nothing and can be changed.
func (h *handlers) getSelectionProposal(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	proposal, err := h.k.ParamID(r, "proposal")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	found, err := h.a.SelectionProposal(r.Context(), h.k.Actor(r), series, proposal)
	if err != nil {
		return err
	}
	if found.View == nil {
		return dialogue.ErrNotFound
	}
	v := templates.SelectionProposalView{SelectionView: h.selectionView(r, found), Find: selectionFilter(f)}
	v.Series.Frame.Title = h.k.Printer(r).T("staff.selection.proposal", "Number", found.View.Proposal.Number)
	v.Shown = app.ChooseUnits(found.View.Units, v.Find)
	v.Filter = h.k.Form(r, u().StaffSelectionProposal(series, proposal))
	v.Filter.Values, v.Filter.Get = f.Values, true
	return h.k.Render(w, r, http.StatusOK, templates.StaffSelectionProposal(v))
}

// selectionFilter reads the filter; what cannot be read is left out.
func selectionFilter(f *form.Form) dialogue.SelectionFilter {
	quiet := form.FromValues(f.Values)
	return dialogue.SelectionFilter{
		Outcome: dialogue.SeatState(quiet.Line("utfall", form.Optional(30))),
		Meeting: quiet.ID("mote", false),
		County:  quiet.Line("fylke", form.Optional(100)),
		Words:   quiet.Line("sok", form.Optional(200)),
		ByLot:   quiet.Raw("orden") == "lodd",
	}
}

// getComparison sets two proposals side by side.
func (h *handlers) getComparison(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	before, after := f.ID("a", true), f.ID("b", true)
	if !f.OK() {
		return dialogue.ErrNotFound
	}
	found, err := h.a.CompareProposals(r.Context(), h.k.Actor(r), series, before, after)
	if err != nil {
		return err
	}
	title := h.k.Printer(r).T("staff.selection.compare.title", "Before", found.Before.Proposal.Number, "After", found.After.Proposal.Number)
	return h.k.Render(w, r, http.StatusOK, templates.StaffSelectionComparison(templates.SelectionComparisonView{
		Series: h.selectionFrame(r, &found.Invitation, found.Now, title), Page: found,
	}))
}

// getSelectionFile is one of a draw's files, for whoever wants to do it over again.
func (h *handlers) getSelectionFile(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	draw, err := h.k.ParamID(r, "draw")
	if err != nil {
		return err
	}
	file, err := h.a.SelectionFile(r.Context(), h.k.Actor(r), series, draw, h.k.Param(r, "file"))
	if err != nil {
		return err
	}
	return sendFile(w, file.Name, file.MediaType, file.Bytes)
}
