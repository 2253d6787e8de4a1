package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

func TestTheWorkListShowsWhatWantsADecisionAndCanBeFiltered(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0412", "Hamar", "Anne Berg", "Åse Lie")) // Ringsaker
	w.register(t, w.request("0441", "Tynset", "Ola Ås"))              // Os (Hedmark)
	w.register(t, w.request("0528", "Hamar", "Per Dal"))              // Østre Toten
	w.register(t, w.request("0512", "Otta", "Siri Moen"))             // Lesja
	q := w.request("0512", "Otta", "Turid Haug")
	q.Contact.Name = "Tore Til"
	w.register(t, q) // a second one for Lesja
	held := w.held(t, "0519", "Otta")

	page := w.as(t, "leser@innlandet").get(w.path("pameldinger")).ok(t)
	if got, want := listed(page), []string{"Lesja", "Lesja", "Os (Hedmark)", "Ringsaker", "Sør-Fron", "Østre Toten"}; !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
	page.says(t, "2 svar venter på deg", "Tore Til", "kari@example.no, som ikke er kommunens adresse")
	if page.doc.Find(`.ds-alert a[href="`+w.one(held)+`"]`).Length() != 1 {
		t.Error("no way to the held one")
	}
	if page.header.Get("Cache-Control") != "no-store" {
		t.Error("the list may be kept by caches")
	}
	if page.doc.Find(`a[href$="/pameldinger/ny"]`).Length() != 0 {
		t.Error("a reader is offered to register")
	}
	for query, want := range map[string][]string{
		"sok=ostre+toten":       {"Østre Toten"},
		"sok=ase":               {"Ringsaker"},
		"sok=toten+dal":         {"Østre Toten"},
		"sok=" + held.Reference: {"Sør-Fron"},
		"tilstand=held":         {"Sør-Fron"},
		"tilstand=proposal":     {"Lesja"},
		"mote=" + w.meeting("Tynset").ID.String(): {"Os (Hedmark)"},
		"fylke=05":                           {"Lesja", "Lesja", "Sør-Fron", "Østre Toten"},
		"kanal=web":                          {"Sør-Fron"},
		"slag=person":                        nil,
		"sok=finnes+ikke":                    nil,
		"fylke=05&tilstand=placed":           {"Lesja", "Østre Toten"},
		"region=" + w.inv.Series.ID.String(): nil,
		"tilstand=tull&slag=%00&mote=x&sok=%3Cb%3E": nil,
		"mote=ikke-en-id": {"Lesja", "Lesja", "Os (Hedmark)", "Ringsaker", "Sør-Fron", "Østre Toten"},
		"mote=" + w.meeting("Hamar").ID.String() + "": {"Ringsaker", "Østre Toten"},
	} {
		if got := listed(w.as(t, "leser@innlandet").get(w.path("pameldinger") + "?" + query).ok(t)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestAnotherOrganisersRegistrationsDoNotExist(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	r := w.register(t, w.request("0412", "Hamar", "Anne Berg"))
	before := w.stored(t, r.ID).Version
	foreign := w.as(t, "admin@vestland")
	for _, path := range []string{
		w.path("pameldinger"), w.path("pameldinger", "ny"), w.path("pameldinger", "liste.csv"), w.path("pameldinger", "liste.xlsx"), w.path("pameldinger", "liste.ics"),
		w.one(r), w.one(r, "deltakere"), w.one(r, "kontakt"), w.one(r, "mote"), w.one(r, "meld-av"),
		w.path("moter", w.meeting("Hamar").ID.String(), "deltakere"), w.path("moter", w.meeting("Hamar").ID.String(), "deltakere.xlsx"),
		w.path("brev"), w.path("brev", "utskrift"), w.path("sletting"),
	} {
		if got := foreign.get(path); got.status != http.StatusNotFound {
			t.Errorf("GET %s: %d", path, got.status)
		}
	}
	for _, path := range []string{w.one(r, "deltakere"), w.one(r, "meld-av"), w.one(r, "plass"), w.one(r, "avgjorelse"), w.one(r, "forslag", r.ID.String()),
		w.path("pameldinger", "ny"), w.path("sletting")} {
		if got := foreign.post(path, url.Values{"version": {"1"}}); got.status != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, got.status)
		}
		if got := w.as(t, "leser@innlandet").post(path, url.Values{"version": {"1"}}); got.status != http.StatusForbidden {
			t.Errorf("a reader's POST %s: %d", path, got.status)
		}
	}
	if got := w.stored(t, r.ID); got.State != dialogue.Active || got.Version != before {
		t.Errorf("changed: %+v", got)
	}
	// A registration under another series' address does not exist either.
	other := strings.Replace(w.one(r), w.inv.Series.ID.String(), dialogue.ID{7}.String(), 1)
	if got := w.as(t, "admin@innlandet").get(other); got.status != http.StatusNotFound {
		t.Errorf("under another series: %d", got.status)
	}
}

func TestStaffRegisterWhatCameByPost(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	b := w.as(t, "redaktor@innlandet")
	action := w.path("pameldinger", "ny")
	form := b.get(action).ok(t).form(action)
	form.Set("channel", "post")
	form.Set("received", "28. august")
	form.Set("unit", "municipality:0441")
	form.Set("contact.name", "Per Postvesen")
	form.Set("contact.address", "Rådhuset\n2550 Os")
	form.Set("meeting", w.meeting("Tynset").ID.String())
	form.Set("delegates.0.name", "Ola Ås")
	form.Set("delegates.0.role", w.inv.Roles[1].ID.String())
	form.Set("delegates.0.email", "ola@example.no")
	sent := b.post(action, form)
	if sent.status != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.status, sent.text())
	}
	page := b.get(sent.header.Get("Location")).ok(t)
	page.says(t, "Os (Hedmark)", "Påmeldingen er registrert", "28. august 2019", "I posten", "Ola Ås", "Har plass", "Skal skrives ut", "Håvard Myhre")

	// Its receipt is printed, and marked.
	list := b.get(w.path("brev", "utskrift")).ok(t)
	list.says(t, "Per Postvesen", "Rådhuset")
	b.post(w.path("brev", "utskrift"), list.form(w.path("brev", "utskrift"))).leads(t, w.path("brev"))
	b.get(w.path("brev")).ok(t).says(t, "Skrevet ut")

	// The same form again is the same registration.
	if again := b.post(action, form); again.header.Get("Location") != sent.header.Get("Location") {
		t.Errorf("sent twice: %d %s", again.status, again.header.Get("Location"))
	}
}

