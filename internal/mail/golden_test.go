package mail_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
)

var update = flag.Bool("update", false, "write the letters to testdata")

// variant is one letter as it may be sent.
type variant struct {
	name  string
	facts mail.Facts
}

var autumn = dialogue.Date{Year: 2019, Month: time.August, Day: 25}.At(10, 0)

// innlandet is Rendalen's answer to the invitation of 2019: two delegates at Tynset, one of them in a role that may reveal health.
func innlandet(state dialogue.RegistrationState, seat dialogue.SeatState) mail.Facts {
	inv := sample.Innlandet2019()
	tynset := inv.Meetings[0]
	seats := func(n byte) []dialogue.Seat {
		return []dialogue.Seat{{ID: dialogue.ID{6, n}, Meeting: tynset.ID, State: seat, Pool: dialogue.InDelegation, Slot: int(n)}}
	}
	r := dialogue.Registration{
		Organiser: inv.Organiser.ID, ID: sample.ID("registration/rendalen"), Series: inv.Series.ID, State: state, Channel: dialogue.Web,
		Unit: dialogue.Unit{Kind: dialogue.Municipality, Number: "0432", Name: "Rendalen", County: "04", Domains: []string{"rendalen.kommune.no"}},
		Contact: dialogue.Contact{Name: "Ingrid Moen", Position: "rådgiver", Email: "ingrid.moen@rendalen.kommune.no",
			Phone: "+4762468500"},
		Comment: "Ola bruker rullestol.", Reference: "7K3QX9TM", ReceivedAt: autumn,
		Delegates: []dialogue.Delegate{
			{ID: dialogue.ID{5, 1}, Name: "Ola Bakken", Position: "ordfører", Email: "ola.bakken@rendalen.kommune.no", Role: inv.Roles[0].ID, Seats: seats(1)},
			{ID: dialogue.ID{5, 2}, Name: "Sunniva Lie", Role: inv.Roles[4].ID, Seats: seats(2)},
		},
	}
	if state == dialogue.Unverified {
		r.ExpiresAt = autumn.Add(dialogue.VerifyWithin)
	}
	return mail.Facts{Now: autumn, Invitation: &inv, Registration: &r, To: mail.To{Name: r.Contact.Name, Email: r.Contact.Email}}
}

// departementet is a district's ranking in 2017, where the ministry selects.
func departementet() mail.Facts {
	inv := sample.Departementet2017()
	r := sample.RegistrationsDepartementet()[24]
	return mail.Facts{Now: inv.Series.LetterDate.At(12, 0), Invitation: &inv, Registration: &r, To: mail.To{Name: r.Contact.Name, Email: r.Contact.Email}}
}

// selected is what that district gets: three at Hamar, who are confirmed, or nobody anywhere.
func selected(outcome dialogue.SeatState) mail.Facts {
	f := departementet()
	f.Now = dialogue.Date{Year: 2017, Month: time.May, Day: 12}.At(9, 0)
	f.Invitation.Series.Texts.GroupWork = dialogue.Text{
		NB: "1. Hva er den største utfordringen hos dere?\n2. Hvilke tiltak virker?", NN: "1. Kva er den største utfordringa hos dykk?\n2. Kva tiltak verkar?",
		EN: "1. What is your greatest challenge?\n2. What works?"}
	meeting, reason := dialogue.ID{}, dialogue.SelectionReason{Kind: "lot", Lot: 317, LastLot: 288, Applied: 576}
	switch outcome {
	case dialogue.SeatPlaced:
		f.Meeting = &f.Invitation.Meetings[3]
		f.Meeting.GroupWork = dialogue.Text{} // the series' are asked
		meeting = f.Meeting.ID
	case dialogue.SeatNotSelected:
		reason = dialogue.SelectionReason{Kind: "lock", Text: "Bydelen er vertskap for et eget møte."}
	}
	u := dialogue.SelectedUnit{Outcome: outcome, Meeting: meeting, Lot: 317, Reason: reason}
	for i := range f.Registration.Delegates {
		d := &f.Registration.Delegates[i]
		d.Seats[0].State, d.Seats[0].Meeting = outcome, meeting
		p := dialogue.SelectedPerson{Outcome: outcome}
		if outcome == dialogue.SeatPlaced && i == len(f.Registration.Delegates)-1 {
			d.Seats[0].State, p.Outcome = dialogue.SeatWaiting, dialogue.SeatWaiting
			p.Reason = dialogue.SelectionReason{Kind: "fewer_places", Lot: 317, LastLot: 288, Meetings: []dialogue.ID{meeting}}
		}
		p.Delegate = *d
		u.Persons = append(u.Persons, p)
	}
	u.Registration = *f.Registration
	f.Selected = &u
	return f
}

