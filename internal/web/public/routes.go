// Package public is the pages that anybody can read: the invitations, their calendars and documents, and the form for registering.
// It knows the form's fields and nothing of SQL or of other audiences.
package public

import (
	"net/http"

	"dialogmote/internal/app"
	"dialogmote/internal/web/page"
)

type pages struct {
	kit *page.Kit
	app *app.App
}

// Routes is the public's part of the URL map.
func Routes(kit *page.Kit, a *app.App) []page.Route {
	p := pages{kit, a}
	const form = page.Language + "/invitasjoner/{slug}/pamelding"
	return []page.Route{
		{Method: http.MethodGet, Pattern: form, Access: page.Public, Handle: p.getRegistration, NoStore: true},
		{Method: http.MethodPost, Pattern: form, Access: page.Public, Handle: p.redrawRegistration, NoStore: true},
		{Method: http.MethodPost, Pattern: form + "/sjekk", Access: page.Public, Handle: p.checkRegistration, NoStore: true},
		{Method: http.MethodPost, Pattern: form + "/send", Access: page.Public, Handle: p.postRegistration, NoStore: true},
		{Method: http.MethodGet, Pattern: form + "/mottatt/{reference}", Access: page.StartLink, Handle: p.getReceived},
	}
}
