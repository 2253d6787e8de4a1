package form

import (
	"strings"

	"dialogmote/internal/dialogue"
)

// Wish reads what a unit says that asks for a meeting: "wanted_when", "wanted_help" and "neighbours", each «municipality:4620».
func Wish(f *Form) dialogue.MeetingWish {
	return dialogue.MeetingWish{
		When:       f.Lines("wanted_when", Optional(dialogue.MaxComment)),
		Help:       f.Lines("wanted_help", Optional(dialogue.MaxComment)),
		Neighbours: Units(f, "neighbours"),
	}
}

// Units reads chosen units of the register, «municipality:4620»; what is no unit is left out.
func Units(f *Form, name string) []dialogue.Unit {
	var units []dialogue.Unit
	for _, value := range f.Values[name] {
		kind, number, _ := strings.Cut(value, ":")
		if k := dialogue.UnitKind(kind); k.Official() && number != "" {
			units = append(units, dialogue.Unit{Kind: k, Number: number})
		}
	}
	return units
}

// NoDelegates reports whether nobody is written in a form of delegates: one empty row, of a new person.
func NoDelegates(f *Form) bool {
	return DelegateRows(f) == 1 && f.Raw(Row("delegates", 0, "id")) == "" && rowIsEmpty(f, "delegates", 0)
}
