package templates

import "dialogmote/internal/dialogue"

// poster reports whether there is a poster to hand out: for what is published and somebody can still come to.
func (v InvitationView) poster() bool {
	inv := v.inv()
	return !v.Page.Preview && inv.Series.State == dialogue.Published && inv.Openness(v.Page.Now).Takes()
}
