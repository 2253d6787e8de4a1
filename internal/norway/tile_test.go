package norway_test

import (
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

func TestTilesPlaceEveryMunicipalityOnce(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2017-06-01", "2018-06-01", "2019-11-01", "2020-01-01", "2021-11-25", "2024-02-28", "2026-01-01"} {
		on, _ := dialogue.ParseISODate(day)
		placed := 0
		for _, c := range norway.Counties(on) {
			tiles := norway.Tiles(c.Number, on)
			taken := map[norway.Tile]string{}
			for _, m := range norway.InCounty(c.Number, on) {
				tile, ok := tiles[m.Number]
				if !ok {
					t.Errorf("%s: %s has no tile", day, m.Label)
				}
				if other := taken[tile]; other != "" {
					t.Errorf("%s: %s and %s stand in the same cell", day, m.Label, other)
				}
				if tile.Column < 0 || tile.Row < 0 || tile.Column >= norway.TileColumns {
					t.Errorf("%s: %s stands outside the map: %+v", day, m.Label, tile)
				}
				taken[tile] = m.Label
				placed++
			}
		}
		if want := len(norway.All(on)); placed != want {
			t.Errorf("%s: %d tiles, want %d", day, placed, want)
		}
	}
}

// Pairs of municipalities whose places everybody knows: the first lies north or west of the second.
func TestTilesLieAsTheLandDoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ day, county, north, south string }{
		{"2021-11-25", "46", "4649", "4601"}, // Stad, Bergen
		{"2021-11-25", "46", "4601", "4613"}, // Bergen, Bømlo
		{"2024-02-28", "34", "3432", "3403"}, // Lesja, Hamar
		{"2024-02-28", "18", "1871", "1804"}, // Andøy, Bodø
		{"2024-02-28", "18", "1804", "1811"}, // Bodø, Bindal
		{"2024-02-28", "31", "3103", "3101"}, // Moss, Halden
		{"2019-11-01", "05", "0512", "0501"}, // Lesja, Lillehammer
	} {
		on, _ := dialogue.ParseISODate(c.day)
		tiles := norway.Tiles(c.county, on)
		if tiles[c.north].Row >= tiles[c.south].Row {
			t.Errorf("%s: %s is not north of %s: %+v, %+v", c.day, c.north, c.south, tiles[c.north], tiles[c.south])
		}
	}
	for _, c := range []struct{ day, county, west, east string }{
		{"2021-11-25", "46", "4602", "4644"}, // Kinn, Luster
		{"2021-11-25", "46", "4601", "4619"}, // Bergen, Eidfjord
		{"2024-02-28", "34", "3433", "3421"}, // Skjåk, Trysil
		{"2024-02-28", "56", "5603", "5607"}, // Hammerfest, Vadsø
	} {
		on, _ := dialogue.ParseISODate(c.day)
		tiles := norway.Tiles(c.county, on)
		if tiles[c.west].Column >= tiles[c.east].Column {
			t.Errorf("%s: %s is not west of %s: %+v, %+v", c.day, c.west, c.east, tiles[c.west], tiles[c.east])
		}
	}
}
