package main

import (
	"cmp"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/sample"
	"dialogmote/internal/web/page"

	"github.com/jackc/pgx/v5"
)

// live finds something behind a name in a route: whose it is and what stands in the address. Names come with what they are found within:
// the rarest first, so that an address with several names is about one thing.
var live = []struct{ name, within, sql string }{
	{"lock", "", `select k.organiser_id, s.series_id, null, k.id::text from selection_lock k join selection s on s.id = k.selection_id`},
	{"draw", "", `select organiser_id, series_id, null, id::text from selection`},
	{"proposal", "/intern/", `select p.organiser_id, s.series_id, null, p.id::text from selection_proposal p join selection s on s.id = p.selection_id`},
	{"proposal", "/min-pamelding/", `select p.organiser_id, p.series_id, r.id, p.id::text from registration p join registration r on r.series_id = p.series_id and r.unit_id = p.unit_id and r.state = 'active' where p.state = 'proposal'`},
	{"offer", "", `select organiser_id, series_id, registration_id, id::text from offer where state = 'open'`},
	{"decline", "", `select organiser_id, series_id, null, id::text from decline`},
	{"mailing", "", `select organiser_id, series_id, null, id::text from mailing`},
	{"message", "", `select organiser_id, series_id, null, id::text from message`},
	{"goal", "", `select organiser_id, null, null, id::text from goal`},
	{"milestone", "", `select organiser_id, null, null, id::text from milestone`},
	{"colleague", "", `select organiser_id, null, null, id::text from colleague`},
	{"invitation", "", `select organiser_id, series_id, null, id::text from unit_invitation`},
	{"document", "", `select organiser_id, series_id, registration_id, document_id::text from handed_in`},
	{"version", "", `select organiser_id, series_id, registration_id, id::text from handed_in where sha256 is not null`},
	{"statement", "", `select organiser_id, series_id, registration_id, id::text from statement where state = 'received'`},
	{"file", "{slug}/innspill", `select s.organiser_id, s.series_id, null, f.id::text from statement_file f join statement s using (submission) where s.state = 'published'`},
	{"file", "/innspill", `select s.organiser_id, s.series_id, s.registration_id, f.id::text from statement_file f join statement s using (submission) where s.state = 'received'`},
	{"file", "/trekning", `select null, null, null, 'rules.json'`},
	{"question", "", `select q.organiser_id, q.series_id, a.registration_id, q.id::text from answer a join question q on q.id = a.question_id where a.file_sha256 is not null`},
	{"material", "", `select organiser_id, series_id, null, id::text from material where sha256 is not null and audience = 'all'`},
	{"letter", "/ics", `select organiser_id, series_id, null, id::text from letter where calendar <> ''`},
	{"letter", "", `select organiser_id, series_id, null, id::text from letter where series_id is not null and html <> ''`},
	{"code", "/innsjekk", `select organiser_id, series_id, registration_id, code from seat where meeting_id is not null and state = 'placed'`},
	{"code", "", `select organiser_id, null, registration_id, code from delegate where code is not null`},
	{"delegate", "", `select organiser_id, null, registration_id, id::text from delegate`},
	{"registration", "", `select organiser_id, series_id, id, id::text from registration where state = 'active'`},
	{"reference", "/innspill/sendt", `select organiser_id, series_id, null, reference from statement where registration_id is null`},
	{"reference", "", `select organiser_id, series_id, id, reference from registration where state = 'active'`},
	{"meeting", "", `select r.organiser_id, r.series_id, r.id, s.meeting_id::text from seat s join registration r on r.id = s.registration_id where s.meeting_id is not null`},
	{"meeting", "", `select organiser_id, series_id, null, id::text from meeting`},
	{"series", "/onsker", `select organiser_id, id, null, id::text from series where id in (select series_id from registration where wanted_when <> '')`},
	{"series", "/utvalg", `select organiser_id, series_id, null, series_id::text from selection`},
	{"meeting", "/utvalg", `select s.organiser_id, s.series_id, null, m.id::text from selection s join meeting m on m.series_id = s.series_id`},
	{"series", "/plasser", `select organiser_id, series_id, null, series_id::text from registration r where exists (select from seat where registration_id = r.id and state = 'waiting')`},
	{"series", "", `select organiser_id, id, null, id::text from series`},
	{"slug", "/pamelding", `select organiser_id, id, null, slug from series where slug like '%hele-landet%'`},
	{"slug", "", `select organiser_id, id, null, slug from series`},
	{"address", "", `select organiser_id, null, null, id::text from unit_address`},
	{"user", "", `select organiser_id, null, null, id::text from staff_user`},
}

// nameless are the names that are nobody's: the same for every organiser, or part of what another name says.
var nameless = map[string]string{"lang": "nb", "l": "nb", "token": "ingen-lenke-av-vaare", "text": "received", "number": "3030", "name": "fil.pdf", "form": "presentasjon"}

