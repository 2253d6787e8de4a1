package app_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/google/go-cmp/cmp"
)

// Every verb stays with its own organiser's series and units, and readers only read.
func TestSendingsStayWithTheirOrganiser(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	e := s.prepared("0529")
	other := sample.OsloViken2020()
	if err := s.a.InstallInvitation(t.Context(), dialogue.System(other.Organiser.ID), other, sample.Files(other)...); err != nil {
		t.Fatal(err)
	}
	unit := column[dialogue.ID](t, s.db, `select unit_id from unit_invitation`)[0]
	verbs := map[string]func(actor dialogue.Actor, e app.MailingEdit) error{
		"prepare": func(actor dialogue.Actor, e app.MailingEdit) error {
			_, err := s.a.PrepareMailing(t.Context(), actor, e.Series, dialogue.InvitationMailing, []dialogue.ID{unit})
			return err
		},
		"invitations": func(actor dialogue.Actor, e app.MailingEdit) error {
			_, err := s.a.PrepareInvitations(t.Context(), actor, e.Series, keysOf("0528"))
			return err
		},
		"save": func(actor dialogue.Actor, e app.MailingEdit) error {
			return s.a.SaveMailing(t.Context(), actor, e, app.MailingText{})
		},
		"schedule": func(actor dialogue.Actor, e app.MailingEdit) error {
			return s.a.ScheduleMailing(t.Context(), actor, e, app.MailingText{}, time.Time{}, 0)
		},
		"pause":  func(actor dialogue.Actor, e app.MailingEdit) error { return s.a.PauseMailing(t.Context(), actor, e) },
		"resume": func(actor dialogue.Actor, e app.MailingEdit) error { return s.a.ResumeMailing(t.Context(), actor, e) },
		"cancel": func(actor dialogue.Actor, e app.MailingEdit) error { return s.a.CancelMailing(t.Context(), actor, e) },
		"test letter": func(actor dialogue.Actor, e app.MailingEdit) error {
			_, err := s.a.SendTestLetter(t.Context(), actor, e.Series, e.Mailing, dialogue.ID{}, nil)
			return err
		},
	}
	reads := map[string]func(actor dialogue.Actor, e app.MailingEdit) error{
		"page": func(actor dialogue.Actor, e app.MailingEdit) error {
			_, err := s.a.Mailing(t.Context(), actor, e.Series, e.Mailing)
			return err
		},
		"preview": func(actor dialogue.Actor, e app.MailingEdit) error {
			_, err := s.a.PreviewMailing(t.Context(), actor, e.Series, e.Mailing, dialogue.ID{}, nil)
			return err
		},
		"invite page": func(actor dialogue.Actor, e app.MailingEdit) error {
			_, err := s.a.InvitePage(t.Context(), actor, e.Series, dialogue.InviteChoice{})
			return err
		},
	}
	reader := editor(s.inv)
	reader.Role = dialogue.Reader
	stranger := editor(other)
	for name, verb := range verbs {
		if err := verb(reader, e); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s by a reader: %v", name, err)
		}
	}
	for name, read := range reads {
		if err := read(reader, e); err != nil {
			t.Errorf("%s by a reader: %v", name, err)
		}
		verbs[name] = read
	}
	for name, verb := range verbs {
		if err := verb(stranger, e); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s by another organiser: %v", name, err)
		}
		if err := verb(dialogue.Actor{}, e); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s by nobody: %v", name, err)
		}
		if name == "prepare" || name == "invite page" || name == "invitations" {
			continue
		}
		if err := verb(stranger, app.MailingEdit{Series: other.Series.ID, Mailing: e.Mailing, Version: e.Version}); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s under another series: %v", name, err)
		}
	}
	if _, err := s.a.SendMailing(t.Context(), editor(s.inv), e.Mailing); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a person posts: %v", err)
	}
}

// A trial goes to whoever asks for it alone, leads nowhere but to its preview, and counts as nobody's invitation.
func TestATrialIsNobodysInvitation(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	e := s.prepared("0529", "0528")
	text := app.MailingText{Letter: dialogue.Text{NB: "Vi prøver **dette**."}}
	to, err := s.a.SendTestLetter(t.Context(), editor(s.inv), e.Series, e.Mailing, dialogue.ID{}, &text)
	if err != nil || to != "saksbehandler@innlandet.example.no" {
		t.Fatalf("%s %v", to, err)
	}
	letter := column[string](t, s.db, `select recipient || ' ' || subject || ' ' || body from letter`)
	if len(letter) != 1 || !strings.Contains(letter[0], "PRØVE") || !strings.Contains(letter[0], "Vi prøver dette.") || strings.Contains(letter[0], "/invitert/") || !strings.Contains(letter[0], e.Mailing.String()) {
		t.Errorf("%q", letter)
	}
	if n := count(t, s.db, `invitation_link`) + count(t, s.db, `unit_invitation where sent_at is not null`) + count(t, s.db, `letter where mailing_id is not null or invitation_id is not null`); n != 0 {
		t.Errorf("%d traces of an invitation", n)
	}
	if !s.page(e.Mailing).Mailing.Letter.IsEmpty() {
		t.Error("trying stores the text")
	}
}

// A list is read as people write it, and what is not understood is told with what it may mean.
func TestUnitsAreChosenByAWrittenList(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	choose := func(c dialogue.InviteChoice) (names []string, page dialogue.InvitePage) {
		page, err := s.a.InvitePage(t.Context(), editor(s.inv), s.inv.Series.ID, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range page.Chosen {
			names = append(names, i.Unit.Name)
		}
		slices.Sort(names)
		return names, page
	}
	got, page := choose(dialogue.InviteChoice{How: dialogue.ChooseNames, Names: "Vestre Toten kommune; Gjøvik og 0528\nLillehammr, Bergen"})
	if diff := cmp.Diff([]string{"Gjøvik", "Vestre Toten", "Østre Toten"}, got); diff != "" {
		t.Error(diff)
	}
	if len(page.Unknown) != 1 || page.Unknown[0].Written != "Lillehammr" || len(page.NotAllowed) != 1 || page.NotAllowed[0].Name != "Bergen" {
		t.Errorf("unknown %v, not allowed %v", page.Unknown, page.NotAllowed)
	}
	all, _ := choose(dialogue.InviteChoice{How: dialogue.ChooseAll})
	if office, _ := choose(dialogue.InviteChoice{How: dialogue.ChooseOffice, Office: "innlandet"}); len(all) != 48 || len(office) != 48 {
		t.Errorf("all %d, the office's %d: Innlandet had 48 municipalities in 2019", len(all), len(office))
	}
	if county, _ := choose(dialogue.InviteChoice{How: dialogue.ChooseCounties, Counties: []string{"04"}}); len(county) != 22 {
		t.Errorf("Hedmark had 22 municipalities: %d", len(county))
	}
	s.sent(s.prepared("0529"))
	if left, _ := choose(dialogue.InviteChoice{How: dialogue.ChooseNew}); len(left) != 47 || slices.Contains(left, "Vestre Toten") {
		t.Errorf("%d are not invited yet", len(left))
	}
}
