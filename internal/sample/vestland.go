package sample

import (
	"time"

	"dialogmote/internal/dialogue"
)

// Vestland is made up in the manner of the office's own pages of 2021: two conferences and a dialogue meeting on Teams, for
// nynorsk, several meetings a unit, participants at own cost above four, and deadlines counted from each meeting.
func Vestland() dialogue.Invitation {
	const key = "vestland-2021"
	weekBefore, tenBefore := 7, 10
	sogndal, bergen, teams := day(2021, time.November, 8), day(2021, time.November, 10), day(2021, time.December, 2)
	return finish(dialogue.Invitation{
		Organiser: VestlandOffice(),
		Series: dialogue.Series{
			ID:     ID(key),
			Slug:   "leve-heile-livet-konferansar-og-dialogmote-i-vestland-2021",
			Kind:   dialogue.Conference,
			State:  dialogue.Published,
			Lang:   dialogue.Nynorsk,
			Texts:  vestlandTexts(),
			OurRef: "2021/4711",
			Rules: dialogue.Rules{
				Selection: dialogue.StandardSelection(), OfferDays: 2,
				Choice: dialogue.ChooseMany, Admission: dialogue.AdmitOpen, Identity: dialogue.Verified,
				MaxDelegates: 4, OverCap: 2, OutsideMax: 4,
				Required: []string{dialogue.FieldRole, dialogue.FieldEmail},
				Invited: dialogue.Invited{Scope: dialogue.InviteCounties, Counties: []string{"46"}, Districts: dialogue.NoDistricts,
					CountyUnits: true, Organisations: true},
			},
			Deadline:       dialogue.Deadline{DaysBefore: &tenBefore},
			StatementsOpen: true, StatementsBy: day(2021, time.December, 10),
			PublishedAt: day(2021, time.September, 20).At(10, 0),
			ChangedAt:   day(2021, time.October, 4).At(14, 30),
			DeleteOn:    keepUntil,
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Politisk ledelse", "Politisk leiing")},
			{ID: ID(key + "/role/2"), Name: both("Administrativ ledelse", "Administrativ leiing")},
			{ID: ID(key + "/role/3"), Name: both("Planlegger", "Planleggjar")},
			{ID: ID(key + "/role/4"), Name: both("Leder i helse og omsorg", "Leiar i helse og omsorg")},
			{ID: ID(key + "/role/5"), Name: both("Eldreråd", "Eldreråd"), Maximum: 2},
		},
		Meetings: []dialogue.Meeting{
			{
				ID: ID(key + "/meeting/sogndal"), Theme: both("Konferanse: Leve hele livet inn i ny fase", "Konferanse: Leve heile livet inn i ny fase"),
				StartsAt: sogndal.At(9, 30), EndsAt: sogndal.At(15, 30), Town: "Sogndal", Venue: "Kulturhuset", Address: "Hovudvegen 10", Capacity: 150, CapacityShown: true,
			},
			{
				ID: ID(key + "/meeting/bergen"), Theme: both("Konferanse: Leve hele livet inn i ny fase", "Konferanse: Leve heile livet inn i ny fase"),
				StartsAt: bergen.At(9, 30), EndsAt: bergen.At(15, 30), Town: "Bergen", Venue: "Konferansesenteret", Address: "Strandgata 20", Capacity: 200, CapacityShown: true,
			},
			{
				ID: ID(key + "/meeting/teams"), Theme: both("Dialogmøte for kommuner som ikke har hatt møte", "Dialogmøte for kommunar som ikkje har hatt møte"),
				StartsAt: teams.At(12, 0), EndsAt: teams.At(14, 0), Digital: true, TeamsURL: "https://teams.example.no/mote/vestland", CapacityShown: true,
				Deadline: dialogue.Deadline{DaysBefore: &weekBefore},
			},
		},
		Programme: []dialogue.ProgrammeRow{
			{ID: ID(key + "/programme/1"), Starts: -30, Minutes: 30, Content: nn("Registrering og kaffi")},
			{ID: ID(key + "/programme/2"), Starts: 0, Minutes: 15, Content: nn("Velkommen"), Responsible: nn("Statsforvaltaren i Vestland")},
			{ID: ID(key + "/programme/3"), Starts: 15, Minutes: 60, Content: nn("Reforma inn i ny fase"), Responsible: nn("Helsedirektoratet")},
			{ID: ID(key + "/programme/4"), Starts: 75, Minutes: 105, Content: nn("Erfaringsdeling frå kommunar og organisasjonar")},
			{ID: ID(key + "/programme/5"), Starts: 180, Minutes: 60, Content: nn("Lunsj")},
			{ID: ID(key + "/programme/6"), Starts: 240, Minutes: 120, Content: nn("Arbeid i grupper:\n\n- Korleis kjem planen over i praksis?\n- Kva treng de av det regionale støtteapparatet?"), Responsible: nn("KS og Utviklingssenter for sjukeheimar og heimetenester")},
			{ID: ID(key + "/programme/t1"), Meeting: ID(key + "/meeting/teams"), Starts: 0, Minutes: 20, Content: nn("Status i Vestland"), Responsible: nn("Statsforvaltaren i Vestland")},
			{ID: ID(key + "/programme/t2"), Meeting: ID(key + "/meeting/teams"), Starts: 20, Minutes: 100, Content: nn("Dialog: Kva ønskjer kommunen hjelp til?")},
		},
		Contacts: []dialogue.ContactPerson{
			{ID: ID(key + "/contact/1"), Name: "Torleiv Hamre", Title: both("seniorrådgiver", "seniorrådgivar"), Email: "torleiv.hamre@vestland.example.no", Phone: "22 24 96 31"},
			{ID: ID(key + "/contact/2"), Meeting: ID(key + "/meeting/teams"), Name: "Gunnhild Sæbø", Title: both("rådgiver, teknisk hjelp", "rådgivar, teknisk hjelp"), Email: "gunnhild.sabo@vestland.example.no", Phone: "22 24 96 32"},
		},
		Materials: []dialogue.Material{
			{ID: ID(key + "/material/1"), Title: both("Invitasjon", "Invitasjon"), Audience: dialogue.ForAll, Filename: "Invitasjon Leve heile livet.pdf"},
			{ID: ID(key + "/material/2"), Title: nn("Program for konferansane"), Audience: dialogue.ForAll, Filename: "Program konferansar.pdf"},
			{ID: ID(key + "/material/3"), Meeting: ID(key + "/meeting/teams"), Title: nn("Spørsmål å førebu"), Audience: dialogue.ForRegistered, Filename: "Spørsmål å førebu.pdf"},
		},
	})
}

