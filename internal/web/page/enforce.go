package page

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"

	"github.com/go-chi/chi/v5"
)

// Serve turns a route into the handler that is mounted: it finds out who asks, enforces the rule, limits the body, and answers
// errors. Nothing of the handler runs before the rule is met.
func (k *Kit) Serve(route Route) http.Handler {
	limit := route.MaxBody
	if limit == 0 {
		limit = MaxForm
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visit{route: route}
		v.lang = requestLang(r, dialogue.Actor{})
		head := w.Header()
		if route.Access == StartLink {
			head.Set("Referrer-Policy", "no-referrer")
		}
		if route.Access.Personal() || route.NoStore {
			head.Set("Cache-Control", "no-store")
		}
		if k.auth != nil {
			who, err := k.auth.Who(r)
			if err != nil {
				k.Fail(w, withVisit(r, v), err)
				return
			}
			v.who = who
			v.lang = requestLang(r, who.Actor)
			if spoken := k.auth.SpokenLang(r); spoken != "" && isStaffPath(r) && who.Actor.Kind != dialogue.StaffActor {
				v.lang = spoken
			}
		}
		r = withVisit(r, v)
		if done := k.enforce(w, r, route); done {
			return
		}
		if route.Transfer {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), TransferTime)
			defer cancel()
			r = r.WithContext(ctx)
			until := time.Now().Add(TransferTime)
			connection := http.NewResponseController(w)
			_, _ = connection.SetReadDeadline(until), connection.SetWriteDeadline(until) // a writer without deadlines has none to move
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		defer forgetUploads(r)
		if err := route.Handle(w, r); err != nil {
			k.Fail(w, r, err)
		}
	})
}

// forgetUploads removes the temporary files of a form. net/http does so for its own request only, and this is a copy of it.
func forgetUploads(r *http.Request) {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll()
	}
}

// enforce answers a request that the rule does not let through, and reports whether it did.
func (k *Kit) enforce(w http.ResponseWriter, r *http.Request, route Route) (done bool) {
	v := visitOf(r)
	err := permitted(route.Access, v.who.Actor)
	switch {
	case err == nil && route.Access.Staff() && v.who.MustChange && !route.BeforePasswordChange:
		http.Redirect(w, r, urls.Paths().StaffAccount(), http.StatusSeeOther)
	case err == nil:
		return false
	case err == errSignedOut && (r.Method == http.MethodGet || r.Method == http.MethodHead):
		http.Redirect(w, r, k.signInPath(r, route.Access), http.StatusSeeOther)
	default:
		k.Fail(w, r, err)
	}
	return true
}

// permitted is the rule itself: nil, errSignedOut where a sign-in would help, or dialogue.ErrForbidden.
func permitted(rule Access, actor dialogue.Actor) error {
	switch rule {
	case Public, StartLink:
		return nil
	case Person:
		if actor.Proven() {
			return nil
		}
		return errSignedOut
	case Contact:
		if actor.Kind == dialogue.ContactActor && !actor.Registration.IsZero() {
			return nil
		}
		return errSignedOut
	case Delegate:
		if actor.Kind == dialogue.DelegateActor && !actor.Delegate.IsZero() {
			return nil
		}
		return errSignedOut
	case Reader, Editor, Admin:
		if actor.Kind != dialogue.StaffActor {
			return errSignedOut
		}
		return actor.RequireStaff(map[Access]dialogue.StaffRole{
			Reader: dialogue.Reader, Editor: dialogue.Editor, Admin: dialogue.Admin}[rule])
	}
	return dialogue.ErrForbidden
}

// signInPath is where a signed-out reader goes on: staff to the sign-in that leads back here, a contact or a person to the page that
// mails a link.
func (k *Kit) signInPath(r *http.Request, rule Access) string {
	if rule == Person {
		return urls.Paths().My(k.Lang(r))
	}
	if code := chi.URLParam(r, "code"); rule == Delegate && code != "" {
		return urls.Paths().AboutMe(k.Lang(r), code)
	}
	if rule == Contact || rule == Delegate {
		if reference := chi.URLParam(r, "reference"); reference != "" {
			return urls.Paths().MyRegistration(k.Lang(r), reference)
		}
		return urls.Paths().List(k.Lang(r))
	}
	if r.Method != http.MethodGet || r.URL.Path == urls.Paths().Staff() {
		return urls.Paths().StaffSignIn()
	}
	return urls.WithQuery(urls.Paths().StaffSignIn(), url.Values{"til": {r.URL.RequestURI()}})
}
