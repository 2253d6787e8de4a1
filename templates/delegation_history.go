package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// HistoryView is what has been done with a registration, as its delegation reads it.
type HistoryView struct {
	OwnView
	Lines []dialogue.HistoryLine
}

// historyRoom is what was changed, and by whom.
func historyRoom(v OwnView) room {
	p := v.Frame.L
	return room{urls.Paths().MyHistory(p.Lang(), v.Page.Registration.Reference), p.T("delegation.rooms.history"), p.T("delegation.rooms.history.state")}
}

// ownHistoryWho is who did it: an address of the delegation's, or the organiser as a whole.
func ownHistoryWho(p lang.Printer, h dialogue.HistoryLine) string {
	switch {
	case h.Who != "":
		return h.Who
	case h.Actor == dialogue.SystemActor:
		return p.T("delegation.history.by-itself")
	case h.Actor == dialogue.DelegateActor:
		return p.T("delegation.history.delegate")
	case h.Actor == dialogue.StaffActor:
		return p.T("delegation.history.organiser")
	}
	return p.T("delegation.history.contact")
}

// ownHistoryWord is what was done, in plain words; "" for what is no change of the registration, such as a sign-in.
func ownHistoryWord(p lang.Printer, h dialogue.HistoryLine) string {
	switch h.Verb {
	case "register":
		return p.T("delegation.history.register")
	case "confirm_address":
		return p.T("delegation.history.confirm-address")
	case "accept_held":
		return p.T("delegation.history.accept-held")
	case "refuse_held":
		return p.T("delegation.history.refuse-held")
	case "change_delegates":
		return p.T("delegation.history.change-delegates")
	case "swap_delegate":
		return p.T("delegation.history.swap-delegate")
	case "withdraw_delegate":
		return p.T("delegation.history.withdraw-delegate")
	case "add_delegate":
		return p.T("delegation.history.add-delegate")
	case "correct_self":
		return p.T("delegation.history.correct-self")
	case "remove_self":
		return p.T("delegation.history.remove-self")
	case "change_contact":
		return p.T("delegation.history.change-contact")
	case "change_wish":
		return p.T("delegation.history.change-wish")
	case "request_met":
		return p.T("delegation.history.request-met")
	case "choose_meeting":
		return p.T("delegation.history.choose-meeting")
	case "rank_meetings":
		return p.T("delegation.history.rank-meetings")
	case "withdraw":
		return p.T("delegation.history.withdraw")
	case "take_over":
		return p.T("delegation.history.take-over")
	case "dismiss_proposal":
		return p.T("delegation.history.dismiss-proposal")
	case "give_seats":
		return p.T("delegation.history.give-seats")
	case "offer_seats":
		return p.T("delegation.history.offer-seats")
	case "accept_offer":
		return p.T("delegation.history.accept-offer")
	case "decline_offer":
		return p.T("delegation.history.decline-offer")
	case "expire_offer":
		return p.T("delegation.history.expire-offer")
	case "withdraw_offer":
		return p.T("delegation.history.withdraw-offer")
	case "hand_in":
		return p.T("delegation.history.hand-in")
	case "take_back":
		return p.T("delegation.history.take-back")
	case "answer":
		return p.T("delegation.history.answer")
	case "save_needs":
		return p.T("delegation.history.save-needs")
	case "erase_needs":
		return p.T("delegation.history.erase-needs")
	case "answer_date":
		return p.T("delegation.history.answer-date")
	}
	return ""
}

// ownHistoryDetails are whom a change was about, as long as that is kept.
func ownHistoryDetails(p lang.Printer, h dialogue.HistoryLine) []string {
	var lines []string
	for _, c := range h.Detail.Changes {
		switch {
		case c.Name == "":
		case c.Kind == dialogue.ChangeAdded:
			lines = append(lines, p.T("delegation.history.added", "Name", c.Name))
		case c.Kind == dialogue.ChangeRenamed:
			lines = append(lines, p.T("delegation.history.renamed", "Name", c.Name, "Was", c.Was))
		case c.Kind == dialogue.ChangeDetails, c.Kind == dialogue.ChangeSelf:
			lines = append(lines, p.T("delegation.history.details", "Name", c.Name))
		case c.Kind == dialogue.ChangeRemoved, c.Kind == dialogue.ChangeLeft:
			lines = append(lines, p.T("delegation.history.removed", "Name", c.Name))
		case c.Kind == dialogue.ChangeContact:
			lines = append(lines, p.T("delegation.history.is-contact", "Name", c.Name))
		}
	}
	if len(h.Detail.People) > 0 {
		lines = append(lines, p.List(h.Detail.People))
	}
	if fits := h.Detail.Fits; fits != nil && *fits {
		lines = append(lines, p.T("delegation.history.fits"))
	} else if fits != nil {
		lines = append(lines, p.T("delegation.history.fits-not"))
	}
	return lines
}

// letters are those sent about the registration, but for links to sign in by, what went to the organiser itself, and what a delegate has
// asked for.
func (v HistoryView) letters() []dialogue.Letter {
	var shown []dialogue.Letter
	for _, l := range v.Page.Letters {
		switch l.Kind {
		case dialogue.LetterSignIn, dialogue.LetterMySignIn, dialogue.LetterCopy, dialogue.LetterAboutMe, dialogue.LetterNewAddress:
		default:
			shown = append(shown, l)
		}
	}
	return shown
}
