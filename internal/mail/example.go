package mail

import (
	"time"

	"dialogmote/internal/dialogue"
)

// Example is the facts with what a letter of the text needs and f lacks filled in by examples, so that staff can see how their words will look
// before there is anything to tell. f has an invitation and a registration, and goes to its contact. A link in an example opens nothing.
func Example(f Facts, name string) Facts {
	f.Kind = KindOf(name)
	f.Token = "eksempel"
	inv, r := *f.Invitation, *f.Registration
	if r.Contact.Email == "" {
		f.To.Email = "eksempel@example.no" // a letter on paper has no links
		r.Contact.Email = f.To.Email
	}
	if r.ExpiresAt.IsZero() {
		r.ExpiresAt = f.Now.Add(dialogue.VerifyWithin)
	}
	if f.UnitName == "" && r.Unit.Name == "" {
		f.UnitName = "Eksempel"
	}
	f.Invitation, f.Registration = &inv, &r
	meeting := exampleMeeting(&inv, r, f.Now)
	before := meeting
	before.Venue, before.StartsAt, before.EndsAt = meeting.Venue, meeting.StartsAt.AddDate(0, 0, -7), meeting.EndsAt.AddDate(0, 0, -7)
	f.Meeting, f.Before = &meeting, &before
	if ofDelegate(name) {
		d := dialogue.Delegate{Name: r.Contact.Name}
		if live := r.LiveDelegates(); len(live) > 0 {
			d = live[0]
		}
		if d.Code == "" {
			d.Code = "EKSEMPEL"
		}
		if d.SeatAt(meeting.ID) == nil {
			d.Seats = []dialogue.Seat{{Meeting: meeting.ID, State: dialogue.SeatPlaced, Code: "EKSEMPEL"}}
		}
		f.Delegate, f.To.Name = &d, d.Name
	}
	p := exampleWords(f.Lang)
	f.Reason = p.reason
	f.Changes = []dialogue.Change{{Kind: dialogue.ChangeContact}}
	f.Offer = &dialogue.Offer{Meeting: meeting.ID, Places: max(1, len(r.OfferedAt(meeting.ID))), State: dialogue.OfferOpen, Until: f.Now.Add(72 * time.Hour)}
	f.Selected = exampleSelected(r, name)
	f.News = []dialogue.Material{{Title: dialogue.Text{NB: "Eksempel", NN: "Eksempel", EN: "Example"}, Kind: dialogue.Report, Audience: dialogue.ForRegistered}}
	f.Decline = &dialogue.Decline{Contact: r.Contact, Reason: p.reason, ExpiresAt: r.ExpiresAt}
	switch f.Kind {
	case dialogue.LetterInvitation, dialogue.LetterReminder, dialogue.LetterDecline, dialogue.LetterDeclined:
		f.Invited, f.Registration = &r.Unit, nil
		f.Prose = inv.Series.Texts.InvitationLetter
		if f.Kind == dialogue.LetterReminder {
			f.Prose = inv.Series.Texts.ReminderLetter
		}
		if f.Prose.IsEmpty() && f.Kind == dialogue.LetterInvitation {
			f.Prose = inv.Series.Texts.Lead
		}
	case dialogue.LetterLetIn:
		f.Invited = &r.Unit
	case dialogue.LetterStatement, dialogue.LetterStatementPublished:
		f.Statement, f.Registration = exampleStatement(f, name), nil
	}
	return f
}

// exampleMeeting is the meeting that the registration has a seat at, else the first that is not cancelled, else a made-up one.
func exampleMeeting(inv *dialogue.Invitation, r dialogue.Registration, now time.Time) dialogue.Meeting {
	for _, id := range r.Meetings() {
		if m := inv.Meeting(id); m != nil && m.State != dialogue.Cancelled {
			return *m
		}
	}
	for _, m := range inv.Meetings {
		if m.State != dialogue.Cancelled {
			return m
		}
	}
	day := dialogue.DateOf(now.AddDate(0, 1, 0))
	return dialogue.Meeting{State: dialogue.Planned, Town: "Eksempelbyen", StartsAt: day.At(10, 0), EndsAt: day.At(14, 0), ClosesAt: now.AddDate(0, 0, 14)}
}

// exampleSelected is that nobody got a place, by lot.
func exampleSelected(r dialogue.Registration, name string) *dialogue.SelectedUnit {
	outcome := dialogue.SeatNotSelected
	if KindOf(name) == dialogue.LetterWaiting {
		outcome = dialogue.SeatWaiting
	}
	return &dialogue.SelectedUnit{Registration: r, Outcome: outcome, Reason: dialogue.SelectionReason{Kind: "lot", Lot: 42, LastLot: 30, Applied: 60}}
}

// exampleStatement is written by the registration's contact.
func exampleStatement(f Facts, name string) *dialogue.Statement {
	s := dialogue.Statement{State: dialogue.StatementReceived, Name: f.Registration.Contact.Name, Email: f.To.Email, Text: f.Reason, Consent: dialogue.ConsentNamed,
		Reference: "EKSEMPEL", ReceivedAt: f.Now, ExpiresAt: f.Now.Add(dialogue.VerifyWithin)}
	if name == "statement_unverified" {
		s.State = dialogue.StatementUnverified
	}
	return &s
}

// ofDelegate reports whether the text is for one of a delegation, and not for its contact.
func ofDelegate(name string) bool {
	switch name {
	case "confirmation", "meeting_moved_delegate", "meeting_cancelled_delegate", "thanks", "replaced", "taken_off", "delegate_notice", "about_me", "new_address":
		return true
	}
	return false
}

type words struct{ reason string }

func exampleWords(l dialogue.Lang) words {
	switch l {
	case dialogue.Nynorsk:
		return words{"Her står det saksbehandlaren skriv til mottakaren."}
	case dialogue.English:
		return words{"This is where staff's own words to the reader stand."}
	}
	return words{"Her står det saksbehandleren skriver til mottakeren."}
}
