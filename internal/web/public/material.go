package public

import (
	"bytes"
	"mime"
	"net/http"
	"time"
)

// getMaterial hands out a document, always as a file to save: nothing that was uploaded is ever shown as a page of ours.
func (p pages) getMaterial(w http.ResponseWriter, r *http.Request) error {
	id, err := p.kit.ParamID(r, "material")
	if err != nil {
		return err
	}
	f, err := p.app.Material(r.Context(), p.kit.Actor(r), id)
	if err != nil {
		return err
	}
	head := w.Header()
	head.Set("Content-Type", f.MediaType)
	head.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	head.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	head.Set("Cache-Control", "private, no-cache")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Bytes))
	return nil
}
