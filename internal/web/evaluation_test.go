package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"dialogmote/internal/dialogue"
)

// Staff thank those who came; each answers once by the letter's link, whose page changes nothing when it is opened and names nobody; and the
// answers are shown when there are enough of them.
func TestThankingAndBeingAnswered(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	r := w.register(t, w.request("0529", "Raufoss", "Anne Aas", "Bo Berg", "Cato Dahl"))
	other := w.register(t, w.request("0528", "Raufoss", "Dina Eng", "Eli Foss"))
	m := w.meeting("Raufoss")
	w.db.SetClock(t, m.StartsAt)
	for _, r := range []dialogue.Registration{r, other} {
		for _, d := range w.stored(t, r.ID).Delegates {
			if _, _, err := w.app.CheckIn(t.Context(), w.editor, w.inv.Series.ID, m.ID, d.Seats[0].ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.db.SetClock(t, m.EndsAt)
	staff := w.as(t, "redaktor@innlandet")
	tab := w.path("etter")
	thanks := tab + "/" + m.ID.String() + "/takk"
	if page := staff.get(tab); page.doc.Find(`form[action="`+thanks+`"]`).Length() != 1 || !strings.Contains(page.text(), "Send takk til 5") {
		t.Fatalf("%d %s", page.status, page.text())
	}
	if sent := staff.post(thanks, nil); sent.status != http.StatusSeeOther {
		t.Fatalf("thanks: %d %s", sent.status, sent.text())
	}
	if pdf := staff.get(tab + "/" + m.ID.String() + "/deltakerbevis.pdf"); pdf.status != http.StatusOK || !strings.HasPrefix(pdf.body, "%PDF-") {
		t.Errorf("certificates: %d", pdf.status)
	}
	var links []string
	rows, err := w.db.Owner.Query(t.Context(), `select body from letter where kind = 'thanks' order by id`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			t.Fatal(err)
		}
		links = append(links, regexp.MustCompile(`/nb/evaluering/[\w-]+`).FindString(body))
	}
	w.scan(t, links[0])
	public := w.browser(t)
	for i, link := range links {
		page := public.get(link)
		if page.status != http.StatusOK || page.header.Get("Referrer-Policy") != "no-referrer" || regexp.MustCompile(`Anne Aas|Bo Berg|Dina|Kari Kontakt`).MatchString(page.text()) {
			t.Fatalf("form: %d %s", page.status, page.text())
		}
		values := page.form(link)
		if i == 0 {
			if empty := public.post(link, values); empty.status != http.StatusUnprocessableEntity || !strings.Contains(empty.text(), "Svar på minst ett spørsmål") {
				t.Errorf("nothing: %d %s", empty.status, empty.text())
			}
		}
		page.doc.Find(`input[type="radio"][value="4"]`).Each(func(_ int, at *goquery.Selection) { values.Set(at.AttrOr("name", ""), "4") })
		values.Set(page.doc.Find("textarea").AttrOr("name", ""), "Mer tid til <b>samtale</b>")
		if got := public.post(link, values); got.status != http.StatusSeeOther || got.header.Get("Location") != link {
			t.Fatalf("answer: %d %s", got.status, got.text())
		}
		if again := public.post(link, values); again.status != http.StatusSeeOther || !strings.Contains(public.get(link).text(), "Takk, du har svart") {
			t.Errorf("again: %d", again.status)
		}
		if page := staff.get(tab); i == 3 && strings.Contains(page.text(), "Mer tid") || i == 4 && (page.doc.Find(".written > li").Length() != 5 || page.doc.Find(".chart").Length() != 3) {
			t.Errorf("after %d answers: %s", i+1, page.text())
		}
	}
	if csv := staff.get(tab + "/evaluering.csv"); csv.status != http.StatusOK || !strings.Contains(csv.body, ";5;4;") {
		t.Errorf("file: %d %s", csv.status, csv.body)
	}
	if foreign := w.as(t, "redaktor@vestland").post(thanks, nil); foreign.status != http.StatusNotFound {
		t.Errorf("another organiser thanks: %d", foreign.status)
	}
}

// The contact fetches the certificates of those of the delegation who came, a delegate only the own one, and nobody else's page has any.
func TestWhoCameFetchesTheirCertificates(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	contact, reference := o.registered(t, 2)
	const email = "d1@vestre-toten.kommune.no"
	code := o.toldDelegate(t, email)
	var meeting string
	var ends time.Time
	if err := o.db.Owner.QueryRow(t.Context(), `update seat s set checked_in_at = m.starts_at from meeting m, delegate d
		where m.id = s.meeting_id and d.id = s.delegate_id and d.email = $1 returning m.id::text, m.ends_at`, email).Scan(&meeting, &ends); err != nil {
		t.Fatal(err)
	}
	file := my(reference, "deltakerbevis", meeting+".pdf")
	if got := contact.get(file); got.status != http.StatusNotFound {
		t.Errorf("before it is over: %d", got.status)
	}
	o.db.SetClock(t, ends)
	contact.get(my(reference)).ok(t).says(t, "Deltakerbevis", "Ett klart")
	room := contact.get(my(reference, "deltakerbevis")).ok(t)
	room.says(t, "Deltaker 1")
	if strings.Contains(room.text(), "Deltaker 2") {
		t.Error("who did not come has a certificate")
	}
	if got := contact.get(file); got.status != http.StatusOK || got.header.Get("Content-Type") != "application/pdf" || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the delegation's: %d %v", got.status, got.header)
	}
	me := o.browser(t)
	me.post(o.delegateLink(t, code, email), nil).leads(t, about(code))
	own := about(code, "deltakerbevis", meeting+".pdf")
	if page := me.get(about(code)).ok(t); page.doc.Find(`a[href="`+own+`"]`).Length() != 1 {
		t.Errorf("the own page: %s", page.text())
	}
	if got := me.get(own); got.status != http.StatusOK || !strings.HasPrefix(got.body, "%PDF-") {
		t.Errorf("the own one: %d", got.status)
	}
	if got := me.get(file); got.status == http.StatusOK {
		t.Error("a delegate reads the delegation's")
	}
	if got := o.browser(t).get(file); got.status == http.StatusOK {
		t.Error("anybody reads the delegation's")
	}
}
