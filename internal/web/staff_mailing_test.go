package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// Staff choose, write, look, try and send; and whatever host a request claims to come to, no letter says so.
func TestInvitingFromThePage(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	b := w.as(t, "redaktor@innlandet")
	for _, number := range []string{"0529", "0528"} {
		if err := w.app.SaveAddress(t.Context(), w.editor, "municipality:"+number, dialogue.AddressEdit{Email: "post" + number + "@example.no"}); err != nil {
			t.Fatal(err)
		}
	}
	page := "/intern/invitasjoner/" + w.inv.Series.ID.String() + "/invitere"
	const forged = "ondsinnet.example.no"
	post := func(path string, values url.Values) *answer {
		r, err := http.NewRequest(http.MethodPost, b.base+path, strings.NewReader(values.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = forged
		for name, value := range map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
			"X-Forwarded-Host": forged, "Forwarded": "host=" + forged} {
			r.Header.Set(name, value)
		}
		for _, c := range b.Jar.Cookies(r.URL) { // they are kept by the real host
			r.AddCookie(c)
		}
		return b.do(r)
	}

	if got := b.get(page); got.status != http.StatusOK || !strings.Contains(got.text(), "0 av 48 er invitert") {
		t.Fatalf("%d %s", got.status, got.text())
	}
	chosen := post(page+"/valg", url.Values{"hvem": {"liste"}, "navn": {"Vestre Toten, 0528 og Lillehammr"}})
	if chosen.doc.Find(`input[name=units]`).Length() != 2 || !strings.Contains(chosen.text(), "Lillehammr") {
		t.Fatalf("chosen: %s", chosen.text())
	}
	none := chosen.form(page)
	none.Del("units")
	refused := post(page, none)
	if refused.status != http.StatusUnprocessableEntity || refused.doc.Find(`input[name=units]`).Length() != 2 || !strings.Contains(refused.doc.Find(`textarea[name=navn]`).Text(), "Lillehammr") {
		t.Errorf("nobody ticked: %d, the choice is lost: %s", refused.status, refused.text())
	}
	made := post(page, chosen.form(page))
	mailing := made.header.Get("Location")
	if made.status != http.StatusSeeOther || !strings.HasPrefix(mailing, page+"/") {
		t.Fatalf("prepared: %d %s", made.status, mailing)
	}
	draft := b.get(mailing)
	values := draft.form(mailing)
	values.Set("letter.nb", "Velkommen til **samtale**.")
	if shown := post(mailing+"/vis", values); shown.status != http.StatusOK || !strings.Contains(shown.text(), "Velkommen til samtale.") ||
		!strings.Contains(shown.header.Get("Content-Security-Policy"), "sandbox") || strings.Contains(shown.body, "/invitert/") {
		t.Errorf("preview: %d %s", shown.status, shown.text())
	}
	if got := post(mailing+"/prove", values); got.status != http.StatusSeeOther {
		t.Fatalf("trial: %d %s", got.status, got.text())
	}
	if got := post(mailing, values); got.status != http.StatusConflict || !strings.Contains(got.body, "Velkommen til **samtale**.") {
		t.Errorf("the same form again: %d", got.status)
	}
	values = b.get(mailing).form(mailing)
	for typed, want := range map[string]string{"1.1.2019": "Tidspunktet er passert", "32.13.": "dato"} {
		values.Set("when", "then")
		values.Set("send_on", typed)
		values.Set("send_at", "kl. 9")
		if got := post(mailing+"/send", values); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(), want) || got.value("send_on") != typed {
			t.Errorf("%s: %d %s", typed, got.status, got.text())
		}
	}
	values.Set("when", "now")
	if got := w.as(t, "leser@innlandet").post(mailing+"/send", values); got.status != http.StatusForbidden {
		t.Errorf("a reader sends: %d", got.status)
	}
	if got := post(mailing+"/send", values); got.status != http.StatusSeeOther {
		t.Fatalf("send: %d %s", got.status, got.text())
	}
	id, err := dialogue.ParseID(strings.TrimPrefix(mailing, page+"/"))
	if err != nil {
		t.Fatal(err)
	}
	if posted, err := w.app.SendMailing(t.Context(), dialogue.System(w.inv.Organiser.ID), id); err != nil || posted.Letters != 2 {
		t.Fatalf("%+v %v", posted, err)
	}
	sent := b.get(mailing)
	if sent.doc.Find("[data-refresh] progress").Length() != 1 || !strings.Contains(sent.text(), "2 av 2 mottakere er tatt hånd om") || sent.doc.Find(`textarea`).Length() != 0 {
		t.Errorf("afterwards: %s", sent.text())
	}
	rows, err := w.db.Owner.Query(t.Context(), `select body || html || reply_to || subject from letter`)
	if err != nil {
		t.Fatal(err)
	}
	letters, links := 0, 0
	for rows.Next() {
		var letter string
		if err := rows.Scan(&letter); err != nil {
			t.Fatal(err)
		}
		letters++
		if strings.Contains(letter, "/invitert/") {
			links++
		}
		if strings.Contains(letter, forged) || strings.Contains(letter, b.base) {
			t.Error("a letter names the host that the request claimed")
		}
	}
	if letters != 3 || links != 2 {
		t.Errorf("%d letters, %d with a personal link", letters, links)
	}
	w.exec(t, `update letter set state = 'failed', failure = '550 ukjent' where kind = 'invitation' and recipient = 'post0529@example.no'`)
	var failed dialogue.ID
	if err := w.db.Owner.QueryRow(t.Context(), `select id from letter where recipient = 'post0529@example.no'`).Scan(&failed); err != nil {
		t.Fatal(err)
	}
	one := w.path("brev", failed.String())
	again := b.get(one).ok(t).form(one + "/send")
	again.Set("address", "ny@")
	again.Set("store", "1")
	if got := b.post(one+"/send", again); got.status != http.StatusUnprocessableEntity || got.doc.Find("input[name=store][checked]").Length() != 1 {
		t.Errorf("a wrong address: %d, the tick is lost", got.status)
	}
	again.Set("address", "ny@example.no")
	to := b.post(one+"/send", again).header.Get("Location")
	b.get(to).ok(t).says(t, "står nå i adresseboka for Vestre Toten", "ny@example.no")
	poster := w.browser(t).get("/nn/invitasjoner/" + w.inv.Series.Slug + "/plakat")
	if poster.status != http.StatusOK || poster.doc.Find("svg[role=img] path").Length() != 1 || strings.Contains(poster.body, "/invitert/") {
		t.Errorf("poster: %d %s", poster.status, poster.text())
	}
	for _, m := range w.inv.Meetings { // which have a deadline each
		for _, shown := range []string{poster.doc.Find(".poster li").Text(), poster.doc.Find(".poster-text").Text()} {
			if by := "Påmelding innan " + lang.For(dialogue.Nynorsk).DeadlineDate(m.ClosesAt); !strings.Contains(shown, by) {
				t.Errorf("%s: %q is not in %q", m.Town, by, shown)
			}
		}
	}
	if pdf := w.browser(t).get("/nb/invitasjoner/" + w.inv.Series.Slug + "/plakat.pdf"); pdf.status != http.StatusOK || !strings.HasPrefix(pdf.body, "%PDF-") {
		t.Errorf("the file: %d", pdf.status)
	}
}
