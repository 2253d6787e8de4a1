package app_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/devpg"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/secret"
	"dialogmote/internal/testdb"
)

const confided = "Nøtteallergi som ingen må lese"

func keys(t *testing.T) *secret.Keys {
	t.Helper()
	k, err := secret.NewKeys(secret.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// needing is a delegation of n with places in a room, whose first delegate needs something.
func needing(t *testing.T, n int) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	a, db, inv, r := placed(t, n)
	a = a.WithNeedsKeys(keys(t))
	leaves(t, db, "save_needs", 0, func() error { return a.SaveNeeds(t.Context(), contact(r), needs(r, 0, 0)) })
	return a, db, inv, r
}

func needs(r dialogue.Registration, delegate, version int) app.NeedsEdit {
	return app.NeedsEdit{Registration: r.ID, Delegate: r.Delegates[delegate].ID, Version: version, Consent: true,
		Needs: dialogue.Needs{Choices: []dialogue.Need{dialogue.NoNuts, dialogue.Wheelchair}, Text: confided}}
}

// pgDump is the whole database as a backup holds it, what is stored as bytes written out as text too.
func pgDump(t *testing.T, db *testdb.DB) string {
	t.Helper()
	found, err := devpg.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), found[0].Path("pg_dump"), "--inserts", "--dbname="+db.OwnerURL).Output()
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	all.Write(out)
	for word := range strings.FieldsFuncSeq(string(out), func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }) {
		if b, err := hex.DecodeString(word); err == nil && len(b) > 3 {
			all.WriteString("\n")
			all.Write(b)
		}
	}
	return all.String()
}

func TestABackupTellsNothingOfWhatDelegatesNeed(t *testing.T) {
	t.Parallel()
	a, db, inv, r := needing(t, 2)
	meeting := inv.Meetings[0].ID
	dump := pgDump(t, db)
	if !strings.Contains(dump, "Deltaker 1") {
		t.Fatal("the dump holds nothing")
	}
	for _, plain := range []string{confided, "Nøtte", "no-nuts", "wheelchair", `"choices":`} {
		if strings.Contains(dump, plain) {
			t.Errorf("a dump says %q", plain)
		}
	}

	// The office reads it, as numbers, and who it is only by a verb that is logged.
	page, err := a.NeedsPage(t.Context(), editor(inv), inv.Series.ID, meeting)
	if err != nil || page.Placed != 2 || page.Answered != 1 || page.Texts != 1 || len(page.Who) != 0 || len(page.Of(dialogue.FoodNeeds())) != 1 {
		t.Errorf("%+v, %v", page, err)
	}
	leaves(t, db, "see_needs", 0, func() error {
		page, err := a.NeedsWho(t.Context(), editor(inv), inv.Series.ID, meeting)
		if err == nil && (len(page.Who) != 1 || page.Who[0].Delegate.Name != "Deltaker 1" || page.Who[0].Needs.Text != confided) {
			t.Errorf("%+v", page.Who)
		}
		return err
	})
	reader, stranger := editor(inv), editor(inv)
	reader.Role, stranger.Organiser = dialogue.Reader, dialogue.ID{9}
	if _, err := a.NeedsPage(t.Context(), reader, inv.Series.ID, meeting); err != nil {
		t.Errorf("a reader and the numbers: %v", err)
	}
	refuses(t, db, "a reader, who", dialogue.ErrForbidden, func() error { _, err := a.NeedsWho(t.Context(), reader, inv.Series.ID, meeting); return err })
	for name, actor := range map[string]dialogue.Actor{"another office": stranger, "a contact": contact(r), "nobody": {}} {
		if _, err := a.NeedsWho(t.Context(), actor, inv.Series.ID, meeting); !errors.Is(err, dialogue.ErrNotFound) && !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s reads who: %v", name, err)
		}
		if _, err := a.NeedsPage(t.Context(), actor, inv.Series.ID, meeting); !errors.Is(err, dialogue.ErrNotFound) && !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s reads the numbers: %v", name, err)
		}
	}

	// In another row it is worth nothing, and with another key too; neither stops a page.
	if _, err := db.Owner.Exec(t.Context(), `insert into needs (organiser_id, delegate_id, sealed, by_self) select organiser_id, $1, sealed, false from needs`, r.Delegates[1].ID); err != nil {
		t.Fatal(err)
	}
	if page, err := a.NeedsPage(t.Context(), editor(inv), inv.Series.ID, meeting); err != nil || page.Locked != 1 || page.Answered != 2 || page.Texts != 1 {
		t.Errorf("moved to another row: %+v, %v", page, err)
	}
	other := a.WithNeedsKeys(keys(t))
	if page, err := other.NeedsPage(t.Context(), editor(inv), inv.Series.ID, meeting); err != nil || page.Locked != 2 || page.Texts != 0 {
		t.Errorf("another key: %+v, %v", page, err)
	}
	if room, err := other.NeedsRoom(t.Context(), contact(r)); err != nil || !room.Rows[0].Locked || !room.Rows[0].Needs.IsEmpty() {
		t.Errorf("another key, the contact: %+v, %v", room.Rows, err)
	}
	if off := a.WithNeedsKeys(nil); off.SaveNeeds(t.Context(), contact(r), needs(r, 0, 1)) == nil {
		t.Error("it is stored without a key")
	} else if room, err := off.NeedsRoom(t.Context(), contact(r)); err != nil || room.On || len(room.Rows) > 0 {
		t.Errorf("without a key: %+v, %v", room.Rows, err)
	}
}

