package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// documents are those for the delegation from before the meeting, or those of what came of it.
func (v OwnView) documents(after bool) []dialogue.Material {
	var found []dialogue.Material
	for _, m := range v.Page.Invitation.MaterialsFor(v.Page.Registration) {
		if m.Afterwards() == after {
			found = append(found, m)
		}
	}
	return found
}

func (v OwnView) documentHref(m dialogue.Material) string {
	if m.URL != "" {
		return m.URL
	}
	return urls.Paths().Material(v.Frame.L.Lang(), v.Page.Invitation.Series.Slug, m.ID, m.Filename)
}

// documentWords are what it is, of which meeting, and for whom when not for all.
func (v OwnView) documentWords(m dialogue.Material) []string {
	p := v.Frame.L
	var words []string
	if word := materialKindWord(p, m.Kind); word != "" {
		words = append(words, word)
	}
	if word := fileWord(p, m); word != "" {
		words = append(words, word)
	}
	if meeting := v.Page.Invitation.Meeting(m.Meeting); meeting != nil {
		words = append(words, meetingShort(p, *meeting))
	}
	switch m.Audience {
	case dialogue.ForRegistered:
		words = append(words, p.T("delegation.material.registered"))
	case dialogue.ForConfirmed:
		words = append(words, p.T("delegation.material.confirmed"))
	}
	return words
}

// materialKindWord is «Opptak» or «Rapport».
func materialKindWord(p lang.Printer, kind dialogue.MaterialKind) string {
	switch kind {
	case dialogue.Recording:
		return p.T("public.material.recording")
	case dialogue.Report:
		return p.T("public.material.report")
	}
	return ""
}

// documentsRoom leads to the documents and links that are for the delegation.
func documentsRoom(v OwnView) room {
	p := v.Frame.L
	all := v.Page.Invitation.MaterialsFor(v.Page.Registration)
	if len(all) == 0 {
		return room{}
	}
	state := p.N("delegation.material.state", len(all))
	if len(v.documents(true)) > 0 {
		state = p.T("delegation.material.state.after")
	}
	return room{urls.Paths().MyDocuments(p.Lang(), v.Page.Registration.Reference), p.T("delegation.material.title"), state}
}
