package app_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"
)

// published is an App whose database holds the samples, on the day.
func published(t *testing.T, now time.Time, invitations ...dialogue.Invitation) (*app.App, *testdb.DB) {
	t.Helper()
	own := testdb.New(t)
	own.SetClock(t, now)
	db, err := postgres.New(own.App)
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(db, mail.New(urls.New("https://moter.example.no")))
	for _, inv := range invitations {
		if err := a.InstallInvitation(t.Context(), dialogue.System(inv.Organiser.ID), inv, sample.Files(inv)...); err != nil {
			t.Fatalf("%s: %v", inv.Series.Slug, err)
		}
	}
	return a, own
}

var autumn = dialogue.Date{Year: 2020, Month: time.October, Day: 20}.At(12, 0)

func TestThePublicSeesNothingThatIsForTheRegistered(t *testing.T) {
	t.Parallel()
	a, _ := published(t, autumn, sample.OsloViken2020())
	page, err := a.ShowInvitation(t.Context(), dialogue.Actor{}, sample.OsloViken2020().Series.Slug)
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Invitation.Materials) != 5 || slices.ContainsFunc(page.Invitation.Materials, func(m dialogue.Material) bool { return m.Audience != dialogue.ForAll }) {
		t.Errorf("%d documents are shown", len(page.Invitation.Materials))
	}
	list, err := a.ListInvitations(t.Context(), dialogue.Actor{Lang: dialogue.Bokmal}, dialogue.ListFilter{})
	if err != nil || len(list.Found) != 1 {
		t.Fatalf("%d are listed, %v", len(list.Found), err)
	}
	for _, m := range append(page.Invitation.Meetings, list.Found[0].Meetings...) {
		if m.TeamsURL != "" {
			t.Error("the link to a meeting on Teams is shown")
		}
	}
}

func TestDraftsAreForTheirStaff(t *testing.T) {
	t.Parallel()
	inv := sample.OsloViken2020()
	inv.Series.State = dialogue.Draft
	a, _ := published(t, autumn, inv)
	staff := dialogue.Actor{Kind: dialogue.StaffActor, Organiser: inv.Organiser.ID, Role: dialogue.Reader}
	other := dialogue.Actor{Kind: dialogue.StaffActor, Organiser: sample.Innlandet().ID, Role: dialogue.Admin}
	file := inv.Materials[0].ID
	if _, err := a.ShowInvitation(t.Context(), staff, inv.Series.Slug); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("its public page: %v", err)
	}
	if page, err := a.PreviewInvitation(t.Context(), staff, inv.Series.ID); err != nil || !page.Preview {
		t.Errorf("the preview: %v", err)
	}
	for name, actor := range map[string]dialogue.Actor{"nobody": {}, "another organiser's admin": other} {
		if _, err := a.PreviewInvitation(t.Context(), actor, inv.Series.ID); !errors.Is(err, dialogue.ErrForbidden) && !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("the preview for %s: %v", name, err)
		}
		if _, err := a.Material(t.Context(), actor, file); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("a document for %s: %v", name, err)
		}
	}
	if f, err := a.Material(t.Context(), staff, file); err != nil || !bytes.HasPrefix(contentOf(t, f), []byte("%PDF")) {
		t.Errorf("a document for its staff: %v", err)
	}
}

