package app_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/secret"
	"dialogmote/internal/testdb"
)

// inviteUnits invites municipalities of the register, as a sending does, and gives their personal links' tokens.
func inviteUnits(t *testing.T, db *testdb.DB, inv dialogue.Invitation, numbers ...string) []string {
	t.Helper()
	pg, err := postgres.New(db.App)
	if err != nil {
		t.Fatal(err)
	}
	var tokens []string
	for _, number := range numbers {
		token, hash := secret.NewToken()
		if err := pg.InTx(t.Context(), func(tx *postgres.Tx) error {
			official, ok := norway.Lookup("municipality", number, inv.Series.PublicationDay(summer))
			if !ok {
				t.Fatalf("no %s", number)
			}
			u := dialogue.Unit{Kind: dialogue.Municipality, Number: number, ValidFrom: official.ValidFrom, Name: official.Name, County: official.County, Domains: official.Domains}
			id, err := tx.UpsertUnit(t.Context(), inv.Organiser.ID, u)
			if err != nil {
				return err
			}
			invitation := sample.ID("invitation/" + number)
			return tx.Write(t.Context(), func(b *postgres.Batch) {
				b.InsertUnitInvitation(dialogue.UnitInvitation{Organiser: inv.Organiser.ID, ID: invitation, Series: inv.Series.ID, Unit: dialogue.Unit{ID: id}})
				b.InsertInvitationLink(inv.Organiser.ID, invitation, hash)
				b.NoteInvitationSent(inv.Organiser.ID, invitation)
			})
		}); err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	return tokens
}

// invitedOnly is Innlandet's invitation for those with a personal link, with Vestre Toten and Rendalen invited.
func invitedOnly(t *testing.T) (a *app.App, db *testdb.DB, inv dialogue.Invitation, toten, rendalen string) {
	t.Helper()
	inv = sample.Innlandet2019()
	inv.Series.Rules.Identity = dialogue.ByInvitation
	a, db = published(t, summer, inv)
	tokens := inviteUnits(t, db, inv, "0529", "0432")
	return a, db, inv, tokens[0], tokens[1]
}

// Who follows the unit's own link registers it: the link only starts, so the address is proven as ever.
func TestAPersonalLinkStartsARegistration(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, _ := invitedOnly(t)
	for range 20 {
		page, err := a.InvitedPage(t.Context(), toten)
		if err != nil || page.Invited.Unit.Name != "Vestre Toten" || !page.Open || page.Answer != dialogue.NoAnswer {
			t.Fatalf("%+v, %v", page.Answer, err)
		}
	}
	if n := count(t, db, `unit_invitation where started_at is not null`); n != 0 {
		t.Error("looking has started it")
	}
	leaves(t, db, "start_by_link", 0, func() error { return a.StartByLink(t.Context(), toten) })
	if err := a.StartByLink(t.Context(), toten); err != nil || count(t, db, `audit where verb = 'start_by_link'`) != 1 {
		t.Errorf("a second press: %v", err)
	}
	q := request(inv, 4, 2, "by link")
	q.Token = toten
	r := active(t, a, db, inv, q)
	if got := stored(t, a, r).Registration; got.State != dialogue.Active || got.Invitation != sample.ID("invitation/0529") {
		t.Errorf("%s by %v", got.State, got.Invitation)
	}
	if page, err := a.InvitedPage(t.Context(), toten); err != nil || page.Answer != dialogue.AnswerRegistered {
		t.Errorf("the link then says %q, %v", page.Answer, err)
	}
	if err := a.SignInByLink(t.Context(), toten); err != nil || count(t, db, `river_job where kind = 'mail_sign_in' and args->>'reference' = $1`, r.Reference) != 1 {
		t.Errorf("no sign-in link is mailed: %v", err)
	}
	elsewhere := request(inv, 4, 1, "by link, from elsewhere")
	elsewhere.Contact.Email = "noen@example.no"
	elsewhere.Unit.Number = "0432"
	elsewhere.Token = inviteUnits(t, db, inv, "0432")[0] // a unit's links are as many as its letters
	if r := active(t, a, db, inv, elsewhere); r.State != dialogue.HeldForStaff {
		t.Errorf("a foreign address gives %s", r.State)
	}
}

// Under identity «invited» a stranger can't register for a unit or learn whether it is registered, whatever is forged; and nothing a
// stranger does stands in the way of the unit's own contact.
func TestStrangersCanNotRegisterWhereOneIsInvited(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, rendalen := invitedOnly(t)
	before := everything(t, db)
	for name, change := range map[string]func(q *dialogue.RegistrationRequest){
		"without a link":           func(q *dialogue.RegistrationRequest) {},
		"with another unit's link": func(q *dialogue.RegistrationRequest) { q.Token = rendalen },
		"with a made-up link":      func(q *dialogue.RegistrationRequest) { q.Token = "made-up" },
		"as another kind":          func(q *dialogue.RegistrationRequest) { q.Token, q.Unit.Kind = toten, dialogue.County },
		"as another unit":          func(q *dialogue.RegistrationRequest) { q.Token, q.Unit.Number = toten, "0501" },
		"as a person":              func(q *dialogue.RegistrationRequest) { q.Token, q.Unit = toten, dialogue.Unit{Kind: dialogue.Person} },
	} {
		q := request(inv, 4, 1, name)
		change(&q)
		if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q); !errors.Is(err, dialogue.ErrNotInvited) {
			t.Errorf("%s: registered: %v", name, err)
		}
		if _, err := a.CheckRegistration(t.Context(), dialogue.Actor{}, inv.Series.Slug, q); !errors.Is(err, dialogue.ErrNotInvited) {
			t.Errorf("%s: checked: %v", name, err)
		}
	}
	if everything(t, db) != before {
		t.Error("a refused stranger has left something")
	}
	byStaff := request(inv, 4, 1, "by phone")
	byStaff.Unit.Number, byStaff.Channel = "0501", dialogue.ByPhone
	if _, err := a.Register(t.Context(), editor(inv), inv.Series.Slug, byStaff); err != nil {
		t.Errorf("staff: %v", err)
	}
	// A stranger with the letter writes from elsewhere, and declines from elsewhere: neither counts, and neither blocks.
	stranger := request(inv, 4, 4, "stranger with the letter")
	stranger.Token, stranger.Contact.Email = toten, "fremmed@example.no"
	if r := active(t, a, db, inv, stranger); r.State != dialogue.HeldForStaff {
		t.Fatalf("the stranger's is %s", r.State)
	}
	no := declined(t, a, db, toten, "fremmed@example.no")
	if no.State != dialogue.HeldForStaff {
		t.Fatalf("the stranger's no is %s", no.State)
	}
	own := request(inv, 4, 4, "the unit's own")
	own.Token = toten
	if r := active(t, a, db, inv, own); r.State != dialogue.Active {
		t.Errorf("the unit's own is %s", r.State)
	}
	if _, err := a.InvitedPage(t.Context(), "made-up"); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("a made-up link: %v", err)
	}
}

