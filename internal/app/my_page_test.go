package app_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"

	"github.com/google/go-cmp/cmp"
)

// proven is whoever has proven the address.
func proven(email string) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.ContactActor, Email: email, Lang: dialogue.Bokmal}
}

// twoOffices are two organisers whose series Vestre Toten may register for.
func twoOffices(t *testing.T) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Invitation) {
	t.Helper()
	here, there := sample.Innlandet2019(), sample.Innlandet2019()
	there.Organiser = sample.VestlandOffice()
	there.Series.ID, there.Series.Organiser, there.Series.Slug = sample.ID("there"), there.Organiser.ID, "der-borte"
	there.Programme, there.Contacts, there.Materials = nil, nil, nil
	for i := range there.Meetings {
		there.Meetings[i].ID, there.Meetings[i].Series = sample.ID(fmt.Sprint("there ", i)), there.Series.ID
	}
	a, db := published(t, summer, here, there)
	return a, db, here, there
}

// invite notes that the unit has been invited to the series, as a sending does.
func invite(t *testing.T, db *testdb.DB, inv dialogue.Invitation, number string) dialogue.ID {
	t.Helper()
	id := sample.ID("invited " + inv.Series.Slug + number)
	if _, err := db.Owner.Exec(t.Context(), `
		with u as (
			insert into unit (organiser_id, id, kind, number, valid_from, name, county, domains)
			values ($1, gen_random_uuid(), 'municipality', $4, '1900-01-01', 'Vestre Toten', '34', '{vestre-toten.kommune.no}')
			returning id)
		insert into unit_invitation (organiser_id, id, series_id, unit_id, sent_at) select $1, $2, $3, u.id, clock() from u`,
		inv.Organiser.ID, id, inv.Series.ID, number); err != nil {
		t.Fatal(err)
	}
	return id
}

// asks has a link to «Min side» mailed as the job does, and is its token, or "" when no letter was posted.
func asks(t *testing.T, a *app.App, db *testdb.DB, email string) string {
	t.Helper()
	if err := a.StartMySignIn(t.Context(), email, dialogue.Bokmal); err != nil {
		t.Fatal(err)
	}
	before := count(t, db, `letter where kind = 'my_sign_in'`)
	ids := column[string](t, db, `select id::text from sign_in_request`)
	id, err := dialogue.ParseID(ids[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := a.MailMySignInLink(t.Context(), dialogue.System(dialogue.ID{}), id); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `sign_in_request`); n != 0 {
		t.Errorf("%d requests are kept", n)
	}
	if count(t, db, `letter where kind = 'my_sign_in'`) == before {
		return ""
	}
	body := column[string](t, db, `select body from letter where kind = 'my_sign_in' order by created_at desc, id desc limit 1`)[0]
	return regexp.MustCompile(`/min-side/logg-inn/([A-Za-z0-9_-]+)`).FindStringSubmatch(body)[1]
}

// titles are what the page shows of each unit: «Vestre Toten: domain, 1 registrations, 1 invitations».
func shown(t *testing.T, a *app.App, actor dialogue.Actor) []dialogue.MyUnit {
	t.Helper()
	page, err := a.MyPage(t.Context(), actor)
	if err != nil {
		t.Fatal(err)
	}
	return page.Units
}

func TestMinSideShowsAllOfTheUnitsAcrossOrganisers(t *testing.T) {
	t.Parallel()
	a, db, here, there := twoOffices(t)
	r := active(t, a, db, here, request(here, 4, 2, "here"))
	invite(t, db, there, "0529")
	colleague := proven("per.berg@vestre-toten.kommune.no")
	units := shown(t, a, colleague)
	if len(units) != 1 || units[0].Why != dialogue.MineByDomain || len(units[0].Registrations) != 1 || len(units[0].Invitations) != 1 || !units[0].MayLetIn {
		t.Fatalf("%+v", units)
	}
	if got := units[0].Registrations[0]; got.Registration.ID != r.ID || !got.MayOpen || got.Invitation.Organiser.ID != here.Organiser.ID {
		t.Errorf("%+v", got.Registration)
	}
	if got := units[0].Invitations[0].Invitation.Organiser.ID; got != there.Organiser.ID {
		t.Error("the invitation is not the other office's")
	}
	for name, actor := range map[string]dialogue.Actor{"another kommune": proven("per@lillehammer.kommune.no"), "a domain that ends alike": proven("per@ikkevestre-toten.kommune.no")} {
		if units := shown(t, a, actor); len(units) != 0 {
			t.Errorf("%s sees %+v", name, units)
		}
		if _, err := a.OpenMine(t.Context(), actor, r.Organiser, r.ID); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s opens it: %v", name, err)
		}
	}
	if _, err := a.MyPage(t.Context(), dialogue.Actor{}); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("nobody: %v", err)
	}
	if got, err := a.OpenMine(t.Context(), colleague, r.Organiser, r.ID); err != nil || got.ID != r.ID {
		t.Errorf("opening: %v", err)
	}
	if _, err := a.OpenMine(t.Context(), colleague, there.Organiser.ID, r.ID); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("under another organiser: %v", err)
	}
}