func TestAfterTheDeadlineStaffGiveAReason(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	r := w.register(t, w.request("0412", "Tynset", "Anne Berg"))
	w.db.SetClock(t, time.Date(2019, 9, 5, 9, 0, 0, 0, dialogue.Oslo)) // the deadline was 2 September
	b := w.as(t, "redaktor@innlandet")

	action := w.path("pameldinger", "ny")
	form := b.get(action).ok(t).form(action)
	for field, value := range map[string]string{"channel": "phone", "unit": "municipality:0441", "contact.name": "Kari Kontakt", "contact.email": "kari@example.no",
		"meeting": w.meeting("Tynset").ID.String(), "delegates.0.name": "Ola Ås", "delegates.0.role": w.inv.Roles[0].ID.String(), "delegates.0.email": "ola@example.no"} {
		form.Set(field, value)
	}
	late := b.post(action, form)
	if late.status != http.StatusUnprocessableEntity || late.doc.Find("#late_reason-error").Length() != 1 || late.value("delegates.0.name") != "Ola Ås" {
		t.Fatalf("%d %s", late.status, late.text())
	}
	form.Set("received", "1.9.2019") // it lay in the post in time
	if inTime := b.post(action, form); inTime.status != http.StatusSeeOther {
		t.Errorf("received in time: %d %s", inTime.status, inTime.text())
	}

	edit := b.get(w.one(r, "meld-av")).ok(t).form(w.one(r, "meld-av"))
	if got := b.post(w.one(r, "meld-av"), edit); got.status != http.StatusUnprocessableEntity {
		t.Errorf("withdrawn without a reason: %d", got.status)
	}
	edit.Set("reason", "Ringte og meldte avbud")
	b.post(w.one(r, "meld-av"), edit).leads(t, w.one(r))
	b.get(w.one(r)).ok(t).says(t, "Meldt av", "«Ringte og meldte avbud»")
	if got := w.stored(t, r.ID); got.State != dialogue.Withdrawn {
		t.Errorf("state %s", got.State)
	}
}