// answers is what a page answers who may read it: 200, but for those that lead on, and those whose time is over on the world's day.
func answers(route page.Route, visitor string) int {
	const contact = page.Language + "/min-pamelding/{reference}"
	switch route.Pattern {
	case "/", page.Language, "/intern/invitasjoner":
		return http.StatusSeeOther
	case "/intern/logg-inn":
		if visitor == reader || visitor == editor || visitor == admin || visitor == foreignAdmin {
			return http.StatusSeeOther
		}
	case contact + "/deltakere/ny", contact + "/mote", contact + "/onske", "/intern/invitasjoner/{series}/pameldinger/{registration}/onske":
		return http.StatusGone
	case "/intern/invitasjoner/{series}/etter/{meeting}/deltakerbevis.pdf", contact + "/deltakerbevis/{meeting}",
		page.Language + "/om-meg/{code}/deltakerbevis/{meeting}": // nobody has been to a meeting yet
		return http.StatusNotFound
	case page.Language + "/min-side/organisasjon", "/min-side/innlogget": // no municipality's own sign-in is set up
		return http.StatusNotFound
	}
	return http.StatusOK
}

// asGone are buttons that lead back to the list and say that what they were for is gone, when it is gone or somebody else's.
var asGone = map[string]bool{"/intern/dekning/mal/{goal}": true, "/intern/dekning/mal/{goal}/fjern": true, "/intern/invitasjoner/{series}/plasser/tilby": true}

var inBraces = regexp.MustCompile(`\{(\w+)(?::[^}]*)?\}`)

// address puts something behind every name of a route. A name that nothing is found for fails: the row belongs in rare.
func (w *world) address(t *testing.T, route page.Route) address {
	t.Helper()
	at := address{route: route}
	pattern := route.Pattern
	if strings.HasSuffix(pattern, "/sammenlign") {
		pattern += "?a={proposal}&b={proposal}"
	}
	if route.Access == page.Contact || route.Access == page.Person || route.Access == page.Delegate || route.Access == page.StartLink {
		at.whose = w.unit
	}
	var names []string
	for _, m := range inBraces.FindAllStringSubmatch(pattern, -1) {
		names = append(names, m[1])
	}
	rank := func(name string) int {
		return slices.IndexFunc(live, func(l struct{ name, within, sql string }) bool { return l.name == name })
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	value := map[string]string{}
	for _, name := range names {
		if fixed, ok := nameless[name]; ok {
			value[name] = fixed
			at.token = at.token || name == "token"
			continue
		}
		value[name] = w.find(t, route, name, &at.whose)
		at.scoped = at.scoped || name != "unit" || !route.Access.Staff() // staff of any organiser have every municipality in their address book
	}
	at.path = inBraces.ReplaceAllStringFunc(pattern, func(m string) string { return value[inBraces.FindStringSubmatch(m)[1]] })
	at.door = regexp.MustCompile(`^/intern/logg-inn|^/nb/min-side$|^/nb/invitasjoner$|^/nb/(min-pamelding|om-meg)/` + cmp.Or(value["reference"], value["code"], "-") + `$`)
	return at
}

func (w *world) find(t *testing.T, route page.Route, name string, whose *scope) string {
	t.Helper()
	switch name {
	case "organiser":
		if route.Access == page.Public {
			return sample.OsloViken().Slug
		}
		return whose.organiser
	case "unit":
		return w.unitOf(t, route, whose)
	}
	for _, l := range live {
		if l.name != name || !strings.Contains(route.Pattern, l.within) {
			continue
		}
		var organiser, series, registration, value *string
		err := w.db.Owner.QueryRow(t.Context(), `select o::text, s::text, r::text, v from (`+l.sql+`) x(o, s, r, v) where ($1 = '' or o is null or o::text = $1) and ($2 = '' or s is null or s::text = $2)
			and ($3 = '' or r is null or r::text = $3) order by r::text = $4 desc nulls last, s::text = $5 desc nulls last, v limit 1`,
			whose.organiser, whose.series, whose.registration, w.unit.registration, w.unit.series).Scan(&organiser, &series, &registration, &value)
		if errors.Is(err, pgx.ErrNoRows) {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", l.sql, err)
		}
		for at, found := range map[*string]*string{&whose.organiser: organiser, &whose.series: series, &whose.registration: registration} {
			if found != nil {
				*at = *found
			}
		}
		return *value
	}
	t.Errorf("%s: the world has no {%s} of %+v: add a row to rare, and how to find it to live", route.Pattern, name, *whose)
	return "00000000-0000-0000-0000-000000000000"
}

// unitOf is the unit as an address has it: its key in the address book, its id elsewhere.
func (w *world) unitOf(t *testing.T, route page.Route, whose *scope) string {
	t.Helper()
	var id, key string
	w.row(t, `select u.id::text, u.kind || ':' || u.number from unit u left join registration r on r.unit_id = u.id left join unit_address a on a.unit_id = u.id
		where ($1 = '' or u.organiser_id::text = $1) and ($2 = '' or r.id::text = $2) order by a.id nulls last limit 1`, []any{whose.organiser, whose.registration}, &id, &key)
	if strings.HasPrefix(route.Pattern, "/intern/") {
		return key
	}
	return id
}
