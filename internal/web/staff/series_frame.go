package staff

import (
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// seriesFrame is the frame of a page about one series: handlers pass it to templates.StaffSeries. title is the page's own; a
// page under a tab names the tab it belongs to and may set Frame.Back.
func (h *handlers) seriesFrame(r *http.Request, s dialogue.Series, standing dialogue.Standing, tab urls.Tab, title string) templates.StaffSeriesFrame {
	frame := h.frame(r, templates.SectionSeries, title)
	frame.Crumbs = []templates.Link{{Href: u().Staff(), Label: h.k.Printer(r).T("staff.start.title")}}
	if r.Method != http.MethodGet {
		frame.Path = u().StaffTab(s.ID, tab)
	}
	actor := h.k.Actor(r)
	return templates.StaffSeriesFrame{Frame: frame, Series: s, Standing: standing, Tab: tab, MayEdit: actor.MayEdit(s.Organiser)}
}
