package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// offerWords says things of an offer to a delegation («dere») or to a person who comes alone («du»).
type offerWords struct {
	p lang.Printer
	r *dialogue.Registration
	o dialogue.Offer
}

func (w offerWords) alone() bool { return w.r.Unit.Kind == dialogue.Person && w.o.Places == 1 }

// one is the sentence with the key, or with -you behind it.
func (w offerWords) one(key string) string {
	if w.alone() {
		key += "-you"
	}
	return w.p.T(key)
}

func (w offerWords) n(key string) string {
	if w.alone() {
		return w.p.T(key + "-you")
	}
	return w.p.N(key, w.o.Places)
}

// ifNo is what «nei takk» does.
func (w offerWords) ifNo() string {
	if w.r.EndsWhenDeclined(w.o.Meeting) {
		return w.one("delegation.offer.no-ends")
	}
	return w.p.T("delegation.offer.no-some")
}

// said is a page that only tells something.
type said struct{ title, lead string }

// over is what an offer that can't be answered tells; nothing of one that can.
func (v OfferView) over() said {
	p, o := v.Frame.L, v.Page.Offer
	w := offerWords{p, &v.Page.Registration, o}
	switch {
	case o.State == dialogue.OfferAccepted:
		return said{w.n("delegation.offer.accepted"), p.T("delegation.offer.accepted.lead")}
	case o.State == dialogue.OfferDeclined:
		return said{w.one("delegation.offer.declined"), p.T("delegation.offer.declined.lead")}
	case o.State == dialogue.OfferExpired, o.State == dialogue.OfferOpen && !v.Page.Now.Before(o.Until):
		return said{p.T("delegation.offer.expired"), p.T("delegation.offer.expired.lead", "Until", p.DateTime(o.Until))}
	case o.Answerable(v.Page.Invitation.Meeting(o.Meeting), v.Page.Now) != nil:
		return said{p.T("delegation.offer.withdrawn"), p.T("delegation.offer.withdrawn.lead")}
	}
	return said{}
}
