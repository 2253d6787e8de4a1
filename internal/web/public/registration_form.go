package public

import (
	"net/url"
	"slices"
	"sort"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
)

// registrationRequest turns the form's strings into a request. What can't be read becomes a problem of its field.
func registrationRequest(f *form.Form, page dialogue.Lang, inv *dialogue.Invitation) dialogue.RegistrationRequest {
	unit := unitOf(f)
	if unit.Kind == dialogue.Person {
		registerOneself(f)
	}
	q := dialogue.RegistrationRequest{
		Submission: f.ID("submission", true),
		Unit:       unit,
		Contact: dialogue.Contact{
			Name:     f.Line("contact.name", form.Required(dialogue.MaxName)),
			Position: f.Line("contact.position", form.Optional(dialogue.MaxLine)),
			Email:    f.Email("contact.email", true),
			Phone:    f.Phone("contact.phone", false),
		},
		Comment: f.Lines("comment", form.Optional(dialogue.MaxComment)),
		Lang:    page,
		Meeting: f.ID("meeting", false),
		Channel: dialogue.Web,

		Municipality: f.Raw("municipality"),
	}
	if inv.Series.Rules.Choice == dialogue.Ranked {
		q.Wishes, q.IfNotAll = form.Wishes(f), form.IfNotAll(f)
	}
	if inv.Series.Rules.OnRequest {
		q.Wish = form.Wish(f)
		if form.NoDelegates(f) { // who comes can be told later
			q.Answers = form.Answers(f, inv, nil)
			return q
		}
	}
	for i := range form.DelegateRows(f) {
		q.Delegates = append(q.Delegates, form.Delegate(f, i))
	}
	q.Answers = form.Answers(f, inv, q.Delegates)
	return q
}

// registerOneself lets somebody who comes alone write name and address once.
func registerOneself(f *form.Form) {
	if form.DelegateRows(f) > 1 || f.Raw("delegates.0.name") != "" {
		return
	}
	for _, field := range []string{"name", "email", "phone"} {
		if name := "delegates.0." + field; f.Raw(name) == "" {
			f.Values.Set(name, f.Raw("contact."+field))
		}
	}
}

// unitOf reads who is registered: «municipality:3442» in the list, or an organisation or person when that is chosen.
func unitOf(f *form.Form) dialogue.Unit {
	switch f.Raw("kind") {
	case string(dialogue.Person):
		return dialogue.Unit{Kind: dialogue.Person}
	case string(dialogue.Organisation):
		return dialogue.Unit{Kind: dialogue.Organisation, Name: f.Line("organisation", form.Required(dialogue.MaxLine))}
	}
	kind, number, _ := strings.Cut(f.Raw("unit"), ":")
	if k := dialogue.UnitKind(kind); k.Official() {
		return dialogue.Unit{Kind: k, Number: number}
	}
	return dialogue.Unit{}
}

// fieldsOf is every field as hidden inputs carry it on, in a stable order.
func fieldsOf(values url.Values) [][2]string {
	var fields [][2]string
	for name, all := range values {
		if slices.Contains([]string{"add", "remove"}, name) {
			continue
		}
		for _, value := range all {
			fields = append(fields, [2]string{name, value})
		}
	}
	sort.Slice(fields, func(i, j int) bool {
		return fields[i][0] < fields[j][0] || fields[i][0] == fields[j][0] && fields[i][1] < fields[j][1]
	})
	return fields
}
