package delegation

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// aboutMeRoutes are a delegate's own pages: what is stored, and how it is corrected or taken away.
func (p pages) aboutMeRoutes() []page.Route {
	const about = page.Language + "/om-meg"
	const mine = about + "/{code}"
	return []page.Route{
		{Method: http.MethodGet, Pattern: about + "/logg-inn/{token}", Access: page.StartLink, Budget: page.Guarded, Handle: p.getAboutMeLink},
		{Method: http.MethodPost, Pattern: about + "/logg-inn/{token}", Access: page.StartLink, Budget: page.Guarded, Handle: p.postAboutMeLink},
		{Method: http.MethodGet, Pattern: about + "/adresse/{token}", Access: page.StartLink, Budget: page.Guarded, Handle: p.getNewAddress},
		{Method: http.MethodPost, Pattern: about + "/adresse/{token}", Access: page.StartLink, Budget: page.Guarded, Handle: p.postNewAddress},
		{Method: http.MethodPost, Pattern: about + "/logg-ut", Access: page.StartLink, Handle: p.postSignOut},
		{Method: http.MethodGet, Pattern: mine, Access: page.StartLink, Handle: p.getAboutMe},
		{Method: http.MethodPost, Pattern: mine + "/send-lenke", Access: page.StartLink, Budget: page.Guarded, Handle: p.postAboutMeSend},
		{Method: http.MethodGet, Pattern: mine + "/rett", Access: page.Delegate, Handle: p.getCorrectMe},
		{Method: http.MethodPost, Pattern: mine + "/rett", Access: page.Delegate, Budget: page.Guarded, Handle: p.postCorrectMe},
		{Method: http.MethodGet, Pattern: mine + "/fjern", Access: page.Delegate, Handle: p.getRemoveMe},
		{Method: http.MethodPost, Pattern: mine + "/fjern", Access: page.Delegate, Handle: p.postRemoveMe},
	}
}

// me is what is stored about the signed-in delegate, when the address is the delegate's own page.
func (p pages) me(r *http.Request) (dialogue.AboutMe, error) {
	me, err := p.app.AboutMe(r.Context(), p.kit.Actor(r))
	if err == nil && me.Delegate.Code != p.kit.Param(r, "code") {
		err = dialogue.ErrNotFound
	}
	return me, err
}

// getAboutMe is the page, or the button that mails a link. Nothing tells a stranger whether there is anything.
func (p pages) getAboutMe(w http.ResponseWriter, r *http.Request) error {
	code := p.kit.Param(r, "code")
	if !reference.MatchString(code) {
		return dialogue.ErrNotFound
	}
	if p.kit.Actor(r).Kind == dialogue.DelegateActor {
		me, err := p.me(r)
		if err == nil {
			return p.kit.Render(w, r, http.StatusOK, templates.AboutMe(templates.AboutMeView{Frame: p.meFrame(r, me, "delegation.me.title"), Page: me}))
		}
		if !errors.Is(err, dialogue.ErrNotFound) {
			return err
		}
	}
	return p.renderAboutMeStart(w, r, code, false)
}

func (p pages) meFrame(r *http.Request, me dialogue.AboutMe, title string) templates.Frame {
	f := p.kit.Frame(r, p.kit.Printer(r).T(title))
	f.Organiser = me.Invitation.Organiser
	return f
}

// postAboutMeSend mails the link. The answer is the same for every code.
func (p pages) postAboutMeSend(w http.ResponseWriter, r *http.Request) error {
	code := p.kit.Param(r, "code")
	if !reference.MatchString(code) {
		return dialogue.ErrNotFound
	}
	if err := p.app.StartAboutMe(r.Context(), code); err != nil {
		return err
	}
	return p.renderAboutMeStart(w, r, code, true)
}

func (p pages) renderAboutMeStart(w http.ResponseWriter, r *http.Request, code string, sent bool) error {
	frame := p.kit.Frame(r, p.kit.Printer(r).T("delegation.me.title"))
	frame.Path = urls.Paths().AboutMe(p.kit.Lang(r), code)
	return p.kit.Render(w, r, http.StatusOK, templates.AboutMeStart(templates.StartView{Frame: frame, Reference: code, Sent: sent}))
}

// getAboutMeLink shows the button of a mailed ten-minute link.
func (p pages) getAboutMeLink(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	if err := p.app.CheckAboutMeLink(r.Context(), token); err != nil {
		return err
	}
	return p.renderAboutMeLink(w, r, urls.Paths().AboutMeSignIn(p.kit.Lang(r), token), false)
}

