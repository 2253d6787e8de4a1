package devmail_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	netsmtp "net/smtp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"dialogmote/internal/devmail"
)

const letter = "From: Statsforvalteren <post@example.no>\r\nTo: kari@kommune.example.no\r\nSubject: =?utf-8?q?P=C3=A5melding?= <b>\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n" +
	"--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n" +
	"--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGå til https://example.no/a?b=1&c=2. <script>\r\n" +
	"--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head></head><body><script>alert(1)</script><p>Hei</p></body></html>\r\n" +
	"--a\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--a--\r\n" +
	"--m\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=program.pdf\r\n\r\n%PDF\r\n--m--\r\n"

func open(t *testing.T, dir string) (*devmail.Box, *devmail.Server, http.Handler) {
	t.Helper()
	box, err := devmail.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	server, err := devmail.Start(box, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Stop(context.Background()) })
	return box, server, box.Handler("/dev/epost", time.UTC)
}

func send(t *testing.T, s *devmail.Server, to, content string) {
	t.Helper()
	if err := netsmtp.SendMail(fmt.Sprintf("%s:%d", s.Host(), s.Port()), nil, "post@example.no", []string{to}, []byte(content)); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, h http.Handler, path string) (*http.Response, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", path, nil))
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

func page(t *testing.T, body string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestLettersAreListedNewestFirstAndSurviveARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, first, _ := open(t, dir)
	send(t, first, "kari@kommune.example.no", letter)
	if err := first.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, second, pages := open(t, dir)
	send(t, second, "ola@annen.example.no", "Subject: Nyest\r\n\r\nHei\r\n")

	_, body := get(t, pages, "/dev/epost")
	var subjects []string
	page(t, body).Find(".letters a").Each(func(_ int, a *goquery.Selection) { subjects = append(subjects, a.Text()) })
	if got := strings.Join(subjects, "|"); got != "Nyest|Påmelding <b>" {
		t.Errorf("subjects %q", got)
	}
	_, body = get(t, pages, "/dev/epost?til=KARI@")
	if n := page(t, body).Find(".letters li").Length(); n != 1 {
		t.Errorf("%d letters to Kari", n)
	}
}

func TestALetterIsShownInAllItsForms(t *testing.T) {
	t.Parallel()
	box, server, pages := open(t, t.TempDir())
	send(t, server, "kari@kommune.example.no", letter)
	letters, err := box.List("", 0)
	if err != nil || len(letters) != 1 {
		t.Fatalf("%d letters, %v", len(letters), err)
	}
	base := "/dev/epost/" + letters[0].ID

	_, body := get(t, pages, base)
	doc := page(t, body)
	if href, _ := doc.Find("pre.text a").Attr("href"); href != "https://example.no/a?b=1&c=2" {
		t.Errorf("the text's link leads to %q", href)
	}
	if doc.Find("script").Length() != 0 || !strings.Contains(doc.Find("pre.text").Text(), "<script>") {
		t.Error("the text is not shown as text")
	}
	if src, _ := doc.Find("iframe[sandbox]").Attr("src"); src != base+"/html" {
		t.Errorf("the frame shows %q", src)
	}

	response, body := get(t, pages, base+"/html")
	policy := response.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "img-src data:", "sandbox allow-popups", "frame-ancestors 'self'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the letter's policy %q lacks %q", policy, want)
		}
	}
	if strings.Contains(policy, "script") || !strings.Contains(body, `<base target="_blank">`) || !strings.Contains(body, "<p>Hei</p>") {
		t.Errorf("policy %q, page %q", policy, body)
	}
	for path, want := range map[string]string{"/kalender.ics": "BEGIN:VCALENDAR", "/kilde": "Delivered-To: <kari@kommune.example.no>", "/vedlegg/0": "%PDF"} {
		if _, body := get(t, pages, base+path); !strings.Contains(body, want) {
			t.Errorf("%s is %q", path, body)
		}
	}
}

func TestOtherAddressesAreNotFound(t *testing.T) {
	t.Parallel()
	box, server, pages := open(t, t.TempDir())
	send(t, server, "kari@kommune.example.no", letter)
	letters, err := box.List("", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/dev/epost/x", "/dev/epost/..%2f..%2fetc%2fpasswd", "/dev/epost/" + letters[0].ID + "/vedlegg/1",
		"/dev/epost/" + letters[0].ID + "/vedlegg/-1", "/dev/epost/20190825T100000.000000000-AAAAAA"} {
		if response, _ := get(t, pages, path); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, response.Status)
		}
	}
}
