package postgres

import (
	"bytes"
	"errors"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// register stores a registration as the sample has it, with the clock before the deadlines.
func register(t *testing.T, db *DB, r dialogue.Registration) {
	t.Helper()
	err := inTx(t, db, func(tx *Tx) error {
		var err error
		if r.Unit.ID, err = tx.UpsertUnit(t.Context(), r.Organiser, r.Unit); err != nil {
			return err
		}
		return tx.Write(t.Context(), func(b *Batch) {
			b.InsertRegistration(r, sample.ID("submission/"+r.Reference))
			for i, d := range r.Delegates {
				b.InsertDelegate(r, d, i+1, false)
			}
			for _, w := range r.Wishes {
				b.InsertWish(r, w)
			}
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// answered is a database where Innlandet2019 is open and one kommune has registered four for one meeting.
func answered(t *testing.T) (*DB, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	db, own := open(t)
	own.SetClock(t, dialogue.Date{Year: 2019, Month: time.August, Day: 25}.At(10, 0))
	inv := sample.Innlandet2019()
	install(t, db, inv)
	for _, r := range sample.RegistrationsInnlandet() {
		if len(r.Delegates) == 4 {
			register(t, db, r)
			return db, own, inv, r
		}
	}
	t.Fatal("no sample of four")
	return nil, nil, inv, dialogue.Registration{}
}

func TestRulesGoOnIntoRegistrationsAndSeats(t *testing.T) {
	t.Parallel()
	db, own, inv, r := answered(t)
	update := func(change func(*dialogue.Rules)) error {
		return inTx(t, db, func(tx *Tx) error {
			s, err := tx.LockSeries(t.Context(), inv.Organiser.ID, inv.Series.ID)
			if err != nil {
				return err
			}
			change(&s.Rules)
			return tx.UpdateSeries(t.Context(), s)
		})
	}
	if err := update(func(rules *dialogue.Rules) { rules.MaxDelegates = 3 }); !errors.Is(err, dialogue.ErrTooMany) {
		t.Errorf("a maximum below what is registered: %v", err)
	}
	if err := update(func(rules *dialogue.Rules) { rules.MaxDelegates, rules.OverCap = 6, 2 }); err != nil {
		t.Fatal(err)
	}
	var registration, seats int
	err := own.Owner.QueryRow(t.Context(), `
		select (select max_delegates from registration where id = $1), (select count(*) from seat where registration_id = $1 and max_delegates = 6 and over_cap = 2)`,
		r.ID).Scan(&registration, &seats)
	if err != nil || registration != 6 || seats != 4 {
		t.Errorf("registration has %d, %d seats have 6 and 2: %v", registration, seats, err)
	}
}

func TestRolesInUseAreRetired(t *testing.T) {
	t.Parallel()
	db, _, inv, r := answered(t)
	used := map[dialogue.ID]bool{}
	for _, d := range r.Delegates {
		used[d.Role] = true
	}
	want := []dialogue.Role{{ID: sample.ID("new role"), Name: dialogue.Text{NB: "Ny", NN: "Ny"}, Floor: 2, Maximum: 1, OutsideCap: true, Health: true}}
	if err := inTx(t, db, func(tx *Tx) error { return tx.SaveRoles(t.Context(), inv.Organiser.ID, inv.Series.ID, want) }); err != nil {
		t.Fatal(err)
	}
	after, err := db.Invitation(t.Context(), inv.Organiser.ID, inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Roles) != 1+len(used) {
		t.Errorf("%d roles are left, want the new one and %d in use", len(after.Roles), len(used))
	}
	for _, role := range after.Roles {
		if role.ID == want[0].ID {
			if diff := gocmp.Diff(want[0], role); diff != "" {
				t.Error(diff)
			}
		} else if !role.Retired || !used[role.ID] {
			t.Errorf("%s: retired %v, used %v", role.Name.NB, role.Retired, used[role.ID])
		}
	}
}

func TestMeetings(t *testing.T) {
	t.Parallel()
	db, own, inv, r := answered(t)
	ctx, organiser := t.Context(), inv.Organiser.ID
	update := func(m dialogue.Meeting) error {
		return inTx(t, db, func(tx *Tx) error { return tx.UpdateMeeting(ctx, organiser, m) })
	}
	taken := r.Delegates[0].Seats[0].Meeting
	m, err := db.Meeting(ctx, organiser, taken)
	if err != nil || m.Taken != 4 {
		t.Fatalf("%d taken, %v", m.Taken, err)
	}
	stale := m
	low := m
	if low.Capacity = 3; !errors.Is(update(low), dialogue.ErrFull) {
		t.Error("a capacity below what is taken is accepted")
	}

	seven, yes := 7, true
	m.Theme, m.Practical = dialogue.Text{NB: "Mat", NN: "Mat"}, dialogue.Text{NB: "Ta med kopp"}
	m.Deadline, m.ClosesAt = dialogue.Deadline{DaysBefore: &seven}, dialogue.Date{Year: 2019, Month: time.September, Day: 12}.At(0, 0)
	m.Capacity, m.CapacityShown, m.Corrected = 50, false, &yes
	if err := update(m); err != nil {
		t.Fatal(err)
	}
	m.Version = 2
	got, err := db.Meeting(ctx, organiser, m.ID)
	if diff := gocmp.Diff(m, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if err := update(stale); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an old version: %v", err)
	}
	m.Venue = "Nytt sted"
	if err := update(m); err != nil {
		t.Fatal(err)
	}
	m.Version, m.State, m.CancelledAt = 3, dialogue.Cancelled, own.Clock(t)
	if err := update(m); err != nil {
		t.Fatal(err)
	}
	if got, _ = db.Meeting(ctx, organiser, m.ID); got.Sequence != 2 || got.State != dialogue.Cancelled {
		t.Errorf("after a move and a cancellation the sequence is %d", got.Sequence)
	}

	del := func(id dialogue.ID, version int) error {
		return inTx(t, db, func(tx *Tx) error { return tx.DeleteMeeting(ctx, organiser, id, version) })
	}
	if err := del(taken, 4); !errors.Is(err, dialogue.ErrInUse) {
		t.Errorf("deleting a meeting with seats: %v", err)
	}
	free := inv.Meetings[0].ID
	if free == taken {
		free = inv.Meetings[1].ID
	}
	if err := del(free, 7); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("deleting another version: %v", err)
	}
	if err := del(free, 1); err != nil {
		t.Errorf("deleting an unused meeting: %v", err)
	}
	if _, err := db.Meeting(ctx, organiser, free); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("it is still there: %v", err)
	}
}

func TestAnUndatedMeetingRemembersWhenItWasDated(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	inv := sample.OsloViken2020()
	install(t, db, inv)
	now := dialogue.Date{Year: 2020, Month: time.November, Day: 20}.At(9, 0)
	own.SetClock(t, now)
	m := inv.Meetings[len(inv.Meetings)-1]
	m.StartsAt, m.ClosesAt = now.Add(400*time.Hour), now.Add(200*time.Hour)
	if err := inTx(t, db, func(tx *Tx) error { return tx.UpdateMeeting(t.Context(), inv.Organiser.ID, m) }); err != nil {
		t.Fatal(err)
	}
	var dated time.Time
	if err := own.Owner.QueryRow(t.Context(), `select dated_at from meeting where id = $1`, m.ID).Scan(&dated); err != nil || !dated.Equal(now) {
		t.Errorf("dated at %v, %v", dated, err)
	}
	m.ClosesAt = now
	if err := inTx(t, db, func(tx *Tx) error {
		return tx.SetMeetingDeadlines(t.Context(), inv.Organiser.ID, []dialogue.Meeting{m})
	}); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Meeting(t.Context(), inv.Organiser.ID, m.ID); err != nil || !got.ClosesAt.Equal(now) || got.Version != 2 {
		t.Errorf("closes at %v in version %d, %v", got.ClosesAt, got.Version, err)
	}
}

func TestWhatHangsUnderASeriesStaysInIt(t *testing.T) {
	t.Parallel()
	db, _ := open(t)
	inv, other := sample.OsloViken2020(), sample.OsloViken2020()
	install(t, db, inv)
	other.Series.ID, other.Series.Slug = sample.ID("other series"), "other"
	other.Regions, other.Meetings, other.Roles, other.Programme, other.Contacts, other.Materials = nil, nil, nil, nil, nil, nil
	install(t, db, other)
	ctx, organiser, series := t.Context(), other.Organiser.ID, other.Series.ID
	foreign := inv.Meetings[0]
	for name, f := range map[string]func(tx *Tx) error{
		"a meeting of another series' region": func(tx *Tx) error {
			return tx.InsertMeeting(ctx, organiser, dialogue.Meeting{ID: sample.ID("m"), Series: series, Region: inv.Regions[0].ID, State: dialogue.Planned})
		},
		"a programme row of another series' meeting": func(tx *Tx) error {
			return tx.SaveProgramme(ctx, organiser, series, []dialogue.ProgrammeRow{{ID: sample.ID("p"), Meeting: foreign.ID}})
		},
		"a contact of another series' region": func(tx *Tx) error {
			return tx.SaveContacts(ctx, organiser, series, []dialogue.ContactPerson{{ID: sample.ID("c"), Region: inv.Regions[0].ID, Name: "Kari Fjell"}})
		},
		"a link of another series' meeting": func(tx *Tx) error {
			return tx.SaveMaterials(ctx, organiser, series, []dialogue.Material{{ID: sample.ID("d"), Meeting: foreign.ID, Audience: dialogue.ForAll, URL: "https://example.no"}})
		},
		"a region that has meetings is left out": func(tx *Tx) error { return tx.SaveRegions(ctx, organiser, inv.Series.ID, inv.Regions[1:]) },
	} {
		if err := inTx(t, db, f); !errors.Is(err, dialogue.ErrInUse) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUnitsAreStoredOnce(t *testing.T) {
	t.Parallel()
	db, _ := open(t)
	inv := sample.OsloViken2020()
	install(t, db, inv)
	ctx, organiser := t.Context(), inv.Organiser.ID
	upsert := func(u dialogue.Unit) (id dialogue.ID) {
		t.Helper()
		if err := inTx(t, db, func(tx *Tx) (err error) { id, err = tx.UpsertUnit(ctx, organiser, u); return err }); err != nil {
			t.Fatal(err)
		}
		return id
	}
	kommune := inv.Regions[0].Units[0]
	again := kommune
	again.ID, again.Name, again.Domains, again.Lang = dialogue.ID{}, "Nytt navn", []string{"ny.example.no"}, dialogue.Nynorsk
	if id := upsert(again); id != kommune.ID {
		t.Errorf("the same kommune got another id")
	}
	if got, err := db.Unit(ctx, organiser, kommune.ID); err != nil || got.Name != "Nytt navn" || got.Domains[0] != "ny.example.no" {
		t.Errorf("the register's news were not stored: %+v %v", got, err)
	}
	later := kommune
	later.ID, later.ValidFrom = dialogue.ID{}, today
	if id := upsert(later); id == kommune.ID || id.IsZero() {
		t.Error("another period is the same unit")
	}
	person := dialogue.Unit{Kind: dialogue.Person, Number: "kari@example.no", Name: "Kari Fjell"}
	id := upsert(person)
	person.Name = "En annen"
	if again := upsert(person); again != id {
		t.Error("the same address got another id")
	}
	if got, _ := db.Unit(ctx, organiser, id); got.Name != "Kari Fjell" {
		t.Errorf("somebody else renamed a person to %q", got.Name)
	}
	if _, err := db.Unit(ctx, sample.Innlandet().ID, id); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("another organiser's unit: %v", err)
	}
}

func TestMaterials(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	inv := sample.OsloViken2020()
	install(t, db, inv)
	ctx, organiser, series := t.Context(), inv.Organiser.ID, inv.Series.ID
	files := sample.Files(inv)
	got, err := db.MaterialFile(ctx, files[0].Material)
	if err != nil || !bytes.Equal(contentOf(t, db, organiser, got.File), files[0].Bytes) || got.Series != series || got.Organiser != organiser || got.Audience != dialogue.ForAll {
		t.Errorf("%+v %v", got, err)
	}
	for _, m := range inv.Materials {
		if _, err := db.MaterialFile(ctx, m.ID); m.URL != "" && !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("a link can be downloaded: %v", err)
		}
	}
	kept := inv.Materials[2]
	kept.Title, kept.Audience, kept.Meeting = dialogue.Text{NB: "Nytt navn"}, dialogue.ForConfirmed, inv.Meetings[0].ID
	want := []dialogue.Material{{ID: sample.ID("link"), Title: dialogue.Text{NB: "Lenke"}, Audience: dialogue.ForRegistered, URL: "https://example.no"}, kept}
	if err := inTx(t, db, func(tx *Tx) error { return tx.SaveMaterials(ctx, organiser, series, want) }); err != nil {
		t.Fatal(err)
	}
	after, err := db.Invitation(ctx, organiser, series)
	if diff := gocmp.Diff(want, after.Materials); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	var left int
	if err := own.Owner.QueryRow(ctx, `select count(*) from file`).Scan(&left); err != nil || left != 1 {
		t.Errorf("%d files are kept, %v", left, err)
	}
}
