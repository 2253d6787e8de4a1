package templates

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// The one sentence on top of the delegation's page, in every state and language.
func TestWhereADelegationStandsIsOneSentence(t *testing.T) {
	t.Parallel()
	now := dialogue.Date{Year: 2019, Month: time.October, Day: 1}.At(12, 0)
	at := func(month time.Month, day int) time.Time {
		return dialogue.Date{Year: 2019, Month: month, Day: day}.At(10, 0)
	}
	raufoss := dialogue.Meeting{ID: dialogue.ID{1}, Town: "Raufoss", StartsAt: at(time.October, 18), EndsAt: at(time.October, 18).Add(4 * time.Hour)}
	hamar := dialogue.Meeting{ID: dialogue.ID{2}, Town: "Hamar", StartsAt: at(time.October, 24), EndsAt: at(time.October, 24).Add(4 * time.Hour)}
	teams := dialogue.Meeting{ID: dialogue.ID{3}, Digital: true, Region: dialogue.ID{9}, StartsAt: at(time.November, 16), EndsAt: at(time.November, 16).Add(time.Hour)}
	later := dialogue.Meeting{ID: dialogue.ID{4}, Region: dialogue.ID{9}, Digital: true}
	over := dialogue.Meeting{ID: dialogue.ID{5}, Town: "Tynset", StartsAt: at(time.September, 18), EndsAt: at(time.September, 18).Add(time.Hour)}
	inv := dialogue.Invitation{
		Meetings: []dialogue.Meeting{raufoss, hamar, teams, later, over},
		Regions:  []dialogue.Region{{ID: dialogue.ID{9}, Name: dialogue.Text{NB: "Nedre Romerike"}}},
	}
	selects := inv
	selects.Series.Rules.Admission = dialogue.AdmitSelection
	selects.Series.AnswerBy = dialogue.Date{Year: 2019, Month: time.November, Day: 15}
	asked := inv
	asked.Series.Rules.OnRequest = true
	kommune := dialogue.Unit{Kind: dialogue.Municipality, Name: "Vestre Toten"}
	person := dialogue.Unit{Kind: dialogue.Person, Name: "Sunniva Lie"}
	const placed, waiting, offered, pending, not = dialogue.SeatPlaced, dialogue.SeatWaiting, dialogue.SeatOffered, dialogue.SeatPending, dialogue.SeatNotSelected
	reg := func(u dialogue.Unit, state dialogue.RegistrationState, meeting dialogue.Meeting, seats ...dialogue.SeatState) dialogue.Registration {
		r := dialogue.Registration{Unit: u, State: state}
		for i, s := range seats {
			r.Delegates = append(r.Delegates, dialogue.Delegate{ID: dialogue.ID{7, byte(i)}, Seats: []dialogue.Seat{{Meeting: meeting.ID, State: s}}})
		}
		return r
	}
	active := func(meeting dialogue.Meeting, seats ...dialogue.SeatState) dialogue.Registration {
		return reg(kommune, dialogue.Active, meeting, seats...)
	}
	none := dialogue.Meeting{}
	lost := active(none, pending, pending)
	lost.RechooseUntil = now.AddDate(0, 0, 3)
	lostAlone := reg(person, dialogue.Active, none, pending)
	lostAlone.RechooseUntil = lost.RechooseUntil
	nobody := dialogue.Registration{Unit: kommune, State: dialogue.Active, Meeting: raufoss.ID}
	several := active(raufoss, placed, placed)
	several.Delegates[1].Seats[0].Meeting = hamar.ID
	for _, c := range []struct {
		name       string
		inv        dialogue.Invitation
		r          dialogue.Registration
		nb, nn, en string
	}{
		{"placed", inv, active(raufoss, placed, placed, placed), "Vestre Toten har plass til 3 på Raufoss 18. oktober.",
			"Vestre Toten har plass til 3 på Raufoss 18. oktober.", "Vestre Toten has places for 3 at Raufoss on 18 October."},
		{"one who has left does not count", inv, active(raufoss, placed, dialogue.SeatWithdrawn), "Vestre Toten har plass til 1 på Raufoss 18. oktober.",
			"Vestre Toten har plass til 1 på Raufoss 18. oktober.", "Vestre Toten has a place for 1 at Raufoss on 18 October."},
		{"online", inv, active(teams, placed, placed), "Vestre Toten har plass til 2 på møtet 16. november (Nedre Romerike).",
			"Vestre Toten har plass til 2 på møtet 16. november (Nedre Romerike).", "Vestre Toten has places for 2 at the meeting on 16 November (Nedre Romerike)."},
		{"undated", inv, active(later, placed, placed), "Vestre Toten har plass til 2 på møtet som får dato senere (Nedre Romerike).",
			"Vestre Toten har plass til 2 på møtet som får dato seinare (Nedre Romerike).", "Vestre Toten has places for 2 at the meeting that gets its date later (Nedre Romerike)."},
		{"alone", inv, reg(person, dialogue.Active, raufoss, placed), "Du har plass på Raufoss 18. oktober.", "Du har plass på Raufoss 18. oktober.", "You have a place at Raufoss on 18 October."},
		{"two persons", inv, reg(person, dialogue.Active, raufoss, placed, placed), "Dere har plass til 2 på Raufoss 18. oktober.",
			"De har plass til 2 på Raufoss 18. oktober.", "Your party has places for 2 at Raufoss on 18 October."},
		{"waiting", inv, active(raufoss, waiting, waiting), "Vestre Toten står på venteliste til Raufoss 18. oktober med 2.",
			"Vestre Toten står på venteliste til Raufoss 18. oktober med 2.", "Vestre Toten is on the waiting list for Raufoss on 18 October with 2."},
		{"waiting alone", inv, reg(person, dialogue.Active, raufoss, waiting), "Du står på venteliste til Raufoss 18. oktober.",
			"Du står på venteliste til Raufoss 18. oktober.", "You are on the waiting list for Raufoss on 18 October."},
		{"waiting for any meeting", selects, active(none, waiting), "Vestre Toten står på venteliste med 1.", "Vestre Toten står på venteliste med 1.", "Vestre Toten is on the waiting list with 1."},
		{"waiting alone for any", selects, reg(person, dialogue.Active, none, waiting), "Du står på venteliste.", "Du står på venteliste.", "You are on the waiting list."},
		{"offered", inv, active(raufoss, offered, offered), "Vestre Toten har fått tilbud om 2 plasser på Raufoss 18. oktober.",
			"Vestre Toten har fått tilbod om 2 plassar på Raufoss 18. oktober.", "Vestre Toten has been offered 2 places at Raufoss on 18 October."},
		{"offered alone", inv, reg(person, dialogue.Active, raufoss, offered), "Du har fått tilbud om plass på Raufoss 18. oktober.",
			"Du har fått tilbod om plass på Raufoss 18. oktober.", "You have been offered a place at Raufoss on 18 October."},
		{"not selected", selects, active(none, not, not), "Vestre Toten har ikke fått plass.", "Vestre Toten har ikkje fått plass.", "Vestre Toten has not got a place."},
		{"not selected alone", selects, reg(person, dialogue.Active, none, not), "Du har ikke fått plass.", "Du har ikkje fått plass.", "You have not got a place."},
		{"mixed", inv, active(raufoss, placed, placed, offered, waiting), "Vestre Toten på Raufoss 18. oktober: 2 har plass, 1 har tilbud om plass og 1 står på venteliste.",
			"Vestre Toten på Raufoss 18. oktober: 2 har plass, 1 har tilbod om plass og 1 står på venteliste.",
			"Vestre Toten at Raufoss on 18 October: 2 have places, 1 has been offered a place and 1 is on the waiting list."},
		{"mixed without a meeting", selects, active(none, waiting, not), "Vestre Toten: 1 står på venteliste og 1 har ikke fått plass.",
			"Vestre Toten: 1 står på venteliste og 1 har ikkje fått plass.", "Vestre Toten: 1 is on the waiting list and 1 has not got a place."},
		{"applied", selects, active(none, pending, pending), "Vestre Toten har søkt om plass til 2. Svaret kommer innen 15. november.",
			"Vestre Toten har søkt om plass til 2. Svaret kjem innan 15. november.", "Vestre Toten has applied for places for 2. The answer comes by 15 November."},
		{"applied alone", selects, reg(person, dialogue.Active, none, pending), "Du har søkt om plass. Svaret kommer innen 15. november.",
			"Du har søkt om plass. Svaret kjem innan 15. november.", "You have applied for a place. The answer comes by 15 November."},
		{"unassigned", inv, active(none, pending, pending), "Vestre Toten er påmeldt med 2, og arrangøren sier fra om hvilket møte det blir.",
			"Vestre Toten er påmeld med 2, og arrangøren seier frå om kva møte det blir.", "Vestre Toten is registered with 2, and the organiser will say which meeting it will be."},
		{"cancelled", inv, lost, "Møtet Vestre Toten skulle på, er avlyst.", "Møtet Vestre Toten skulle på, er avlyst.", "The meeting that Vestre Toten was going to is cancelled."},
		{"cancelled alone", inv, lostAlone, "Møtet du skulle på, er avlyst.", "Møtet du skulle på, er avlyst.", "The meeting you were going to is cancelled."},
		{"requested", asked, dialogue.Registration{Unit: kommune, State: dialogue.Active}, "Vestre Toten har bedt om et møte og venter på tidspunkt.",
			"Vestre Toten har bede om eit møte og ventar på tidspunkt.", "Vestre Toten has asked for a meeting and is waiting for a time."},
		{"nobody", asked, nobody, "Vestre Toten har fått Raufoss 18. oktober, men har ikke skrevet hvem som kommer.",
			"Vestre Toten har fått Raufoss 18. oktober, men har ikkje skrive kven som kjem.", "Vestre Toten has got Raufoss on 18 October, but has not said who is coming."},
		{"several", inv, several, "Vestre Toten er påmeldt 2 møter. Det neste er Raufoss 18. oktober.",
			"Vestre Toten er påmeld 2 møte. Det neste er Raufoss 18. oktober.", "Vestre Toten is registered for 2 meetings. The next is Raufoss on 18 October."},
		{"past", inv, active(over, placed, placed), "Møtet er over. Vestre Toten hadde plass til 2 på Tynset 18. september.",
			"Møtet er over. Vestre Toten hadde plass til 2 på Tynset 18. september.", "The meeting is over. Vestre Toten had places for 2 at Tynset on 18 September."},
		{"past alone", inv, reg(person, dialogue.Active, over, placed), "Møtet er over. Du hadde plass på Tynset 18. september.",
			"Møtet er over. Du hadde plass på Tynset 18. september.", "The meeting is over. You had a place at Tynset on 18 September."},
		{"past without a place", inv, active(over, waiting), "Møtet er over. Vestre Toten fikk ikke plass på Tynset 18. september.",
			"Møtet er over. Vestre Toten fekk ikkje plass på Tynset 18. september.", "The meeting is over. Vestre Toten did not get a place at Tynset on 18 September."},
		{"unverified", inv, reg(kommune, dialogue.Unverified, raufoss, pending), "Påmeldingen fra Vestre Toten er ikke bekreftet ennå.",
			"Påmeldinga frå Vestre Toten er ikkje stadfesta enno.", "The registration from Vestre Toten is not confirmed yet."},
		{"held", inv, reg(kommune, dialogue.HeldForStaff, raufoss, pending), "Påmeldingen fra Vestre Toten venter på arrangøren.",
			"Påmeldinga frå Vestre Toten ventar på arrangøren.", "The registration from Vestre Toten is waiting for the organiser."},
		{"proposal", inv, reg(kommune, dialogue.Proposal, raufoss, pending), "Dette er et forslag: Vestre Toten var allerede påmeldt.",
			"Dette er eit framlegg: Vestre Toten var alt påmeld.", "This is a proposal: Vestre Toten was registered already."},
		{"refused", inv, reg(kommune, dialogue.Refused, raufoss, dialogue.SeatWithdrawn), "Arrangøren har avslått påmeldingen fra Vestre Toten.",
			"Arrangøren har avslått påmeldinga frå Vestre Toten.", "The organiser has refused the registration from Vestre Toten."},
		{"settled", inv, reg(kommune, dialogue.Settled, raufoss), "Forslaget for Vestre Toten er behandlet.", "Framlegget for Vestre Toten er behandla.", "The proposal for Vestre Toten has been dealt with."},
		{"withdrawn", inv, reg(kommune, dialogue.Withdrawn, raufoss, dialogue.SeatWithdrawn), "Påmeldingen fra Vestre Toten er trukket.",
			"Påmeldinga frå Vestre Toten er trekt.", "The registration from Vestre Toten is withdrawn."},
		{"withdrawn alone", inv, reg(person, dialogue.Withdrawn, raufoss, dialogue.SeatWithdrawn), "Påmeldingen din er trukket.", "Påmeldinga di er trekt.", "Your registration is withdrawn."},
	} {
		for l, want := range map[dialogue.Lang]string{dialogue.Bokmal: c.nb, dialogue.Nynorsk: c.nn, dialogue.English: c.en} {
			page := dialogue.OwnPage{Invitation: c.inv, Registration: c.r, Now: now}
			if got := gist(lang.For(l), &page); got != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", c.name, l, got, want)
			}
		}
	}
	page := dialogue.OwnPage{Invitation: inv, Registration: active(over, placed), Now: now.AddDate(1, 0, 0)}
	if got, want := gist(lang.For(dialogue.Bokmal), &page), "Møtet er over. Vestre Toten hadde plass til 1 på Tynset 18. september 2019."; got != want {
		t.Errorf("a year later: %s", got)
	}
}
