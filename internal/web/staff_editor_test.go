package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/web/page"
)

// install stores organisers with their staff, and invitations.
func (s *site) install(t testing.TB, organisers []dialogue.Organiser, invitations ...dialogue.Invitation) {
	t.Helper()
	pg, err := postgres.New(s.db.App)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := passwordHash()
	if err != nil {
		t.Fatal(err)
	}
	if err := pg.InTx(t.Context(), func(tx *postgres.Tx) error {
		for _, o := range organisers {
			if err := tx.InsertOrganiser(t.Context(), o); err != nil {
				return err
			}
			for _, user := range sample.Staff() {
				if user.Organiser == o.ID {
					user.PasswordHash = hash
					if err := tx.InsertStaffUser(t.Context(), user); err != nil {
						return err
					}
				}
			}
		}
		for _, inv := range invitations {
			if err := tx.InsertInvitation(t.Context(), inv, sample.Files(inv)...); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// the letter's table, as it is pasted from it.
const osloVikenTable = "Region\tKommuner\tMøtedato\tKlokkeslett\r\n" +
	"Nedre Romerike (5)\tAurskog-Høland, Lillestrøm, Lørenskog, Nittedal og Rælingen\t16.11\t12.30 – 15.30\r\n" +
	"Øvre Romerike (6)\tEidsvoll, Gjerdrum, Hurdal, Nannestad, Nes og Ullensaker\t16.11\t09.00 – 12.00\r\n" +
	"Follo regionen (6)\tEnebakk, Frogn, Nesodden, Nordre Follo, Vestby og Ås\t20.11\t09.00 – 12.00\r\n" +
	"Hallingdalsregionen (6)\tÅl, Gol, Hemsedal, Hol, Nes og Flå\t10.11\t09.00 – 12.00\r\n" +
	"Kongsbergregionen (5)\tKongsberg, Rollag, Flesberg, Nore og Uvdal\t10.11\t12.30 – 15.30\r\n" +
	"Ringeriksregionen (6)\tRingerike, Krødsherad, Hole, Modum, Sigdal og Jevnaker\t11.11\t13.00 – 16.00\r\n" +
	"Drammensregionen (5)\tDrammen, Øvre Eiker, Lier, Asker og Bærum\t12.11\t13.00 – 16.00\r\n" +
	"Indre kommuner (6)\tIndre Østfold kommune, Marker, Skiptvedt, Moss og Våler\t02.12\t09.00 – 12.00\r\n" +
	"Nedre Glomma (7)\tHalden, Aremark, Fredrikstad, Hvaler, Sarpsborg, Rakkestad og Råde\t02.12\t12.30 – 15.30\r\n" +
	"Oslo\tOslo\tDato kommer senere\t\r\n"

const osloVikenProgramme = "Tid\tInnhold\tAnsvar/foredragsholder\n" +
	"08:45-09:00\tTeknisk test og kort opplæring\tMøteleder\n" +
	"09:00-09:05\tKommunene ønskes velkommen\tFylkesmann i Oslo og Viken\n" +
	"09:05-09:10\tPresentasjonsrunde\tMøteleder\n" +
	"10.30-11:55\tKommunenes besvarelser på spørsmålene\tMøteleder\n" +
	"- Diskusjon i plenum\n" +
	"11:55-12:00\tAvslutning\tMøteleder\n"

// editing is a browser on one invitation's pages.
type editing struct {
	*browser
	series string
}

func (e editing) path(tab string) string { return strings.TrimSuffix(e.series+"/"+tab, "/") }

// save fills a tab's form with changes on top of what it shows, and posts it.
func (e editing) save(tab string, changes url.Values) *answer {
	e.t.Helper()
	form := e.get(e.path(tab)).form(e.path(tab))
	for name, values := range changes {
		form[name] = values
	}
	return e.post(e.path(tab), form)
}

func (e editing) mustSave(tab string, changes url.Values) {
	e.t.Helper()
	if got := e.save(tab, changes); got.status != http.StatusSeeOther {
		e.t.Fatalf("%s is not saved: %d\n%s", tab, got.status, got.doc.Find(".ds-error-summary, .stale").Text())
	}
}

// startSeries makes a draft through the form.
func startSeries(b *browser, title string) editing {
	b.t.Helper()
	form := b.get("/intern/invitasjoner/ny").form("/intern/invitasjoner/ny")
	form.Set("title.nb", title)
	got := b.post("/intern/invitasjoner/ny", form)
	if got.status != http.StatusSeeOther {
		b.t.Fatalf("no draft: %d %s", got.status, got.text())
	}
	return editing{b, got.header.Get("Location")}
}

func both(name, text string) url.Values {
	return url.Values{name + ".nb": {text}, name + ".nn": {text}}
}

func with(all ...url.Values) url.Values {
	joined := url.Values{}
	for _, values := range all {
		for name, v := range values {
			joined[name] = v
		}
	}
	return joined
}

// upload posts the form for a new document.
func (e editing) upload(title, name string, content []byte) *answer {
	e.t.Helper()
	fields := e.get(e.path("dokumenter")).form(e.path("dokumenter/nytt"))
	fields.Set("title.nb", title)
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, values := range fields {
		if field == "file" {
			continue
		}
		for _, v := range values {
			w.WriteField(field, v)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		e.t.Fatal(err)
	}
	part.Write(content)
	w.Close()
	r, err := http.NewRequest(http.MethodPost, e.base+e.path("dokumenter/nytt"), &body)
	if err != nil {
		e.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return e.do(r)
}

func TestTheLetterToOsloAndVikenFromNothingToPublished(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.db.SetClock(t, time.Date(2020, 10, 12, 9, 0, 0, 0, time.UTC))
	s.install(t, []dialogue.Organiser{sample.OsloViken()})
	e := startSeries(s.as(t, "redaktor@oslo-og-viken"), "Dialogmøte med kommunene i Oslo og Viken")

	if got := e.get(e.series).text(); !strings.Contains(got, "Legg til minst ett møte") || !strings.Contains(got, "Legg til en kontaktperson") {
		t.Errorf("what is missing is not told: %s", got)
	}
	e.mustSave("tekst", with(both("privacy", "Vi sletter alt etter møtet."), url.Values{
		"lead.nb": {"Fylkesmannen inviterer."}, "body.nb": {"Velkommen tirsdag 16. november 2020."}, "stated_meetings": {"11"}, "letter_date": {"12.10.2020"}}))
	e.mustSave("regler", url.Values{"choice": {"assigned"}, "closes_on": {"5. november"}, "delete_on": {"31.12.2021"},
		"required": {"role", "position", "email", "phone"}})
	e.mustSave("roller", with(both("roles.0.name", "Leder"), both("roles.1.name", "Kommuneplanlegger"), both("roles.2.name", "")))

	// The table is pasted; nothing is stored until it is saved, and Skiptvedt must be put right first.
	form := e.get(e.path("regioner")).form(e.path("regioner"))
	form.Set("pasted", osloVikenTable)
	form.Set("paste", "1")
	read := e.post(e.path("regioner"), form)
	if read.status != http.StatusOK || read.value("regions.9.name.nb") != "Oslo" || read.value("regions.4.units") != "Kongsberg, Rollag, Flesberg, Nore og Uvdal" {
		t.Fatalf("pasted: %d, %q", read.status, read.value("regions.9.name.nb"))
	}
	if read.value("regions.0.date") != "16.11.2020" || read.value("regions.0.from") != "12.30" || read.value("regions.9.meet") != "1" {
		t.Errorf("the table's dates: %q %q", read.value("regions.0.date"), read.value("regions.9.meet"))
	}
	form = read.form(e.path("regioner"))
	form.Set("digital", "1")
	wrong := e.post(e.path("regioner"), form)
	if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(wrong.text(), "Finner ikke «Skiptvedt» blant kommunene. Mener dere Skiptvet?") {
		t.Fatalf("Skiptvedt: %d %s", wrong.status, wrong.doc.Find(".ds-error-summary").Text())
	}
	form = wrong.form(e.path("regioner"))
	form.Set("correct", "1")
	right := e.post(e.path("regioner"), form)
	if got := right.value("regions.7.units"); got != "Indre Østfold kommune, Marker, Skiptvet, Moss og Våler" {
		t.Errorf("put right: %q", got)
	}
	if got := e.post(e.path("regioner"), right.form(e.path("regioner"))); got.status != http.StatusSeeOther {
		t.Fatalf("regions: %d %s", got.status, got.doc.Find(".ds-error-summary").Text())
	}

	form = e.get(e.path("program")).form(e.path("program"))
	form.Set("start", "09.00")
	form.Set("pasted", osloVikenProgramme)
	form.Set("paste", "1")
	if got := e.post(e.path("program"), e.post(e.path("program"), form).form(e.path("program"))); got.status != http.StatusSeeOther {
		t.Fatalf("programme: %d %s", got.status, got.text())
	}
	row := e.get(e.path("sporsmal")).form(e.path("sporsmal"))
	row.Set("add", "1")
	form = e.post(e.path("sporsmal"), row).form(e.path("sporsmal"))
	form.Set("questions.0.text.nb", "Hvilke forventninger har kommunen?")
	if got := e.post(e.path("sporsmal"), form); got.status != http.StatusUnprocessableEntity || got.value("questions.0.phase") == "" {
		t.Errorf("a question without nynorsk: %d", got.status)
	}
	form.Set("questions.0.text.nn", "Kva forventningar har kommunen?")
	form.Set("questions.0.due_days", "3")
	form.Set("remind", "3")
	if got := e.post(e.path("sporsmal"), form); got.status != http.StatusSeeOther {
		t.Fatalf("questions: %d %s", got.status, got.doc.Find(".ds-error-summary").Text())
	}
	if got := e.get(e.path("sporsmal")); got.value("questions.0.due_days") != "3" || got.value("remind") != "3" || got.value("questions.0.text.nn") == "" {
		t.Errorf("the question is not kept: %s", got.text())
	}
	e.mustSave("kontakter", url.Values{"contacts.0.name": {"Hanne Lysaker"}, "contacts.0.email": {"hanne@oslo-og-viken.example.no"}})
	if got := e.upload("Invitasjonen", "brev.pdf", sample.Files(sample.OsloViken2020())[0].Bytes); got.status != http.StatusSeeOther {
		t.Fatalf("document: %d %s", got.status, got.text())
	}

	overview := e.get(e.series)
	for _, slip := range []string{
		"Teksten sier 11 møter, men det er lagt inn 10",
		"Kongsbergregionen skal ha 5 kommuner, men har 4",
		"Indre kommuner skal ha 6 kommuner, men har 5",
		"Nes står i både Øvre Romerike og Hallingdalsregionen",
		"Mener dere Nesbyen",
		"Lunner står ikke i noen region",
		"Teksten sier «tirsdag 16. november 2020», men 16. november 2020 er en mandag",
	} {
		if !strings.Contains(overview.text(), slip) {
			t.Errorf("not told: %s\n%s", slip, overview.text())
		}
	}
	meetings := e.get(e.path("moter"))
	if got := meetings.doc.Find("table.meetings tbody tr").Length(); got != 10 {
		t.Errorf("%d meetings", got)
	}
	if got := meetings.text(); !strings.Contains(got, "mandag 16. november 2020 kl. 12.30–15.30") || !strings.Contains(got, "Dato kommer senere") || !strings.Contains(got, "5. november 2020") {
		t.Errorf("the table of meetings: %s", got)
	}
	preview := e.get(e.series + "/forhandsvisning/nb")
	if preview.status != http.StatusOK || !strings.Contains(preview.text(), "Nedre Romerike") || !strings.Contains(preview.text(), "Fylkesmannen inviterer.") {
		t.Errorf("preview: %d", preview.status)
	}
	const address = "/nb/invitasjoner/dialogmote-med-kommunene-i-oslo-og-viken"
	if got := s.browser(t).get(address); got.status != http.StatusNotFound {
		t.Errorf("the public sees a draft: %d", got.status)
	}
	published := e.post(e.series+"/publiser", overview.form(e.series+"/publiser"))
	if published.status != http.StatusSeeOther {
		t.Fatalf("not published: %d %s", published.status, published.text())
	}
	if got := e.get(e.series).text(); !strings.Contains(got, "Invitasjonen er publisert") {
		t.Errorf("%s", got)
	}
	page := s.browser(t).get(address)
	for _, said := range []string{"Dialogmøte med kommunene i Oslo og Viken", "Nedre Romerike", "Dato kommer senere", "Hanne Lysaker", "Invitasjonen", "5. november 2020"} {
		if !strings.Contains(page.text(), said) {
			t.Errorf("the public page doesn't say %q", said)
		}
	}
	public := s.browser(t).get(address + "/pamelding")
	if public.status != http.StatusOK || !strings.Contains(public.text(), "Kommuneplanlegger") {
		t.Errorf("the public can't register: %d", public.status)
	}
	programme := e.get(e.path("program"))
	if got := programme.value("rows.0.from") + programme.value("rows.3.content.nb"); got != "12.15Kommunenes besvarelser på spørsmålene\n- Diskusjon i plenum" && got != "08.45Kommunenes besvarelser på spørsmålene\n- Diskusjon i plenum" {
		t.Errorf("programme: %q", got)
	}
}

func innlandetDraft() dialogue.Invitation {
	inv := sample.Innlandet2019()
	inv.Series.State, inv.Series.PublishedAt = dialogue.Draft, time.Time{}
	return inv
}

func editInnlandet(t *testing.T, account string) (*site, editing, dialogue.Invitation) {
	s := newSite(t)
	inv := innlandetDraft()
	s.install(t, nil, inv)
	return s, editing{s.as(t, account), "/intern/invitasjoner/" + inv.Series.ID.String()}, inv
}

func TestADocumentOfAWrongTypeOrSizeIsToldOf(t *testing.T) {
	t.Parallel()
	_, e, _ := editInnlandet(t, "redaktor@innlandet")
	for name, c := range map[string]struct {
		content []byte
		status  int
		says    string
	}{
		"page":        {[]byte("<!doctype html><script>alert(1)</script>"), http.StatusUnprocessableEntity, "Filen er ikke en PDF"},
		"program":     {[]byte("MZ\x90\x00\x03\x00\x00\x00\x04"), http.StatusUnprocessableEntity, "Filen er ikke en PDF"},
		"a bit large": {append([]byte("%PDF-1.7\n"), make([]byte, app.MaxFile)...), http.StatusUnprocessableEntity, "høyst 50 MB"},
		"huge":        {make([]byte, app.MaxFile+2*page.MaxForm), http.StatusRequestEntityTooLarge, "høyst 50 MB"},
		"nothing":     {nil, http.StatusUnprocessableEntity, "Filen er tom"},
	} {
		got := e.upload("Viktig «brev»", "brev.pdf", c.content)
		if got.status != c.status || !strings.Contains(got.doc.Find(".ds-error-summary").Text(), c.says) {
			t.Errorf("%s: %d %s", name, got.status, got.doc.Find(".ds-error-summary").Text())
		}
		if form := got.doc.Find(`form[action$="/nytt"]`); c.status == http.StatusUnprocessableEntity && form.Find(`[name="title.nb"]`).AttrOr("value", "") != "Viktig «brev»" {
			t.Errorf("%s: the title is lost", name)
		}
	}
}

func TestWhatIsTypedStaysThroughProblemsAndStaleSaves(t *testing.T) {
	t.Parallel()
	_, e, _ := editInnlandet(t, "redaktor@innlandet")
	first := e.get(e.path("tekst")).form(e.path("tekst"))
	second := e.get(e.path("tekst")).form(e.path("tekst"))
	first.Set("lead.nb", "Den første skrev dette.")
	second.Set("lead.nb", "Den andre skrev dette.")
	if got := e.post(e.path("tekst"), first); got.status != http.StatusSeeOther {
		t.Fatalf("%d", got.status)
	}
	stale := e.post(e.path("tekst"), second)
	if stale.status != http.StatusConflict || stale.value("lead.nb") != "Den andre skrev dette." || !strings.Contains(stale.doc.Find(".stale-table").Text(), "Den første skrev dette.") {
		t.Fatalf("stale: %d %q %s", stale.status, stale.value("lead.nb"), stale.doc.Find(".stale-table").Text())
	}
	if got := e.post(e.path("tekst"), stale.form(e.path("tekst"))); got.status != http.StatusSeeOther {
		t.Errorf("the second save with knowledge of the first: %d", got.status)
	}
	wrong := e.save("regler", url.Values{"max_delegates": {"hundre"}, "closes_on": {"31. februar"}, "copy_to": {"post@"}})
	if wrong.status != http.StatusUnprocessableEntity || wrong.value("max_delegates") != "hundre" || wrong.value("closes_on") != "31. februar" || wrong.value("copy_to") != "post@" {
		t.Errorf("typed rules: %d %q", wrong.status, wrong.value("max_delegates"))
	}
	if n := wrong.doc.Find(".ds-error-summary li").Length(); n != 3 {
		t.Errorf("%d problems", n)
	}
}

func TestReadersSeeAndStrangersDoNot(t *testing.T) {
	t.Parallel()
	s, e, inv := editInnlandet(t, "leser@innlandet")
	stranger := editing{s.as(t, "redaktor@vestland"), e.series}
	tabs := []string{"", "tekst", "regler", "roller", "moter", "regioner", "program", "kontakter", "dokumenter", "moter/" + inv.Meetings[0].ID.String()}
	for _, tab := range tabs {
		got := e.get(e.path(tab))
		if got.status != http.StatusOK || got.doc.Find("main form[method=post] button[type=submit]").Not(".link-button").Length() > 0 {
			t.Errorf("a reader's %q: %d", tab, got.status)
		}
		if got := stranger.get(e.path(tab)); got.status != http.StatusNotFound {
			t.Errorf("a stranger's %q: %d", tab, got.status)
		}
	}
	posts := []string{"tekst", "regler", "roller", "regioner", "program", "kontakter", "dokumenter", "publiser", "slett", "steng", "moter/nytt",
		"moter/" + inv.Meetings[0].ID.String(), "moter/" + inv.Meetings[0].ID.String() + "/fjern"}
	for _, tab := range posts {
		if got := e.post(e.path(tab), url.Values{"version": {"1"}, "title.nb": {"x"}}); got.status != http.StatusForbidden {
			t.Errorf("a reader posts %q: %d", tab, got.status)
		}
		if got := stranger.post(e.path(tab), url.Values{"version": {"1"}, "title.nb": {"x"}, "contacts.0.name": {"x"}, "contacts.0.phone": {"22000000"}}); got.status != http.StatusNotFound {
			t.Errorf("a stranger posts %q: %d", tab, got.status)
		}
	}
	for _, path := range []string{"/intern/invitasjoner/x", "/intern/invitasjoner/" + sample.ID("nothing").String(), e.path("moter/x"),
		e.path("moter/" + sample.ID("nothing").String()), e.path("program") + "?mote=" + sample.ID("nothing").String()} {
		if got := e.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}

func TestForgedRowsAreNotFound(t *testing.T) {
	t.Parallel()
	s, e, _ := editInnlandet(t, "redaktor@innlandet")
	other := sample.Vestland()
	s.install(t, nil, other)
	forged := sample.OsloViken2020().Roles[0].ID.String()
	for tab, changes := range map[string]url.Values{
		"roller":    with(both("roles.0.name", "x"), url.Values{"roles.0.id": {forged}}),
		"regioner":  with(both("regions.0.name", "x"), url.Values{"regions.0.id": {forged}}),
		"kontakter": {"contacts.0.name": {"x"}, "contacts.0.phone": {"22000000"}, "contacts.0.scope": {"meeting:" + forged}},
	} {
		if got := e.save(tab, changes); got.status != http.StatusNotFound {
			t.Errorf("%s: %d %s", tab, got.status, got.text())
		}
	}
	form := e.get(e.path("moter/nytt")).form(e.path("moter/nytt"))
	form.Set("region", forged)
	if got := e.post(e.path("moter/nytt"), form); got.status != http.StatusNotFound {
		t.Errorf("a meeting in another's region: %d", got.status)
	}
}

func TestRowsAreAddedMovedAndRemovedWithoutSaving(t *testing.T) {
	t.Parallel()
	_, e, inv := editInnlandet(t, "redaktor@innlandet")
	form := e.get(e.path("roller")).form(e.path("roller"))
	n := len(inv.Roles)
	form.Set("add", "1")
	got := e.post(e.path("roller"), form)
	if got.status != http.StatusOK || got.doc.Find(fmt.Sprintf(`[name="roles.%d.name.nb"]`, n)).Length() != 1 {
		t.Fatalf("no new row: %d", got.status)
	}
	form = got.form(e.path("roller"))
	form.Set(fmt.Sprintf("roles.%d.name.nb", n), "Rådmann")
	form.Set("up", fmt.Sprint(n))
	got = e.post(e.path("roller"), form)
	if name := got.value(fmt.Sprintf("roles.%d.name.nb", n-1)); name != "Rådmann" {
		t.Errorf("moved up: %q", name)
	}
	form = got.form(e.path("roller"))
	form.Set("remove", "0")
	got = e.post(e.path("roller"), form)
	if name := got.value("roles.0.name.nb"); name != inv.Roles[1].Name.NB && name != "Rådmann" {
		t.Errorf("after removing the first: %q", name)
	}
	if rows := e.get(e.path("roller")).doc.Find("fieldset.group").Length(); rows != n {
		t.Errorf("%d roles are stored, want %d", rows, n)
	}
}

func TestMarkdownIsShownAsItWillLook(t *testing.T) {
	t.Parallel()
	_, e, _ := editInnlandet(t, "redaktor@innlandet")
	got := e.post("/intern/forhandsvisning", url.Values{"preview": {"text"}, "text": {"## Mål\n\n**Viktig** <script>alert(1)</script>"}, "lang": {"nn"}, "fragment": {"1"}})
	if got.status != http.StatusOK || !strings.Contains(got.body, "<strong>Viktig</strong>") || strings.Contains(got.body, "<script") || strings.Contains(got.body, "<html") {
		t.Errorf("fragment: %d %s", got.status, got.body)
	}
	form := e.get(e.path("tekst")).form(e.path("tekst"))
	form.Set("preview", "body.nb")
	if got := e.post("/intern/forhandsvisning", form); got.status != http.StatusOK || got.doc.Find(".prose").Length() != 1 {
		t.Errorf("page: %d", got.status)
	}
}
