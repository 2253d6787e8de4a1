package postgres

import (
	"cmp"
	"errors"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

var today = dialogue.Date{Year: 2026, Month: time.March, Day: 2}

// open is a test's store on a database of its own.
func open(t *testing.T) (*DB, *testdb.DB) {
	t.Helper()
	own := testdb.New(t)
	db, err := New(own.App)
	if err != nil {
		t.Fatal(err)
	}
	return db, own
}

func install(t *testing.T, db *DB, invitations ...dialogue.Invitation) {
	t.Helper()
	for _, inv := range invitations {
		if err := db.InTx(t.Context(), func(tx *Tx) error { return tx.InsertInvitation(t.Context(), inv, sample.Files(inv)...) }); err != nil {
			t.Fatalf("%s: %v", inv.Series.Slug, err)
		}
	}
}

func inTx(t *testing.T, db *DB, f func(tx *Tx) error) error {
	t.Helper()
	return db.InTx(t.Context(), f)
}

// sortUnits puts the units of regions in one order, which the database and the register don't share to the letter.
func sortUnits(inv dialogue.Invitation) dialogue.Invitation {
	for i := range inv.Regions {
		slices.SortFunc(inv.Regions[i].Units, func(a, b dialogue.Unit) int { return cmp.Compare(a.Number, b.Number) })
	}
	return inv
}

func TestInvitationsReadBackAsStored(t *testing.T) {
	t.Parallel()
	db, _ := open(t)
	all := sample.Invitations(today)
	listed := sample.Innlandet2019() // with what no sample has: a list of units, and a meeting that names one
	listed.Series.ID, listed.Series.Slug = sample.ID("listed"), "listed"
	listed.Meetings, listed.Roles, listed.Contacts, listed.Materials = listed.Meetings[:1], nil, nil, nil
	listed.Meetings[0].ID, listed.Meetings[0].Series = sample.ID("listed/meeting"), listed.Series.ID
	listed.Series.Rules.Invited.Scope = dialogue.InviteList
	unit := sample.RegistrationsInnlandet()[0].Unit
	listed.Listed = []dialogue.Unit{unit}
	install(t, db, append(all, listed)...)
	if err := inTx(t, db, func(tx *Tx) error {
		return tx.SaveMeetingUnits(t.Context(), listed.Organiser.ID, listed.Meetings[0].ID, []dialogue.ID{unit.ID})
	}); err != nil {
		t.Fatal(err)
	}
	listed.Meetings[0].Units, listed.Named = []dialogue.ID{unit.ID}, []dialogue.Unit{unit}
	for _, want := range append(all, listed) {
		bySlug, err := db.InvitationBySlug(t.Context(), want.Series.Slug)
		if err != nil {
			t.Errorf("%s: %v", want.Series.Slug, err)
			continue
		}
		if diff := gocmp.Diff(sortUnits(want), sortUnits(bySlug), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-stored +read):\n%s", want.Series.Slug, diff)
		}
		byID, err := db.Invitation(t.Context(), want.Organiser.ID, want.Series.ID)
		if diff := gocmp.Diff(bySlug, sortUnits(byID), cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%s by id: %v\n%s", want.Series.Slug, err, diff)
		}
	}
}

func TestScopeHidesWhatIsAnothersOrADraft(t *testing.T) {
	t.Parallel()
	db, _ := open(t)
	inv, other := sample.Innlandet2019(), sample.OsloViken2020()
	draft := sample.Vestland()
	draft.Series.State = dialogue.Draft
	install(t, db, inv, other, draft)
	ctx, me := t.Context(), inv.Organiser.ID
	if _, err := db.InvitationBySlug(ctx, draft.Series.Slug); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("the public reads a draft: %v", err)
	}
	if _, err := db.Invitation(ctx, draft.Organiser.ID, draft.Series.ID); err != nil {
		t.Errorf("its own organiser doesn't: %v", err)
	}
	meeting := other.Meetings[0]
	for name, f := range map[string]func(tx *Tx) error{
		"read":             func(tx *Tx) error { _, err := tx.Invitation(ctx, me, other.Series.ID); return err },
		"series":           func(tx *Tx) error { _, err := tx.Series(ctx, me, other.Series.ID); return err },
		"lock":             func(tx *Tx) error { _, err := tx.LockSeries(ctx, me, other.Series.ID); return err },
		"update":           func(tx *Tx) error { s := other.Series; s.Organiser = me; return tx.UpdateSeries(ctx, s) },
		"raise":            func(tx *Tx) error { return tx.RaiseSeriesVersion(ctx, me, other.Series.ID, 1) },
		"meeting":          func(tx *Tx) error { _, err := tx.Meeting(ctx, me, meeting.ID); return err },
		"update meeting":   func(tx *Tx) error { return tx.UpdateMeeting(ctx, me, meeting) },
		"delete meeting":   func(tx *Tx) error { return tx.DeleteMeeting(ctx, me, meeting.ID, 1) },
		"delete series":    func(tx *Tx) error { return tx.DeleteSeries(ctx, me, draft.Series.ID) },
		"published series": func(tx *Tx) error { return tx.DeleteSeries(ctx, me, inv.Series.ID) },
	} {
		if err := inTx(t, db, f); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Parts whose ids are another series' are left as they are.
	stolen := other.Roles[0]
	stolen.Name = dialogue.Text{NB: "stjålet"}
	_ = inTx(t, db, func(tx *Tx) error {
		return tx.SaveRoles(ctx, me, inv.Series.ID, append(slices.Clone(inv.Roles), stolen))
	})
	after, err := db.Invitation(ctx, other.Organiser.ID, other.Series.ID)
	if diff := gocmp.Diff(other.Roles, after.Roles); diff != "" || err != nil {
		t.Errorf("another's roles changed: %v %s", err, diff)
	}
}

