package web_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/auth"
	"dialogmote/internal/postgres"
	"dialogmote/internal/web"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/coreos/go-oidc/v3/oidc/oidctest"
)

// provider is a sign-in such as Ansattporten's, over HTTP on this machine, with tokens that it signs.
type provider struct {
	oidctest.Server
	url string
	key *rsa.PrivateKey

	mu        sync.Mutex
	challenge string
	claims    map[string]any // of the token for the next code
}

const clientSecret = "hemmelig-nok-til-en-test"

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, Server: oidctest.Server{PublicKeys: []oidctest.PublicKey{{PublicKey: key.Public(), KeyID: "k", Algorithm: oidc.RS256}}}}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.url = server.URL
	p.SetIssuer(server.URL)
	return p
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/token" {
		p.Server.ServeHTTP(w, r)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_, secret, _ := r.BasicAuth()
	if r.PostFormValue("code") != "kode" || secret != clientSecret || challengeOf(r.PostFormValue("code_verifier")) != p.challenge {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	claims, _ := json.Marshal(p.claims)
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": oidctest.SignIDToken(p.key, "k", oidc.RS256, string(claims))})
}

// with is the office's site with the provider's sign-in, and its log.
func (o office) with(t *testing.T, p *provider) (office, *logBuffer) {
	t.Helper()
	pg, err := postgres.New(o.db.App)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	log := &logBuffer{}
	who := auth.New(pg, false).WithOrganisationSignIn(auth.OrganisationSignIn{Issuer: p.url, ClientID: "dialogmote", ClientSecret: clientSecret,
		RedirectURL: base + "/min-side/innlogget", Label: "Ansattporten", Details: `[{"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:2480:40"}]`})
	many := 1_000_000
	handler, err := web.Handler(web.Deps{App: o.app, Auth: who, Log: slog.New(slog.NewJSONHandler(log, nil)), BaseURL: base, Limits: web.Limits{Get: many, Post: many, Guarded: many}})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = handler
	server.Start()
	t.Cleanup(server.Close)
	with := *o.site
	with.server = server
	return office{&with, o.inv}, log
}

// details are Ansattporten's, for a choice of organisation.
func details(organisation string) any {
	return []any{map[string]any{"type": "ansattporten:altinn:service", "resource": "urn:altinn:resource:2480:40",
		"reportees": []any{map[string]any{"Authority": "iso6523-actorid-upis", "ID": organisation, "Name": "Kommunen", "Rights": []string{"Read"}}}}}
}

const vestreToten, lillehammer = "971028300", "945578564"

