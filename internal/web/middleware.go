package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"time"

	"dialogmote/internal/auth"
	"dialogmote/internal/web/page"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"
)

// identify gives the request the eight characters that its log lines and error page carry. What a client sends as one is not
// believed.
func identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:8]
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, page.WithRequestID(r, id))
	})
}

// clientIP finds the client's address: the connection's, or what a trusted proxy says.
func clientIP(proxies []string) func(http.Handler) http.Handler {
	if len(proxies) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	fromHeader := middleware.ClientIPFromXFF(proxies...)
	return func(next http.Handler) http.Handler {
		// A proxy that sends no header leaves its own address: counted together rather than not at all.
		return middleware.ClientIPFromRemoteAddr(fromHeader(next))
	}
}

func checkProxies(proxies []string) error {
	for _, p := range proxies {
		if _, err := netip.ParsePrefix(p); err != nil {
			return fmt.Errorf("web: trusted proxy %q is not a network such as 10.0.0.0/8", p)
		}
	}
	return nil
}

// accessLog writes one line per request. It names the route's pattern, never the address: tokens and references stand in
// addresses, and nobody's IP address or browser is kept.
func accessLog(kit *page.Kit) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := time.Now()
			ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
			next.ServeHTTP(ww, r)
			level := slog.LevelInfo
			switch pattern := chi.RouteContext(r.Context()).RoutePattern(); {
			case ww.Status() >= 500:
				level = slog.LevelError
			case pattern == "/livez", pattern == "/readyz", pattern == "/static/*":
				level = slog.LevelDebug
			}
			kit.Log().LogAttrs(r.Context(), level, "request",
				slog.String("id", page.RequestID(r)), slog.String("method", r.Method),
				slog.String("route", chi.RouteContext(r.Context()).RoutePattern()), slog.Int("status", ww.Status()),
				slog.Int("bytes", ww.BytesWritten()), slog.Duration("took", time.Since(start).Round(time.Microsecond)))
		})
	}
}

// recoverer turns a panic into the error page; the reason is logged with its stack.
func recoverer(kit *page.Kit) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() {
				switch reason := recover(); reason {
				case nil:
				case http.ErrAbortHandler:
					panic(reason)
				default:
					kit.Log().Error("panic", "reference", page.RequestID(r), "reason", fmt.Sprint(reason), "stack", string(debug.Stack()))
					kit.Fail(w, r, errPanic)
				}
			}()
			next.ServeHTTP(w, r)
		})
	}
}

var errPanic = errors.New("web: a handler panicked")

// contentPolicy lets pages load our own files and nothing else.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

func headers(https bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			head := w.Header()
			head.Set("Content-Security-Policy", contentPolicy)
			head.Set("X-Content-Type-Options", "nosniff")
			head.Set("X-Frame-Options", "DENY")
			head.Set("Referrer-Policy", "same-origin")
			head.Set("Cross-Origin-Opener-Policy", "same-origin")
			head.Set("Cross-Origin-Resource-Policy", "same-origin")
			head.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
			if https {
				head.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
			}
			next.ServeHTTP(w, r)
		})
	}
}

func deadline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), RequestTimeout)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// crossOrigin refuses forms that another site sends. Pages with Referrer-Policy no-referrer post with «Origin: null», which
// browsers of today tell apart by Sec-Fetch-Site.
func crossOrigin(kit *page.Kit, baseURL string) (func(http.Handler) http.Handler, error) {
	protection := http.NewCrossOriginProtection()
	if baseURL != "" {
		if err := protection.AddTrustedOrigin(baseURL); err != nil {
			return nil, fmt.Errorf("web: base URL: %w", err)
		}
	}
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kit.Fail(w, r, page.ErrCrossOrigin)
	}))
	return protection.Handler, nil
}

func session(kit *page.Kit, a *auth.Auth) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		if a == nil {
			return next
		}
		return a.Load(next, kit.Fail)
	}
}

// limiters count requests per client address, each kind by itself.
type limiters struct {
	get, post, guarded func(http.Handler) http.Handler
}

func newLimiters(kit *page.Kit, l Limits) limiters {
	limit := func(n int) func(http.Handler) http.Handler {
		return httprate.LimitBy(n, time.Minute, func(r *http.Request) (string, error) {
			return httprate.CanonicalizeIP(page.ClientIP(r)), nil
		}, httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
			kit.Fail(w, r, page.ErrTooManyRequests)
		}))
	}
	return limiters{
		get:     limit(l.of(page.Ordinary, http.MethodGet)),
		post:    limit(l.of(page.Ordinary, http.MethodPost)),
		guarded: limit(l.of(page.Guarded, http.MethodPost)),
	}
}

func (l limiters) of(budget page.Budget, method string) func(http.Handler) http.Handler {
	switch {
	case method == http.MethodGet:
		return l.get
	case budget == page.Guarded:
		return l.guarded
	}
	return l.post
}
