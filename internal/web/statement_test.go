package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/web"
)

// attach posts a form with files in the field; a file's name is sent as it is.
func (b *browser) attach(path string, fields url.Values, field string, files map[string][]byte) *answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range fields {
		for _, v := range values {
			if name != field {
				_ = w.WriteField(name, v)
			}
		}
	}
	for name, content := range files {
		head := textproto.MIMEHeader{"Content-Type": {"application/pdf"}}
		head.Set("Content-Disposition", `form-data; name="`+field+`"; filename="`+name+`"`)
		part, err := w.CreatePart(head)
		if err != nil {
			b.t.Fatal(err)
		}
		_, _ = part.Write(content)
	}
	w.Close()
	r, err := http.NewRequest(http.MethodPost, b.base+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// taking is Innlandet's invitation, open for written input.
func taking() dialogue.Invitation {
	inv := sample.Innlandet2019()
	inv.Series.StatementsOpen = true
	return inv
}

func (o office) innspill(parts ...string) string {
	return strings.Join(append([]string{"/nb/invitasjoner", o.inv.Series.Slug, "innspill"}, parts...), "/")
}

// linkOf is the writer's link in the newest letter of the kind.
func (o office) linkOf(t testing.TB, kind dialogue.LetterKind) string {
	t.Helper()
	var body string
	if err := o.db.Owner.QueryRow(t.Context(), `select body from letter where kind = $1 order by id desc limit 1`, kind).Scan(&body); err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(body, "/nb/innspill/")
	return "/nb/innspill/" + strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" )>\n", r) })[0]
}

func written(text string) url.Values {
	return url.Values{"name": {"Tor Eide"}, "email": {"tor.eide@example.no"}, "behalf": {"Eldrerådet"}, "text": {text}, "consent": {"named"}}
}

// From the form to the public page and away again, without JavaScript: what is wrong with one file loses neither the words nor the others, nobody sees
// anything before the click, and the writer can take it back.
func TestWrittenInputFromTheFormToThePublicPageAndBack(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, taking())
	b, staff := o.browser(t), o.as(t, "redaktor@innlandet")
	b.get("/nb/invitasjoner/"+o.inv.Series.Slug).ok(t).says(t, "Send innspill")
	form := with(b.get(o.innspill()).ok(t).form(o.innspill("sjekk")), written("Vi savner en plan.\n\n<b>For transport.</b>"))
	pdf := sample.Files(o.inv)[0].Bytes
	o.db.AdvanceClock(t, time.Minute)

	got := b.attach(o.innspill("sjekk"), with(form, url.Values{"email": {"tor.eide"}}), "files", map[string][]byte{
		"gnp.\u202efdp.exe":     pdf,
		"notat.docx.pdf":        pdf[:len(pdf)-1],
		"tegning.pdf":           []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		"linje\"\r\nX-Ond: 1\"": append(pdf, '\n'),
	})
	if got.status != http.StatusUnprocessableEntity || got.header.Get("X-Ond") != "" {
		t.Fatalf("%d %s", got.status, got.text())
	}
	got.says(t, "Filen er ikke en PDF", "gnp fdp.pdf", "notat docx.pdf")
	if got.value("text") != "Vi savner en plan.\n\n<b>For transport.</b>" || got.value("email") != "tor.eide" {
		t.Errorf("typed and lost: %q %q", got.value("text"), got.value("email"))
	}
	again := got.form(o.innspill("sjekk"))
	// One file is taken off by its button; then the check page shows the other.
	kept, _ := got.doc.Find(`button[name="remove"]`).First().Attr("value")
	files := got.doc.Find(".kept-files li").Length()
	again.Set("remove", kept)
	again = b.post(o.innspill("sjekk"), again).ok(t).form(o.innspill("sjekk"))
	again.Set("email", "tor.eide@example.no")
	check := b.post(o.innspill("sjekk"), again).ok(t)
	check.says(t, "Se over innspillet", "<b>For transport.</b>", "Kan publiseres med navn", ".pdf")
	if n := o.count(t, `statement`); n != 0 {
		t.Fatal("stored before it is sent")
	}
	back := b.post(o.innspill(), check.form(o.innspill("send"))).ok(t)
	if !strings.Contains(back.value("text"), "transport") || back.doc.Find(".kept-files li").Length() != files-1 {
		t.Error("back from the check, and something is lost")
	}
	sent := b.post(o.innspill("send"), check.form(o.innspill("send")))
	if sent.status != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.status, sent.text())
	}
	page := b.get(sent.header.Get("Location")).ok(t)
	page.says(t, "Bekreft innspillet i e-posten")
	if strings.Contains(page.text(), "Eide") || strings.Contains(page.text(), "transport") {
		t.Error("the page after sending tells what was written")
	}

	tab := "/intern/invitasjoner/" + o.inv.Series.ID.String() + "/innspill"
	staff.get(tab).ok(t).says(t, "Ingen innspill ennå")
	link := o.linkOf(t, dialogue.LetterStatement)
	unproven := b.get(link).ok(t)
	unproven.says(t, "Bekreft innspillet", "For transport")
	attached, _ := unproven.doc.Find(`a[href^="` + link + `/filer/"]`).Attr("href")
	o.scan(t, link, attached, sent.header.Get("Location"))
	staff.get(tab).ok(t).says(t, "Ingen innspill ennå") // opening it, as mail scanners do, changes nothing
	b.post(link+"/bekreft", nil).leads(t, link)
	list := staff.get(tab).ok(t)
	list.says(t, "Eldrerådet (Tor Eide)", "1 innspill", "1 mottatt")
	href, _ := list.doc.Find("table.statements th a").Attr("href")
	one := staff.get(href).ok(t)
	one.says(t, "For transport", "tor.eide@example.no")
	o.as(t, "leser@innlandet").post(href+"/publiser", one.form(href+"/publiser"))
	if n := o.count(t, `statement where state = 'published'`); n != 0 {
		t.Error("a reader publishes")
	}
	for _, format := range []string{"csv", "xlsx", "zip"} {
		if file := staff.get(tab + "/liste." + format); file.status != http.StatusOK || len(file.body) < 50 {
			t.Errorf("%s: %d", format, file.status)
		}
	}
	staff.post(href+"/publiser", one.form(href+"/publiser")).leads(t, href)
	public := b.get("/nb/invitasjoner/" + o.inv.Series.Slug).ok(t)
	public.says(t, "Publiserte innspill", "Eldrerådet (Tor Eide)", "<b>For transport.</b>")
	if strings.Contains(public.body, "tor.eide@") || public.doc.Find(".as-written b").Length() != 0 {
		t.Error("the address is shown, or the words are markup")
	}
	file, _ := public.doc.Find("details .files a").Attr("href")
	if got := o.browser(t).get(file); got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") || got.header.Get("Content-Security-Policy") != "default-src 'none'; sandbox" {
		t.Errorf("its file: %d %v", got.status, got.header)
	}
	mine := o.linkOf(t, dialogue.LetterStatementPublished)
	b.get(mine).ok(t).says(t, "Innspillet er publisert")
	b.post(mine+"/trekk", nil).leads(t, mine)
	b.get(mine).ok(t).says(t, "Innspillet er trukket tilbake")
	if got := b.get("/nb/invitasjoner/" + o.inv.Series.Slug).ok(t); strings.Contains(got.text(), "transport") {
		t.Error("withdrawn and still public")
	}
	if got := b.get(file); got.status != http.StatusNotFound {
		t.Errorf("its file: %d", got.status)
	}
	staff.get(tab).ok(t).says(t, "Trukket tilbake")
}

