package form

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
)

// keptOfTooLarge is how much of a request that turns out too large is looked at for what was typed: the fields come before the files.
const keptOfTooLarge = 512 << 10

// ReadKeeping is Read for a form with files whose fields stand before them: of a request that is too large it gives what was typed, with the
// error.
func ReadKeeping(r *http.Request) (*Form, error) {
	kept := &head{most: keptOfTooLarge}
	body := r.Body
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(body, kept), body}
	f, err := Read(r)
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return FromValues(typedIn(kept.b, r.Header.Get("Content-Type"))), err
	}
	return f, err
}

// head keeps the beginning of what is written to it.
type head struct {
	b    []byte
	most int
}

func (h *head) Write(p []byte) (int, error) {
	h.b = append(h.b, p[:min(len(p), h.most-len(h.b))]...)
	return len(p), nil
}

// typedIn are the fields before the first file of a multipart body that may be cut off.
func typedIn(body []byte, contentType string) url.Values {
	typed := url.Values{}
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return typed
	}
	parts := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		part, err := parts.NextPart()
		if err != nil || part.FileName() != "" {
			return typed
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return typed
		}
		typed.Add(part.FormName(), string(value))
	}
}

// Uploads are all files that were chosen in a field, at most max and one that is too many. use is called with them, and they end with it.
func Uploads(r *http.Request, field string, max int, use func([]upload.File) error) error {
	var files []upload.File
	if r.MultipartForm != nil {
		for _, header := range r.MultipartForm.File[field] {
			if header.Filename == "" || len(files) > max {
				continue
			}
			content, err := header.Open()
			if err != nil {
				return err
			}
			defer content.Close()
			files = append(files, upload.File{Name: header.Filename, Size: header.Size, Content: content})
		}
	}
	return use(files)
}

// Statement reads written input. From a delegation its writer is known.
func Statement(f *Form, page dialogue.Lang, byDelegation bool) dialogue.StatementRequest {
	q := dialogue.StatementRequest{
		Submission: f.ID("submission", true), Lang: page, Signed: f.Raw("signed"), Trap: f.Raw("website"),
		Meeting: f.ID("meeting", false), Text: f.Lines("text", Optional(dialogue.MaxStatement)),
		Consent: Choice(f, "consent", dialogue.Consents[:]...),
	}
	if !byDelegation {
		q.Name, q.Behalf, q.Email = f.Line("name", Required(dialogue.MaxName)), f.Line("behalf", Optional(dialogue.MaxLine)), f.Email("email", true)
	}
	return q
}
