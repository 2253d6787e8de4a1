package mail

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
)

// checkInCode is the code of the receiver's own seat, in the confirmation of a meeting that people come to; "" for whoever has none, and
// for one on a screen. A contact who takes part has it in the contact's letter.
func (w letter) checkInCode() string {
	if w.Kind != dialogue.LetterConfirmation || w.Meeting == nil || !w.Meeting.HasDoor() || w.To.Email == "" {
		return ""
	}
	d := w.Delegate
	if d == nil && w.Registration != nil {
		for _, live := range w.Registration.LiveDelegates() {
			if live.Email == w.To.Email || w.alone() {
				d = &live
				break
			}
		}
	}
	if d == nil {
		return ""
	}
	if s := d.SeatAt(w.Meeting.ID); s != nil && s.State == dialogue.SeatPlaced {
		return s.Code
	}
	return ""
}

// CheckInCode is the picture that goes along with a letter that carries a code for the door. The code leads staff of the organiser to the
// person; anybody else is told to show it at the door.
func (c *Composer) CheckInCode(l dialogue.Letter) (dialogue.Attachment, error) {
	code, err := export.NewQR(c.links.StaffCheckIn(l.CheckIn))
	if err != nil {
		return dialogue.Attachment{}, err
	}
	png, err := code.PNG()
	return dialogue.Attachment{Name: lang.For(l.Lang).T("mail.check-in.file"), MediaType: "image/png", Size: len(png), Bytes: png}, err
}
