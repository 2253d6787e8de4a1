package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// ids are two ids of the only row that the query finds.
func (s *site) ids(t testing.TB, query string, args ...any) (a, b string) {
	t.Helper()
	if err := s.db.Owner.QueryRow(t.Context(), query, args...).Scan(&a, &b); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return a, b
}

func TestAMunicipalitySaysItselfHowFarItHasCome(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b, _ := o.registered(t, 1)
	admin := staffActor("admin", o.inv.Organiser, dialogue.Admin)
	own, unit := o.ids(t, `select organiser_id::text, unit_id::text from registration`)
	list := "/nb/min-side/milepaler/" + own + "/" + unit
	if got := b.get(list); got.status != http.StatusNotFound {
		t.Errorf("without milestones: %d", got.status)
	}
	if err := o.app.SaveMilestones(t.Context(), admin, dialogue.MilestonesVersion(nil), []dialogue.Milestone{{Name: dialogue.Text{NB: "Politisk vedtak", NN: "Politisk vedtak"}}}); err != nil {
		t.Fatal(err)
	}
	if got := b.get("/nb/min-side").ok(t).doc.Find(`a[href="` + list + `"]`).Text(); got != "Si fra til Fylkesmannen i Innlandet hvor langt dere er kommet" {
		t.Errorf("Min side leads there with %q", got)
	}
	page := b.get(list).ok(t)
	page.says(t, "Vestre Toten", "Politisk vedtak", "ikke meldt")
	if public := "Alle kan lese det dere sier fra om her."; strings.Contains(page.text(), public) {
		t.Error("the page says that everybody can read what only the organiser sees")
	} else {
		o.publish(t)
		b.get(list).ok(t).says(t, public)
	}
	one := page.doc.Find(".entries a").AttrOr("href", "")

	form := b.get(one).ok(t).form(one)
	if got := b.post(one, with(form, url.Values{"state": {"done"}, "day": {""}})); got.status != http.StatusUnprocessableEntity || got.value("state") != "done" {
		t.Errorf("done without a day: %d", got.status)
	}
	if got := b.post(one, with(form, url.Values{"state": {"done"}, "day": {"1. september 2030"}})); got.status != http.StatusUnprocessableEntity {
		t.Errorf("done on a day to come: %d", got.status)
	}
	b.post(one, with(form, url.Values{"state": {"planned"}, "day": {"1. oktober 2019"}})).leads(t, list)
	b.get(list).ok(t).says(t, "planlagt 1. oktober 2019", "Oppgitt av kommunen 30. august 2019")

	stale := b.post(one, with(form, url.Values{"state": {"done"}, "day": {"12.8.2019"}}))
	if stale.status != http.StatusConflict || stale.value("day") != "12.8.2019" {
		t.Errorf("a stale save: %d, and what was typed is %q", stale.status, stale.value("day"))
	}
	stale.says(t, "Vi planlegger det", "Vi har gjort det")
	b.post(one, stale.form(one)).leads(t, list)

	staff, err := o.app.CoverageUnit(t.Context(), admin, dialogue.Municipality, "0529")
	if err != nil {
		t.Fatal(err)
	}
	milestone := staff.Unit.Milestone(staff.Milestones[0].ID)
	if milestone.State != dialogue.MilestoneDone || !milestone.Own || milestone.Day.String() != "2019-08-12" {
		t.Errorf("staff see %+v", milestone)
	}
	if n := o.count(t, `audit a join audit_detail d on d.audit_id = a.id where a.verb = 'set_milestone' and a.actor_kind = 'contact' and a.organiser_id = $1 and a.about = $2`, own, unit); n != 2 {
		t.Errorf("%d lines in the audit log, want 2", n)
	}

	other := sample.ID("another unit")
	if _, err := o.db.Owner.Exec(t.Context(), `insert into unit (organiser_id, id, kind, number, name, valid_from)
		select organiser_id, $1, kind, '0501', 'Lillehammer', valid_from from unit where id = $2`, other, unit); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		strings.Replace(list, unit, other.String(), 1), strings.Replace(one, unit, other.String(), 1), strings.Replace(one, own, sample.VestlandOffice().ID.String(), 1), list + "/" + sample.ID("x").String(), list + "/tull",
	} {
		if got := b.get(address); got.status != http.StatusNotFound {
			t.Errorf("GET %s: %d", address, got.status)
		}
		if got := b.post(address, form); address != strings.Replace(list, unit, other.String(), 1) && got.status != http.StatusNotFound {
			t.Errorf("POST %s: %d", address, got.status)
		}
	}
	if got := o.browser(t).get(list); got.status == http.StatusOK {
		t.Error("a stranger sees the municipality's milestones")
	}
}
