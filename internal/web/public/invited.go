package public

import (
	"errors"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getInvited shows what the unit is invited to. Mail scanners open it too: it changes nothing.
func (p pages) getInvited(w http.ResponseWriter, r *http.Request) error {
	return p.renderInvited(w, r, false)
}

// postInvited goes on to the form. It proves nothing about who pressed the button.
func (p pages) postInvited(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	err := p.app.StartByLink(r.Context(), token)
	if errors.Is(err, dialogue.ErrClosed) {
		return p.kit.SeeOther(w, r, urls.Paths().Invited(p.kit.Lang(r), token)) // which tells why
	}
	if err != nil {
		return err
	}
	return p.kit.SeeOther(w, r, urls.Paths().InvitedRegistration(p.kit.Lang(r), token))
}

// postInvitedSignIn mails a sign-in link to whoever has registered the unit.
func (p pages) postInvitedSignIn(w http.ResponseWriter, r *http.Request) error {
	if err := p.app.SignInByLink(r.Context(), p.kit.Param(r, "token")); err != nil {
		return err
	}
	return p.renderInvited(w, r, true)
}

func (p pages) renderInvited(w http.ResponseWriter, r *http.Request, sent bool) error {
	token := p.kit.Param(r, "token")
	invited, err := p.app.InvitedPage(r.Context(), token)
	if err != nil {
		return err
	}
	frame := p.invitedFrame(r, &invited, p.kit.Printer(r).Text(invited.Invitation.Series.Texts.Title))
	frame.Path = urls.Paths().Invited(p.kit.Lang(r), token)
	return p.kit.Render(w, r, http.StatusOK, templates.Invited(templates.InvitedView{Frame: frame, Page: invited, Token: token, Sent: sent}))
}

// invitedFrame is the frame of a page behind a personal link.
func (p pages) invitedFrame(r *http.Request, invited *dialogue.InvitedPage, title string) templates.Frame {
	f := p.kit.Frame(r, title)
	f.Organiser = invited.Invitation.Organiser
	return f
}

// getDecline is the form for answering no, unless the unit is registered or too late: the link's own page says so.
func (p pages) getDecline(w http.ResponseWriter, r *http.Request) error {
	invited, err := p.app.InvitedPage(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	if !invited.Open || invited.Answer == dialogue.AnswerRegistered {
		return p.kit.SeeOther(w, r, urls.Paths().Invited(p.kit.Lang(r), p.kit.Param(r, "token")))
	}
	return p.renderDecline(w, r, http.StatusOK, invited, form.FromValues(nil))
}

// postDecline has a letter sent that asks for a click, and says so. The same form again is answered alike.
func (p pages) postDecline(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	token := p.kit.Param(r, "token")
	invited, err := p.app.InvitedPage(r.Context(), token)
	if err != nil {
		return err
	}
	q := dialogue.DeclineRequest{
		Submission: f.ID("submission", true), Lang: p.kit.Lang(r),
		Name: f.Line("name", form.Required(dialogue.MaxName)), Email: f.Email("email", true), Reason: f.Lines("reason", form.Optional(dialogue.MaxReason)),
	}
	if f.OK() {
		_, err = p.app.DeclineByLink(r.Context(), token, q)
	}
	switch {
	case errors.Is(err, dialogue.ErrDuplicate), errors.Is(err, dialogue.ErrClosed):
		return p.kit.SeeOther(w, r, urls.Paths().Invited(p.kit.Lang(r), token)) // which tells how it stands
	case err != nil && !f.Adopt(err):
		return err
	case !f.OK():
		return p.renderDecline(w, r, http.StatusUnprocessableEntity, invited, f)
	}
	return p.kit.SeeOther(w, r, urls.Paths().InvitedDeclineSent(p.kit.Lang(r), token))
}

// getDeclineSent says what to do now. It knows nothing of who answered.
func (p pages) getDeclineSent(w http.ResponseWriter, r *http.Request) error {
	invited, err := p.app.InvitedPage(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	frame := p.invitedFrame(r, &invited, p.kit.Printer(r).T("public.decline.sent.title"))
	return p.kit.Render(w, r, http.StatusOK, templates.DeclineSent(templates.DeclineSentView{Frame: frame, Page: invited}))
}

func (p pages) renderDecline(w http.ResponseWriter, r *http.Request, status int, invited dialogue.InvitedPage, f *form.Form) error {
	l, token := p.kit.Printer(r), p.kit.Param(r, "token")
	address := urls.Paths().InvitedDecline(l.Lang(), token)
	if id, err := dialogue.ParseID(f.Raw("submission")); err != nil || id.IsZero() {
		f.Values.Set("submission", p.app.NewSubmission().String())
		delete(f.Problems, "submission")
	}
	frame := p.invitedFrame(r, &invited, l.T("public.decline.title.short"))
	frame.Path, frame.Problems = address, !f.OK()
	frame.Back = templates.Link{Href: urls.Paths().Invited(l.Lang(), token), Label: l.T("delegation.received.to-invitation")}
	return p.kit.Render(w, r, status, templates.DeclineForm(templates.DeclineFormView{
		Frame: frame, Page: invited, Form: p.kit.Filled(r, address, f), Submission: f.Raw("submission"),
	}))
}

// getDeclineLink shows the button of the letter's link, or what became of the no.
func (p pages) getDeclineLink(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	declined, err := p.app.CheckDeclineLink(r.Context(), token)
	if err != nil {
		return err
	}
	frame := p.kit.Frame(r, p.kit.Printer(r).T("public.decline.title.short"))
	frame.Organiser = declined.Invitation.Organiser
	return p.kit.Render(w, r, http.StatusOK, templates.DeclineLink(templates.DeclineView{Frame: frame, Page: declined,
		Action: urls.Paths().DeclineConfirm(p.kit.Lang(r), token)}))
}

// postDeclineLink uses the link, and goes on to what it then shows.
func (p pages) postDeclineLink(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	err := p.app.ConfirmDecline(r.Context(), token)
	if errors.Is(err, dialogue.ErrUsed) {
		_, err = p.app.CheckDeclineLink(r.Context(), token) // used already, or no link of ours
	}
	if err != nil {
		return err
	}
	return p.kit.SeeOther(w, r, urls.Paths().DeclineConfirm(p.kit.Lang(r), token))
}
