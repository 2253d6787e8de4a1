package config_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dialogmote/internal/config"
)

func complete(change ...string) []string {
	return append([]string{
		"DATABASE_URL=postgres://app:hidden1@db/dialogmote", "BASE_URL=https://dialogmote.example.no/", "SMTP_HOST=mail.example.no",
		"SMTP_USERNAME=app", "SMTP_PASSWORD=hidden2", "MAIL_FROM=ikke-svar@example.no",
	}, change...)
}

func TestDefaultsAreEnoughToServe(t *testing.T) {
	t.Parallel()
	c, err := config.Parse(complete("TRUSTED_PROXIES=10.0.0.0/8,127.0.0.1/32", "METRICS_ADDR="), config.Serving)
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != ":8080" || c.SMTPPort != 587 || c.SMTPTLS != "starttls" || c.BaseURL != "https://dialogmote.example.no" || len(c.TrustedProxies) != 2 {
		t.Errorf("%+v", c)
	}
}

func TestEverythingWrongIsToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := config.Parse([]string{"SMTP_PORT=many", "LOG_LEVEL=loud", "LOG_FORMAT=xml", "SMTP_TLS=perhaps", "MAIL_FROM=a b@c", "BASE_URL=http://x.example.no",
		"TRUSTED_PROXIES=everyone", "SMTP_USERNAME=x", "MAIL_PER_MINUTE=-1", "DATABASE_URL=mysql://x"}, config.Serving)
	var problems config.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("err = %v", err)
	}
	for _, name := range []string{"DATABASE_URL", "BASE_URL", "SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "SMTP_PASSWORD", "MAIL_FROM", "MAIL_PER_MINUTE",
		"LOG_LEVEL", "LOG_FORMAT", "TRUSTED_PROXIES"} {
		if !strings.Contains(err.Error(), "\n  "+name+": ") {
			t.Errorf("%s is not mentioned in:\n%v", name, err)
		}
	}
}

func TestEachUseNeedsItsOwn(t *testing.T) {
	t.Parallel()
	if _, err := config.Parse([]string{"DATABASE_OWNER_URL=postgres://owner@db/dialogmote"}, config.Migrating); err != nil {
		t.Error(err)
	}
	if _, err := config.Parse(complete(), config.Migrating); err == nil || !strings.Contains(err.Error(), "DATABASE_OWNER_URL") {
		t.Errorf("migrate without an owner: %v", err)
	}
	if _, err := config.Parse([]string{"DATABASE_URL=postgres://app@db/dialogmote"}, config.Staffing); err != nil {
		t.Error(err)
	}
}

// The sign-in for municipalities is off unless it is set, and then it is whole.
func TestAnOrganisationsSignInIsWholeOrOff(t *testing.T) {
	t.Parallel()
	if c, err := config.Parse(complete(), config.Serving); err != nil || c.OIDCIssuer != "" {
		t.Errorf("%q, %v", c.OIDCIssuer, err)
	}
	whole := []string{"OIDC_ISSUER=https://ansattporten.example.no", "OIDC_CLIENT_ID=dialogmote", "OIDC_CLIENT_SECRET=hidden"}
	if c, err := config.Parse(complete(whole...), config.Serving); err != nil || c.OIDCLabel != "Ansattporten" || c.OIDCOrgClaim != "authorization_details" {
		t.Errorf("%+v, %v", c, err)
	}
	for want, change := range map[string][]string{
		"OIDC_ISSUER: must be":       append(whole[1:], "OIDC_ISSUER=http://ansattporten.example.no"),
		"OIDC_ISSUER: is missing":    whole[1:],
		"OIDC_CLIENT_ID":             {whole[0], whole[2]},
		"OIDC_CLIENT_SECRET":         whole[:2],
		"OIDC_AUTHORIZATION_DETAILS": append(whole[:3:3], "OIDC_AUTHORIZATION_DETAILS=[{"),
	} {
		if _, err := config.Parse(complete(change...), config.Serving); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestSecretsMayLieInFiles(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(path, []byte("from a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(complete("SMTP_PASSWORD=", "SMTP_PASSWORD_FILE="+path), config.Serving)
	if err != nil || c.SMTPPassword.Reveal() != "from a file" {
		t.Errorf("%q, %v", c.SMTPPassword.Reveal(), err)
	}
	if _, err := config.Parse(complete("SMTP_PASSWORD_FILE="+path), config.Serving); err == nil || !strings.Contains(err.Error(), "not both") {
		t.Errorf("both: %v", err)
	}
	if _, err := config.Parse(complete("SMTP_PASSWORD=", "SMTP_PASSWORD_FILE="+path+"x"), config.Serving); err == nil || !strings.Contains(err.Error(), "SMTP_PASSWORD_FILE") {
		t.Errorf("missing file: %v", err)
	}
}

func TestNeedsAreSealedWithWholeKeysOrNotAsked(t *testing.T) {
	t.Parallel()
	one, other := base64.StdEncoding.EncodeToString(make([]byte, 32)), base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))
	for value, keys := range map[string]int{"": 0, one: 1, one + ", " + other: 2} {
		c, err := config.Parse(complete("NEEDS_KEY="+value), config.Serving)
		if got, _ := config.ReadKeys(c.NeedsKey); err != nil || len(got) != keys {
			t.Errorf("%q: %d keys, %v", value, len(got), err)
		}
	}
	for _, value := range []string{"hidden", one[:20], one + ",", one + "," + other[:8]} {
		_, err := config.Parse(complete("NEEDS_KEY="+value), config.Serving)
		if err == nil || !strings.Contains(err.Error(), "\n  NEEDS_KEY: ") || strings.Contains(err.Error(), value) {
			t.Errorf("%q: %v", value, err)
		}
	}
}

func TestPrintingHidesSecrets(t *testing.T) {
	t.Parallel()
	c, err := config.Parse(complete("DATABASE_OWNER_URL=postgres://o:hidden3@db/x?password=hidden4",
		"OIDC_ISSUER=https://ansattporten.example.no", "OIDC_CLIENT_ID=dialogmote", "OIDC_CLIENT_SECRET=hidden5", "NEEDS_KEY=hidden6AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), config.Serving)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{c.String(), fmt.Sprintf("%v %+v %#v", c, c, c), fmt.Sprintf("%#v", &c)} {
		if strings.Contains(text, "hidden") {
			t.Errorf("a secret is printed: %s", text)
		}
	}
	if !strings.Contains(c.String(), "DATABASE_URL=postgres://app:xxxxx@db/dialogmote\n") {
		t.Errorf("printed:\n%s", c)
	}
}
