package staff

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// seriesPart is one part of an invitation with a form of its own: how the form is filled, drawn and saved. What the parts share
// (reading, stale saves, problems, rows) is in getPart and postPart.
type seriesPart struct {
	tab    urls.Tab
	place  dialogue.Place
	rows   string // the repeated part of the form, "" for none
	most   int    // rows
	values func(e *edit) url.Values
	draw   func(v templates.EditorView) templ.Component
	save   func(e *edit, f *form.Form, at app.SeriesEdit) error
	// typed changes what was typed before it is drawn again, for the part's own buttons; done when one was pressed.
	typed func(e *edit, f *form.Form) (done bool, err error)
}

// edit is one request about one part.
type edit struct {
	h    *handlers
	r    *http.Request
	page app.EditorPage
	part seriesPart
	// meeting is whose own programme is edited; zero is the series'.
	meeting dialogue.ID
	// needsLetter: a meeting's new time or place is saved together with a letter.
	needsLetter bool
}

func (h *handlers) seriesEditorRoutes() []page.Route {
	routes := slices.Concat(h.seriesOverviewRoutes(), h.seriesMeetingRoutes(), h.seriesMaterialRoutes())
	for _, part := range []seriesPart{textPart(), rulesPart(), rolesPart(), questionsPart(), evaluationPart(), regionsPart(), programmePart(), contactsPart()} {
		pattern := "/intern/invitasjoner/{series}/" + string(part.tab)
		routes = append(routes,
			get(pattern, page.Reader, func(w http.ResponseWriter, r *http.Request) error { return h.getPart(w, r, part) }),
			post(pattern, page.Editor, func(w http.ResponseWriter, r *http.Request) error { return h.postPart(w, r, part) }))
	}
	return routes
}

// editing reads the invitation that the address names.
func (h *handlers) editing(r *http.Request, part seriesPart) (*edit, error) {
	id, err := h.k.ParamID(r, "series")
	if err != nil {
		return nil, err
	}
	e := &edit{h: h, r: r, part: part}
	if e.page, err = h.a.Editor(r.Context(), h.k.Actor(r), id); err != nil {
		return nil, err
	}
	e.page.Odd = append(e.page.Odd, oddWeekdays(&e.page.Invitation, e.page.On)...)
	if typed := r.URL.Query().Get("mote"); typed != "" {
		if e.meeting, err = dialogue.ParseID(typed); err != nil || e.page.Invitation.Meeting(e.meeting) == nil {
			return nil, dialogue.ErrNotFound
		}
	}
	return e, nil
}

func (e *edit) series() dialogue.Series { return e.page.Invitation.Series }

// action is where the part's form posts.
func (e *edit) action() string {
	action := u().StaffTab(e.series().ID, e.part.tab)
	return urls.WithQuery(action, url.Values{"mote": {e.meeting.String()}})
}

// stored is the form as it is stored, with the version it is made from.
func (e *edit) stored() url.Values {
	values := e.part.values(e)
	values.Set("version", strconv.Itoa(e.series().Version))
	return values
}

func (h *handlers) getPart(w http.ResponseWriter, r *http.Request, part seriesPart) error {
	e, err := h.editing(r, part)
	if err != nil {
		return err
	}
	return e.render(w, http.StatusOK, templates.Form{L: h.k.Printer(r), Action: e.action(), Values: e.stored()})
}

func (h *handlers) postPart(w http.ResponseWriter, r *http.Request, part seriesPart) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e, err := h.editing(r, part)
	if err != nil {
		return err
	}
	f.Near(e.page.On)
	if done, err := e.pressed(f); done || err != nil {
		if err != nil {
			return err
		}
		return e.render(w, http.StatusOK, h.k.Filled(r, e.action(), f))
	}
	dropEmptyRows(f, part.rows, part.most)
	err = part.save(e, f, app.SeriesEdit{Series: e.series().ID, Version: f.Version()})
	switch {
	case f.Adopt(err) || !f.OK():
		return e.render(w, http.StatusUnprocessableEntity, h.k.Filled(r, e.action(), f))
	case errors.Is(err, dialogue.ErrStale):
		now, err := h.editing(r, part)
		if err != nil {
			return err
		}
		return now.render(w, http.StatusConflict, h.k.Stale(r, now.action(), f, now.stored()))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.edit.saved"))
	return h.k.SeeOther(w, r, e.action())
}

