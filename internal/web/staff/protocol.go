package staff

import (
	"bytes"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// The record of a selection, with names for the organiser's archive and without for those who ask to see it.
const (
	withNames    = "med-navn"
	withoutNames = "uten-navn"
)

func (h *handlers) protocolRoutes() []page.Route {
	const all = ofSeries + "/utvalg/protokoll"
	protocol := func(names bool) page.Handler {
		return func(w http.ResponseWriter, r *http.Request) error { return h.getProtocol(w, r, names) }
	}
	file := func(names bool) page.Handler {
		return func(w http.ResponseWriter, r *http.Request) error { return h.getProtocolFile(w, r, names) }
	}
	return []page.Route{
		get(all, page.Reader, protocol(false)),
		get(all+"/"+withNames, page.Reader, protocol(true)),
		get(all+"/"+withNames+".pdf", page.Reader, file(true)),
		get(all+"/"+withoutNames+".pdf", page.Reader, file(false)),
	}
}

func (h *handlers) protocolOf(r *http.Request, names bool) (dialogue.SelectionProtocol, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.SelectionProtocol{}, err
	}
	return h.a.SelectionProtocol(r.Context(), h.k.Actor(r), series, names)
}

func (h *handlers) getProtocol(w http.ResponseWriter, r *http.Request, names bool) error {
	found, err := h.protocolOf(r, names)
	if err != nil {
		return err
	}
	p, series := h.k.Printer(r), found.Invitation.Series.ID
	v := templates.ProtocolView{
		Frame: h.under(r, &found.Invitation, p.T("staff.protocol.title"), templates.Link{Href: u().StaffTab(series, urls.TabSelection), Label: p.T("staff.tab.selection")}),
		Sheet: templates.ProtocolSheet(p, &found), Names: names,
		File: u().StaffProtocol(series, withoutNames+".pdf"), Other: u().StaffProtocol(series, withNames),
	}
	if names {
		v.File, v.Other = u().StaffProtocol(series, withNames+".pdf"), u().StaffProtocol(series)
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffProtocol(v))
}

func (h *handlers) getProtocolFile(w http.ResponseWriter, r *http.Request, names bool) error {
	found, err := h.protocolOf(r, names)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	var b bytes.Buffer
	if err := export.PDF(&b, documentOf(templates.ProtocolSheet(p, &found), p.T("staff.protocol.page"), found)); err != nil {
		return err
	}
	name := "protokoll-" + withoutNames + ".pdf"
	if names {
		name = "protokoll-" + withNames + ".pdf"
	}
	return sendFile(w, name, "application/pdf", b.Bytes())
}

// documentOf is a sheet as it is written to a file.
func documentOf(s templates.Sheet, pageWord string, found dialogue.SelectionProtocol) export.Document {
	d := export.Document{Lang: s.Lang, Title: s.Title, Author: s.Organiser, Lead: s.Lead, Footer: s.Title, Page: pageWord, At: found.Now}
	for _, part := range s.Parts {
		out := export.DocumentPart{Title: part.Title, Sub: part.Sub, Paragraphs: part.Paragraphs}
		for _, f := range part.Facts {
			out.Facts = append(out.Facts, [2]string{f.Term, f.Text})
		}
		if part.Table != nil {
			for _, c := range part.Table.Columns {
				out.Columns = append(out.Columns, export.DocumentColumn{Label: c.Label, Number: c.Number, Width: c.Width})
			}
			out.Rows = part.Table.Rows
		}
		d.Parts = append(d.Parts, out)
	}
	return d
}
