package public

import "net/http"

// getMaterial hands out a document.
func (p pages) getMaterial(w http.ResponseWriter, r *http.Request) error {
	id, err := p.kit.ParamID(r, "material")
	if err != nil {
		return err
	}
	f, err := p.app.Material(r.Context(), p.kit.Actor(r), id)
	if err != nil {
		return err
	}
	return p.kit.SendFile(w, r, f.Name, f.MediaType, f.Content, true)
}
