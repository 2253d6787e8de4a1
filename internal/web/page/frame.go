package page

import (
	"net/http"
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

// Form is the form of a page: what was typed and what is wrong with it. values nil is a new form.
func (k *Kit) Form(r *http.Request, action string) templates.Form {
	return templates.Form{L: k.Printer(r), Action: action}
}

func isStaffPath(r *http.Request) bool {
	return r.URL.Path == "/intern" || strings.HasPrefix(r.URL.Path, "/intern/")
}
