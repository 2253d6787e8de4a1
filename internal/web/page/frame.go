package page

import (
	"net/http"
	"net/url"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/templates"
)

// Frame is what surrounds a page with the title: its language, the signed-in user, and the notice kept by Notice, which is
// taken. Handlers set what else they know: Organiser, Back, Crumbs, the staff's Section, Problems.
func (k *Kit) Frame(r *http.Request, title string) templates.Frame {
	f := k.bareFrame(r, title)
	if k.auth != nil {
		if text := k.auth.TakeNotice(r); text != "" {
			f.Flash = templates.Flash{Tone: templates.Good, Text: text}
		}
	}
	return f
}

// bareFrame takes no notice, so an error page leaves it for the page that comes after.
func (k *Kit) bareFrame(r *http.Request, title string) templates.Frame {
	v := visitOf(r)
	f := templates.Frame{L: k.Printer(r), Title: title, Path: r.URL.RequestURI(), Private: v.route.Access.Personal()}
	if r.Method == http.MethodPost {
		f.Path = r.URL.Path
	}
	if isStaffPath(r) {
		f.Staff = &templates.StaffFrame{}
	}
	if v.who.Actor.Kind == dialogue.StaffActor && f.Staff != nil {
		f.Organiser = v.who.Organiser
		f.Staff.User = v.who.Name
		f.Staff.Admin = v.who.Actor.Role == dialogue.Admin
	}
	return f
}

// Form is a new form of a page: nothing typed, nothing wrong.
func (k *Kit) Form(r *http.Request, action string) templates.Form {
	return templates.Form{L: k.Printer(r), Action: action}
}

// Submission is what a handler has read from a form: internal/web/form's Form.
type Submission interface {
	Typed() url.Values
	Found() dialogue.Problems
}

// Filled is the form of a page as it was typed, with what is wrong.
func (k *Kit) Filled(r *http.Request, action string, f Submission) templates.Form {
	return templates.Form{L: k.Printer(r), Action: action, Values: f.Typed(), Problems: f.Found()}
}

// Stale is the form after a save that somebody else came before (dialogue.ErrStale): what was typed is kept, the page tells
// where it differs from what is stored now, and the next save counts as made with that knowledge. stored is the row as an edit
// form shows it, "version" among it. Answer with 409.
func (k *Kit) Stale(r *http.Request, action string, f Submission, stored url.Values) templates.Form {
	form := k.Filled(r, action, f)
	form.Values.Set("version", stored.Get("version"))
	form.Stored = stored
	return form
}

func isStaffPath(r *http.Request) bool {
	return r.URL.Path == "/intern" || strings.HasPrefix(r.URL.Path, "/intern/")
}
