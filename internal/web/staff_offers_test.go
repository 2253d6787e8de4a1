package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

func (o office) path(parts ...string) string {
	return strings.Join(append([]string{"/intern/invitasjoner", o.inv.Series.ID.String()}, parts...), "/")
}

func (o office) idOf(t *testing.T, reference string) string {
	t.Helper()
	var id string
	if err := o.db.Owner.QueryRow(t.Context(), `select id::text from registration where reference = $1`, reference).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestStaffSeeTheQueueAndTheOffers(t *testing.T) {
	t.Parallel()
	o, reference := offered(t)
	o.send(t, o.browser(t), with(o.filled(1), url.Values{"unit": {"municipality:0502"}, "contact.email": {"ola@gjovik.example.no"}}))
	reader := o.as(t, "leser@innlandet")
	page := reader.get(o.path("plasser")).ok(t)
	page.says(t, "Venter på svar", "Østre Toten", "28. august 2019 kl. 18.00", "Av seg selv", "Ventelisten i rekkefølge", "Gjøvik", "Ledig: 0 av 2 plasser · 2 er tilbudt · 1 venter")
	one := reader.get(o.path("pameldinger", o.idOf(t, reference))).ok(t)
	one.says(t, "Tilbud om 2 plasser", "Tilbud om plass")
	end := o.path("pameldinger", o.idOf(t, reference), "tilbud")
	if one.doc.Find(`form[action="`+end+`"]`).Length() != 0 {
		t.Error("a reader can answer")
	}
	if got := reader.post(end, url.Values{"do": {"ja"}}); got.status != http.StatusForbidden {
		t.Errorf("a reader answers: %d", got.status)
	}
	if got := o.as(t, "admin@vestland").get(o.path("plasser")); got.status != http.StatusNotFound {
		t.Errorf("another organiser: %d", got.status)
	}

	editor := o.as(t, "redaktor@innlandet")
	form := editor.get(o.path("pameldinger", o.idOf(t, reference))).ok(t).form(end)
	if got := editor.post(end, with(form, url.Values{"do": {"trekk"}})); got.status != http.StatusUnprocessableEntity {
		t.Errorf("withdrawn without a reason: %d", got.status)
	}
	editor.post(end, with(form, url.Values{"do": {"trekk"}, "reason": {"Vi tok feil."}})).leads(t, o.path("pameldinger", o.idOf(t, reference)))
	editor.get(o.path("pameldinger", o.idOf(t, reference))).ok(t).says(t, "Tilbudet er trukket tilbake", "Trakk tilbake tilbudet om plass", "«Vi tok feil.»", "2 deltakere står på venteliste")
	editor.get(o.path("plasser")).ok(t).says(t, "Får ikke nytt tilbud av seg selv", "Tidligere tilbud", "Trukket")
	if got := editor.post(end, with(form, url.Values{"do": {"ja"}})); got.status != http.StatusConflict {
		t.Errorf("answered after it was withdrawn: %d", got.status)
	}

	seats := o.path("pameldinger", o.idOf(t, reference), "plass")
	editor.post(seats, with(editor.get(o.path("pameldinger", o.idOf(t, reference))).ok(t).form(seats), url.Values{"do": {"tilby"}, "reason": {"De ringte."}})).leads(t, o.path("pameldinger", o.idOf(t, reference)))
	form = editor.get(o.path("pameldinger", o.idOf(t, reference))).ok(t).form(end)
	editor.post(end, with(form, url.Values{"do": {"ja"}})).leads(t, o.path("pameldinger", o.idOf(t, reference)))
	editor.get(o.path("pameldinger", o.idOf(t, reference))).ok(t).says(t, "De har plass", "Tok imot tilbudet om plass")
}

func TestTheFrontPageTellsOfAQueueThatIsStuck(t *testing.T) {
	t.Parallel()
	o, _ := offered(t)
	editor := o.as(t, "redaktor@innlandet")
	stuck := func() bool {
		return editor.get("/intern").ok(t).doc.Find(`a[href="`+o.path("plasser")+`"]`).Length() > 0
	}
	if stuck() {
		t.Error("nothing is free, and staff are asked")
	}
	if _, err := o.db.Owner.Exec(t.Context(), `update seat set state = 'waiting', offered_until = null, waiting_no = 1 where state = 'offered'`); err != nil {
		t.Fatal(err)
	}
	if _, err := o.db.Owner.Exec(t.Context(), `update offer set state = 'expired', answered_at = clock()`); err != nil {
		t.Fatal(err)
	}
	if stuck() {
		t.Error("there is room for the first in line, and staff are asked")
	}
	if _, err := o.db.Owner.Exec(t.Context(), `update meeting set own_places = 1 where id = $1`, o.inv.Meetings[4].ID); err != nil {
		t.Fatal(err)
	}
	if !stuck() {
		t.Error("one place is free, two stand first, and nobody is told")
	}
	editor.get(o.path("plasser")).ok(t).says(t, "De første i køen er 2")
	if due, err := o.app.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil || due.OffersMade != 0 {
		t.Errorf("%+v, %v", due, err)
	}
}
