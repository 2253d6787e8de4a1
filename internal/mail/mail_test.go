package mail_test

import (
	"net/mail"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	letters "dialogmote/internal/mail"
	"dialogmote/internal/sample"
)

// What a stranger writes as a name ends up in headers, in Markdown and in HTML.
func TestNamesSayOnlyThemselves(t *testing.T) {
	t.Parallel()
	f := innlandet(dialogue.Active, dialogue.SeatPlaced)
	f.Kind, f.Lang = dialogue.LetterActivated, dialogue.Bokmal
	evil := "Ola\r\nBcc: alle@example.no\n\n# Gratis [penger](http://evil.example.no) <img src=x onerror=y> www.evil.example.no *fet* {{verify_url}}"
	f.To = letters.To{Name: evil, Email: "ola@example.no\r\nBcc: alle@example.no"}
	f.Registration.Contact.Name, f.Registration.Delegates[0].Name, f.Registration.Unit.Name = evil, evil, evil
	f.Invitation.Meetings[0].Town = evil
	l, err := composer().Compose(f)
	if err != nil {
		t.Fatal(err)
	}
	for header, value := range map[string]string{"Subject": l.Subject, "To": l.Recipient, "name": l.RecipientName, "Reply-To": l.ReplyTo} {
		if strings.ContainsAny(value, "\r\n\x00\u0085\u2028") {
			t.Errorf("%s can add a header: %q", header, value)
		}
	}
	for _, wrong := range []string{"<img", "href=\"http://evil", "href=\"http://www.evil", "<em>fet", "<h1>Gratis", "<h2>Gratis"} {
		if strings.Contains(l.HTML, wrong) {
			t.Errorf("the letter's HTML has %q", wrong)
		}
	}
	if !strings.Contains(l.HTML, "*fet*") || !strings.Contains(strings.Join(strings.Fields(l.Body), " "), "# Gratis [penger](http://evil.example.no)") {
		t.Error("a name is not written as it is")
	}
	for line := range strings.Lines(l.Calendar) {
		if strings.HasPrefix(strings.ToLower(line), "bcc") {
			t.Errorf("the calendar has a line of its own: %q", line)
		}
	}
}

// What staff write in a block can't swallow or bend the rest of the letter.
func TestAStaffTextStaysInItsPlace(t *testing.T) {
	t.Parallel()
	f := osloViken(0, autumn)
	f.Kind, f.Lang = dialogue.LetterConfirmation, dialogue.Bokmal
	f.Practical = "```\nuavsluttet\n\n<!-- <table><tr>"
	l, err := composer().Compose(f)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(l.HTML, "<h2>Program</h2>") || !strings.Contains(l.HTML, "<strong>08.45–09.00</strong>") {
		t.Error("the programme is not drawn after an unfinished text")
	}
}

// A role that may reveal health stands beside a name only in letters to the contact.
func TestHealthRolesAreForTheContactOnly(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		v.facts.Lang = dialogue.Bokmal
		if v.facts.Invitation == nil || v.facts.Registration == nil {
			continue
		}
		inv := sample.Innlandet2019()
		health := inv.Roles[4]
		v.facts.Invitation.Roles = append(v.facts.Invitation.Roles, dialogue.Role{ID: dialogue.ID{66}, Name: dialogue.Text{NB: "Pårørende-rolle"}, Health: true})
		for i := range v.facts.Registration.Delegates {
			v.facts.Registration.Delegates[i].Role = dialogue.ID{66}
		}
		if v.facts.Delegate != nil {
			v.facts.Delegate.Role = dialogue.ID{66}
		}
		l, err := composer().Compose(v.facts)
		if err != nil {
			t.Fatal(err)
		}
		contact := v.facts.To.Email == v.facts.Registration.Contact.Email
		for _, word := range []string{"Pårørende-rolle", health.Name.NB} {
			if !contact && strings.Contains(l.Body+l.HTML+l.Subject+l.Calendar, word) {
				t.Errorf("%s tells somebody else than the contact «%s»", v.name, word)
			}
		}
	}
}

// The comment may say what nobody should read in a journal; a person's name stays off subject lines, which are journalled.
func TestLettersSayNoMoreThanTheyShould(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		v.facts.Lang = dialogue.Bokmal
		if v.facts.Registration != nil {
			v.facts.Registration.Comment = "rullestol"
			v.facts.Registration.Unit = dialogue.Unit{Kind: dialogue.Person, Number: "aslaug@example.no", Name: "Aslaug Fjell"}
		}
		l, err := composer().Compose(v.facts)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(l.Body+l.HTML, "rullestol") {
			t.Errorf("%s repeats the comment", v.name)
		}
		for _, name := range []string{"Aslaug", "Ingrid", "Ola Bakken", "Sunniva"} {
			if strings.Contains(l.Subject, name) {
				t.Errorf("%s names a person in its subject: %s", v.name, l.Subject)
			}
		}
		if strings.Contains(l.Body+l.HTML, "⟦") || strings.Contains(l.Body+l.HTML+l.Subject, "{{") {
			t.Errorf("%s has a hole", v.name)
		}
		if l.Recipient != "" {
			if _, err := mail.ParseAddress(l.Recipient); err != nil {
				t.Errorf("%s: %v", v.name, err)
			}
		}
	}
}

// The link to a digital meeting is for those with a confirmed seat.
func TestTheMeetingLinkIsForTheConfirmed(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		v.facts.Lang = dialogue.Nynorsk
		l, err := composer().Compose(v.facts)
		if err != nil {
			t.Fatal(err)
		}
		has := strings.Contains(l.Body+l.HTML+l.Calendar, "teams.example.no")
		want := v.name == "confirmation_delegate" || v.name == "confirmation_contact" || v.name == "meeting_moved_delegate" || v.name == "meeting_cancelled_delegate"
		if has && !want {
			t.Errorf("%s carries the meeting's link", v.name)
		}
		if strings.HasPrefix(v.name, "confirmation") && v.facts.Meeting.TeamsURL != "" && !has {
			t.Errorf("%s lacks the meeting's link", v.name)
		}
	}
}

func TestMissingFactsAreAnError(t *testing.T) {
	t.Parallel()
	for kind, take := range map[dialogue.LetterKind]func(*letters.Facts){
		dialogue.LetterSignIn:       func(f *letters.Facts) { f.Token = "" },
		dialogue.LetterConfirmation: func(f *letters.Facts) { f.Meeting = nil },
		dialogue.LetterWaiting:      func(*letters.Facts) {},
		dialogue.LetterActivated:    func(f *letters.Facts) { f.Registration = nil },
		"no_such_kind":              func(*letters.Facts) {},
	} {
		f := innlandet(dialogue.Active, dialogue.SeatPlaced)
		f.Kind, f.Lang = kind, dialogue.Bokmal
		take(&f)
		if l, err := composer().Compose(f); err == nil {
			t.Errorf("%s is written without its facts: %s", kind, l.Subject)
		}
	}
}