func TestUpdateSeries(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	inv := sample.Vestland()
	install(t, db, inv)
	now := dialogue.Date{Year: 2021, Month: time.October, Day: 20}.At(8, 15)
	own.SetClock(t, now)
	want := inv.Series
	days := 3
	want.Slug, want.State, want.Kind, want.Lang = "ny-adresse", dialogue.Archived, dialogue.Network, dialogue.Bokmal
	want.Texts = sample.Departementet2017().Series.Texts
	want.Texts.Partners = dialogue.Text{NB: "KS", EN: "KS"}
	want.Texts.GroupWork = dialogue.Text{NB: "Hva virker?", NN: "Kva verkar?"}
	want.OurRef, want.YourRef, want.LetterDate = "vår", "deres", today
	want.Rules = dialogue.Rules{
		Choice: dialogue.Ranked, Admission: dialogue.AdmitSelection, Identity: dialogue.OpenIdentity, MaxDelegates: 7, OverCap: 1, OutsideMax: 0,
		Binding: true, Required: []string{dialogue.FieldPhone}, OfferDays: 5,
		Selection: dialogue.SelectionRules{Where: dialogue.WhereBestTotal, Extra: dialogue.ExtraOwnAnswer, MinDelegation: 2, SecondApproval: true},
		Invited:   dialogue.Invited{Scope: dialogue.InviteRegions, Districts: dialogue.DistrictsInstead, Persons: true},
	}
	want.Deadline, want.ClosesAt = dialogue.Deadline{DaysBefore: &days}, now.Add(time.Hour)
	want.ClosedEarlyAt, want.PublishedAt = now.Add(-time.Hour), now.Add(-48*time.Hour)
	want.AnswerBy, want.PreparationBy, want.DocumentsBy, want.StatementsBy = today, today.AddDays(1), today.AddDays(2), today.AddDays(3)
	want.ProgrammeTentative, want.StatedMeetings, want.CopyTo, want.DeleteOn = true, 3, "arkiv@example.no", today.AddDays(900)
	if err := inTx(t, db, func(tx *Tx) error { return tx.UpdateSeries(t.Context(), want) }); err != nil {
		t.Fatal(err)
	}
	got, err := db.Series(t.Context(), want.Organiser, want.ID)
	want.Version, want.ChangedAt = 2, now
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if err := inTx(t, db, func(tx *Tx) error { return tx.UpdateSeries(t.Context(), inv.Series) }); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an old version: %v", err)
	}
	if err := inTx(t, db, func(tx *Tx) error { return tx.RaiseSeriesVersion(t.Context(), want.Organiser, want.ID, 1) }); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an old version of a part: %v", err)
	}
	other := sample.Innlandet2019()
	other.Series.Slug = "ny-adresse"
	if err := inTx(t, db, func(tx *Tx) error { return tx.InsertInvitation(t.Context(), other) }); !errors.Is(err, ErrSlugTaken) {
		t.Errorf("an address twice: %v", err)
	}
}

func TestADraftIsDeletedWhole(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	inv := sample.OsloViken2020()
	inv.Series.State = dialogue.Draft
	inv.Contacts = append(inv.Contacts, dialogue.ContactPerson{ID: sample.ID("c"), Region: inv.Regions[0].ID, Name: "Kari Fjell"})
	inv.Programme = append(inv.Programme, dialogue.ProgrammeRow{ID: sample.ID("p"), Meeting: inv.Meetings[0].ID, Content: dialogue.Text{NB: "Pause"}})
	install(t, db, inv)
	if err := inTx(t, db, func(tx *Tx) error { return tx.DeleteSeries(t.Context(), inv.Organiser.ID, inv.Series.ID) }); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := own.Owner.QueryRow(t.Context(), `select (select count(*) from meeting) + (select count(*) from region) + (select count(*) from material)`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d rows left, %v", left, err)
	}
}
