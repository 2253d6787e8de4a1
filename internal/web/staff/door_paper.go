package staff

import (
	"bytes"
	"io"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/templates"
)

// spareRows are the empty rows at the end of a sheet to sign, for those who are not on it.
const spareRows = 6

func (h *handlers) doorPaper(r *http.Request, title string) (templates.DoorPaperView, error) {
	d, err := h.door(r)
	if err != nil {
		return templates.DoorPaperView{}, err
	}
	p := h.k.Printer(r)
	meeting := templates.MeetingInRegion(p, &d.Invitation, d.Meeting)
	v := templates.DoorPaperView{Frame: h.doorPage(r, &d, p.T(title)+", "+meeting), Door: d, Cards: templates.DoorCards(p, d)}
	return v, nil
}

func (h *handlers) getSignSheet(w http.ResponseWriter, r *http.Request) error {
	v, err := h.doorPaper(r, "staff.door.sheet")
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffSignSheet(v))
}

func (h *handlers) getBadges(w http.ResponseWriter, r *http.Request) error {
	v, err := h.doorPaper(r, "staff.door.badges")
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffBadges(v))
}

func (h *handlers) getSignSheetPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := h.doorPaper(r, "staff.door.sheet")
	if err != nil {
		return err
	}
	p, d := h.k.Printer(r), v.Door
	sheet := export.DocumentPart{Tall: 10, Columns: []export.DocumentColumn{
		{Label: p.T("staff.field.name"), Width: 5}, {Label: p.T("staff.field.unit"), Width: 4}, {Label: p.T("staff.field.position"), Width: 4},
		{Label: p.T("staff.participants.column.sign"), Width: 5},
	}}
	for _, c := range v.Cards {
		sheet.Rows = append(sheet.Rows, []string{c.Name, c.Unit, c.Position, ""})
	}
	for range spareRows {
		sheet.Rows = append(sheet.Rows, make([]string, len(sheet.Columns)))
	}
	document := export.Document{Lang: p.Lang(), Title: v.Frame.Title, Author: p.Text(d.Invitation.Organiser.Name), At: d.Now,
		Lead: []string{p.Text(d.Invitation.Series.Texts.Title), p.WeekdaySpan(d.Meeting.StartsAt, d.Meeting.EndsAt)},
		Page: p.T("staff.door.page"), Footer: v.Frame.Title, Parts: []export.DocumentPart{sheet}}
	return h.doorFile(w, r, v, "innskriving", func(w io.Writer) error { return export.PDF(w, document) })
}

func (h *handlers) getBadgesPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := h.doorPaper(r, "staff.door.badges")
	if err != nil {
		return err
	}
	p, d := h.k.Printer(r), v.Door
	badges := export.Badges{Lang: p.Lang(), Title: v.Frame.Title, Author: p.Text(d.Invitation.Organiser.Name), At: d.Now,
		Event: p.Text(d.Invitation.Series.Texts.Title) + " · " + templates.MeetingInRegion(p, &d.Invitation, d.Meeting)}
	for _, c := range v.Cards {
		badges.Cards = append(badges.Cards, export.Badge(c))
	}
	return h.doorFile(w, r, v, "navneskilt", badges.PDF)
}

// doorFile hands out a sheet with names; the audit line is written first.
func (h *handlers) doorFile(w http.ResponseWriter, r *http.Request, v templates.DoorPaperView, what string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	d := v.Door
	if err := h.a.NoteExport(r.Context(), h.k.Actor(r), d.Invitation.Series.ID, d.Meeting.ID, what+".pdf", len(v.Cards)); err != nil {
		return err
	}
	name := what + "-" + d.Invitation.Series.Slug
	if !d.Meeting.StartsAt.IsZero() {
		name += "-" + dialogue.DateOf(d.Meeting.StartsAt).String()
	}
	return sendFile(w, name+".pdf", "application/pdf", b.Bytes())
}
