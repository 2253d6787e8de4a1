package dialogue

import "time"

// LetterKind is what a letter is for.
type LetterKind string

// The letters of the main job.
const (
	LetterReceived      LetterKind = "received"      // receipt at once; asks for a click when unverified
	LetterActivated     LetterKind = "activated"     // receipt after the click or staff's decision
	LetterHeld          LetterKind = "held"          // after the click: staff will look at it
	LetterRefused       LetterKind = "refused"       // staff's decision on a held one
	LetterProposal      LetterKind = "proposal"      // to its sender: the kommune is registered already
	LetterProposalNews  LetterKind = "proposal_news" // to the contact: someone else sent one
	LetterSignIn        LetterKind = "sign_in"       // ten-minute link
	LetterChanged       LetterKind = "changed"       // what was changed in the registration
	LetterWithdrawn     LetterKind = "withdrawn"     // the registration was withdrawn
	LetterCopy          LetterKind = "copy"          // the organiser's copy of a receipt
	LetterConfirmation  LetterKind = "confirmation"  // the later answer, to delegates and contact
	LetterWaiting       LetterKind = "waiting"       // the selection's answer: on the waiting list
	LetterNotSelected   LetterKind = "not_selected"  // the selection's answer: no place
	LetterMoved         LetterKind = "meeting_moved" // new date, time or venue
	LetterDated         LetterKind = "meeting_dated" // a date at last: «passer / passer ikke»
	LetterCancelled     LetterKind = "meeting_cancelled"
	LetterOffer         LetterKind = "offer"           // places for those who waited, with a time to answer
	LetterOfferExpired  LetterKind = "offer_expired"   // nobody answered in time
	LetterOfferTaken    LetterKind = "offer_withdrawn" // staff have withdrawn it
	LetterPasswordReset LetterKind = "staff_password"  // to staff
	LetterInvitation    LetterKind = "invitation"      // to a unit that is invited, with its personal link
	LetterReminder      LetterKind = "reminder"        // to a unit that has not answered
	LetterDecline       LetterKind = "decline"         // asks who declined for a click
	LetterDeclined      LetterKind = "declined"        // the unit's no is noted
	LetterMySignIn      LetterKind = "my_sign_in"      // ten-minute link to everything of a unit
	LetterLetIn         LetterKind = "let_in"          // a colleague has let somebody in
	LetterRequestMet    LetterKind = "request_met"     // a request became a meeting
	LetterNotice        LetterKind = "delegate_notice" // to a delegate whom somebody else has entered: what is stored
	LetterAboutMe       LetterKind = "about_me"        // ten-minute link to what is stored about a delegate
	LetterNewAddress    LetterKind = "new_address"     // asks a delegate's new address for a click
	LetterRemaining     LetterKind = "remaining"       // what a delegation has left to do before the meeting
	LetterReplaced      LetterKind = "replaced"        // to a delegate in whose place another comes
	LetterTakenOff      LetterKind = "taken_off"       // to a delegate whom somebody has taken off
	LetterMaterialAdded LetterKind = "material_added"  // documents and links that have come since
	LetterThanks        LetterKind = "thanks"          // to those who came, with their certificate and a link to the evaluation
	LetterMessage       LetterKind = "message"         // what staff write to chosen registrations

	LetterStatement          LetterKind = "statement"           // receipt of written input; asks for a click when the address is not proven
	LetterStatementPublished LetterKind = "statement_published" // it is on the public page
)

// LetterKinds are all kinds of letters.
var LetterKinds = [...]LetterKind{LetterReceived, LetterActivated, LetterHeld, LetterRefused, LetterProposal, LetterProposalNews, LetterSignIn,
	LetterChanged, LetterWithdrawn, LetterCopy, LetterConfirmation, LetterWaiting, LetterNotSelected, LetterMoved, LetterDated, LetterCancelled,
	LetterOffer, LetterOfferExpired, LetterOfferTaken, LetterPasswordReset, LetterInvitation, LetterReminder, LetterDecline, LetterDeclined,
	LetterMySignIn, LetterLetIn, LetterRequestMet, LetterNotice, LetterAboutMe, LetterNewAddress, LetterReplaced, LetterTakenOff, LetterMessage, LetterRemaining, LetterMaterialAdded,
	LetterStatement, LetterStatementPublished, LetterThanks}

// SignsIn reports whether who has the letter can act as its recipient: it is never sent again, and to nobody else.
func (k LetterKind) SignsIn() bool {
	return k == LetterSignIn || k == LetterMySignIn || k == LetterPasswordReset || k == LetterAboutMe || k == LetterNewAddress ||
		k == LetterStatement || k == LetterStatementPublished
}

// ToUnit reports whether letters of the kind go to a unit's addresses in the address book.
func (k LetterKind) ToUnit() bool { return k == LetterInvitation || k == LetterReminder }

// LetterState is queued → sent | failed; to_print → printed.
type LetterState string

// The states of a letter.
const (
	LetterQueued  LetterState = "queued"
	LetterSent    LetterState = "sent"
	LetterFailed  LetterState = "failed"
	LetterToPrint LetterState = "to_print"
	LetterPrinted LetterState = "printed"
)

// Letter is any message, exactly as it is or was sent.
type Letter struct {
	Organiser      ID
	ID             ID
	Once           string // what it is for: a second letter with the same Once is never written
	Kind           LetterKind
	Series         ID
	Registration   ID
	Meeting        ID
	Delegate       ID
	Recipient      string // address; empty when it is to be printed
	RecipientName  string
	ReplyTo        string
	Lang           Lang
	Subject        string
	Body           string // plain text
	HTML           string
	Calendar       string // iCalendar, or ""
	CalendarMethod string // REQUEST, CANCEL, PUBLISH or ""
	State          LetterState
	Failure        string
	Attempts       int
	CreatedAt      time.Time
	SentAt         time.Time
	Replaces       ID
	Invitation     ID           // the unit's, of letters with its personal link
	Mailing        ID           // the sending it was part of
	Message        ID           // the message to registrations it was part of
	CheckIn        string       // the code of the receiver's seat, which goes along as a picture for the door
	Attachments    []Attachment // files that go along
}

// Attachment is a file that a letter carries. Bytes are there only while it is sent.
type Attachment struct {
	Name      string
	MediaType string
	Size      int // bytes
	SHA256    []byte
	Bytes     []byte
}