// pressed carries out a button that only changes what is typed: a row more, less or higher, and the part's own.
func (e *edit) pressed(f *form.Form) (bool, error) {
	if e.part.typed != nil {
		if done, err := e.part.typed(e, f); done || err != nil {
			return done, err
		}
	}
	return rowPressed(f, e.part.rows, e.part.most), nil
}

// rowPressed carries out a button of a form's repeated part: a row more, less or higher. name "" is a form without rows.
func rowPressed(f *form.Form, name string, most int) bool {
	if name == "" {
		return false
	}
	n := f.Rows(name, most)
	at := func(button string) (int, bool) {
		i, err := strconv.Atoi(f.Raw(button))
		return i, f.Has(button) && err == nil && i >= 0 && i < n
	}
	if f.Has("add") {
		if n < most {
			f.Values.Set(form.Row(name, n, "id"), "")
		}
		return true
	}
	if i, ok := at("remove"); ok {
		removeRow(f, name, i, n)
		return true
	}
	if i, ok := at("up"); ok {
		if i > 0 {
			swapRows(f, name, i, i-1)
		}
		return true
	}
	return f.Has("remove") || f.Has("up")
}

func (e *edit) render(w http.ResponseWriter, status int, f templates.Form) error {
	f.WarnUnsaved, f.ReadOnly = true, !e.page.MayEdit
	return e.h.k.Render(w, e.r, status, e.part.draw(e.view(f)))
}

// view is what every tab of the editor shows: the form, and the findings that are mended here.
func (e *edit) view(f templates.Form) templates.EditorView {
	p := e.h.k.Printer(e.r)
	inv := e.page.Invitation
	standing := inv.Series.Standing(inv.Meetings, e.page.Now)
	v := templates.EditorView{
		S:    e.h.seriesFrame(e.r, inv.Series, standing, e.part.tab, p.T(tabTitle(e.part.tab))),
		Form: f, Inv: &inv, Use: e.page.Use, Now: e.page.Now, Meeting: e.meeting,
		Missing: e.findings(e.page.Missing), Odd: e.findings(e.page.Odd),
	}
	v.S.MayEdit = e.page.MayEdit
	for _, c := range e.page.Counties {
		v.Counties = append(v.Counties, templates.Option{Value: c.Number, Label: c.Name})
	}
	v.S.Frame.Problems = len(f.Problems) > 0
	if e.part.tab == urls.TabMaterials {
		v.Upload, v.Endings = e.upload(e.r), app.FileEndings()
	}
	if e.part.rows != "" {
		v.Rows = form.FromValues(f.Values).Rows(e.part.rows, e.part.most)
	}
	v.S.Counts = map[urls.Tab]string{}
	for _, found := range e.page.Missing {
		tab := tabOf(found.Place)
		n, _ := strconv.Atoi(v.S.Counts[tab])
		v.S.Counts[tab] = strconv.Itoa(n + 1)
	}
	return v
}

func tabTitle(tab urls.Tab) string {
	switch tab {
	case urls.TabText:
		return "staff.tab.text"
	case urls.TabMeetings:
		return "staff.tab.meetings"
	case urls.TabRegions:
		return "staff.tab.regions"
	case urls.TabProgramme:
		return "staff.tab.programme"
	case urls.TabMaterials:
		return "staff.tab.materials"
	case urls.TabContacts:
		return "staff.tab.contacts"
	case urls.TabRules:
		return "staff.tab.rules"
	case urls.TabRoles:
		return "staff.tab.roles"
	case urls.TabQuestions:
		return "staff.tab.questions"
	case urls.TabEvaluation:
		return "staff.tab.evaluation"
	}
	return "staff.tab.overview"
}

func tabOf(place dialogue.Place) urls.Tab {
	return map[dialogue.Place]urls.Tab{
		dialogue.InTexts: urls.TabText, dialogue.InRules: urls.TabRules, dialogue.InRoles: urls.TabRoles, dialogue.InMeetings: urls.TabMeetings,
		dialogue.InRegions: urls.TabRegions, dialogue.InProgramme: urls.TabProgramme, dialogue.InContacts: urls.TabContacts,
		dialogue.InMaterials: urls.TabMaterials, dialogue.InQuestions: urls.TabQuestions,
	}[place]
}