// alone makes the one who has registered a next of kin.
func alone(f *mail.Facts) {
	r := f.Registration
	r.Unit = dialogue.Unit{Kind: dialogue.Person, Name: "Sunniva Lie"}
	r.Contact = dialogue.Contact{Name: "Sunniva Lie", Email: "sunniva.lie@example.no"}
	r.Delegates = r.Delegates[:1]
	r.Delegates[0].Name, r.Delegates[0].Role = "Sunniva Lie", f.Invitation.Roles[4].ID
	f.To = mail.To{Name: r.Contact.Name, Email: r.Contact.Email}
	f.Selected.Persons = f.Selected.Persons[:1]
}

// osloViken is a kommune in the meeting with the given place in the list, confirmed or not.
func osloViken(meeting int, confirmedAt time.Time) mail.Facts {
	inv := sample.OsloViken2020()
	m := &inv.Meetings[meeting]
	r := dialogue.Registration{
		Organiser: inv.Organiser.ID, ID: sample.ID("registration/oslo-viken"), Series: inv.Series.ID, State: dialogue.Active,
		Unit:    dialogue.Unit{Kind: dialogue.Municipality, Number: "3011", Name: "Hvaler", County: "30"},
		Contact: dialogue.Contact{Name: "Ingrid Moen", Email: "ingrid.moen@hvaler.kommune.no"}, Reference: "7K3QX9TM",
		Delegates: []dialogue.Delegate{
			{ID: dialogue.ID{5, 1}, Name: "Ola Bakken", Position: "ordfører", Email: "ola.bakken@hvaler.kommune.no", Role: inv.Roles[0].ID,
				Seats: []dialogue.Seat{{Meeting: m.ID, State: dialogue.SeatPlaced, Pool: dialogue.InDelegation, ConfirmedAt: confirmedAt}}},
			{ID: dialogue.ID{5, 2}, Name: "Sunniva Lie",
				Seats: []dialogue.Seat{{Meeting: m.ID, State: dialogue.SeatPlaced, Pool: dialogue.AtOwnCost, ConfirmedAt: confirmedAt}}},
		},
	}
	return mail.Facts{Now: inv.Series.PublishedAt.AddDate(0, 0, 7), Invitation: &inv, Registration: &r, Meeting: m,
		To: mail.To{Name: r.Contact.Name, Email: r.Contact.Email}}
}

// invited makes them the facts of a letter to the unit before it has answered.
func invited(f mail.Facts, more ...func(*mail.Facts)) mail.Facts {
	f.Prose = dialogue.Text{
		NB: "Vi inviterer kommunen til å si hva som virker.\n\n## Hvem bør komme?\n\n- ledere\n- **brukere og pårørende**",
		NN: "Vi inviterer kommunen til å seie kva som verkar.\n\n## Kven bør kome?\n\n- leiarar\n- **brukarar og pårørande**"}
	f.Attached = []dialogue.Material{{Title: dialogue.Text{NB: "Invitasjonen som brev", NN: "Invitasjonen som brev"}, Filename: "invitasjon.pdf"}}
	f.Token = "tok-EN_42"
	f.Now = f.Invitation.Series.PublishedAt
	for _, change := range more {
		change(&f)
	}
	unit := f.Registration.Unit
	f.Invited, f.To = &unit, mail.To{Name: unit.Name, Email: "postmottak@rendalen.example.no"}
	f.Registration = nil
	return f
}

