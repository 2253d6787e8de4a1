package app_test

import (
	"fmt"
	"strings"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// wholeDatabase is all that the database holds, of every table that is not the invitation itself.
func wholeDatabase(t *testing.T, db *testdb.DB) string {
	t.Helper()
	var all strings.Builder
	for _, table := range column[string](t, db, `select quote_ident(tablename) from pg_tables where schemaname = 'public' order by 1`) {
		fmt.Fprintf(&all, "%s\n%s\n", table, strings.Join(column[string](t, db, `select t::text from `+table+` t`), "\n"))
	}
	return all.String()
}

// persons is Innlandet 2019 with users and next of kin invited on their own.
func persons() dialogue.Invitation {
	inv := sample.Innlandet2019()
	inv.Series.Rules.Invited.Persons, inv.Series.Rules.Invited.Organisations = true, true
	return inv
}

func person(inv dialogue.Invitation, name, submission string) dialogue.RegistrationRequest {
	q := request(inv, 4, 1, submission)
	q.Unit, q.Municipality = dialogue.Unit{Kind: dialogue.Person}, "0529"
	q.Contact = dialogue.Contact{Name: name, Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.no", Phone: "+4799887766"}
	q.Delegates[0].Name, q.Delegates[0].Email, q.Comment = name, q.Contact.Email, "Jeg bruker rullestol."
	return q
}

func nobodyIsLeft(t *testing.T, db *testdb.DB, names ...string) {
	t.Helper()
	left := wholeDatabase(t, db)
	for _, name := range names {
		if at := strings.Index(strings.ToLower(left), strings.ToLower(name)); at >= 0 {
			t.Errorf("%q is still stored: …%s…", name, left[max(0, at-100):min(len(left), at+100)])
		}
	}
}

// Whatever way somebody got into the database, the deletion date takes them out of all of it.
func TestTheDeletionDateLeavesNobody(t *testing.T) {
	t.Parallel()
	inv := persons()
	a, db := published(t, summer, inv)
	register := func(actor dialogue.Actor, q dialogue.RegistrationRequest) dialogue.Registration {
		r, err := a.Register(t.Context(), actor, inv.Series.Slug, q)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	active(t, a, db, inv, person(inv, "Anna Aktiv", "active"))
	register(dialogue.Actor{}, person(inv, "Ulrik Uventa", "never confirmed"))
	byPost := person(inv, "Pia Postlagt", "by post")
	byPost.Channel, byPost.ReceivedOn, byPost.Contact.Email, byPost.Contact.PostalAddress = dialogue.ByPost, dialogue.DateOf(summer), "", "Storgata 5, Pia Postlagt"
	register(editor(inv), byPost)
	club := person(inv, "Olga Organisert", "organisation")
	club.Unit = dialogue.Unit{Kind: dialogue.Organisation, Name: "Pårørendelaget"}
	active(t, a, db, inv, club)
	town := active(t, a, db, inv, request(inv, 4, 3, "town"))
	register(dialogue.Actor{}, func() dialogue.RegistrationRequest {
		q := request(inv, 4, 1, "proposal")
		q.Contact, q.Delegates[0].Name = dialogue.Contact{Name: "Fredrik Forslag", Email: "fredrik@vestre-toten.kommune.no"}, "Frida Forslag"
		return q
	}())
	edits := edit(stored(t, a, town).Registration)
	edits[0].Name = "Bo Byttet"
	if err := a.ChangeDelegates(t.Context(), contact(town), at(t, a, town), edits); err != nil {
		t.Fatal(err)
	}
	if err := a.StartSignIn(t.Context(), town.Reference); err != nil {
		t.Fatal(err)
	}
	if err := a.MailSignInLink(t.Context(), dialogue.System(dialogue.ID{}), town.Reference); err != nil {
		t.Fatal(err)
	}
	if err := a.Withdraw(t.Context(), editor(inv), app.Edit{Registration: town.ID, Version: stored(t, a, town).Registration.Version, Reason: "Guro Lien ringte."}); err != nil {
		t.Fatal(err)
	}
	outcome := `select u.kind || u.county || r.state || coalesce(s.state, '') || coalesce(s.meeting_id::text, '') from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id) left join seat s on (s.organiser_id, s.registration_id) = (r.organiser_id, r.id)
		where r.state <> 'unverified' order by r.id, s.id`
	before := strings.Join(column[string](t, db, outcome), "\n")

	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer)); err != nil {
		t.Fatal(err)
	}
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 1 {
		t.Fatalf("%+v, %v", due, err)
	}
	nobodyIsLeft(t, db, "Anna", "Ulrik", "Uventa", "Pia", "Postlagt", "Olga", "Organisert", "Guro", "Deltaker 1", "Deltaker 2",
		"Bo Byttet", "Fredrik", "Frida", "rullestol", "99887766", "22249601", "Storgata 5", "/bekreft/", "/logg-inn/")
	if after := strings.Join(column[string](t, db, outcome), "\n"); after != before {
		t.Errorf("what came of it was\n%s\nand is\n%s", before, after)
	}
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 0 {
		t.Errorf("the second night: %+v, %v", due, err)
	}

	// Somebody who was registering at that very moment is taken out the night after.
	if _, err := db.Owner.Exec(t.Context(), `update registration set erased_at = null, contact_name = 'Nils Natt' where id = $1`, town.ID); err != nil {
		t.Fatal(err)
	}
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 1 {
		t.Errorf("the third night: %+v, %v", due, err)
	}
	nobodyIsLeft(t, db, "Nils Natt")
}

// An address that nobody confirmed is nobody's: 72 hours later nothing is known of it.
func TestWhoNeverConfirmedIsForgotten(t *testing.T) {
	t.Parallel()
	inv := persons()
	a, db := published(t, summer, inv)
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, person(inv, "Ulrik Uventa", "never confirmed")); err != nil {
		t.Fatal(err)
	}
	stays := active(t, a, db, inv, person(inv, "Anna Aktiv", "active"))
	db.AdvanceClock(t, dialogue.VerifyWithin)
	if due, err := a.DoWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Expired != 1 {
		t.Fatalf("%+v, %v", due, err)
	}
	nobodyIsLeft(t, db, "Ulrik", "Uventa")
	if page := stored(t, a, stays); page.Registration.Unit.Name != "Anna Aktiv" {
		t.Errorf("who confirmed is called %q", page.Registration.Unit.Name)
	}
}

