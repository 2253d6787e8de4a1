package staff

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) mailingRoutes() []page.Route {
	const all = ofSeries + "/invitere"
	const one = all + "/{mailing}"
	return []page.Route{
		get(all, page.Reader, h.getInvite),
		post(all, page.Editor, h.postInvite),
		post(all+"/valg", page.Reader, h.postChoice),
		get(one, page.Reader, h.getMailing),
		post(one, page.Editor, h.postMailing),
		get(one+"/vis", page.Reader, h.showMailing),
		post(one+"/vis", page.Reader, h.showMailing),
		post(one+"/prove", page.Editor, h.postTrial),
		post(one+"/send", page.Editor, h.postSend),
		post(one+"/pause", page.Editor, h.moveMailing((*app.App).PauseMailing, "staff.invite.paused")),
		post(one+"/fortsett", page.Editor, h.moveMailing((*app.App).ResumeMailing, "staff.invite.resumed")),
		post(one+"/avbryt", page.Editor, h.moveMailing((*app.App).CancelMailing, "staff.invite.cancelled")),
	}
}

// getInvite is whom to invite, and what has been sent.
func (h *handlers) getInvite(w http.ResponseWriter, r *http.Request) error {
	return h.invitePage(w, r, http.StatusOK, dialogue.InviteChoice{}, nil, nil)
}

// invitePage draws the page with the choice's form as typed, and what the choice finds.
func (h *handlers) invitePage(w http.ResponseWriter, r *http.Request, status int, c dialogue.InviteChoice, typed url.Values, problems dialogue.Problems) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.InvitePage(r.Context(), h.k.Actor(r), series, c)
	if err != nil {
		return err
	}
	v := templates.InviteView{Series: h.tabOf(r, &found.Invitation, found.Now, urls.TabInvite, h.k.Printer(r).T("staff.tab.invite")), Page: found}
	v.Series.Frame.Problems = len(problems) > 0
	v.Choose = h.k.Form(r, u().StaffInvite(series, "valg")+"#valgt")
	v.Choose.ID = "v"
	v.Choose.Values = typed
	if typed == nil {
		v.Choose.Values = url.Values{"hvem": {string(dialogue.ChooseNew)}}
	}
	v.Send = h.k.Form(r, u().StaffInvite(series))
	v.Send.Values = url.Values{}
	v.Send.Problems = problems
	if len(problems) > 0 {
		v.Send.Values["units"] = typed["units"]
	}
	for _, i := range found.Chosen {
		if i.Due() && len(problems) == 0 {
			v.Send.Values.Add("units", i.Unit.Key())
		}
	}
	return h.k.Render(w, r, status, templates.StaffInvite(v))
}

// postChoice shows those that are chosen; it stores nothing, but a written list is too long for an address.
func (h *handlers) postChoice(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	return h.invitePage(w, r, http.StatusOK, choiceOf(f), f.Values, nil)
}

// choiceOf is whom to invite, as the form says it.
func choiceOf(f *form.Form) dialogue.InviteChoice {
	return dialogue.InviteChoice{
		How: form.Choice(f, "hvem", dialogue.ChooseHows[:]...), Counties: f.Values["fylker"], Office: f.Raw("embete"),
		Regions: f.IDs("regioner"), Names: f.Lines("navn", form.Optional(longList)),
	}
}

// longList is the longest written list of names, in characters: the whole country several times over.
const longList = 60_000

// postInvite prepares a sending to those that are ticked.
func (h *handlers) postInvite(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	id, err := h.a.PrepareInvitations(r.Context(), h.k.Actor(r), series, f.Values["units"])
	var problems dialogue.Problems
	switch {
	case errors.As(err, &problems):
		choice := choiceOf(f)
		if choice.How == "" {
			choice.How = dialogue.ChooseAll
			f.Values.Set("hvem", string(choice.How))
		}
		return h.invitePage(w, r, http.StatusUnprocessableEntity, choice, f.Values, problems)
	case err != nil:
		return err
	}
	return h.k.SeeOther(w, r, u().StaffMailing(series, id))
}

