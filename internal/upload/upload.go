// Package upload judges what people upload: how large it is, what its bytes really are, and whether reading it could do harm. It is
// the one place that does, for documents, presentations and tables alike, and it gives each file the name it is stored under.
//
// It reads and keeps nothing: a file is looked at where it lies, usually a temporary file, and no more than a few kilobytes of it are in
// memory at once. It must not decide whom a file is for, and never trusts a name, or a type that a browser sends.
package upload

import (
	"bytes"
	"errors"
	"io"

	"github.com/gabriel-vasile/mimetype"
)

// What can be wrong with a file.
var (
	ErrEmpty    = errors.New("upload: there is nothing in the file")
	ErrTooLarge = errors.New("upload: the file is too large")
	ErrType     = errors.New("upload: the file is of a type that isn't taken")
	ErrBroken   = errors.New("upload: the file can't be read to its end")
	ErrUnpacks  = errors.New("upload: the file unpacks to more than a document can hold")
	ErrMacros   = errors.New("upload: the file holds macros or programs")
)

// File is a file as a browser has sent it. Content is read from several places at once, and is closed by whoever opened it.
type File struct {
	Name    string // as the browser says
	Size    int64  // bytes
	Content io.ReaderAt
}

// Bytes is a file that lies in memory, as samples do.
func Bytes(name string, content []byte) File {
	return File{Name: name, Size: int64(len(content)), Content: bytes.NewReader(content)}
}

// IsZero reports whether no file was chosen.
func (f File) IsZero() bool { return f.Content == nil }

// Reader reads the file from its beginning.
func (f File) Reader() io.Reader { return io.NewSectionReader(f.Content, 0, f.Size) }

// Judged is a file that may be stored: under this name, as this type.
type Judged struct {
	File
	Media string // type, by the bytes
	Safe  string // name, with the ending of the type
}

// kind is a type of file by its bytes, with the ending it is given.
type kind struct {
	media, ending string
	office        bool // a zip archive inside
}

// Types are files that one place takes.
type Types struct{ kinds []kind }

// Documents are the files that a document or a presentation can be. Pages, drawings with scripts (SVG), films, programs and archives are not
// among them.
func Documents() Types {
	return Types{[]kind{
		{"application/pdf", ".pdf", false},
		{"application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx", true},
		{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", true},
		{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", true},
		{"application/vnd.oasis.opendocument.presentation", ".odp", true},
		{"application/vnd.oasis.opendocument.text", ".odt", true},
		{"application/vnd.oasis.opendocument.spreadsheet", ".ods", true},
		{"image/png", ".png", false},
		{"image/jpeg", ".jpg", false},
	}}
}

// Tables are the files that rows are read from: workbooks, and text with separators.
func Tables() Types {
	return Types{[]kind{
		{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", true},
		{"text/csv", ".csv", false},
		{"text/tab-separated-values", ".csv", false},
		{"text/plain", ".csv", false},
	}}
}

// Endings are the types' endings, for a browser's file chooser.
func (t Types) Endings() string {
	var all []byte
	for i, k := range t.kinds {
		if i > 0 {
			all = append(all, ',')
		}
		all = append(all, k.ending...)
	}
	return string(all)
}

// headLength is how much of a file its type is told by. An office file begins with small parts.
const headLength = 16 << 10

// Judge tells what the file is and under which name it may be stored: its own, made safe, or title where nothing of it is left. max is the
// largest it may be, in bytes. One of the errors above tells why not; any other is a failure to read.
func (t Types) Judge(f File, max int64, title string) (Judged, error) {
	switch {
	case f.Content == nil || f.Size == 0:
		return Judged{}, ErrEmpty
	case f.Size > max:
		return Judged{}, ErrTooLarge
	}
	k, err := t.kindOf(f)
	if err != nil {
		return Judged{}, err
	}
	if k.office {
		if err := inspect(f, k.media); err != nil {
			return Judged{}, err
		}
	}
	return Judged{File: f, Media: k.media, Safe: SafeName(f.Name, title, k.ending)}, nil
}

func (t Types) kindOf(f File) (kind, error) {
	head := make([]byte, min(f.Size, headLength))
	if _, err := f.Content.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return kind{}, err
	}
	found := mimetype.Detect(head)
	if found.Is("application/zip") || found.Parent() != nil && found.Parent().Is("application/zip") {
		// The first parts of an office file may come in any order, so its own list of contents tells which it is.
		media, err := officeType(f)
		if err != nil {
			return kind{}, err
		}
		for _, k := range t.kinds {
			if k.office && k.media == media {
				return k, nil
			}
		}
		return kind{}, ErrType
	}
	for _, k := range t.kinds {
		if !k.office && found.Is(k.media) {
			return k, nil
		}
	}
	return kind{}, ErrType
}
