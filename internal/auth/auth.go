// Package auth tells who asks: staff by e-mail address and password, people of municipalities and other contacts by a link that app has
// checked or by a sign-in of the municipality's own, all held by a session in the database. It decides nothing about what they may do;
// that is the actor's and the verbs' matter.
package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// How long a session lasts: without a request, and at the most.
const (
	IdleFor = 2 * time.Hour
	EndsIn  = 12 * time.Hour
)

// What a session holds. Everything else is read from the database at each request, so a role taken away is gone at once.
const (
	keyOrganiser    = "organiser"
	keyUser         = "user"
	keyRegistration = "registration" // the one that is open, of keyOrganiser
	keyEmail        = "email"        // proven, of somebody outside the organisers
	keyDelegate     = "delegate"     // of keyOrganiser, whose address keyEmail is: then the session is for nothing else
	keyOrgNumber    = "org_number"   // vouched for by the municipality's own sign-in
	keyName         = "name"         // as that sign-in says it
	keyPassword     = "password"     // a fingerprint of the stored hash: a changed password ends the sessions made before it
	keyNotice       = "notice"
	keyLang         = "lang" // before sign-in
)

// Auth signs people in and out.
type Auth struct {
	db       *postgres.DB
	sessions *scs.SessionManager
	hashing  chan struct{} // how many passwords are hashed at once: each takes 19 MiB

	organisations *organisations // nil: people of municipalities sign in by mailed links only
}

// New makes an Auth. secure is for a site reached by https: the cookie is then sent by https only.
func New(db *postgres.DB, secure bool) *Auth {
	s := scs.New()
	s.Store = db.Sessions()
	s.HashTokenInStore = true
	s.IdleTimeout, s.Lifetime = IdleFor, EndsIn
	s.Cookie.Name = "dialogmote"
	s.Cookie.HttpOnly = true
	s.Cookie.SameSite = http.SameSiteLaxMode
	s.Cookie.Path = "/"
	s.Cookie.Persist = false
	if secure {
		s.Cookie.Name = "__Host-dialogmote"
		s.Cookie.Secure = true
	}
	return &Auth{db: db, sessions: s, hashing: make(chan struct{}, 4)}
}

// Load is the middleware that reads the session before the handler and stores it after. fail answers when it can't.
func (a *Auth) Load(next http.Handler, fail func(http.ResponseWriter, *http.Request, error)) http.Handler {
	sessions := *a.sessions
	sessions.ErrorFunc = fail
	return sessions.LoadAndSave(next)
}

// Who is the one who asks, as pages show it. The zero Who is nobody.
type Who struct {
	Actor      dialogue.Actor
	Name       string // staff: own name; else what the municipality's own sign-in says
	Email      string
	Organiser  dialogue.Organiser // staff: the organiser
	MustChange bool               // staff: nothing but a new password is allowed
}

// Who reads the session of a request that Load has passed on. A user who is disabled, gone or has a new password is nobody.
func (a *Auth) Who(r *http.Request) (Who, error) {
	ctx := r.Context()
	if a.sessions.GetString(ctx, keyUser) == "" {
		return a.person(ctx)
	}
	organiser := a.id(ctx, keyOrganiser)
	user, office, err := a.db.StaffSession(ctx, organiser, a.id(ctx, keyUser))
	switch {
	case errors.Is(err, dialogue.ErrNotFound):
		return Who{}, nil
	case err != nil:
		return Who{}, err
	case !user.DisabledAt.IsZero() || a.sessions.GetString(ctx, keyPassword) != fingerprint(user.PasswordHash):
		return Who{}, nil
	}
	return Who{
		Actor: dialogue.Actor{Kind: dialogue.StaffActor, Organiser: organiser, User: user.ID, Role: user.Role, Lang: user.Lang},
		Name:  user.Name, Email: user.Email, Organiser: office, MustChange: user.MustChange,
	}, nil
}

// SignOut ends the session.
func (a *Auth) SignOut(r *http.Request) error { return a.sessions.Destroy(r.Context()) }

// Notice keeps a sentence for the next page that is shown to the session.
func (a *Auth) Notice(r *http.Request, text string) { a.sessions.Put(r.Context(), keyNotice, text) }

// TakeNotice gives the sentence kept by Notice, once.
func (a *Auth) TakeNotice(r *http.Request) string {
	return a.sessions.PopString(r.Context(), keyNotice)
}

// SpeakLang makes a language the session's, for the staff's pages before sign-in.
func (a *Auth) SpeakLang(r *http.Request, l dialogue.Lang) {
	a.sessions.Put(r.Context(), keyLang, string(l))
}

// SpokenLang is the language from SpeakLang, or "".
func (a *Auth) SpokenLang(r *http.Request) dialogue.Lang {
	return dialogue.Lang(a.sessions.GetString(r.Context(), keyLang))
}

// restart empties the session and gives it a new token, so that one known to somebody before the sign-in is worth nothing.
func (a *Auth) restart(ctx context.Context) error {
	if err := a.sessions.Clear(ctx); err != nil {
		return err
	}
	return a.sessions.RenewToken(ctx)
}

func (a *Auth) id(ctx context.Context, key string) dialogue.ID {
	id, err := dialogue.ParseID(a.sessions.GetString(ctx, key))
	if err != nil {
		return dialogue.ID{}
	}
	return id
}

func fingerprint(passwordHash string) string {
	sum := sha256.Sum256([]byte(passwordHash))
	return hex.EncodeToString(sum[:16])
}
