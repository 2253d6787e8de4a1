package public

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getRegistration is the empty form, or why nothing can be sent.
func (p pages) getRegistration(w http.ResponseWriter, r *http.Request) error {
	data, err := p.formOf(r)
	if err != nil {
		return err
	}
	if openness := opennessFor(&data); !openness.Takes() {
		return p.renderClosed(w, r, data, openness, false)
	}
	if data.Invitation.Series.Rules.Identity == dialogue.ByInvitation && data.Invited == nil {
		return p.renderClosed(w, r, data, dialogue.OpenNow, true)
	}
	f := form.FromValues(url.Values{})
	f.Values.Set("submission", p.app.NewSubmission().String())
	return p.renderForm(w, r, http.StatusOK, data, f)
}

// redrawRegistration shows the form again with what was typed: a delegate more or less, or back from the check.
func (p pages) redrawRegistration(w http.ResponseWriter, r *http.Request) error {
	f, data, err := p.readRegistration(r)
	if err != nil {
		return err
	}
	form.ChangeDelegateRows(f, templates.MostRows(&data.Invitation))
	return p.renderForm(w, r, http.StatusOK, data, f)
}

// checkRegistration shows the answers before they are sent, or the form again with what must be mended.
func (p pages) checkRegistration(w http.ResponseWriter, r *http.Request) error {
	f, data, err := p.readRegistration(r)
	if err != nil {
		return err
	}
	if form.ChangeDelegateRows(f, templates.MostRows(&data.Invitation)) {
		return p.renderForm(w, r, http.StatusOK, data, f)
	}
	form.DropEmptyDelegates(f)
	q := p.request(r, f, &data)
	check, err := p.app.CheckRegistration(r.Context(), p.kit.Actor(r), data.Invitation.Series.Slug, q)
	if err != nil || !f.OK() {
		return p.answerRegistration(w, r, data, f, q, err)
	}
	frame, at := p.frame(r, &data.Invitation, p.kit.Printer(r).T("delegation.check.title")), p.addresses(r, &data)
	frame.Back = at.back
	return p.kit.Render(w, r, http.StatusOK, templates.CheckAnswers(templates.CheckView{
		Frame: frame, Check: check, Fields: fieldsOf(f.Values), Send: at.send, Change: at.form,
	}))
}

// postRegistration sends the checked answers and goes on to the page that reads the stored state.
func (p pages) postRegistration(w http.ResponseWriter, r *http.Request) error {
	f, data, err := p.readRegistration(r)
	if err != nil {
		return err
	}
	form.DropEmptyDelegates(f)
	q := p.request(r, f, &data)
	if !f.OK() {
		return p.answerRegistration(w, r, data, f, q, nil)
	}
	stored, err := p.app.Register(r.Context(), p.kit.Actor(r), data.Invitation.Series.Slug, q)
	if err != nil {
		return p.answerRegistration(w, r, data, f, q, err)
	}
	return p.kit.SeeOther(w, r, urls.Paths().RegistrationReceived(p.kit.Lang(r), data.Invitation.Series.Slug, stored.Reference))
}

// getReceived reads what was stored.
func (p pages) getReceived(w http.ResponseWriter, r *http.Request) error {
	received, err := p.app.ReceivedPage(r.Context(), p.kit.Param(r, "slug"), p.kit.Param(r, "reference"))
	if err != nil {
		return err
	}
	frame := p.frame(r, &received.Invitation, p.kit.Printer(r).T("delegation.received.title"))
	return p.kit.Render(w, r, http.StatusOK, templates.Received(templates.ReceivedView{Frame: frame, Page: received}))
}

// readRegistration reads the fields and the invitation they are for.
func (p pages) readRegistration(r *http.Request) (*form.Form, dialogue.RegistrationForm, error) {
	f, err := form.Read(r)
	if err != nil {
		return nil, dialogue.RegistrationForm{}, err
	}
	data, err := p.formOf(r)
	return f, data, err
}