// The deadline holds behind the link as in front of it, and a draft or an erased series takes nothing.
func TestALinkDoesNotOpenWhatIsClosed(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, _ := invitedOnly(t)
	q := request(inv, 4, 1, "late")
	q.Token = toten
	db.SetClock(t, dialogue.Date{Year: 2019, Month: time.December, Day: 1}.At(12, 0))
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("registered: %v", err)
	}
	if _, err := a.DeclineByLink(t.Context(), toten, decline("late", "guro@vestre-toten.kommune.no")); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("declined: %v", err)
	}
	if err := a.StartByLink(t.Context(), toten); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("started: %v", err)
	}
	if page, err := a.InvitedPage(t.Context(), toten); err != nil || page.Open {
		t.Errorf("open, or %v", err)
	}
	if _, err := db.Owner.Exec(t.Context(), `update series set state = 'draft', published_at = null where id = $1`, inv.Series.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := a.InvitedPage(t.Context(), toten); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("a draft: %v", err)
	}
}

func decline(submission, email string) dialogue.DeclineRequest {
	return dialogue.DeclineRequest{Submission: sample.ID(submission), Name: "Guro Lien", Email: email, Reason: "Vi har ikke folk den dagen.", Lang: dialogue.Bokmal}
}

var declineLink = regexp.MustCompile(`/svar-nei/([A-Za-z0-9_-]+)`)

