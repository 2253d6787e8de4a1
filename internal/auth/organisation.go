package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"dialogmote/internal/dialogue"
)

// OrganisationSignIn is a municipality's own sign-in: an OpenID Connect provider such as Ansattporten, where people choose the
// organisation they act for.
type OrganisationSignIn struct {
	Issuer       string
	ClientID     string
	ClientSecret string
	RedirectURL  string
	Label        string // of the button: «Ansattporten»
	Details      string // JSON: authorization_details of the request, which makes Ansattporten ask for the organisation; "" sends none
	Claim        string // where the organisation stands in the token; "" is authorization_details
}

// ErrOrganisationSignIn is a sign-in at the provider that was not finished, or that can't be believed. What wraps it says why, in words
// that hold nothing of what the provider or the reader sent.
var ErrOrganisationSignIn = errors.New("auth: the organisation's sign-in was not finished")

// Vouched is what the provider vouches for.
type Vouched struct {
	OrgNumber string
	Email     string // lower case; "" unless the provider has verified it
	Name      string
}

// In the session between the two halves of a sign-in.
const (
	keyState    = "oidc_state"
	keyNonce    = "oidc_nonce"
	keyVerifier = "oidc_verifier"
)

// patience is how long the provider may take to answer us.
const patience = 10 * time.Second

// organisations is the provider, looked up at the first sign-in so that we start without it.
type organisations struct {
	OrganisationSignIn
	client *http.Client

	mu       sync.Mutex
	provider *oidc.Provider
}

// WithOrganisationSignIn is the same Auth with a sign-in for organisations beside its own.
func (a *Auth) WithOrganisationSignIn(o OrganisationSignIn) *Auth {
	with := *a
	with.organisations = &organisations{OrganisationSignIn: o, client: &http.Client{Timeout: patience}}
	return &with
}

// OrganisationSignIn is the label of the municipality's own sign-in; "" when there is none.
func (a *Auth) OrganisationSignIn() string {
	if a == nil || a.organisations == nil {
		return ""
	}
	return a.organisations.Label
}

// discover finds the provider's addresses and keys. One that can't be reached is tried again at the next sign-in.
func (o *organisations) discover() (*oidc.Provider, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.provider == nil {
		// The provider keeps the context for fetching new keys later, so it can't be a request's; the client's patience ends it.
		provider, err := oidc.NewProvider(oidc.ClientContext(context.Background(), o.client), o.Issuer)
		if err != nil {
			return nil, fmt.Errorf("%w: the provider can't be reached", ErrOrganisationSignIn)
		}
		o.provider = provider
	}
	return o.provider, nil
}

func (o *organisations) oauth(p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: o.ClientID, ClientSecret: o.ClientSecret, RedirectURL: o.RedirectURL, Endpoint: p.Endpoint(),
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}
}

// StartOrganisationSignIn is the provider's address to go on to. What comes back must carry what the session now holds.
// dialogue.ErrNotFound when there is no such sign-in.
func (a *Auth) StartOrganisationSignIn(r *http.Request) (string, error) {
	o := a.organisations
	if o == nil {
		return "", dialogue.ErrNotFound
	}
	provider, err := o.discover()
	if err != nil {
		return "", err
	}
	state, nonce, verifier := rand.Text(), rand.Text(), oauth2.GenerateVerifier()
	for key, value := range map[string]string{keyState: state, keyNonce: nonce, keyVerifier: verifier} {
		a.sessions.Put(r.Context(), key, value)
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)}
	if o.Details != "" {
		options = append(options, oauth2.SetAuthURLParam("authorization_details", o.Details))
	}
	return o.oauth(provider).AuthCodeURL(state, options...), nil
}

