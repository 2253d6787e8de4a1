package app_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
)

// ofUnit is a request of another unit.
func ofUnit(q dialogue.RegistrationRequest, number, domain string) dialogue.RegistrationRequest {
	q.Unit.Number, q.Contact.Email = number, "post.mottak@"+domain
	return q
}

// Each is told of what is for them and no more, once, whoever runs the round; who has registered since is not written to.
func TestThoseConcernedAreToldOfNewDocumentsOnce(t *testing.T) {
	t.Parallel()
	a, db, inv, first := placed(t, 1)
	staff := editor(inv)
	second := active(t, a, db, inv, ofUnit(request(inv, 1, 1, "second of them"), "0528", "ostre-toten.kommune.no"))
	if _, err := db.Owner.Exec(t.Context(), `update seat set confirmed_at = clock() where registration_id = $1`, second.ID); err != nil {
		t.Fatal(err)
	}
	add := func(title string, audience dialogue.Audience, meeting dialogue.ID) {
		t.Helper()
		page, err := a.Editor(t.Context(), staff, inv.Series.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.AddMaterial(t.Context(), staff, app.SeriesEdit{Series: inv.Series.ID, Version: page.Invitation.Series.Version},
			dialogue.Material{Title: dialogue.Text{NB: title, NN: title}, Audience: audience, Meeting: meeting, URL: "https://video.example.no/" + dialogue.Slug(title)}, upload.File{}); err != nil {
			t.Fatal(err)
		}
	}
	add("Opptak fra det første", dialogue.ForRegistered, inv.Meetings[0].ID)
	add("For de bekreftede", dialogue.ForConfirmed, dialogue.ID{})
	page, err := a.AnnouncementPage(t.Context(), staff, inv.Series.ID)
	if err != nil || len(page.News) != 2 || !slices.Equal(page.Each, []int{1, 1}) || len(page.All) != 2 {
		t.Fatalf("%d new, told %v, %d letters, %v", len(page.News), page.Each, len(page.All), err)
	}
	ids := []dialogue.ID{page.News[0].ID, page.News[1].ID}
	if letter, err := a.PreviewAnnouncement(t.Context(), staff, inv.Series.ID, "Takk for *sist*"); err != nil || !strings.Contains(letter.Body, "Takk for *sist*") || strings.Contains(letter.Body, "video.example.no") {
		t.Errorf("the letter: %v\n%s", err, letter.Body)
	}
	reader := staff
	reader.Role = dialogue.Reader
	refuses(t, db, "a reader", dialogue.ErrForbidden, func() error { return a.Announce(t.Context(), reader, inv.Series.ID, ids, "") })
	if err := a.Announce(t.Context(), staff, inv.Series.ID, ids, "Hilsen oss"); err != nil {
		t.Fatal(err)
	}
	refuses(t, db, "pressed twice", dialogue.ErrStale, func() error { return a.Announce(t.Context(), staff, inv.Series.ID, ids, "") })
	db.AdvanceClock(t, time.Minute)
	active(t, a, db, inv, ofUnit(request(inv, 2, 1, "came later"), "0501", "lillehammer.kommune.no"))

	id := column[dialogue.ID](t, db, `select id from announcement`)[0]
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for {
				posted, err := a.PostAnnouncement(t.Context(), dialogue.System(inv.Organiser.ID), id)
				if err != nil {
					t.Error(err)
				}
				if !posted.More {
					return
				}
			}
		})
	}
	all.Wait()
	if _, err := a.DoWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil { // nothing is left of it
		t.Fatal(err)
	}
	for r, want := range map[string][2]bool{first.ID.String(): {true, false}, second.ID.String(): {false, true}} {
		bodies := column[string](t, db, `select body from letter where kind = 'material_added' and registration_id = '`+r+`'`)
		if len(bodies) != 1 {
			t.Errorf("%d letters to one of them", len(bodies))
			continue
		}
		if got := [2]bool{strings.Contains(bodies[0], "det første"), strings.Contains(bodies[0], "de bekreftede")}; got != want {
			t.Errorf("told of the first's and the confirmed's: %v, want %v", got, want)
		}
	}
	if n := count(t, db, `letter where kind = 'material_added'`); n != 2 || count(t, db, `announcement where done_at is not null and letters = 2`) != 1 {
		t.Errorf("%d letters", n)
	}
	add("Nyere", dialogue.ForAll, dialogue.ID{})
	if page, err = a.AnnouncementPage(t.Context(), staff, inv.Series.ID); err != nil || len(page.News) != 1 || len(page.All) != 3 {
		t.Errorf("afterwards %d new for %d, %v", len(page.News), len(page.All), err)
	}
	leaves(t, db, "leave_unannounced", 0, func() error {
		return a.LeaveUnannounced(t.Context(), staff, inv.Series.ID, []dialogue.ID{page.News[0].ID})
	})
}