func TestStaffChangeDelegatesContactAndMeeting(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	r := w.register(t, w.request("0412", "Tynset", "Anne Berg", "Bjørn Moe"))
	b := w.as(t, "redaktor@innlandet")

	form := b.get(w.one(r, "deltakere")).ok(t).form(w.one(r, "deltakere"))
	form.Set("delegates.0.name", "Anna Bergseth")
	form.Set("remove", "1")
	fewer := b.post(w.one(r, "deltakere"), form).ok(t)
	if fewer.value("delegates.0.name") != "Anna Bergseth" || fewer.doc.Find(`[name="delegates.1.name"]`).Length() != 0 {
		t.Fatal("removing a row lost what was typed")
	}
	form = fewer.form(w.one(r, "deltakere"))
	b.post(w.one(r, "deltakere"), form).leads(t, w.one(r))
	b.get(w.one(r)).ok(t).says(t, "Anna Bergseth i stedet for Anne Berg", "Meldt av: Bjørn Moe")

	stale := b.post(w.one(r, "deltakere"), form)
	if stale.status != http.StatusConflict || stale.value("delegates.0.name") != "Anna Bergseth" {
		t.Errorf("a stale save: %d", stale.status)
	}

	contact := b.get(w.one(r, "kontakt")).ok(t).form(w.one(r, "kontakt"))
	contact.Set("contact.email", "Ny.Kontakt@example.no")
	b.post(w.one(r, "kontakt"), contact).leads(t, w.one(r))

	move := b.get(w.one(r, "mote")).ok(t).form(w.one(r, "mote"))
	if move.Get("meeting") != w.meeting("Tynset").ID.String() {
		t.Errorf("the present meeting is not chosen: %v", move)
	}
	move.Set("meeting", w.meeting("Otta").ID.String())
	b.post(w.one(r, "mote"), move).leads(t, w.one(r))
	got := w.stored(t, r.ID)
	if got.Contact.Email != "ny.kontakt@example.no" || !slices.Equal(got.Meetings(), []dialogue.ID{w.meeting("Otta").ID}) || len(got.LiveDelegates()) != 1 {
		t.Errorf("stored %+v", got)
	}
}

