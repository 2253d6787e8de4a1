// Package staff is the pages of the organiser's own people, under /intern. Handlers read, call a verb of app and render; each
// subject has a file with its routes, handlers and form. No rule and no SQL is here, and nothing of the other audiences.
package staff

import (
	"net/http"
	"net/url"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

type handlers struct {
	k *page.Kit
	a *app.App
}

// Routes is every staff page with its rule.
func Routes(k *page.Kit, a *app.App) []page.Route {
	h := &handlers{k, a}
	var all []page.Route
	for _, subject := range [][]page.Route{
		h.startRoutes(),
		h.signInRoutes(),
		h.accountRoutes(),
		h.userRoutes(),
		h.organiserRoutes(),
		h.letterTextRoutes(),
		h.seriesEditorRoutes(),
		h.mailingRoutes(),
		h.statusRoutes(),
		h.presentationRoutes(),
		h.planRoutes(),
		h.statementRoutes(),
		h.announcementRoutes(),
		h.registrationsRoutes(),
		h.participantsRoutes(),
		h.doorRoutes(),
		h.needsRoutes(),
		h.preparedRoutes(),
		h.lettersRoutes(),
		h.messageRoutes(),
		h.afterRoutes(),
		h.confirmationRoutes(),
		h.answersRoutes(),
		h.protocolRoutes(),
		h.meetingLetterRoutes(),
		h.deletionRoutes(),
		h.offersRoutes(),
		h.declineRoutes(),
		h.addressRoutes(),
		h.selectionRoutes(),
		h.requestsRoutes(),
		h.coverageRoutes(),
		h.coverageExportRoutes(),
	} {
		all = append(all, subject...)
	}
	return all
}

// u is where links of staff pages come from.
func u() urls.Links { return urls.Paths() }

func get(pattern string, access page.Access, handle page.Handler) page.Route {
	return page.Route{Method: http.MethodGet, Pattern: pattern, Access: access, Handle: handle}
}

func post(pattern string, access page.Access, handle page.Handler) page.Route {
	return page.Route{Method: http.MethodPost, Pattern: pattern, Access: access, Handle: handle}
}

// frame is the frame of a page in one of the staff's places.
func (h *handlers) frame(r *http.Request, section templates.Section, title string) templates.Frame {
	f := h.k.Frame(r, title)
	f.Staff.Section = section
	return f
}

// back is a path of the staff's own pages that a form or link asks to go on to; anything else is the front page.
func back(path string) string {
	parsed, err := url.Parse(path)
	if err != nil || parsed.IsAbs() || parsed.Host != "" || strings.ContainsAny(path, "\\\r\n\t") ||
		parsed.Path != u().Staff() && !strings.HasPrefix(parsed.Path, u().Staff()+"/") ||
		strings.Contains(parsed.Path, "/..") || parsed.Path == u().StaffSignIn() {
		return u().Staff()
	}
	return path
}

// langOptions are the languages that staff choose among.
func (h *handlers) langOptions(r *http.Request) []templates.Option {
	p := h.k.Printer(r)
	var options []templates.Option
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		options = append(options, templates.Option{Value: string(l), Label: p.T("common.language." + string(l))})
	}
	return options
}