func TestNeedsAreWrittenByTheirContactAndTheDelegateAlone(t *testing.T) {
	t.Parallel()
	a, db, _, r := needing(t, 2)
	other := contact(r)
	other.Registration = dialogue.ID{7}
	refuses(t, db, "another unit's contact", dialogue.ErrForbidden, func() error { return a.SaveNeeds(t.Context(), other, needs(r, 0, 1)) })
	theirs := needs(r, 0, 1)
	theirs.Delegate = dialogue.ID{8}
	refuses(t, db, "a delegate of another's", dialogue.ErrNotFound, func() error { return a.SaveNeeds(t.Context(), contact(r), theirs) })
	refuses(t, db, "an older version", dialogue.ErrStale, func() error { return a.SaveNeeds(t.Context(), contact(r), needs(r, 0, 0)) })
	no := needs(r, 0, 1)
	no.Consent = false
	refuses(t, db, "no consent", nil, func() error { return a.SaveNeeds(t.Context(), contact(r), no) })

	// The delegate sees what a colleague has written, and what the delegate writes the colleague does not see.
	tells(t, a, 2)
	me := asDelegate(t, a, db, "d1@vestre-toten.kommune.no")
	if about, err := a.AboutMe(t.Context(), me); err != nil || about.Needs == nil || about.Needs.Needs.Text != confided {
		t.Errorf("%+v, %v", about.Needs, err)
	}
	own := app.NeedsEdit{Version: 1, Consent: true, Needs: dialogue.Needs{Text: "Bare mitt"}, Delegate: r.Delegates[1].ID} // whoever it names, it is the own
	leaves(t, db, "save_needs", 0, func() error { return a.SaveNeeds(t.Context(), me, own) })
	room, err := a.NeedsRoom(t.Context(), contact(r))
	if err != nil || len(room.Rows) != 2 || !room.Rows[0].BySelf || !room.Rows[0].Needs.IsEmpty() || room.Rows[1].Stored {
		t.Errorf("%+v, %v", room.Rows, err)
	}
	refuses(t, db, "over what the delegate wrote", dialogue.ErrForbidden, func() error { return a.SaveNeeds(t.Context(), contact(r), needs(r, 0, 2)) })
	leaves(t, db, "erase_needs", 0, func() error { return a.SaveNeeds(t.Context(), me, app.NeedsEdit{Version: 2}) })
	if n := count(t, db, `needs`); n != 0 {
		t.Errorf("%d rows", n)
	}
}

