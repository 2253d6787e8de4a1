// Package web is the URL map and what every request passes through: request id, log, limits, headers, cross-origin check,
// session. Handlers live in public, delegation and staff; what they share in page. No rule of the domain is decided here.
package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/auth"
	"dialogmote/internal/web/page"
	"dialogmote/static"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// Deps is what the site needs.
type Deps struct {
	App  *app.App
	Auth *auth.Auth
	Log  *slog.Logger
	// BaseURL is how readers reach the site, as https://moter.example.no. It decides whether cookies and headers ask for https,
	// and it is always a trusted origin of forms.
	BaseURL string
	// TrustedProxies are the networks, as 10.0.0.0/8, whose X-Forwarded-For is believed.
	TrustedProxies []string
	// Ready tells whether the site can be used; /readyz answers 503 with anything but nil.
	Ready func(context.Context) error
	// Dev, when set, is mounted under /dev/ outside every rule. Only demo sets it.
	Dev    http.Handler
	Limits Limits
}

// Limits is how many requests a minute one client address may make. Zero fields are the defaults.
type Limits struct{ Get, Post, Guarded int }

// The defaults: 200 honest registrations in a minute are about 400 posts with their checks and corrections, and as many pages
// again; half as many sign-in links. Static files are not counted.
const (
	defaultGet     = 3000
	defaultPost    = 1500
	defaultGuarded = 300
)

func (l Limits) of(budget page.Budget, method string) int {
	n, standard := l.Get, defaultGet
	switch {
	case budget == page.Guarded && method == http.MethodPost:
		n, standard = l.Guarded, defaultGuarded
	case method == http.MethodPost:
		n, standard = l.Post, defaultPost
	}
	if n == 0 {
		return standard
	}
	return n
}

// RequestTimeout is how long a handler may take; the server's own limits are a little longer.
const RequestTimeout = 30 * time.Second

// Handler is the whole site. A route without an access rule, or two for one address, is an error: the program doesn't start.
func Handler(d Deps) (http.Handler, error) {
	r, err := router(d)
	if err != nil {
		return nil, err
	}
	return r, nil
}

func router(d Deps) (chi.Router, error) {
	kit := page.New(page.Options{Auth: d.Auth, Log: d.Log})
	origins, err := crossOrigin(kit, d.BaseURL)
	if err != nil {
		return nil, err
	}
	if err := checkProxies(d.TrustedProxies); err != nil {
		return nil, err
	}
	r := chi.NewRouter()
	r.Use(identify, clientIP(d.TrustedProxies), accessLog(kit), recoverer(kit), headers(strings.HasPrefix(d.BaseURL, "https://")),
		middleware.GetHead)
	r.Get("/livez", func(w http.ResponseWriter, r *http.Request) { answer(w, nil) })
	r.Get("/readyz", func(w http.ResponseWriter, r *http.Request) { answer(w, ready(r.Context(), d.Ready)) })
	r.Handle(static.Prefix+"*", static.Handler())
	if d.Dev != nil {
		r.Mount("/dev", d.Dev)
	}
	limits := newLimiters(kit, d.Limits)
	through := chi.Middlewares{middleware.Compress(5, "text/html", "text/calendar", "text/csv"), deadline, origins, session(kit, d.Auth)}
	if err := mount(r.With(through...), kit, limits, routes(kit, d)); err != nil {
		return nil, err
	}
	missing := append(through, limits.of(page.Ordinary, http.MethodGet))
	r.NotFound(missing.HandlerFunc(kit.Serve(page.Route{Pattern: "(not found)", Access: page.Public, Handle: kit.NotFound}).ServeHTTP).ServeHTTP)
	r.MethodNotAllowed(missing.HandlerFunc(kit.Serve(page.Route{Pattern: "(method)", Access: page.Public, Handle: kit.MethodNotAllowed}).ServeHTTP).ServeHTTP)
	return r, nil
}

// mount refuses what has no rule.
func mount(r chi.Router, kit *page.Kit, limits limiters, routes []page.Route) error {
	seen := map[string]bool{}
	for _, route := range routes {
		if err := route.Check(); err != nil {
			return err
		}
		name := route.Method + " " + route.Pattern
		if seen[name] {
			return fmt.Errorf("web: %s is routed twice", name)
		}
		seen[name] = true
		r.With(limits.of(route.Budget, route.Method)).Method(route.Method, route.Pattern, kit.Serve(route))
	}
	return nil
}

func answer(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "not ready")
		return
	}
	fmt.Fprintln(w, "ok")
}

func ready(ctx context.Context, check func(context.Context) error) error {
	if check == nil {
		return nil
	}
	return check(ctx)
}
