package delegation

import (
	"errors"
	"net/http"
	"regexp"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// reference is the form of what people quote; anything else is no page of ours.
var reference = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{8}$`)

// getOwn is the contact's own page, or the button that mails a link to the registered address. Nothing tells a stranger whether there is
// a registration.
func (p pages) getOwn(w http.ResponseWriter, r *http.Request) error {
	ref := p.kit.Param(r, "reference")
	if !reference.MatchString(ref) {
		return dialogue.ErrNotFound
	}
	if actor := p.kit.Actor(r); actor.Kind == dialogue.ContactActor {
		own, err := p.app.OwnPage(r.Context(), actor)
		if err != nil && !errors.Is(err, dialogue.ErrNotFound) { // one that has been deleted since is as any other
			return err
		}
		if err == nil && own.Registration.Reference == ref {
			return p.kit.Render(w, r, http.StatusOK, templates.Own(templates.OwnView{Frame: p.frame(r, &own, p.kit.Printer(r).T("delegation.own.tab")), Page: own}))
		}
	}
	return p.renderStart(w, r, ref, false)
}

// postStart mails the link. The answer is the same for every reference.
func (p pages) postStart(w http.ResponseWriter, r *http.Request) error {
	ref := p.kit.Param(r, "reference")
	if !reference.MatchString(ref) {
		return dialogue.ErrNotFound
	}
	if err := p.app.StartSignIn(r.Context(), ref); err != nil {
		return err
	}
	return p.renderStart(w, r, ref, true)
}

func (p pages) renderStart(w http.ResponseWriter, r *http.Request, ref string, sent bool) error {
	frame := p.kit.Frame(r, p.kit.Printer(r).T("delegation.start.title"))
	frame.Path = urls.Paths().MyRegistration(p.kit.Lang(r), ref)
	return p.kit.Render(w, r, http.StatusOK, templates.DelegationStart(templates.StartView{Frame: frame, Reference: ref, Sent: sent}))
}

// getSignIn shows the button of a mailed ten-minute link.
func (p pages) getSignIn(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	if err := p.app.CheckSignInLink(r.Context(), token); err != nil {
		return err
	}
	return p.renderLink(w, r, urls.Paths().MySignIn(p.kit.Lang(r), token), false)
}

// postSignIn uses the link and opens the contact's own page.
func (p pages) postSignIn(w http.ResponseWriter, r *http.Request) error {
	signedIn, err := p.app.SignIn(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	return p.signIn(w, r, signedIn)
}

// getVerify shows the button of the receipt's link.
func (p pages) getVerify(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	if err := p.app.CheckVerifyLink(r.Context(), token); err != nil {
		return err
	}
	return p.renderLink(w, r, urls.Paths().MyVerify(p.kit.Lang(r), token), true)
}

// postVerify proves the address and opens the contact's own page.
func (p pages) postVerify(w http.ResponseWriter, r *http.Request) error {
	verified, err := p.app.ConfirmAddress(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	return p.signIn(w, r, verified)
}

// signIn signs the contact in, whose address has just been proven.
func (p pages) signIn(w http.ResponseWriter, r *http.Request, reg dialogue.Registration) error {
	if err := p.kit.Auth().SignInContact(r, reg.Organiser, reg.ID, reg.Contact.Email); err != nil {
		return err
	}
	return p.kit.SeeOther(w, r, urls.Paths().MyRegistration(p.kit.Lang(r), reg.Reference))
}

func (p pages) renderLink(w http.ResponseWriter, r *http.Request, action string, verify bool) error {
	frame := p.kit.Frame(r, p.kit.Printer(r).T("delegation.sign-in.title"))
	return p.kit.Render(w, r, http.StatusOK, templates.DelegationLink(templates.LinkView{Frame: frame, Action: action, Verify: verify}))
}

// postSignOut ends the session.
func (p pages) postSignOut(w http.ResponseWriter, r *http.Request) error {
	if err := p.kit.Auth().SignOut(r); err != nil {
		return err
	}
	return p.kit.SeeOther(w, r, urls.Paths().List(p.kit.Lang(r)))
}

// frame is the frame of a page about one registration.
func (p pages) frame(r *http.Request, own *dialogue.OwnPage, title string) templates.Frame {
	f := p.kit.Frame(r, title)
	f.Organiser = own.Invitation.Organiser
	return f
}
