// Package config turns the environment into settings, checks them all at once and can print them without secrets. Only cmd
// imports it: everything else gets what it needs as arguments.
package config

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Secret is a value that is never printed.
type Secret string

// String hides the value; Reveal gives it.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(set)"
}

// GoString hides the value from %#v too.
func (s Secret) GoString() string { return s.String() }

// LogValue hides the value from logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Reveal is the value itself.
func (s Secret) Reveal() string { return string(s) }

// Config is every setting. A secret may instead be read from a file, named by the setting with _FILE after it
// (DATABASE_URL_FILE=/run/secrets/database_url).
type Config struct {
	DatabaseURL      Secret `env:"DATABASE_URL"`       // the application's role: a member of dialogmote_app
	DatabaseOwnerURL Secret `env:"DATABASE_OWNER_URL"` // the owner of the tables, for migrate

	BaseURL        string         `env:"BASE_URL"` // how people reach us, in every letter's links
	Addr           string         `env:"ADDR" envDefault:":8080"`
	MetricsAddr    string         `env:"METRICS_ADDR"`    // "" has no metrics
	TrustedProxies []netip.Prefix `env:"TRUSTED_PROXIES"` // whose X-Forwarded-For is believed

	SMTPHost      string `env:"SMTP_HOST"`
	SMTPPort      int    `env:"SMTP_PORT" envDefault:"587"`
	SMTPUsername  string `env:"SMTP_USERNAME"`
	SMTPPassword  Secret `env:"SMTP_PASSWORD"`
	SMTPTLS       string `env:"SMTP_TLS" envDefault:"starttls"` // starttls, tls or none
	MailFrom      string `env:"MAIL_FROM"`
	MailPerMinute int    `env:"MAIL_PER_MINUTE" envDefault:"120"`

	// A sign-in for people of municipalities, as Ansattporten; off unless OIDC_ISSUER is set.
	OIDCIssuer       string `env:"OIDC_ISSUER"`
	OIDCClientID     string `env:"OIDC_CLIENT_ID"`
	OIDCClientSecret Secret `env:"OIDC_CLIENT_SECRET"`
	OIDCLabel        string `env:"OIDC_LABEL" envDefault:"Ansattporten"`
	OIDCDetails      string `env:"OIDC_AUTHORIZATION_DETAILS"` // JSON, sent along to have an organisation chosen
	OIDCOrgClaim     string `env:"OIDC_ORG_CLAIM" envDefault:"authorization_details"`

	// Seals what delegates need of food and accessibility: 32 bytes as base64, and after a comma any former ones. "" does not ask them.
	NeedsKey Secret `env:"NEEDS_KEY"`

	LogLevel  slog.Level `env:"LOG_LEVEL" envDefault:"info"`
	LogFormat string     `env:"LOG_FORMAT" envDefault:"json"` // json or text
}

// fileSecrets are the settings with a _FILE variant.
var fileSecrets = [...]string{"DATABASE_URL", "DATABASE_OWNER_URL", "SMTP_PASSWORD", "OIDC_CLIENT_SECRET", "NEEDS_KEY"}

// Use is what the settings are for: each part of the program needs its own.
type Use int

// The uses.
const (
	Serving   Use = iota // everything
	Migrating            // the owner's address
	Staffing             // the application's address
)

// Problems is everything that is wrong with the settings.
type Problems []string

func (p Problems) Error() string {
	return "the settings are not right:\n  " + strings.Join(p, "\n  ")
}

// Parse reads the settings from lines of NAME=value, as os.Environ gives them. All that is wrong is reported at once, as
// Problems.
func Parse(environ []string, use Use) (Config, error) {
	vars := env.ToMap(environ)
	problems := readFiles(vars)
	// An empty variable is the same as none: compose files and service units write them so.
	maps.DeleteFunc(vars, func(_, value string) bool { return strings.TrimSpace(value) == "" })
	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: vars}); err != nil {
		problems = append(problems, explain(err)...)
	}
	problems = append(problems, c.check(use)...)
	if len(problems) > 0 {
		slices.Sort(problems)
		return Config{}, problems
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	return c, nil
}

// readFiles puts the content of _FILE variants in their place.
func readFiles(vars map[string]string) (problems Problems) {
	for _, name := range fileSecrets {
		path := vars[name+"_FILE"]
		if path == "" {
			continue
		}
		if vars[name] != "" {
			problems = append(problems, name+": set either "+name+" or "+name+"_FILE, not both")
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s_FILE: %v", name, err))
			continue
		}
		vars[name] = strings.TrimRight(string(content), "\r\n")
	}
	return problems
}

