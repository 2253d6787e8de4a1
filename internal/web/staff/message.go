package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) messageRoutes() []page.Route {
	const all = ofSeries + "/brev/meldinger"
	const one = all + "/{message}"
	return []page.Route{
		get(all, page.Editor, h.getMessageChoice),
		post(all, page.Editor, h.postMessageChoice),
		get(one, page.Reader, h.getMessage),
		post(one, page.Editor, h.postMessage),
		get(one+"/vis", page.Reader, h.showMessage),
		post(one+"/vis", page.Reader, h.showMessage),
		post(one+"/prove", page.Editor, h.postMessageTrial),
		post(one+"/send", page.Editor, h.postMessageSend),
		post(one+"/avbryt", page.Editor, h.postMessageCancel),
	}
}

// getMessageChoice is whom a message can go to, those of the filter ticked.
func (h *handlers) getMessageChoice(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	return h.messageChoicePage(w, r, http.StatusOK, f, nil)
}

func (h *handlers) messageChoicePage(w http.ResponseWriter, r *http.Request, status int, f *form.Form, problems dialogue.Problems) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	choice, err := h.a.MessageChoice(r.Context(), h.k.Actor(r), series, workFilter(f))
	if err != nil {
		return err
	}
	shell := h.tabOf(r, &choice.List.Invitation, choice.List.Now, urls.TabLetters, h.k.Printer(r).T("staff.message.choose"))
	shell.Frame.Path, shell.Frame.Problems = u().StaffMessages(series), len(problems) > 0
	filter := h.k.Form(r, u().StaffMessages(series))
	filter.Values, filter.Get = f.Values, true
	send := h.k.Form(r, u().StaffMessages(series))
	send.ID, send.Values, send.Problems = "m", url.Values{}, problems
	for _, reg := range choice.Rows {
		if len(problems) == 0 {
			send.Values.Add("registrations", reg.ID.String())
		}
	}
	v := templates.MessageChoiceView{Page: choice, Send: send, WorkListView: templates.WorkListView{
		Series: shell, Frame: shell.Frame, List: choice.List, Filter: filter, MayEdit: shell.MayEdit, Here: u().StaffMessages(series)}}
	return h.k.Render(w, r, status, templates.StaffMessageChoice(v))
}

// postMessageChoice makes the draft.
func (h *handlers) postMessageChoice(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	id, err := h.a.PrepareMessage(r.Context(), h.k.Actor(r), series, f.IDs("registrations"))
	var problems dialogue.Problems
	switch {
	case errors.As(err, &problems):
		return h.messageChoicePage(w, r, http.StatusUnprocessableEntity, f, problems)
	case err != nil:
		return err
	}
	return h.k.SeeOther(w, r, u().StaffMessage(series, id))
}

func (h *handlers) messageOf(r *http.Request) (dialogue.MessagePage, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.MessagePage{}, err
	}
	message, err := h.k.ParamID(r, "message")
	if err != nil {
		return dialogue.MessagePage{}, err
	}
	return h.a.Message(r.Context(), h.k.Actor(r), series, message, h.k.Printer(r).Lang())
}

func (h *handlers) getMessage(w http.ResponseWriter, r *http.Request) error {
	found, err := h.messageOf(r)
	if err != nil {
		return err
	}
	f := h.k.Form(r, u().StaffMessage(found.Invitation.Series.ID, found.Message.ID))
	f.Values = messageValues(found)
	return h.messagePage(w, r, http.StatusOK, found, f)
}

func (h *handlers) messagePage(w http.ResponseWriter, r *http.Request, status int, found dialogue.MessagePage, f templates.Form) error {
	v := templates.MessageView{Page: found, Form: f}
	v.Series = h.tabOf(r, &found.Invitation, found.Now, urls.TabLetters, h.k.Printer(r).T("staff.message.title"))
	v.Series.Frame.Path, v.Series.Frame.Problems = u().StaffMessage(found.Invitation.Series.ID, found.Message.ID), len(f.Problems) > 0
	v.Form.WarnUnsaved = true
	framed(w)
	return h.k.Render(w, r, status, templates.StaffMessage(v))
}

// messageValues are the form as it is stored; what is not written begins as the standard.
func messageValues(found dialogue.MessagePage) url.Values {
	m := found.Message
	values := url.Values{"version": {strconv.Itoa(m.Version)}}
	if m.ToContacts {
		values.Add("to", "contacts")
	}
	if m.ToDelegates {
		values.Add("to", "delegates")
	}
	templates.SetText(values, "subject", found.Words.Subject)
	templates.SetText(values, "body", found.Words.Body)
	return values
}

func writtenMessage(f *form.Form) app.WrittenMessage {
	t := app.WrittenMessage{LetterWords: letterWords(f)}
	for _, to := range f.Values["to"] {
		t.ToContacts, t.ToDelegates = t.ToContacts || to == "contacts", t.ToDelegates || to == "delegates"
	}
	return t
}

