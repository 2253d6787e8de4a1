package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"dialogmote/internal/dialogue"

	"github.com/BurntSushi/toml"
	"github.com/go-playground/locales"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/nb"
	"github.com/go-playground/locales/nn"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Files are named <area>.<language>.toml, one key a line; the area is the first part of every key in them.
//
//go:embed catalogue/*.toml
var catalogueFiles embed.FS

// voice is what one language needs to speak.
type voice struct {
	messages *i18n.Localizer
	names    locales.Translator // months, weekdays and numbers from CLDR
	form     forms
}

// voices reads the catalogues once, at the first use. The files are part of the program, so a file that can't be read is a
// broken build: it panics.
var voices = sync.OnceValue(func() map[dialogue.Lang]*voice {
	bundle, err := readBundle(catalogueFiles)
	if err != nil {
		panic("lang: " + err.Error())
	}
	return map[dialogue.Lang]*voice{
		dialogue.Bokmal:  {i18n.NewLocalizer(bundle, "nb"), nb.New(), norwegian},
		dialogue.Nynorsk: {i18n.NewLocalizer(bundle, "nn"), nn.New(), norwegian},
		dialogue.English: {i18n.NewLocalizer(bundle, "en"), en.New(), english},
	}
})

// readBundle loads every catalogue. Bokmål is the default: what a language lacks (English has no staff pages) is said in it.
func readBundle(files fs.FS) (*i18n.Bundle, error) {
	bundle := i18n.NewBundle(language.MustParse("nb"))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	paths, err := fs.Glob(files, "catalogue/*.toml")
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		b, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		if _, err := bundle.ParseMessageFileBytes(b, path); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return bundle, nil
}