// A merger changes the number and may keep the name: what was comes last, and says when it ended and what it is now.
func TestAFormerMunicipalityIsToldApartOnMinSide(t *testing.T) {
	t.Parallel()
	a, db, here, there := twoOffices(t)
	for inv, number := range map[*dialogue.Invitation]string{&here: "1235", &there: "4621"} {
		invite(t, db, *inv, number)
	}
	if _, err := db.Owner.Exec(t.Context(), `update unit set valid_from = case number when '1235' then date '2017-01-01' else '2020-01-01' end, name = 'Voss'`); err != nil {
		t.Fatal(err)
	}
	reader := proven("per.berg@vestre-toten.kommune.no")
	if units := shown(t, a, reader); len(units) != 2 || !units[0].Until.IsZero() || !units[1].Until.IsZero() {
		t.Fatalf("before the merger: %+v", units)
	}
	db.SetClock(t, dialogue.Date{Year: 2021, Month: time.November, Day: 25}.At(9, 0))
	units := shown(t, a, reader)
	last := units[len(units)-1]
	if len(units) != 2 || last.Unit.Number != "1235" || last.Until != (dialogue.Date{Year: 2020, Month: time.January, Day: 1}) || len(last.Became) != 1 || last.Became[0].Number != "4621" {
		t.Errorf("after it: %+v", units)
	}
}

// What a stranger sends in the unit's name is not shown to the unit, does not hide its invitation, and does not make a victim known.
func TestAStrangersRegistrationIsNotTheUnits(t *testing.T) {
	t.Parallel()
	a, db, here, _ := twoOffices(t)
	invite(t, db, here, "0529")
	stranger := request(here, 4, 1, "stranger")
	stranger.Contact.Email = "fremmed@example.no"
	held, err := a.Register(t.Context(), dialogue.Actor{}, here.Series.Slug, stranger)
	if err != nil {
		t.Fatal(err)
	}
	if asks(t, a, db, "fremmed@example.no") != "" {
		t.Error("an address that nobody has confirmed is written to")
	}
	if _, err := a.ConfirmAddress(t.Context(), token(t, db, held.ID, dialogue.LetterReceived)); err != nil {
		t.Fatal(err)
	}
	units := shown(t, a, proven("per@vestre-toten.kommune.no"))
	if len(units) != 1 || len(units[0].Registrations) != 0 || len(units[0].Invitations) != 1 {
		t.Errorf("the unit sees %+v", units)
	}
	units = shown(t, a, proven("fremmed@example.no"))
	if len(units) != 1 || units[0].Why != dialogue.MineAsContact || len(units[0].Registrations) != 1 || len(units[0].Invitations) != 0 || units[0].MayLetIn {
		t.Errorf("the stranger sees %+v", units)
	}
}

