package public

import (
	"net/http"
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/templates"
)

// getList is the list of invitations that the address asks for. What it can't read in the address it leaves out.
func (p pages) getList(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	list, err := p.app.ListInvitations(r.Context(), p.kit.Actor(r), listFilter(values))
	if err != nil {
		return err
	}
	frame := p.kit.Frame(r, p.kit.Printer(r).T("public.list.title"))
	return p.kit.Render(w, r, http.StatusOK, templates.List(templates.ListView{Frame: frame, Page: list, Values: values}))
}

// longestWord is the most of a filter's value that is looked for.
const longestWord = 200

func listFilter(values url.Values) dialogue.ListFilter {
	word := func(name string) string {
		s := values.Get(name)
		if len(s) > longestWord || !printable(s) {
			return ""
		}
		return s
	}
	f := dialogue.ListFilter{
		Past: word("vis") == "tidligere", Organiser: word("arrangor"), County: word("fylke"), Region: word("region"),
		After: dialogue.ParseListCursor(word("etter")),
	}
	f.Month, _ = dialogue.ParseISODate(word("maned") + "-01")
	switch word("form") {
	case "fysisk":
		f.Form = dialogue.Physical
	case "digital":
		f.Form = dialogue.OnScreen
	}
	return f
}

// printable reports whether the database can take the text.
func printable(s string) bool {
	for _, r := range s {
		if r < ' ' || r == '\uFFFD' {
			return false
		}
	}
	return true
}
