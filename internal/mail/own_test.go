package mail_test

import (
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/sample"
)

func bokmal(subject, body string) dialogue.LetterWords {
	return dialogue.LetterWords{Subject: dialogue.Text{NB: subject}, Body: dialogue.Text{NB: body}}
}

func allTexts() (names []string) {
	for _, g := range mail.Groups() {
		names = append(names, g.Texts...)
	}
	return append(names, "message")
}

// What is wrong with own words is told at the field it is about; every standard is itself without fault.
func TestOwnWordsAreChecked(t *testing.T) {
	t.Parallel()
	for _, name := range allTexts() {
		var words dialogue.LetterWords
		for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
			subject, body, _, err := mail.Standard(name, l)
			if err != nil {
				t.Fatal(err)
			}
			words.Subject, words.Body = words.Subject.Set(l, subject), words.Body.Set(l, body)
		}
		if problems := mail.CheckWords(name, words); len(problems) > 0 {
			t.Errorf("the standard of %s is not allowed: %v", name, problems)
		}
	}
	const whole = "Hei!\n\n{{next}}\n\n{{registered}}"
	for _, c := range []struct {
		name, subject, body string
		field, key          string
	}{
		{"received", "Takk: {{about}}", whole, "", ""},
		{"received", "", "", "", ""},
		{"received", "", whole, "subject.nb", "problem.letter-text-subject"},
		{"received", "Takk", "", "body.nb", "problem.letter-text-body"},
		{"received", "Takk, {{name}}", whole, "subject.nb", "problem.letter-text-not-in-subject"},
		{"received", "Takk, {{unit}}", whole, "subject.nb", "problem.letter-text-not-in-subject"},
		{"received", "Takk\nBcc: alle@example.no", whole, "subject.nb", "problem.letter-text-one-line"},
		{"received", "Takk", whole + "\n\n{{kommune}}", "body.nb", "problem.letter-text-unknown"},
		{"received", "Takk", whole + "\n\n{{verify_url}}", "body.nb", "problem.letter-text-unknown"},
		{"received", "Takk", whole + "\n\nHilsen {{ organiser }}", "body.nb", "problem.letter-text-braces"},
		{"received", "Takk", whole + "\n\n{{organiser", "body.nb", "problem.letter-text-braces"},
		{"received", "Takk", whole + "\n\nKostnad: {{cost}}", "body.nb", "problem.letter-text-alone"},
		{"received", "Takk", "Hei!\n\n{{registered}}", "body.nb", "problem.letter-text-missing"},
		{"sign_in", "Lenke", "Hei!", "body.nb", "problem.letter-text-missing"},
		{"sign_in", "Lenke", "[Åpne]({{sign_in_url}})", "", ""},
		{"received", strings.Repeat("x", 201), whole, "subject.nb", "problem.too-long"},
	} {
		problems := mail.CheckWords(c.name, bokmal(c.subject, c.body))
		switch {
		case c.key == "" && len(problems) > 0:
			t.Errorf("%q %q: %v", c.subject, c.body, problems)
		case c.key != "" && problems[c.field].Key != c.key:
			t.Errorf("%q %q: %v, want %s at %s", c.subject, c.body, problems, c.key, c.field)
		}
	}
}

// The organiser's words are used in their own language, and only while they can be filled; English is always the standard.
func TestTheOrganisersOwnWords(t *testing.T) {
	t.Parallel()
	compose := func(l dialogue.Lang, own dialogue.LetterWords, given *dialogue.LetterWords) dialogue.Letter {
		t.Helper()
		f := innlandet(dialogue.Active, dialogue.SeatPlaced)
		f.Kind, f.Lang, f.Words = dialogue.LetterActivated, l, given
		f.Invitation.Organiser.Letters = map[string]dialogue.LetterWords{"activated": own}
		letter, err := composer().Compose(f)
		if err != nil {
			t.Fatal(err)
		}
		return letter
	}
	own := bokmal("Vel møtt: {{about}}", "Kjære {{unit}}!\n\n{{next}}\n\n{{registered}}\n\n{{organiser}}")
	if l := compose(dialogue.Bokmal, own, nil); !strings.HasPrefix(l.Subject, "Vel møtt: Rendalen") || !strings.Contains(l.Body, "Kjære Rendalen kommune!") {
		t.Errorf("not the organiser's words: %s\n%s", l.Subject, l.Body)
	}
	english := own
	english.Subject.EN, english.Body.EN = "Mine", "Mine\n\n{{next}}\n\n{{registered}}"
	for _, c := range []struct {
		name string
		lang dialogue.Lang
		own  dialogue.LetterWords
	}{
		{"no words in nynorsk", dialogue.Nynorsk, own},
		{"English", dialogue.English, english},
		{"a placeholder that is gone", dialogue.Bokmal, bokmal("Takk", "{{next}}\n\n{{registered}}\n\n{{gone}}")},
		{"a compulsory one that is lacking", dialogue.Bokmal, bokmal("Takk", "Takk")},
	} {
		if got, want := compose(c.lang, c.own, nil), compose(c.lang, dialogue.LetterWords{}, nil); got.Subject != want.Subject || got.Body != want.Body {
			t.Errorf("%s: not the standard: %s", c.name, got.Subject)
		}
	}
	given := bokmal("Prøve", "Bare en prøve til {{name}}")
	if l := compose(dialogue.Nynorsk, own, &given); l.Subject != "Prøve" || l.Lang != dialogue.Bokmal {
		t.Errorf("words that are given are not said: %q in %s", l.Subject, l.Lang)
	}
}

// Whoever writes own words can see each letter, whatever the registration they look at is like, and without any.
func TestEveryTextHasAnExample(t *testing.T) {
	t.Parallel()
	bare := mail.Facts{Now: autumn, Invitation: &dialogue.Invitation{Organiser: sample.Innlandet()}, Registration: &dialogue.Registration{}}
	for _, f := range []mail.Facts{innlandet(dialogue.Active, dialogue.SeatPlaced), innlandet(dialogue.Unverified, dialogue.SeatPending), departementet(), osloViken(0, autumn), bare} {
		for _, name := range allTexts() {
			offered, err := mail.Placeholders(name)
			if err != nil {
				t.Fatal(err)
			}
			var all strings.Builder
			for _, p := range offered {
				all.WriteString("{{" + p.Name + "}}\n\n")
			}
			for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
				f.Lang = l
				words := dialogue.LetterWords{Subject: dialogue.Text{}.Set(l, "x"), Body: dialogue.Text{}.Set(l, all.String())}
				example := mail.Example(f, name)
				example.Words = &words
				if _, err := composer().Compose(example); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
}
