package templates

import (
	"context"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestTheMapIsDrawnAsBefore(t *testing.T) {
	t.Parallel()
	m := TileMap{L: lang.For(dialogue.Bokmal), Label: "Kart", Past: "etter", Legend: []MapMark{{MapDone, "har hatt møte", 1}, {MapNo, "har svart nei", 1}},
		Groups: []MapGroup{{Name: "Vestland", Tiles: []MapTile{
			{Name: "Bjørnafjorden", State: "har hatt møte", Look: MapDone, Href: "#kommune-4624"},
			{Name: "Os", Column: 1, Faint: true},
			{Name: "Sør-Odal", State: "har svart nei", Look: MapNo, Href: "#kommune-3415", Column: 2, Row: 1},
		}}}}
	var b strings.Builder
	if err := m.Draw().Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(b.String(), "><", ">\n<") + "\n"
	golden := filepath.Join("testdata", "map.html")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the map is drawn otherwise:\n%s", got)
	}
}

func TestNamesFitTheirTiles(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][2]string{
		"Ås": {"Ås", "Ås"}, "Bergen": {"Bergen", "Bergen"}, "Bjørnafjorden": {"Bjørnafjorden", "Bjørnaf"}, "Nordre Land": {"Nordre /Land", "Nordre /Land"},
		"Sør-Fron": {"Sør-Fron", "Sør-/Fron"}, "Nore og Uvdal": {"Nore og /Uvdal", "Nore og /Uvdal"}, "Våler (Innlandet)": {"Våler", "Våler"},
		"Aurskog-Høland": {"Aurskog-/Høland", "Aursko/Høland"}, "Midt-Telemark": {"Midt-/Telemark", "Midt-/Telemar"}, "Vestre Slidre": {"Vestre /Slidre", "Vestre /Slidre"},
	} {
		tile := MapTile{Name: name}
		say := func(l label) string {
			if whole := l.first.seen + l.first.rest + l.second.seen + l.second.rest; whole != plainName(name) {
				t.Errorf("%s is written %q", name, whole)
			}
			return strings.TrimSuffix(l.first.seen+"/"+l.second.seen, "/")
		}
		if got := [2]string{say(tile.long()), say(tile.short())}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// The colours of map.css, where text and signs stand on a face: 4.5 to 1 for the name, 3 to 1 for the sign and the edge on white (WCAG 1.4.3
// and 1.4.11). The faces are told apart by their signs too, so they need no contrast between them.
func TestTheTilesCanBeRead(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("../static/css/map.css")
	if err != nil {
		t.Fatal(err)
	}
	base, err := os.ReadFile("../static/css/base.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string]string{"--ds-color-danger-text-subtle": "#b81a1a"} // the design system's
	for _, line := range strings.Split(string(base), "\n") {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.HasPrefix(name, "--ds-color") {
			colours[name] = strings.TrimSuffix(value, ";")
		}
	}
	screen, _, _ := strings.Cut(string(css), "@media")
	rule := func(selector string) map[string]string {
		_, after, ok := strings.Cut(screen, "\n"+selector+" {")
		if !ok {
			return nil
		}
		body, _, _ := strings.Cut(after, "}")
		found := map[string]string{}
		for _, line := range strings.Split(body, ";") {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.HasPrefix(name, "--") {
				if inner, isVar := strings.CutPrefix(value, "var("); isVar {
					value = colours[strings.TrimSuffix(inner, ")")]
				}
				found[name] = value
			}
		}
		return found
	}
	for _, look := range []MapLook{MapDone, MapSoon, MapHalf, MapNo, MapOpen, MapNone} {
		paint := rule(".tile")
		for name, value := range rule(`.tile[data-look="` + string(look) + `"]`) {
			paint[name] = value
		}
		for _, c := range []struct {
			what, over, under string
			least             float64
		}{
			{"name", paint["--ink"], paint["--face"], 4.5}, {"sign", paint["--sign"], paint["--face"], 3}, {"edge", paint["--edge"], "#fff", 3},
		} {
			if got := contrast(t, c.over, c.under); got < c.least {
				t.Errorf("%s: the %s, %s on %s, has a contrast of %.2f, want %.1f", look, c.what, c.over, c.under, got, c.least)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	hex := strings.TrimPrefix(colour, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		t.Fatalf("%q is not a colour", colour)
	}
	channel := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}
