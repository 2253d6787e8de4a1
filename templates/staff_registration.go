package templates

import (
	"cmp"
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

func (v StaffRegistrationView) roleName(id dialogue.ID) string {
	if r := v.Page.Invitation.Role(id); r != nil {
		return v.Frame.L.Text(r.Name)
	}
	return ""
}

// proposed are a proposal's people to choose among.
func (v StaffRegistrationView) proposed(proposal dialogue.Registration) []Option {
	var options []Option
	for _, d := range proposal.LiveDelegates() {
		label := d.Name
		if role := v.roleName(d.Role); role != "" {
			label += ", " + role
		}
		options = append(options, Option{Value: d.ID.String(), Label: label})
	}
	return options
}

// roomHint says how many more the delegation has room for.
func (v StaffRegistrationView) roomHint() string {
	rules := v.Page.Invitation.Series.Rules
	most, now := rules.MaxDelegates+rules.OverCap, len(v.Page.Registration.LiveDelegates())
	return v.Frame.L.T("staff.registration.proposal.room", "Now", now, "Max", most)
}

func lookOfAction(i int) Look {
	if i == 0 {
		return Primary
	}
	return Secondary
}

// LetterWord is what a letter is, as staff call it.
func LetterWord(p lang.Printer, k dialogue.LetterKind) string {
	switch k {
	case dialogue.LetterReceived:
		return p.T("staff.letter.kind.received")
	case dialogue.LetterActivated:
		return p.T("staff.letter.kind.activated")
	case dialogue.LetterHeld:
		return p.T("staff.letter.kind.held")
	case dialogue.LetterRefused:
		return p.T("staff.letter.kind.refused")
	case dialogue.LetterInvitation:
		return p.T("staff.letter.kind.invitation")
	case dialogue.LetterReminder:
		return p.T("staff.letter.kind.reminder")
	case dialogue.LetterDecline:
		return p.T("staff.letter.kind.decline")
	case dialogue.LetterRemaining:
		return p.T("staff.letter.kind.remaining")
	case dialogue.LetterDeclined:
		return p.T("staff.letter.kind.declined")
	case dialogue.LetterProposal:
		return p.T("staff.letter.kind.proposal")
	case dialogue.LetterProposalNews:
		return p.T("staff.letter.kind.proposal-news")
	case dialogue.LetterSignIn:
		return p.T("staff.letter.kind.sign-in")
	case dialogue.LetterMySignIn:
		return p.T("staff.letter.kind.my-sign-in")
	case dialogue.LetterLetIn:
		return p.T("staff.letter.kind.let-in")
	case dialogue.LetterPasswordReset:
		return p.T("staff.letter.kind.password")
	case dialogue.LetterChanged:
		return p.T("staff.letter.kind.changed")
	case dialogue.LetterWithdrawn:
		return p.T("staff.letter.kind.withdrawn")
	case dialogue.LetterCopy:
		return p.T("staff.letter.kind.copy")
	case dialogue.LetterConfirmation:
		return p.T("staff.letter.kind.confirmation")
	case dialogue.LetterWaiting:
		return p.T("staff.letter.kind.waiting")
	case dialogue.LetterNotSelected:
		return p.T("staff.letter.kind.not-selected")
	case dialogue.LetterMoved:
		return p.T("staff.letter.kind.moved")
	case dialogue.LetterRequestMet:
		return p.T("staff.letter.kind.request-met")
	case dialogue.LetterDated:
		return p.T("staff.letter.kind.dated")
	case dialogue.LetterCancelled:
		return p.T("staff.letter.kind.cancelled")
	case dialogue.LetterOffer:
		return p.T("staff.letter.kind.offer")
	case dialogue.LetterOfferExpired:
		return p.T("staff.letter.kind.offer-expired")
	case dialogue.LetterOfferTaken:
		return p.T("staff.letter.kind.offer-withdrawn")
	case dialogue.LetterNotice:
		return p.T("staff.letter.kind.notice")
	case dialogue.LetterAboutMe:
		return p.T("staff.letter.kind.about-me")
	case dialogue.LetterNewAddress:
		return p.T("staff.letter.kind.new-address")
	case dialogue.LetterReplaced:
		return p.T("staff.letter.kind.replaced")
	case dialogue.LetterTakenOff:
		return p.T("staff.letter.kind.taken-off")
	case dialogue.LetterThanks:
		return p.T("staff.letter.kind.thanks")
	case dialogue.LetterMessage:
		return p.T("staff.letter.kind.message")
	case dialogue.LetterMaterialAdded:
		return p.T("staff.letter.kind.material-added")
	case dialogue.LetterStatement:
		return p.T("staff.letter.kind.statement")
	case dialogue.LetterStatementPublished:
		return p.T("staff.letter.kind.statement-published")
	}
	return p.T("staff.letter.kind.other")
}

// LetterStateWord is how far a letter has come.
func LetterStateWord(p lang.Printer, s dialogue.LetterState) string {
	switch s {
	case dialogue.LetterSent:
		return p.T("staff.letter.state.sent")
	case dialogue.LetterFailed:
		return p.T("staff.letter.state.failed")
	case dialogue.LetterToPrint:
		return p.T("staff.letter.state.to-print")
	case dialogue.LetterPrinted:
		return p.T("staff.letter.state.printed")
	}
	return p.T("staff.letter.state.queued")
}

func letterTone(s dialogue.LetterState) Tone {
	switch s {
	case dialogue.LetterSent, dialogue.LetterPrinted:
		return Good
	case dialogue.LetterFailed:
		return Stop
	case dialogue.LetterToPrint:
		return Wait
	}
	return Info
}

// letterWhen is when it was sent, else written: 26.8.2019 10.05.
func letterWhen(p lang.Printer, l dialogue.Letter) string {
	at := l.SentAt
	if at.IsZero() {
		at = l.CreatedAt
	}
	if at.IsZero() {
		return ""
	}
	return shortDate(at) + " " + p.Clock(at)
}

func historyWho(p lang.Printer, h dialogue.HistoryLine) string {
	switch h.Actor {
	case dialogue.StaffActor:
		return cmp.Or(h.Who, p.T("staff.history.who.staff"))
	case dialogue.ContactActor:
		return cmp.Or(h.Detail.By, p.T("staff.history.who.contact"))
	case dialogue.SystemActor:
		return p.T("staff.history.who.system")
	case dialogue.DelegateActor:
		return p.T("staff.history.who.delegate")
	}
	return p.T("staff.history.who.anonymous")
}

func historyWord(p lang.Printer, h dialogue.HistoryLine) string {
	switch h.Verb {
	case "register":
		return p.T("staff.history.register")
	case "confirm_address":
		return p.T("staff.history.confirm-address")
	case "accept_held":
		return p.T("staff.history.accept-held")
	case "refuse_held":
		return p.T("staff.history.refuse-held")
	case "change_delegates":
		return p.T("staff.history.change-delegates")
	case "notice_delegate":
		return p.T("staff.history.notice-delegate")
	case "correct_self":
		return p.T("staff.history.correct-self")
	case "remove_self":
		return p.T("staff.history.remove-self")
	case "swap_delegate":
		return p.T("staff.history.swap-delegate")
	case "withdraw_delegate":
		return p.T("staff.history.withdraw-delegate")
	case "add_delegate":
		return p.T("staff.history.add-delegate")
	case "remind_remaining":
		return p.T("staff.history.remind-remaining")
	case "answer":
		return p.T("staff.history.answer")
	case "change_contact":
		return p.T("staff.history.change-contact")
	case "change_wish":
		return p.T("staff.history.change-wish")
	case "request_met":
		return p.T("staff.history.request-met")
	case "conclude":
		return p.T("staff.history.conclude")
	case "choose_meeting":
		return p.T("staff.history.choose-meeting")
	case "rank_meetings":
		return p.T("staff.history.rank-meetings")
	case "withdraw":
		return p.T("staff.history.withdraw")
	case "take_over":
		return p.T("staff.history.take-over")
	case "dismiss_proposal":
		return p.T("staff.history.dismiss-proposal")
	case "give_seats":
		return p.T("staff.history.give-seats")
	case "offer_seats":
		return p.T("staff.history.offer-seats")
	case "accept_offer":
		return p.T("staff.history.accept-offer")
	case "decline_offer":
		return p.T("staff.history.decline-offer")
	case "expire_offer":
		return p.T("staff.history.expire-offer")
	case "withdraw_offer":
		return p.T("staff.history.withdraw-offer")
	case "start_sign_in":
		return p.T("staff.history.start-sign-in")
	case "sign_in":
		return p.T("staff.history.sign-in")
	case "open_mine":
		return p.T("staff.history.open-mine")
	case "hand_in":
		return p.T("staff.history.hand-in")
	case "take_back":
		return p.T("staff.history.take-back")
	case "save_needs":
		return p.T("staff.history.save-needs")
	case "erase_needs":
		return p.T("staff.history.erase-needs")
	case "check_in":
		return p.T("staff.history.check-in")
	case "undo_check_in":
		return p.T("staff.history.undo-check-in")
	case "add_walk_in":
		return p.T("staff.history.add-walk-in")
	case "remove_walk_in":
		return p.T("staff.history.remove-walk-in")
	case "answer_date":
		return p.T("staff.history.answer-date")
	case "mark_printed":
		return p.T("staff.history.mark-printed")
	case "resend_letter":
		return p.T("staff.history.resend-letter")
	}
	return p.T("staff.history.other", "Verb", strings.ReplaceAll(h.Verb, "_", " "))
}

// historyDetails are what the log's detail tells, as long as it is kept.
func historyDetails(p lang.Printer, h dialogue.HistoryLine) []string {
	var lines []string
	for _, c := range h.Detail.Changes {
		switch c.Kind {
		case dialogue.ChangeAdded:
			lines = append(lines, p.T("staff.history.added", "Name", c.Name))
		case dialogue.ChangeRenamed:
			lines = append(lines, p.T("staff.history.renamed", "Name", c.Name, "Was", c.Was))
		case dialogue.ChangeDetails, dialogue.ChangeSelf:
			lines = append(lines, p.T("staff.history.details", "Name", c.Name))
		case dialogue.ChangeRemoved, dialogue.ChangeLeft:
			if c.Name != "" {
				lines = append(lines, p.T("staff.history.removed", "Name", c.Name))
			}
		case dialogue.ChangeRanking:
			lines = append(lines, p.T("staff.history.ranking"))
		case dialogue.ChangeIfNotAll:
			lines = append(lines, p.T("staff.history.if-not-all"))
		case dialogue.ChangeContact:
			lines = append(lines, p.T("staff.history.contact", "Name", c.Name))
		}
	}
	if len(h.Detail.People) > 0 {
		lines = append(lines, strings.Join(h.Detail.People, ", "))
	}
	if h.Detail.Fits != nil {
		if *h.Detail.Fits {
			lines = append(lines, p.T("staff.history.fits"))
		} else {
			lines = append(lines, p.T("staff.history.fits-not"))
		}
	}
	for _, reason := range []string{h.Detail.Reason, h.Detail.Late} {
		if reason != "" {
			lines = append(lines, fmt.Sprintf("«%s»", reason))
		}
	}
	return lines
}

// ifNotAll is what the delegation wants if not all of it gets a place, or that it has not said.
func (v StaffRegistrationView) ifNotAll() string {
	if said := ifNotAllWord(v.Frame.L, v.Page.Registration.IfNotAll); said != "" {
		return said
	}
	return v.Frame.L.T("staff.field.if-not-all.none")
}
