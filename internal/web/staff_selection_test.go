package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"

	"pgregory.net/rapid"
)

// drawing is a site with the ministry's invitation of 2017 after its deadline: a dozen have applied for a few places.
type drawing struct {
	*site
	inv  dialogue.Invitation
	page string // the tab
}

func newDrawing(t testing.TB) *drawing {
	t.Helper()
	d := ministry(t, 2)
	d.db.SetClock(t, dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0))
	for _, r := range sample.RegistrationsDepartementet()[:12] {
		d.register(t, r)
	}
	d.db.SetClock(t, dialogue.Date{Year: 2017, Month: time.May, Day: 8}.At(9, 0))
	return d
}

// ministry is the site with the ministry's invitation, so many places at each meeting, and nobody who has applied.
func ministry(t testing.TB, places int) *drawing {
	t.Helper()
	d := &drawing{site: newSite(t), inv: sample.Departementet2017()}
	for i := range d.inv.Meetings {
		d.inv.Meetings[i].Capacity, d.inv.Meetings[i].OwnPlaces = places, 0
	}
	d.inv.Series.Rules.Selection.SecondApproval = true
	d.page = "/intern/invitasjoner/" + d.inv.Series.ID.String() + "/utvalg"
	pg, err := postgres.New(d.db.App)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := passwordHash()
	if err != nil {
		t.Fatal(err)
	}
	err = pg.InTx(t.Context(), func(tx *postgres.Tx) error {
		if err := tx.InsertOrganiser(t.Context(), d.inv.Organiser); err != nil {
			return err
		}
		for _, user := range sample.Staff() {
			if user.Organiser != d.inv.Organiser.ID {
				continue
			}
			user.PasswordHash = hash
			if err := tx.InsertStaffUser(t.Context(), user); err != nil {
				return err
			}
		}
		return tx.InsertInvitation(t.Context(), d.inv, sample.Files(d.inv)...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *drawing) register(t testing.TB, r dialogue.Registration) {
	t.Helper()
	q := dialogue.RegistrationRequest{Submission: r.ID, Unit: r.Unit, Contact: r.Contact, Lang: r.Lang, Wishes: r.Wishes, Channel: dialogue.ByPost,
		Municipality: r.Municipality, IfNotAll: r.IfNotAll, LateReason: r.LateReason}
	for _, delegate := range r.Delegates {
		q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Role: delegate.Role, Name: delegate.Name, Email: delegate.Email})
	}
	if _, err := d.app.Register(t.Context(), actorOf("hod/redaktor", d.inv.Organiser.ID), d.inv.Series.Slug, q); err != nil {
		t.Fatalf("%s: %v", r.Unit.Name, err)
	}
}

// step posts a form of the front page with what is typed, and demands the status.
func (d *drawing) step(t testing.TB, b *browser, name string, status int, typed ...string) *answer {
	t.Helper()
	values := b.get(d.page).form(d.page + "/" + name)
	for i := 0; i+1 < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	got := b.post(d.page+"/"+name, values)
	if got.status != status {
		t.Fatalf("%s: %d, want %d\n%s", name, got.status, status, got.text())
	}
	return got
}

const lottery = "Vinnertallene i Vikinglotto onsdag 10. mai 2017"

// proposed goes on to the first proposal.
func (d *drawing) proposed(t testing.TB, b *browser) {
	t.Helper()
	d.step(t, b, "frys", http.StatusSeeOther, "source", lottery)
	d.step(t, b, "verdi", http.StatusSeeOther, "value", "3 7 12", "again", "3 7 12")
	d.step(t, b, "forslag", http.StatusSeeOther, "note", "Første")
}

// now is the heading of what to do next.
func (a *answer) now() string {
	return strings.TrimSpace(a.doc.Find(".callout h2, .ds-alert h2").First().Text())
}

// newest is the address of the newest proposal.
func (d *drawing) newest(t testing.TB, b *browser) string {
	t.Helper()
	href, found := b.get(d.page).doc.Find(`#forslagene ~ table tbody th a`).First().Attr("href")
	if !found {
		t.Fatal("no proposal")
	}
	return href
}

// unit is the address of somebody with the outcome in the newest proposal.
func (d *drawing) unit(t testing.TB, b *browser, outcome dialogue.SeatState) string {
	t.Helper()
	href, found := b.get(d.newest(t, b) + "?utfall=" + string(outcome)).doc.Find(".applied th a").First().Attr("href")
	if !found {
		t.Fatalf("nobody is %s", outcome)
	}
	return href
}

func TestASelectionStepByStep(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b, admin := d.as(t, "redaktor@hod"), d.as(t, "admin@hod")

	first := b.get(d.page)
	if first.now() != "Nå: frys påmeldingene" || !strings.Contains(first.text(), "12 søkere med") {
		t.Fatalf("%q", first.now())
	}
	if help := first.doc.Find("details.help li").Length(); help != 7 {
		t.Errorf("%d steps of help", help)
	}
	d.proposed(t, b)
	page := b.get(d.page)
	if page.now() != "Nå: se gjennom forslag 1 og godkjenn det" || !strings.Contains(page.text(), "Du har laget dette forslaget") {
		t.Fatalf("%q\n%s", page.now(), page.text())
	}
	if page.doc.Find(`form[action$="/godkjenn"]`).Length() != 0 {
		t.Error("who made the proposal may approve it")
	}
	if bars := page.doc.Find(".chart svg.chart-bars[aria-hidden=true]").Length(); bars < 4 {
		t.Errorf("%d rows with bars", bars)
	}
	if page.doc.Find("[style]").Length() != 0 {
		t.Error("a style of its own, which the browser is told to leave out")
	}
	d.step(t, admin, "godkjenn", http.StatusSeeOther)
	if page = b.get(d.page); page.now() != "Nå: send svarene" || page.doc.Find(`a[href$="/utvalg/svar"]`).Length() == 0 {
		t.Errorf("%q", page.now())
	}
	d.step(t, b, "trekk-tilbake", http.StatusSeeOther, "reason", "Vi må snakke med Hamar først")
	if now := b.get(d.page).now(); now != "Nå: se gjennom forslag 1 og godkjenn det" {
		t.Errorf("%q", now)
	}
}

// Every form of the front page tells what is wrong under the field, keeps what was typed, and says so when somebody came before.
func TestWhatIsWrongWithAStepIsToldInItsForm(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b, admin := d.as(t, "redaktor@hod"), d.as(t, "admin@hod")
	says := func(got *answer, want string) {
		t.Helper()
		if text := strings.Join(strings.Fields(got.doc.Find(".ds-error-summary, .ds-alert").Text()), " "); !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
	says(d.step(t, b, "frys", http.StatusUnprocessableEntity, "source", " "), "Må fylles ut")
	says(d.step(t, b, "frys", http.StatusUnprocessableEntity, "source", strings.Repeat("x", 400)), "høyst 300 tegn")
	says(d.step(t, b, "frys", http.StatusConflict, "source", lottery, "version", "77"), "Noen andre har endret")
	d.step(t, b, "frys", http.StatusSeeOther, "source", lottery)

	got := d.step(t, b, "verdi", http.StatusUnprocessableEntity, "value", "3 7 12", "again", "3 7 21")
	says(got, "Tallene er ikke like")
	if got.value("value") != "3 7 12" || got.value("again") != "3 7 21" {
		t.Error("what was typed is lost")
	}
	says(d.step(t, b, "verdi", http.StatusConflict, "value", "3", "again", "3", "version", "77"), "Noen andre har endret")
	before := b.get(d.page).form(d.page + "/verdi")
	d.step(t, b, "verdi", http.StatusSeeOther, "value", "3 7 12", "again", "3 7 12")
	before.Set("value", "9")
	before.Set("again", "9")
	late := b.post(d.page+"/verdi", before)
	if late.status != http.StatusConflict || !strings.Contains(late.text(), "Det ble ikke gjort") {
		t.Errorf("the value once more: %d", late.status)
	}

	d.step(t, b, "forslag", http.StatusSeeOther)
	says(d.step(t, admin, "godkjenn", http.StatusConflict, "version", "77"), "Noen andre har endret")
	says(d.step(t, admin, "godkjenn", http.StatusUnprocessableEntity, "proposal", "x"), "Velg")
	d.step(t, admin, "godkjenn", http.StatusSeeOther)
	says(d.step(t, b, "trekk-tilbake", http.StatusUnprocessableEntity, "reason", ""), "Må fylles ut")
	says(d.step(t, b, "trekk-tilbake", http.StatusConflict, "reason", "Feil", "version", "77"), "Noen andre har endret")
}

func TestWhoMadeAProposalIsRefusedAsItsApprover(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b, admin := d.as(t, "redaktor@hod"), d.as(t, "admin@hod")
	d.proposed(t, b)
	forged := admin.get(d.page).form(d.page + "/godkjenn")
	if got := b.post(d.page+"/godkjenn", forged); got.status != http.StatusForbidden {
		t.Errorf("%d", got.status)
	}
}

func TestEverybodyInAProposalIsFoundWithoutScripts(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b := d.as(t, "redaktor@hod")
	d.proposed(t, b)
	all := d.newest(t, b)
	rows := func(query string) int { return b.get(all + query).doc.Find(".applied tbody tr").Length() }
	placed, waiting := rows("?utfall=placed"), rows("?utfall=waiting")
	if rows("") != 12 || placed == 0 || waiting == 0 || placed+waiting != 12 {
		t.Fatalf("%d: %d placed, %d waiting", rows(""), placed, waiting)
	}
	at := 0
	for _, m := range d.inv.Meetings {
		at += rows("?mote=" + m.ID.String())
	}
	if at != placed {
		t.Errorf("%d at the meetings, %d placed", at, placed)
	}
	if n := rows("?sok=lillehammer"); n != 1 {
		t.Errorf("%d of Lillehammer", n)
	}
	if n := rows("?fylke=" + url.QueryEscape("Hedmark")); n != 1 {
		t.Errorf("%d of Hedmark", n)
	}
	if got := b.get(all + "?sok=Karasjok&utfall=x&mote=y&fylke=z"); got.status != http.StatusOK || got.doc.Find(".empty").Length() != 1 {
		t.Errorf("nobody: %d", got.status)
	}
	last := 0
	for i, row := range b.get(all + "?orden=lodd").doc.Find(`.applied tbody tr`).EachIter() {
		lot := 0
		for _, digit := range strings.TrimSpace(row.Find(`td[data-kind="number"]`).Last().Text()) {
			lot = lot*10 + int(digit-'0')
		}
		if lot != last+1 {
			t.Errorf("row %d has lot %d after %d", i, lot, last)
		}
		last = lot
		if len(strings.Fields(row.Find("td").Last().Text())) < 4 {
			t.Errorf("row %d has no reason", i)
		}
	}
}

func TestADecisionIsShownBeforeItIsSavedAndCanBeLifted(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b := d.as(t, "redaktor@hod")
	d.proposed(t, b)
	unit := d.unit(t, b, dialogue.SeatWaiting)
	page := b.get(unit)
	if rows := page.doc.Find("#onskene ~ table tbody tr"); rows.Length() != 4 || len(strings.Fields(rows.First().Find("td").Last().Text())) < 3 {
		t.Errorf("no «what if»: %s", page.text())
	}

	try := page.form(unit + "/prov")
	if got := b.post(unit+"/prov", try); got.status != http.StatusUnprocessableEntity || got.doc.Find(".ds-error-summary a").Length() != 2 {
		t.Errorf("nothing chosen: %d", got.status)
	}
	try.Set("kind", "in")
	try.Set("reason", "Holder innlegg")
	proposals := func() int { return b.get(d.page).doc.Find("#forslagene ~ table tbody tr").Length() }
	shown := b.post(unit+"/prov", try)
	if shown.status != http.StatusOK || !strings.Contains(shown.text(), "Ingenting er lagret ennå") || shown.doc.Find("#endringer ~ table tbody tr").Length() == 0 || proposals() != 1 {
		t.Fatalf("%d, %d proposals\n%s", shown.status, proposals(), shown.text())
	}
	save := shown.form(d.page + "/las")
	save.Set("reason", "")
	if got := b.post(d.page+"/las", save); got.status != http.StatusUnprocessableEntity || got.value("kind") != "in" {
		t.Errorf("without a reason: %d", got.status)
	}
	save.Set("reason", "Holder innlegg")
	saved := b.post(d.page+"/las", save)
	after := saved.header.Get("Location")
	if saved.status != http.StatusSeeOther || proposals() != 2 {
		t.Fatalf("%d %s", saved.status, saved.text())
	}
	if stale := b.post(d.page+"/las", save); stale.status != http.StatusConflict || stale.value("reason") != "Holder innlegg" {
		t.Errorf("once more: %d", stale.status)
	}
	if old := b.get(unit); old.status != http.StatusOK || old.doc.Find("#bestem").Length() != 0 {
		t.Errorf("in an older proposal: %d", old.status)
	}
	page = b.get(after)
	if !strings.Contains(page.text(), "Arrangøren har bestemt at de påmeldte skal ha plass. Begrunnelsen er: «Holder innlegg»") {
		t.Errorf("%s", page.text())
	}

	lift, _ := page.doc.Find(`form[action$="/opphev/prov"]`).Attr("action")
	values := page.form(lift)
	if got := b.post(lift, values); got.status != http.StatusUnprocessableEntity || got.doc.Find(".ds-error-summary").Length() != 1 {
		t.Errorf("lifted without a reason: %d", got.status)
	}
	values.Set("reason", "Innlegget er avlyst")
	shown = b.post(lift, values)
	if shown.status != http.StatusOK || proposals() != 2 {
		t.Fatalf("%d", shown.status)
	}
	lifted := b.post(strings.TrimSuffix(lift, "/prov"), shown.form(strings.TrimSuffix(lift, "/prov")))
	if lifted.status != http.StatusSeeOther || proposals() != 3 {
		t.Fatalf("%d %s", lifted.status, lifted.text())
	}
	if history := b.get(lifted.header.Get("Location")).text(); !strings.Contains(history, "Opphevet fordi: Innlegget er avlyst") {
		t.Errorf("%s", history)
	}
	query := b.get(d.page).form(d.page + "/sammenlign")
	if got := b.get(d.page + "/sammenlign?" + query.Encode()); got.status != http.StatusOK || got.doc.Find(".compared").Length() < 4 {
		t.Errorf("compared: %d", got.status)
	}
}

func TestADrawIsMadeAnewWithAReasonAndTheOldOneStays(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b := d.as(t, "redaktor@hod")
	if got := b.get(d.page + "/frys"); got.status != http.StatusSeeOther {
		t.Errorf("nothing to draw anew: %d", got.status)
	}
	d.proposed(t, b)
	d.register(t, lateRegistration())
	if text := b.get(d.page).text(); !strings.Contains(text, "Én påmelding er ny eller endret siden påmeldingene ble frosset") {
		t.Errorf("%s", text)
	}
	page := b.get(d.page + "/frys")
	values := page.form(d.page + "/frys")
	values.Set("source", "Vinnertallene i Lotto lørdag 13. mai 2017")
	if got := b.post(d.page+"/frys", values); got.status != http.StatusUnprocessableEntity || got.value("source") != values.Get("source") || !strings.Contains(got.text(), "Trekk bare på nytt når grunnlaget var feil") {
		t.Errorf("without a reason: %d", got.status)
	}
	values.Set("reason", "Et brev lå i posthylla")
	if got := b.post(d.page+"/frys", values); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	page = b.get(d.page)
	if page.now() != "Nå: skriv inn det offentlige tallet" || page.doc.Find(".draws > li").Length() != 2 || page.doc.Find(".draws code").Length() < 4 {
		t.Errorf("%s", page.text())
	}
	for _, file := range page.doc.Find(".draws a.file").EachIter() {
		href, _ := file.Attr("href")
		if got := b.get(href); got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") || len(got.body) == 0 {
			t.Errorf("%s: %d", href, got.status)
		}
	}
	if got := b.get(d.page + "/trekning/" + sample.ID("none").String() + "/units.csv"); got.status != http.StatusNotFound {
		t.Errorf("a draw that is not there: %d", got.status)
	}
}

// lateRegistration is one that staff take after the deadline.
func lateRegistration() dialogue.Registration {
	r := sample.RegistrationsDepartementet()[12]
	r.LateReason = "Sendt i tide, kom for sent"
	return r
}

// A reader sees every page and can change nothing; another organiser's staff find nothing.
func TestReadersReadASelectionAndOthersDoNot(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b := d.as(t, "redaktor@hod")
	d.proposed(t, b)
	proposal, unit := d.newest(t, b), d.unit(t, b, dialogue.SeatWaiting)
	reader, stranger := d.as(t, "leser@hod"), d.as(t, "admin@innlandet")
	lock := d.page + "/las/" + sample.ID("none").String() + "/opphev"
	for _, path := range []string{d.page, proposal, unit} {
		got := reader.get(path)
		if got.status != http.StatusOK || got.doc.Find(`main form[method="post"]`).Length() != 0 {
			t.Errorf("a reader at %s: %d, %d forms", path, got.status, got.doc.Find(`main form[method="post"]`).Length())
		}
		if got := stranger.get(path); got.status != http.StatusNotFound {
			t.Errorf("a stranger at %s: %d", path, got.status)
		}
	}
	for _, path := range []string{d.page + "/frys", d.page + "/verdi", d.page + "/forslag", d.page + "/godkjenn", d.page + "/trekk-tilbake", unit + "/prov", d.page + "/las", lock, lock + "/prov"} {
		if got := reader.post(path, url.Values{"version": {"1"}, "reason": {"x"}}); got.status != http.StatusForbidden {
			t.Errorf("a reader posts to %s: %d", path, got.status)
		}
		if got := stranger.post(path, url.Values{"version": {"1"}, "selection": {sample.ID("none").String()}, "reason": {"x"}, "kind": {"in"}, "registration": {sample.ID("none").String()}}); got.status < 400 || got.status >= 500 {
			t.Errorf("a stranger posts to %s: %d", path, got.status)
		}
	}
}

// A series that admits at once has no such tab and no such page.
func TestASeriesThatAdmitsAtOnceHasNoSelection(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	b := w.as(t, "redaktor@innlandet")
	if got := b.get(w.path("utvalg")); got.status != http.StatusNotFound {
		t.Errorf("%d", got.status)
	}
	if b.get(w.path()).doc.Find(`.tabs a[href$="/utvalg"]`).Length() != 0 {
		t.Error("the tab is there")
	}
}

// Whatever is sent, no form of the workbench fails on our side.
func TestRandomSubmissionsOfTheWorkbench(t *testing.T) {
	t.Parallel()
	d := newDrawing(t)
	b := d.as(t, "redaktor@hod")
	d.proposed(t, b)
	unit := d.unit(t, b, dialogue.SeatWaiting)
	lock := d.page + "/las/" + sample.ID("none").String() + "/opphev"
	proposal := d.newest(t, b) // what is sent may draw anew: then there is no newest
	page, err := d.app.Selection(t.Context(), actorOf("hod/redaktor", d.inv.Organiser.ID), d.inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	fields := []string{"selection", "version", "registration", "delegate", "kind", "reason", "source", "value", "again", "note", "proposal"}
	paths := []string{"/frys", "/verdi", "/forslag", "/godkjenn", "/trekk-tilbake", "/las"}
	rapid.Check(t, func(rt *rapid.T) {
		values := submission(rt, fields)
		if rapid.Bool().Draw(rt, "of this draw") {
			values.Set("selection", page.Draw.ID.String())
		}
		values.Set("kind", rapid.SampledFrom([]string{"in", "out", "at:", "at:" + d.inv.Meetings[0].ID.String(), "x"}).Draw(rt, "kind"))
		path := rapid.SampledFrom(append([]string{unit + "/prov", lock, lock + "/prov"}, prefixed(d.page, paths)...)).Draw(rt, "path")
		if got := b.post(path, values); got.status >= 500 {
			rt.Fatalf("status %d for %s %v\n%s", got.status, path, values, got.text())
		}
		query := url.Values{"a": values["proposal"], "b": {page.Proposals[0].ID.String()}, "utfall": values["kind"], "mote": values["selection"], "fylke": values["note"], "sok": values["reason"], "orden": values["value"]}
		for _, path := range []string{d.page + "/sammenlign", proposal} {
			if got := b.get(path + "?" + query.Encode()); got.status >= 500 {
				rt.Fatalf("status %d for %s %v", got.status, path, query)
			}
		}
	})
}

func prefixed(with string, all []string) []string {
	var paths []string
	for _, s := range all {
		paths = append(paths, with+s)
	}
	return paths
}
