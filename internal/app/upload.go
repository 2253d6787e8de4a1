package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
)

// MaxFile is the largest document and the largest presentation, in bytes.
const MaxFile = 50 << 20

// FileEndings are the endings of the files that may be uploaded, for the browser's file chooser.
func FileEndings() string { return upload.Documents().Endings() }

// judge is what every document that is uploaded goes through. title is what its name is made of when its own can't be.
func judge(f upload.File, title string) (upload.Judged, error) {
	return upload.Documents().Judge(f, MaxFile, title)
}

// adopt adds what is wrong with a file to the problems of the field. false: err is a failure, and not about the file.
func adopt(problems dialogue.Problems, field string, err error) bool {
	return adoptUpTo(problems, field, err, MaxFile>>20)
}

// adoptUpTo is adopt where a file may be of another size, in MB.
func adoptUpTo(problems dialogue.Problems, field string, err error, mb int) bool {
	switch {
	case err == nil:
	case errors.Is(err, upload.ErrTooLarge):
		problems.Add(field, "problem.file-too-large", "MB", mb)
	case errors.Is(err, upload.ErrType):
		problems.Add(field, "problem.file-type")
	case errors.Is(err, upload.ErrMacros):
		problems.Add(field, "problem.file-macros")
	case errors.Is(err, upload.ErrUnpacks):
		problems.Add(field, "problem.file-unpacks")
	case errors.Is(err, upload.ErrEmpty):
		problems.Add(field, "problem.file-empty")
	case errors.Is(err, upload.ErrBroken):
		problems.Add(field, "problem.file-broken")
	default:
		return false
	}
	return true
}

// numbered is a file name, with a number before its ending while the name is taken.
func numbered(name string, taken func(string) bool) string {
	ending := path.Ext(name)
	for n, stem := 2, strings.TrimSuffix(name, ending); taken(name); n++ {
		name = fmt.Sprintf("%s (%d)%s", stem, n, ending)
	}
	return name
}

// Download is a stored file on its way to a reader, who is allowed to have it. Content reads from the database as it goes.
type Download struct {
	Name      string
	MediaType string
	Size      int         // bytes
	Series    dialogue.ID // of what a delegation has handed in
	Content   io.ReadSeeker
}

func (a *App) download(ctx context.Context, organiser dialogue.ID, f dialogue.StoredFile) Download {
	return Download{Name: f.Name, MediaType: f.MediaType, Size: f.Size, Content: a.db.FileContent(ctx, organiser, f.SHA256, f.Size)}
}