func TestDocumentsForTheRegistered(t *testing.T) {
	t.Parallel()
	inv := sample.Vestland()
	open, registered := inv.Materials[0].ID, inv.Materials[2] // the last is of the meeting on Teams
	a, _ := published(t, autumn, inv, sample.OsloViken2020())
	for name, actor := range map[string]dialogue.Actor{
		"nobody":             {},
		"an unknown contact": {Kind: dialogue.ContactActor, Organiser: inv.Organiser.ID, Registration: sample.ID("nobody")},
		"another's contact":  {Kind: dialogue.ContactActor, Organiser: sample.OsloViken().ID, Registration: sample.ID("nobody")},
	} {
		if _, err := a.Material(t.Context(), actor, open); err != nil {
			t.Errorf("for all, %s: %v", name, err)
		}
		if _, err := a.Material(t.Context(), actor, registered.ID); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("for the registered, %s: %v", name, err)
		}
	}
	if _, err := a.Material(t.Context(), dialogue.Actor{}, sample.ID("nothing")); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("an unknown one: %v", err)
	}

	at := func(meeting dialogue.ID, state dialogue.SeatState, confirmed bool) dialogue.Registration {
		s := dialogue.Seat{Meeting: meeting, State: state}
		if confirmed {
			s.ConfirmedAt = autumn
		}
		return dialogue.Registration{Series: inv.Series.ID, State: dialogue.Active, Delegates: []dialogue.Delegate{{Seats: []dialogue.Seat{s}}}}
	}
	teams, sogndal := registered.Meeting, inv.Meetings[0].ID
	withdrawn, held := at(teams, dialogue.SeatWithdrawn, false), at(teams, dialogue.SeatPlaced, false)
	held.State = dialogue.HeldForStaff
	elsewhere := at(teams, dialogue.SeatPlaced, true)
	elsewhere.Series = sample.ID("another")
	for name, c := range map[string]struct {
		r                     dialogue.Registration
		registered, confirmed bool
	}{
		"placed":            {at(teams, dialogue.SeatPlaced, false), true, false},
		"waiting":           {at(teams, dialogue.SeatWaiting, false), true, false},
		"confirmed":         {at(teams, dialogue.SeatPlaced, true), true, true},
		"at another":        {at(sogndal, dialogue.SeatPlaced, true), false, false},
		"withdrawn":         {withdrawn, false, false},
		"held":              {held, false, false},
		"of another series": {elsewhere, false, false},
	} {
		m := dialogue.MaterialFile{Series: inv.Series.ID, Meeting: teams, Audience: dialogue.ForRegistered}
		if got := m.IsFor(c.r); got != c.registered {
			t.Errorf("%s, for the registered: %v", name, got)
		}
		m.Audience = dialogue.ForConfirmed
		if got := m.IsFor(c.r); got != c.confirmed {
			t.Errorf("%s, for the confirmed: %v", name, got)
		}
	}
}

func TestACountyStandsForWhatItWas(t *testing.T) {
	t.Parallel()
	a, _ := published(t, autumn, sample.Innlandet2019(), sample.OsloViken2020(), sample.Departementet2017())
	for _, c := range []struct {
		county string
		past   bool
		want   string
	}{
		{"34", true, "innlandet hod"},  // Hedmark and Oppland then
		{"32", false, "oslo-og-viken"}, // Viken between
		{"30", false, "oslo-og-viken"},
		{"50", true, "hod"}, // the whole country was invited
		{"50", false, ""},
	} {
		list, err := a.ListInvitations(t.Context(), dialogue.Actor{Lang: dialogue.Bokmal}, dialogue.ListFilter{Past: c.past, County: c.county})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range list.Found {
			got = append(got, l.Organiser.Slug)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, past %v: %v, want %s", c.county, c.past, got, c.want)
		}
	}
}

func TestOnlyTheProgramInstallsInvitations(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, own := published(t, autumn, inv)
	for _, actor := range []dialogue.Actor{{}, {Kind: dialogue.StaffActor, Organiser: inv.Organiser.ID, Role: dialogue.Admin}} {
		if err := a.InstallInvitation(t.Context(), actor, sample.OsloViken2020()); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s: %v", actor.Kind, err)
		}
	}
	var lines int
	if err := own.Owner.QueryRow(t.Context(), `select count(*) from audit where verb = 'install_invitation' and series_id = $1`, inv.Series.ID).Scan(&lines); err != nil || lines != 1 {
		t.Errorf("%d audit lines, %v", lines, err)
	}
}

func contentOf(t *testing.T, d app.Download) []byte {
	t.Helper()
	content, err := io.ReadAll(d.Content)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
