package staff

import (
	"errors"
	"net/http"
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) lettersRoutes() []page.Route {
	const all = ofSeries + "/brev"
	const one = all + "/{letter}"
	return []page.Route{
		get(all, page.Reader, h.getLetters),
		get(all+"/utskrift", page.Reader, h.getLettersToPrint),
		post(all+"/utskrift", page.Editor, h.postLettersPrinted),
		get(one, page.Reader, h.getLetter),
		get(one+"/html", page.Reader, h.getLetterHTML),
		get(one+"/ics", page.Reader, h.getLetterCalendar),
		post(one+"/skrevet-ut", page.Editor, h.postLetterPrinted),
		post(one+"/send", page.Editor, h.postLetterAgain),
	}
}

func (h *handlers) getLetters(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	quiet := form.FromValues(f.Values)
	list, err := h.a.LetterList(r.Context(), h.k.Actor(r), series, dialogue.LetterFilter{
		State:   dialogue.LetterState(quiet.Line("tilstand", form.Optional(30))),
		Kind:    dialogue.LetterKind(quiet.Line("slag", form.Optional(40))),
		Meeting: quiet.ID("mote", false),
		Words:   quiet.Line("sok", form.Optional(200)),
		Before:  quiet.ID("etter", false),
	})
	if err != nil {
		return err
	}
	messages, err := h.a.Messages(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	shell := h.tabOf(r, &list.Invitation, list.Now, urls.TabLetters, h.k.Printer(r).T("staff.tab.letters"))
	filter := h.k.Form(r, u().StaffTab(series, urls.TabLetters))
	filter.Values, filter.Get = f.Values, true
	return h.k.Render(w, r, http.StatusOK, templates.StaffLetters(templates.LettersView{
		Series: shell, Frame: shell.Frame, List: list, Messages: messages, Filter: filter, MayEdit: shell.MayEdit,
	}))
}

// letterOf is the letter that the address names, with what its pages need besides.
func (h *handlers) letterOf(r *http.Request) (dialogue.LetterToRead, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.LetterToRead{}, err
	}
	id, err := h.k.ParamID(r, "letter")
	if err != nil {
		return dialogue.LetterToRead{}, err
	}
	return h.a.LetterToRead(r.Context(), h.k.Actor(r), series, id)
}

func (h *handlers) getLetter(w http.ResponseWriter, r *http.Request) error {
	found, err := h.letterOf(r)
	if err != nil {
		return err
	}
	return h.letterPage(w, r, http.StatusOK, found, nil)
}

func (h *handlers) letterPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.LetterToRead, typed *form.Form) error {
	l := found.Letter
	p := h.k.Printer(r)
	action := u().StaffLetterPart(l.Series, l.ID, "send")
	v := templates.LetterView{
		Frame:  h.under(r, &found.Invitation, templates.LetterWord(p, l.Kind), templates.Link{Href: u().StaffTab(l.Series, urls.TabLetters), Label: p.T("staff.tab.letters")}),
		Letter: l, Hidden: found.Hidden, Again: !l.Kind.SignsIn() && l.Body != "", MayEdit: h.k.Actor(r).MayEdit(l.Organiser),
		Resend: templates.Form{L: p, Action: action, Values: url.Values{"address": {l.Recipient}}}, Unit: found.Unit,
	}
	v.Address = found.Address
	if typed != nil {
		v.Resend = h.k.Filled(r, action, typed)
		v.Frame.Problems = true
	}
	v.Frame.Path = u().StaffLetter(l.Series, l.ID)
	framed(w)
	return h.k.Render(w, r, status, templates.StaffLetter(v))
}

// framed lets the page show a letter of ours in a frame; the pages' own policy lets nothing in.
func framed(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", w.Header().Get("Content-Security-Policy")+"; frame-src 'self'")
}

// letterPolicy shows a letter's HTML as a mail reader does, with its own look and nothing else: no script, no form, nothing fetched.
// Only our own pages may frame it.
const letterPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; sandbox"

