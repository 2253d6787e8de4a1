package templates

import (
	"slices"
	"strconv"
	"strings"

	"dialogmote/internal/lang"
)

// TileMap is a map with one tile for each municipality, a drawing for each county. Whoever does not see it reads the same in the tiles'
// names, and in the table that the page has besides.
type TileMap struct {
	L      lang.Printer
	Label  string // what the map shows
	Past   string // id of what follows the map, for those who pass over it
	Legend []MapMark
	Groups []MapGroup
}

// MapLook is how a tile is drawn: a shade, an edge or hatching, and a sign, each different from all the others.
type MapLook string

// The looks, the darkest first.
const (
	MapDone MapLook = "done" // dark, a tick
	MapSoon MapLook = "soon" // shaded, a dot
	MapHalf MapLook = "half" // light, a diamond
	MapNo   MapLook = "no"   // hatched, a cross
	MapOpen MapLook = "open" // white, a ring
	MapNone MapLook = "none" // grey within a broken line, a dash
)

// MapMark is a line of the legend.
type MapMark struct {
	Look  MapLook
	Label string
	Count int
}

// MapGroup is one county.
type MapGroup struct {
	Name  string
	Note  string // its figures in words
	Tiles []MapTile
}

// MapTile is one municipality. A faint one has no name and leads nowhere: it only keeps its place.
type MapTile struct {
	Name   string
	State  string // in words
	Look   MapLook
	Href   string
	Column int
	Row    int
	Faint  bool
}

// The measures of a drawing, in units of its own. A county is six tiles wide at most, so on a screen 320 px wide a tile is 46 px wide.
const (
	tileWidth  = 76
	tileHeight = 54
	tileGap    = 4
	// From here on the drawings are small, with short names at every width: the whole country in one view.
	manyTiles = 120
)

func (m TileMap) compact() bool {
	n := 0
	for _, g := range m.Groups {
		n += len(g.Tiles)
	}
	return n >= manyTiles
}

// size is the drawing's width and height in its own units.
func (g MapGroup) size() (width, height int) {
	for _, t := range g.Tiles {
		width = max(width, (t.Column+1)*(tileWidth+tileGap))
		height = max(height, (t.Row+1)*(tileHeight+tileGap))
	}
	return max(0, width), max(0, height)
}

func (g MapGroup) viewBox() string {
	w, h := g.size()
	return "-2 -2 " + strconv.Itoa(w) + " " + strconv.Itoa(h)
}

// shown is the drawing's width and height on a screen with room for it.
func (g MapGroup) shown(compact bool) (width, height string) {
	w, h := g.size()
	if compact {
		w, h = w*5/8, h*5/8
	}
	return strconv.Itoa(w), strconv.Itoa(h)
}

func (t MapTile) place() string {
	return "translate(" + strconv.Itoa(t.Column*(tileWidth+tileGap)) + " " + strconv.Itoa(t.Row*(tileHeight+tileGap)) + ")"
}

func (t MapTile) says() string { return t.Name + ": " + t.State }

// sign is the look's sign as a path in a square of 12.
func (l MapLook) sign() string {
	switch l {
	case MapDone:
		return "M1 6.5 4.5 10 11 2.5"
	case MapSoon:
		return "M6 1.5a4.5 4.5 0 1 0 .01 0z"
	case MapHalf:
		return "M6 .5 11.5 6 6 11.5.5 6z"
	case MapNo:
		return "M2 2 10 10M10 2 2 10"
	case MapOpen:
		return "M6 1.5a4.5 4.5 0 1 0 .01 0z"
	}
	return "M1.5 6h9"
}

// hatching are slanted lines across a tile.
func hatching() string {
	var b strings.Builder
	for x := 12; x < tileWidth+tileHeight; x += 12 {
		x1, y1, x2, y2 := x, 0, x-tileHeight, tileHeight
		if x1 > tileWidth {
			x1, y1 = tileWidth, x-tileWidth
		}
		if x2 < 0 {
			x2, y2 = 0, x
		}
		b.WriteString("M" + strconv.Itoa(x1) + " " + strconv.Itoa(y1) + " " + strconv.Itoa(x2) + " " + strconv.Itoa(y2))
	}
	return b.String()
}

// Room for a name in a tile, in thousandths of the type's size: a line of the long name, and one of the short, alone or of two. The
// whole name is always written, the end that there is no room for without colour, as a browser does where text overflows: those who search
// the page find it, and those who say what they see are understood (WCAG 2.5.3).
const (
	roomLine   = 5500
	roomShort  = 3500
	roomSecond = 4000
	lineWidth  = "66"
)

// label is a name as a tile writes it: one line or two. The second begins where the first ends, its space or hyphen among the first's.
type label struct {
	first, second lineOfName
	squeezed      bool // a long word is drawn narrower to have room
}

// lineOfName is what is seen of a line, and its end that is not.
type lineOfName struct{ seen, rest string }

// long is the tile's name: «Bergen», «Nordre Land» in two lines.
func (t MapTile) long() label {
	name := plainName(t.Name)
	if wide(name) <= roomLine {
		return label{first: lineOfName{seen: name}}
	}
	if first, second, ok := twoWords(name); ok {
		return label{first: cut(first, roomLine), second: cut(second, roomLine)}
	}
	return label{first: lineOfName{seen: name}, squeezed: true}
}

// short is the tile's name in large type: «Aurlan», «Vestre Toten» in two lines.
func (t MapTile) short() label {
	name := plainName(t.Name)
	if first, second, ok := twoWords(name); ok && wide(name) > roomShort {
		return label{first: cut(first, roomSecond), second: cut(second, roomSecond)}
	}
	return label{first: cut(name, roomShort)}
}

// plainName leaves out what tells it from a namesake: the county stands above the tiles.
func plainName(name string) string {
	before, _, _ := strings.Cut(name, " (")
	return before
}

// twoWords parts a name after its first word: «Nordre » and «Land», «Aurskog-» and «Høland», «Nore og » and «Uvdal».
func twoWords(name string) (first, second string, ok bool) {
	i := strings.IndexAny(name, " -")
	if i <= 0 || i == len(name)-1 {
		return "", "", false
	}
	if rest, found := strings.CutPrefix(name[i:], " og "); found {
		return name[:i] + " og ", rest, true
	}
	return name[:i+1], name[i+1:], true
}

// cut parts a line where its room ends.
func cut(text string, room int) lineOfName {
	letters := []rune(text)
	n := len(letters)
	for n > 1 && wide(strings.TrimRight(string(letters[:n]), " ")) > room {
		n--
	}
	return lineOfName{string(letters[:n]), string(letters[n:])}
}

// wide is about how wide a text is in Inter, in thousandths of its size: the server can't measure.
func wide(text string) int {
	w := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("iljI.' ", r):
			w += 265
		case strings.ContainsRune("tfr-", r):
			w += 375
		case strings.ContainsRune("mwMWÆæ", r):
			w += 880
		case r >= 'A' && r <= 'Z', strings.ContainsRune("ØÅÁČĐŊŠŦŽ", r):
			w += 690
		default:
			w += 590
		}
	}
	return w
}

// inReadingOrder is the group with its tiles row by row.
func (g MapGroup) inReadingOrder() MapGroup {
	slices.SortStableFunc(g.Tiles, func(a, b MapTile) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	return g
}
