package staff

import (
	"net/url"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

const mostContacts = 60

func contactsPart() seriesPart {
	return seriesPart{tab: urls.TabContacts, place: dialogue.InContacts, rows: "contacts", most: mostContacts, draw: templates.SeriesContacts,
		values: func(e *edit) url.Values { return contactValues(e.page.Invitation.Contacts) },
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			contacts := readContacts(f)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveContacts(e.r.Context(), e.h.k.Actor(e.r), at, contacts)
		}}
}

func contactValues(contacts []dialogue.ContactPerson) url.Values {
	v := url.Values{}
	for i, c := range contacts {
		row := func(field string) string { return form.Row("contacts", i, field) }
		v.Set(row("name"), c.Name)
		templates.SetText(v, row("title"), c.Title)
		v.Set(row("email"), c.Email)
		v.Set(row("phone"), lang.FormatPhone(c.Phone))
		switch {
		case !c.Region.IsZero():
			v.Set(row("scope"), "region:"+c.Region.String())
		case !c.Meeting.IsZero():
			v.Set(row("scope"), "meeting:"+c.Meeting.String())
		}
	}
	return v
}

func readContacts(f *form.Form) []dialogue.ContactPerson {
	var contacts []dialogue.ContactPerson
	for i := range f.Rows("contacts", mostContacts) {
		row := func(field string) string { return form.Row("contacts", i, field) }
		c := dialogue.ContactPerson{Name: f.Line(row("name"), form.Required(dialogue.MaxName)), Title: f.Text(row("title"), form.Optional(dialogue.MaxLine)),
			Email: f.Email(row("email"), false), Phone: f.Phone(row("phone"), false)}
		kind, typed, _ := strings.Cut(f.Raw(row("scope")), ":")
		id, err := dialogue.ParseID(typed)
		switch {
		case kind == "":
		case err != nil:
			f.Problems.Add(row("scope"), "problem.choose")
		case kind == "region":
			c.Region = id
		case kind == "meeting":
			c.Meeting = id
		default:
			f.Problems.Add(row("scope"), "problem.choose")
		}
		contacts = append(contacts, c)
	}
	return contacts
}
