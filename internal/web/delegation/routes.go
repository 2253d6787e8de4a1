// Package delegation is the contact's own pages: the links in letters, and what can be seen and changed of one registration. A link only
// starts: it shows a button, and the button's POST uses it.
package delegation

import (
	"net/http"
	"slices"

	"dialogmote/internal/app"
	"dialogmote/internal/web/page"
)

type pages struct {
	kit *page.Kit
	app *app.App
}

// Routes is the contacts' part of the URL map.
func Routes(kit *page.Kit, a *app.App) []page.Route {
	p := pages{kit, a}
	const my = page.Language + "/min-pamelding"
	const own = my + "/{reference}"
	get := func(pattern string, access page.Access, h page.Handler) page.Route {
		return page.Route{Method: http.MethodGet, Pattern: pattern, Access: access, Handle: h}
	}
	post := func(pattern string, access page.Access, h page.Handler) page.Route {
		return page.Route{Method: http.MethodPost, Pattern: pattern, Access: access, Handle: h}
	}
	guarded := func(r page.Route) page.Route {
		r.Budget = page.Guarded
		return r
	}
	const mine = page.Language + "/min-side"
	return slices.Concat(p.milestoneRoutes(), p.aboutMeRoutes(), p.fileRoutes(own), p.needsRoutes(own), p.statementRoutes(own), p.certificateRoutes(own), []page.Route{
		get(mine, page.StartLink, p.getMy),
		guarded(post(mine, page.StartLink, p.postMy)),
		guarded(get(mine+"/logg-inn/{token}", page.StartLink, p.getMyLink)),
		guarded(post(mine+"/logg-inn/{token}", page.StartLink, p.postMyLink)),
		{Method: http.MethodGet, Pattern: mine + "/organisasjon", Access: page.Public, NoStore: true, Handle: p.getOrganisationSignIn},
		{Method: http.MethodGet, Pattern: "/min-side/innlogget", Access: page.Public, NoStore: true, Handle: p.getOrganisationReturn},
		post(mine+"/apne/{organiser}/{registration}", page.Person, p.postMyOpen),
		post(mine+"/meld-pa/{organiser}/{invitation}", page.Person, p.postMyStart),
		get(mine+"/slipp-inn/{organiser}/{unit}", page.Person, p.getMyLetIn),
		guarded(post(mine+"/slipp-inn/{organiser}/{unit}", page.Person, p.postMyLetIn)),
		post(mine+"/avslutt/{organiser}/{colleague}", page.Person, p.postMyEndAccess),

		guarded(get(my+"/bekreft/{token}", page.StartLink, p.getVerify)),
		guarded(post(my+"/bekreft/{token}", page.StartLink, p.postVerify)),
		guarded(get(my+"/logg-inn/{token}", page.StartLink, p.getSignIn)),
		guarded(post(my+"/logg-inn/{token}", page.StartLink, p.postSignIn)),
		guarded(get(my+"/tilbud/{token}", page.StartLink, p.getOffer)),
		guarded(post(my+"/tilbud/{token}", page.StartLink, p.postOffer)),
		post(my+"/logg-ut", page.StartLink, p.postSignOut),

		get(own, page.StartLink, p.getOwn),
		guarded(post(own+"/send-lenke", page.StartLink, p.postStart)),
		get(own+"/deltakere", page.Contact, p.getDelegates),
		post(own+"/deltakere", page.Contact, p.postDelegates),
		get(own+"/deltakere/ny", page.Contact, p.getAdd),
		post(own+"/deltakere/ny", page.Contact, p.postAdd),
		get(own+"/deltakere/{delegate}/bytt", page.Contact, p.getSwap),
		post(own+"/deltakere/{delegate}/bytt", page.Contact, p.postSwap),
		get(own+"/deltakere/{delegate}/meld-av", page.Contact, p.getLeave),
		post(own+"/deltakere/{delegate}/meld-av", page.Contact, p.postLeave),
		get(own+"/kontakt", page.Contact, p.getContact),
		post(own+"/kontakt", page.Contact, p.postContact),
		get(own+"/mote", page.Contact, p.getMeeting),
		post(own+"/mote", page.Contact, p.postMeeting),
		get(own+"/onske", page.Contact, p.getWish),
		post(own+"/onske", page.Contact, p.postWish),
		get(own+"/meld-av", page.Contact, p.getWithdraw),
		post(own+"/meld-av", page.Contact, p.postWithdraw),
		post(own+"/forslag/{proposal}", page.Contact, p.postProposal),
		post(own+"/tilbud/{offer}", page.Contact, p.postOwnOffer),
		post(own+"/dato/{meeting}", page.Contact, p.postDate),
		get(own+"/historikk", page.Contact, p.getHistory),
		get(own+"/utskrift", page.Contact, p.getPrintout),
	}, p.preparationRoutes(own))
}