// asking is one of Vestland's requests for a meeting.
func asking(n int) mail.Facts {
	inv := sample.VestlandOnRequest()
	q := sample.OnRequestWishes()[n]
	now := dialogue.Date{Year: 2021, Month: time.November, Day: 3}.At(10, 0)
	r := dialogue.Registration{
		Organiser: inv.Organiser.ID, ID: sample.ID("request"), Series: inv.Series.ID, Unit: q.Unit, State: dialogue.Active, Channel: dialogue.Web,
		Contact: q.Contact, Reference: "7K3QX9TM", ReceivedAt: now, WantedWhen: q.Wish.When, WantedHelp: q.Wish.Help, Neighbours: q.Wish.Neighbours,
	}
	for i, d := range q.Delegates {
		r.Delegates = append(r.Delegates, dialogue.Delegate{ID: dialogue.ID{5, byte(i)}, Name: d.Name, Role: d.Role, Email: d.Email,
			Seats: []dialogue.Seat{{State: dialogue.SeatPending, Pool: dialogue.InDelegation, Slot: i + 1}}})
	}
	return mail.Facts{Now: now, Invitation: &inv, Registration: &r, To: mail.To{Name: r.Contact.Name, Email: r.Contact.Email}}
}

// met is the request with a meeting, together with a neighbour.
func met(n int) mail.Facts {
	f := asking(n)
	neighbour := sample.OnRequestWishes()[1].Wish.Neighbours[1]
	starts := dialogue.Date{Year: 2022, Month: time.January, Day: 26}.At(10, 0)
	m := dialogue.Meeting{ID: sample.ID("request/meeting"), Series: f.Invitation.Series.ID, State: dialogue.Planned, StartsAt: starts,
		EndsAt: starts.Add(2 * time.Hour), Digital: true, TeamsURL: "https://teams.example.no/mote", ClosesAt: dialogue.DateOf(starts).AddDays(-7).EndOfDay(),
		Units: []dialogue.ID{f.Registration.Unit.ID, neighbour.ID}}
	f.Invitation.Meetings, f.Invitation.Named = []dialogue.Meeting{m}, []dialogue.Unit{f.Registration.Unit, neighbour}
	f.Meeting, f.Registration.Meeting = &f.Invitation.Meetings[0], m.ID
	for i := range f.Registration.Delegates {
		f.Registration.Delegates[i].Seats[0].Meeting, f.Registration.Delegates[i].Seats[0].State = m.ID, dialogue.SeatPlaced
	}
	return f
}

