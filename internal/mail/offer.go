package mail

import (
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
)

// offerValue is the placeholders of letters about an offer of places. A person who comes alone is «du», a delegation «dere».
func (w letter) offerValue(name string) (string, error) {
	if w.Offer == nil {
		return "", fmt.Errorf("mail: %s: {{%s}} needs an offer", w.Kind, name)
	}
	switch name {
	case "offer_until":
		return w.p.WeekdaySpan(w.Offer.Until, w.Offer.Until), nil
	case "offer":
		return w.orYou("mail.offer.intro-you", w.p.N("mail.offer.intro", w.Offer.Places, "Unit", escapeMarkdown(w.unit()))), nil
	case "offered":
		return w.offered(), nil
	case "answer":
		return w.answer()
	case "offer_over":
		key := "mail.offer.expired"
		if w.Kind == dialogue.LetterOfferTaken {
			key = "mail.offer.taken"
		}
		return w.p.N(key, w.Offer.Places, "Meeting", w.phrase(*w.Meeting), "Until", escapeMarkdown(w.p.DateTime(w.Offer.Until))), nil
	}
	return w.queue(), nil
}

// orYou is what is said to a person who comes alone, else what is said to a delegation.
func (w letter) orYou(you, several string) string {
	if w.alone() {
		return w.p.T(you)
	}
	return several
}

// offered are those the offer is for, with their roles: it goes to the contact.
func (w letter) offered() string {
	if w.alone() {
		return ""
	}
	var names []string
	for _, d := range w.Registration.OfferedAt(w.Offer.Meeting) {
		said := "**" + escapeMarkdown(d.Name) + "**"
		if role := w.Invitation.Role(d.Role); role != nil {
			said += ", " + escapeMarkdown(w.p.Text(role.Name))
		}
		if d.SeatAt(w.Offer.Meeting).Pool == dialogue.AtOwnCost {
			said += ", " + w.p.T("mail.delegate.own-cost")
		}
		names = append(names, said)
	}
	return w.p.T("mail.offer.for") + "\n\n" + list(names)
}

// answer is how to say yes or no, what no means, and what happens without an answer. On paper nobody can click.
func (w letter) answer() (string, error) {
	var said []string
	if w.To.Email == "" {
		said = append(said, w.orYou("mail.offer.by-post-you", w.p.T("mail.offer.by-post")))
	} else {
		if w.Token == "" {
			return "", fmt.Errorf("mail: %s needs a token", w.Kind)
		}
		said = append(said, w.p.T("mail.offer.link", "Page", w.links.MyOfferLink(w.Lang, w.Token)), w.p.T("mail.offer.press"))
	}
	switch {
	case w.Registration.EndsWhenDeclined(w.Offer.Meeting):
		said = append(said, w.orYou("mail.offer.no-ends-you", w.p.T("mail.offer.no-ends")))
	default:
		said = append(said, w.p.T("mail.offer.no"))
	}
	without := w.orYou("mail.offer.silence-you", w.p.T("mail.offer.silence"))
	if w.selects() {
		without = w.orYou("mail.offer.silence-selection-you", w.p.T("mail.offer.silence-selection"))
	}
	return strings.Join(append(said, without), "\n\n"), nil
}

// queue is where those who had the offer stand now.
func (w letter) queue() string {
	var said []string
	switch {
	case w.selects():
		said = append(said, w.orYou("mail.offer.still-you", w.p.T("mail.offer.still")))
	case w.Kind == dialogue.LetterOfferTaken:
		said = append(said, w.orYou("mail.offer.kept-you", w.p.T("mail.offer.kept")))
	default:
		said = append(said, w.orYou("mail.offer.last-you", w.p.T("mail.offer.last")))
	}
	switch number := w.Waiting[w.Offer.Meeting]; {
	case w.selects():
	case number == 1:
		said = append(said, w.p.T("mail.next.waiting-first"))
	case number > 1:
		said = append(said, w.p.N("mail.next.waiting-before", number-1))
	}
	if w.Kind == dialogue.LetterOfferExpired && !w.selects() {
		said = append(said, w.orYou("mail.offer.again-you", w.p.T("mail.offer.again")))
	}
	return strings.Join(said, " ")
}

func (w letter) selects() bool { return w.series().Rules.Admission == dialogue.AdmitSelection }