// messageReader reads whose letter is looked at; what can't be read is the first.
func messageReader(f *form.Form) (who app.MessageReader) {
	registration, delegate, _ := strings.Cut(f.Raw("til"), ".")
	id, err := dialogue.ParseID(registration)
	if err != nil {
		return who
	}
	who.Registration = id
	if id, err := dialogue.ParseID(delegate); err == nil {
		who.Delegate = id
	}
	return who
}

// changeMessage runs a verb with what is typed, and draws the page again with it when the verb refuses.
func (h *handlers) changeMessage(w http.ResponseWriter, r *http.Request, verb func(e app.MessageEdit, t app.WrittenMessage, f *form.Form) (notice string, err error)) error {
	found, err := h.messageOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, id := found.Invitation.Series.ID, found.Message.ID
	action := u().StaffMessage(series, id)
	written := writtenMessage(f)
	var notice string
	if f.OK() {
		notice, err = verb(app.MessageEdit{Series: series, Message: id, Version: f.Version()}, written, f)
	}
	switch {
	case err == nil && f.OK():
		h.k.Notice(r, notice)
		return h.k.SeeOther(w, r, action)
	case errors.Is(err, dialogue.ErrStale), errors.Is(err, dialogue.ErrClosed):
		if found, err = h.messageOf(r); err != nil {
			return err
		}
		if found.Message.State != dialogue.MessageDraft {
			h.k.Notice(r, h.k.Printer(r).T("staff.message.moved-on"))
			return h.k.SeeOther(w, r, action)
		}
		stored := messageValues(found)
		stored["til"] = f.Values["til"] // whose letter is looked at is nobody else's
		if !f.Has("body.nb") {          // the button alone: nothing was typed
			for field, values := range stored {
				f.Values[field] = values
			}
		}
		return h.messagePage(w, r, http.StatusConflict, found, h.k.Stale(r, action, f, stored))
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.messagePage(w, r, http.StatusUnprocessableEntity, found, h.k.Filled(r, action, f))
}

func (h *handlers) postMessage(w http.ResponseWriter, r *http.Request) error {
	return h.changeMessage(w, r, func(e app.MessageEdit, t app.WrittenMessage, _ *form.Form) (string, error) {
		return h.k.Printer(r).T("staff.message.saved"), h.a.SaveMessage(r.Context(), h.k.Actor(r), e, t)
	})
}

// postMessageTrial stores the draft, and sends who asks for it the letter.
func (h *handlers) postMessageTrial(w http.ResponseWriter, r *http.Request) error {
	return h.changeMessage(w, r, func(e app.MessageEdit, t app.WrittenMessage, f *form.Form) (string, error) {
		if err := h.a.SaveMessage(r.Context(), h.k.Actor(r), e, t); err != nil {
			return "", err
		}
		to, err := h.a.SendTestMessage(r.Context(), h.k.Actor(r), e.Series, e.Message, messageReader(f), nil)
		return h.k.Printer(r).T("staff.invite.trial.sent", "Address", to), err
	})
}

func (h *handlers) postMessageSend(w http.ResponseWriter, r *http.Request) error {
	return h.changeMessage(w, r, func(e app.MessageEdit, t app.WrittenMessage, _ *form.Form) (string, error) {
		return h.k.Printer(r).T("staff.invite.sending"), h.a.StartMessage(r.Context(), h.k.Actor(r), e, t)
	})
}

// postMessageCancel discards a draft, or stops one that is being sent. One that is done meanwhile is shown as it is.
func (h *handlers) postMessageCancel(w http.ResponseWriter, r *http.Request) error {
	return h.changeMessage(w, r, func(e app.MessageEdit, _ app.WrittenMessage, _ *form.Form) (string, error) {
		return h.k.Printer(r).T("staff.message.cancelled"), h.a.CancelMessage(r.Context(), h.k.Actor(r), e)
	})
}

// showMessage is the letter as one of them gets it, for the frame on the page: with what is typed, or what is stored.
func (h *handlers) showMessage(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	message, err := h.k.ParamID(r, "message")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	var typed *app.WrittenMessage
	if r.Method == http.MethodPost {
		written := writtenMessage(f)
		typed = &written
	}
	letter, err := h.a.PreviewMessage(r.Context(), h.k.Actor(r), series, message, messageReader(f), typed)
	if f.Adopt(err) {
		var b strings.Builder
		if err := templates.Mail(templates.LetterTextProblems(h.k.Printer(r), f.Problems)).Render(r.Context(), &b); err != nil {
			return err
		}
		return sendLetterHTML(w, b.String())
	}
	if err != nil {
		return err
	}
	return sendLetterHTML(w, letter.HTML)
}