func (h *handlers) mailingOf(r *http.Request) (dialogue.MailingPage, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.MailingPage{}, err
	}
	mailing, err := h.k.ParamID(r, "mailing")
	if err != nil {
		return dialogue.MailingPage{}, err
	}
	return h.a.Mailing(r.Context(), h.k.Actor(r), series, mailing)
}

func (h *handlers) getMailing(w http.ResponseWriter, r *http.Request) error {
	found, err := h.mailingOf(r)
	if err != nil {
		return err
	}
	f := h.k.Form(r, u().StaffMailing(found.Invitation.Series.ID, found.Mailing.ID))
	f.Values = mailingValues(h.k.Printer(r), found)
	return h.mailingPage(w, r, http.StatusOK, found, f)
}

func (h *handlers) mailingPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.MailingPage, f templates.Form) error {
	v := templates.MailingView{Page: found, Form: f, Preview: u().StaffPreview()}
	v.Series = h.tabOf(r, &found.Invitation, found.Now, urls.TabInvite, templates.MailingTitle(h.k.Printer(r), found.Mailing))
	v.Series.Frame.Path, v.Series.Frame.Problems = u().StaffMailing(found.Invitation.Series.ID, found.Mailing.ID), len(f.Problems) > 0
	v.Form.WarnUnsaved = true
	framed(w)
	return h.k.Render(w, r, status, templates.StaffMailing(v))
}

// mailingValues are the form as it is stored; the text begins as the series'.
func mailingValues(p interface {
	Date(dialogue.Date) string
	Clock(time.Time) string
}, found dialogue.MailingPage) url.Values {
	m := found.Mailing
	values := url.Values{"version": {strconv.Itoa(m.Version)}, "when": {"now"}}
	templates.SetText(values, "letter", m.Starts(found.Invitation.Series))
	for _, id := range m.Materials {
		values.Add("materials", id.String())
	}
	if !m.SendAt.IsZero() {
		values.Set("when", "then")
		values.Set("send_on", p.Date(dialogue.DateOf(m.SendAt)))
		values.Set("send_at", p.Clock(m.SendAt))
	}
	if m.PerMinute > 0 {
		values.Set("per_minute", strconv.Itoa(m.PerMinute))
	}
	return values
}

// letterText is the longest text of a letter to those who are invited, in characters.
const letterText = 20_000

func mailingText(f *form.Form) app.MailingText {
	return app.MailingText{Letter: f.Texts("letter", form.Optional(letterText)), Materials: f.IDs("materials"), ForSeries: f.Bool("for_series")}
}

