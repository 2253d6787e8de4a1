package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) answersRoutes() []page.Route {
	const all = ofSeries + "/utvalg/svar"
	return []page.Route{
		get(all, page.Reader, h.getAnswers),
		post(all, page.Editor, h.postAnswers),
		get(all+"/vis", page.Reader, h.showAnswer),
		get(all+"/tekster/{meeting}", page.Editor, h.getLetterTexts),
		post(all+"/tekster/{meeting}", page.Editor, h.postLetterTexts),
	}
}

func (h *handlers) answersOf(r *http.Request) (dialogue.AnswersPage, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.AnswersPage{}, err
	}
	return h.a.Answers(r.Context(), h.k.Actor(r), series)
}

// getAnswers shows what will be sent, and once it is sent how far it has come.
func (h *handlers) getAnswers(w http.ResponseWriter, r *http.Request) error {
	found, err := h.answersOf(r)
	if err != nil {
		return err
	}
	return h.answersPage(w, r, http.StatusOK, found, nil)
}

func (h *handlers) answersPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.AnswersPage, problems dialogue.Problems) error {
	series := found.Invitation.Series.ID
	shell := h.tabOf(r, &found.Invitation, found.Now, urls.TabSelection, h.k.Printer(r).T("staff.answers.title"))
	shell.Frame.Path = u().StaffAnswers(series)
	shell.Frame.Problems = len(problems) > 0
	send := h.k.Form(r, u().StaffAnswers(series))
	send.Problems = problems
	choose := h.k.Form(r, u().StaffAnswers(series, "vis"))
	choose.ID, choose.Get = "v", true
	framed(w)
	return h.k.Render(w, r, status, templates.StaffAnswers(templates.AnswersView{Series: shell, Page: found, Form: send, Choose: choose}))
}

// postAnswers sends them all. A second click, or a colleague's, finds them sent and leads to how far they have come.
func (h *handlers) postAnswers(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e := app.SelectionEdit{Series: series, Selection: f.ID("selection", true), Version: f.Version()}
	sent, err := h.a.SendAnswers(r.Context(), h.k.Actor(r), e, f.ID("proposal", true))
	p := h.k.Printer(r)
	var problems dialogue.Problems
	switch {
	case err == nil:
		h.k.Notice(r, p.N("staff.answers.sent", sent))
		return h.k.SeeOther(w, r, u().StaffAnswers(series))
	case errors.Is(err, dialogue.ErrClosed):
		h.k.Notice(r, p.T("staff.answers.sent-already"))
		return h.k.SeeOther(w, r, u().StaffAnswers(series))
	case errors.Is(err, dialogue.ErrStale):
		problems = dialogue.Problems{"": {Key: "problem.answers-stale"}}
	case errors.As(err, &problems):
	default:
		return err
	}
	status := http.StatusUnprocessableEntity
	if errors.Is(err, dialogue.ErrStale) {
		status = http.StatusConflict
	}
	found, err := h.answersOf(r)
	if err != nil {
		return err
	}
	return h.answersPage(w, r, status, found, problems)
}

// showAnswer is one letter as its reader will get it: of a registration, or the first one of a sort.
func (h *handlers) showAnswer(w http.ResponseWriter, r *http.Request) error {
	found, err := h.answersOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	reader := f.Raw("leser")
	registration, delegate := readerOf(reader)
	kind := dialogue.LetterKind(reader)
	if reader == "" || reader == templates.AnswerToDelegate {
		kind = dialogue.LetterConfirmation
	}
	letter, err := h.a.PreviewAnswer(r.Context(), h.k.Actor(r), found.Invitation.Series.ID, found.Proposal.ID, app.AnswerReader{
		Registration: registration, Delegate: delegate, Kind: kind, ToDelegate: reader == templates.AnswerToDelegate,
	})
	if err != nil {
		return err
	}
	return sendLetterHTML(w, letter.HTML)
}

// letterTextsOf is the meeting whose texts the address names.
func (h *handlers) letterTextsOf(r *http.Request) (dialogue.OwnPage, dialogue.Meeting, error) {
	found, err := h.invitationOf(r)
	if err != nil {
		return found, dialogue.Meeting{}, err
	}
	id, err := h.k.ParamID(r, "meeting")
	if err != nil {
		return found, dialogue.Meeting{}, err
	}
	m := found.Invitation.Meeting(id)
	if m == nil {
		return found, dialogue.Meeting{}, dialogue.ErrNotFound
	}
	return found, *m, nil
}

func letterTextValues(inv *dialogue.Invitation, m dialogue.Meeting) url.Values {
	values := url.Values{"version": {strconv.Itoa(m.Version)}}
	practical, groupWork := m.Practical, m.GroupWork
	if practical.IsEmpty() {
		practical = inv.Series.Texts.Practical
	}
	if groupWork.IsEmpty() {
		groupWork = inv.Series.Texts.GroupWork
	}
	templates.SetText(values, "practical", practical)
	templates.SetText(values, "group_work", groupWork)
	return values
}

func (h *handlers) getLetterTexts(w http.ResponseWriter, r *http.Request) error {
	found, m, err := h.letterTextsOf(r)
	if err != nil {
		return err
	}
	f := h.k.Form(r, u().StaffAnswers(found.Invitation.Series.ID, "tekster", m.ID.String()))
	f.Values = letterTextValues(&found.Invitation, m)
	return h.letterTextsPage(w, r, http.StatusOK, found, m, f)
}

func (h *handlers) letterTextsPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.OwnPage, m dialogue.Meeting, f templates.Form) error {
	p := h.k.Printer(r)
	shell := h.tabOf(r, &found.Invitation, found.Now, urls.TabSelection, p.T("staff.answers.texts.for", "Meeting", templates.MeetingShort(p, m)))
	shell.Frame.Path, shell.Frame.Problems = f.Action, len(f.Problems) > 0
	f.WarnUnsaved = true
	return h.k.Render(w, r, status, templates.StaffLetterTexts(templates.LetterTextsView{Series: shell, Meeting: m, Form: f, Preview: u().StaffPreview()}))
}

// postLetterTexts stores what the letters about one meeting say.
func (h *handlers) postLetterTexts(w http.ResponseWriter, r *http.Request) error {
	found, m, err := h.letterTextsOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series := found.Invitation.Series.ID
	action := u().StaffAnswers(series, "tekster", m.ID.String())
	practical := f.Texts("practical", form.Optional(practicalText))
	groupWork := f.Texts("group_work", form.Optional(practicalText))
	if f.OK() {
		err = h.a.SaveLetterTexts(r.Context(), h.k.Actor(r), series, m.ID, practical, groupWork, f.Version())
	}
	switch {
	case err == nil && f.OK():
		h.k.Notice(r, h.k.Printer(r).T("staff.answers.texts.saved"))
		return h.k.SeeOther(w, r, u().StaffAnswers(series))
	case errors.Is(err, dialogue.ErrStale):
		if found, m, err = h.letterTextsOf(r); err != nil {
			return err
		}
		return h.letterTextsPage(w, r, http.StatusConflict, found, m, h.k.Stale(r, action, f, letterTextValues(&found.Invitation, m)))
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.letterTextsPage(w, r, http.StatusUnprocessableEntity, found, m, h.k.Filled(r, action, f))
}
