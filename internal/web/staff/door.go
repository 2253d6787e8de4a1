package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// doorRoutes are the day itself. Whoever stands at the door may be a reader: noting who comes changes no invitation and no place.
func (h *handlers) doorRoutes() []page.Route {
	const tab, list = ofSeries + "/dagen", ofSeries + "/dagen/{meeting}"
	return []page.Route{
		get(tab, page.Reader, h.getDoors),
		get(list, page.Reader, h.getDoor),
		post(list+"/mott", page.Reader, h.postCame),
		post(list+"/angre", page.Reader, h.postUndo),
		get(list+"/uten-pamelding", page.Reader, h.getWalkIn),
		post(list+"/uten-pamelding", page.Reader, h.postWalkIn),
		post(list+"/fjern", page.Reader, h.postRemoveWalkIn),
		get(list+"/innskriving", page.Reader, h.getSignSheet),
		get(list+"/innskriving.pdf", page.Reader, h.getSignSheetPDF),
		get(list+"/navneskilt", page.Reader, h.getBadges),
		get(list+"/navneskilt.pdf", page.Reader, h.getBadgesPDF),
		get("/intern/innsjekk/{code}", page.StartLink, h.getAtCode),
		post("/intern/innsjekk/{code}", page.Reader, h.postAtCode),
	}
}

func (h *handlers) getDoors(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	day, err := h.a.DoorDay(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffDoors(templates.DoorsView{
		S: h.tabOf(r, &day.Invitation, day.Now, urls.TabDoor, h.k.Printer(r).T("staff.tab.door")), Day: day}))
}

// door is the list that the address names.
func (h *handlers) door(r *http.Request) (dialogue.Door, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.Door{}, err
	}
	meeting, err := h.k.ParamID(r, "meeting")
	if err != nil {
		return dialogue.Door{}, err
	}
	return h.a.Door(r.Context(), h.k.Actor(r), series, meeting)
}

// doorFrame is the frame of a page about one meeting's day: small, for it is read on a phone.
func (h *handlers) doorFrame(r *http.Request, d *dialogue.Door, title string) templates.Frame {
	f := h.frame(r, templates.SectionSeries, title)
	f.Crumbs = []templates.Link{{Href: u().StaffTab(d.Invitation.Series.ID, urls.TabDoor), Label: h.k.Printer(r).T("staff.tab.door")}}
	return f
}

// doorPage is the frame of a page beside the list.
func (h *handlers) doorPage(r *http.Request, d *dialogue.Door, title string) templates.Frame {
	f := h.doorFrame(r, d, title)
	f.Crumbs = append(f.Crumbs, templates.Link{Href: u().StaffDoor(d.Invitation.Series.ID, d.Meeting.ID), Label: templates.MeetingInRegion(h.k.Printer(r), &d.Invitation, d.Meeting)})
	return f
}

func (h *handlers) getDoor(w http.ResponseWriter, r *http.Request) error {
	d, err := h.door(r)
	if err != nil {
		return err
	}
	f := form.FromValues(r.URL.Query())
	filter := dialogue.DoorFilter{Words: strings.TrimSpace(f.Line("sok", form.Optional(200))), Missing: f.Bool("mangler")}
	return h.k.Render(w, r, http.StatusOK, templates.StaffDoor(templates.DoorView{
		Frame: h.doorFrame(r, &d, templates.MeetingInRegion(h.k.Printer(r), &d.Invitation, d.Meeting)),
		Door:  d, Groups: h.a.FindAtDoor(d, filter), Filter: filter, Focus: f.Has("fokus"),
	}))
}

// postCame checks somebody in. Who was found by a search is followed by the next search; else the reader stays in the list.
func (h *handlers) postCame(w http.ResponseWriter, r *http.Request) error {
	series, meeting, f, err := h.atDoor(r)
	if err != nil {
		return err
	}
	who, done, err := h.a.CheckIn(r.Context(), h.k.Actor(r), series, meeting, f.ID("seat", true))
	if err != nil {
		return err
	}
	if f.Raw("sok") != "" {
		h.sayCame(r, who, done)
		return h.k.SeeOther(w, r, u().StaffDoor(series, meeting)+"?fokus=1")
	}
	if !done {
		h.sayCame(r, who, done)
	}
	return h.k.SeeOther(w, r, u().StaffDoor(series, meeting)+"#"+templates.DoorRow(who))
}

// atDoor is the meeting that the address names, and the form that was sent.
func (h *handlers) atDoor(r *http.Request) (series, meeting dialogue.ID, f *form.Form, err error) {
	if series, err = h.k.ParamID(r, "series"); err != nil {
		return series, meeting, nil, err
	}
	if meeting, err = h.k.ParamID(r, "meeting"); err != nil {
		return series, meeting, nil, err
	}
	f, err = form.Read(r)
	return series, meeting, f, err
}

// sayCame tells who has come, and when somebody else came before with the same.
func (h *handlers) sayCame(r *http.Request, who dialogue.Attendee, done bool) {
	p := h.k.Printer(r)
	key := "staff.door.notice"
	switch {
	case !done && who.CheckedInBy == "":
		key = "staff.door.notice.already"
	case !done:
		key = "staff.door.notice.by"
	}
	h.k.Notice(r, p.T(key, "Name", who.Name, "Clock", p.Clock(who.CheckedInAt), "By", who.CheckedInBy))
}