// changeMailing runs a verb with what is typed, and draws the page again with it when the verb refuses.
func (h *handlers) changeMailing(w http.ResponseWriter, r *http.Request, verb func(found dialogue.MailingPage, e app.MailingEdit, f *form.Form) (notice string, err error)) error {
	found, err := h.mailingOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	f.Near(dialogue.DateOf(found.Now))
	series, id := found.Invitation.Series.ID, found.Mailing.ID
	action := u().StaffMailing(series, id)
	notice, err := verb(found, app.MailingEdit{Series: series, Mailing: id, Version: f.Version()}, f)
	switch {
	case err == nil && f.OK():
		h.k.Notice(r, notice)
		return h.k.SeeOther(w, r, action)
	case errors.Is(err, dialogue.ErrStale), errors.Is(err, dialogue.ErrClosed):
		if found, err = h.mailingOf(r); err != nil {
			return err
		}
		if !found.Mailing.MayChange(found.Now) {
			h.k.Notice(r, h.k.Printer(r).T("problem.mailing-begun"))
			return h.k.SeeOther(w, r, action)
		}
		return h.mailingPage(w, r, http.StatusConflict, found, h.k.Stale(r, action, f, mailingValues(h.k.Printer(r), found)))
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.mailingPage(w, r, http.StatusUnprocessableEntity, found, h.k.Filled(r, action, f))
}

// postMailing stores the text and the documents.
func (h *handlers) postMailing(w http.ResponseWriter, r *http.Request) error {
	return h.changeMailing(w, r, func(_ dialogue.MailingPage, e app.MailingEdit, f *form.Form) (string, error) {
		text := mailingText(f)
		if !f.OK() {
			return "", nil
		}
		return h.k.Printer(r).T("staff.invite.saved"), h.a.SaveMailing(r.Context(), h.k.Actor(r), e, text)
	})
}

// postTrial sends who asks for it the letter as typed.
func (h *handlers) postTrial(w http.ResponseWriter, r *http.Request) error {
	return h.changeMailing(w, r, func(_ dialogue.MailingPage, e app.MailingEdit, f *form.Form) (string, error) {
		text := mailingText(f)
		if !f.OK() {
			return "", nil
		}
		if err := h.a.SaveMailing(r.Context(), h.k.Actor(r), e, text); err != nil {
			return "", err
		}
		to, err := h.a.SendTestLetter(r.Context(), h.k.Actor(r), e.Series, e.Mailing, f.ID("til", false), nil)
		return h.k.Printer(r).T("staff.invite.trial.sent", "Address", to), err
	})
}

// postSend sends now or later.
func (h *handlers) postSend(w http.ResponseWriter, r *http.Request) error {
	return h.changeMailing(w, r, func(found dialogue.MailingPage, e app.MailingEdit, f *form.Form) (string, error) {
		text := mailingText(f)
		later := form.Choice(f, "when", "now", "then") == "then"
		var at time.Time
		if later {
			at = f.Instant("send_on", "send_at", true)
			if _, _, ok := f.Clock("send_at", true); ok && f.OK() && at.Before(found.Now) {
				f.Problems.Add("send_on", "problem.mailing-past")
			}
		}
		perMinute, _ := f.Int("per_minute", false, 1, dialogue.MostPerMinute)
		if !f.OK() {
			return "", nil
		}
		notice := h.k.Printer(r).T("staff.invite.sending")
		if later {
			notice = h.k.Printer(r).T("staff.invite.scheduled", "At", at)
		}
		return notice, h.a.ScheduleMailing(r.Context(), h.k.Actor(r), e, text, at, perMinute)
	})
}

// showMailing is the letter as one of them gets it, for the frame on the page: with what is typed, or what is stored.
func (h *handlers) showMailing(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	mailing, err := h.k.ParamID(r, "mailing")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	var typed *app.MailingText
	if r.Method == http.MethodPost {
		text := mailingText(f)
		typed = &text
	}
	letter, err := h.a.PreviewMailing(r.Context(), h.k.Actor(r), series, mailing, f.ID("til", false), typed)
	if problems := (dialogue.Problems{}); errors.As(err, &problems) { // said on the page itself; the letter is shown without them
		typed.Materials = nil
		letter, err = h.a.PreviewMailing(r.Context(), h.k.Actor(r), series, mailing, f.ID("til", false), typed)
	}
	if err != nil {
		return err
	}
	return sendLetterHTML(w, letter.HTML)
}

// moveMailing pauses, resumes or cancels. One that has moved on by itself meanwhile is shown as it is.
func (h *handlers) moveMailing(verb func(*app.App, context.Context, dialogue.Actor, app.MailingEdit) error, notice string) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return h.changeMailing(w, r, func(_ dialogue.MailingPage, e app.MailingEdit, _ *form.Form) (string, error) {
			err := verb(h.a, r.Context(), h.k.Actor(r), e)
			if errors.Is(err, dialogue.ErrClosed) || errors.Is(err, dialogue.ErrStale) {
				return h.k.Printer(r).T("staff.invite.moved-on"), nil
			}
			return h.k.Printer(r).T(notice), err
		})
	}
}
