package mail

import (
	"dialogmote/internal/dialogue"
)

// asks reports whether the registration asks for a meeting, and has none.
func (f Facts) asks() bool {
	return f.Invitation != nil && f.Registration != nil && f.Invitation.Series.Rules.OnRequest && f.Registration.Meeting.IsZero() &&
		len(f.Registration.Meetings()) == 0
}

// requestText is the text of a letter about a registration that asks for a meeting: it speaks of the request and not of a registration.
func requestText(f Facts) string {
	switch f.Kind {
	case dialogue.LetterReceived, dialogue.LetterActivated:
		if f.Registration.State == dialogue.Unverified {
			return "request_unverified"
		}
		return "request_received"
	case dialogue.LetterChanged:
		return "request_changed"
	case dialogue.LetterWithdrawn:
		return "request_withdrawn"
	}
	return ""
}

// together is who else a meeting names, as municipalities.
func (w letter) together() string {
	var others []string
	for _, u := range w.Invitation.Named {
		for _, id := range w.Meeting.Units {
			if id == u.ID && id != w.Registration.Unit.ID {
				others = append(others, escapeMarkdown(u.Name))
			}
		}
	}
	if len(others) == 0 {
		return ""
	}
	return w.p.T("mail.met.together", "Units", w.p.List(others))
}

// names is who comes to the meeting so far, and until when more can be named.
func (w letter) names() string {
	date := escapeMarkdown(w.p.DeadlineDate(w.closesAt(*w.Meeting)))
	byPost := w.Registration.Contact.Email == ""
	placed := w.placedDelegates()
	switch {
	case placed == "" && byPost:
		return w.p.T("mail.met.names-by-post", "Date", date)
	case placed == "":
		return w.p.T("mail.met.names", "Date", date, "Page", w.page())
	case byPost:
		return w.p.T("mail.met.more-by-post", "Date", date) + "\n\n" + placed
	}
	return w.p.T("mail.met.more", "Date", date, "Page", w.page()) + "\n\n" + placed
}

// neighbours are the municipalities that the registration would like to meet together with.
func (w letter) neighbours() string {
	var names []string
	for _, n := range w.Registration.Neighbours {
		names = append(names, n.Name)
	}
	return w.p.List(names)
}
