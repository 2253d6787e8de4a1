package sample

import (
	"time"

	"dialogmote/internal/dialogue"
)

// Innlandet2019 is the invitation «Dialogmøter Leve hele livet», published 23 August 2019, word for word with its slips. The
// document gives days, not hours; the hours are those of its programme, made up here.
func Innlandet2019() dialogue.Invitation {
	const key = "innlandet-2019"
	meeting := func(town, venue string, month time.Month, d int, deadline dialogue.Date) dialogue.Meeting {
		on := day(2019, month, d)
		return dialogue.Meeting{
			ID:       ID(key + "/meeting/" + town),
			StartsAt: on.At(10, 0), EndsAt: on.At(14, 0),
			Town: town, Venue: venue, CapacityShown: true,
			Deadline: dialogue.Deadline{On: deadline},
		}
	}
	september, october := day(2019, time.September, 2), day(2019, time.October, 2)
	return finish(dialogue.Invitation{
		Organiser: Innlandet(),
		Series: dialogue.Series{
			ID:    ID(key),
			Slug:  "dialogmoter-leve-hele-livet-innlandet-2019",
			Kind:  dialogue.DialogueMeetings,
			State: dialogue.Published,
			Lang:  dialogue.Bokmal,
			Texts: innlandetTexts(),
			Rules: dialogue.Rules{
				Selection: dialogue.StandardSelection(), OfferDays: 2,
				Choice: dialogue.ChooseOne, Admission: dialogue.AdmitOpen, Identity: dialogue.Verified,
				MaxDelegates: 4, OutsideMax: 4,
				Required: []string{dialogue.FieldRole, dialogue.FieldEmail},
				Invited:  dialogue.Invited{Scope: dialogue.InviteCounties, Counties: []string{"04", "05"}, Districts: dialogue.NoDistricts},
			},
			PublishedAt: day(2019, time.August, 23).At(9, 0),
			ChangedAt:   day(2019, time.August, 23).At(9, 0),
			DeleteOn:    keepUntil,
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Politisk og administrativ ledelse i kommunen", "Politisk og administrativ leiing i kommunen")},
			{ID: ID(key + "/role/2"), Name: both("Leder eller mellomleder i helse- og omsorgssektoren", "Leiar eller mellomleiar i helse- og omsorgssektoren")},
			{ID: ID(key + "/role/3"), Name: both("Eldrerådet", "Eldrerådet")},
			{ID: ID(key + "/role/4"), Name: both("Ansatt i helse- og omsorgssektoren, også tillitsvalgt", "Tilsett i helse- og omsorgssektoren, også tillitsvald")},
			{ID: ID(key + "/role/5"), Name: both("Bruker- eller pårørendeorganisasjon", "Brukar- eller pårørandeorganisasjon"), Health: true},
		},
		Meetings: []dialogue.Meeting{
			meeting("Tynset", "Tunnatoriet, Kompetansesenteret", time.September, 18, september),
			meeting("Otta", "Thon hotell Otta", time.September, 19, september),
			meeting("Lillehammer", "Scandic Lillehammer hotell", time.September, 23, september),
			meeting("Fagernes", "Scandic Valdres hotell", time.October, 17, october),
			meeting("Raufoss", "Vestre-Toten Rådhus, kommunestyresalen", time.October, 18, october),
			meeting("Kirkenær, Grue kommune", "Skaslien", time.October, 28, october),
			meeting("Hamar", "O'Leary (Viktoria)", time.October, 29, october),
		},
		Contacts: []dialogue.ContactPerson{{
			ID: ID(key + "/contact/1"), Name: "Håvard Myhre", Title: both("seniorrådgiver", "seniorrådgivar"),
			Email: "havard.myhre@innlandet.example.no", Phone: "22 24 96 11",
		}},
		Materials: []dialogue.Material{
			{ID: ID(key + "/material/1"), Title: both("Invitasjon", "Invitasjon"), Audience: dialogue.ForAll, Filename: "Invitasjon dialogmøter Leve hele livet.pdf"},
			{ID: ID(key + "/material/2"), Title: both("Program", "Program"), Audience: dialogue.ForAll, Filename: "Program dialogmøter Leve hele livet.pdf"},
		},
	})
}

