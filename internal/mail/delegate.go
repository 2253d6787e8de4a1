package mail

import (
	"fmt"
	"strings"

	"dialogmote/internal/lang"
)

// delegateValue is the placeholders of letters to a delegate about what is stored.
func (w letter) delegateValue(name string) (string, error) {
	if w.Delegate == nil {
		return "", fmt.Errorf("mail: %s: {{%s}} needs a delegate", w.Kind, name)
	}
	switch name {
	case "stored":
		return w.stored(), nil
	case "delete_on":
		if on := w.series().DeleteOn; !on.IsZero() {
			return w.p.Date(on), nil
		}
		return w.p.T("mail.notice.after-meetings"), nil
	case "about_me_url":
		if w.Delegate.Code == "" {
			return "", fmt.Errorf("mail: %s needs the delegate's code", w.Kind)
		}
		return w.links.AboutMe(w.Lang, w.Delegate.Code), nil
	case "about_me_sign_in_url":
		if w.Token == "" {
			return "", fmt.Errorf("mail: %s needs a token", w.Kind)
		}
		return w.links.AboutMeSignIn(w.Lang, w.Token), nil
	case "new_address_url":
		if w.Token == "" {
			return "", fmt.Errorf("mail: %s needs a token", w.Kind)
		}
		return w.links.AboutMeAddress(w.Lang, w.Token), nil
	}
	return w.p.Text(w.series().Texts.Privacy), nil
}

// stored is what is stored about the delegate. A role that may reveal health is not written: the address is not proven yet.
func (w letter) stored() string {
	d := w.Delegate
	var b strings.Builder
	item := func(label, said string) {
		if said != "" {
			fmt.Fprintf(&b, "- **%s:** %s\n", label, escapeMarkdown(said))
		}
	}
	item(w.p.T("mail.notice.name"), d.Name)
	if role := w.Invitation.Role(d.Role); role != nil && !role.Health {
		item(w.p.T("mail.notice.role"), w.p.Text(role.Name))
	}
	item(w.p.T("mail.notice.position"), d.Position)
	item(w.p.T("mail.notice.email"), d.Email)
	item(w.p.T("mail.notice.phone"), lang.FormatPhone(d.Phone))
	for _, id := range d.Meetings() {
		if m := w.Invitation.Meeting(id); m != nil {
			fmt.Fprintf(&b, "- **%s:** %s\n", w.p.T("mail.fact.meeting"), w.oneLineFacts(*m))
		}
	}
	return b.String()
}
