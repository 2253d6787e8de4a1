package web_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/PuerkitoBio/goquery"
)

// staffActor is a staff user of the sample as the program knows them signed in.
func staffActor(account string, organiser dialogue.Organiser, role dialogue.StaffRole) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.StaffActor, Organiser: organiser.ID, User: sample.ID("staff/" + organiser.Slug + "/" + account), Role: role}
}

// covered is Innlandet with one municipality registered, one that has had a meeting by staff's word, and a milestone.
func covered(t *testing.T) office {
	t.Helper()
	o := innlandet(t)
	o.registered(t, 2)
	admin := staffActor("admin", o.inv.Organiser, dialogue.Admin)
	for _, err := range []error{
		o.app.SaveHeld(t.Context(), admin, dialogue.HeldRequest{Number: "0501", Kind: dialogue.DialogueMeetings,
			On: dialogue.Date{Year: 2019, Month: time.March, Day: 5}, Note: "Avtalt med Planta Notatsen"}),
		o.app.SaveMilestones(t.Context(), admin, dialogue.MilestonesVersion(nil), []dialogue.Milestone{{Name: dialogue.Text{NB: "Politisk vedtak", NN: "Politisk vedtak"}}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	milestones, err := o.app.Milestones(t.Context(), admin)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.app.SetMilestone(t.Context(), admin, dialogue.MilestoneSetting{Milestone: milestones.All[0].ID, State: dialogue.MilestoneDone,
		Day: dialogue.Date{Year: 2019, Month: time.May, Day: 2}, Units: []dialogue.MilestoneUnit{{Number: "0403"}}}); err != nil {
		t.Fatal(err)
	}
	return o
}

// milestone gives the office the milestone «Politisk vedtak», set for nobody.
func (o office) milestone(t *testing.T) {
	t.Helper()
	if err := o.app.SaveMilestones(t.Context(), staffActor("admin", o.inv.Organiser, dialogue.Admin), dialogue.MilestonesVersion(nil),
		[]dialogue.Milestone{{Name: dialogue.Text{NB: "Politisk vedtak", NN: "Politisk vedtak"}}}); err != nil {
		t.Fatal(err)
	}
}

func (o office) publish(t *testing.T) {
	t.Helper()
	if err := o.app.SetCoveragePublic(t.Context(), staffActor("admin", o.inv.Organiser, dialogue.Admin), true); err != nil {
		t.Fatal(err)
	}
}

func TestThePublicCoverageNamesNobodyAndIsThereOnlyWhenItIsOn(t *testing.T) {
	t.Parallel()
	o := covered(t)
	admin := staffActor("admin", o.inv.Organiser, dialogue.Admin)
	milestones, err := o.app.Milestones(t.Context(), admin)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.app.SaveGoal(t.Context(), admin, dialogue.Goal{Milestone: milestones.All[0].ID, By: dialogue.Date{Year: 2020, Month: time.December, Day: 31}}); err != nil {
		t.Fatal(err)
	}
	b := o.browser(t)
	const address = "/nb/dekning/innlandet"
	link := `.colophon a[href="` + address + `"]`
	off, unknown := b.get(address), b.get("/nb/dekning/finnes-ikke")
	if off.status != http.StatusNotFound || unknown.status != http.StatusNotFound || off.doc.Find("main").Text() != unknown.doc.Find("main").Text() {
		t.Errorf("off: %d, an organiser there isn't: %d", off.status, unknown.status)
	}
	if b.get("/nb/invitasjoner/"+o.inv.Series.Slug).doc.Find(link).Length() != 0 {
		t.Error("the invitation leads to a page that isn't there")
	}

	o.publish(t)
	if b.get("/nb/invitasjoner/"+o.inv.Series.Slug).doc.Find(link).Length() != 1 {
		t.Error("the invitation doesn't lead to the coverage")
	}
	for _, l := range []string{"nb", "nn", "en"} {
		page := b.get("/" + l + "/dekning/innlandet").ok(t)
		for _, person := range []string{"Planta", "Notatsen", "Guro", "Lien", "Deltaker 1", "Kristin", "Brenden", "d1@", "22 24 96 01"} {
			if strings.Contains(page.body, person) {
				t.Errorf("%s says %q", l, person)
			}
		}
		if l == "nb" {
			page.says(t, "1 av 48 har hatt møte per 30. august 2019.", "Politisk vedtak: 1 har gjort det, 0 planlegger det",
				"Mål innen 31. desember 2020: Politisk vedtak i alle 48 kommuner. Nå: 1.")
			if got := strings.Join(strings.Fields(page.doc.Find(".tally").Text()), " "); got != "kommuner48invitert1har hatt møte1har plass på møte1" {
				t.Errorf("the figures: %s", got)
			}
		}
		if got := page.header.Get("Cache-Control"); got != b.get("/"+l+"/invitasjoner").header.Get("Cache-Control") {
			t.Errorf("%s: caches are told %q", l, got)
		}
	}
	if page := b.get(address + "?slag=conference").ok(t); strings.Contains(page.text(), "5. mars 2019") {
		t.Error("a dialogue meeting counts as a conference")
	}
	if page := b.get(address + "?fra=1.4.2019&fylke=05").ok(t); !strings.Contains(page.text(), "0 av 26 har hatt møte fra 1. april 2019") || page.value("fra") != "1.4.2019" {
		t.Errorf("from April, in Oppland:\n%s", page.text())
	}
	for _, query := range []string{"?fra=x&til=y&fylke=%00&milepel=z&slag=w", "?til=1900-01-01", "?fylke=99", "?milepel=" + sample.ID("x").String()} {
		b.get(address + query).ok(t)
	}
}

func TestTheMapAndTheTableSayTheSame(t *testing.T) {
	t.Parallel()
	o := covered(t)
	o.publish(t)
	b := o.browser(t)
	page := b.get("/nb/dekning/innlandet").ok(t)
	milestone := page.doc.Find(`select[name="milepel"] option`).Last().AttrOr("value", "")
	for query, cell := range map[string]string{"": "td:nth-of-type(2)", "?fylke=05": "td:nth-of-type(2)", "?milepel=" + milestone: "td:last-of-type"} {
		page := b.get("/nb/dekning/innlandet" + query).ok(t)
		var table, tiles []string
		counts := map[string]int{}
		page.doc.Find(".coverage-table tbody tr").Each(func(_ int, row *goquery.Selection) {
			state := row.Find(cell).Clone()
			state.Find(".second").Remove()
			said := row.Find("th > span").First().Text() + ": " + strings.Join(strings.Fields(state.Text()), " ")
			table = append(table, "#"+row.AttrOr("id", "")+" "+said)
		})
		page.doc.Find("a.tile").Each(func(_ int, tile *goquery.Selection) {
			name := tile.AttrOr("aria-label", "")
			tiles = append(tiles, tile.AttrOr("href", "")+" "+name)
			counts[name[strings.Index(name, ": ")+2:]]++
			if title := tile.Find("title").Text(); title != name {
				t.Errorf("a tile is named %q and titled %q", name, title)
			}
		})
		slices.Sort(table)
		slices.Sort(tiles)
		if len(table) == 0 || !slices.Equal(table, tiles) {
			t.Errorf("%q: the table\n%s\nthe map\n%s", query, strings.Join(table, "\n"), strings.Join(tiles, "\n"))
		}
		page.doc.Find(".map-legend li").Each(func(_ int, mark *goquery.Selection) {
			if said := mark.Find("span").Text(); mark.Find("b").Text() != strconv.Itoa(counts[said]) {
				t.Errorf("%q: the legend counts %s for %q, there are %d", query, mark.Find("b").Text(), said, counts[said])
			}
		})
	}
	if got := page.doc.Find(`a.tile[data-look="done"]`).AttrOr("aria-label", ""); got != "Lillehammer: har hatt møte" {
		t.Errorf("the dark tile is %q", got)
	}
}

func TestTheMapIsReadWithTheKeyboard(t *testing.T) {
	t.Parallel()
	o := covered(t)
	o.publish(t)
	k := o.reader(t, 320, false)
	k.open("/nb/dekning/innlandet?fylke=05")
	k.to(".map .ds-skip-link")
	k.press("Tab")
	var met []string
	last := []float64{-1, -1}
	for range 26 {
		at := ask[[]float64](k, `(m => [m.f, m.e])(document.activeElement.transform.baseVal.consolidate().matrix)`)
		if at[0] < last[0] || at[0] == last[0] && at[1] <= last[1] {
			t.Errorf("after %s, at %v, comes one at %v", met[len(met)-1], last, at)
		}
		last = at
		met = append(met, ask[string](k, `document.activeElement.getAttribute("aria-label").split(":")[0]`))
		if !ask[bool](k, `document.activeElement.matches(":focus-visible") && getComputedStyle(document.activeElement.querySelector(".tile-face")).strokeWidth === "5px"`) {
			t.Errorf("%s does not show that it has focus", met[len(met)-1])
		}
		if size := ask[[]float64](k, `[document.activeElement.querySelector("rect").getBoundingClientRect().width, document.activeElement.querySelector("rect").getBoundingClientRect().height]`); size[0] < 24 || size[1] < 24 {
			t.Errorf("%s is %v px", met[len(met)-1], size)
		}
		k.press("Tab")
	}
	if ask[bool](k, `document.activeElement.matches(".tile")`) || len(slices.Compact(slices.Sorted(slices.Values(met)))) != 26 {
		t.Errorf("the tiles that are met: %s", strings.Join(met, ", "))
	}
	k.open("/nb/dekning/innlandet?fylke=05")
	k.to(".map .ds-skip-link")
	k.press("Enter")
	if got := ask[string](k, `document.activeElement.id`); got != "tabell" {
		t.Errorf("passing over the map leads to %q", got)
	}
	k.open("/nb/dekning/innlandet?fylke=05")
	k.to(`a.tile[aria-label^="Gjøvik"]`)
	k.press("Enter")
	if got := ask[string](k, `location.hash + " " + document.querySelector(":target th span").innerText`); got != "#kommune-0502 Gjøvik" {
		t.Errorf("Gjøvik's tile leads to %q", got)
	}
}

func TestTheCoverageIsTakenOutAsFiles(t *testing.T) {
	t.Parallel()
	o := covered(t)
	admin := staffActor("admin", o.inv.Organiser, dialogue.Admin)
	all, err := o.app.Milestones(t.Context(), admin)
	if err != nil {
		t.Fatal(err)
	}
	all.All[0].Name = dialogue.Text{NB: "=1+1", NN: "=1+1"}
	if err := o.app.SaveMilestones(t.Context(), admin, dialogue.MilestonesVersion(all.All), all.All); err != nil {
		t.Fatal(err)
	}
	b := o.as(t, "leser@innlandet")
	page := b.get("/intern/dekning?fylke=05").ok(t)
	for _, format := range []string{"csv", "xlsx"} {
		href := page.doc.Find(`a[href*="dekning.`+format+`"]`).AttrOr("href", "")
		file := b.get(href).ok(t)
		if got := file.header.Get("Content-Disposition"); got != `attachment; filename="dekning-innlandet-2019-08-30.`+format+`"` {
			t.Errorf("%s: %s", href, got)
		}
		if format == "xlsx" {
			continue
		}
		lines := strings.Split(strings.TrimSpace(file.body), "\r\n")
		if len(lines) != 27 || !strings.Contains(lines[0], ";'=1+1;") {
			t.Errorf("%d lines under %s", len(lines)-1, lines[0])
		}
		if !slices.Contains(lines, "0501;Lillehammer;Oppland;Dialogmøte;Har hatt møte;;;;;05.03.2019;1;ført inn av dere;Ikke satt;;") {
			t.Errorf("Lillehammer is not as it should be:\n%s", file.body)
		}
		if strings.Contains(file.body, "Planta") || strings.Contains(file.body, "Guro") {
			t.Error("the file names people")
		}
	}
	if got := o.browser(t).get("/intern/dekning/dekning.csv"); got.status == http.StatusOK {
		t.Error("a stranger takes the coverage out")
	}
}