func TestALinkToMinSideGoesToKnownAddressesOnly(t *testing.T) {
	t.Parallel()
	a, db, here, there := twoOffices(t)
	r := active(t, a, db, here, request(here, 4, 1, "here"))
	db.AdvanceClock(t, time.Hour)
	invite(t, db, there, "0529")
	if err := a.StartMySignIn(t.Context(), "ikke en adresse", dialogue.Bokmal); !errors.As(err, new(dialogue.Problems)) {
		t.Errorf("what is no address: %v", err)
	}
	for email, known := range map[string]bool{
		r.Contact.Email: true, "Per.Berg@Vestre-Toten.kommune.no": true, "per@barnehage.vestre-toten.kommune.no": true,
		"per@lillehammer.kommune.no": false, "per@example.no": false, "per@vestre-toten.kommune.no.example.no": false,
	} {
		if got := asks(t, a, db, email); (got != "") != known {
			t.Errorf("%s: a letter is posted: %v", email, got != "")
		}
	}
	if from := column[string](t, db, `select distinct organiser_id::text from letter where kind = 'my_sign_in'`); !slices.Equal(from, []string{there.Organiser.ID.String()}) {
		t.Errorf("the letters are %v's, not the latest organiser's", from)
	}
	if n := count(t, db, `river_job where args::text like '%@%'`); n != 0 {
		t.Error("a job holds an address")
	}
	link := asks(t, a, db, "ny@vestre-toten.kommune.no")
	if _, err := db.Owner.Exec(t.Context(), `update letter set state = 'failed', failure = '550' where kind = 'my_sign_in'`); err != nil {
		t.Fatal(err)
	}
	staff := editor(there)
	for _, id := range column[dialogue.ID](t, db, `select id from letter where kind = 'my_sign_in'`) {
		if _, err := a.ResendLetter(t.Context(), staff, dialogue.ID{}, id, "saksbehandler@example.no", false); !errors.Is(err, dialogue.ErrClosed) {
			t.Errorf("staff send a sign-in link to another address: %v", err)
		}
		if _, err := a.LetterToRead(t.Context(), staff, dialogue.ID{}, id); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("staff read a sign-in link: %v", err)
		}
	}
	for range 20 {
		if err := a.CheckMySignInLink(t.Context(), link); err != nil {
			t.Fatal(err)
		}
	}
	if email, err := a.UseMySignInLink(t.Context(), link); err != nil || email != "ny@vestre-toten.kommune.no" {
		t.Errorf("%q, %v", email, err)
	}
	if _, err := a.UseMySignInLink(t.Context(), link); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("again: %v", err)
	}
	if err := a.CheckMySignInLink(t.Context(), link); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("looking at a used one: %v", err)
	}
	late := asks(t, a, db, "sen@vestre-toten.kommune.no")
	db.AdvanceClock(t, dialogue.SignInFor)
	if _, err := a.UseMySignInLink(t.Context(), late); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("after ten minutes: %v", err)
	}
	for range 7 {
		asks(t, a, db, "mange@vestre-toten.kommune.no")
	}
	if n := count(t, db, `letter where recipient = 'mange@vestre-toten.kommune.no'`); n != dialogue.UnprovenLetters {
		t.Errorf("%d letters within the hour", n)
	}
}

func TestAColleagueIsLetInAndOutAgain(t *testing.T) {
	t.Parallel()
	a, db, here, there := twoOffices(t)
	r := active(t, a, db, here, request(here, 4, 1, "here"))
	other := active(t, a, db, there, request(there, 4, 1, "there"))
	kari, per := proven("kari@vestre-toten.kommune.no"), proven("per@example.no")
	unit := shown(t, a, kari)[0]
	if err := a.LetIn(t.Context(), kari, unit.At, unit.Unit.ID, "Per Berg", "Per@example.no"); err != nil {
		t.Fatal(err)
	}
	if got := told(t, db, dialogue.LetterLetIn); !slices.Equal(got, []string{"per@example.no  queued"}) {
		t.Errorf("letters: %v", got)
	}
	for _, reg := range []dialogue.Registration{r, other} {
		if _, err := a.OpenMine(t.Context(), per, reg.Organiser, reg.ID); err != nil {
			t.Errorf("the colleague can't open it: %v", err)
		}
	}
	units := shown(t, a, per)
	if len(units) != 1 || units[0].Why != dialogue.MineAsColleague || len(units[0].Registrations) != 2 || units[0].MayLetIn || len(units[0].MayEnd) != 0 {
		t.Errorf("%+v", units)
	}
	if err := a.LetIn(t.Context(), per, unit.At, unit.Unit.ID, "Ola", "ola@example.no"); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("a colleague lets others in: %v", err)
	}
	for field, c := range map[string][2]string{
		"name": {"", "ola@example.no"}, "email": {"Ola", "ola"},
	} {
		var problems dialogue.Problems
		if err := a.LetIn(t.Context(), kari, unit.At, unit.Unit.ID, c[0], c[1]); !errors.As(err, &problems) || problems[field].Key == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, email := range []string{"per@example.no", "ola@vestre-toten.kommune.no", kari.Email} {
		if err := a.LetIn(t.Context(), kari, unit.At, unit.Unit.ID, "Ola", email); !errors.As(err, new(dialogue.Problems)) {
			t.Errorf("%s, who has access: %v", email, err)
		}
	}
	entry := shown(t, a, kari)[0].Colleagues[0]
	for name, actor := range map[string]dialogue.Actor{"the colleague": per, "somebody else": proven("x@example.no"), "another kommune": proven("x@lillehammer.kommune.no")} {
		if err := a.EndAccess(t.Context(), actor, entry.Organiser, entry.ID); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s ends it: %v", name, err)
		}
	}
	if err := a.EndAccess(t.Context(), proven("ny@vestre-toten.kommune.no"), entry.Organiser, entry.ID); err != nil {
		t.Fatal(err)
	}
	for _, reg := range []dialogue.Registration{r, other} {
		if _, err := a.OpenMine(t.Context(), per, reg.Organiser, reg.ID); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("the access has ended at one organiser only: %v", err)
		}
	}
	if _, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `colleague`); n != 0 {
		t.Errorf("%d names are kept after the access has ended", n)
	}
	verbs := column[string](t, db, `select verb || ' ' || actor_kind from audit where verb in ('let_in', 'end_access') order by id`)
	if diff := cmp.Diff([]string{"let_in contact", "let_in contact", "end_access contact", "end_access contact"}, verbs); diff != "" {
		t.Error(diff)
	}
}

