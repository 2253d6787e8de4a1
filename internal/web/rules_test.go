package web

import (
	"net/http"
	"strings"
	"testing"

	"dialogmote/internal/web/page"

	"github.com/go-chi/chi/v5"
)

// Deny by default: whatever chi answers is a declared route with a rule, or one of the few named here.
func TestNothingIsMountedWithoutARule(t *testing.T) {
	t.Parallel()
	r, err := router(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]bool{"GET /livez": true, "GET /readyz": true}
	for _, route := range Routes() {
		if err := route.Check(); err != nil {
			t.Error(err)
		}
		declared[route.Method+" "+route.Pattern] = true
	}
	mounted := 0
	err = chi.Walk(r, func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		mounted++
		if !declared[method+" "+pattern] && !strings.HasPrefix(pattern, "/static/") {
			t.Errorf("%s %s is mounted without a rule", method, pattern)
		}
		return nil
	})
	if err != nil || mounted < len(declared) {
		t.Errorf("%d mounted of %d, %v", mounted, len(declared), err)
	}
}

func TestARouteWithoutARuleStopsTheStart(t *testing.T) {
	t.Parallel()
	kit := page.New(page.Options{})
	handle := kit.NotFound
	for name, routes := range map[string][]page.Route{
		"no rule":    {{Method: "GET", Pattern: "/x", Handle: handle}},
		"unknown":    {{Method: "GET", Pattern: "/x", Access: 99, Handle: handle}},
		"twice":      {{Method: "GET", Pattern: "/x", Access: page.Public, Handle: handle}, {Method: "GET", Pattern: "/x", Access: page.Admin, Handle: handle}},
		"no handler": {{Method: "GET", Pattern: "/x", Access: page.Public}},
		"put":        {{Method: "PUT", Pattern: "/x", Access: page.Public, Handle: handle}},
	} {
		if mount(chi.NewRouter(), kit, newLimiters(kit, Limits{}), routes) == nil {
			t.Errorf("%s: mounted", name)
		}
	}
}

// Staff pages answer in /intern and nowhere else, and every one of them asks for a sign-in but the door itself.
func TestOnlyTheDoorToTheStaffIsOpen(t *testing.T) {
	t.Parallel()
	open := map[string]bool{"/intern/logg-inn": true, "/intern/logg-ut": true, "/intern/sprak": true, "/intern/innsjekk/{code}": true}
	for _, route := range Routes() {
		inside := route.Pattern == "/intern" || strings.HasPrefix(route.Pattern, "/intern/")
		if inside && !route.Access.Staff() && !open[route.Pattern] || !inside && route.Access.Staff() {
			t.Errorf("%s %s is %s", route.Method, route.Pattern, route.Access)
		}
	}
}