// Whatever ends the use of it erases it, in the same transaction.
func TestNeedsGoWithTheirUse(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*testing.T, *app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) error{
		"the person is swapped": func(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
			return a.SwapDelegate(t.Context(), contact(r), at(t, a, r), r.Delegates[0].ID, newcomer("Ny Person"))
		},
		"one is taken off": func(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
			return a.WithdrawDelegate(t.Context(), contact(r), at(t, a, r), r.Delegates[0].ID)
		},
		"all withdraw": func(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
			return a.Withdraw(t.Context(), contact(r), at(t, a, r))
		},
		"the delegate leaves": func(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
			tells(t, a, 2)
			return a.RemoveMe(t.Context(), asDelegate(t, a, db, "d1@vestre-toten.kommune.no"), at(t, a, r).Version)
		},
		"the meeting goes to Teams": func(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
			m := stored(t, a, r).Invitation.Meetings[0]
			m.Digital = true
			return a.MoveMeeting(t.Context(), editor(inv), inv.Series.ID, app.MeetingEdit{Meeting: m}, "")
		},
		"the series is erased": func(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
			_, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer))
			if err == nil {
				_, err = a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{}))
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, r := needing(t, 2)
			if err := end(t, a, db, inv, r); err != nil {
				t.Fatal(err)
			}
			if n := count(t, db, `needs`); n != 0 {
				t.Errorf("%d rows are left", n)
			}
		})
	}
	t.Run("another place keeps it", func(t *testing.T) {
		t.Parallel()
		a, db, inv, r := needing(t, 2)
		if err := a.ChooseMeeting(t.Context(), contact(r), at(t, a, r), inv.Meetings[4].ID); err != nil {
			t.Fatal(err)
		}
		if n := count(t, db, `needs`); n != 1 {
			t.Errorf("%d rows, with another meeting in a room", n)
		}
	})
}

// Two weeks after the meeting nothing of it is anywhere: not in tables, letters, jobs, nor the log's details.
func TestNeedsAreErasedTwoWeeksAfterTheMeeting(t *testing.T) {
	t.Parallel()
	a, db, inv, r := needing(t, 2)
	meeting := stored(t, a, r).Invitation.Meetings[0]
	if _, err := a.SendConfirmation(t.Context(), editor(inv), inv.Series.ID, meeting.ID, dialogue.Text{NB: "Velkommen", NN: "Velkomen"}, meeting.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := a.NeedsWho(t.Context(), editor(inv), inv.Series.ID, meeting.ID); err != nil {
		t.Fatal(err)
	}
	nobodyIsLeft(t, db, confided, "Nøtteallergi", "no-nuts", "Uten nøtter", "wheelchair", "rullestol") // nothing to erase anywhere else
	night := func(at time.Time, rows, erased int) {
		t.Helper()
		db.SetClock(t, at)
		due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{}))
		if n := count(t, db, `needs`); err != nil || n != rows || due.Needs != erased {
			t.Errorf("%v: %d rows, %+v, %v", at, n, due, err)
		}
	}
	last := meeting.NeedsErasedOn()
	night(meeting.EndsAt.Add(time.Hour), 1, 0)
	night(last.At(0, 0).Add(-time.Second), 1, 0)
	before := count(t, db, `audit`)
	night(last.At(0, 0), 0, 1)
	night(last.At(1, 0), 0, 0)
	if verbs := column[string](t, db, `select verb from audit order by id desc limit 1`); count(t, db, `audit`) != before+1 || !slices.Equal(verbs, []string{"erase_needs"}) {
		t.Errorf("the log says %v", verbs)
	}
	if dump := pgDump(t, db); strings.Contains(dump, confided) || strings.Contains(dump, "INSERT INTO public.needs") {
		t.Error("a dump still says it")
	}
	if err := a.SaveNeeds(t.Context(), contact(r), needs(r, 0, 0)); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("after the meeting: %v", err)
	}
}

// The negative control: without the trigger, what is of no use stays until the night.
func TestWithoutTheTriggerNeedsStayUntilTheNight(t *testing.T) {
	t.Parallel()
	a, db, _, r := needing(t, 2)
	if _, err := db.Owner.Exec(t.Context(), `drop trigger seat_needs_end on seat`); err != nil {
		t.Fatal(err)
	}
	if err := a.Withdraw(t.Context(), contact(r), at(t, a, r)); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `needs`); n != 1 {
		t.Fatalf("%d rows: something else than the trigger erases them", n)
	}
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Needs != 1 {
		t.Errorf("%+v, %v", due, err)
	}
}
