package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getRegister is the form for what came by post, phone or e-mail.
func (h *handlers) getRegister(w http.ResponseWriter, r *http.Request) error {
	data, err := h.registerData(r)
	if err != nil {
		return err
	}
	f := form.FromValues(url.Values{
		"submission": {h.a.NewSubmission().String()}, "kind": {string(dialogue.Municipality)},
		"received": {h.k.Printer(r).Date(dialogue.DateOf(data.Now))},
	})
	return h.registerPage(w, r, http.StatusOK, data, f)
}

func (h *handlers) registerData(r *http.Request) (dialogue.RegistrationForm, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.RegistrationForm{}, err
	}
	return h.a.StaffRegistrationForm(r.Context(), h.k.Actor(r), series)
}

func (h *handlers) registerPage(w http.ResponseWriter, r *http.Request, status int, data dialogue.RegistrationForm, f *form.Form) error {
	inv := &data.Invitation
	action := u().StaffRegistrationNew(inv.Series.ID)
	v := templates.StaffRegisterView{
		Frame: h.under(r, inv, h.k.Printer(r).T("staff.register.title"), h.toRegistrations(r, inv.Series.ID)),
		Form:  h.k.Filled(r, action, f), Invitation: inv, Data: data,
		Units:    templates.AlsoKnownAs(templates.UnitOptions(data.Units, data.Counties), data.OtherNames),
		Homes:    templates.AlsoKnownAs(templates.HomeOptions(data.Homes, data.Counties), data.OtherNames),
		Meetings: staffMeetings(inv, dialogue.Unit{}), Rows: form.DelegateRows(f),
	}
	if inv.Series.Rules.OnRequest {
		v.Neighbours = h.a.MayBeNeighbours(inv, data.Now)
	}
	v.Form.WarnUnsaved = true
	v.Frame.Path = action
	v.Frame.Problems = !f.OK()
	return h.k.Render(w, r, status, templates.StaffRegister(v))
}

func (h *handlers) postRegister(w http.ResponseWriter, r *http.Request) error {
	data, err := h.registerData(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	if form.ChangeDelegateRows(f, templates.MostRows(&data.Invitation)) {
		return h.registerPage(w, r, http.StatusOK, data, f)
	}
	form.DropEmptyDelegates(f)
	f.Near(dialogue.DateOf(data.Now))
	q := registerRequest(f, &data.Invitation)
	var stored dialogue.Registration
	if f.OK() {
		stored, err = h.a.Register(r.Context(), h.k.Actor(r), data.Invitation.Series.Slug, q)
	}
	switch {
	case err == nil && f.OK():
		notice := h.k.Printer(r).T("staff.register.saved", "Reference", stored.Reference)
		if stored.State == dialogue.Proposal {
			notice = h.k.Printer(r).T("staff.register.saved-proposal", "Reference", stored.Reference)
		}
		h.k.Notice(r, notice)
		return h.k.SeeOther(w, r, u().StaffRegistration(data.Invitation.Series.ID, stored.ID))
	case errors.Is(err, dialogue.ErrTooMany):
		f.Problems.Add("delegates.0.name", "problem.too-many", "Max", data.Invitation.Series.Rules.MaxDelegates)
	case errors.Is(err, dialogue.ErrClosed):
		f.Problems.Add("", "problem.series-not-open")
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.registerPage(w, r, http.StatusUnprocessableEntity, data, f)
}

// registerRequest reads the form. The channel is never the web: staff's own are active at once and know no deadline.
func registerRequest(f *form.Form, inv *dialogue.Invitation) dialogue.RegistrationRequest {
	s := inv.Series
	q := dialogue.RegistrationRequest{
		Submission: f.ID("submission", true),
		Channel:    form.Choice(f, "channel", dialogue.ByPost, dialogue.ByPhone, dialogue.ByEmail),
		ReceivedOn: f.Date("received", true),
		LateReason: f.Line("late_reason", form.Optional(dialogue.MaxLine)),
		Contact:    contactOf(f),
		Comment:    f.Lines("comment", form.Optional(dialogue.MaxComment)),
		Lang:       s.Lang,
		Meeting:    f.ID("meeting", false),

		Municipality: f.Raw("municipality"),
	}
	switch form.Choice(f, "kind", dialogue.Municipality, dialogue.Organisation, dialogue.Person) {
	case dialogue.Person:
		q.Unit.Kind = dialogue.Person
	case dialogue.Organisation:
		q.Unit = dialogue.Unit{Kind: dialogue.Organisation, Name: f.Line("organisation", form.Required(dialogue.MaxLine))}
	default:
		kind, number, _ := strings.Cut(f.Raw("unit"), ":")
		if k := dialogue.UnitKind(kind); k.Official() {
			q.Unit = dialogue.Unit{Kind: k, Number: number}
		}
	}
	if s.Rules.Choice == dialogue.Ranked {
		q.Wishes, q.IfNotAll = form.Wishes(f), form.IfNotAll(f)
	}
	if s.Rules.OnRequest {
		q.Wish = form.Wish(f)
		if form.NoDelegates(f) {
			q.Answers = form.Answers(f, inv, nil)
			return q
		}
	}
	for n := range form.DelegateRows(f) {
		q.Delegates = append(q.Delegates, form.Delegate(f, n))
	}
	q.Answers = form.Answers(f, inv, q.Delegates)
	return q
}
