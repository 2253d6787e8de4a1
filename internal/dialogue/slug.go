package dialogue

import "strings"

// Slug is a title as it stands in an address: «Dialogmøter Leve hele livet» → dialogmoter-leve-hele-livet. It is cut at a word
// near 80 characters. A title without a letter or digit gives "".
func Slug(title string) string {
	const longest = 80
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		s := slugLetter(r)
		if s == "" {
			gap = b.Len() > 0
			continue
		}
		if gap {
			if b.Len() >= longest {
				break
			}
			b.WriteByte('-')
			gap = false
		}
		b.WriteString(s)
	}
	return b.String()
}

func slugLetter(r rune) string {
	switch r {
	case 'æ', 'ä':
		return "ae"
	case 'ø', 'ö':
		return "o"
	case 'å', 'á', 'à', 'â':
		return "a"
	case 'é', 'è', 'ê', 'ë':
		return "e"
	case 'ó', 'ò', 'ô':
		return "o"
	case 'ü', 'ú':
		return "u"
	case 'č', 'ç':
		return "c"
	case 'đ':
		return "d"
	case 'ŋ', 'ñ':
		return "n"
	case 'š':
		return "s"
	case 'ŧ':
		return "t"
	case 'ž':
		return "z"
	}
	if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
		return string(r)
	}
	return ""
}
