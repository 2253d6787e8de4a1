package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

func TestTheAnswersAreReadThenSentOnce(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b, admin := d.as(t, "redaktor@hod"), d.as(t, "admin@hod")
	d.proposed(t, b)
	answers := d.page + "/svar"
	if page := b.get(answers); page.status != http.StatusOK || !strings.Contains(page.text(), "Ingen forslag er godkjent") || page.doc.Find(`form[action$="/svar"]`).Length() != 0 {
		t.Errorf("before the approval: %d %s", page.status, page.text())
	}
	d.step(t, admin, "godkjenn", http.StatusSeeOther)
	page := b.get(answers)
	if !strings.Contains(page.text(), "Det kan ikke gjøres om") || page.doc.Find("iframe[sandbox]").Length() != 1 {
		t.Fatalf("%s", page.text())
	}
	for kind, says := range map[string]string{"": "Disse har plass", "confirmation": "Disse har plass", "waiting": "står på venteliste"} {
		letter := b.get(answers + "/vis?leser=" + kind)
		if letter.status != http.StatusOK || !strings.Contains(letter.text(), says) || !strings.Contains(letter.header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%q: %d %s", kind, letter.status, letter.text())
		}
	}
	one, _ := page.doc.Find(`select[name=leser] option[value!=""]`).Last().Attr("value")
	if letter := b.get(answers + "/vis?leser=" + one); letter.status != http.StatusOK {
		t.Errorf("one of them: %d", letter.status)
	}

	texts, _ := page.doc.Find(`a[href*="/svar/tekster/"]`).First().Attr("href")
	form := b.get(texts).form(texts)
	form.Set("group_work.nb", "Hva vil **dere** gjøre?")
	if got := b.post(texts, form); got.status != http.StatusSeeOther {
		t.Fatalf("texts: %d %s", got.status, got.text())
	}
	if got := b.post(texts, form); got.status != http.StatusConflict || !strings.Contains(got.body, "Hva vil **dere** gjøre?") {
		t.Errorf("the same form again: %d", got.status)
	}

	send := b.get(answers).form(answers)
	if got := d.as(t, "leser@hod").post(answers, send); got.status != http.StatusForbidden {
		t.Errorf("a reader sends: %d", got.status)
	}
	old := url.Values{"version": {"1"}, "selection": send["selection"], "proposal": send["proposal"]}
	if got := b.post(answers, old); got.status != http.StatusConflict || !strings.Contains(got.text(), "Noen andre har endret utvalget") {
		t.Errorf("an old page: %d %s", got.status, got.text())
	}
	if got := b.post(answers, send); got.status != http.StatusSeeOther {
		t.Fatalf("send: %d %s", got.status, got.text())
	}
	if got := admin.post(answers, send); got.status != http.StatusSeeOther {
		t.Errorf("a second click: %d", got.status)
	}
	sent := b.get(answers)
	if sent.doc.Find("[data-refresh] progress").Length() != 1 || !strings.Contains(sent.text(), "Svarene er på vei") || sent.doc.Find(`form[action$="/svar"]`).Length() != 0 {
		t.Errorf("afterwards: %s", sent.text())
	}
	var letters, people int
	if err := d.db.Owner.QueryRow(t.Context(), `select count(*), count(distinct once) from letter where once like 'answer/%'`).Scan(&letters, &people); err != nil || letters == 0 || letters != people {
		t.Errorf("%d letters to %d: %v", letters, people, err)
	}
}

func TestTheRecordIsReadWithNamesAndWithout(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b := d.as(t, "redaktor@hod")
	d.proposed(t, b)
	unit := d.unit(t, b, dialogue.SeatWaiting)
	parts := strings.Split(unit, "/")
	if _, err := d.db.Owner.Exec(t.Context(), `
		insert into selection_lock (organiser_id, id, selection_id, registration_id, delegate_id, kind, reason, made_by)
		select s.organiser_id, gen_random_uuid(), s.id, r.id, d.id, 'out', 'Er syk', s.frozen_by
		from selection s join registration r on r.series_id = s.series_id join delegate d on d.registration_id = r.id where r.id = $1 limit 1`, parts[len(parts)-1]); err != nil {
		t.Fatal(err)
	}
	var delegate string
	if err := d.db.Owner.QueryRow(t.Context(), `select name from delegate where registration_id in (select registration_id from seat) order by name limit 1`).Scan(&delegate); err != nil {
		t.Fatal(err)
	}
	without, with := b.get(d.page+"/protokoll"), b.get(d.page+"/protokoll/med-navn")
	for _, page := range []*answer{without, with} {
		for _, says := range []string{lottery, "3 7 12", "Kontrollsum for søkerlisten", "Trekning nr. 1", "Utfallet for hver søker"} {
			if !strings.Contains(page.text(), says) {
				t.Errorf("%q is not said", says)
			}
		}
		if rows := page.doc.Find("table").Last().Find("tbody tr").Length(); rows != 12 {
			t.Errorf("%d have an outcome", rows)
		}
	}
	if strings.Contains(without.text(), "Er syk") || !strings.Contains(with.text(), "Er syk") || !strings.Contains(without.text(), "Utelatt av hensyn til en enkeltperson") {
		t.Error("a reason about a person")
	}
	var names []string
	rows, err := d.db.Owner.Query(t.Context(), `select name from delegate union select contact_name from registration union select name from staff_user where email not like 'redaktor@%'`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for _, name := range names {
		if strings.Contains(without.doc.Find("main").Text(), name) {
			t.Errorf("%s is named", name)
		}
	}
	for _, file := range []string{"med-navn.pdf", "uten-navn.pdf"} {
		pdf := b.get(d.page + "/protokoll/" + file)
		if pdf.status != http.StatusOK || pdf.header.Get("Content-Type") != "application/pdf" || !bytes.HasPrefix([]byte(pdf.body), []byte("%PDF")) || !strings.Contains(pdf.header.Get("Content-Disposition"), file) {
			t.Errorf("%s: %d %s", file, pdf.status, pdf.header.Get("Content-Type"))
		}
	}
	if got := d.as(t, "admin@innlandet").get(d.page + "/protokoll"); got.status != http.StatusNotFound {
		t.Errorf("a stranger: %d", got.status)
	}
}
