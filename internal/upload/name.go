package upload

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestStem is how many characters of a name are kept: with its ending, and each of them four bytes, it fits in every file system.
const longestStem = 60

// SafeName is a file name that no system and no reader misreads, with the ending of the real type. It is made of letters, digits, spaces and
// . - _ , ( ): so it holds no path, no line break, nothing that turns the direction of reading, and no second ending, for a full stop stays
// only between digits, as in «16.11.2020». Where nothing is left it is the title, made safe, else «dokument».
func SafeName(name, title, ending string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if ext := path.Ext(name); len(ext) <= 6 {
		name = strings.TrimSuffix(name, ext)
	}
	for _, candidate := range []string{stem(name), stem(title), "dokument"} {
		if candidate != "" {
			return candidate + ending
		}
	}
	return ""
}

// SafeStem is a part of a name that is put together of several: SafeName without an ending.
func SafeStem(s string) string { return stem(s) }

func stem(s string) string {
	letters := []rune(norm.NFC.String(s)) // a Mac writes å as a and a ring
	digit := func(i int) bool { return i >= 0 && i < len(letters) && unicode.IsDigit(letters[i]) }
	var kept strings.Builder
	for i, r := range letters {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune(" -_,()", r):
			kept.WriteRune(r)
		case r == '.' && digit(i-1) && digit(i+1):
			kept.WriteRune(r)
		case r == '–' || r == '—':
			kept.WriteRune('-')
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r): // turns the reading, or can't be seen
		default:
			kept.WriteRune(' ')
		}
	}
	trim := func(s string) string { return strings.Trim(strings.Join(strings.Fields(s), " "), " .-_,") }
	safe := trim(kept.String())
	if r := []rune(safe); len(r) > longestStem {
		safe = trim(string(r[:longestStem]))
	}
	if reserved(safe) {
		safe = "dokument " + safe
	}
	return safe
}

// reserved reports whether Windows takes the name for a device.
func reserved(name string) bool {
	name = strings.ToUpper(name)
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, name) {
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "COM") || strings.HasPrefix(name, "LPT")) && name[3] >= '0' && name[3] <= '9'
}
