package sample

import (
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// municipality is the kommune with the number on the day, as a unit of the organiser.
func municipality(o dialogue.Organiser, number string, on dialogue.Date) dialogue.Unit {
	return official(o, dialogue.Municipality, number, on)
}

// official is a unit of the register as it was on the day.
func official(o dialogue.Organiser, kind dialogue.UnitKind, number string, on dialogue.Date) dialogue.Unit {
	found, ok := norway.Lookup(string(kind), number, on)
	if !ok {
		panic(fmt.Sprintf("sample: no %s %s on %s", kind, number, on))
	}
	return identified(o, dialogue.Unit{
		Kind: kind, Number: found.Number, ValidFrom: found.ValidFrom, Name: found.Label, County: found.County,
		Lang: found.Lang, Domains: found.Domains,
	})
}

// person is somebody who comes alone: a user or next of kin.
func person(o dialogue.Organiser, name, email string) dialogue.Unit {
	return identified(o, dialogue.Unit{Kind: dialogue.Person, Number: email, Name: name})
}

func identified(o dialogue.Organiser, u dialogue.Unit) dialogue.Unit {
	u.ID = ID("unit/" + o.Slug + "/" + string(u.Kind) + "/" + u.Number + "/" + u.ValidFrom.String())
	return u
}
