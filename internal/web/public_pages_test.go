package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/PuerkitoBio/goquery"
)

// showing is the site on a day with sample invitations installed.
func showing(t testing.TB, now time.Time, invitations ...dialogue.Invitation) *site {
	t.Helper()
	s := newSite(t)
	s.db.SetClock(t, now)
	for _, inv := range invitations {
		if err := s.app.InstallInvitation(t.Context(), dialogue.System(inv.Organiser.ID), inv, sample.Files(inv)...); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func noon(y int, m time.Month, d int) time.Time {
	return dialogue.Date{Year: y, Month: m, Day: d}.At(12, 0)
}

// rows are the cells of a table's rows, as read.
func rows(doc *goquery.Document, table string) []string {
	var all []string
	doc.Find(table + " tbody div").AppendHtml(" ") // they stand under each other
	doc.Find(table + " tbody tr").Each(func(_ int, tr *goquery.Selection) {
		var cells []string
		tr.Find("th, td").Each(func(_ int, cell *goquery.Selection) {
			cells = append(cells, strings.Join(strings.Fields(cell.Text()), " "))
		})
		all = append(all, strings.Join(cells, " | "))
	})
	return all
}

func TestTheInvitationSaysWhatTheLetterSays(t *testing.T) {
	t.Parallel()
	s := showing(t, noon(2019, time.August, 25), sample.Innlandet2019(), sample.OsloViken2020(), sample.Departementet2017())
	b := s.browser(t)

	page := b.get("/nb/invitasjoner/" + sample.Innlandet2019().Series.Slug)
	if page.status != http.StatusOK {
		t.Fatal(page.status)
	}
	if got := rows(page.doc, "table.meetings"); len(got) != 7 || !strings.HasPrefix(got[0], "Onsdag 18. september 2019 kl. 10.00–14.00 | Tynset Tunnatoriet, Kompetansesenteret | 2. september 2019 | Åpen") {
		t.Errorf("the meetings:\n%s", strings.Join(got, "\n"))
	}
	for _, said := range []string{
		"For informasjon, mobilisering og støtte", "Kommunene kan selv velge hvilket dialogmøte", "Bruker- og pårørendeorganisasjoner i kommunene",
		"Se vedlagt invitasjon og program", "Publisert 23. august 2019", "2. september 2019 (3 møter)", "Tilgjengelighetserklæring", "Personvernerklæring", "Håvard Myhre",
	} {
		if !strings.Contains(page.text(), said) {
			t.Errorf("Innlandet doesn't say %q", said)
		}
	}
	if href, _ := page.doc.Find(".signup a.ds-button").Attr("href"); href != "/nb/invitasjoner/"+sample.Innlandet2019().Series.Slug+"/pamelding" {
		t.Errorf("the button leads to %q", href)
	}

	page = b.get("/nb/invitasjoner/" + sample.OsloViken2020().Series.Slug)
	got := rows(page.doc, "table.meetings")
	if len(got) != 10 || !strings.Contains(got[9], "Dato kommer senere | Oslo") || !strings.Contains(got[0], "Hallingdalsregionen Flå, Gol, Hemsedal, Hol, Nesbyen og Ål") {
		t.Errorf("the meetings:\n%s", strings.Join(got, "\n"))
	}
	if got := rows(page.doc, "table.programme"); len(got) != 33 || !strings.HasPrefix(got[0], "08.45–09.00 | Teknisk test") || !strings.HasPrefix(got[10], "11.55–12.00 | Avslutning") || !strings.HasPrefix(got[11], "12.15–12.30") {
		t.Errorf("the programme at each time:\n%s", strings.Join(got, "\n"))
	}
	if strings.Contains(page.body, "teams.example.no") || strings.Contains(page.text(), "Grunnlagsmateriell til dialogmøtet") {
		t.Error("what is for the registered is shown to all")
	}

	page = b.get("/nb/invitasjoner/" + sample.Departementet2017().Series.Slug)
	for _, said := range []string{"merk konvolutten Leve hele livet", "Vår ref.: 17/511-", "Brevdato: 6. april 2017", "Statsråd", "Sammenheng/ gjennomføring"} {
		if !strings.Contains(page.text(), said) {
			t.Errorf("Departementet doesn't say %q", said)
		}
	}
	s.db.SetClock(t, noon(2017, time.April, 20))
	form := b.get("/nb/invitasjoner/" + sample.Departementet2017().Series.Slug + "/pamelding")
	if got := form.doc.Find(`select[name="unit"] option[value="municipality:2021"]`).AttrOr("data-words", ""); !strings.Contains(got, "Kárášjohka") {
		t.Errorf("Karasjok can't be found by its Sámi name: %q", got)
	}
}

func TestProseInOneLanguageIsMarked(t *testing.T) {
	t.Parallel()
	s := showing(t, noon(2019, time.August, 25), sample.Innlandet2019())
	page := s.browser(t).get("/nn/invitasjoner/" + sample.Innlandet2019().Series.Slug)
	if got := page.doc.Find("h1").Text(); strings.TrimSpace(got) != "Dialogmøte Leve heile livet" {
		t.Errorf("the title is %q", got)
	}
	if n := page.doc.Find(`.prose[lang="nb"]`).Length(); n < 3 || page.doc.Find("section .note").Length() != 1 {
		t.Errorf("%d texts are marked as bokmål, %d notices", n, page.doc.Find("section .note").Length())
	}
}

func TestClosedAndOldInvitationsSayWhatToDo(t *testing.T) {
	t.Parallel()
	full := sample.OpenToday(dialogue.DateOf(noon(2019, time.September, 10)))
	full.Series.ClosedEarlyAt = noon(2019, time.September, 9)
	s := showing(t, noon(2019, time.October, 10), sample.Innlandet2019(), full)
	b, address := s.browser(t), "/nb/invitasjoner/"+sample.Innlandet2019().Series.Slug
	if page := b.get(address); !strings.Contains(page.text(), "Fristen er ute") || !strings.Contains(page.text(), "Holdt") || page.doc.Find(".signup a.ds-button").Length() != 0 ||
		page.doc.Find(`.signup a[href^="mailto:"]`).Length() != 1 {
		t.Errorf("after the deadline: %s", page.text())
	}
	if page := b.get("/nb/invitasjoner/" + full.Series.Slug); !strings.Contains(page.text(), "Arrangøren tar ikke imot flere påmeldinger nå.") {
		t.Error("closed early, it doesn't say so")
	}
	s.db.SetClock(t, noon(2020, time.September, 1))
	if page := b.get(address); !strings.Contains(page.text(), "Dette innholdet er mer enn ett år gammelt. Informasjonen kan derfor være utdatert.") {
		t.Error("an old one has no banner")
	}
}

func TestDraftsAndUnknownInvitationsAreNotFound(t *testing.T) {
	t.Parallel()
	draft := sample.Vestland()
	draft.Series.State = dialogue.Draft
	s := showing(t, noon(2021, time.October, 10), draft, sample.Innlandet2019())
	b := s.browser(t)
	missing, other := draft.Series.Slug, sample.Innlandet2019().Series.Slug
	for _, path := range []string{
		"/nn/invitasjoner/" + missing, "/nn/invitasjoner/" + missing + "/kalender.ics", "/nn/invitasjoner/finst-ikkje",
		"/nb/invitasjoner/" + other + "/moter/tull/kalender.ics", "/nb/invitasjoner/" + other + "/moter/" + draft.Meetings[0].ID.String() + "/kalender.ics",
		"/nb/invitasjoner/" + other + "/dokumenter/" + draft.Materials[0].ID.String() + "/x.pdf", "/nb/invitasjoner/" + other + "/dokumenter/tull/x.pdf",
	} {
		if page := b.get(path); page.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, page.status)
		}
	}
}

