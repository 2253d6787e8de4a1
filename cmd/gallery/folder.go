package main

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"dialogmote/static"
)

// writeFolder writes each page as a file that finds its looks beside it, so the folder can be read without a server.
// (Browsers run no modules from files: the pages are then as they are without scripts.)
func writeFolder(folder string, pages []page) error {
	for name, body := range static.Files() {
		if err := writeFile(filepath.Join(folder, "static", filepath.FromSlash(name)), body); err != nil {
			return err
		}
	}
	if err := writeFile(filepath.Join(folder, ".gitignore"), []byte("*\n")); err != nil { // what is drawn is not kept
		return err
	}
	served := []byte(strings.TrimSuffix(static.Path("x"), "x"))
	for _, p := range pages {
		local := bytes.ReplaceAll(p.html, served, []byte("static/"))
		if err := writeFile(filepath.Join(folder, p.ID+".html"), local); err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(folder, "index.html"), index(pages))
}

func writeFile(path string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, body, 0o644)
}

func index(pages []page) []byte {
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Gallery</title></head><body><h1>Gallery</h1><ul>\n")
	for _, p := range pages {
		fmt.Fprintf(&b, "<li><a href=\"%s.html\">%s</a> (%s)</li>\n", p.ID, html.EscapeString(p.Name), p.Lang)
	}
	b.WriteString("</ul></body></html>\n")
	return b.Bytes()
}

// policy is the strictest the program sends, so that a page that would break under it breaks here.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// server serves the pages as the program would: same looks, same policy. A page's address is /<id>.
func server(pages []page) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	for _, p := range pages {
		mux.HandleFunc("GET /"+p.ID, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", policy)
			w.Write(p.html) // the browser is ours
		})
	}
	return mux
}
