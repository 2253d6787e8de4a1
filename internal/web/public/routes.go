// Package public is the pages that anybody can read: the invitations, their calendars and documents, and the form for registering.
// It knows the form's fields and nothing of SQL or of other audiences.
package public

import (
	"net/http"
	"slices"

	"dialogmote/internal/app"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/page"
)

type pages struct {
	kit   *page.Kit
	app   *app.App
	links urls.Links // full addresses, for calendars
}

// Routes is the public's part of the URL map.
func Routes(kit *page.Kit, a *app.App, links urls.Links) []page.Route {
	p := pages{kit, a, links}
	const list = page.Language + "/invitasjoner"
	const invitation = list + "/{slug}"
	const form = invitation + "/pamelding"
	const link = page.Language + "/invitert/{token}"
	return slices.Concat(p.statementRoutes(invitation), p.evaluationRoutes(), []page.Route{
		{Method: http.MethodGet, Pattern: list, Access: page.Public, Handle: p.getList},
		{Method: http.MethodGet, Pattern: invitation, Access: page.Public, Handle: p.getInvitation},
		{Method: http.MethodGet, Pattern: invitation + "/kalender.ics", Access: page.Public, Handle: p.getSeriesCalendar},
		{Method: http.MethodGet, Pattern: invitation + "/plakat", Access: page.Public, Handle: p.getPoster},
		{Method: http.MethodGet, Pattern: invitation + "/plakat.pdf", Access: page.Public, Handle: p.getPosterPDF},
		{Method: http.MethodGet, Pattern: invitation + "/moter/{meeting}/kalender.ics", Access: page.Public, Handle: p.getMeetingCalendar},
		{Method: http.MethodGet, Pattern: invitation + "/dokumenter/{material}/{name}", Access: page.Public, Transfer: true, Handle: p.getMaterial},
		{Method: http.MethodGet, Pattern: page.Language + "/dekning/{organiser}", Access: page.Public, Handle: p.getCoverage},
		{Method: http.MethodGet, Pattern: form, Access: page.Public, Handle: p.getRegistration, NoStore: true},
		{Method: http.MethodPost, Pattern: form, Access: page.Public, Handle: p.redrawRegistration, NoStore: true},
		{Method: http.MethodPost, Pattern: form + "/sjekk", Access: page.Public, Handle: p.checkRegistration, NoStore: true},
		{Method: http.MethodPost, Pattern: form + "/send", Access: page.Public, Handle: p.postRegistration, NoStore: true},
		{Method: http.MethodGet, Pattern: form + "/mottatt/{reference}", Access: page.StartLink, Handle: p.getReceived},

		{Method: http.MethodGet, Pattern: link, Access: page.StartLink, Handle: p.getInvited, Budget: page.Guarded},
		{Method: http.MethodPost, Pattern: link, Access: page.StartLink, Handle: p.postInvited, Budget: page.Guarded},
		{Method: http.MethodPost, Pattern: link + "/logg-inn", Access: page.StartLink, Handle: p.postInvitedSignIn, Budget: page.Guarded},
		{Method: http.MethodGet, Pattern: link + "/svar-nei", Access: page.StartLink, Handle: p.getDecline},
		{Method: http.MethodPost, Pattern: link + "/svar-nei", Access: page.StartLink, Handle: p.postDecline, Budget: page.Guarded},
		{Method: http.MethodGet, Pattern: link + "/svar-nei/mottatt", Access: page.StartLink, Handle: p.getDeclineSent},
		{Method: http.MethodGet, Pattern: page.Language + "/svar-nei/{token}", Access: page.StartLink, Handle: p.getDeclineLink, Budget: page.Guarded},
		{Method: http.MethodPost, Pattern: page.Language + "/svar-nei/{token}", Access: page.StartLink, Handle: p.postDeclineLink, Budget: page.Guarded},
		{Method: http.MethodGet, Pattern: link + "/pamelding", Access: page.StartLink, Handle: p.getRegistration},
		{Method: http.MethodPost, Pattern: link + "/pamelding", Access: page.StartLink, Handle: p.redrawRegistration},
		{Method: http.MethodPost, Pattern: link + "/sjekk", Access: page.StartLink, Handle: p.checkRegistration},
		{Method: http.MethodPost, Pattern: link + "/send", Access: page.StartLink, Handle: p.postRegistration},
	})
}