func TestDocumentsAndCalendarsAreFiles(t *testing.T) {
	t.Parallel()
	inv := sample.OsloViken2020()
	s := showing(t, noon(2020, time.October, 20), inv)
	b := s.browser(t)
	page := b.get("/nb/invitasjoner/" + inv.Series.Slug)
	href, _ := page.doc.Find(".files a").First().Attr("href")
	file := b.get(href)
	if file.status != http.StatusOK || file.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") ||
		file.header.Get("X-Content-Type-Options") != "nosniff" || file.header.Get("Content-Security-Policy") != "default-src 'none'; sandbox" || !bytes.HasPrefix([]byte(file.body), []byte("%PDF")) {
		t.Errorf("%s: %d %v", href, file.status, file.header)
	}
	registered := inv.Materials[5]
	if got := b.get("/nb/invitasjoner/" + inv.Series.Slug + "/dokumenter/" + registered.ID.String() + "/x.pdf"); got.status != http.StatusForbidden {
		t.Errorf("what is for the registered: %d", got.status)
	}

	all := b.get("/nb/invitasjoner/" + inv.Series.Slug + "/kalender.ics")
	if all.status != http.StatusOK || !strings.HasPrefix(all.header.Get("Content-Type"), "text/calendar") || strings.Count(all.body, "BEGIN:VEVENT") != 9 {
		t.Errorf("%d with %d meetings", all.status, strings.Count(all.body, "BEGIN:VEVENT"))
	}
	one := b.get("/nb/invitasjoner/" + inv.Series.Slug + "/moter/" + inv.Meetings[0].ID.String() + "/kalender.ics")
	if strings.Count(one.body, "BEGIN:VEVENT") != 1 || !strings.Contains(one.body, "DTSTART:20201110T080000Z") || strings.Contains(one.body, "teams.example.no") {
		t.Errorf("one meeting:\n%s", one.body)
	}
}

func TestTheListIsFilteredByItsAddress(t *testing.T) {
	t.Parallel()
	s := showing(t, noon(2020, time.October, 20), sample.Innlandet2019(), sample.OsloViken2020(), sample.Departementet2017())
	b := s.browser(t)
	found := func(query string) string {
		page := b.get("/nb/invitasjoner" + query)
		if page.status != http.StatusOK {
			t.Fatalf("%s: %d", query, page.status)
		}
		var titles []string
		page.doc.Find(".entries h2").Each(func(_ int, h *goquery.Selection) { titles = append(titles, strings.Fields(h.Text())[0]) })
		return strings.Join(titles, " ")
	}
	for query, want := range map[string]string{
		"":                                      "Dialogmøte",
		"?vis=tidligere":                        "Dialogmøter Invitasjon",
		"?vis=tidligere&fylke=34":               "Dialogmøter Invitasjon",
		"?vis=tidligere&fylke=50":               "Invitasjon",
		"?vis=tidligere&arrangor=innlandet":     "Dialogmøter",
		"?vis=tidligere&maned=2019-10":          "Dialogmøter",
		"?form=fysisk":                          "",
		"?form=digital":                         "Dialogmøte",
		"?region=" + url.QueryEscape("Oslo"):    "Dialogmøte",
		"?maned=x&etter=y&form=z&fylke=%00&x=1": "Dialogmøte",
		"?arrangor=%FF":                         "Dialogmøte",
	} {
		if got := found(query); got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
	page := b.get("/nb/invitasjoner?vis=tidligere&fylke=50")
	if page.value("fylke") != "50" || page.doc.Find(`input[name="vis"][value="tidligere"]`).Length() != 1 {
		t.Error("the filter is not kept in the form")
	}
}