// postAboutMeLink uses the link.
func (p pages) postAboutMeLink(w http.ResponseWriter, r *http.Request) error {
	in, err := p.app.UseAboutMeLink(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	return p.signInDelegate(w, r, in, "")
}

// getNewAddress shows the button that proves a new address.
func (p pages) getNewAddress(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	if err := p.app.CheckNewAddressLink(r.Context(), token); err != nil {
		return err
	}
	return p.renderAboutMeLink(w, r, urls.Paths().AboutMeAddress(p.kit.Lang(r), token), true)
}

// postNewAddress makes the new address the delegate's.
func (p pages) postNewAddress(w http.ResponseWriter, r *http.Request) error {
	in, err := p.app.UseNewAddressLink(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	return p.signInDelegate(w, r, in, "delegation.me.saved.address")
}

func (p pages) renderAboutMeLink(w http.ResponseWriter, r *http.Request, action string, address bool) error {
	frame := p.kit.Frame(r, p.kit.Printer(r).T("delegation.me.title"))
	return p.kit.Render(w, r, http.StatusOK, templates.AboutMeLink(templates.LinkView{Frame: frame, Action: action, Verify: address}))
}

func (p pages) signInDelegate(w http.ResponseWriter, r *http.Request, in app.SignedInDelegate, notice string) error {
	if err := p.kit.Auth().SignInDelegate(r, in.Organiser, in.Delegate, in.Email); err != nil {
		return err
	}
	return p.toAboutMe(w, r, in.Code, notice)
}

func (p pages) toAboutMe(w http.ResponseWriter, r *http.Request, code, notice string) error {
	if notice != "" {
		p.kit.Notice(r, p.kit.Printer(r).T(notice))
	}
	return p.kit.SeeOther(w, r, urls.Paths().AboutMe(p.kit.Lang(r), code))
}

// getCorrectMe is the form for what is wrong.
func (p pages) getCorrectMe(w http.ResponseWriter, r *http.Request) error {
	me, err := p.me(r)
	switch {
	case err != nil:
		return err
	case !me.MayCorrect:
		return dialogue.ErrClosed
	}
	return p.drawCorrectMe(w, r, http.StatusOK, me, form.FromValues(meValues(me)), nil)
}

func meValues(me dialogue.AboutMe) url.Values {
	d := me.Delegate
	return url.Values{"name": {d.Name}, "position": {d.Position}, "email": {d.Email}, "phone": {lang.FormatPhone(d.Phone)}, "version": {strconv.Itoa(me.Version)}}
}

func (p pages) drawCorrectMe(w http.ResponseWriter, r *http.Request, status int, me dialogue.AboutMe, f *form.Form, stored url.Values) error {
	action := urls.Paths().AboutMeCorrect(p.kit.Lang(r), me.Delegate.Code)
	v := templates.AboutMeFormView{Frame: p.meFrame(r, me, "delegation.me.correct"), Page: me, Form: p.kit.Filled(r, action, f)}
	if stored != nil {
		v.Form = p.kit.Stale(r, action, f, stored)
	}
	v.Frame.Path, v.Frame.Problems = action, !f.OK() || stored != nil
	v.Frame.Back = p.backToMe(r, me)
	return p.kit.Render(w, r, status, templates.CorrectMe(v))
}

func (p pages) backToMe(r *http.Request, me dialogue.AboutMe) templates.Link {
	return templates.Link{Href: urls.Paths().AboutMe(p.kit.Lang(r), me.Delegate.Code), Label: p.kit.Printer(r).T("delegation.me.title")}
}

// postCorrectMe saves, or asks a new address for a click. After a save that somebody else came before, both versions are shown.
func (p pages) postCorrectMe(w http.ResponseWriter, r *http.Request) error {
	me, err := p.me(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	name, position := f.Line("name", form.Required(dialogue.MaxName)), f.Line("position", form.Optional(dialogue.MaxLine))
	email, phone := f.Email("email", true), f.Phone("phone", false)
	if !f.OK() {
		return p.drawCorrectMe(w, r, http.StatusUnprocessableEntity, me, f, nil)
	}
	asked, err := p.app.CorrectMe(r.Context(), p.kit.Actor(r), f.Version(), name, position, phone, email)
	switch {
	case errors.Is(err, dialogue.ErrStale):
		if me, err = p.me(r); err != nil {
			return err
		}
		return p.drawCorrectMe(w, r, http.StatusConflict, me, f, meValues(me))
	case err != nil && f.Adopt(err):
		return p.drawCorrectMe(w, r, http.StatusUnprocessableEntity, me, f, nil)
	case err != nil:
		return err
	case asked:
		return p.toAboutMe(w, r, me.Delegate.Code, "delegation.me.saved.asked")
	}
	return p.toAboutMe(w, r, me.Delegate.Code, "delegation.me.saved")
}

// getRemoveMe asks before the delegate is taken off.
func (p pages) getRemoveMe(w http.ResponseWriter, r *http.Request) error {
	me, err := p.me(r)
	switch {
	case err != nil:
		return err
	case !me.MayLeave:
		return dialogue.ErrClosed
	}
	return p.drawRemoveMe(w, r, http.StatusOK, me)
}

func (p pages) drawRemoveMe(w http.ResponseWriter, r *http.Request, status int, me dialogue.AboutMe) error {
	v := templates.AboutMeFormView{Frame: p.meFrame(r, me, "delegation.me.remove"), Page: me}
	v.Form = p.kit.Filled(r, urls.Paths().AboutMeLeave(p.kit.Lang(r), me.Delegate.Code), form.FromValues(meValues(me)))
	v.Frame.Back = p.backToMe(r, me)
	return p.kit.Render(w, r, status, templates.RemoveMe(v))
}

// postRemoveMe takes the delegate off. The address is forgotten with it, so what follows is the page of one who is not signed in.
func (p pages) postRemoveMe(w http.ResponseWriter, r *http.Request) error {
	me, err := p.me(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	err = p.app.RemoveMe(r.Context(), p.kit.Actor(r), f.Version())
	if errors.Is(err, dialogue.ErrStale) { // what has changed is not what this is about
		return p.drawRemoveMe(w, r, http.StatusConflict, me)
	}
	if err != nil {
		return err
	}
	return p.toAboutMe(w, r, me.Delegate.Code, "delegation.me.saved.removed")
}