// clickOf is the token of the letter that asks for a click.
func clickOf(t *testing.T, db *testdb.DB, id dialogue.ID) string {
	t.Helper()
	body := column[string](t, db, `select body from letter where once = 'decline/' || $1::uuid`, id)
	if len(body) != 1 {
		t.Fatalf("%d letters ask for a click", len(body))
	}
	return declineLink.FindStringSubmatch(body[0])[1]
}

// declined answers no and confirms it.
func declined(t *testing.T, a *app.App, db *testdb.DB, token, email string) dialogue.Decline {
	t.Helper()
	d, err := a.DeclineByLink(t.Context(), token, decline("no from "+email, email))
	if err != nil {
		t.Fatal(err)
	}
	click := clickOf(t, db, d.ID)
	if err := a.ConfirmDecline(t.Context(), click); err != nil {
		t.Fatal(err)
	}
	page, err := a.CheckDeclineLink(t.Context(), click)
	if err != nil {
		t.Fatal(err)
	}
	return page.Decline
}

func TestANoCountsWhenItsAddressIsProven(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, _ := invitedOnly(t)
	d, err := a.DeclineByLink(t.Context(), toten, decline("no", "guro.lien@vestre-toten.kommune.no"))
	if err != nil || d.State != dialogue.Unverified {
		t.Fatalf("%s, %v", d.State, err)
	}
	again, err := a.DeclineByLink(t.Context(), toten, decline("no", "guro.lien@vestre-toten.kommune.no"))
	if err != nil || again.ID != d.ID || count(t, db, `letter`) != 1 {
		t.Errorf("a double click: %v, %v", again.ID, err)
	}
	if page, _ := a.InvitedPage(t.Context(), toten); page.Answer != dialogue.NoAnswer {
		t.Errorf("before the click it is %q", page.Answer)
	}
	click := clickOf(t, db, d.ID)
	for range 20 {
		if page, err := a.CheckDeclineLink(t.Context(), click); err != nil || page.Decline.State != dialogue.Unverified {
			t.Fatalf("a scanner: %v", err)
		}
	}
	leaves(t, db, "confirm_decline", 1, func() error { return a.ConfirmDecline(t.Context(), click) })
	if err := a.ConfirmDecline(t.Context(), click); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("the link again: %v", err)
	}
	if page, _ := a.InvitedPage(t.Context(), toten); page.Answer != dialogue.AnswerDeclined {
		t.Errorf("after the click it is %q", page.Answer)
	}
	said := column[string](t, db, `select body from letter where kind = 'declined'`)
	if len(said) != 1 {
		t.Fatalf("%d letters say that it is noted", len(said))
	}
	// The letter's own link changes the unit's mind.
	mind := regexp.MustCompile(`/invitert/([A-Za-z0-9_-]+)`).FindStringSubmatch(said[0])
	q := request(inv, 4, 1, "after all")
	q.Token = mind[1]
	if r := active(t, a, db, inv, q); r.State != dialogue.Active {
		t.Fatalf("registered after all: %s", r.State)
	}
	if got := column[string](t, db, `select state from decline`); got[0] != "withdrawn" || count(t, db, `audit where verb = 'withdraw_decline'`) != 1 {
		t.Errorf("the no is %s", got[0])
	}
	if _, err := a.DeclineByLink(t.Context(), toten, decline("no again", "guro.lien@vestre-toten.kommune.no")); !errors.Is(err, dialogue.ErrDuplicate) {
		t.Errorf("a no from who is registered: %v", err)
	}
}

// A no that is confirmed after the unit was registered does not count.
func TestANoConfirmedTooLateIsTakenBack(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, _ := invitedOnly(t)
	d, err := a.DeclineByLink(t.Context(), toten, decline("no", "guro.lien@vestre-toten.kommune.no"))
	if err != nil {
		t.Fatal(err)
	}
	q := request(inv, 4, 1, "registered")
	q.Token = toten
	active(t, a, db, inv, q)
	if err := a.ConfirmDecline(t.Context(), clickOf(t, db, d.ID)); err != nil {
		t.Fatal(err)
	}
	if got := column[string](t, db, `select state from decline`); got[0] != "withdrawn" || count(t, db, `letter where kind = 'declined'`) != 0 {
		t.Errorf("the no is %s", got[0])
	}
}

