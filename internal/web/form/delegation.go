package form

import (
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
)

// Delegate reads one person: fields "delegates.n.…".
func Delegate(f *Form, n int) dialogue.DelegateRequest {
	name := func(field string) string { return Row("delegates", n, field) }
	return dialogue.DelegateRequest{
		Name:     f.Line(name("name"), Required(dialogue.MaxName)),
		Role:     f.ID(name("role"), false),
		Position: f.Line(name("position"), Optional(dialogue.MaxLine)),
		Email:    f.Email(name("email"), false),
		Phone:    f.Phone(name("phone"), false),
		Meetings: f.IDs(name("meetings")),
	}
}

// Wishes reads a ranking: "wishes.n.meeting", "wishes.n.rank", and "wishes.n.unavailable" for «kan ikke delta».
func Wishes(f *Form) []dialogue.Wish {
	var wishes []dialogue.Wish
	for n := range f.Rows("wishes", 100) {
		meeting := f.ID(Row("wishes", n, "meeting"), false)
		if meeting.IsZero() {
			continue
		}
		rank, _ := f.Int(Row("wishes", n, "rank"), false, 1, 100)
		wishes = append(wishes, dialogue.Wish{Meeting: meeting, Rank: rank, Available: !f.Bool(Row("wishes", n, "unavailable"))})
	}
	return wishes
}

// RowIsEmpty reports whether nothing was written in a repeated part; its id does not count.
func RowIsEmpty(f *Form, name string, n int) bool {
	prefix := fmt.Sprintf("%s.%d.", name, n)
	for field, values := range f.Values {
		if strings.HasPrefix(field, prefix) && field != prefix+"id" && strings.TrimSpace(strings.Join(values, "")) != "" {
			return false
		}
	}
	return true
}

// RemoveRow takes out row n of count and moves those after it up.
func RemoveRow(f *Form, name string, n, count int) {
	for i := n; i < count; i++ {
		here, next := fmt.Sprintf("%s.%d.", name, i), fmt.Sprintf("%s.%d.", name, i+1)
		for field := range f.Values {
			if strings.HasPrefix(field, here) {
				delete(f.Values, field)
			}
		}
		for field, values := range f.Values {
			if i+1 < count && strings.HasPrefix(field, next) {
				f.Values[here+strings.TrimPrefix(field, next)] = values
			}
		}
	}
}
