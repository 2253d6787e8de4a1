package page

import (
	"context"
	"errors"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// What a request itself can be wrong with.
var (
	ErrBadRequest      = errors.New("page: not a form of ours")
	ErrCrossOrigin     = errors.New("page: sent from another site")
	ErrTooManyRequests = errors.New("page: too many requests from one address")
	errMethod          = errors.New("page: the address takes no such method")
)

// errSignedOut is a signed-out reader of what needs a sign-in, where a redirect would lose what was typed.
var errSignedOut = errors.New("page: signed out")

// Fault is an error as a reader meets it: a status, and keys of the catalogue. Title and Text may not hold more than the keys:
// causes stay in the log.
type Fault struct {
	Status int
	Kind   string // common.error.<Kind>.title and .text
}

// FaultOf decides which page an error becomes. Problems should have been answered by the form again; here they are a plain 422.
func FaultOf(err error) Fault {
	var problems dialogue.Problems
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &problems), errors.Is(err, dialogue.ErrNotInvited), errors.Is(err, dialogue.ErrTooMany):
		return Fault{http.StatusUnprocessableEntity, "problems"}
	case errors.Is(err, dialogue.ErrNotFound):
		return Fault{http.StatusNotFound, "not-found"}
	case errors.Is(err, dialogue.ErrForbidden):
		return Fault{http.StatusForbidden, "forbidden"}
	case errors.Is(err, errSignedOut):
		return Fault{http.StatusUnauthorized, "signed-out"}
	case errors.Is(err, dialogue.ErrStale):
		return Fault{http.StatusConflict, "stale"}
	case errors.Is(err, dialogue.ErrDuplicate):
		return Fault{http.StatusConflict, "duplicate"}
	case errors.Is(err, dialogue.ErrFull):
		return Fault{http.StatusConflict, "full"}
	case errors.Is(err, dialogue.ErrInUse):
		return Fault{http.StatusConflict, "in-use"}
	case errors.Is(err, dialogue.ErrClosed):
		return Fault{http.StatusGone, "closed"}
	case errors.Is(err, dialogue.ErrNoLink): // before ErrUsed, which it is too
		return Fault{http.StatusGone, "no-invitation"}
	case errors.Is(err, dialogue.ErrUsed):
		return Fault{http.StatusGone, "used"}
	case errors.Is(err, dialogue.ErrLocked):
		return Fault{http.StatusTooManyRequests, "too-many"}
	case errors.As(err, &tooLarge):
		return Fault{http.StatusRequestEntityTooLarge, "too-large"}
	case errors.Is(err, ErrTooManyRequests):
		return Fault{http.StatusTooManyRequests, "too-many"}
	case errors.Is(err, ErrCrossOrigin):
		return Fault{http.StatusForbidden, "cross-origin"}
	case errors.Is(err, errMethod):
		return Fault{http.StatusMethodNotAllowed, "not-found"}
	case errors.Is(err, ErrBadRequest), errors.As(err, new(interface{ BadRequest() bool })):
		return Fault{http.StatusBadRequest, "bad-request"}
	}
	return Fault{http.StatusInternalServerError, "server"}
}

// NotFound answers an address that is no page.
func (k *Kit) NotFound(http.ResponseWriter, *http.Request) error { return dialogue.ErrNotFound }

// MethodNotAllowed answers a POST to a page that takes none.
func (k *Kit) MethodNotAllowed(http.ResponseWriter, *http.Request) error { return errMethod }

// Fail answers an error with its page. Only a 500 is logged, with the cause and the reference that the page shows.
func (k *Kit) Fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return // the reader has gone away
	}
	fault := FaultOf(err)
	if fault.Status == http.StatusInternalServerError {
		k.log.ErrorContext(r.Context(), "request failed", "reference", RequestID(r), "method", r.Method, "route", visitOf(r).route.Pattern, "error", err)
	}
	k.FailPage(w, r, fault)
}

// FailPage writes the page of a fault.
func (k *Kit) FailPage(w http.ResponseWriter, r *http.Request, fault Fault) {
	head := w.Header()
	head.Del("Content-Disposition")
	head.Del("ETag")
	head.Set("Cache-Control", "no-store")
	p := k.Printer(r)
	title := p.T("common.error." + fault.Kind + ".title")
	e := templates.ErrorPage{Frame: k.bareFrame(r, title)}
	e.Frame.Private = true
	if r.Method != http.MethodGet {
		e.Frame.Path = "" // the language switch would lead to a page that only takes POST
	}
	if fault.Status == http.StatusInternalServerError {
		e.Reference = RequestID(r)
		e.Text = p.T("common.error.server.text", "Reference", e.Reference)
	} else {
		e.Text = p.T("common.error." + fault.Kind + ".text")
		if v := visitOf(r); fault.Kind == "forbidden" && v.who.Actor.Kind == dialogue.StaffActor && v.route.Access.Staff() {
			e.Text = p.T("common.error.forbidden-staff.text") // they have not come by a link
		}
	}
	e.Next = e.Frame.Ways()
	if fault.Kind == "used" && !isStaffPath(r) { // where a new one is asked for
		e.Next = append([]templates.Link{{Href: urls.Paths().My(p.Lang()), Label: p.T("delegation.my.to")}}, e.Next...)
	}
	if fault.Kind == "signed-out" {
		e.Next = []templates.Link{{Href: k.signInPath(r, visitOf(r).route.Access), Label: p.T("common.action.sign-in")}}
	}
	if err := k.Render(w, r, fault.Status, templates.Failed(e)); err != nil {
		k.log.ErrorContext(r.Context(), "error page failed", "reference", RequestID(r), "error", err)
		http.Error(w, title, fault.Status)
	}
}