// The press that confirms a no and the one that confirms a registration may come at the same moment: the unit is never both.
func TestANoAndARegistrationAtOnceAreNeverBoth(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, _ := invitedOnly(t)
	d, err := a.DeclineByLink(t.Context(), toten, decline("no", "guro.lien@vestre-toten.kommune.no"))
	if err != nil {
		t.Fatal(err)
	}
	q := request(inv, 4, 1, "yes")
	q.Token = toten
	r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	yes, no := token(t, db, r.ID, dialogue.LetterReceived), clickOf(t, db, d.ID)
	both := wide(t, db, 8)
	h := hold(t, db, `select from unit where number = '0529' for update`)
	done := h.until(
		func() error { _, err := both.ConfirmAddress(t.Context(), yes); return err },
		func() error { return both.ConfirmDecline(t.Context(), no) })
	h.commit()
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if live, nos := count(t, db, `registration where state = 'active'`), count(t, db, `decline where state = 'active'`); live != 1 || nos != 0 {
		t.Errorf("%d registrations and %d declines count", live, nos)
	}
}

func TestStaffDecideOnANoFromElsewhere(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, rendalen := invitedOnly(t)
	held := declined(t, a, db, toten, "guro@example.no")
	list, err := a.WorkList(t.Context(), editor(inv), inv.Series.ID, dialogue.WorkFilter{})
	if err != nil || len(list.Declines) != 1 || list.Declines[0].State != dialogue.HeldForStaff {
		t.Fatalf("the work list has %v, %v", list.Declines, err)
	}
	start, err := a.StaffStart(t.Context(), editor(inv))
	if err != nil || start.Series[0].Declines != 1 {
		t.Errorf("the front page counts %d, %v", start.Series[0].Declines, err)
	}
	reader, stranger := editor(inv), editor(inv)
	reader.Role, stranger.Organiser = dialogue.Reader, sample.VestlandOffice().ID
	refuses(t, db, "a reader", dialogue.ErrForbidden, func() error { return a.DecideDecline(t.Context(), reader, held.ID, held.Version, true) })
	refuses(t, db, "another organiser", dialogue.ErrNotFound, func() error { return a.DecideDecline(t.Context(), stranger, held.ID, held.Version, true) })
	refuses(t, db, "an old version", dialogue.ErrStale, func() error { return a.DecideDecline(t.Context(), editor(inv), held.ID, held.Version+1, true) })
	leaves(t, db, "accept_decline", 1, func() error { return a.DecideDecline(t.Context(), editor(inv), held.ID, held.Version, true) })
	if n := count(t, db, `letter where kind = 'declined' and recipient = 'guro@example.no'`); n != 1 {
		t.Errorf("%d letters tell it", n)
	}
	refuses(t, db, "a second decision", dialogue.ErrStale, func() error { return a.DecideDecline(t.Context(), editor(inv), held.ID, held.Version+1, false) })
	leaves(t, db, "take_back_decline", 0, func() error { return a.TakeBackDecline(t.Context(), editor(inv), held.ID, held.Version+1) })
	if page, _ := a.InvitedPage(t.Context(), toten); page.Answer != dialogue.NoAnswer {
		t.Errorf("taken back it is %q", page.Answer)
	}

	other := declined(t, a, db, rendalen, "noen@example.no")
	leaves(t, db, "refuse_decline", 0, func() error { return a.DecideDecline(t.Context(), editor(inv), other.ID, other.Version, false) })
	if page, _ := a.InvitedPage(t.Context(), rendalen); page.Answer != dialogue.NoAnswer {
		t.Errorf("refused it is %q", page.Answer)
	}
}