func vestlandTexts() dialogue.SeriesTexts {
	return dialogue.SeriesTexts{
		Title: both("Leve hele livet: konferanser og dialogmøte i Vestland", "Leve heile livet: konferansar og dialogmøte i Vestland"),
		Lead: both("Reformen går inn i ny fase. Bli med på konferanse i Sogndal eller Bergen, og be om dialogmøte hvis kommunen ikke har hatt det.",
			"Reforma går inn i ny fase. Bli med på konferanse i Sogndal eller Bergen, og be om dialogmøte om kommunen ikkje har hatt det."),
		Body: nn(`Temaet for konferansane er *Leve heile livet inn i ny fase*. Neste år startar arbeidet med å gjennomføre det kommunane har planlagt og få på plass gode rutinar. For mange vil dette gå hand i hand med vidare planarbeid. Den raude tråden er erfaringsdeling frå kommunar og organisasjonar.

### Status i Vestland

På grunn av pandemien er reformperioden forlengd til 2024. Fram til no har 24 kommunar i Vestland gjort politisk vedtak om korleis dei vil leggje opp arbeidet med reforma, og 18 kommunar melder at dei skal gjere vedtak i løpet av 2021.

### Dialogmøte

Det regionale støtteapparatet har hatt dialogmøte med 22 av dei 43 kommunane i Vestland. Tema for møta er ofte det kommunen sjølv ønskjer hjelp til, og i dei fleste tilfelle gjeld det alle dei fem innsatsområda:

1. Eit aldersvenleg Noreg
2. Aktivitet og fellesskap
3. Mat og måltid
4. Helsehjelp
5. Samanheng og overgang i tenestene

Vi oppmodar dei kommunane som enno ikkje har hatt dialogmøte, om å melde seg på møtet på Teams.`),
		TargetGroups: nn(`Politisk og administrativ leiing, planleggjarar, leiarar i helse og omsorg og eldreråd. Vestland fylkeskommune og organisasjonar er òg velkomne.`),
		Partners:     nn(`Det regionale støtteapparatet er Statsforvaltaren i Vestland, KS og Utviklingssenteret for sjukeheimar og heimetenester. Statsforvaltaren koordinerer arbeidet.`),
		Preparation:  nn(`Snakk saman i kommunen på førehand: Kva har de fått til, og kva ønskjer de hjelp til?`),
		Cost: both(`Konferansen er gratis for inntil fire deltakere fra hver kommune. Inntil to til kan delta for 650 kroner per person.`,
			`Konferansen er gratis for inntil fire deltakarar frå kvar kommune. Inntil to til kan delta for 650 kroner per person.`),
		Statements: nn(`Kommunar og organisasjonar kan sende skriftlege innspel til Statsforvaltaren innan 10. desember 2021, anten de deltek eller ikkje.`),
		Filming: both(`Innleggene på konferansene blir filmet og lagt ut. Publikum blir ikke filmet.`,
			`Innlegga på konferansane blir filma og lagde ut. Publikum blir ikkje filma.`),
		Privacy: both(`Statsforvalteren i Vestland bruker opplysningene til å gjennomføre konferansene og møtet. Ingen andre får dem.`,
			`Statsforvaltaren i Vestland bruker opplysningane til å gjennomføre konferansane og møtet. Ingen andre får dei.`),
		Practical: both(`Registreringen åpner en halv time før start. Det er god plass til å parkere.`,
			`Registreringa opnar ein halv time før start. Det er god plass til å parkere.`),
		Signatories: nn(`Velkomne!

**Gunnhild Sæbø**
avdelingsdirektør

**Torleiv Hamre**
seniorrådgivar`),
	}
}
