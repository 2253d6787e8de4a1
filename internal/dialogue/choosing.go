package dialogue

import "time"

// ChooseHow is how staff choose whom to invite.
type ChooseHow string

// All that may register; those who are not invited yet; by county; by governor's office; by the series' regions; a written list.
const (
	ChooseAll      ChooseHow = "alle"
	ChooseNew      ChooseHow = "nye"
	ChooseCounties ChooseHow = "fylker"
	ChooseOffice   ChooseHow = "embete"
	ChooseRegions  ChooseHow = "regioner"
	ChooseNames    ChooseHow = "liste"
)

// ChooseHows lists them in the order staff choose among them.
var ChooseHows = [...]ChooseHow{ChooseNew, ChooseAll, ChooseCounties, ChooseOffice, ChooseRegions, ChooseNames}

// InviteChoice is whom staff want to invite.
type InviteChoice struct {
	How      ChooseHow
	Counties []string // numbers
	Office   string   // slug
	Regions  []ID
	Names    string // as written: names and numbers
}

// Invitable is one that may register, as it stands with the invitation.
type Invitable struct {
	Unit       Unit // without an id when the organiser has never met it
	Invitation *UnitInvitation
	Addresses  []UnitAddress
	Answered   bool
}

// Working is how many addresses of the unit letters can go to.
func (i Invitable) Working() int {
	n := 0
	for _, a := range i.Addresses {
		if a.Failure == "" {
			n++
		}
	}
	return n
}

// Due reports whether an invitation would reach somebody who has not had one: what staff begin with.
func (i Invitable) Due() bool {
	return i.Working() > 0 && !i.Answered && (i.Invitation == nil || i.Invitation.SentAt.IsZero())
}

// NotUnderstood is a name of a written list that nobody was found by, and what it may mean.
type NotUnderstood struct {
	Written string
	Means   []string
}

// InvitePage is who is invited to a series, who may be, and what has been sent.
type InvitePage struct {
	Invitation Invitation
	All        []Invitable // that may register, by county and name
	Mailings   []MailingSummary
	Counties   []CountyChoice // of All
	Offices    []OfficeChoice

	Choice     InviteChoice
	Chosen     []Invitable // by Choice
	Unknown    []NotUnderstood
	NotAllowed []Unit // written, but the series' rules don't let them register
	Now        time.Time
}

// OfficeChoice is a governor's office to choose by.
type OfficeChoice struct {
	Slug string
	Name Text
}

// InviteFigures is how far the inviting has come.
type InviteFigures struct{ MayRegister, Invited, Answered, NoAddress int }

// Figures counts.
func (p InvitePage) Figures() InviteFigures {
	f := InviteFigures{MayRegister: len(p.All)}
	for _, i := range p.All {
		if i.Invitation != nil && !i.Invitation.SentAt.IsZero() {
			f.Invited++
		}
		if i.Answered {
			f.Answered++
		}
		if i.Working() == 0 {
			f.NoAddress++
		}
	}
	return f
}
