// Package static carries the files that pages load: our css and js, and what install.sh has fetched from npm. It serves
// them under an address that changes with their contents. It knows nothing of pages and imports nothing of ours.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed css js npm
var embedded embed.FS

// Prefix is where Handler is to be mounted.
const Prefix = "/static/"

// Stylesheet is the one css file that pages load: the sheets below, joined in their order.
const Stylesheet = "css/site.css"

// sheets lists what Stylesheet is made of; a later sheet wins over an earlier one.
var sheets = [...]string{
	"npm/designsystemet-theme.css",
	"npm/designsystemet.css",
	"css/base.css",
	"css/frame.css",
	"css/parts.css",
	"css/forms.css",
	"css/ranking.css",
	"css/tables.css",
	"css/invitation.css",
	"css/delegation.css",
	"css/questions.css",
	"css/staff.css",
	"css/registrations.css",
	"css/door.css",
	"css/selection.css",
	"css/addresses.css",
	"css/map.css",
	"css/coverage.css",
	"css/poster.css",
	"css/print.css",
}

// fetched lists the files that come from npm.
var fetched = [...]string{
	"npm/designsystemet-theme.css",
	"npm/designsystemet.css",
	"npm/inter-latin.woff2",
	"npm/inter-latin-ext.woff2",
}

// file is one file as it is served.
type file struct {
	body        []byte
	gzipped     []byte // nil when it would not be smaller
	contentType string
}

// bundle is every file and the hash of them all.
type bundle struct {
	files map[string]file
	hash  string
}

// load reads the embedded files once; they cannot change while the program runs.
var load = sync.OnceValue(func() bundle {
	b := bundle{files: map[string]file{}}
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".md" {
			return err
		}
		body, err := embedded.ReadFile(name)
		b.files[name] = newFile(name, body)
		return err
	})
	if err != nil {
		panic("static: embedded files cannot be read: " + err.Error())
	}
	var joined bytes.Buffer
	for _, name := range sheets {
		joined.Write(b.files[name].body)
		joined.WriteByte('\n')
	}
	b.files[Stylesheet] = newFile(Stylesheet, joined.Bytes())
	b.hash = hashOf(b.files)
	return b
})

func newFile(name string, body []byte) file {
	f := file{body: body, contentType: contentType(name)}
	if strings.HasPrefix(f.contentType, "text/") {
		var squeezed bytes.Buffer
		w, _ := gzip.NewWriterLevel(&squeezed, gzip.BestCompression)
		w.Write(body) // a bytes.Buffer takes everything
		w.Close()
		if squeezed.Len() < len(body) {
			f.gzipped = squeezed.Bytes()
		}
	}
	return f
}

// contentType does not lean on the machine's own table of types, which may lack these.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	case ".svg":
		return "image/svg+xml"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

func hashOf(files map[string]file) string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%s %d\n", name, len(files[name].body))
		h.Write(files[name].body)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// Path is the address of a file, as "css/site.css" or "js/site.js". All files share one hash, so a css file can name a
// font by a relative address and be cached for ever with it.
func Path(name string) string { return Prefix + load().hash + "/" + name }

// Missing tells what to run when the files from npm were not there at build time; nil when all are.
func Missing() error {
	files := load().files
	for _, name := range fetched {
		if _, ok := files[name]; !ok {
			return errors.New("static/" + name + " was not there when the program was built: run «make assets» and build again")
		}
	}
	return nil
}

// Handler serves Prefix. An address with the hash of another build is answered too, uncached: a page loaded before an
// upgrade still gets its looks.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := load()
		hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
		f, ok := b.files[name]
		if !ok || r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.NotFound(w, r)
			return
		}
		head := w.Header()
		head.Set("Content-Type", f.contentType)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Vary", "Accept-Encoding")
		if hash == b.hash {
			head.Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			head.Set("Cache-Control", "no-cache")
		}
		body := f.body
		if f.gzipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			head.Set("Content-Encoding", "gzip")
			body = f.gzipped
		}
		head.Set("Content-Length", fmt.Sprint(len(body)))
		if r.Method == http.MethodHead {
			return
		}
		w.Write(body) // a reader who has gone away is nobody's error
	})
}

// Files lists every file by name with its contents, for the gallery, which is read without a server.
func Files() map[string][]byte {
	out := map[string][]byte{}
	for name, f := range load().files {
		out[name] = f.body
	}
	return out
}
