package delegation

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// own is the signed-in contact's page, when the address is its own.
func (p pages) own(r *http.Request) (dialogue.OwnPage, error) {
	own, err := p.app.OwnPage(r.Context(), p.kit.Actor(r))
	if err == nil && own.Registration.Reference != p.kit.Param(r, "reference") {
		err = dialogue.ErrNotFound
	}
	return own, err
}

// view is a form of the own page, with what was typed or what is stored. stored is set after a save that somebody else came before.
func (p pages) view(r *http.Request, own dialogue.OwnPage, title, action string, f *form.Form, stored url.Values) templates.ChangeView {
	back := urls.Paths().MyRegistration(p.kit.Lang(r), own.Registration.Reference)
	v := templates.ChangeView{Frame: p.frame(r, &own, p.kit.Printer(r).T(title)), Page: own}
	v.Frame.Path = action
	v.Frame.Back = templates.Link{Href: back, Label: v.Frame.L.T("delegation.own.tab")}
	v.Form = p.kit.Filled(r, action, f)
	if stored != nil {
		v.Form = p.kit.Stale(r, action, f, stored)
	}
	v.Frame.Problems = !f.OK() || stored != nil
	return v
}

// done tells on the own page what was saved.
func (p pages) done(w http.ResponseWriter, r *http.Request, notice string) error {
	p.kit.Notice(r, p.kit.Printer(r).T(notice))
	return p.kit.SeeOther(w, r, urls.Paths().MyRegistration(p.kit.Lang(r), p.kit.Param(r, "reference")))
}

// drawing draws a form with what was typed; beside it what is stored, after a save that somebody else came before.
type drawing func(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component

// open shows a form of the own page with what is stored, while it may be used.
func (p pages) open(w http.ResponseWriter, r *http.Request, may func(dialogue.Allowed) bool, stored func(dialogue.OwnPage) url.Values, draw drawing) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	if !may(own.May) {
		return dialogue.ErrClosed
	}
	return p.kit.Render(w, r, http.StatusOK, draw(r, own, form.FromValues(stored(own)), nil))
}

// sent is the own page and the form that was sent to it.
func (p pages) sent(r *http.Request) (dialogue.OwnPage, *form.Form, error) {
	own, err := p.own(r)
	if err != nil {
		return own, nil, err
	}
	f, err := form.Read(r)
	return own, f, err
}

// answer shows a form again: 422 with what must be mended; 409 with what is stored now, so that saving again goes through with what the
// reader has now seen.
func (p pages) answer(w http.ResponseWriter, r *http.Request, own dialogue.OwnPage, f *form.Form, err error, draw drawing, stored func(dialogue.OwnPage) url.Values) error {
	switch {
	case errors.Is(err, dialogue.ErrStale):
		if own, err = p.own(r); err != nil {
			return err
		}
		return p.kit.Render(w, r, http.StatusConflict, draw(r, own, f, stored(own)))
	case errors.Is(err, dialogue.ErrTooMany):
		f.Problems.Add("delegates.0.name", "problem.too-many", "Max", own.Invitation.Series.Rules.MaxDelegates)
	case err != nil && !f.Adopt(err):
		return err
	}
	return p.kit.Render(w, r, http.StatusUnprocessableEntity, draw(r, own, f, nil))
}

func edit(own dialogue.OwnPage, f *form.Form) app.Edit {
	return app.Edit{Registration: own.Registration.ID, Version: f.Version()}
}

// getDelegates is the form for the people.
func (p pages) getDelegates(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(may dialogue.Allowed) bool { return may.Change }, delegateValues, p.drawDelegates)
}

func delegateValues(own dialogue.OwnPage) url.Values {
	return templates.DelegateValues(own.Registration)
}

func (p pages) drawDelegates(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	v := p.view(r, own, "delegation.change.title", urls.Paths().MyDelegates(p.kit.Lang(r), own.Registration.Reference), f, stored)
	v.Rows = form.DelegateRows(f)
	return templates.ChangeDelegates(v)
}

// postDelegates adds or removes a row, or saves them all.
func (p pages) postDelegates(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	if form.ChangeDelegateRows(f, templates.MostRows(&own.Invitation)) {
		return p.kit.Render(w, r, http.StatusOK, p.drawDelegates(r, own, f, nil))
	}
	stored := func(own dialogue.OwnPage) url.Values {
		return form.BesideDelegates(f, templates.DelegateValues(own.Registration))
	}
	edits := form.DelegateEdits(f)
	if !f.OK() {
		return p.answer(w, r, own, f, nil, p.drawDelegates, stored)
	}
	if err := p.app.ChangeDelegates(r.Context(), p.kit.Actor(r), edit(own, f), edits); err != nil {
		return p.answer(w, r, own, f, err, p.drawDelegates, stored)
	}
	return p.done(w, r, "delegation.saved.delegates")
}

// getContact is the form for the contact person.
func (p pages) getContact(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(may dialogue.Allowed) bool { return may.Change }, contactValues, p.drawContact)
}

