package app_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/testdb"
)

// tells is one round of telling delegates, and how many there were.
func tells(t *testing.T, a *app.App, want int) {
	t.Helper()
	if n, err := a.TellDelegates(t.Context(), dialogue.System(dialogue.ID{})); err != nil || n != want {
		t.Errorf("told %d, want %d: %v", n, want, err)
	}
}

// codeOf is the code in the newest notice to an address.
func codeOf(t *testing.T, db *testdb.DB, email string) string {
	t.Helper()
	body := column[string](t, db, `select body from letter where kind = 'delegate_notice' and recipient = $1 order by id desc limit 1`, email)[0]
	return regexp.MustCompile(`/om-meg/([0-9A-Z]{8})`).FindStringSubmatch(body)[1]
}

// asDelegate signs a delegate in by a mailed link.
func asDelegate(t *testing.T, a *app.App, db *testdb.DB, email string) dialogue.Actor {
	t.Helper()
	if err := a.MailAboutMeLink(t.Context(), dialogue.System(dialogue.ID{}), codeOf(t, db, email)); err != nil {
		t.Fatal(err)
	}
	in, err := a.UseAboutMeLink(t.Context(), delegateToken(t, db, email, dialogue.LetterAboutMe))
	if err != nil {
		t.Fatal(err)
	}
	return dialogue.Actor{Kind: dialogue.DelegateActor, Organiser: in.Organiser, Delegate: in.Delegate, Email: in.Email}
}

func delegateToken(t *testing.T, db *testdb.DB, email string, kind dialogue.LetterKind) string {
	t.Helper()
	body := column[string](t, db, `select body from letter where kind = $1 and recipient = $2 order by id desc limit 1`, kind, email)[0]
	return regexp.MustCompile(`/om-meg/(?:logg-inn|adresse)/([A-Za-z0-9_-]+)`).FindStringSubmatch(body)[1]
}

func TestDelegatesAreToldOnceWhatIsStoredAboutThem(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 3)
	edits := edit(r)
	edits[0].Email = r.Contact.Email // one who answers for the registration knows it
	if err := a.ChangeDelegates(t.Context(), contact(r), at(t, a, r), edits); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := a.TellDelegates(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := told(t, db, dialogue.LetterNotice); len(got) != 2 || strings.Contains(strings.Join(got, ""), r.Contact.Email) {
		t.Errorf("told %q", got)
	}
	body := column[string](t, db, `select body from letter where kind = 'delegate_notice' and recipient = $1`, edits[1].Email)[0]
	for _, said := range []string{edits[1].Name, "Guro Lien", "Vestre Toten kommune", "/om-meg/", "Datatilsynet"} {
		if !strings.Contains(strings.Join(strings.Fields(body), " "), said) {
			t.Errorf("nothing of %s", said)
		}
	}
	if strings.Contains(body, edits[2].Name) || strings.Contains(body, edits[0].Name) {
		t.Error("it tells of the others")
	}
	tells(t, a, 0)
	// Another person in the place is told, under another code; so is one whose address somebody corrects.
	old := codeOf(t, db, edits[1].Email)
	if err := a.SwapDelegate(t.Context(), contact(r), at(t, a, r), edits[1].ID, newcomer("Kari Ny")); err != nil {
		t.Fatal(err)
	}
	tells(t, a, 1)
	if now := codeOf(t, db, "kari@vestre-toten.kommune.no"); now == old {
		t.Error("the code of who was opens the page of who comes")
	}
	if err := a.SwapDelegate(t.Context(), editor(inv), at(t, a, r), edits[1].ID, dialogue.DelegateRequest{Role: edits[1].Role, Name: "Liv Ny", Email: "liv@vestre-toten.kommune.no"}); err != nil {
		t.Fatal(err)
	}
	tells(t, a, 1)
	for email, by := range map[string]string{"kari@vestre-toten.kommune.no": r.Contact.Name, "liv@vestre-toten.kommune.no": inv.Organiser.Name.NB} {
		body := column[string](t, db, `select body from letter where kind = 'delegate_notice' and recipient = $1`, email)[0]
		if !strings.Contains(body, by+" har meldt deg på") {
			t.Errorf("%s is not told that %s has entered them:\n%s", email, by, body)
		}
	}
	edits = edit(stored(t, a, r).Registration)
	edits[2].Email = "rett@example.no"
	if err := a.ChangeDelegates(t.Context(), contact(r), at(t, a, r), edits); err != nil {
		t.Fatal(err)
	}
	tells(t, a, 1)
	if err := a.Withdraw(t.Context(), contact(r), at(t, a, r)); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, inv.Meetings[0].StartsAt)
	tells(t, a, 0)
	if _, err := a.TellDelegates(t.Context(), editor(inv)); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("staff: %v", err)
	}
}

