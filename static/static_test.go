package static_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"dialogmote/static"
)

func get(t *testing.T, address string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	static.Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestAFileIsKeptForEverUnderItsOwnAddress(t *testing.T) {
	t.Parallel()
	address := static.Path("js/site.js")
	res := get(t, address)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d", address, res.StatusCode)
	}
	if got := res.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control %q", got)
	}
	if got := res.Header.Get("Content-Type"); got != "text/javascript; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	old := get(t, static.Prefix+"000000000000/js/site.js")
	if old.StatusCode != http.StatusOK || strings.Contains(old.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("another build's address: %d %q", old.StatusCode, old.Header.Get("Cache-Control"))
	}
}

func TestNothingElseIsServed(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "css", "css/", "../static.go", "npm/README.md", "css/none.css"} {
		if res := get(t, static.Prefix+"x/"+name); res.StatusCode != http.StatusNotFound {
			t.Errorf("%q: %d", name, res.StatusCode)
		}
	}
}

func TestTextIsSentSqueezedToThoseWhoTakeIt(t *testing.T) {
	t.Parallel()
	res := get(t, static.Path(static.Stylesheet), "Accept-Encoding", "gzip")
	if res.Header.Get("Content-Encoding") != "gzip" {
		t.Error("not squeezed")
	}
	if got := get(t, static.Path(static.Stylesheet)).Header.Get("Content-Encoding"); got != "" {
		t.Errorf("squeezed unasked: %q", got)
	}
}

// A strict content policy lets a page load only from its own site; a css that asked elsewhere would break it in silence.
func TestNothingAsksAnotherSite(t *testing.T) {
	t.Parallel()
	elsewhere := regexp.MustCompile(`(?:url\(|@import|fetch\(|from)\s*["']?(?:https?:)?//`)
	for name, body := range static.Files() {
		if found := elsewhere.Find(body); found != nil {
			t.Errorf("%s asks another site: %s", name, found)
		}
	}
}

func TestEverySheetAndScriptIsLoaded(t *testing.T) {
	t.Parallel()
	files := static.Files()
	sheet, site := string(files[static.Stylesheet]), string(files["js/site.js"])
	for name, body := range files {
		switch {
		case name == static.Stylesheet || name == "js/site.js":
		case strings.HasSuffix(name, ".css") && strings.HasPrefix(name, "css/") && !strings.Contains(sheet, string(body)):
			t.Errorf("%s is not part of %s", name, static.Stylesheet)
		case strings.HasPrefix(name, "js/") && !strings.Contains(site, "./"+strings.TrimPrefix(name, "js/")):
			t.Errorf("%s is not imported by js/site.js", name)
		}
	}
}

func TestTheTypefaceIsReachedFromTheSheet(t *testing.T) {
	t.Parallel()
	if static.Missing() != nil {
		t.Fatal(static.Missing())
	}
	body, err := io.ReadAll(get(t, static.Path(static.Stylesheet)).Body)
	if err != nil {
		t.Fatal(err)
	}
	fonts := regexp.MustCompile(`url\("\.\./(npm/[^"]+)"\)`).FindAllSubmatch(body, -1)
	if len(fonts) == 0 {
		t.Fatal("no typeface")
	}
	for _, m := range fonts {
		if res := get(t, static.Path(string(m[1]))); res.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", m[1], res.StatusCode)
		}
	}
}
