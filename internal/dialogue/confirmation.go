package dialogue

import "time"

// ConfirmationPage is what staff see before and after they send the confirmation of a meeting.
type ConfirmationPage struct {
	Invitation Invitation
	Meeting    Meeting
	Recipients []ConfirmationRecipient // contact, then the delegation, unit by unit in Norwegian order
	Unnamed    []Registration          // that have the meeting and name nobody yet: they get none
	Practical  Text                    // the meeting's own, else the series'
	Now        time.Time
}

// Due is how many letters would be sent now.
func (p ConfirmationPage) Due() int {
	n := 0
	for _, r := range p.Recipients {
		if r.Due {
			n++
		}
	}
	return n
}

// ConfirmationRecipient is one who gets, or has got, the confirmation of a meeting: a registration's contact, or one of its
// delegates.
type ConfirmationRecipient struct {
	Registration Registration
	Delegate     *Delegate // none: the contact
	Name, Email  string    // Email "": to be printed
	Due          bool      // has not been sent it, and would be now
	Letter       *Letter   // the latest one, without its body
}

// ConfirmationRecipients are those to whom the confirmation of a meeting goes: the contact of every active registration with a place
// there, once for each time somebody in it has got a place, and every delegate with a place and an address other than the
// contact's.
func ConfirmationRecipients(m Meeting, registrations []Registration) []ConfirmationRecipient {
	var all []ConfirmationRecipient
	for _, r := range registrations {
		if r.State != Active || !r.ErasedAt.IsZero() {
			continue
		}
		contact := ConfirmationRecipient{Registration: r, Name: r.Contact.Name, Email: r.Contact.Email}
		var delegates []ConfirmationRecipient
		placed := false
		for i := range r.Delegates {
			d := &r.Delegates[i]
			seat := d.SeatAt(m.ID)
			if seat == nil || seat.State != SeatPlaced {
				continue
			}
			placed = true
			due := seat.ConfirmedAt.IsZero()
			contact.Due = contact.Due || due
			if d.Email != "" && d.Email != r.Contact.Email {
				delegates = append(delegates, ConfirmationRecipient{Registration: r, Delegate: d, Name: d.Name, Email: d.Email, Due: due})
			}
		}
		if placed {
			all = append(append(all, contact), delegates...)
		}
	}
	return all
}

// SeatAt is the delegate's seat at the meeting that still counts, or nil.
func (d Delegate) SeatAt(meeting ID) *Seat {
	for i, s := range d.Seats {
		if s.Meeting == meeting && !s.State.Gone() {
			return &d.Seats[i]
		}
	}
	return nil
}

// ConfirmedAt reports whether anybody in the delegation has been sent the confirmation of a place at the meeting.
func (r Registration) ConfirmedAt(meeting ID) bool {
	for _, d := range r.Delegates {
		if s := d.SeatAt(meeting); s != nil && s.State == SeatPlaced && !s.ConfirmedAt.IsZero() {
			return true
		}
	}
	return false
}

// MovedDeadline is the relative deadline of a meeting that got a new time: worked out anew from its rule, but never into the past. One that
// would have passed already lasts through today, or until the meeting starts when that is sooner; one that had passed before
// stays passed.
func MovedDeadline(before, after Meeting, now time.Time) time.Time {
	at := after.ClosesAt
	switch {
	case at.IsZero() || at.After(now):
		return at
	case !before.ClosesAt.IsZero() && !before.ClosesAt.After(now):
		return before.ClosesAt
	}
	today := DateOf(now).EndOfDay()
	if !after.StartsAt.IsZero() && after.StartsAt.Before(today) {
		return after.StartsAt
	}
	return today
}

// CheckMove finds what is wrong with giving a meeting another time or place, and maybe another deadline.
func CheckMove(before, after Meeting, now time.Time) error {
	problems := Problems{}
	if !after.StartsAt.IsZero() && !after.StartsAt.Equal(before.StartsAt) && !after.StartsAt.After(now) {
		problems.Add("starts", "problem.starts-passed")
	}
	if !before.StartsAt.IsZero() && after.StartsAt.IsZero() {
		problems.Add("starts", "problem.date-taken-away")
	}
	if before.StartsAt.IsZero() && !after.StartsAt.IsZero() && !after.ClosesAt.After(now) {
		problems.Add("closes_on", "problem.dated-needs-deadline")
	}
	if !DeadlineMoves(before.ClosesAt, after.ClosesAt, now) {
		problems.Add("closes_on", "problem.deadline-passed")
	}
	return problems.Err()
}
