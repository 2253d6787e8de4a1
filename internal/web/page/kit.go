// Package page is what every handler shares: the rule of a route and its enforcement, who asks and in which language,
// rendering into a buffer, answering errors, and the notice on the next page. Only this package knows HTTP statuses.
// It must hold no rule of the domain and no SQL.
package page

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"

	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// Kit is the handlers' shared kit. Make one with New.
type Kit struct {
	auth *auth.Auth
	log  *slog.Logger
}

// Options is what New needs.
type Options struct {
	Auth *auth.Auth
	Log  *slog.Logger
}

// New makes a kit.
func New(o Options) *Kit {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Kit{auth: o.Auth, log: o.Log}
}

// Log is the program's log. Never give it names, addresses, tokens or what people wrote.
func (k *Kit) Log() *slog.Logger { return k.log }

// visit is what is known of a request once its route is found.
type visit struct {
	route Route
	who   auth.Who
	lang  dialogue.Lang
}

type visitKey struct{}

func visitOf(r *http.Request) visit {
	v, _ := r.Context().Value(visitKey{}).(visit)
	return v
}

func withVisit(r *http.Request, v visit) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
}

// Actor is who asks, in the language of the page. It is what app's verbs decide by.
func (k *Kit) Actor(r *http.Request) dialogue.Actor {
	actor := visitOf(r).who.Actor
	if actor.Kind == "" {
		actor.Kind = dialogue.Anonymous
	}
	actor.Lang = k.Lang(r)
	return actor
}

// Who is the signed-in staff user as pages show it; empty for everybody else.
func (k *Kit) Who(r *http.Request) auth.Who { return visitOf(r).who }

// Auth signs in and out.
func (k *Kit) Auth() *auth.Auth { return k.auth }

// Lang is the language of the page: the address's, the staff user's own, or what the browser prefers.
func (k *Kit) Lang(r *http.Request) dialogue.Lang {
	if v := visitOf(r); v.lang != "" {
		return v.lang
	}
	return requestLang(r, dialogue.Actor{})
}

// Printer says things in the language of the page.
func (k *Kit) Printer(r *http.Request) lang.Printer { return lang.For(k.Lang(r)) }

// Param is a named part of the address.
func (k *Kit) Param(r *http.Request, name string) string { return chi.URLParam(r, name) }

// ParamID is a named part of the address as an id; anything else is dialogue.ErrNotFound.
func (k *Kit) ParamID(r *http.Request, name string) (dialogue.ID, error) {
	return dialogue.ParseID(chi.URLParam(r, name))
}

// ClientIP is the client's address, seen through trusted proxies; "" when there is none.
func ClientIP(r *http.Request) string { return middleware.GetClientIP(r.Context()) }

// RequestID is the eight characters that the log and an error page know the request by.
func RequestID(r *http.Request) string {
	id, _ := r.Context().Value(requestIDKey{}).(string)
	return id
}

// Notice keeps a sentence for the top of the next page the reader sees.
func (k *Kit) Notice(r *http.Request, text string) { k.auth.Notice(r, text) }

type requestIDKey struct{}

// WithRequestID is used by the middleware that makes it.
func WithRequestID(r *http.Request, id string) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id))
}

// Render writes a page. It is rendered whole before the first byte is sent, so an error in it becomes an error page.
func (k *Kit) Render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b.Bytes()) // a reader who has gone away is nobody's error
	}
	return nil
}

// SeeOther answers a POST: the browser goes on to a page with GET. path is always from urls.
func (k *Kit) SeeOther(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}
