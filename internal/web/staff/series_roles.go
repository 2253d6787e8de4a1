package staff

import (
	"net/url"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

func rolesPart() seriesPart {
	return seriesPart{tab: urls.TabRoles, place: dialogue.InRoles, rows: "roles", most: 60, draw: templates.SeriesRoles,
		values: func(e *edit) url.Values { return roleValues(e.page.Invitation.Roles) },
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			roles := readRoles(f)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveRoles(e.r.Context(), e.h.k.Actor(e.r), at, roles)
		}}
}

func roleValues(roles []dialogue.Role) url.Values {
	v := url.Values{}
	for i, r := range roles {
		row := func(field string) string { return form.Row("roles", i, field) }
		v.Set(row("id"), r.ID.String())
		templates.SetText(v, row("name"), r.Name)
		v.Set(row("floor"), typedInt(r.Floor))
		v.Set(row("maximum"), typedInt(r.Maximum))
		v.Set(row("outside"), typedBool(r.OutsideCap))
		v.Set(row("health"), typedBool(r.Health))
		v.Set(row("retired"), typedBool(r.Retired))
	}
	return v
}

func readRoles(f *form.Form) []dialogue.Role {
	var roles []dialogue.Role
	for i := range f.Rows("roles", 60) {
		row := func(field string) string { return form.Row("roles", i, field) }
		r := dialogue.Role{ID: f.ID(row("id"), false), Name: f.Text(row("name"), form.Optional(dialogue.MaxLine)),
			OutsideCap: f.Bool(row("outside")), Health: f.Bool(row("health")), Retired: f.Bool(row("retired"))}
		r.Floor, _ = f.Int(row("floor"), false, 0, 1000)
		r.Maximum, _ = f.Int(row("maximum"), false, 1, 1000)
		roles = append(roles, r)
	}
	return roles
}
