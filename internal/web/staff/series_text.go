package staff

import (
	"net/url"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// The most that an invitation's texts may hold, in characters.
const (
	mostProse = 40_000
	mostLead  = 1_000
)

func textPart() seriesPart {
	return seriesPart{tab: urls.TabText, place: dialogue.InTexts, draw: templates.SeriesText,
		values: func(e *edit) url.Values { return textValues(e.series()) },
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			t := readTexts(f)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveTexts(e.r.Context(), e.h.k.Actor(e.r), at, t)
		}}
}

// proseFields are the Markdown texts with their field names.
func proseFields(t *dialogue.SeriesTexts) map[string]*dialogue.Text {
	return map[string]*dialogue.Text{
		"body": &t.Body, "target_groups": &t.TargetGroups, "partners": &t.Partners, "preparation": &t.Preparation,
		"programme_note": &t.ProgrammeNote, "cost": &t.Cost, "postal": &t.Postal, "statements": &t.Statements, "filming": &t.Filming,
		"privacy": &t.Privacy, "practical": &t.Practical, "signatories": &t.Signatories,
		"group_work": &t.GroupWork,
	}
}

func textValues(s dialogue.Series) url.Values {
	v := url.Values{"kind": {string(s.Kind)}, "lang": {string(s.Lang)}, "our_ref": {s.OurRef}, "your_ref": {s.YourRef},
		"letter_date": {typedDate(s.LetterDate)}, "stated_meetings": {typedInt(s.StatedMeetings)}}
	templates.SetText(v, "title", s.Texts.Title)
	templates.SetText(v, "lead", s.Texts.Lead)
	templates.SetText(v, "forward_text", s.Texts.ForwardText)
	for name, text := range proseFields(&s.Texts) {
		templates.SetText(v, name, *text)
	}
	return v
}

func readTexts(f *form.Form) app.SeriesTexts {
	t := app.SeriesTexts{
		Kind:       form.Choice(f, "kind", dialogue.SeriesKinds[:]...),
		Lang:       form.Choice(f, "lang", dialogue.Bokmal, dialogue.Nynorsk),
		OurRef:     f.Line("our_ref", form.Optional(dialogue.MaxLine)),
		YourRef:    f.Line("your_ref", form.Optional(dialogue.MaxLine)),
		LetterDate: f.Date("letter_date", false),
	}
	t.StatedMeetings, _ = f.Int("stated_meetings", false, 0, 500)
	t.Texts.Title = f.Text("title", form.Optional(dialogue.MaxLine))
	t.Texts.Lead = f.Texts("lead", form.Optional(mostLead))
	t.Texts.ForwardText = f.Texts("forward_text", form.Optional(mostLead))
	for name, text := range proseFields(&t.Texts) {
		*text = f.Texts(name, form.Optional(mostProse))
	}
	return t
}

// typedDate is a day as a form shows it: 5.11.2020.
func typedDate(d dialogue.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Day) + "." + strconv.Itoa(int(d.Month)) + "." + strconv.Itoa(d.Year)
}

// typedInt is a number as a form shows it; 0 is nothing.
func typedInt(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func typedBool(on bool) string {
	if on {
		return "1"
	}
	return ""
}