// A round that is cut off before its end has written nothing and moved nothing; the next writes all.
func TestAnAnnouncementThatIsCutOffGoesOn(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := placed(t, 1)
	staff := editor(inv)
	page, err := a.Editor(t.Context(), staff, inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.AddMaterial(t.Context(), staff, app.SeriesEdit{Series: inv.Series.ID, Version: page.Invitation.Series.Version},
		dialogue.Material{Title: dialogue.Text{NB: "Nytt"}, Audience: dialogue.ForAll, URL: "https://video.example.no/"}, upload.File{}); err != nil {
		t.Fatal(err)
	}
	news, err := a.AnnouncementPage(t.Context(), staff, inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Announce(t.Context(), staff, inv.Series.ID, []dialogue.ID{news.News[0].ID}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Owner.Exec(t.Context(), `
		create function cut() returns trigger language plpgsql as 'begin raise exception ''cut''; end';
		create trigger cut before update on announcement for each row execute function cut()`); err != nil {
		t.Fatal(err)
	}
	id := column[dialogue.ID](t, db, `select id from announcement`)[0]
	if _, err := a.PostAnnouncement(t.Context(), dialogue.System(inv.Organiser.ID), id); err == nil || count(t, db, `letter where kind = 'material_added'`) != 0 {
		t.Errorf("cut off: %v", err)
	}
	if _, err := db.Owner.Exec(t.Context(), `drop trigger cut on announcement`); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := a.PostAnnouncement(t.Context(), dialogue.System(inv.Organiser.ID), id); err != nil {
			t.Error(err)
		}
	}
	if n := count(t, db, `letter where kind = 'material_added'`); n != 1 {
		t.Errorf("%d letters", n)
	}
	if _, err := a.PostAnnouncement(t.Context(), staff, id); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("staff write letters themselves: %v", err)
	}
}

func TestThoseWithoutAPresentationAreReminded(t *testing.T) {
	t.Parallel()
	a, db, inv, r := presenting(t)
	other := active(t, a, db, inv, ofUnit(request(inv, 1, 1, "has handed in"), "0528", "ostre-toten.kommune.no"))
	if err := a.HandIn(t.Context(), contact(other), presentation(other, "ferdig")); err != nil {
		t.Fatal(err)
	}
	leaves(t, db, "remind_remaining", 1, func() error {
		n, err := a.RemindPresentations(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{})
		if n != 1 {
			t.Errorf("%d are reminded", n)
		}
		return err
	})
	if to := column[dialogue.ID](t, db, `select registration_id from letter where kind = 'remaining'`); len(to) != 1 || to[0] != r.ID {
		t.Errorf("reminded: %v", to)
	}
	if n, err := a.RemindPresentations(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{}); n != 0 || err != nil {
		t.Errorf("once more the same day: %d %v", n, err)
	}
	// After the delegation's own time staff hand in what was mailed to them, and the delegation sees that they did.
	db.SetClock(t, inv.Meetings[0].StartsAt.Add(time.Hour))
	refuses(t, db, "too late for the delegation", dialogue.ErrClosed, func() error { return a.HandIn(t.Context(), contact(r), presentation(r, "sent")) })
	leaves(t, db, "hand_in", 0, func() error { return a.HandIn(t.Context(), editor(inv), presentation(r, "postlagt")) })
	if h := handed(t, a, r)[0].Newest(); h.ByStaff != editor(inv).User || h.ByEmail != "" {
		t.Errorf("handed in by %+v", h)
	}
}