// A contact from outside the domain, whom staff have accepted, lets in to the own registration and to nothing else of the unit's.
func TestAContactLetsInToTheOwnRegistrationOnly(t *testing.T) {
	t.Parallel()
	a, db, here, there := twoOffices(t)
	own := request(here, 4, 1, "own")
	own.Contact.Email = "guro@example.no"
	r := active(t, a, db, here, own)
	if err := a.DecideHeld(t.Context(), editor(here), r.ID, stored(t, a, r).Registration.Version, true, ""); err != nil {
		t.Fatal(err)
	}
	other := active(t, a, db, there, request(there, 4, 1, "there"))
	guro, per := proven("guro@example.no"), proven("per@example.no")
	unit := shown(t, a, guro)[0]
	if err := a.LetIn(t.Context(), guro, unit.At, unit.Unit.ID, "Per", "per@example.no"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.OpenMine(t.Context(), per, r.Organiser, r.ID); err != nil {
		t.Errorf("the contact's own: %v", err)
	}
	for _, actor := range []dialogue.Actor{guro, per} {
		if _, err := a.OpenMine(t.Context(), actor, other.Organiser, other.ID); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s opens what somebody else has registered: %v", actor.Email, err)
		}
	}
	if _, err := db.Owner.Exec(t.Context(), `update registration set contact_email = 'ny@example.no' where id = $1`, r.ID); err != nil {
		t.Fatal(err)
	}
	for _, actor := range []dialogue.Actor{guro, per} {
		if _, err := a.OpenMine(t.Context(), actor, r.Organiser, r.ID); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s after the contact was corrected: %v", actor.Email, err)
		}
	}
}

// Starting from «Min side» gives a personal link of the unit's own, to those who act for it, while it can be answered.
func TestAnInvitationIsAnsweredWithoutTheLetter(t *testing.T) {
	t.Parallel()
	a, db, here, _ := twoOffices(t)
	id := invite(t, db, here, "0529")
	for name, actor := range map[string]dialogue.Actor{"another kommune": proven("x@lillehammer.kommune.no"), "a contact elsewhere": proven("x@example.no")} {
		if _, err := a.StartMine(t.Context(), actor, here.Organiser.ID, id); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	kari := proven("kari@vestre-toten.kommune.no")
	link, err := a.StartMine(t.Context(), kari, here.Organiser.ID, id)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `invitation_link where invitation_id = $1 and octet_length(token_hash) = 32 and position(convert_to($2, 'UTF8') in token_hash) = 0`, id, link); n != 1 {
		t.Error("the link is not stored as a hash")
	}
	if n := count(t, db, `unit_invitation where started_at is not null`); n != 1 {
		t.Error("the start is not noted")
	}
	active(t, a, db, here, request(here, 4, 1, "answer"))
	if units := shown(t, a, kari); len(units[0].Invitations) != 0 {
		t.Error("what is answered is still asked")
	}
}
