package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
)

// invite sends municipalities the invitation; the mail server refuses the last one's with words that a spreadsheet could take for a formula.
func (w *work) invite(t testing.TB, numbers ...string) {
	t.Helper()
	var keys []string
	for _, number := range numbers {
		keys = append(keys, "municipality:"+number)
		if err := w.app.SaveAddress(t.Context(), w.editor, "municipality:"+number, dialogue.AddressEdit{Email: "post" + number + "@example.no"}); err != nil {
			t.Fatal(err)
		}
	}
	mailing, err := w.app.PrepareInvitations(t.Context(), w.editor, w.inv.Series.ID, keys)
	if err != nil {
		t.Fatal(err)
	}
	edit := app.MailingEdit{Series: w.inv.Series.ID, Mailing: mailing, Version: 1}
	if err := w.app.ScheduleMailing(t.Context(), w.editor, edit, app.MailingText{}, time.Time{}, 0); err != nil {
		t.Fatal(err)
	}
	system := dialogue.System(w.inv.Organiser.ID)
	for more := true; more; {
		posted, err := w.app.SendMailing(t.Context(), system, mailing)
		if err != nil {
			t.Fatal(err)
		}
		more = posted.More
	}
	rows, err := w.db.Owner.Query(t.Context(), `select id, recipient from letter where state = 'queued'`)
	if err != nil {
		t.Fatal(err)
	}
	letters := map[dialogue.ID]string{}
	for rows.Next() {
		var id dialogue.ID
		var to string
		if err := rows.Scan(&id, &to); err != nil {
			t.Fatal(err)
		}
		letters[id] = to
	}
	for id, to := range letters {
		refused := to == "post"+numbers[len(numbers)-1]+"@example.no"
		err := w.app.DeliverLetter(t.Context(), system, id, func(context.Context, app.Outgoing) error {
			if refused {
				return errors.New("=550 no such user")
			}
			return nil
		}, func(error) bool { return true })
		if err != nil && !refused {
			t.Fatal(err)
		}
	}
}

// Who was invited before letters were sent from here has no letter: nothing says that one did not arrive.
func TestAnInvitationWithoutALetterIsNotOneThatFailed(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	if err := w.app.InstallUnitInvitations(t.Context(), dialogue.System(w.inv.Organiser.ID), w.inv.Series.ID,
		[]dialogue.Unit{{Kind: dialogue.Municipality, Number: "0528", Name: "Østre Toten", County: "05"}}); err != nil {
		t.Fatal(err)
	}
	board := "/intern/invitasjoner/" + w.inv.Series.ID.String() + "/status"
	editor := w.as(t, "redaktor@innlandet")
	row := editor.get(board).ok(t).doc.Find(`.status-table tr:contains("Østre Toten")`).Text()
	if !strings.Contains(row, "Ikke svart") || strings.Contains(row, "Kom ikke fram") {
		t.Errorf("the board says %q", row)
	}
	proof := editor.get(board + "/utskrift").ok(t)
	proof.says(t, "er invitert. Brevene er ikke sendt herfra.")
	if got := proof.doc.Find(`.proof-table`).Text(); strings.Contains(got, "Kom ikke fram") {
		t.Errorf("the proof says %q", got)
	}
}