func innlandetTexts() dialogue.SeriesTexts {
	return dialogue.SeriesTexts{
		Title: both("Dialogmøter Leve hele livet", "Dialogmøte Leve heile livet"),
		Lead: both("For informasjon, mobilisering og støtte for gjennomføring av kvalitetsreformen for eldre som favner bredt og berører mange samfunnsområder",
			"For informasjon, mobilisering og støtte til gjennomføring av kvalitetsreforma for eldre, som femner breitt og vedkjem mange samfunnsområde"),
		Body: nb(`Fylkesmennene har fått i oppdrag fra Helsedirektoratet via Helse- og omsorgsdepartementet å etablere et regionalt samarbeid for gjennomføring av reformen «Leve hele livet», Meld. St. 15 (2017-2018).

«Leve hele livet» er en satsing som går over 5 år, med oppstart 2019 og varer til og med 2023.

De fem innsatsområdene er:

- Bidra til å utforme et aldersvennlig samfunn
- Styrke aktivitet og felleskap
- Etablere gode løsninger for mat og matglede
- Sikre faglig forsvarlige helsehjelp når det er behov for det
- Sikre helhet og sammenheng i tjenestetilbudet inkludert ta vare på pårørende

Vi inviterer til dialogmøte med alle kommuner i Hedmark og Oppland hvor temaet er Meld. St. 15 (2017-2018) Leve hele livet. Hensikten med dialogmøtet er å informere om kvalitetsreformen, samt få innspill og kunnskap om hvilke områder i Leve hele livet kommunene ønsker å arbeide med, og hva kommunene trenger av støtte og bistand for å få gjennomført tiltakene.

Kommunene kan selv velge hvilket dialogmøte de ønsker å delta på.`),
		TargetGroups: nb(`Det er ønskelig at hver kommune møter med representanter fra:

- Politisk og administrativ ledelse i kommunene
- Ledere og mellomledere i helse- og omsorgssektoren i kommunene
- Eldrerådet
- Ansatte i helse- og omsorgssektoren, inkludert tillitsvalgte
- Bruker- og pårørendeorganisasjoner i kommunene`),
		Partners:      nb(`Fylkesmannen i Innlandet ønsker en bred involvering, og det er etablert et regionalt støtteapparat som består av Fylkesmannen, Utviklingssentrene for sykehjem og hjemmetjenester i Hedmark og Oppland og KS. Regionalt støtteapparat skal spre kunnskap, følge opp og bistå kommuner og fylkeskommuner til å etablere god praksis innenfor de 5 innsatsområdene som er beskrevet i Meld. St. 15 (2017-2018)`),
		ProgrammeNote: nb(`Se vedlagt invitasjon og program for mer informasjon og påmeldig.`),
		Privacy: both(`Fylkesmannen i Innlandet bruker opplysningene til å gjennomføre dialogmøtene: sende kvittering og bekreftelse, lage deltakerlister og bestille mat. Bare de som arbeider med møtene, ser dem.`,
			`Fylkesmannen i Innlandet bruker opplysningane til å gjennomføre dialogmøta: sende kvittering og stadfesting, lage deltakarlister og tinge mat. Berre dei som arbeider med møta, ser dei.`),
		Practical: both(`Registreringen åpner en halv time før møtet. Lunsj er inkludert; si fra til kontaktpersonen om allergi eller behov for tilrettelegging.`,
			`Registreringa opnar ein halv time før møtet. Lunsj er inkludert; sei frå til kontaktpersonen om allergi eller behov for tilrettelegging.`),
	}
}
