package templates

import (
	"slices"
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

func (v MyView) lead() string {
	p := v.Frame.L
	switch {
	case v.Page.Email != "":
		return p.T("delegation.my.signed-in", "Email", v.Page.Email)
	case v.Page.Name != "":
		return p.T("delegation.my.signed-in", "Email", v.Page.Name)
	}
	return ""
}

// name is the unit's heading. A former municipality may have had the name of the one it became.
func (v MyView) name(u dialogue.MyUnit) string {
	name := myUnitTitle(v.Frame.L, u.Unit, u.Name)
	if !u.Until.IsZero() {
		return v.Frame.L.T("delegation.my.former", "Name", name, "Year", strconv.Itoa(u.Until.Year))
	}
	return name
}

// became tells what a former municipality is today.
func (v MyView) became(u dialogue.MyUnit) string {
	if len(u.Became) == 0 || len(u.Became) == 1 && u.Became[0].Name == u.Name {
		return ""
	}
	var names []string
	for _, unit := range u.Became {
		names = append(names, unitTitle(v.Frame.L, unit))
	}
	return v.Frame.L.T("delegation.my.became", "Year", strconv.Itoa(u.Until.Year), "Names", v.Frame.L.List(names))
}

// myUnitTitle is a unit as a heading, under the register's name. A person's own is not called by name.
func myUnitTitle(p lang.Printer, u dialogue.Unit, name string) string {
	if u.Kind == dialogue.Person {
		return p.T("delegation.my.yourself")
	}
	u.Name = name
	return unitTitle(p, u)
}

func (v MyView) why(u dialogue.MyUnit) string {
	p := v.Frame.L
	switch u.Why {
	case dialogue.MineByDomain:
		return p.T("delegation.my.why.domain", "Domain", v.Page.Email[strings.LastIndexByte(v.Page.Email, '@')+1:])
	case dialogue.MineBySignIn:
		return p.T("delegation.my.why.sign-in")
	case dialogue.MineAsColleague:
		return p.T("delegation.my.why.colleague")
	}
	return p.T("delegation.my.why.contact")
}

func (v MyView) until(i dialogue.MyInvitation) string {
	if i.Until.IsZero() {
		return v.Frame.L.T("delegation.my.no-deadline")
	}
	return v.Frame.L.T("delegation.my.answer-by", "Date", v.Frame.L.DeadlineDate(i.Until))
}

// sentences say where a registration stands, as its own page does.
func (v MyView) sentences(r dialogue.MyRegistration) []string {
	if r.Registration.State == dialogue.Unverified {
		return []string{v.Frame.L.T("delegation.my.unverified")}
	}
	return slices.DeleteFunc(OwnView{Frame: v.Frame, Page: r.OwnPage}.sentences(), func(s string) bool { return s == "" })
}

// mayEnd reports whether the reader may end the colleague's access: all of a unit's for those who are vouched for, else what the reader
// has given.
func (v MyView) mayEnd(u dialogue.MyUnit, c dialogue.Colleague) bool {
	return slices.Contains(u.MayEnd, c.ID)
}

func (v LetInView) lead() string {
	if v.Of.Whole {
		return v.Frame.L.T("delegation.my.let-in.whole")
	}
	return v.Frame.L.T("delegation.my.let-in.own")
}
