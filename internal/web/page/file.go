package page

import (
	"io"
	"mime"
	"net/http"
	"time"
)

// SendFile hands out what somebody has uploaded, always as a file to save: nothing uploaded is ever shown as a page of ours. content is read as
// it is sent. keep lets the reader's own browser keep it.
func (k *Kit) SendFile(w http.ResponseWriter, r *http.Request, name, mediaType string, content io.ReadSeeker, keep bool) error {
	head := w.Header()
	head.Set("Content-Type", mediaType)
	head.Set("Content-Disposition", Attachment(name))
	head.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if keep {
		head.Set("Cache-Control", "private, no-cache")
	} else {
		head.Set("Cache-Control", "no-store")
	}
	http.ServeContent(w, r, "", time.Time{}, content)
	return nil
}

// Attachment is the header that has a browser save a file under the name.
func Attachment(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}
