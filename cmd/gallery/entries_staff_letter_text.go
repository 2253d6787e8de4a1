package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/mail"
	"dialogmote/internal/sample"
	"dialogmote/templates"
)

// entriesStaffLetterText shows the organiser's letters, and one whose words are refused.
func entriesStaffLetterText() []Entry {
	nb, nn := workGallery{lang.For(dialogue.Bokmal)}, workGallery{lang.For(dialogue.Nynorsk)}
	return []Entry{
		{ID: "staff-letter-texts-nb", Name: "The organiser's letters", Lang: dialogue.Bokmal, Page: templates.StaffOwnTexts(nb.letterTexts())},
		{ID: "staff-letter-text-nn", Name: "A letter's words, refused", Lang: dialogue.Nynorsk, Page: templates.StaffLetterText(nn.letterText())},
	}
}

func (g workGallery) letterTexts() templates.OwnTextsView {
	v := templates.OwnTextsView{Frame: g.frame(g.p.T("staff.text-of-letter.title"))}
	v.Frame.Staff.Section = templates.SectionLetterTexts
	for i, group := range mail.Groups() {
		shown := dialogue.LetterTextGroup{Name: group.Name}
		for j, name := range group.Texts {
			line := dialogue.LetterTextLine{Name: name, Kind: mail.KindOf(name)}
			if j == 0 && i < 3 {
				line.Own, line.At, line.By = []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk}, g.now(), "Gunnhild Sæbø"
			}
			switch {
			case j == 0 && i == 1:
				line.Changed, line.Own = line.Own[:1], line.Own[:1]
			case j == 0 && i == 2:
				line.Broken = line.Own
			}
			shown.Texts = append(shown.Texts, line)
		}
		v.Groups = append(v.Groups, shown)
	}
	return v
}

func (g workGallery) letterText() templates.LetterTextView {
	const name = "confirmation"
	page := dialogue.LetterTextPage{Version: 2, Readers: []dialogue.LetterReader{{Registration: sample.ID("registration/toten"), Unit: "Vestre Toten", Title: dialogue.Text{NB: "Dialogmøter"}}}}
	page.Name, page.Kind, page.Own, page.Changed = name, mail.KindOf(name), []dialogue.Lang{dialogue.Bokmal}, []dialogue.Lang{dialogue.Bokmal}
	page.At, page.By = g.now(), "Gunnhild Sæbø"
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		subject, body, _, err := mail.Standard(name, l)
		if err != nil {
			panic(err) // a fixed name
		}
		page.Standard.Subject, page.Standard.Body = page.Standard.Subject.Set(l, subject), page.Standard.Body.Set(l, body)
	}
	page.Placeholders = []dialogue.TextPlaceholder{{Name: "facts", Says: "tid, sted og tema for møtet", Block: true, Compulsory: true}, {Name: "unit", Says: "navnet på kommunen"}}
	values := url.Values{"version": {"2"}, "sprak": {"nn"}}
	templates.SetText(values, "subject", page.Standard.Subject)
	templates.SetText(values, "body", page.Standard.Body.Set(dialogue.Bokmal, "Hei, {{kommune}}!\n\n{{facts}}"))
	v := templates.LetterTextView{Frame: g.frame(templates.LetterTextWord(g.p, name, page.Kind)), Page: page, MayEdit: true}
	v.Frame.Staff.Section = templates.SectionLetterTexts
	v.Form = templates.Form{L: g.p, Action: "#", Values: values, Problems: mail.CheckWords(name, dialogue.LetterWords{
		Subject: dialogue.Text{NB: "x"}, Body: dialogue.Text{NB: values.Get("body.nb")}})}
	v.Frame.Problems = true
	return v
}