// check is every rule that a type does not hold.
func (c *Config) check(use Use) (problems Problems) {
	problem := func(name, text string) { problems = append(problems, name+": "+text) }
	database := func(name string, value Secret) {
		if value == "" {
			problem(name, "is missing (postgres://user:password@host:5432/database)")
		} else if u, err := url.Parse(value.Reveal()); err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
			problem(name, "is not an address of the form postgres://user:password@host:5432/database")
		}
	}
	switch use {
	case Migrating:
		database("DATABASE_OWNER_URL", c.DatabaseOwnerURL)
		if c.DatabaseURL != "" {
			database("DATABASE_URL", c.DatabaseURL)
		}
	case Staffing:
		database("DATABASE_URL", c.DatabaseURL)
	case Serving:
		database("DATABASE_URL", c.DatabaseURL)
		c.checkServing(problem)
	}
	if c.LogFormat != "json" && c.LogFormat != "text" {
		problem("LOG_FORMAT", "is json or text")
	}
	return problems
}

func (c *Config) checkServing(problem func(name, text string)) {
	switch u, err := url.Parse(c.BaseURL); {
	case c.BaseURL == "":
		problem("BASE_URL", "is missing (https://dialogmote.example.no)")
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "":
		problem("BASE_URL", "is https:// and a host, without a path")
	case u.Scheme == "http" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1":
		problem("BASE_URL", "must be https:// unless it is this machine: sign-in needs it")
	}
	if c.Addr == c.MetricsAddr {
		problem("METRICS_ADDR", "must be another than ADDR")
	}
	if c.SMTPHost == "" {
		problem("SMTP_HOST", "is missing")
	}
	if c.SMTPPort < 1 || c.SMTPPort > 65535 {
		problem("SMTP_PORT", "is a number from 1 to 65535")
	}
	switch c.SMTPTLS {
	case "starttls", "tls", "none":
	default:
		problem("SMTP_TLS", "is starttls, tls or none")
	}
	if (c.SMTPUsername == "") != (c.SMTPPassword == "") {
		problem("SMTP_PASSWORD", "and SMTP_USERNAME belong together")
	}
	if c.SMTPUsername != "" && c.SMTPTLS == "none" {
		problem("SMTP_TLS", "none would send the password unprotected")
	}
	switch name, domain, ok := strings.Cut(c.MailFrom, "@"); {
	case c.MailFrom == "":
		problem("MAIL_FROM", "is missing (the address that letters come from)")
	case !ok || name == "" || !strings.Contains(domain, ".") || strings.ContainsAny(c.MailFrom, " <>,\r\n"):
		problem("MAIL_FROM", "is not an e-mail address")
	}
	c.checkOIDC(problem)
	if _, err := ReadKeys(c.NeedsKey); err != nil {
		problem("NEEDS_KEY", "is 32 bytes as base64 («openssl rand -base64 32» makes one), former ones after it with commas between")
	}
	if c.MailPerMinute < 1 {
		problem("MAIL_PER_MINUTE", "is at least 1")
	}
}

// ReadKeys are the keys of a setting that holds 32 bytes as base64, or several with commas between; none when it is empty.
func ReadKeys(s Secret) (keys [][]byte, err error) {
	if s == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(s.Reveal(), ",") {
		key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(part))
		if err != nil || len(key) != 32 {
			return nil, errors.New("config: not a key of 32 bytes as base64") // without the value
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// checkOIDC wants all of the sign-in for municipalities, or nothing.
func (c *Config) checkOIDC(problem func(name, text string)) {
	if c.OIDCIssuer == "" {
		if c.OIDCClientID != "" || c.OIDCClientSecret != "" {
			problem("OIDC_ISSUER", "is missing: OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong to it")
		}
		return
	}
	switch u, err := url.Parse(c.OIDCIssuer); {
	case err != nil || u.Host == "" || u.RawQuery != "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http":
		problem("OIDC_ISSUER", "is the provider's address, as https://ansattporten.no")
	case u.Scheme == "http" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1":
		problem("OIDC_ISSUER", "must be https:// unless it is this machine")
	}
	if c.OIDCClientID == "" {
		problem("OIDC_CLIENT_ID", "is missing")
	}
	if c.OIDCClientSecret == "" {
		problem("OIDC_CLIENT_SECRET", "is missing")
	}
	if c.OIDCDetails != "" && !json.Valid([]byte(c.OIDCDetails)) {
		problem("OIDC_AUTHORIZATION_DETAILS", "is not JSON")
	}
}