// Junk is answered kindly, whatever it is; and two hundred people behind one address on the net, each with an address of their own, get through in a
// minute with the program's own limits.
func TestTwoHundredStatementsFromOnePlaceAndJunk(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, taking()).served(t, 8, web.Limits{})
	b := o.browser(t)
	for name, values := range map[string]url.Values{
		"nothing": {}, "odd ids": {"submission": {"x"}, "meeting": {"'"}, "consent": {"maybe"}, "signed": {strings.Repeat("A", 5000)}, "text": {"\x00\xff"}},
		"somebody else's": with(written("x"), url.Values{"submission": {o.inv.Series.ID.String()}, "signed": {"AAAA"}, "remove": {o.inv.Series.ID.String()}}),
	} {
		for _, path := range []string{o.innspill("sjekk"), o.innspill("send")} {
			if got := b.post(path, values); got.status >= 500 || got.status < 200 {
				t.Errorf("%s to %s: %d", name, path, got.status)
			}
		}
	}
	for _, path := range []string{"/nb/innspill/xyz", o.innspill("sendt", "AAAAAAAA"), o.innspill("filer", o.inv.Series.ID.String(), "x.pdf")} {
		if got := b.get(path); got.status != http.StatusNotFound && got.status != http.StatusGone {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	forms := make([]url.Values, 200)
	for i := range forms {
		forms[i] = with(b.get(o.innspill()).ok(t).form(o.innspill("sjekk")), with(written("Vi mener dette."), url.Values{"email": {fmt.Sprintf("noen%d@example.no", i)}}))
	}
	trapped := with(forms[0], url.Values{"website": {"https://example.no"}})
	if got := b.post(o.innspill("send"), forms[0]); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(), "gikk så fort") {
		t.Errorf("at once: %d", got.status)
	}
	o.db.AdvanceClock(t, 30*time.Second)
	got := b.post(o.innspill("sjekk"), trapped)
	got.says(t, "skal stå tomt")
	if got.status != http.StatusUnprocessableEntity || got.value("website") != "" || got.value("text") != "Vi mener dette." {
		t.Errorf("the trap: %d", got.status)
	}
	var statuses tally
	together(len(forms), func(i int) { statuses.count(b.post(o.innspill("send"), forms[i]).status) })
	if statuses.n[http.StatusSeeOther] != len(forms) || o.count(t, `statement`) != len(forms) {
		t.Errorf("answers %v, %d stored", statuses.n, o.count(t, `statement`))
	}
}
