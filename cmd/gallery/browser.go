package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser starts a headless browser that asks nothing of any other machine. The context it returns is for tab.
func browser(ctx context.Context, profile string) (context.Context, context.CancelFunc, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // the pages are ours, and root has no sandbox
		chromedp.DisableGPU,
		chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true),
	)
	allocator, closeAllocator := chromedp.NewExecAllocator(ctx, options...)
	first, closeFirst := chromedp.NewContext(allocator)
	stop := func() { closeFirst(); closeAllocator() }
	if err := chromedp.Do(first); err != nil {
		stop()
		return nil, nil, fmt.Errorf("no browser (Debian: apt-get install chromium): %w", err)
	}
	return first, stop, nil
}

// openPage opens an address at a width and waits until the typeface is there.
func openPage(tab context.Context, address string, width, height int64) error {
	if err := chromedp.Do(tab, chromedp.EmulateViewport(width, height), chromedp.Navigate(address)); err != nil {
		return err
	}
	_, err := chromedp.Run(tab, chromedp.Evaluate[bool](`document.fonts.ready.then(() => true)`, chromedp.EvalAwaitPromise))
	return err
}

// inBrowser runs do with a tab and the address of a server of the pages.
func inBrowser(ctx context.Context, pages []page, do func(tab context.Context, base string) error) error {
	profile, err := os.MkdirTemp("", "gallery-browser-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(profile)
	tab, stop, err := browser(ctx, profile)
	if err != nil {
		return err
	}
	defer stop()
	srv := httptest.NewServer(server(pages))
	defer srv.Close()
	return do(tab, srv.URL)
}

// paper is the width of A4 inside the margins of print.css, at 96 px to the inch.
const paper = 654

// takeScreenshots writes <id>-1280.png, <id>-360.png and, as on paper, <id>-print.png of every page into the folder.
func takeScreenshots(ctx context.Context, folder string, pages []page) error {
	return inBrowser(ctx, pages, func(tab context.Context, base string) error {
		for _, p := range pages {
			for _, shot := range []struct {
				name  string
				width int64
				media string
			}{{"1280", 1280, ""}, {"360", 360, ""}, {"print", paper, "print"}} {
				if err := chromedp.Do(tab, inMedia(shot.media)); err != nil {
					return err
				}
				if err := openPage(tab, base+"/"+p.ID, shot.width, 900); err != nil {
					return err
				}
				picture, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
				if err != nil {
					return err
				}
				if err := writeFile(filepath.Join(folder, p.ID+"-"+shot.name+".png"), picture); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// inMedia lets the page believe that it is printed; "" is a screen.
func inMedia(media string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media})
		return chromedp.Void{}, err
	}
}

// takePictures writes what a reader first sees of the pages that have a picture in the README.
func takePictures(ctx context.Context, folder string, pages []page) error {
	return inBrowser(ctx, pages, func(tab context.Context, base string) error {
		for _, p := range pages {
			if p.Picture == "" {
				continue
			}
			if err := openPage(tab, base+"/"+p.ID, 1280, 1000); err != nil {
				return err
			}
			picture, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
			if err != nil {
				return err
			}
			if err := writeFile(filepath.Join(folder, p.Picture+".png"), picture); err != nil {
				return err
			}
		}
		return nil
	})
}
