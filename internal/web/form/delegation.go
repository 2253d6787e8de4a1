package form

import (
	"fmt"
	"net/url"
	"strconv"
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

// mostDelegates bounds the rows of any form of delegates.
const mostDelegates = 60

// DelegateRows is how many delegates a form shows: at least one.
func DelegateRows(f *Form) int {
	n, err := strconv.Atoi(f.Raw("rows"))
	if err != nil {
		n = 0
	}
	return max(1, min(n, mostDelegates), f.Rows("delegates", mostDelegates))
}

// ChangeDelegateRows adds or removes a delegate when a button said so, and reports whether one did. A registered person that is taken off
// the form stays in it as "gone"; if it was the only one, an empty row
// comes in its place.
func ChangeDelegateRows(f *Form, most int) bool {
	if !f.Has("add") && !f.Has("remove") {
		return false
	}
	n := DelegateRows(f)
	if f.Has("add") && n < most {
		n++
	}
	if at, err := strconv.Atoi(f.Raw("remove")); err == nil && at >= 0 && at < n {
		id := f.Raw(Row("delegates", at, "id"))
		if id != "" {
			f.Values.Add("gone", id)
		}
		if id != "" || n > 1 {
			RemoveRow(f, "delegates", at, n)
			n = max(1, n-1)
		}
	}
	f.Values.Del("add")
	f.Values.Del("remove")
	f.Values.Set("rows", strconv.Itoa(n))
	return true
}

// DropEmptyDelegates forgets new rows that nothing was written in, so that a row too many is no error. One row stays.
func DropEmptyDelegates(f *Form) {
	n := DelegateRows(f)
	for at := n - 1; at >= 0 && n > 1; at-- {
		if f.Raw(Row("delegates", at, "id")) == "" && rowIsEmpty(f, "delegates", at) {
			RemoveRow(f, "delegates", at, n)
			n--
		}
	}
	f.Values.Set("rows", strconv.Itoa(n))
}

// DelegateEdits reads the people of an existing registration: rows with an id are those registered, then "gone", those taken off. The one
// row that a form always has is nobody when nothing is written in it.
func DelegateEdits(f *Form) []dialogue.DelegateEdit {
	DropEmptyDelegates(f)
	var edits []dialogue.DelegateEdit
	rows := DelegateRows(f)
	if rows == 1 && f.Raw(Row("delegates", 0, "id")) == "" && rowIsEmpty(f, "delegates", 0) {
		rows = 0
	}
	for n := range rows {
		edits = append(edits, dialogue.DelegateEdit{ID: f.ID(Row("delegates", n, "id"), false), DelegateRequest: Delegate(f, n)})
	}
	for _, id := range f.IDs("gone") {
		edits = append(edits, dialogue.DelegateEdit{ID: id, Gone: true})
	}
	return edits
}

// BesideDelegates sets what is stored of a registration's people in the order of the rows that were typed, for a form that shows both.
// Whoever has come since gets a row of their own, so that nobody is lost when the form is saved again; one that was taken off since
// counts as new.
func BesideDelegates(f *Form, stored url.Values) url.Values {
	beside := url.Values{"version": stored["version"]}
	copyRow := func(to url.Values, n, from int) {
		prefix := Row("delegates", from, "")
		for name, values := range stored {
			if field, ok := strings.CutPrefix(name, prefix); ok {
				to[Row("delegates", n, field)] = values
			}
		}
	}
	rowOf := map[string]int{}
	for n := range mostDelegates {
		if id := stored.Get(Row("delegates", n, "id")); id != "" {
			rowOf[id] = n
		}
	}
	var gone []string
	for _, id := range f.Values["gone"] {
		if _, here := rowOf[id]; here {
			gone = append(gone, id)
			delete(rowOf, id)
		}
	}
	f.Values["gone"] = gone
	rows := DelegateRows(f)
	for n := range rows {
		id := f.Raw(Row("delegates", n, "id"))
		if from, here := rowOf[id]; here {
			copyRow(beside, n, from)
			delete(rowOf, id)
		} else {
			f.Values.Del(Row("delegates", n, "id"))
		}
	}
	for n := range mostDelegates {
		if _, missing := rowOf[stored.Get(Row("delegates", n, "id"))]; missing {
			copyRow(f.Values, rows, n)
			copyRow(beside, rows, n)
			rows++
		}
	}
	f.Values.Set("rows", strconv.Itoa(rows))
	return beside
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

// IfNotAll reads the answer to «if we don't all fit»; "" when nothing was chosen.
func IfNotAll(f *Form) dialogue.IfNotAll {
	if f.Raw("if_not_all") == "" {
		return ""
	}
	return Choice(f, "if_not_all", dialogue.Fewer, dialogue.Together)
}

// rowIsEmpty reports whether nothing was written in a repeated part; its id does not count.
func rowIsEmpty(f *Form, name string, n int) bool {
	prefix := fmt.Sprintf("%s.%d.", name, n)
	for field, values := range f.Values {
		if strings.HasPrefix(field, prefix) && field != prefix+"id" && !isAnswer(field, prefix) && strings.TrimSpace(strings.Join(values, "")) != "" {
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