// An organisation that is known by an address keeps it as long as another series has invited it.
func TestWhoIsInvitedElsewhereKeepsTheAddress(t *testing.T) {
	t.Parallel()
	inv := persons()
	a, db := published(t, summer, inv)
	q := person(inv, "Olga Organisert", "organisation")
	q.Unit = dialogue.Unit{Kind: dialogue.Organisation, Name: "Pårørendelaget"}
	club := active(t, a, db, inv, q)
	again, err := a.CreateSeries(t.Context(), editor(inv), app.NewSeries{Title: dialogue.Text{NB: "Neste møte"}, Lang: dialogue.Bokmal, Kind: dialogue.DialogueMeetings})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Owner.Exec(t.Context(), `insert into unit_invitation (organiser_id, id, series_id, unit_id) values ($1, $2, $3, $4)`,
		inv.Organiser.ID, sample.ID("invited again"), again, club.Unit.ID); err != nil {
		t.Fatal(err)
	}
	for _, night := range []struct {
		series dialogue.ID
		number string
	}{{inv.Series.ID, q.Contact.Email}, {again, "erased:" + club.Unit.ID.String()}} {
		if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1 where id = $2`, dialogue.DateOf(summer), night.series); err != nil {
			t.Fatal(err)
		}
		if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 1 {
			t.Fatalf("%+v, %v", due, err)
		}
		if got := column[string](t, db, `select number from unit where kind = 'organisation'`)[0]; got != night.number {
			t.Errorf("known as %q, want %q", got, night.number)
		}
	}
}