func TestStaffNoteANoByPhone(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, _ := invitedOnly(t)
	toVestreToten := dialogue.Unit{Kind: dialogue.Municipality, Number: "0529"}
	note := func(u dialogue.Unit, reason string) func() error {
		return func() error { return a.NoteDecline(t.Context(), editor(inv), inv.Series.ID, u, reason) }
	}
	refuses(t, db, "without a reason", nil, note(toVestreToten, ""))
	refuses(t, db, "for nobody", nil, note(dialogue.Unit{Kind: dialogue.Municipality, Number: "9999"}, "Ringte."))
	waiting := declined(t, a, db, toten, "guro@example.no")
	if err := note(toVestreToten, "Ringte 3. september: har alt hatt møte.")(); err != nil || count(t, db, `audit where verb = 'note_decline'`) != 1 {
		t.Fatal(err)
	}
	if got := column[string](t, db, `select state from decline where id = $1`, waiting.ID); got[0] != "withdrawn" {
		t.Errorf("the one that waited is %s", got[0])
	}
	if page, _ := a.InvitedPage(t.Context(), toten); page.Answer != dialogue.AnswerDeclined {
		t.Errorf("it is %q", page.Answer)
	}
	q := request(inv, 4, 1, "after all")
	q.Token = toten
	active(t, a, db, inv, q)
	refuses(t, db, "for who is registered", nil, note(toVestreToten, "Ringte igjen."))
}

// What nobody has confirmed in 72 hours is deleted, and what counts loses its people with the series.
func TestWhoDeclinedIsForgottenInTime(t *testing.T) {
	t.Parallel()
	a, db, inv, toten, rendalen := invitedOnly(t)
	if _, err := a.DeclineByLink(t.Context(), toten, dialogue.DeclineRequest{Submission: sample.ID("never"), Name: "Ulrik Uventa", Email: "ulrik@vestre-toten.kommune.no"}); err != nil {
		t.Fatal(err)
	}
	asks := column[dialogue.ID](t, db, `update letter set state = 'failed' where kind = 'decline' returning id`)[0]
	var problems dialogue.Problems
	if _, err := a.ResendLetter(t.Context(), editor(inv), inv.Series.ID, asks, "en.annen@vestre-toten.kommune.no", false); !errors.As(err, &problems) {
		t.Errorf("somebody else is asked to prove the address: %v", err)
	}
	if _, err := a.ResendLetter(t.Context(), editor(inv), inv.Series.ID, asks, "ulrik@vestre-toten.kommune.no", false); err != nil {
		t.Fatal(err)
	}
	db.AdvanceClock(t, dialogue.VerifyWithin)
	if due, err := a.DoWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Expired != 1 {
		t.Fatalf("%+v, %v", due, err)
	}
	nobodyIsLeft(t, db, "Ulrik", "Uventa", "ulrik@")
	declined(t, a, db, rendalen, "guro@rendalen.kommune.no")
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer)); err != nil {
		t.Fatal(err)
	}
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 1 {
		t.Fatalf("%+v, %v", due, err)
	}
	nobodyIsLeft(t, db, "Guro", "guro@", "ikke folk den dagen")
	if n := count(t, db, `decline where state = 'active'`); n != 1 {
		t.Error("that Rendalen declined is forgotten too")
	}
	if _, err := a.InvitedPage(t.Context(), toten); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("the erased series' link: %v", err)
	}
}

// The letter that asks for a click goes to whoever is written in the form, so it counts among the five an hour and says nothing that a
// stranger wrote at length.
func TestANoDoesNotFloodAMailbox(t *testing.T) {
	t.Parallel()
	a, db, _, toten, _ := invitedOnly(t)
	sent, refused := 0, 0
	for i := range 12 {
		q := decline(strings.Repeat("x", i+1), "guro@example.no")
		q.Reason = "Kjøp billige klokker."
		_, err := a.DeclineByLink(t.Context(), toten, q)
		var problems dialogue.Problems
		switch {
		case err == nil:
			sent++
		case errors.As(err, &problems) && problems["email"].Key == "problem.too-many-letters":
			refused++
		default:
			t.Error(err)
		}
	}
	if sent != dialogue.UnprovenLetters || count(t, db, `letter`) != sent || count(t, db, `decline`) != sent {
		t.Errorf("%d sent, %d refused", sent, refused)
	}
	if n := count(t, db, `letter where body like '%klokker%'`); n != 0 {
		t.Error("the letter carries what a stranger wrote")
	}
}
