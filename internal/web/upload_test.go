package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"strings"
	"testing"

	"dialogmote/internal/sample"
)

// send posts a form with a file in it. The file's name is sent as it is.
func (b *browser) send(path string, fields url.Values, name string, content []byte) *answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, values := range fields {
		for _, v := range values {
			if field != "file" {
				_ = w.WriteField(field, v)
			}
		}
	}
	head := textproto.MIMEHeader{"Content-Type": {"application/pdf"}}
	head.Set("Content-Disposition", `form-data; name="file"; filename="`+name+`"`)
	part, err := w.CreatePart(head)
	if err != nil {
		b.t.Fatal(err)
	}
	_, _ = part.Write(content)
	w.Close()
	r, err := http.NewRequest(http.MethodPost, b.base+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// Not parallel: it looks at what lies in the folder for temporary files.
func TestADelegationHandsInItsPresentation(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	o := innlandet(t)
	if _, err := o.db.Owner.Exec(t.Context(), `update series set asks_presentation = true`); err != nil {
		t.Fatal(err)
	}
	b, reference := o.registered(t, 1)
	room, post := my(reference, "filer"), my(reference, "filer", "lever", "fp")
	b.get(my(reference)).ok(t).says(t, "Presentasjon og filer", "Presentasjonen er ikke levert")
	form := b.get(room).ok(t).form(post)
	for name, c := range map[string]struct {
		content []byte
		status  int
		says    string
	}{
		"tegning.pdf": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), http.StatusUnprocessableEntity, "Filen er ikke en PDF"},
		"side.pdf":    {[]byte("<!doctype html><script>alert(1)</script>"), http.StatusUnprocessableEntity, "Filen er ikke en PDF"},
		"":            {nil, http.StatusUnprocessableEntity, "Velg en fil"},
		"stor.pdf":    {append([]byte("%PDF-1.7\n"), make([]byte, 52<<20)...), http.StatusRequestEntityTooLarge, "for stor"},
	} {
		if got := b.send(post, form, name, c.content); got.status != c.status || !strings.Contains(got.text(), c.says) {
			t.Errorf("%q: %d %s", name, got.status, got.text())
		}
	}
	pdf := append(sample.Files(o.inv)[0].Bytes, bytes.Repeat([]byte{'\n'}, 3<<20)...)
	b.send(post, form, "gnp.\u202efdp.exe", pdf).leads(t, room)
	b.send(post, form, "Vår presentasjon.ppt.pdf", pdf).leads(t, room)
	page := b.get(room).ok(t)
	page.says(t, "Vår presentasjon ppt.pdf", "Versjon 2", "gnp fdp.pdf")
	href, _ := page.doc.Find(".handed-version a").First().Attr("href")
	file := b.get(href)
	if file.status != http.StatusOK || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") || file.header.Get("Content-Type") != "application/pdf" ||
		file.header.Get("Content-Security-Policy") != "default-src 'none'; sandbox" || file.header.Get("X-Content-Type-Options") != "nosniff" ||
		file.header.Get("Cache-Control") != "no-store" || file.body != string(pdf) {
		t.Errorf("%d %v, %d bytes", file.status, file.header, len(file.body))
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	b.get(my(reference)).ok(t).says(t, "Presentasjonen er levert, versjon 2")
	other, theirs := o.registered2(t)
	for name, path := range map[string]string{"another unit": href, "another unit in its own room": strings.Replace(href, reference, theirs, 1)} {
		if got := other.get(path); got.status == http.StatusOK {
			t.Errorf("%s fetches it", name)
		}
	}
	if got := o.browser(t).get(href); got.status == http.StatusOK {
		t.Error("nobody in particular fetches it")
	}
	take, _ := page.doc.Find(`form[action$="/trekk"]`).Attr("action")
	b.post(take, page.form(take)).leads(t, room)
	if got := b.get(href); got.status != http.StatusNotFound {
		t.Errorf("taken back and fetched: %d", got.status)
	}
}