// findings says what is found, with a link to where it is mended; on a tab only what is mended there.
func (e *edit) findings(found []dialogue.Finding) []templates.Link {
	p := e.h.k.Printer(e.r)
	var links []templates.Link
	for _, f := range found {
		if e.part.place != "" && f.Place != e.part.place {
			continue
		}
		href := u().StaffTab(e.series().ID, tabOf(f.Place))
		if !f.Meeting.IsZero() && f.Place == dialogue.InMeetings {
			href = u().StaffMeeting(e.series().ID, f.Meeting)
		}
		if !f.Meeting.IsZero() && f.Place == dialogue.InProgramme {
			href = u().StaffProgrammeOf(e.series().ID, f.Meeting)
		}
		links = append(links, templates.Link{Href: href, Label: p.Problem(f.Problem)})
	}
	return links
}

// oddWeekdays finds weekdays in the prose that don't match their date; a day without a year is taken nearest to the first meeting.
func oddWeekdays(inv *dialogue.Invitation, on dialogue.Date) []dialogue.Finding {
	near := on
	for _, m := range inv.Meetings {
		if !m.StartsAt.IsZero() {
			near = dialogue.DateOf(m.StartsAt)
			break
		}
	}
	var found []dialogue.Finding
	for _, l := range [...]dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		for _, text := range inv.Series.Prose(l) {
			for _, w := range lang.FindWeekdayDates(text, near) {
				if !w.Matches() {
					name := dialogue.Text{NB: lang.For(dialogue.Bokmal).Weekday(w.Date.Weekday()), NN: lang.For(dialogue.Nynorsk).Weekday(w.Date.Weekday())}
					found = append(found, dialogue.NewFinding(dialogue.InTexts, "staff.odd.weekday", "Written", w.Written, "Date", w.Date, "Weekday", name))
				}
			}
		}
	}
	return found
}

// removeRow takes one of n rows out; those behind it move up.
func removeRow(f *form.Form, name string, i, n int) {
	for ; i+1 < n; i++ {
		swapRows(f, name, i, i+1)
	}
	prefix := name + "." + strconv.Itoa(n-1) + "."
	for field := range f.Values {
		if strings.HasPrefix(field, prefix) {
			f.Values.Del(field)
		}
	}
}

func swapRows(f *form.Form, name string, i, j int) {
	first, second := name+"."+strconv.Itoa(i)+".", name+"."+strconv.Itoa(j)+"."
	swapped := url.Values{}
	for field, values := range f.Values {
		switch {
		case strings.HasPrefix(field, first):
			field = second + strings.TrimPrefix(field, first)
		case strings.HasPrefix(field, second):
			field = first + strings.TrimPrefix(field, second)
		}
		swapped[field] = values
	}
	f.Values = swapped
}

// dropEmptyRows takes out the rows that nothing is written in, so that a field's number is the same on the page and in its problem.
// Choices and hidden values alone are nothing.
func dropEmptyRows(f *form.Form, name string, most int) {
	if name == "" {
		return
	}
	n := f.Rows(name, most)
	for i := n - 1; i >= 0; i-- {
		prefix := name + "." + strconv.Itoa(i) + "."
		written := false
		for field, values := range f.Values {
			rest, ok := strings.CutPrefix(field, prefix)
			if ok && !slices.Contains(notWritten, rest) && strings.TrimSpace(strings.Join(values, "")) != "" {
				written = true
			}
		}
		if !written {
			removeRow(f, name, i, n)
			n--
		}
	}
}

// notWritten are the fields of rows that have a value without anybody having written anything.
var notWritten = []string{"id", "scope", "audience", "meeting", "outside", "health", "retired", "meet", "kind", "per", "phase", "required", "roles"}

// postMarkdown shows how a text will look: as a fragment for the script, else as a page.
func (h *handlers) postMarkdown(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	field := f.Raw("preview")
	text := f.Raw(field)
	l, ok := dialogue.ParseLang(f.Raw("lang"))
	if at := strings.LastIndexByte(field, '.'); !ok && at >= 0 {
		l, ok = dialogue.ParseLang(field[at+1:])
	}
	if !ok {
		l = h.k.Lang(r)
	}
	said := dialogue.Text{}.Set(l, text)
	if f.Has("fragment") {
		return h.k.Render(w, r, http.StatusOK, templates.MarkdownFragment(text))
	}
	frame := h.frame(r, templates.SectionSeries, h.k.Printer(r).T("common.form.preview"))
	frame.Path = u().Staff()
	return h.k.Render(w, r, http.StatusOK, templates.MarkdownPreview(frame, said))
}
