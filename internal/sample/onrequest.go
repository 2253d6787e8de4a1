package sample

import (
	"time"

	"dialogmote/internal/dialogue"
)

// VestlandOnRequest is an invitation without dates: municipalities that have not had their dialogue meeting ask for one, in the manner of
// the office's pages of 2021. It takes requests until staff close it.
func VestlandOnRequest() dialogue.Invitation {
	const key = "vestland-on-request"
	published := day(2021, time.September, 1)
	return finish(dialogue.Invitation{
		Organiser: VestlandOffice(),
		Series: dialogue.Series{
			ID:    ID(key),
			Slug:  "dialogmote-pa-forespurnad-i-vestland",
			Kind:  dialogue.DialogueMeetings,
			State: dialogue.Published,
			Lang:  dialogue.Nynorsk,
			Texts: onRequestTexts(),
			Rules: dialogue.Rules{
				Selection: dialogue.StandardSelection(), OfferDays: 2,
				Choice: dialogue.Assigned, Admission: dialogue.AdmitOpen, Identity: dialogue.Verified, OnRequest: true,
				MaxDelegates: 8, OutsideMax: 4,
				Required: []string{dialogue.FieldEmail},
				Invited:  dialogue.Invited{Scope: dialogue.InviteCounties, Counties: []string{"46"}, Districts: dialogue.NoDistricts},
			},
			OurRef:      "2021/4720",
			PublishedAt: published.At(9, 0),
			ChangedAt:   published.At(9, 0),
			DeleteOn:    keepUntil,
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Politisk ledelse", "Politisk leiing")},
			{ID: ID(key + "/role/2"), Name: both("Administrativ ledelse", "Administrativ leiing")},
			{ID: ID(key + "/role/3"), Name: both("Leder i helse og omsorg", "Leiar i helse og omsorg")},
			{ID: ID(key + "/role/4"), Name: both("Planlegger", "Planleggjar")},
		},
		Contacts: []dialogue.ContactPerson{
			{ID: ID(key + "/contact/1"), Name: "Torleiv Hamre", Title: both("seniorrådgiver", "seniorrådgivar"), Email: "torleiv.hamre@vestland.example.no", Phone: "22 24 96 31"},
		},
	})
}

// OnRequestWishes are registrations that ask for a meeting in VestlandOnRequest, as staff would note them, the oldest first: some name who
// comes, some don't. The first became a meeting.
func OnRequestWishes() []dialogue.RegistrationRequest {
	inv := VestlandOnRequest()
	on := inv.Series.PublicationDay(time.Time{})
	unit := func(number string) dialogue.Unit { return municipality(inv.Organiser, number, on) }
	p := &people{next: 900}
	ask := func(number string, wish dialogue.MeetingWish, named int) dialogue.RegistrationRequest {
		u := unit(number)
		name, local := p.who()
		q := dialogue.RegistrationRequest{
			Submission: ID("vestland-on-request/wish/" + number), Unit: u, Lang: dialogue.Nynorsk, Wish: wish, Channel: dialogue.ByEmail,
			Contact: dialogue.Contact{Name: name, Position: "kommunalsjef for helse og omsorg", Email: local + "@" + u.Domains[0]},
		}
		for i := range named {
			name, local := p.who()
			q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Name: name, Role: inv.Roles[i%len(inv.Roles)].ID, Email: local + "@" + u.Domains[0]})
		}
		return q
	}
	return []dialogue.RegistrationRequest{
		ask("4635", dialogue.MeetingWish{When: "Helst i januar, digitalt.", Help: "Korleis vi får planen inn i økonomiplanen.",
			Neighbours: []dialogue.Unit{unit("4636")}}, 2),
		ask("4621", dialogue.MeetingWish{When: "Onsdagar i mars, helst digitalt.", Help: "Aldersvenlege lokalsamfunn og samarbeid med frivillige.",
			Neighbours: []dialogue.Unit{unit("4620"), unit("4619")}}, 2),
		ask("4620", dialogue.MeetingWish{When: "Etter 15. januar, ikkje fredagar. Vi kjem gjerne til Voss."}, 0),
		ask("4633", dialogue.MeetingWish{When: "Når som helst, men digitalt: båten går berre to gonger om dagen.",
			Help: "Alle dei fem innsatsområda."}, 1),
		ask("4616", dialogue.MeetingWish{When: "Veke 5 eller 6.", Help: "Mat og måltid, og kosthald for dei som bur heime."}, 0),
	}
}

func onRequestTexts() dialogue.SeriesTexts {
	return dialogue.SeriesTexts{
		Title: both("Dialogmøte på forespørsel", "Dialogmøte på førespurnad"),
		Lead: both("Har ikke kommunen hatt dialogmøte om Leve hele livet? Be om et møte, alene eller sammen med nabokommuner.",
			"Har ikkje kommunen hatt dialogmøte om Leve heile livet? Be om eit møte, åleine eller saman med nabokommunar."),
		Body: nn(`Det regionale støtteapparatet for Leve heile livet i Vestland held dialogmøte med kommunane. Temaet er ofte det kommunen sjølv ønskjer hjelp til, og i dei fleste tilfelle gjeld det alle dei fem innsatsområda i reforma.

Vi oppmodar dei kommunane som enno ikkje har hatt dialogmøte, om å ta kontakt. Skriv når det passar, og kva de ønskjer hjelp til. Så finn vi eit tidspunkt saman.`),
		Partners:    nn(`Det regionale støtteapparatet er Statsforvaltaren i Vestland, KS og Utviklingssenteret for sjukeheimar og heimetenester.`),
		Preparation: nn(`Snakk saman i kommunen på førehand: Kva har de fått til, og kva ønskjer de hjelp til?`),
		Cost:        both(`Møtet er gratis.`, `Møtet er gratis.`),
		Privacy: both(`Statsforvalteren i Vestland bruker opplysningene til å gjennomføre møtene. Ingen andre får dem.`,
			`Statsforvaltaren i Vestland bruker opplysningane til å gjennomføre møta. Ingen andre får dei.`),
		Signatories: nn("Velkomne!\n\n**Gunnhild Sæbø**\navdelingsdirektør"),
	}
}
