package web_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"dialogmote/static"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// keyboard is a reader with a browser and no mouse.
type keyboard struct {
	t    *testing.T
	tab  context.Context
	base string
}

// reader opens a browser of its own at a width, with or without scripts.
func (s *site) reader(t *testing.T, width int64, scripts bool) keyboard {
	t.Helper()
	if err := static.Missing(); err != nil { // widths would be others
		t.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "keyboard-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // the pages are ours, and root has no sandbox
		chromedp.DisableGPU, chromedp.UserDataDir(profile), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	if err := chromedp.Do(tab); err != nil {
		t.Fatalf("no browser (Debian: apt-get install chromium): %v", err)
	}
	tab, cancel := context.WithTimeout(tab, 3*time.Minute)
	t.Cleanup(cancel)
	k := keyboard{t, tab, s.server.URL}
	k.do(chromedp.EmulateViewport(width, 800), func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
		return chromedp.Void{}, err
	})
	return k
}

func (k keyboard) do(actions ...chromedp.Action[chromedp.Void]) {
	k.t.Helper()
	if err := chromedp.Do(k.tab, actions...); err != nil {
		k.t.Fatal(err)
	}
}

func ask[T any](k keyboard, expression string) T {
	k.t.Helper()
	answer, err := chromedp.Run(k.tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		k.t.Fatalf("%s: %v", expression, err)
	}
	return answer
}

// keys have the codes that the browser knows them by.
var keys = [...]struct {
	name, text string
	code       int64
}{{"Tab", "", 9}, {"Enter", "\r", 13}, {"ArrowDown", "", 40}, {" ", " ", 32}}

// press presses a named key, or one that writes a letter.
func (k keyboard) press(name string) {
	k.t.Helper()
	text, code := name, int64(0)
	for _, known := range keys {
		if known.name == name {
			text, code = known.text, known.code
		}
	}
	k.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
			event := input.DispatchKeyEventParams{Type: kind, Key: name, WindowsVirtualKeyCode: code}
			if code != 0 && name != " " {
				event.Code = name
			}
			if kind == input.DispatchKeyEventTypeKeyDown {
				event.Text = text
			}
			if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, event); err != nil {
				return chromedp.Void{}, err
			}
		}
		return chromedp.Void{}, nil
	})
}

// write types a text where the focus is.
func (k keyboard) write(text string) {
	k.t.Helper()
	for _, letter := range text {
		k.press(string(letter))
	}
}

// to presses Tab until the element has focus. Whatever has focus on the way must be seen, and the page may not be wider than the window.
func (k keyboard) to(selector string) {
	k.t.Helper()
	const where = `(() => {
		const e = document.activeElement, b = e.getBoundingClientRect();
		if (e === document.body) return "";
		if (document.documentElement.scrollWidth > innerWidth) return "the page is " + document.documentElement.scrollWidth + " wide";
		if (b.width === 0 || b.bottom <= 0 || b.top >= innerHeight || b.right <= 0 || b.left >= innerWidth) return "not to be seen: " + e.outerHTML.slice(0, 200);
		return "";
	})()`
	for range 250 {
		k.press("Tab")
		if wrong := ask[string](k, where); wrong != "" {
			k.t.Fatalf("on the way to %s: %s", selector, wrong)
		}
		if ask[bool](k, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
	}
	k.t.Fatalf("Tab never comes to %s on %s:\n%s", selector, ask[string](k, `location.pathname`), ask[string](k, `document.querySelector("main").innerText`))
}

// fill comes to a field by Tab and types; what stood there is marked by coming, and replaced.
func (k keyboard) fill(id, text string) {
	k.t.Helper()
	k.to("#" + id)
	k.write(text)
	if got := ask[string](k, fmt.Sprintf(`document.getElementById(%q).value`, id)); got != text {
		k.t.Fatalf("%s holds %q, typed %q", id, got, text)
	}
}

// arrow presses the arrow until the expression is true.
func (k keyboard) arrow(until string) {
	k.t.Helper()
	for range 400 {
		if ask[bool](k, until) {
			return
		}
		k.press("ArrowDown")
	}
	k.t.Fatalf("the arrow never made it so: %s", until)
}

// enter presses Enter on what has focus, and waits for the page it leads to.
func (k keyboard) enter(path string) {
	k.t.Helper()
	ask[bool](k, `window.left = true`)
	k.press("Enter")
	k.arrived(path)
}

// arrived waits until a new page is there, and expects its address to have the beginning.
func (k keyboard) arrived(path string) {
	k.t.Helper()
	for {
		there, err := chromedp.Run(k.tab, chromedp.Evaluate[bool](`!window.left && document.readyState === "complete"`))
		if err == nil && there {
			break
		}
		if k.tab.Err() != nil {
			k.t.Fatalf("no page came for %s: %v", path, err)
		}
	}
	if got := ask[string](k, `location.pathname`); !strings.HasPrefix(got, path) {
		k.t.Fatalf("came to %s, not %s:\n%s", got, path, ask[string](k, `document.querySelector("main").innerText`))
	}
}

func (k keyboard) open(path string) {
	k.t.Helper()
	k.do(chromedp.Navigate(k.base + path))
}

func (k keyboard) reads(words ...string) {
	k.t.Helper()
	text := ask[string](k, `document.querySelector("main").innerText`)
	for _, word := range words {
		if !strings.Contains(text, word) {
			k.t.Errorf("%s doesn't say %q:\n%s", ask[string](k, `location.pathname`), word, text)
		}
	}
}
