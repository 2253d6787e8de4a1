package mail

import (
	"time"

	"dialogmote/internal/dialogue"
)

// To is who gets a letter. Without an address the letter is to be printed.
type To struct{ Name, Email string }

// Facts is what a letter can say; app fills in what the kind needs and the composer never looks anything up. Lang, To,
// Organiser (or Invitation) and Now are always needed, Invitation and Registration by every kind but LetterPasswordReset.
// Beyond that:
//
//	LetterReceived        Token when the registration is unverified; Waiting when seats wait
//	LetterActivated       Waiting when seats wait
//	LetterHeld            nothing more
//	LetterRefused         Reason, staff's words to the contact
//	LetterProposal        Registration is the proposal, To its sender
//	LetterProposalNews    Registration is the live one; nothing of the proposal is said
//	LetterSignIn          Token
//	LetterChanged         Changes; Waiting when seats wait
//	LetterWithdrawn       nothing more
//	LetterCopy            To is the organiser's address; Waiting when seats wait
//	LetterConfirmation    Meeting, Practical; Delegate when it goes to that delegate, none when to the contact;
//	                      Selected when it answers a selection
//	LetterWaiting         Selected, what the selection gave; goes to the contact
//	LetterNotSelected     Selected
//	LetterRequestMet      Meeting; goes to the contact; Reason as below
//	LetterMoved           Meeting, Before; Delegate as above; Reason if staff wrote one
//	LetterDated           Meeting; goes to the contact; Reason as above
//	LetterCancelled       Meeting; Delegate and Reason as above
//	LetterOffer           Meeting, Offer, Token; Registration with the offered seats
//	LetterOfferExpired    Meeting, Offer; Waiting as above
//	LetterOfferTaken      Meeting, Offer, Reason; Waiting as above
//	LetterInvitation      Invited, Prose, Attached and Token or ExampleOf; no Registration
//	LetterReminder        as LetterInvitation
//	LetterDecline         Invited, Decline, Token of the link that asks for a click; no Registration
//	LetterDeclined        Invited, Decline, and Token of a personal link to change one's mind by; no Registration
//	LetterMySignIn        Organiser, Token; no Invitation
//	LetterLetIn           Organiser, Invited; no Invitation
//	LetterNotice          Delegate, with the code of the page
//	LetterAboutMe         Delegate, Token
//	LetterNewAddress      Delegate, Token; To is the new address
//	LetterRemaining       Remaining
//	LetterReplaced        Delegate, as before another took the place
//	LetterTakenOff        Delegate, as before; By
//	LetterMaterialAdded   News; Reason if staff wrote a note
//	LetterThanks          Meeting; Token of the link to the evaluation, when anything is asked
//	LetterMessage         Words; Delegate when it goes to that delegate
//	LetterStatement       Statement, Token; no Registration
//	LetterStatementPublished  as LetterStatement
//	LetterPasswordReset   Organiser, Token; the link is the sign-in page when Token is empty
type Facts struct {
	Kind dialogue.LetterKind
	Lang dialogue.Lang
	To   To
	Now  time.Time

	Organiser    *dialogue.Organiser    // of a letter that belongs to no series
	Invitation   *dialogue.Invitation   // as it is after the change
	Registration *dialogue.Registration // as it is after the change, delegates and seats with it
	UnitName     string                 // «Våler kommune (Østfold)»; empty: the unit's own name
	Home         string                 // name of the municipality that a person or an organisation belongs to
	Meeting      *dialogue.Meeting      // the meeting the letter is about
	Before       *dialogue.Meeting      // that meeting as it was
	Delegate     *dialogue.Delegate     // the delegate the letter goes to

	Words     *dialogue.LetterWords  // said instead of the organiser's own words and of the standard; the nearest language counts
	Offer     *dialogue.Offer        // of the letters about an offer
	Token     string                 // of the link that the letter carries
	Practical string                 // Markdown that staff wrote for the confirmation; empty: the meeting's, else the series'
	Changes   []dialogue.Change      // what was done
	Reason    string                 // staff's words, plain
	By        string                 // who of the delegation did it; "" for the organiser
	Selected  *dialogue.SelectedUnit // what the selection gave the registration, and why
	Invited   *dialogue.Unit         // who gets a letter to a unit that is invited
	Prose     dialogue.Text          // Markdown that staff wrote to those who are invited
	Attached  []dialogue.Material    // files that go along
	ExampleOf dialogue.ID            // the sending that the letter is an example of: its link leads to the preview
	Trial     bool                   // staff have sent the example to themselves, and it says so
	Decline   *dialogue.Decline      // of the letters about a no
	News      []dialogue.Material    // documents and links that have come since
	Statement *dialogue.Statement    // of the letters about written input
	Remaining []dialogue.Remaining   // what the delegation has left to do
	Waiting   map[dialogue.ID]int    // meeting → the number of the delegation's first delegate in its waiting list, from 1
}

// alone reports whether a single person has registered, who is spoken to as one.
func (f Facts) alone() bool {
	return f.Registration != nil && f.Registration.Unit.Kind == dialogue.Person && len(f.Registration.LiveDelegates()) < 2
}

// organiser is who the letter is from.
func (f Facts) organiser() dialogue.Organiser {
	if f.Organiser != nil {
		return *f.Organiser
	}
	if f.Invitation != nil {
		return f.Invitation.Organiser
	}
	return dialogue.Organiser{}
}