// FinishOrganisationSignIn reads what the provider sent the reader back with, and asks the provider for the token: signed by its keys, for
// us, not expired, made for this very session. What was kept for it is used up, whatever comes of it. It signs nobody in.
func (a *Auth) FinishOrganisationSignIn(r *http.Request) (Vouched, error) {
	o, ctx := a.organisations, r.Context()
	if o == nil {
		return Vouched{}, dialogue.ErrNotFound
	}
	state, nonce, verifier := a.sessions.PopString(ctx, keyState), a.sessions.PopString(ctx, keyNonce), a.sessions.PopString(ctx, keyVerifier)
	query := r.URL.Query()
	if state == "" || !same(state, query.Get("state")) {
		return Vouched{}, fmt.Errorf("%w: not started in this session", ErrOrganisationSignIn)
	}
	if query.Get("code") == "" {
		return Vouched{}, fmt.Errorf("%w: the provider gave no code", ErrOrganisationSignIn)
	}
	provider, err := o.discover()
	if err != nil {
		return Vouched{}, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, o.client), patience)
	defer cancel()
	token, err := o.oauth(provider).Exchange(ctx, query.Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		return Vouched{}, fmt.Errorf("%w: the provider did not take the code", ErrOrganisationSignIn)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: o.ClientID}).Verify(ctx, raw)
	if err != nil {
		return Vouched{}, fmt.Errorf("%w: the token does not hold", ErrOrganisationSignIn)
	}
	if !same(nonce, id.Nonce) {
		return Vouched{}, fmt.Errorf("%w: the token is for another sign-in", ErrOrganisationSignIn)
	}
	return o.read(id)
}

// SignInOrganisation makes the session that of somebody whom the provider vouches for.
func (a *Auth) SignInOrganisation(r *http.Request, v Vouched) error {
	if err := a.restart(r.Context()); err != nil {
		return err
	}
	a.sessions.Put(r.Context(), keyOrgNumber, v.OrgNumber)
	a.sessions.Put(r.Context(), keyEmail, v.Email)
	a.sessions.Put(r.Context(), keyName, v.Name)
	return nil
}

// read finds what the token vouches for; one organisation exactly.
func (o *organisations) read(id *oidc.IDToken) (Vouched, error) {
	var claims map[string]json.RawMessage
	if err := id.Claims(&claims); err != nil {
		return Vouched{}, fmt.Errorf("%w: the token can't be read", ErrOrganisationSignIn)
	}
	claim := o.Claim
	if claim == "" {
		claim = "authorization_details"
	}
	numbers := orgNumbers(claims[claim])
	if len(numbers) != 1 {
		return Vouched{}, fmt.Errorf("%w: the token names %d organisations", ErrOrganisationSignIn, len(numbers))
	}
	v := Vouched{OrgNumber: numbers[0], Name: text(claims["name"])}
	if verified := string(claims["email_verified"]); verified == "true" || verified == `"true"` {
		if email := strings.ToLower(text(claims["email"])); dialogue.ValidEmail(email) {
			v.Email = email
		}
	}
	return v, nil
}

// details is an object of Ansattporten's authorization_details. Which of the three is there depends on its type: altinn:service,
// altinn:resource or orgno (docs.digdir.no, «RAR-typer i Ansattporten»).
type details struct {
	Reportees []identified `json:"reportees"`
	Parties   []struct {
		OrgNo identified `json:"orgno"`
	} `json:"authorized_parties"`
	OrgNo identified `json:"orgno"`
}

// identified is an organisation by its identifier: «0192:» and the organisation number (ISO 6523).
type identified struct {
	ID string `json:"ID"`
}

// orgNumbers are the organisations that a claim names, each once: Ansattporten's authorization_details, or a plain string or several.
func orgNumbers(claim json.RawMessage) []string {
	var ids []string
	var plain string
	var several []string
	var all []details
	switch {
	case json.Unmarshal(claim, &plain) == nil:
		ids = []string{plain}
	case json.Unmarshal(claim, &several) == nil:
		ids = several
	case json.Unmarshal(claim, &all) == nil:
		for _, d := range all {
			ids = append(ids, d.OrgNo.ID)
			for _, r := range d.Reportees {
				ids = append(ids, r.ID)
			}
			for _, p := range d.Parties {
				ids = append(ids, p.OrgNo.ID)
			}
		}
	}
	var numbers []string
	for _, id := range ids {
		if number, ok := orgNumber(id); ok && !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// orgNumber is the organisation number of an identifier in the Norwegian register of organisations (0192), with or without its prefix.
func orgNumber(id string) (string, bool) {
	number := strings.TrimPrefix(id, "0192:")
	if len(number) != 9 {
		return "", false
	}
	sum := 0
	for i, weight := range [...]int{3, 2, 7, 6, 5, 4, 3, 2, 1} {
		if number[i] < '0' || number[i] > '9' {
			return "", false
		}
		sum += int(number[i]-'0') * weight
	}
	return number, sum%11 == 0
}

func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	s = strings.Join(strings.Fields(s), " ")
	if len([]rune(s)) > dialogue.MaxName {
		return ""
	}
	return s
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
