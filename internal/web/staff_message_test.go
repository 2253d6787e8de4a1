package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"dialogmote/internal/dialogue"
)

// Staff choose whom to write to by the list's filter, write, look, are told what is missing and who came before, send, and see who got it.
func TestWritingAMessage(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0529", "Raufoss", "Anne Aas", "Bo Berg"))
	w.register(t, w.request("0528", "Raufoss", "Cato Dahl"))
	b := w.as(t, "redaktor@innlandet")
	list := "/intern/invitasjoner/" + w.inv.Series.ID.String()
	work := b.get(list + "/pameldinger?tilstand=placed")
	link := work.doc.Find(`a:contains("Skriv melding til disse")`).AttrOr("href", "")
	if !strings.HasSuffix(link, "/brev/meldinger?tilstand=placed") {
		t.Fatalf("the list leads to %q: %d", link, work.status)
	}
	choose := b.get(link)
	const all = "/brev/meldinger"
	values := url.Values{}
	choose.doc.Find(`#m input[name="registrations"][checked]`).Each(func(_ int, at *goquery.Selection) {
		values.Add("registrations", at.AttrOr("value", ""))
	})
	if n := len(values["registrations"]); n != 2 {
		t.Fatalf("%d are chosen: %s", n, choose.text())
	}
	none := b.post(list+all, map[string][]string{"tilstand": {"placed"}})
	if none.status != http.StatusUnprocessableEntity || !strings.Contains(none.text(), "Velg minst én påmelding") {
		t.Errorf("nobody: %d %s", none.status, none.text())
	}
	made := b.post(list+all, values)
	one := made.header.Get("Location")
	if made.status != http.StatusSeeOther || !strings.Contains(one, all+"/") {
		t.Fatalf("draft: %d %s", made.status, made.text())
	}
	typed := b.get(one).form(one)
	if refused := b.post(one+"/send", typed); refused.status != http.StatusUnprocessableEntity || !strings.Contains(refused.text(), "minst én målform") {
		t.Errorf("unwritten: %d %s", refused.status, refused.text())
	}
	typed.Set("subject.nb", "Parkering")
	typed.Set("body.nb", "Hei, {{name}}!\n\nDet er **gratis** å parkere.")
	typed["to"] = []string{"contacts", "delegates"}
	if shown := b.post(one+"/vis", typed); shown.doc.Find("strong").Last().Text() != "gratis" {
		t.Errorf("preview: %d %s", shown.status, shown.text())
	}
	if saved := b.post(one, typed); saved.status != http.StatusSeeOther {
		t.Fatalf("save: %d %s", saved.status, saved.text())
	}
	stale := b.post(one+"/send", typed)
	if stale.status != http.StatusConflict || stale.doc.Find(".stale").Length() != 1 || stale.doc.Find(`input[name="subject.nb"]`).AttrOr("value", "") != "Parkering" {
		t.Errorf("an old page: %d %s", stale.status, stale.text())
	}
	typed.Set("version", b.get(one).form(one).Get("version"))
	if reader := w.as(t, "leser@innlandet").post(one+"/send", typed); reader.status != http.StatusForbidden {
		t.Errorf("a reader sends: %d", reader.status)
	}
	if other := w.as(t, "redaktor@vestland").get(one); other.status != http.StatusNotFound {
		t.Errorf("another organiser: %d", other.status)
	}
	if sent := b.post(one+"/send", typed); sent.status != http.StatusSeeOther {
		t.Fatalf("send: %d %s", sent.status, sent.text())
	}
	id, err := dialogue.ParseID(one[strings.LastIndex(one, "/")+1:])
	if err != nil {
		t.Fatal(err)
	}
	for {
		posted, err := w.app.PostMessage(t.Context(), dialogue.System(w.inv.Organiser.ID), id)
		if err != nil {
			t.Fatal(err)
		}
		if !posted.More {
			break
		}
	}
	done := b.get(one)
	if links := done.doc.Find(`[aria-labelledby="mottakere"] a[href*="/brev/"]`).Length(); links < len(values["registrations"]) || !strings.Contains(done.text(), "Kontaktpersonene og deltakerne") {
		t.Errorf("%d letters on the page: %s", links, done.text())
	}
	if tab := b.get(list + "/brev"); tab.doc.Find(`#meldinger`).Length() != 1 || !strings.Contains(tab.text(), "Parkering") {
		t.Error("the tab is without it")
	}
}