// getLetterHTML is the letter's HTML alone, for the frame on its page.
func (h *handlers) getLetterHTML(w http.ResponseWriter, r *http.Request) error {
	found, err := h.letterOf(r)
	if err != nil {
		return err
	}
	return sendLetterHTML(w, found.Letter.HTML)
}

func sendLetterHTML(w http.ResponseWriter, html string) error {
	head := w.Header()
	head.Set("Content-Security-Policy", letterPolicy)
	head.Set("X-Frame-Options", "SAMEORIGIN")
	head.Set("Content-Type", "text/html; charset=utf-8")
	head.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte(html)) // a reader who has gone away is nobody's error
	return nil
}

func (h *handlers) getLetterCalendar(w http.ResponseWriter, r *http.Request) error {
	found, err := h.letterOf(r)
	if err != nil {
		return err
	}
	if found.Letter.Calendar == "" {
		return dialogue.ErrNotFound
	}
	return sendFile(w, "mote.ics", "text/calendar; charset=utf-8", []byte(found.Letter.Calendar))
}

// postLetterAgain sends a letter that did not get through once more, to a corrected address.
func (h *handlers) postLetterAgain(w http.ResponseWriter, r *http.Request) error {
	found, err := h.letterOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	address := f.Email("address", true)
	store := f.Bool("store") && found.Unit.Name != ""
	var again dialogue.ID
	if f.OK() {
		again, err = h.a.ResendLetter(r.Context(), h.k.Actor(r), found.Letter.Series, found.Letter.ID, address, store)
	}
	switch {
	case err == nil && f.OK():
		said := h.k.Printer(r).T("staff.letter.again", "Address", address)
		if store {
			said += " " + h.k.Printer(r).T("staff.letter.again.stored", "Unit", found.Unit.Name)
		}
		h.k.Notice(r, said)
		return h.k.SeeOther(w, r, u().StaffLetter(found.Letter.Series, again))
	case errors.Is(err, dialogue.ErrStale):
		f.Problems.Add("", "problem.letter-sent-again")
		return h.letterPage(w, r, http.StatusConflict, found, f)
	case errors.Is(err, dialogue.ErrClosed):
		f.Problems.Add("", "problem.letter-not-again")
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.letterPage(w, r, http.StatusUnprocessableEntity, found, f)
}

func (h *handlers) postLetterPrinted(w http.ResponseWriter, r *http.Request) error {
	found, err := h.letterOf(r)
	if err != nil {
		return err
	}
	err = h.a.MarkPrinted(r.Context(), h.k.Actor(r), found.Letter.Series, found.Letter.ID)
	if err != nil && !errors.Is(err, dialogue.ErrStale) { // somebody has marked it already: as wished
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.letter.marked"))
	return h.k.SeeOther(w, r, u().StaffLetter(found.Letter.Series, found.Letter.ID))
}

// getLettersToPrint shows what waits for a printer, a sheet each.
func (h *handlers) getLettersToPrint(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.LettersToPrint(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	return h.k.Render(w, r, http.StatusOK, templates.StaffLettersToPrint(templates.LettersToPrintView{
		Frame:      h.under(r, &found.Invitation, p.T("staff.letter.print-all"), templates.Link{Href: u().StaffTab(series, urls.TabLetters), Label: p.T("staff.tab.letters")}),
		Invitation: &found.Invitation, Letters: found.Letters, Addresses: found.Addresses,
		MayEdit: h.k.Actor(r).MayEdit(found.Invitation.Series.Organiser), Mark: h.k.Form(r, u().StaffLettersToPrint(series)),
	}))
}

// postLettersPrinted marks those that were on the page; one that somebody has marked meanwhile is as wished.
func (h *handlers) postLettersPrinted(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	marked := 0
	for _, id := range f.IDs("letter") {
		switch err := h.a.MarkPrinted(r.Context(), h.k.Actor(r), series, id); {
		case err == nil:
			marked++
		case !errors.Is(err, dialogue.ErrStale):
			return err
		}
	}
	h.k.Notice(r, h.k.Printer(r).N("staff.letter.marked-many", marked))
	return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabLetters))
}