func variants() []variant {
	var all []variant
	add := func(name string, kind dialogue.LetterKind, f mail.Facts, more ...func(*mail.Facts)) {
		f.Kind = kind
		for _, change := range more {
			change(&f)
		}
		all = append(all, variant{name, f})
	}
	toDelegate := func(f *mail.Facts) {
		d := f.Registration.Delegates[0]
		f.Delegate, f.To = &d, mail.To{Name: d.Name, Email: d.Email}
	}
	token := func(f *mail.Facts) { f.Token = "tok-EN_42" }
	moved := func(f *mail.Facts) {
		before := *f.Meeting
		f.Before = &before
		f.Meeting.StartsAt, f.Meeting.EndsAt = before.StartsAt.AddDate(0, 0, 7), before.EndsAt.AddDate(0, 0, 7)
		f.Meeting.Sequence++
	}
	cancelled := func(f *mail.Facts) {
		f.Reason = "Møtelederen er syk."
		f.Meeting.State, f.Meeting.Sequence, f.Meeting.CancelledAt = dialogue.Cancelled, 1, f.Now
		for i := range f.Registration.Delegates {
			f.Registration.Delegates[i].Seats[0].State, f.Registration.Delegates[i].Seats[0].Meeting = dialogue.SeatPending, dialogue.ID{}
		}
	}
	rechoose := func(f *mail.Facts) { f.Registration.RechooseUntil = f.Now.Add(dialogue.RechooseFor) }
	about := func(f *mail.Facts) { f.Meeting = &f.Invitation.Meetings[0] }

	add("received_unverified", dialogue.LetterReceived, innlandet(dialogue.Unverified, dialogue.SeatPending), token)
	add("received_unverified_other_domain", dialogue.LetterReceived, innlandet(dialogue.Unverified, dialogue.SeatPending), token, func(f *mail.Facts) {
		f.Registration.Contact.Email, f.To.Email = "ingrid.moen@example.no", "ingrid.moen@example.no"
	})
	add("received_open", dialogue.LetterReceived, innlandet(dialogue.Active, dialogue.SeatPlaced))
	add("activated_placed", dialogue.LetterActivated, innlandet(dialogue.Active, dialogue.SeatPlaced))
	add("activated_waiting", dialogue.LetterActivated, innlandet(dialogue.Active, dialogue.SeatWaiting), func(f *mail.Facts) {
		f.Waiting = map[dialogue.ID]int{f.Invitation.Meetings[0].ID: 4}
	})
	add("activated_selection", dialogue.LetterActivated, departementet())
	add("activated_undated", dialogue.LetterActivated, osloViken(9, time.Time{}), func(f *mail.Facts) { f.Meeting = nil })
	add("activated_own_cost", dialogue.LetterActivated, osloViken(0, time.Time{}), func(f *mail.Facts) { f.Meeting = nil })
	add("activated_printed", dialogue.LetterActivated, innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.Registration.Contact.Email, f.To.Email, f.Registration.Channel = "", "", dialogue.ByPost
	})
	add("held", dialogue.LetterHeld, innlandet(dialogue.HeldForStaff, dialogue.SeatPending))
	add("refused", dialogue.LetterRefused, innlandet(dialogue.Refused, dialogue.SeatWithdrawn), func(f *mail.Facts) {
		f.Reason = "Adressen tilhører ikke kommunen, og kommunen kjenner ikke til påmeldingen."
	})
	add("proposal", dialogue.LetterProposal, innlandet(dialogue.Proposal, dialogue.SeatPending))
	add("proposal_news", dialogue.LetterProposalNews, innlandet(dialogue.Active, dialogue.SeatPlaced))
	add("sign_in", dialogue.LetterSignIn, innlandet(dialogue.Active, dialogue.SeatPlaced), token)
	add("changed", dialogue.LetterChanged, innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.Changes = []dialogue.Change{{Kind: dialogue.ChangeRenamed, Name: "Sunniva Lie", Was: "Nils Haugen"}, {Kind: dialogue.ChangeAdded, Name: "Ola Bakken"},
			{Kind: dialogue.ChangeRemoved, Name: "Berit Dahl"}, {Kind: dialogue.ChangeDetails, Name: "Ola Bakken"}, {Kind: dialogue.ChangeContact},
			{Kind: dialogue.ChangeMeeting}, {Kind: dialogue.ChangeRanking}}
	})
	add("withdrawn", dialogue.LetterWithdrawn, innlandet(dialogue.Withdrawn, dialogue.SeatWithdrawn))
	add("remaining", dialogue.LetterRemaining, innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.Remaining = []dialogue.Remaining{{Kind: dialogue.RemainsRoles, Count: 2, Roles: f.Invitation.Roles[1:3], By: f.Invitation.Meetings[0].ClosesAt},
			{Kind: dialogue.RemainsQuestions, Count: 4, By: dialogue.Date{Year: 2019, Month: 9, Day: 15}.EndOfDay()}, {Kind: dialogue.RemainsPresentation}}
	})
	added := func(f *mail.Facts) {
		f.News = []dialogue.Material{
			{Title: dialogue.Text{NB: "Opptak fra møtet", NN: "Opptak frå møtet"}, Kind: dialogue.Recording, Audience: dialogue.ForRegistered, Meeting: f.Invitation.Meetings[0].ID, URL: "https://video.example.no/opptak"},
			{ID: sample.ID("material/summary"), Title: dialogue.Text{NB: "Oppsummering *utkast*"}, Kind: dialogue.Report, Audience: dialogue.ForAll, Filename: "Oppsummering.pdf"},
		}
		f.Reason = "Takk for sist.\n\nOpptaket ligger ute til jul."
	}
	add("material_added", dialogue.LetterMaterialAdded, innlandet(dialogue.Active, dialogue.SeatPlaced), added)
	add("copy", dialogue.LetterCopy, innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.To = mail.To{Name: "Arkivet", Email: "arkiv@innlandet.example.no"}
	})
	add("confirmation_delegate", dialogue.LetterConfirmation, osloViken(0, time.Time{}), toDelegate)
	add("confirmation_contact", dialogue.LetterConfirmation, osloViken(0, time.Time{}), func(f *mail.Facts) {
		f.Practical = "Ta med **presentasjonen**.\n\n# Teknisk\n\nTest lyden."
		f.Invitation.Speaking = []dialogue.SpeakingTurn{
			{Meeting: f.Meeting.ID, Registration: dialogue.ID{1}, Unit: dialogue.Unit{Name: "Hemsedal"}},
			{Meeting: f.Meeting.ID, Registration: f.Registration.ID, Unit: f.Registration.Unit},
			{Meeting: f.Meeting.ID, Registration: dialogue.ID{2}, Unit: dialogue.Unit{Name: "Ål"}},
		}
	})
	add("confirmation_selected", dialogue.LetterConfirmation, selected(dialogue.SeatPlaced))
	coded := func(f *mail.Facts) {
		f.Delegate.Code, f.Delegate.Phone = "M3K8QX2T", "+4762468501"
		f.Invitation.Series.DeleteOn = dialogue.Date{Year: 2021, Month: time.March, Day: 31}
	}
	add("delegate_notice", dialogue.LetterNotice, innlandet(dialogue.Active, dialogue.SeatPlaced), toDelegate, coded)
	add("delegate_notice_by_staff", dialogue.LetterNotice, innlandet(dialogue.Active, dialogue.SeatPlaced), toDelegate, coded, func(f *mail.Facts) { f.Delegate.ByStaff = true })
	add("about_me", dialogue.LetterAboutMe, innlandet(dialogue.Active, dialogue.SeatPlaced), toDelegate, coded, token)
	add("new_address", dialogue.LetterNewAddress, innlandet(dialogue.Active, dialogue.SeatPlaced), toDelegate, coded, token)
	add("replaced", dialogue.LetterReplaced, innlandet(dialogue.Active, dialogue.SeatPlaced), toDelegate)
	add("taken_off", dialogue.LetterTakenOff, innlandet(dialogue.Active, dialogue.SeatPlaced), toDelegate, func(f *mail.Facts) { f.By = f.Registration.Contact.Name })
	add("taken_off_by_staff", dialogue.LetterTakenOff, innlandet(dialogue.Withdrawn, dialogue.SeatWithdrawn), toDelegate)
	add("thanks", dialogue.LetterThanks, innlandet(dialogue.Active, dialogue.SeatPlaced), about, toDelegate, token, func(f *mail.Facts) {
		f.Now = f.Meeting.EndsAt.AddDate(0, 0, 1)
	})
	add("thanks_today", dialogue.LetterThanks, osloViken(0, autumn), toDelegate, func(f *mail.Facts) { f.Now = f.Meeting.EndsAt })
	add("message", dialogue.LetterMessage, innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.Words = &dialogue.LetterWords{
			Subject: dialogue.Text{NB: "Parkering: {{about}}", NN: "Parkering: {{about}}"},
			Body: dialogue.Text{NB: "Hei, {{name}}!\n\nDet er **gratis** å parkere ved kulturhuset for dem som kommer fra {{unit}}.\n\n{{contacts}}",
				NN: "Hei, {{name}}!\n\nDet er **gratis** å parkere ved kulturhuset for dei som kjem frå {{unit}}.\n\n{{contacts}}"},
		}
	})
	add("changed_waiting", dialogue.LetterChanged, selected(dialogue.SeatWaiting), func(f *mail.Facts) {
		f.Selected, f.Changes = nil, []dialogue.Change{{Kind: dialogue.ChangeRenamed, Name: "Sunniva Lie", Was: "Finn Isdal"}}
	})
	add("confirmation_person", dialogue.LetterConfirmation, selected(dialogue.SeatPlaced), alone)
	add("waiting", dialogue.LetterWaiting, selected(dialogue.SeatWaiting))
	add("waiting_person", dialogue.LetterWaiting, selected(dialogue.SeatWaiting), alone, func(f *mail.Facts) {
		f.Selected.Reason = dialogue.SelectionReason{Kind: "full", Meetings: []dialogue.ID{f.Invitation.Meetings[2].ID, f.Invitation.Meetings[3].ID}}
	})
	add("not_selected", dialogue.LetterNotSelected, selected(dialogue.SeatNotSelected))
	add("not_selected_person", dialogue.LetterNotSelected, selected(dialogue.SeatNotSelected), alone)
	add("meeting_moved_contact", dialogue.LetterMoved, innlandet(dialogue.Active, dialogue.SeatPlaced), about, moved)
	add("meeting_moved_delegate", dialogue.LetterMoved, osloViken(0, autumn), moved, toDelegate)
	add("meeting_dated", dialogue.LetterDated, osloViken(9, time.Time{}), func(f *mail.Facts) {
		f.Meeting.StartsAt = f.Now.AddDate(0, 0, 30)
		f.Meeting.EndsAt = f.Meeting.StartsAt.Add(3 * time.Hour)
		f.Meeting.ClosesAt = dialogue.DateOf(f.Now).AddDays(20).EndOfDay()
	})
	add("meeting_cancelled_choose", dialogue.LetterCancelled, innlandet(dialogue.Active, dialogue.SeatPlaced), about, cancelled, rechoose)
	add("meeting_cancelled_none", dialogue.LetterCancelled, osloViken(0, autumn), cancelled)
	add("meeting_cancelled_delegate", dialogue.LetterCancelled, osloViken(0, autumn), cancelled, toDelegate)
	offered := func(f *mail.Facts) {
		about(f)
		f.Registration.Wishes = nil
		until := dialogue.Date{Year: 2019, Month: time.August, Day: 28}.At(18, 0)
		f.Offer = &dialogue.Offer{Meeting: f.Meeting.ID, Registration: f.Registration.ID, Until: until, Places: len(f.Registration.LiveDelegates())}
	}
	last := func(f *mail.Facts) { f.Waiting = map[dialogue.ID]int{f.Meeting.ID: 5} }
	taken := func(f *mail.Facts) { f.Reason = "Lokalet er mindre enn vi trodde." }
	alone := func(f *mail.Facts) {
		f.Registration.Unit = dialogue.Unit{Kind: dialogue.Person, Name: "Ingrid Moen"}
		f.Registration.Delegates = f.Registration.Delegates[:1]
		f.Registration.Delegates[0].Name = "Ingrid Moen"
	}
	selecting := func(f *mail.Facts) { f.Invitation.Series.Rules.Admission = dialogue.AdmitSelection }
	others := func(f *mail.Facts) {
		f.Registration.Delegates[1].Seats[0].State, f.Registration.Delegates[1].Seats[0].Meeting = dialogue.SeatPending, dialogue.ID{}
		f.Offer.Places = 1
	}
	add("offer", dialogue.LetterOffer, innlandet(dialogue.Active, dialogue.SeatOffered), offered, token)
	add("offer_person", dialogue.LetterOffer, innlandet(dialogue.Active, dialogue.SeatOffered), alone, offered, token)
	add("offer_printed", dialogue.LetterOffer, innlandet(dialogue.Active, dialogue.SeatOffered), offered, func(f *mail.Facts) {
		f.Registration.Contact.Email, f.To.Email, f.Registration.Channel = "", "", dialogue.ByPost
	})
	add("offer_selection", dialogue.LetterOffer, innlandet(dialogue.Active, dialogue.SeatOffered), offered, token, selecting, others)
	add("offer_expired", dialogue.LetterOfferExpired, innlandet(dialogue.Active, dialogue.SeatWaiting), offered, last)
	add("offer_expired_selection_person", dialogue.LetterOfferExpired, innlandet(dialogue.Active, dialogue.SeatWaiting), alone, offered, selecting)
	add("offer_withdrawn", dialogue.LetterOfferTaken, innlandet(dialogue.Active, dialogue.SeatWaiting), offered, taken, func(f *mail.Facts) {
		f.Waiting = map[dialogue.ID]int{f.Meeting.ID: 1}
	})
	add("offer_withdrawn_person", dialogue.LetterOfferTaken, innlandet(dialogue.Active, dialogue.SeatWaiting), alone, offered, taken)
	add("changed_accepted", dialogue.LetterChanged, innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.Changes = []dialogue.Change{{Kind: dialogue.ChangeAccepted}}
	})
	add("changed_declined", dialogue.LetterChanged, innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.Changes = []dialogue.Change{{Kind: dialogue.ChangeDeclined}}
		f.Registration.Delegates[1].Seats[0].State = dialogue.SeatWithdrawn
	})
	add("invitation_one", dialogue.LetterInvitation, invited(innlandet(dialogue.Active, dialogue.SeatPlaced), func(f *mail.Facts) {
		f.Invitation.Series.Rules.Choice = dialogue.Assigned
		f.Invitation.Meetings[0].Units = []dialogue.ID{f.Registration.Unit.ID}
		f.Prose, f.Attached = dialogue.Text{}, nil
		f.Invitation.Series.Texts.Signatories = dialogue.Text{}
	}))
	add("invitation_each_deadline", dialogue.LetterInvitation, invited(innlandet(dialogue.Active, dialogue.SeatPlaced)))
	add("invitation_ranked", dialogue.LetterInvitation, invited(departementet()))
	add("invitation_trial", dialogue.LetterInvitation, invited(departementet(), func(f *mail.Facts) {
		f.Token, f.Trial, f.ExampleOf = "", true, sample.ID("mailing")
	}))
	add("reminder", dialogue.LetterReminder, invited(innlandet(dialogue.Active, dialogue.SeatPlaced)))
	add("request_received", dialogue.LetterActivated, asking(0))
	add("request_unverified", dialogue.LetterReceived, asking(1), token, func(f *mail.Facts) {
		f.Registration.State, f.Registration.ExpiresAt = dialogue.Unverified, f.Now.Add(dialogue.VerifyWithin)
	})
	add("request_changed", dialogue.LetterChanged, asking(1), func(f *mail.Facts) {
		f.Changes = []dialogue.Change{{Kind: dialogue.ChangeWishes}, {Kind: dialogue.ChangeAdded, Name: "Ola Bakken"}}
	})
	add("request_withdrawn", dialogue.LetterWithdrawn, asking(1), func(f *mail.Facts) { f.Registration.State = dialogue.Withdrawn })
	add("request_met", dialogue.LetterRequestMet, met(0), func(f *mail.Facts) { f.Reason = "KS blir med." })
	add("request_met_unnamed", dialogue.LetterRequestMet, met(2))
	add("request_met_cancelled", dialogue.LetterCancelled, met(2), func(f *mail.Facts) {
		f.Meeting.State, f.Registration.Meeting = dialogue.Cancelled, dialogue.ID{}
	})
	add("staff_password", dialogue.LetterPasswordReset, mail.Facts{Now: autumn, To: mail.To{Name: "Kari", Email: "kari@innlandet.example.no"}}, func(f *mail.Facts) {
		o := sample.Innlandet()
		f.Organiser = &o
	})
	ofInnlandet := func(f *mail.Facts) {
		o := sample.Innlandet()
		f.Organiser = &o
	}
	mine := mail.Facts{Now: autumn, To: mail.To{Email: "ola.bakken@rendalen.kommune.no"}, Token: "tok-EN_42"}
	add("my_sign_in", dialogue.LetterMySignIn, mine, ofInnlandet)
	letIn := mail.Facts{Now: autumn, To: mail.To{Name: "Sunniva Lie", Email: "sunniva.lie@example.no"}, Invited: &dialogue.Unit{Kind: dialogue.Municipality, Number: "0432", Name: "Rendalen"}}
	add("let_in", dialogue.LetterLetIn, letIn, ofInnlandet)
	letIn.Invited = &dialogue.Unit{Kind: dialogue.Person, Number: "ingrid.moen@example.no", Name: "Ingrid Moen"}
	add("let_in_person", dialogue.LetterLetIn, letIn, ofInnlandet)
	return slices.Concat(all, declineVariants(), statementVariants())
}