func TestANoticeNeverFloodsAMailbox(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	for i := range 8 { // one who is swapped in and out again, at one mailbox
		person := dialogue.DelegateRequest{Name: fmt.Sprint("Offer ", i), Email: fmt.Sprintf("offer+%d@example.no", i), Role: inv.Roles[0].ID}
		d := stored(t, a, r).Registration.LiveDelegates()[0]
		if err := a.SwapDelegate(t.Context(), contact(r), at(t, a, r), d.ID, person); err != nil {
			t.Fatal(err)
		}
		if _, err := a.TellDelegates(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, db, `letter where kind = 'delegate_notice'`); n != dialogue.UnprovenLetters {
		t.Errorf("%d notices", n)
	}
	db.AdvanceClock(t, time.Hour)
	tells(t, a, 1) // the last one, who was not told before
}

func TestADelegatesLinkWorksOnceForTheOwnAddressOnly(t *testing.T) {
	t.Parallel()
	a, db, _, r := placed(t, 2)
	tells(t, a, 2)
	me := stored(t, a, r).Registration.Delegates[0]
	code := codeOf(t, db, me.Email)
	system := dialogue.System(dialogue.ID{})
	for range 200 {
		if err := a.MailAboutMeLink(t.Context(), system, code); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, db, `letter where kind = 'about_me'`); n != dialogue.UnprovenLetters-1 {
		t.Errorf("%d links, after one notice", n)
	}
	before := counted(t, db)
	if err := a.MailAboutMeLink(t.Context(), system, "AAAAAAAA"); err != nil || counted(t, db) != before {
		t.Errorf("an unknown code: %v", err)
	}
	token := delegateToken(t, db, me.Email, dialogue.LetterAboutMe)
	for range 20 { // scanners
		if err := a.CheckAboutMeLink(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.CheckSignInLink(t.Context(), token); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("as the contact's: %v", err)
	}
	in, err := a.UseAboutMeLink(t.Context(), token)
	if err != nil || in.Delegate != me.ID || in.Code != code {
		t.Fatalf("%+v, %v", in, err)
	}
	if _, err := a.UseAboutMeLink(t.Context(), token); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("twice: %v", err)
	}
	db.AdvanceClock(t, 2*time.Hour)
	if err := a.MailAboutMeLink(t.Context(), system, code); err != nil {
		t.Fatal(err)
	}
	token = delegateToken(t, db, me.Email, dialogue.LetterAboutMe)
	if err := a.SwapDelegate(t.Context(), contact(r), at(t, a, r), me.ID, newcomer("Kari Ny")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.UseAboutMeLink(t.Context(), token); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("after somebody else took the place: %v", err)
	}
}

func TestADelegateSeesCorrectsAndLeaves(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	tells(t, a, 2)
	people := stored(t, a, r).Registration.Delegates
	me := asDelegate(t, a, db, people[0].Email)
	page, err := a.AboutMe(t.Context(), me)
	if err != nil || page.Delegate.Name != people[0].Name || page.Contact.Name != "Guro Lien" || page.Contact.Email != "" || !page.MayLeave {
		t.Fatalf("%+v, %v", page, err)
	}
	for name, refused := range map[string]func() error{
		"the delegation's page": func() error { _, err := a.OwnPage(t.Context(), me); return err },
		"the others":            func() error { return a.ChangeDelegates(t.Context(), me, at(t, a, r), edit(r)) },
		"everybody off":         func() error { return a.Withdraw(t.Context(), me, at(t, a, r)) },
		"a contact":             func() error { _, err := a.AboutMe(t.Context(), contact(r)); return err },
	} {
		if err := refused(); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	leaves(t, db, "correct_self", 1, func() error {
		_, err := a.CorrectMe(t.Context(), me, page.Version, "Rett Navn", "ordfører", "", me.Email)
		return err
	})
	if got := newest(t, db, r); !strings.Contains(got, "Rett Navn") {
		t.Errorf("the contact is not told:\n%s", got)
	}
	refuses(t, db, "an old form", dialogue.ErrStale, func() error {
		_, err := a.CorrectMe(t.Context(), me, page.Version, "Igjen", "", "", me.Email)
		return err
	})

	// Another address counts when it has clicked; until then the old one does.
	page, _ = a.AboutMe(t.Context(), me)
	if asked, err := a.CorrectMe(t.Context(), me, page.Version, "Rett Navn", "ordfører", "", "Ny@example.no"); err != nil || !asked {
		t.Fatalf("%v, %v", asked, err)
	}
	if got := stored(t, a, r).Registration.Delegates[0].Email; got != me.Email {
		t.Errorf("before the click: %s", got)
	}
	in, err := a.UseNewAddressLink(t.Context(), delegateToken(t, db, "ny@example.no", dialogue.LetterNewAddress))
	if err != nil || in.Email != "ny@example.no" {
		t.Fatalf("%+v, %v", in, err)
	}
	if _, err := a.AboutMe(t.Context(), me); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("a session with the old address: %v", err)
	}
	tells(t, a, 0) // who has corrected it knows
	me.Email = in.Email
	page, err = a.AboutMe(t.Context(), me)
	if err != nil {
		t.Fatal(err)
	}
	leaves(t, db, "remove_self", 1, func() error { return a.RemoveMe(t.Context(), me, page.Version) })
	got := stored(t, a, r).Registration
	if d := got.Delegates[0]; d.Live() || d.Email+d.Phone+d.Position != "" || !slices.Equal(names(got), []string{people[1].Name}) {
		t.Errorf("%+v", d)
	}
	if body := newest(t, db, r); !strings.Contains(body, "har meldt seg av") {
		t.Errorf("the contact is not told:\n%s", body)
	}
	if n := taken(t, db, inv.Meetings[0].ID); n != 1 {
		t.Errorf("%d places are taken", n)
	}

	// The last one takes the registration with them.
	last := asDelegate(t, a, db, people[1].Email)
	page, err = a.AboutMe(t.Context(), last)
	if err != nil {
		t.Fatal(err)
	}
	leaves(t, db, "remove_self", 1, func() error { return a.RemoveMe(t.Context(), last, page.Version) })
	if state := stored(t, a, r).Registration.State; state != dialogue.Withdrawn {
		t.Errorf("nobody is left, and it is %s", state)
	}
}

// Who was taken off before may still have what is needed to reach them erased, and is then told nothing more.
func TestWhoWasTakenOffMayBeForgotten(t *testing.T) {
	t.Parallel()
	a, db, _, r := placed(t, 2)
	tells(t, a, 2)
	off := stored(t, a, r).Registration.Delegates[0]
	self := asDelegate(t, a, db, off.Email)
	if err := a.WithdrawDelegate(t.Context(), contact(r), at(t, a, r), off.ID); err != nil {
		t.Fatal(err)
	}
	before := len(letters(t, db, r.ID))
	me, err := a.AboutMe(t.Context(), self)
	if err != nil || me.MayCorrect || !me.MayLeave {
		t.Fatalf("correct %v, leave %v, %v", me.MayCorrect, me.MayLeave, err)
	}
	leaves(t, db, "remove_self", 0, func() error { return a.RemoveMe(t.Context(), self, me.Version) })
	if left := column[string](t, db, `select email || phone || position from delegate where id = $1`, off.ID); left[0] != "" || len(letters(t, db, r.ID)) != before {
		t.Errorf("left %q, %d letters of %d", left, len(letters(t, db, r.ID)), before)
	}
	if _, err := a.AboutMe(t.Context(), self); err == nil {
		t.Error("the page is still there")
	}
}
