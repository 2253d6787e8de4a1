package page

import (
	"net/http"
	"strings"

	"dialogmote/internal/dialogue"

	"golang.org/x/text/language"
)

// requestLang is the language a request is answered in. Staff pages have none in their address: there it is the user's own,
// and before sign-in the browser's, always a Norwegian one.
func requestLang(r *http.Request, actor dialogue.Actor) dialogue.Lang {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if l, ok := dialogue.ParseLang(first); ok {
		return l
	}
	if actor.Kind == dialogue.StaffActor && actor.Lang != "" {
		return actor.Lang
	}
	l := PreferredLang(r)
	if first == "intern" && l == dialogue.English {
		return dialogue.Bokmal
	}
	return l
}

// PreferredLang is what the browser asks for, bokmål when it asks for none of ours.
func PreferredLang(r *http.Request) dialogue.Lang {
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return dialogue.Bokmal
	}
	for _, tag := range tags {
		switch base, _ := tag.Base(); base.String() {
		case "nb", "no":
			return dialogue.Bokmal
		case "nn":
			return dialogue.Nynorsk
		case "en":
			return dialogue.English
		}
	}
	return dialogue.Bokmal
}
