package public

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
)

// registrationRequest turns the form's strings into a request. What can't be read becomes a problem of its field.
func registrationRequest(f *form.Form, page dialogue.Lang, inv *dialogue.Invitation) dialogue.RegistrationRequest {
	q := dialogue.RegistrationRequest{
		Submission: f.ID("submission", true),
		Unit:       unitOf(f),
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
	}
	if inv.Series.Rules.Choice == dialogue.Ranked {
		q.Wishes = form.Wishes(f)
	}
	for i := range rows(f) {
		q.Delegates = append(q.Delegates, form.Delegate(f, i))
	}
	return q
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

// rows is how many delegates the form shows: at least one.
func rows(f *form.Form) int {
	n, err := strconv.Atoi(f.Raw("rows"))
	if err != nil {
		n = 0
	}
	return max(1, min(n, 60), f.Rows("delegates", 60))
}

// changeRows adds or removes a delegate as the button said.
func changeRows(f *form.Form, most int) {
	n := rows(f)
	if f.Has("add") && n < most {
		n++
	}
	if at, err := strconv.Atoi(f.Raw("remove")); err == nil && at >= 0 && at < n && n > 1 {
		form.RemoveRow(f, "delegates", at, n)
		n--
	}
	f.Values.Del("add")
	f.Values.Del("remove")
	f.Values.Set("rows", strconv.Itoa(n))
}

// dropEmptyRows forgets delegates that nothing was written for, so that a row too many is no error.
func dropEmptyRows(f *form.Form) {
	n := rows(f)
	for at := n - 1; at >= 0 && n > 1; at-- {
		if form.RowIsEmpty(f, "delegates", at) {
			form.RemoveRow(f, "delegates", at, n)
			n--
		}
	}
	f.Values.Set("rows", strconv.Itoa(n))
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
