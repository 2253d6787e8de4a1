package norway

import (
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
)

// TileColumns is the widest a county's tile map ever is: what a phone has room for.
const TileColumns = 6

// Tile is a municipality's place in its county's tile map: the map's first column is the westernmost, its first row the northernmost.
type Tile struct{ Column, Row int }

// Tiles are the places of a county's municipalities on the day, by number. Each has its own cell. They lie about as the municipalities
// do; where the positions are not known for the day the municipalities stand by number, which follows the land roughly.
func Tiles(county string, on dialogue.Date) map[string]Tile {
	r := loaded()
	var numbers []string
	for _, m := range r.municipalities {
		if m.County == county && m.On(on) {
			numbers = append(numbers, m.Number)
		}
	}
	var division map[string]Tile
	for _, d := range r.tiles {
		if !on.Before(d.since) {
			division = d.tiles
		}
	}
	placed := make(map[string]Tile, len(numbers))
	for _, number := range numbers {
		tile, known := division[number]
		if !known {
			return inRows(numbers)
		}
		placed[number] = tile
	}
	return placed
}

func inRows(numbers []string) map[string]Tile {
	slices.SortFunc(numbers, strings.Compare)
	placed := make(map[string]Tile, len(numbers))
	for i, number := range numbers {
		placed[number] = Tile{Column: i % TileColumns, Row: i / TileColumns}
	}
	return placed
}

// division is the country as it was divided from one day on.
type division struct {
	since dialogue.Date
	tiles map[string]Tile // by municipality's number
}

// readTiles reads the places, the divisions in order of time.
func readTiles() ([]division, error) {
	var all []division
	err := rows("tiles.csv", func(f row) {
		since := f.date("since")
		if len(all) == 0 || all[len(all)-1].since != since {
			all = append(all, division{since, map[string]Tile{}})
		}
		all[len(all)-1].tiles[f.text("number")] = Tile{Column: f.number("column"), Row: f.number("row")}
	})
	return all, err
}