func TestStaffDecideOnHeldOnesAndProposals(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	b := w.as(t, "redaktor@innlandet")
	held, refused := w.held(t, "0519", "Otta"), w.held(t, "0520", "Otta")

	form := b.get(w.one(held)).ok(t).form(w.one(held, "avgjorelse"))
	form.Set("decision", "accept")
	b.post(w.one(held, "avgjorelse"), form).leads(t, w.one(held))
	if got := w.stored(t, held.ID); got.WorkState() != dialogue.WorkPlaced {
		t.Errorf("accepted: %s", got.WorkState())
	}
	form = b.get(w.one(refused)).ok(t).form(w.one(refused, "avgjorelse"))
	form.Set("decision", "refuse")
	if got := b.post(w.one(refused, "avgjorelse"), form); got.status != http.StatusUnprocessableEntity {
		t.Errorf("refused without a reason: %d", got.status)
	}
	form.Set("reason", "Kommunen kjenner ikke avsenderen")
	b.post(w.one(refused, "avgjorelse"), form).leads(t, w.one(refused))
	if got := w.stored(t, refused.ID); got.State != dialogue.Refused || got.HeldReason == "" {
		t.Errorf("refused: %+v", got)
	}

	live := w.register(t, w.request("0412", "Hamar", "Anne Berg", "Bjørn Moe", "Cato Li"))
	proposal := w.register(t, w.request("0412", "Hamar", "Dina Vik", "Even Sol"))
	page := b.get(w.one(live)).ok(t)
	page.says(t, "Noen andre har også meldt på", "Dina Vik", "3 av 4")
	action := w.one(live, "forslag", proposal.ID.String())
	form = page.form(action)
	form.Set("do", "take")
	if got := b.post(action, form); got.status != http.StatusUnprocessableEntity {
		t.Errorf("nobody chosen: %d", got.status)
	}
	for _, d := range proposal.Delegates {
		form.Add("delegate", d.ID.String())
	}
	if got := b.post(action, form); got.status != http.StatusUnprocessableEntity { // five
		t.Errorf("more than the cap: %d", got.status)
	}
	form.Set("delegate", proposal.Delegates[0].ID.String())
	b.post(action, form).leads(t, w.one(live))
	page = b.get(w.one(live)).ok(t)
	page.says(t, "4 deltakere", "Dina Vik", "Even Sol")
	form = page.form(action)
	form.Set("do", "dismiss")
	b.post(action, form).leads(t, w.one(live))
	if got := w.stored(t, proposal.ID); got.State != dialogue.Settled {
		t.Errorf("dismissed: %s", got.State)
	}
	b.get(w.one(proposal)).ok(t).says(t, "Behandlet")
}

func TestStaffGiveSeatsToAWholeDelegationWithinCapacity(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	b := w.as(t, "redaktor@innlandet")
	w.exec(t, `update meeting set capacity = 3 where id = $1`, w.meeting("Hamar").ID)
	first := w.register(t, w.request("0412", "Hamar", "Anne Berg", "Bjørn Moe"))
	waiting := w.register(t, w.request("0528", "Hamar", "Cato Li", "Dina Vik"))
	page := b.get(w.one(waiting)).ok(t)
	page.says(t, "2 deltakere står på venteliste", "én ledig plass", "De venter samlet")
	if page.doc.Find(`form[action="`+w.one(waiting, "plass")+`"]`).Length() != 0 {
		t.Error("seats are offered without room")
	}
	forged := url.Values{"version": {"2"}, "meeting": {w.meeting("Hamar").ID.String()}}
	forged.Set("version", page.doc.Find(`[name=version]`).First().AttrOr("value", "0"))
	got := w.stored(t, waiting.ID)
	forged.Set("version", strconv.Itoa(got.Version))
	if full := b.post(w.one(waiting, "plass"), forged); full.status != http.StatusConflict {
		t.Errorf("forged without room: %d", full.status)
	}
	out := b.get(w.one(first, "meld-av")).ok(t).form(w.one(first, "meld-av"))
	b.post(w.one(first, "meld-av"), out).leads(t, w.one(first))
	give := b.get(w.one(waiting)).ok(t).form(w.one(waiting, "plass"))
	b.post(w.one(waiting, "plass"), give).leads(t, w.one(waiting))
	if got := w.stored(t, waiting.ID); got.WorkState() != dialogue.WorkPlaced {
		t.Errorf("state %s", got.WorkState())
	}
	b.get(w.one(waiting)).ok(t).says(t, "Ga plass til dem som sto på venteliste", "Påmeldingen er endret")
	if again := b.post(w.one(waiting, "plass"), give); again.status != http.StatusConflict {
		t.Errorf("given twice: %d", again.status)
	}
}
