// Package urls builds every link of the program, so an address is written in one place. It decides nothing: who may follow
// a link is the route's rule.
package urls

import (
	"net/url"
	"strings"

	"dialogmote/internal/dialogue"
)

// Links builds addresses. The zero value builds paths, for pages; New builds full addresses, for letters and calendars.
type Links struct{ base string }

// New builds full addresses on a base such as https://moter.example.no; a slash at its end is dropped.
func New(base string) Links { return Links{strings.TrimRight(base, "/")} }

// Paths builds paths from the root of the site.
func Paths() Links { return Links{} }

// to joins the parts to an address; each part is escaped, so a slug or token cannot reach outside its place.
func (u Links) to(parts ...string) string {
	var b strings.Builder
	b.WriteString(u.base)
	for _, part := range parts {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(part))
	}
	return b.String()
}

// Home is /, which chooses a language.
func (u Links) Home() string { return u.base + "/" }

// WithQuery adds parameters to an address; those without a value are left out.
func WithQuery(address string, parameters url.Values) string {
	kept := url.Values{}
	for name, values := range parameters {
		for _, v := range values {
			if v != "" {
				kept.Add(name, v)
			}
		}
	}
	if len(kept) == 0 {
		return address
	}
	return address + "?" + kept.Encode()
}

// InLanguage is the same public path in another language, for the language switch. A path without a language is returned
// as it is.
func InLanguage(path string, l dialogue.Lang) string {
	rest, ok := strings.CutPrefix(path, "/")
	if !ok {
		return path
	}
	first, tail, found := strings.Cut(rest, "/")
	if _, known := dialogue.ParseLang(first); !known {
		return path
	}
	if !found {
		return "/" + string(l)
	}
	return "/" + string(l) + "/" + tail
}

// CalendarUID is what calendars know a meeting by: <meeting id>@<host>. It is no address, but must be the same in every file and
// letter, so that a later one changes the entry that an earlier one made.
func (u Links) CalendarUID(meeting dialogue.ID) string {
	host := "dialogmote"
	if base, err := url.Parse(u.base); err == nil && base.Hostname() != "" {
		host = base.Hostname()
	}
	return meeting.String() + "@" + host
}