func TestAMunicipalitysOwnSignInOpensWhatIsTheMunicipalitys(t *testing.T) {
	t.Parallel()
	plain := innlandet(t)
	plain.browser(t).get(mine).ok(t)
	if page := plain.browser(t).get(mine); strings.Contains(page.text(), "Ansattporten") || plain.browser(t).get(mine+"/organisasjon").status != http.StatusNotFound {
		t.Error("a sign-in that is not set is offered")
	}
	p := newProvider(t)
	o, log := plain.with(t, p)
	_, reference := o.registered(t, 1)
	for name, c := range map[string]struct {
		claims map[string]any // over the right ones
		back   url.Values     // over what the provider sends the reader back with
		status int            // of the way back
		sees   bool
		email  string
	}{
		"as Ansattporten says it":       {status: 303, sees: true},
		"with a verified address":       {claims: map[string]any{"email": "Guro@Example.no", "email_verified": true}, status: 303, sees: true, email: "guro@example.no"},
		"with an unverified address":    {claims: map[string]any{"email": "guro.lien@vestre-toten.kommune.no", "email_verified": false, "authorization_details": details("0192:" + lillehammer)}, status: 303},
		"a plain text":                  {claims: map[string]any{"authorization_details": "0192:" + vestreToten}, status: 303, sees: true},
		"Altinn 3":                      {claims: map[string]any{"authorization_details": []any{map[string]any{"type": "ansattporten:altinn:resource", "authorized_parties": []any{map[string]any{"orgno": map[string]any{"ID": "0192:" + vestreToten}}}}}}, status: 303, sees: true},
		"another kommune":               {claims: map[string]any{"authorization_details": details("0192:" + lillehammer)}, status: 303},
		"no organisation":               {claims: map[string]any{"authorization_details": nil}, status: 403},
		"two organisations":             {claims: map[string]any{"authorization_details": []string{"0192:" + vestreToten, "0192:" + lillehammer}}, status: 403},
		"not in the Norwegian register": {claims: map[string]any{"authorization_details": "0088:" + vestreToten}, status: 403},
		"a false check digit":           {claims: map[string]any{"authorization_details": "0192:971028301"}, status: 403},
		"no municipality":               {claims: map[string]any{"authorization_details": "0192:991825827"}, status: 403},
		"a wrong nonce":                 {claims: map[string]any{"nonce": "x"}, status: 403},
		"no nonce":                      {claims: map[string]any{"nonce": nil}, status: 403},
		"expired":                       {claims: map[string]any{"exp": time.Now().Add(-time.Minute).Unix()}, status: 403},
		"for another":                   {claims: map[string]any{"aud": "noen-andre"}, status: 403},
		"by another":                    {claims: map[string]any{"iss": "https://ondsinnet.example.no"}, status: 403},
		"a wrong state":                 {back: url.Values{"state": {"x"}}, status: 403},
		"no state":                      {back: url.Values{"state": {""}}, status: 403},
		"a wrong code":                  {back: url.Values{"code": {"x"}}, status: 403},
		"an error":                      {back: url.Values{"code": {""}, "error": {"access_denied"}}, status: 403},
	} {
		b := o.browser(t)
		b.get(mine).ok(t).says(t, "Logg inn med Ansattporten")
		away := b.get(mine + "/organisasjon")
		to, err := url.Parse(away.header.Get("Location"))
		if err != nil || away.status != http.StatusSeeOther || !strings.HasPrefix(to.String(), p.url+"/auth?") {
			t.Fatalf("%s: %d to %s", name, away.status, to)
		}
		asked := to.Query()
		if asked.Get("code_challenge_method") != "S256" || asked.Get("redirect_uri") != o.server.URL+"/min-side/innlogget" || !strings.Contains(asked.Get("authorization_details"), "altinn") {
			t.Fatalf("%v", asked)
		}
		claims := map[string]any{"iss": p.url, "aud": "dialogmote", "sub": "s", "exp": time.Now().Add(time.Minute).Unix(), "iat": time.Now().Unix(),
			"nonce": asked.Get("nonce"), "name": "Guro Lien", "authorization_details": details("0192:" + vestreToten)}
		maps.Copy(claims, c.claims)
		p.mu.Lock()
		p.challenge, p.claims = asked.Get("code_challenge"), claims
		p.mu.Unlock()
		back := url.Values{"state": {asked.Get("state")}, "code": {"kode"}}
		maps.Copy(back, c.back)
		before := b.cookie()
		got := b.get("/min-side/innlogget?" + back.Encode())
		if got.status != c.status {
			t.Errorf("%s: %d\n%s", name, got.status, got.text())
			continue
		}
		page := b.get(mine).ok(t)
		open, sees := page.doc.Find(`form[action^="` + mine + `/apne/"]`).Attr("action")
		if sees != c.sees || (page.doc.Find(`input[name="email"]`).Length() == 0) != (c.status == 303) {
			t.Errorf("%s: sees the registration: %v\n%s", name, sees, page.text())
		}
		if c.email != "" {
			page.says(t, c.email)
		}
		if sees {
			b.post(open, nil).leads(t, my(reference))
			b.get(my(reference, "kontakt")).ok(t)
		}
		if c.status == 303 && (b.cookie() == before || b.get("/min-side/innlogget?"+back.Encode()).status != http.StatusForbidden) {
			t.Errorf("%s: the session's token is kept, or the way back works twice", name)
		}
	}
	for _, secret := range []string{clientSecret, "kode", "Guro", vestreToten, p.challenge} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %s", secret)
		}
	}
	if !strings.Contains(log.String(), "the token is for another sign-in") {
		t.Error("the log does not tell why")
	}
}

// challengeOf is PKCE's S256 of a verifier.
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
