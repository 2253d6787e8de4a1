package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/sample"
)

func userPath(account string) string {
	return "/intern/brukere/" + sample.ID("staff/"+account).String()
}

func TestAnAdminChangesBarsAndReadmitsAUser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss, reader := s.as(t, "admin@innlandet"), s.as(t, "leser@innlandet")
	path := userPath("innlandet/leser")
	if got := reader.get("/intern/brukere"); got.status != http.StatusForbidden {
		t.Errorf("a reader sees the users: %d", got.status)
	}
	form := boss.get(path).form(path)
	form.Set("role", "admin")
	if got := boss.post(path, form); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	if got := boss.get("/intern/brukere"); !strings.Contains(got.doc.Find("[role=status]").Text(), "Ragnhild Stubsveen er lagret") {
		t.Error("no notice")
	}
	if got := reader.get("/intern/brukere"); got.status != http.StatusOK {
		t.Errorf("the new role doesn't work at once: %d", got.status)
	}
	form = boss.get(path).form(path)
	form.Set("disabled", "1")
	boss.post(path, form)
	if got := reader.get("/intern/konto"); got.status != http.StatusSeeOther {
		t.Errorf("a barred user is still in: %d", got.status)
	}
	if got := s.browser(t).post("/intern/logg-inn", signIn("leser@innlandet.example.no", password)); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a barred user signs in: %d", got.status)
	}
	form = boss.get(path).form(path)
	form.Del("disabled")
	boss.post(path, form)
	s.as(t, "leser@innlandet")
	var lines int
	if err := s.db.Owner.QueryRow(t.Context(), `select count(*) from audit where verb = 'change_user' and actor_id = $1 and about = $2`,
		sample.ID("staff/innlandet/admin"), sample.ID("staff/innlandet/leser")).Scan(&lines); err != nil || lines != 3 {
		t.Errorf("%d audit lines, %v", lines, err)
	}
}

func TestTheLastAdminStays(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(t, "admin@innlandet")
	path := userPath("innlandet/admin")
	for field, value := range map[string]string{"role": "editor", "disabled": "1"} {
		form := boss.get(path).form(path)
		form.Set(field, value)
		if got := boss.post(path, form); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(), "Minst én administrator") {
			t.Errorf("%s=%s: %d", field, value, got.status)
		}
	}
}

// Two admins take each other's role at the same moment; one of them must fail.
func TestTwoAdminsCannotRemoveEachOther(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one := s.as(t, "admin@innlandet")
	form := one.get(userPath("innlandet/redaktor")).form(userPath("innlandet/redaktor"))
	form.Set("role", "admin")
	one.post(userPath("innlandet/redaktor"), form)
	two := s.as(t, "redaktor@innlandet")
	demote := func(b *browser, path string) func() {
		form := b.get(path).form(path)
		form.Set("role", "reader")
		return func() { b.post(path, form) }
	}
	first, second := demote(one, userPath("innlandet/redaktor")), demote(two, userPath("innlandet/admin"))
	hold, err := s.db.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Rollback(t.Context())
	if _, err := hold.Exec(t.Context(), `select from staff_user for update`); err != nil {
		t.Fatal(err)
	}
	done := make(chan bool)
	go func() { first(); done <- true }()
	go func() { second(); done <- true }()
	s.db.WaitBlocked(t, 2)
	if err := hold.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-done
	<-done
	var admins int
	if err := s.db.Owner.QueryRow(t.Context(), `select count(*) from staff_user where role = 'admin' and organiser_id = $1`, sample.Innlandet().ID).Scan(&admins); err != nil || admins != 1 {
		t.Errorf("%d admins are left, %v", admins, err)
	}
}

