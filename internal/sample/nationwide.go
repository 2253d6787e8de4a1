package sample

import "dialogmote/internal/dialogue"

// Nationwide is the ministry's invitation to every municipality, open on the day now: what inviting the whole country is tried with.
func Nationwide(now dialogue.Date) dialogue.Invitation {
	const key = "nationwide"
	twenty := 20
	oslo, bergen, teams := weekday(now.AddDays(48)), weekday(now.AddDays(55)), weekday(now.AddDays(62))
	published := now.AddDays(-3)
	return finish(dialogue.Invitation{
		Organiser: Ministry(),
		Series: dialogue.Series{
			ID: ID(key), Slug: "bo-trygt-hjemme-hele-landet", Kind: dialogue.DialogueMeetings, State: dialogue.Published, Lang: dialogue.Bokmal,
			Texts: nationwideTexts(), OurRef: "21/3456-2",
			Rules: dialogue.Rules{
				Selection: dialogue.StandardSelection(), OfferDays: 2,
				Choice: dialogue.ChooseOne, Admission: dialogue.AdmitOpen, Identity: dialogue.Verified, MaxDelegates: 4, OutsideMax: 4,
				Required: []string{dialogue.FieldRole, dialogue.FieldEmail},
				Invited:  dialogue.Invited{Scope: dialogue.InviteAll, Districts: dialogue.NoDistricts},
			},
			Deadline: dialogue.Deadline{DaysBefore: &twenty}, PublishedAt: published.At(9, 0), ChangedAt: published.At(9, 0), DeleteOn: now.AddDays(400),
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Politiker", "Politikar")},
			{ID: ID(key + "/role/2"), Name: both("Leder i kommunen", "Leiar i kommunen")},
			{ID: ID(key + "/role/3"), Name: both("Medlem av eldrerådet", "Medlem av eldrerådet")},
			{ID: ID(key + "/role/4"), Name: both("Bruker eller pårørende", "Brukar eller pårørande"), OutsideCap: true, Health: true},
		},
		Meetings: []dialogue.Meeting{
			{ID: ID(key + "/meeting/oslo"), StartsAt: oslo.At(10, 0), EndsAt: oslo.At(15, 0), Town: "Oslo", Venue: "Sentralen", Address: "Øvre Slottsgate 3"},
			{ID: ID(key + "/meeting/bergen"), StartsAt: bergen.At(10, 0), EndsAt: bergen.At(15, 0), Town: "Bergen", Venue: "Grieghallen", Address: "Edvard Griegs plass 1"},
			{ID: ID(key + "/meeting/teams"), StartsAt: teams.At(9, 0), EndsAt: teams.At(12, 0), Digital: true, TeamsURL: "https://teams.example.no/mote/hele-landet"},
		},
		Contacts: []dialogue.ContactPerson{
			{ID: ID(key + "/contact/1"), Name: "Sindre Aasen", Title: both("rådgiver", "rådgivar"), Email: "levehelelivet@hod.example.no", Phone: "22 24 96 01"},
		},
		Materials: []dialogue.Material{
			{ID: ID(key + "/material/1"), Title: both("Invitasjonen som brev", "Invitasjonen som brev"), Audience: dialogue.ForAll, Filename: "Invitasjon.pdf"},
		},
	})
}

func nationwideTexts() dialogue.SeriesTexts {
	return dialogue.SeriesTexts{
		Title: both("Bo trygt hjemme: dialogmøter for hele landet", "Bu trygt heime: dialogmøte for heile landet"),
		Lead: both("Vi inviterer alle kommuner til å fortelle hva som skal til for at flere eldre kan bo trygt hjemme.",
			"Vi inviterer alle kommunar til å fortelje kva som skal til for at fleire eldre kan bu trygt heime."),
		Body: both("Møtene er en samtale mellom kommunene, brukere, pårørende og departementet. Alle tre møtene har det samme programmet.",
			"Møta er ein samtale mellom kommunane, brukarar, pårørande og departementet. Alle tre møta har det same programmet."),
		InvitationLetter: both(`Vi inviterer kommunen til dialogmøte om hvordan flere eldre kan bo trygt hjemme.

Vi vil gjerne høre **hva dere har fått til**, og hva som står i veien. Ta med politikere, ledere og medlemmer av eldrerådet, og gjerne brukere og pårørende.

Send invitasjonen videre til eldresentre, dagtilbud og pårørendeskoler. Det finnes en plakat på siden med hele invitasjonen.`,
			`Vi inviterer kommunen til dialogmøte om korleis fleire eldre kan bu trygt heime.

Vi vil gjerne høyre **kva de har fått til**, og kva som står i vegen. Ta med politikarar, leiarar og medlemmer av eldrerådet, og gjerne brukarar og pårørande.

Send invitasjonen vidare til eldresenter, dagtilbod og pårørandeskular. Det finst ein plakat på sida med heile invitasjonen.`),
		ForwardText: both("Kommunen er invitert til et møte om hvordan eldre kan bo trygt hjemme. Brukere og pårørende kan være med. Ta kontakt med kommunen hvis du vil delta.",
			"Kommunen er invitert til eit møte om korleis eldre kan bu trygt heime. Brukarar og pårørande kan vere med. Ta kontakt med kommunen om du vil delta."),
		Cost: both("Det er gratis å delta. Kommunen dekker egne reiseutgifter.", "Det er gratis å delta. Kommunen dekkjer eigne reiseutgifter."),
		Privacy: both("Vi bruker opplysningene til å gjennomføre møtene, og sletter dem når møtene er fulgt opp.",
			"Vi bruker opplysningane til å gjennomføre møta, og slettar dei når møta er følgde opp."),
		Practical: both("Vi byr på lunsj. Møtestedene har trinnfri adkomst og teleslynge.", "Vi byr på lunsj. Møtestadene har trinnfri tilkomst og teleslynge."),
	}
}