func (h *handlers) postUndo(w http.ResponseWriter, r *http.Request) error {
	series, meeting, f, err := h.atDoor(r)
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseInt(f.Raw("seen"), 10, 64) // what is no number is no check-in that anybody has seen
	who, done, err := h.a.UndoCheckIn(r.Context(), h.k.Actor(r), series, meeting, f.ID("seat", true), dialogue.CheckInMark(seen))
	if err != nil {
		return err
	}
	if !done && who.Came() { // somebody else has taken it back and checked in anew
		h.sayCame(r, who, false)
	}
	return h.k.SeeOther(w, r, u().StaffDoor(series, meeting)+"#"+templates.DoorRow(who))
}

func (h *handlers) getWalkIn(w http.ResponseWriter, r *http.Request) error {
	d, err := h.door(r)
	if err != nil {
		return err
	}
	f := form.FromValues(url.Values{"submission": {h.a.NewSubmission().String()}, "name": {form.FromValues(r.URL.Query()).Line("name", form.Optional(dialogue.MaxLine))}})
	return h.walkInPage(w, r, http.StatusOK, d, f)
}

func (h *handlers) walkInPage(w http.ResponseWriter, r *http.Request, status int, d dialogue.Door, f *form.Form) error {
	action := u().StaffDoor(d.Invitation.Series.ID, d.Meeting.ID, "uten-pamelding")
	p := h.k.Printer(r)
	v := templates.WalkInView{Frame: h.doorPage(r, &d, p.T("staff.door.walk-in")), Form: h.k.Filled(r, action, f), Door: d,
		MayEdit: h.k.Actor(r).MayEdit(d.Invitation.Organiser.ID)}
	for _, unit := range h.a.DoorUnits(d) {
		option := templates.Option{Value: unit.Key(), Label: unit.Name}
		if !unit.Kind.Official() {
			option.Value = unit.ID.String()
		}
		v.Units = append(v.Units, option)
	}
	v.Frame.Path, v.Frame.Problems = action, !f.OK()
	return h.k.Render(w, r, status, templates.StaffWalkIn(v))
}

func (h *handlers) postWalkIn(w http.ResponseWriter, r *http.Request) error {
	d, err := h.door(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	in := dialogue.WalkIn{
		Submission: f.ID("submission", true), Name: f.Line("name", form.Required(dialogue.MaxLine)), From: f.Line("from", form.Optional(dialogue.MaxLine)),
		Position: f.Line("position", form.Optional(dialogue.MaxLine)), Email: f.Email("email", false), Reason: f.Line("reason", form.Optional(dialogue.MaxLine)),
	}
	if kind, number, official := strings.Cut(f.Raw("unit"), ":"); official {
		in.Unit = dialogue.Unit{Kind: dialogue.UnitKind(kind), Number: number}
	} else if kind != "" {
		in.Unit.ID = f.ID("unit", false)
	}
	if f.OK() {
		err = h.a.AddWalkIn(r.Context(), h.k.Actor(r), d.Invitation.Series.ID, d.Meeting.ID, in)
		if err == nil {
			h.k.Notice(r, h.k.Printer(r).T("staff.door.walk-in.notice", "Name", in.Name))
			return h.k.SeeOther(w, r, u().StaffDoor(d.Invitation.Series.ID, d.Meeting.ID)+"?fokus=1")
		}
	}
	if err != nil && !f.Adopt(err) {
		return err
	}
	return h.walkInPage(w, r, http.StatusUnprocessableEntity, d, f)
}

func (h *handlers) postRemoveWalkIn(w http.ResponseWriter, r *http.Request) error {
	series, meeting, f, err := h.atDoor(r)
	if err != nil {
		return err
	}
	if err := h.a.RemoveWalkIn(r.Context(), h.k.Actor(r), series, meeting, f.ID("walk_in", true)); err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.door.removed"))
	return h.k.SeeOther(w, r, u().StaffDoor(series, meeting))
}

// getAtCode is what a camera at the door opens. The organiser's staff see whom the code belongs to; everybody else is told to show it.
func (h *handlers) getAtCode(w http.ResponseWriter, r *http.Request) error {
	p, code := h.k.Printer(r), h.k.Param(r, "code")
	if h.k.Actor(r).Kind != dialogue.StaffActor {
		signIn := urls.WithQuery(u().StaffSignIn(), url.Values{"til": {u().StaffCheckIn(code)}})
		return h.k.Render(w, r, http.StatusOK, templates.ShowAtDoor(h.k.Frame(r, p.T("staff.door.show.title")), signIn))
	}
	d, who, err := h.a.AtCode(r.Context(), h.k.Actor(r), code)
	if errors.Is(err, dialogue.ErrNotFound) {
		return h.k.Render(w, r, http.StatusNotFound, templates.StaffNoCode(h.frame(r, templates.SectionSeries, p.T("staff.door.no-code"))))
	}
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffAtCode(templates.AtCodeView{Frame: h.doorPage(r, &d, who.Name), Door: d, Who: who}))
}

// postAtCode checks in whom the code belongs to, and goes on to the list, ready for the next.
func (h *handlers) postAtCode(w http.ResponseWriter, r *http.Request) error {
	d, who, err := h.a.AtCode(r.Context(), h.k.Actor(r), h.k.Param(r, "code"))
	if err != nil {
		return err
	}
	series, meeting := d.Invitation.Series.ID, d.Meeting.ID
	who, done, err := h.a.CheckIn(r.Context(), h.k.Actor(r), series, meeting, who.Seat)
	if err != nil {
		return err
	}
	h.sayCame(r, who, done)
	return h.k.SeeOther(w, r, u().StaffDoor(series, meeting)+"?fokus=1")
}