func TestTheStatusBoardIsReadFilteredAndTakenOut(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	board := "/intern/invitasjoner/" + w.inv.Series.ID.String() + "/status"
	editor, reader := w.as(t, "redaktor@innlandet"), w.as(t, "leser@innlandet")
	editor.get(board).ok(t).says(t, "Ingen er invitert ennå", "Gå til Invitere")

	w.invite(t, "0528", "0529", "0502")
	r := w.register(t, w.request("0529", "Otta", "Anna Aas"))
	page := editor.get(board).ok(t)
	page.says(t, "Vestre Toten", "Østre Toten", "Kom ikke fram", "=550 no such user", "1 har ikke svart", "Å åpne lenken er ikke å svare", "Brevet kom ikke fram til 1 av de inviterte")
	if page.doc.Find(`a[href$="/pameldinger/`+r.ID.String()+`"]`).Text() != "Vestre Toten" {
		t.Error("the name does not lead to the registration")
	}
	// Whoever is silent may have said no by phone.
	note := page.doc.Find(`.status-table a:contains("Noter svar nei")`)
	if href, _ := note.Attr("href"); note.Length() != 1 || editor.get(href).ok(t).value("unit") != "municipality:0528" {
		t.Errorf("%d rows note a no, one at %s", note.Length(), href)
	}
	// Each figure leads to as many rows as it says.
	for _, a := range page.doc.Find(".tally a").EachIter() {
		href, _ := a.Attr("href")
		n, err := strconv.Atoi(strings.Fields(a.Text())[0])
		shown := editor.get(strings.TrimSuffix(href, "#alle")).ok(t).doc.Find(".status-table tbody tr").Length()
		if err != nil || shown != n {
			t.Errorf("%s: %d rows, the figure says %d", href, shown, n)
		}
	}
	if shown := editor.get(board + "?tilstand=tull&region=x").ok(t); shown.doc.Find(".status-table").Length() != 0 {
		t.Error("a filter that is nothing shows somebody")
	}

	if got := reader.get(board).ok(t).doc.Find(`form[method="post"][action^="` + board + `"]`).Length(); got != 0 || reader.get(board).doc.Find(`a:contains("Noter svar nei")`).Length() != 0 {
		t.Errorf("a reader has %d buttons, or notes a no", got)
	}
	for _, path := range []string{"/minn", "/paminninger"} {
		if got := reader.post(board+path, url.Values{"version": {"1"}}); got.status != http.StatusForbidden {
			t.Errorf("a reader posts %s: %d", path, got.status)
		}
	}
	for _, path := range []string{"", "/utskrift", "/liste.csv", "/liste.xlsx"} {
		if got := w.as(t, "admin@vestland").get(board + path); got.status != http.StatusNotFound {
			t.Errorf("another organiser reads %q: %d", path, got.status)
		}
	}

	reader.get(board+"/utskrift").ok(t).says(t, "post0528@example.no", "er invitert med brev. Brevet er levert til 2.")
	csv := reader.get(board + "/liste.csv")
	if csv.status != http.StatusOK || !strings.Contains(csv.body, "Østre Toten;0528;") || !strings.Contains(csv.header.Get("Content-Disposition"), "status-") {
		t.Errorf("csv: %d %s", csv.status, csv.body)
	}
	if xlsx := reader.get(board + "/liste.xlsx"); xlsx.status != http.StatusOK || !strings.HasPrefix(xlsx.body, "PK") {
		t.Errorf("xlsx: %d", xlsx.status)
	}
	var exports int
	if err := w.db.Owner.QueryRow(t.Context(), `select count(*) from audit where verb = 'export_status'`).Scan(&exports); err != nil || exports != 2 {
		t.Errorf("%d audit lines of two files: %v", exports, err)
	}

	form := page.form(board + "/paminninger")
	editor.post(board+"/paminninger", with(form, url.Values{"reminders": {"7", "2"}})).leads(t, board)
	editor.get(board).ok(t).says(t, "Påminningene er lagret", "Dette kommer")
	if got := editor.post(board+"/paminninger", with(form, url.Values{"reminders": {"14"}})); got.status != http.StatusConflict {
		t.Errorf("from an old page: %d", got.status)
	}
	if got := editor.post(board+"/paminninger", with(editor.get(board).ok(t).form(board+"/paminninger"), url.Values{"reminders": {"6"}})); got.status != http.StatusUnprocessableEntity {
		t.Errorf("six days: %d", got.status)
	}
	got := editor.post(board+"/minn", url.Values{})
	if got.status != http.StatusSeeOther || !strings.Contains(got.header.Get("Location"), "/invitere/") {
		t.Errorf("reminding leads to %d %s", got.status, got.header.Get("Location"))
	}
	editor.get("/intern").ok(t).says(t, "1 av 3 har svart", "1 ikke svart", "1 ikke nådd")
}
