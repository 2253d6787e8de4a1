package web

import (
	"net/http"

	"dialogmote/internal/urls"
	"dialogmote/internal/web/delegation"
	"dialogmote/internal/web/page"
	"dialogmote/internal/web/public"
	"dialogmote/internal/web/staff"
)

// Routes is every address with its rule, for `dialogmote routes`. Its handlers can't be called.
func Routes() []page.Route { return routes(page.New(page.Options{}), Deps{}) }

// routes is the URL map: what each audience brings, and the door.
func routes(kit *page.Kit, d Deps) []page.Route {
	all := []page.Route{
		{Method: http.MethodGet, Pattern: "/", Access: page.Public, Handle: home(kit)},
		{Method: http.MethodGet, Pattern: page.Language, Access: page.Public, Handle: languageHome(kit)},
	}
	all = append(all, public.Routes(kit, d.App, urls.New(d.BaseURL))...)
	all = append(all, staff.Routes(kit, d.App)...)
	all = append(all, delegation.Routes(kit, d.App)...)
	return all
}

// home chooses a language.
func home(kit *page.Kit) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Add("Vary", "Accept-Language")
		return kit.SeeOther(w, r, urls.Paths().List(page.PreferredLang(r)))
	}
}

func languageHome(kit *page.Kit) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return kit.SeeOther(w, r, urls.Paths().List(kit.Lang(r)))
	}
}