func TestAnotherOrganisersUsersDoNotExist(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(t, "admin@innlandet")
	foreign := userPath("vestland/leser")
	form := boss.get(userPath("innlandet/leser")).form(userPath("innlandet/leser"))
	for name, got := range map[string]*answer{
		"page": boss.get(foreign), "change": boss.post(foreign, form), "password": boss.post(foreign+"/passord", nil),
		"no id": boss.get("/intern/brukere/1"),
	} {
		if got.status != http.StatusNotFound {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	s.as(t, "leser@vestland")
}

func TestAnAddressInUseIsRefusedAndTheFormKept(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(t, "admin@innlandet")
	got := boss.post("/intern/brukere/ny", url.Values{"name": {"Kari Vik"}, "email": {"redaktor@innlandet.example.no"}, "role": {"reader"}, "lang": {"nn"}})
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(), "alt i bruk") {
		t.Fatalf("%d %s", got.status, got.text())
	}
	if got.value("name") != "Kari Vik" || got.value("role") != "reader" || got.value("lang") != "nn" {
		t.Errorf("typed values are lost: %q %q %q", got.value("name"), got.value("role"), got.value("lang"))
	}
	if title := got.doc.Find("title").Text(); !strings.HasPrefix(title, "Feil:") {
		t.Errorf("title %q", title)
	}
}

func TestAResetPasswordEndsTheUsersSessions(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss, editor := s.as(t, "admin@innlandet"), s.as(t, "redaktor@innlandet")
	got := boss.post(userPath("innlandet/redaktor")+"/passord", nil)
	temporary := got.doc.Find("code").Text()
	if got.status != http.StatusOK || temporary == "" || got.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", got.status, got.header)
	}
	if got := editor.get("/intern/konto"); got.status != http.StatusSeeOther {
		t.Errorf("still in: %d", got.status)
	}
	if got := editor.post("/intern/logg-inn", signIn("redaktor@innlandet.example.no", temporary)); got.status != http.StatusSeeOther {
		t.Errorf("the temporary password doesn't work: %d", got.status)
	}
}

func TestAStaleSaveShowsBothAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(t, "admin@innlandet")
	mine := boss.get("/intern/arrangor").form("/intern/arrangor")
	theirs := boss.get("/intern/arrangor").form("/intern/arrangor")
	theirs.Set("phone", "22 24 96 99")
	theirs.Set("lang", "nn")
	if got := boss.post("/intern/arrangor", theirs); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	mine.Set("email", "felles@innlandet.example.no")
	stale := boss.post("/intern/arrangor", mine)
	if stale.status != http.StatusConflict {
		t.Fatalf("status %d", stale.status)
	}
	table := strings.Join(strings.Fields(stale.doc.Find(".stale-table tbody").Text()), " ")
	for _, want := range []string{"22 24 96 99", "22 24 96 10", "felles@innlandet.example.no", "post@innlandet.example.no", "Nynorsk Bokmål"} {
		if !strings.Contains(table, want) {
			t.Errorf("the two versions don't show %q: %s", want, table)
		}
	}
	if strings.Contains(table, "Lillehammer") {
		t.Error("a field that is the same is shown as different")
	}
	if stale.value("email") != "felles@innlandet.example.no" || stale.value("phone") != "22 24 96 10" {
		t.Error("typed values are lost")
	}
	if got := boss.post("/intern/arrangor", stale.form("/intern/arrangor")); got.status != http.StatusSeeOther {
		t.Fatalf("saving again: %d", got.status)
	}
	after := boss.get("/intern/arrangor")
	if after.value("email") != "felles@innlandet.example.no" || after.value("phone") != "22 24 96 10" {
		t.Error("the second save isn't what was typed")
	}
}

func TestTheOrganisersFormerCountiesAreKept(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(t, "admin@innlandet")
	if got := boss.post("/intern/arrangor", boss.get("/intern/arrangor").form("/intern/arrangor")); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	o, err := s.app.Organiser(t.Context(), actorOf("innlandet/admin", sample.Innlandet().ID))
	if err != nil || strings.Join(o.Counties, ",") != "04,05,34" && strings.Join(o.Counties, ",") != "34,04,05" {
		t.Errorf("%v %v", o.Counties, err)
	}
}