func contactValues(own dialogue.OwnPage) url.Values {
	c := own.Registration.Contact
	return url.Values{
		"contact.name": {c.Name}, "contact.position": {c.Position}, "contact.phone": {lang.FormatPhone(c.Phone)},
		"comment": {own.Registration.Comment}, "version": {strconv.Itoa(own.Registration.Version)},
	}
}

func (p pages) drawContact(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	return templates.ChangeContact(p.view(r, own, "delegation.own.change-contact", urls.Paths().MyContact(p.kit.Lang(r), own.Registration.Reference), f, stored))
}

func (p pages) postContact(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	contact := dialogue.Contact{
		Name:     f.Line("contact.name", form.Required(dialogue.MaxName)),
		Position: f.Line("contact.position", form.Optional(dialogue.MaxLine)),
		Phone:    f.Phone("contact.phone", false),
	}
	comment := f.Lines("comment", form.Optional(dialogue.MaxComment))
	if !f.OK() {
		return p.answer(w, r, own, f, nil, p.drawContact, contactValues)
	}
	if err := p.app.ChangeContact(r.Context(), p.kit.Actor(r), edit(own, f), contact, comment); err != nil {
		return p.answer(w, r, own, f, err, p.drawContact, contactValues)
	}
	return p.done(w, r, "delegation.saved.contact")
}

// getMeeting is the form for another meeting or another ranking.
func (p pages) getMeeting(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(may dialogue.Allowed) bool { return may.ChooseAgain }, wishValues, p.drawMeeting)
}

func wishValues(own dialogue.OwnPage) url.Values {
	return templates.WishValues(&own.Invitation, own.Registration)
}

func (p pages) drawMeeting(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	return templates.ChangeMeeting(p.view(r, own, "delegation.own.choose", urls.Paths().MyMeeting(p.kit.Lang(r), own.Registration.Reference), f, stored))
}

func (p pages) postMeeting(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	if own.Invitation.Series.Rules.Choice == dialogue.Ranked {
		err = p.app.RankMeetings(r.Context(), p.kit.Actor(r), edit(own, f), form.Wishes(f), form.IfNotAll(f))
	} else {
		err = p.app.ChooseMeeting(r.Context(), p.kit.Actor(r), edit(own, f), f.ID("meeting", false))
	}
	if err != nil || !f.OK() {
		return p.answer(w, r, own, f, err, p.drawMeeting, wishValues)
	}
	return p.done(w, r, "delegation.saved.meeting")
}

// getWithdraw asks before everything is withdrawn.
func (p pages) getWithdraw(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(may dialogue.Allowed) bool { return may.Remove }, versionValues, p.drawWithdraw)
}

func versionValues(own dialogue.OwnPage) url.Values {
	return url.Values{"version": {strconv.Itoa(own.Registration.Version)}}
}

func (p pages) drawWithdraw(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	return templates.ConfirmWithdraw(p.view(r, own, "delegation.withdraw.title", urls.Paths().MyWithdraw(p.kit.Lang(r), own.Registration.Reference), f, stored))
}

func (p pages) postWithdraw(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	if err := p.app.Withdraw(r.Context(), p.kit.Actor(r), edit(own, f)); err != nil {
		return p.answer(w, r, own, f, err, p.drawWithdraw, versionValues)
	}
	return p.done(w, r, "delegation.saved.withdrawn")
}

// postProposal takes chosen people over, or sets the proposal aside.
func (p pages) postProposal(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	proposal, err := p.kit.ParamID(r, "proposal")
	if err != nil {
		return err
	}
	switch chosen := f.IDs("chosen"); {
	case f.Raw("do") == "dismiss":
		err = p.app.DismissProposal(r.Context(), p.kit.Actor(r), edit(own, f), proposal)
	case len(chosen) == 0:
		return p.done(w, r, "delegation.proposal.nobody")
	default:
		err = p.app.TakeOver(r.Context(), p.kit.Actor(r), edit(own, f), proposal, chosen)
	}
	var problems dialogue.Problems
	switch {
	case errors.Is(err, dialogue.ErrTooMany), errors.As(err, &problems):
		return p.done(w, r, "delegation.proposal.no-room")
	case errors.Is(err, dialogue.ErrStale):
		return p.done(w, r, "problem.stale")
	case err != nil:
		return err
	}
	return p.done(w, r, "delegation.saved.proposal")
}

// postDate stores whether a date that came later suits.
func (p pages) postDate(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	meeting, err := p.kit.ParamID(r, "meeting")
	if err != nil {
		return err
	}
	fits := form.Choice(f, "fits", "1", "0")
	if !slices.Contains(own.Unanswered, meeting) || !f.OK() {
		return dialogue.ErrNotFound
	}
	if err := p.app.AnswerDate(r.Context(), p.kit.Actor(r), edit(own, f), meeting, fits == "1"); err != nil {
		return err
	}
	if fits == "1" {
		return p.done(w, r, "delegation.saved.fits")
	}
	return p.done(w, r, "delegation.saved.does-not-fit")
}