func composer() *mail.Composer { return mail.New(urls.New("https://moter.example.no")) }

// Each letter is one file, to be read as its receiver would: head, plain letter, calendar.
func TestLetters(t *testing.T) {
	t.Parallel()
	for _, v := range variants() {
		for _, l := range dialogue.Langs {
			t.Run(v.name+"."+string(l), func(t *testing.T) {
				t.Parallel()
				facts := v.facts // one for each language: they are composed at the same time
				facts.Lang = l
				letter, err := composer().Compose(facts)
				if err != nil {
					t.Fatal(err)
				}
				check(t, v.name+"."+string(l)+".txt", readable(letter))
				if v.name == "confirmation_contact" {
					check(t, v.name+"."+string(l)+".html", letter.HTML)
				}
			})
		}
	}
}

func readable(l dialogue.Letter) string {
	return "Til: " + l.RecipientName + " <" + l.Recipient + ">\nSvar til: " + l.ReplyTo + "\nTilstand: " + string(l.State) + "\nEmne: " + l.Subject + "\n\n" +
		l.Body + strings.ReplaceAll(strings.TrimSuffix("\n"+l.CalendarMethod+"\n"+l.Calendar, "\n\n"), "\r\n", "\n")
}

func check(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestEveryKindHasALetterInTheGoldens(t *testing.T) {
	t.Parallel()
	var kinds []dialogue.LetterKind
	for _, v := range variants() {
		kinds = append(kinds, v.facts.Kind)
	}
	for _, kind := range dialogue.LetterKinds {
		if !slices.Contains(kinds, kind) {
			t.Errorf("no letter of kind %s is written down", kind)
		}
	}
	for _, kind := range kinds {
		if !slices.Contains(dialogue.LetterKinds[:], kind) {
			t.Errorf("%s is not among all kinds", kind)
		}
	}
}

// Whoever has a letter with a link of its recipient's can use it. Those that sign in are never sent again; the others are known here, so
// that a new one is thought of.
func TestEveryLetterWithALinkOfItsRecipientsIsKnown(t *testing.T) {
	t.Parallel()
	others := []dialogue.LetterKind{dialogue.LetterReceived, dialogue.LetterDecline, // go to the address that they prove
		dialogue.LetterOffer, dialogue.LetterInvitation, dialogue.LetterReminder, dialogue.LetterDeclined, // answer or start for the unit
		dialogue.LetterThanks} // gives one answer without a name
	for _, v := range variants() {
		letter, err := composer().Compose(v.facts)
		if err != nil {
			t.Fatal(err)
		}
		carries := v.facts.Token != "" && strings.Contains(letter.Body, v.facts.Token)
		if kind := v.facts.Kind; carries && !kind.SignsIn() && !slices.Contains(others, kind) {
			t.Errorf("%s carries a link", kind)
		}
	}
}