// answerRegistration turns what stands in the way into the page that helps: the form with problems, or why it is closed.
func (p pages) answerRegistration(w http.ResponseWriter, r *http.Request, data dialogue.RegistrationForm, f *form.Form, q dialogue.RegistrationRequest, err error) error {
	switch {
	case errors.Is(err, dialogue.ErrClosed):
		openness := opennessFor(&data)
		if data.Invitation.Series.Rules.OnRequest {
			if !openness.Takes() {
				return p.renderClosed(w, r, data, openness, false)
			}
			f.Problems.Add("unit", "problem.request-closed") // those whom a meeting names may still come to it
			break
		}
		if mine := data.Invitation.MeetingsFor(q.Unit); data.Invitation.Series.Rules.Choice == dialogue.Assigned && len(mine) == 1 {
			openness = dialogue.OpennessOf(data.Invitation.Series, mine[0], data.Now) // there is no other to choose
		}
		if openness.Takes() { // another meeting is open: keep what was typed
			f.Problems.Add("meeting", "problem.choose-meeting")
			return p.renderFormFor(w, r, http.StatusUnprocessableEntity, data, f, q.Unit)
		}
		return p.renderClosed(w, r, data, openness, false)
	case errors.Is(err, dialogue.ErrNotInvited):
		if data.Invitation.Series.Rules.Identity == dialogue.ByInvitation || data.Invited != nil {
			return p.renderClosed(w, r, data, dialogue.OpenNow, true)
		}
		f.Problems.Add("unit", "problem.not-invited")
	case errors.Is(err, dialogue.ErrTooMany):
		f.Problems.Add("delegates.0.name", "problem.too-many", "Max", data.Invitation.Series.Rules.MaxDelegates)
	case err != nil && !f.Adopt(err):
		return err
	}
	return p.renderFormFor(w, r, http.StatusUnprocessableEntity, data, f, q.Unit)
}

func (p pages) renderForm(w http.ResponseWriter, r *http.Request, status int, data dialogue.RegistrationForm, f *form.Form) error {
	if data.Invited != nil {
		return p.renderFormFor(w, r, status, data, f, data.Invited.Unit)
	}
	return p.renderFormFor(w, r, status, data, f, dialogue.Unit{})
}

// renderFormFor draws the form. When the region decides, meetings are shown only to a unit that has several to choose among.
func (p pages) renderFormFor(w http.ResponseWriter, r *http.Request, status int, data dialogue.RegistrationForm, f *form.Form, u dialogue.Unit) error {
	inv, at := &data.Invitation, p.addresses(r, &data)
	l := p.kit.Printer(r)
	meetings := inv.MeetingsFor(u)
	if inv.Series.Rules.OnRequest || inv.Series.Rules.Choice == dialogue.Assigned && (u.Kind == "" || len(meetings) < 2 && data.Invited == nil) {
		meetings = nil
	}
	if id, err := dialogue.ParseID(f.Raw("submission")); err != nil || id.IsZero() {
		f.Values.Set("submission", p.app.NewSubmission().String())
		delete(f.Problems, "submission")
	}
	drawn := p.kit.Form(r, at.check)
	drawn.Values, drawn.Problems = f.Values, f.Problems
	title := l.T("delegation.form.title")
	var neighbours []dialogue.Unit
	if inv.Series.Rules.OnRequest {
		title, neighbours = l.T("delegation.request.title"), p.app.MayBeNeighbours(inv, data.Now)
		if data.Invited != nil { // a neighbour that a meeting names comes to that one
			meetings = inv.OpenFor(u, data.Now)
		}
		if len(meetings) > 0 {
			title = l.T("delegation.form.title")
			if f.Raw("meeting") == "" {
				f.Values.Set("meeting", meetings[0].ID.String())
			}
		}
	}
	frame := p.frame(r, inv, title)
	frame.Path, frame.Back = at.form, at.back
	frame.Problems = !f.OK()
	return p.kit.Render(w, r, status, templates.Registration(templates.RegistrationView{
		Frame: frame, Form: drawn, Invitation: inv, Now: data.Now, Invited: data.Invited,
		Units: templates.AlsoKnownAs(templates.UnitOptions(data.Units, data.Counties), data.OtherNames), Kinds: templates.KindOptions(l, inv), Homes: templates.AlsoKnownAs(templates.HomeOptions(data.Homes, data.Counties), data.OtherNames),
		Meetings:   slices.DeleteFunc(slices.Clone(meetings), func(m dialogue.Meeting) bool { return m.State == dialogue.Cancelled }),
		Neighbours: neighbours,
		Rows:       form.DelegateRows(f), Submission: f.Raw("submission"),
	}))
}

func (p pages) renderClosed(w http.ResponseWriter, r *http.Request, data dialogue.RegistrationForm, openness dialogue.Openness, notInvited bool) error {
	inv := &data.Invitation
	frame := p.frame(r, inv, p.kit.Printer(r).T("delegation.closed.title"))
	frame.Path = p.addresses(r, &data).form
	return p.kit.Render(w, r, http.StatusGone, templates.RegistrationClosed(templates.ClosedView{
		Frame: frame, Invitation: inv, Openness: openness, NotInvited: notInvited,
	}))
}

// frame is the frame of a page that belongs to one invitation.
func (p pages) frame(r *http.Request, inv *dialogue.Invitation, title string) templates.Frame {
	f := p.kit.Frame(r, title)
	f.Organiser = inv.Organiser
	f.Back = templates.Link{Href: urls.Paths().Invitation(p.kit.Lang(r), inv.Series.Slug), Label: f.L.T("delegation.received.to-invitation")}
	if r.Method == http.MethodPost {
		f.Path = "" // another language would begin with an empty form
	}
	return f
}
