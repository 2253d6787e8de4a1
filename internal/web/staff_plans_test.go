package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/templates"
)

// The whole way: a row of the programme for the municipalities, their order, the groups, what the delegation sees, and the paper.
func TestStaffSettleTheOrderAndTheGroups(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	for i := range inv.Roles {
		inv.Roles[i].Health = true
	}
	o := open(t, summer2019, inv)
	contact, reference := o.registered(t, 2)
	o.registered2(t)
	meeting := inv.Meetings[4]
	staff := o.as(t, "redaktor@innlandet")

	programme := o.path("program")
	form := staff.get(programme).ok(t).form(programme)
	rows := url.Values{"start": {"10.00"},
		"rows.0.from": {"10.00"}, "rows.0.to": {"10.20"}, "rows.0.content.nb": {"Velkommen"},
		"rows.1.from": {"10.30"}, "rows.1.to": {"10.45"}, "rows.1.content.nb": {"Innlegg fra kommunene"}, "rows.1.speaking": {"10"},
		"rows.2.from": {"10.45"}, "rows.2.to": {"14.00"}, "rows.2.content.nb": {"Samtale"}, "rows.2.speaking": {"5"}}
	twice := staff.post(programme, with(form, rows))
	if twice.status != http.StatusUnprocessableEntity || twice.value("rows.2.speaking") != "5" {
		t.Errorf("two rows for the municipalities: %d", twice.status)
	}
	twice.says(t, "Bare ett punkt i programmet kan ha innlegg fra kommunene")
	rows.Set("rows.2.speaking", "")
	staff.post(programme, with(form, rows)).leads(t, programme)
	staff.get(programme).ok(t).says(t, "10.20–10.30 er det ingenting i programmet, mellom «Velkommen» og «Innlegg fra kommunene»")
	staff.get(o.path()).ok(t).says(t, "10.20–10.30 er det ingenting i programmet")

	own := programme + "?mote=" + meeting.ID.String()
	copied := staff.post(own, with(staff.get(own).ok(t).form(own), url.Values{"copy": {"1"}})).ok(t)
	if from, content := copied.value("rows.1.from"), copied.value("rows.1.content.nb"); from != "10.30" || content != "Innlegg fra kommunene" {
		t.Errorf("a meeting's own programme begins with %s %q", from, content)
	}

	staff.get(o.path("innlegg-og-grupper")).ok(t).says(t, "Ikke fastsatt", "Ingen grupper")
	plan := o.path("innlegg-og-grupper", meeting.ID.String())
	page := staff.get(plan).ok(t)
	page.says(t, "2 innlegg à 10 minutter er 20 minutter, punktet har 15", "Rekkefølgen er ikke fastsatt", "10.30–10.40 Gjøvik")
	down := page.form(plan + "/rekkefolge/ned")
	staff.post(plan+"/rekkefolge/ned", down).leads(t, plan+"#innlegg")
	staff.get(plan).ok(t).says(t, "Rekkefølgen er satt for hånd", "10.30–10.40 Vestre Toten", "10.40–10.50 Gjøvik")
	if stale := staff.post(plan+"/rekkefolge/ned", down); stale.status != http.StatusConflict {
		t.Errorf("the same button again: %d", stale.status)
	} else {
		stale.says(t, "Noen andre har endret rekkefølgen")
	}

	lag := plan + "/grupper/lag"
	form = staff.get(plan).ok(t).form(lag)
	wrong := staff.post(lag, with(form, url.Values{"way": {"mixed"}, "groups": {"0"}}))
	if wrong.status != http.StatusUnprocessableEntity || wrong.value("way") != "mixed" || wrong.value("groups") != "0" {
		t.Errorf("no groups: %d", wrong.status)
	}
	staff.post(lag, with(form, url.Values{"way": {"together"}})).leads(t, plan)
	lagre := plan + "/grupper/lagre"
	page = staff.get(plan).ok(t)
	page.says(t, "2 grupper, 4 deltakere", "Vestre TotenDeltaker 1 Deltaker 2")
	form = page.form(lagre)
	group := form.Get(groupOf(t, form))
	named := templates.GroupNames + "." + group
	staff.post(lagre, with(form, url.Values{named: {"Peisestua"}})).leads(t, plan)
	late := staff.post(lagre, with(form, url.Values{named: {"Biblioteket"}}))
	if late.status != http.StatusConflict || late.value(named) != "Biblioteket" {
		t.Errorf("a name saved after somebody else: %d, %q kept", late.status, late.value(named))
	}
	late.says(t, "Peisestua")

	seen := contact.get(my(reference)).ok(t)
	seen.says(t, "Dere har ordet kl. 10.30–10.40.")
	if !strings.Contains(seen.text(), "Gruppe: Peisestua") && !strings.Contains(seen.text(), "Gruppe: Vestre Toten") {
		t.Error("the delegates are not told their group")
	}
	contact.get(my(reference, "utskrift")).ok(t).says(t, "10.30–10.40 Vestre Toten", "10.40–10.50 Gjøvik")
	paper := staff.get(plan + "/utskrift").ok(t)
	paper.says(t, "10.30–10.40 Vestre Toten", "Peisestua", "Hvem er i hvilken gruppe")
	for _, role := range inv.Roles {
		if strings.Contains(paper.text(), role.Name.NB) {
			t.Errorf("the paper tells of the role %q", role.Name.NB)
		}
	}

	reader := o.as(t, "leser@innlandet")
	if reader.get(plan).ok(t).doc.Find("main form").Length() != 0 {
		t.Error("a reader has buttons")
	}
	for _, path := range []string{plan, plan + "/utskrift", o.path("innlegg-og-grupper")} {
		if got := o.as(t, "admin@vestland").get(path); got.status != http.StatusNotFound {
			t.Errorf("another organiser sees %s: %d", path, got.status)
		}
	}
	if got := staff.get(o.path("innlegg-og-grupper", dialogue.ID{9}.String())); got.status != http.StatusNotFound {
		t.Errorf("a meeting that is not there: %d", got.status)
	}
}

// groupOf is a field of the form that tells somebody's group.
func groupOf(t *testing.T, form url.Values) string {
	t.Helper()
	for field := range form {
		if strings.HasPrefix(field, templates.GroupPlaces+".") {
			return field
		}
	}
	t.Fatal("nobody is in a group")
	return ""
}
