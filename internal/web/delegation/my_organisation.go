package delegation

import (
	"errors"
	"net/http"

	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
)

// getOrganisationSignIn goes on to the municipality's own sign-in. It is a link, not a form: our policy for forms lets none be sent on to
// another site.
func (p pages) getOrganisationSignIn(w http.ResponseWriter, r *http.Request) error {
	to, err := p.kit.Auth().StartOrganisationSignIn(r)
	if err != nil {
		return p.notVouched(w, r, err)
	}
	p.kit.Auth().SpeakLang(r, p.kit.Lang(r)) // the way back has none in its address
	return p.kit.SeeOther(w, r, to)
}

// getOrganisationReturn is where the reader comes back from it. What is in the address works in this session only, and once.
func (p pages) getOrganisationReturn(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Referrer-Policy", "no-referrer") // a code stands in the address
	lang := p.kit.Auth().SpokenLang(r)
	vouched, err := p.kit.Auth().FinishOrganisationSignIn(r)
	if err == nil {
		err = p.app.SignInOrganisation(r.Context(), vouched.OrgNumber, vouched.Email)
	}
	if err != nil {
		return p.notVouched(w, r, err)
	}
	if err := p.kit.Auth().SignInOrganisation(r, vouched); err != nil {
		return err
	}
	if lang == "" {
		lang = p.kit.Lang(r)
	}
	return p.kit.SeeOther(w, r, urls.Paths().My(lang))
}

// notVouched shows the ways in again when the municipality's own sign-in came to nothing. Why is for the log.
func (p pages) notVouched(w http.ResponseWriter, r *http.Request, err error) error {
	f := form.FromValues(nil)
	switch {
	case errors.Is(err, auth.ErrOrganisationSignIn):
		p.kit.Log().WarnContext(r.Context(), "an organisation's sign-in failed", "reason", err)
		f.Problems.Add("", "problem.organisation-sign-in")
	case errors.Is(err, dialogue.ErrNotInvited):
		f.Problems.Add("", "problem.organisation-unknown")
	default:
		return err
	}
	return p.renderMyStart(w, r, http.StatusForbidden, f, false)
}
