package templates_test

import (
	"context"
	"io"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/templates"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// inForm draws parts inside a form and reads the page.
func inForm(t interface{ Fatal(...any) }, f templates.Form, parts ...templ.Component) *goquery.Document {
	children := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, part := range parts {
			if err := part.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	var b strings.Builder
	if err := f.Form().Render(templ.WithChildren(context.Background(), children), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func bokmal() lang.Printer { return lang.For(dialogue.Bokmal) }

func TestTheSummaryListsEveryProblemInTheOrderOfTheFields(t *testing.T) {
	t.Parallel()
	f := templates.Form{L: bokmal(), Problems: dialogue.Problems{}}
	f.Problems.Add("a.name", "problem.required")
	f.Problems.Add("z.email", "problem.email")
	f.Problems.Add("", "problem.stale")
	f.Problems.Add("not.on.the.page", "problem.number")
	group := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return f.Group("Deltaker 1", templates.Submit{}).Render(templ.WithChildren(ctx, f.Text(templates.Field{Name: "a.name", Label: "Navn"})), w)
	})
	doc := inForm(t, f, f.Email(templates.Field{Name: "z.email", Label: "E-post"}), group)
	got := doc.Find("[data-error-summary] li").Map(func(_ int, li *goquery.Selection) string {
		return li.Find("a").AttrOr("href", "–") + " " + strings.TrimSpace(li.Text())
	})
	want := []string{
		"– Noen andre har endret dette siden du åpnet det",
		"#z-email E-post: Skriv en gyldig e-postadresse, for eksempel kari@example.no",
		"#a-name Deltaker 1, Navn: Må fylles ut",
		"– Skriv et helt tall",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFieldNamesItsHintAndItsError(t *testing.T) {
	t.Parallel()
	f := templates.Form{L: bokmal(), Problems: dialogue.Problems{"contact.phone": {Key: "problem.phone"}}}
	doc := inForm(t, f, f.Phone(templates.Field{Name: "contact.phone", Label: "Telefon", Hint: "Helst mobil.", Autocomplete: "tel"}))
	field := doc.Find("input[name='contact.phone']")
	for _, id := range strings.Fields(field.AttrOr("aria-describedby", "")) {
		if doc.Find("#"+id).Length() != 1 {
			t.Errorf("described by %q, which is not there", id)
		}
	}
	if got := field.AttrOr("aria-describedby", ""); got != "contact-phone-hint contact-phone-error" {
		t.Errorf("described by %q", got)
	}
	if field.AttrOr("aria-invalid", "") != "true" || field.AttrOr("autocomplete", "") != "tel" || doc.Find("label[for=contact-phone]").Length() != 1 {
		t.Error("not marked as wrong, or without its label")
	}
}

func TestDefaultsAreForNewFormsOnly(t *testing.T) {
	t.Parallel()
	parts := func(f templates.Form) *goquery.Document {
		options := []templates.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}
		return inForm(t, f,
			f.Text(templates.Field{Name: "text", Label: "Tekst", Value: "forslag"}),
			f.Checkbox(templates.Field{Name: "yes", Label: "Ja", Checked: true}),
			f.Checkboxes(templates.Field{Name: "many", Label: "Flere", Chosen: []string{"b"}, Options: options}),
			f.Radios(templates.Field{Name: "one", Label: "Én", Value: "a", Options: options}))
	}
	fresh := parts(templates.Form{L: bokmal()})
	if fresh.Find("[checked]").Length() != 3 || fresh.Find("[name=text]").AttrOr("value", "") != "forslag" {
		t.Error("a new form does not show its defaults")
	}
	emptied := parts(templates.Form{L: bokmal(), Values: url.Values{"text": {""}}})
	if emptied.Find("[checked]").Length() != 0 || emptied.Find("[name=text]").AttrOr("value", "") != "" {
		t.Error("what the reader took away came back")
	}
}

func TestAPasswordIsNeverShownAgain(t *testing.T) {
	t.Parallel()
	f := templates.Form{L: bokmal(), Values: url.Values{"password": {"hemmelig"}}}
	html, err := inForm(t, f, f.Password(templates.Field{Name: "password", Label: "Passord"})).Html()
	if err != nil || strings.Contains(html, "hemmelig") {
		t.Error("the password is in the page", err)
	}
}

// Whatever is typed is in the field when the form comes back.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		// A browser turns lone line breaks into pairs and no byte of zero reaches a page.
		typed := rapid.StringMatching(`(?s)[\n\t -~æøåÆØÅčđŋšŧž<>&"'«»–]{0,40}`).Draw(t, "typed")
		line := strings.ReplaceAll(typed, "\n", " ")
		f := templates.Form{L: bokmal(), Values: url.Values{"line": {line}, "lines": {typed}}}
		doc := inForm(t, f,
			f.Text(templates.Field{Name: "line", Label: "Linje"}),
			f.Textarea(templates.Field{Name: "lines", Label: "Linjer"}))
		if got := doc.Find("[name=line]").AttrOr("value", ""); got != line {
			t.Fatalf("a line came back as %q, typed %q", got, line)
		}
		if got := doc.Find("[name=lines]").Text(); got != typed {
			t.Fatalf("a text came back as %q, typed %q", got, typed)
		}
	})
}

func TestOnlyAFormWithMoreButtonsLeadsEnterToThePrimaryOne(t *testing.T) {
	t.Parallel()
	f := templates.Form{L: bokmal()}
	plain := inForm(t, f, templates.Button(templates.Submit{Label: "Send"}))
	if plain.Find("button").Length() != 1 {
		t.Error("a form of one button has a hidden one besides")
	}
	adding := inForm(t, f, templates.Button(templates.Submit{Label: "Legg til", Name: "add", Value: "1"}), templates.Button(templates.Submit{Label: "Send"}))
	if _, named := adding.Find("button").First().Attr("name"); named {
		t.Error("Enter adds instead of sending")
	}
}

func TestATextInAnotherLanguageIsMarked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text dialogue.Text
		want string
	}{
		{dialogue.Text{NB: "Møte"}, "Møte"},
		{dialogue.Text{NN: "Møte"}, `<span lang="nn">Møte</span>`},
		{dialogue.Text{}, ""},
	} {
		var b strings.Builder
		if err := templates.Said(bokmal(), tt.text).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		if b.String() != tt.want {
			t.Errorf("got %s, want %s", b.String(), tt.want)
		}
	}
}

func TestPaperDoesNotSayAnAddressTwice(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	text := dialogue.Text{NB: "[Program](https://example.no/p) og https://example.no/q"}
	if err := templates.Prose(bokmal(), text).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if bare := doc.Find("a[data-bare]"); bare.Length() != 1 || bare.Text() != "https://example.no/q" {
		t.Errorf("marked as bare: %q", bare.Text())
	}
}
