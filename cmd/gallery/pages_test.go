package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/static"

	"github.com/chromedp/chromedp"
)

// tools is where `make test` puts what judges the pages.
const tools = "../../test/node_modules"

func everyPage(t *testing.T) []page {
	t.Helper()
	if err := static.Missing(); err != nil {
		t.Fatal(err)
	}
	pages, err := drawnOnce()
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// drawnOnce is every page, drawn once for all tests.
var drawnOnce = sync.OnceValues(func() ([]page, error) {
	entries, err := everyEntry()
	if err != nil {
		return nil, err
	}
	return draw(context.Background(), entries)
})

func tool(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(tools, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v: run «make test», or npm ci --ignore-scripts in test/", err)
	}
	return path
}

// judgement is what the browser finds on a page at one width.
type judgement struct {
	Violations []string `json:"violations"`
	Wide       string   `json:"wide"` // what sticks out to the right, "" when nothing does
	Small      []string `json:"small"`
}

// judge runs axe with every rule of WCAG 2.2 A and AA and its best practices, measures the page's width, and looks for
// targets under 24 px that axe leaves to people. It is a function: without axe it only measures.
const judge = `(async (withAxe) => {
	const found = withAxe ? await axe.run(document, { resultTypes: ["violations"],
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }) : { violations: [] };
	const violations = found.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary.replaceAll("\n", " ")));
	const width = document.documentElement.clientWidth;
	let wide = "";
	if (document.documentElement.scrollWidth > width) {
		const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
		wide = document.documentElement.scrollWidth + " px, because of " + out.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(" … ");
	}
	const small = [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, nav a")]
		.filter((e) => e.checkVisibility() && e.tabIndex >= 0)
		.map((e) => [e, e.getBoundingClientRect()])
		.filter(([, r]) => r.height < 24 || r.width < 24)
		.map(([e, r]) => Math.round(r.width) + "×" + Math.round(r.height) + " " + e.outerHTML.slice(0, 100));
	return { violations, wide, small };
})`

func TestEveryPageIsAccessibleWideAndNarrow(t *testing.T) {
	t.Parallel()
	pages := everyPage(t)
	axe, err := os.ReadFile(tool(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "gallery-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	first, stop, err := browser(context.Background(), profile)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	srv := httptest.NewServer(server(pages))
	t.Cleanup(srv.Close)

	queue := make(chan page)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			tab, closeTab := chromedp.NewContext(first)
			defer closeTab()
			for p := range queue {
				judgePage(t, tab, srv.URL+"/"+p.ID, p, p.inOtherWords(pages), string(axe))
			}
		})
	}
	for _, p := range pages {
		queue <- p
	}
	close(queue)
	wg.Wait()
}

// inOtherWords reports whether the page is drawn in bokmål too. The copy has the same elements and colours.
func (p page) inOtherWords(pages []page) bool {
	bokmal := strings.TrimSuffix(p.ID, "-"+string(p.Lang)) + "-" + string(dialogue.Bokmal)
	return p.Lang != dialogue.Bokmal && slices.ContainsFunc(pages, func(other page) bool { return other.ID == bokmal })
}

// judgePage loads a page once and judges it at both widths; 320 px is also 1280 px at 400 % zoom. One that differs in its words only is not
// judged by axe again, but measured: other words may be longer.
func judgePage(t *testing.T, tab context.Context, address string, p page, inOtherWords bool, axe string) {
	if err := chromedp.Do(tab); err != nil { // opens the tab, which a deadline must not close
		t.Error(err)
		return
	}
	ctx, cancel := context.WithTimeout(tab, time.Minute)
	defer cancel()
	if err := openPage(ctx, address, 1280, 900); err != nil {
		t.Errorf("%s: %v", p.ID, err)
		return
	}
	if !inOtherWords {
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe)); err != nil {
			t.Errorf("%s: %v", p.ID, err)
			return
		}
	}
	for _, width := range []int64{1280, 320} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Errorf("%s: %v", p.ID, err)
			return
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[judgement](fmt.Sprintf("%s(%t)", judge, !inOtherWords), chromedp.EvalAwaitPromise))
		if err != nil {
			t.Errorf("%s at %d px: %v", p.ID, width, err)
			return
		}
		for _, v := range found.Violations {
			t.Errorf("%s at %d px: %s", p.ID, width, v)
		}
		if found.Wide != "" {
			t.Errorf("%s scrolls sideways at %d px: %s", p.ID, width, found.Wide)
		}
		for _, s := range found.Small {
			t.Errorf("%s at %d px: a target under 24 px: %s", p.ID, width, s)
		}
	}
}

// One Java process reads every page: starting it costs more than judging.
func TestEveryPageIsGoodHTML(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var files []string
	for _, p := range everyPage(t) {
		path := filepath.Join(folder, p.ID+".html")
		if err := writeFile(path, p.html); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	args := append([]string{"-jar", tool(t, "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--format", "json"}, files...)
	cmd := exec.CommandContext(t.Context(), "java", args...)
	var out strings.Builder
	cmd.Stderr = &out // vnu speaks there, and its status only says that it found something
	err := cmd.Run()
	var report struct {
		Messages []struct {
			URL      string
			LastLine int
			Message  string
			Extract  string
		}
	}
	if decodeErr := json.Unmarshal([]byte(out.String()), &report); decodeErr != nil {
		t.Fatalf("vnu (Debian: apt-get install default-jre-headless): %v %v %.300s", err, decodeErr, out.String())
	}
	for _, m := range report.Messages {
		t.Errorf("%s:%d: %s: %s", filepath.Base(m.URL), m.LastLine, m.Message, m.Extract)
	}
}

// The content policy refuses these; a browser would drop them without a word.
func TestNoPageNeedsWhatThePolicyForbids(t *testing.T) {
	t.Parallel()
	for _, p := range everyPage(t) {
		for _, forbidden := range []string{" style=\"", " onclick=", " onchange=", " onsubmit=", "javascript:", "⟦"} {
			if i := strings.Index(string(p.html), forbidden); i >= 0 {
				t.Errorf("%s: %s", p.ID, excerpt(string(p.html), i))
			}
		}
	}
}

func excerpt(s string, i int) string {
	return fmt.Sprintf("… %s …", s[max(0, i-60):min(len(s), i+60)])
}
