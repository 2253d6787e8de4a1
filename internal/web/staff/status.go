package staff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) statusRoutes() []page.Route {
	const status = ofSeries + "/status"
	return []page.Route{
		get(status, page.Reader, h.getStatus),
		get(status+"/utskrift", page.Reader, h.getStatusPrint),
		get(status+"/liste.csv", page.Reader, h.getStatusCSV),
		get(status+"/liste.xlsx", page.Reader, h.getStatusXLSX),
		post(status+"/minn", page.Editor, h.postRemindSilent),
		post(status+"/paminninger", page.Editor, h.postReminders),
	}
}

// getStatus is the board. A filter that names nothing is no error: it shows nothing and can be changed.
func (h *handlers) getStatus(w http.ResponseWriter, r *http.Request) error {
	return h.status(w, r, http.StatusOK, nil)
}

// status draws the board; remind is the form of the automatic reminders when it has been refused.
func (h *handlers) status(w http.ResponseWriter, r *http.Request, status int, remind *templates.Form) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	if remind != nil {
		f.Values = url.Values{} // what was posted is no filter
	}
	board, err := h.board(r, boardFilter(f))
	if err != nil {
		return err
	}
	series := board.Invitation.Series
	v := templates.StatusView{Board: board, Series: h.tabOf(r, &board.Invitation, board.Now, urls.TabStatus, h.k.Printer(r).T("staff.tab.status"))}
	v.MayEdit = v.Series.MayEdit && series.State == dialogue.Published && series.ErasedAt.IsZero()
	v.Filter = h.k.Form(r, u().StaffTab(series.ID, urls.TabStatus))
	v.Filter.Values, v.Filter.Get = f.Values, true
	if remind == nil {
		stored := templates.Form{L: h.k.Printer(r), Action: u().StaffReminders(series.ID), Values: reminderValues(series)}
		remind = &stored
	}
	v.Remind = *remind
	v.Remind.ID = "f-paminninger"
	v.Series.Frame.Problems = len(v.Remind.Problems) > 0
	return h.k.Render(w, r, status, templates.StaffStatus(v))
}

func (h *handlers) board(r *http.Request, f dialogue.BoardFilter) (dialogue.StatusBoard, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.StatusBoard{}, err
	}
	return h.a.StatusBoard(r.Context(), h.k.Actor(r), series, f)
}

// boardFilter reads the filter; what cannot be read is left out.
func boardFilter(f *form.Form) dialogue.BoardFilter {
	quiet := form.FromValues(f.Values)
	return dialogue.BoardFilter{
		Mark:   dialogue.BoardMark(quiet.Line("tilstand", form.Optional(30))),
		Region: quiet.ID("region", false),
		County: quiet.Line("fylke", form.Optional(10)),
		Words:  quiet.Line("sok", form.Optional(200)),
	}
}

func reminderValues(s dialogue.Series) url.Values {
	values := url.Values{"version": {strconv.Itoa(s.Version)}}
	for _, d := range s.Reminders {
		values.Add("reminders", strconv.Itoa(d))
	}
	return values
}

// postRemindSilent makes the draft of a reminder and leads to it. When nobody is silent any more, the board says so.
func (h *handlers) postRemindSilent(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	mailing, err := h.a.RemindSilent(r.Context(), h.k.Actor(r), series)
	if errors.Is(err, dialogue.ErrClosed) {
		h.k.Notice(r, h.k.Printer(r).T("staff.status.remind.nobody"))
		return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabStatus))
	}
	if err != nil {
		return err
	}
	return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabInvite, mailing.String()))
}

func (h *handlers) postReminders(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	var days []int
	for _, typed := range f.Values["reminders"] {
		day, err := strconv.Atoi(typed)
		if err != nil {
			return page.ErrBadRequest
		}
		days = append(days, day)
	}
	err = h.a.SetReminders(r.Context(), h.k.Actor(r), app.SeriesEdit{Series: series, Version: f.Version()}, days)
	switch {
	case errors.Is(err, dialogue.ErrStale):
		found, err := h.invitationOf(r)
		if err != nil {
			return err
		}
		stale := h.k.Stale(r, u().StaffReminders(series), f, reminderValues(found.Invitation.Series))
		return h.status(w, r, http.StatusConflict, &stale)
	case err != nil && f.Adopt(err):
		filled := h.k.Filled(r, u().StaffReminders(series), f)
		return h.status(w, r, http.StatusUnprocessableEntity, &filled)
	case err != nil:
		return err
	}
	done := "staff.status.days.saved"
	if len(days) == 0 {
		done = "staff.status.days.off"
	}
	h.k.Notice(r, h.k.Printer(r).T(done))
	return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabStatus))
}

func (h *handlers) getStatusPrint(w http.ResponseWriter, r *http.Request) error {
	board, err := h.board(r, dialogue.BoardFilter{})
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	frame := h.under(r, &board.Invitation, p.T("staff.status.print"), templates.Link{Href: u().StaffTab(board.Invitation.Series.ID, urls.TabStatus), Label: p.T("staff.tab.status")})
	return h.k.Render(w, r, http.StatusOK, templates.StaffStatusProof(templates.StatusProofView{Frame: frame, Board: board}))
}

func (h *handlers) getStatusCSV(w http.ResponseWriter, r *http.Request) error {
	return h.statusFile(w, r, "csv", "text/csv; charset=utf-8", func(w io.Writer, board dialogue.StatusBoard) error {
		return export.CSV(w, statusTable(h.k.Printer(r), board))
	})
}

// getStatusXLSX has a sheet with the units and one with every letter.
func (h *handlers) getStatusXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.statusFile(w, r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", func(w io.Writer, board dialogue.StatusBoard) error {
		p := h.k.Printer(r)
		return export.XLSX(w, []export.Table{statusTable(p, board), statusLetters(p, board)})
	})
}

// statusFile writes the audit line first, then the file. It is made whole before the first byte is sent.
func (h *handlers) statusFile(w http.ResponseWriter, r *http.Request, format, kind string, write func(io.Writer, dialogue.StatusBoard) error) error {
	board, err := h.board(r, dialogue.BoardFilter{})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, board); err != nil {
		return err
	}
	series := board.Invitation.Series
	if err := h.a.NoteStatusExport(r.Context(), h.k.Actor(r), series.ID, format, len(board.Rows)); err != nil {
		return err
	}
	return sendFile(w, fmt.Sprintf("status-%s-%s.%s", series.Slug, dialogue.DateOf(board.Now), format), kind, b.Bytes())
}
