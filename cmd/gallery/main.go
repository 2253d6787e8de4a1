// Command gallery draws every page, form state and letter with sample data to files: for eyes, for the tests beside it that
// judge accessibility and HTML, and for the README's pictures. It has no database and runs no rule.
//
//	go run ./cmd/gallery                                  the pages in gallery-out, the README's pictures in docs/img
//	go run ./cmd/gallery -out gallery-out -screenshots    a picture of every page too
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"dialogmote/static"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("gallery", flag.ContinueOnError)
	out := flags.String("out", "", "write every page to this folder, with an index")
	screenshots := flags.Bool("screenshots", false, "with -out: a picture of every page at 1280 and 360 px beside it")
	pictures := flags.String("pictures", "", "write the README's pictures to this folder")
	only := flags.String("only", "", "only pages whose id begins so")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NFlag() == 0 {
		*out, *pictures = "gallery-out", filepath.Join("docs", "img")
	}
	if err := static.Missing(); err != nil {
		return err
	}
	entries, err := everyEntry()
	if err != nil {
		return err
	}
	pages, err := draw(ctx, starting(entries, *only))
	if err != nil {
		return err
	}
	if *out != "" {
		if err := writeFolder(*out, pages); err != nil {
			return err
		}
		fmt.Fprintf(stdout, "%d pages in %s/index.html\n", len(pages), *out)
	}
	if *out != "" && *screenshots {
		if err := takeScreenshots(ctx, *out, pages); err != nil {
			return err
		}
	}
	if *pictures != "" {
		return takePictures(ctx, *pictures, pages)
	}
	return nil
}
