package sample

import (
	"strconv"
	"time"

	"dialogmote/internal/dialogue"
)

// Departementet2017 is the ministry's letter of 6 April 2017, word for word. The number of places is limited but not said;
// the capacity here is made up and not shown, and so are the floors, the programme and the questions for group work.
func Departementet2017() dialogue.Invitation {
	const key = "departementet-2017"
	meeting := func(town, venue string, theme dialogue.Text, start, end time.Time) dialogue.Meeting {
		return dialogue.Meeting{
			ID: ID(key + "/meeting/" + town), Theme: theme, StartsAt: start, EndsAt: end,
			Town: town, Venue: venue, Capacity: 84, OwnPlaces: 4, GroupWork: departementetGroupWork(town),
		}
	}
	may, june, august, september := day(2017, time.May, 30), day(2017, time.June, 20), day(2017, time.August, 31), day(2017, time.September, 26)
	return finish(dialogue.Invitation{
		Organiser: Ministry(),
		Series: dialogue.Series{
			ID:         ID(key),
			Slug:       "invitasjon-til-dialogmote-leve-hele-livet-2017",
			Kind:       dialogue.DialogueMeetings,
			State:      dialogue.Published,
			Lang:       dialogue.Bokmal,
			Texts:      departementetTexts(),
			OurRef:     "17/511-",
			LetterDate: day(2017, time.April, 6),
			Rules: dialogue.Rules{
				Selection: dialogue.SelectionRules{Where: dialogue.WhereLotOrder, Extra: dialogue.ExtraOwnAnswer, MinDelegation: 1}, OfferDays: 2,
				Choice: dialogue.Ranked, Admission: dialogue.AdmitSelection, Identity: dialogue.Verified,
				MaxDelegates: 4, OutsideMax: 4,
				Required: []string{dialogue.FieldRole},
				Invited:  dialogue.Invited{Scope: dialogue.InviteAll, Districts: dialogue.DistrictsBeside, Persons: true},
			},
			Deadline:       dialogue.Deadline{On: day(2017, time.May, 5)},
			AnswerBy:       day(2017, time.May, 15),
			StatedMeetings: 4,
			PublishedAt:    day(2017, time.April, 6).At(12, 0),
			ChangedAt:      day(2017, time.April, 6).At(12, 0),
			DeleteOn:       keepUntil,
			StatementsOpen: true,
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Ansatt i tjenestene", "Tilsett i tenestene"), Floor: 9},
			{ID: ID(key + "/role/2"), Name: both("Ansatt eller leder i kommunens administrasjon", "Tilsett eller leiar i administrasjonen i kommunen"), Floor: 9},
			{ID: ID(key + "/role/3"), Name: both("Lokalpolitiker", "Lokalpolitikar"), Floor: 9},
			{ID: ID(key + "/role/4"), Name: both("Bruker", "Brukar"), Floor: 6, OutsideCap: true, Health: true},
			{ID: ID(key + "/role/5"), Name: both("Pårørende", "Pårørande"), Floor: 6, OutsideCap: true, Health: true},
		},
		Meetings: []dialogue.Meeting{
			meeting("Stavanger", "Scandic Forum", same("Mat"), may.At(10, 0), may.At(14, 0)),
			meeting("Bergen", "Scandic Ørnen", both("Helsehjelp", "Helsehjelp"), june.At(13, 0), june.At(17, 0)),
			meeting("Bodø", "Radisson Blu Hotel", both("Aktivitet/fellesskap", "Aktivitet/fellesskap"), august.At(11, 0), august.At(15, 0)),
			meeting("Hamar", "Scandic Hotel Hamar", both("Sammenheng/ gjennomføring", "Samanheng/ gjennomføring"), september.At(11, 0), september.At(15, 0)),
		},
		Programme: departementetProgramme(key),
		Contacts: []dialogue.ContactPerson{{
			ID: ID(key + "/contact/1"), Name: "Sindre Aasen", Title: both("rådgiver", "rådgivar"),
			Email: "levehelelivet@hod.example.no", Phone: "22 24 96 01",
		}},
		Materials: []dialogue.Material{{
			ID: ID(key + "/material/1"), Title: both("Dialogmøtene på regjeringen.no", "Dialogmøta på regjeringen.no"),
			Audience: dialogue.ForAll, URL: "https://www.regjeringen.no/2547685/",
		}},
	})
}

func departementetTexts() dialogue.SeriesTexts {
	return dialogue.SeriesTexts{
		Title: both("Invitasjon til dialogmøte – Leve hele livet. Vi trenger deres innspill og erfaringer!",
			"Invitasjon til dialogmøte – Leve heile livet. Vi treng innspela og erfaringane dykkar!"),
		Lead: both("Jeg vil med dette invitere landets kommuner til å delta i arbeidet.",
			"Eg vil med dette invitere kommunane i landet til å delta i arbeidet."),
		Body: nb(`*Til landets kommuner*

Regjeringen vil skape en kvalitetsreform for eldre, med fokus på fire hovedtemaer: mat, aktivitet og fellesskap, helsehjelp, sammenheng og gjennomføring. Reformen har fått navnet Leve hele livet. Målet er flere gode leveår med god helse og mestring, pårørende som ikke blir utslitt og ansatte som får brukt sin kompetanse.

Det er de senere årene lagt fram en rekke tiltak og virkemidler i de stortingsmeldinger, strategier og planer som allerede er vedtatt. Gjennomføringen av disse skal danne fundamentet for reformarbeidet. Samtidig er det behov for å løfte fram noen områder spesielt, og se nærmere på hva som kan bedre kvaliteten og redusere uønsket variasjon i tjenestene.

Brukere, pårørende, ansatte i tjenestene, administrativ og politisk ledelse i kommunene skal ha en helt sentral rolle i utviklingen av denne reformen.

De neste månedene skal det arrangeres fire regionale dialogmøter, ett for hvert av de fire hovedtemaene. Her ønsker jeg å høre hva dere mener er de største utfordringene på de ulike områdene, hvilke erfaringer dere har med tiltak som kan møte disse utfordringene, og hvilke verktøy og virkemidler dere mener er nødvendige for å spre og implementere de gode tiltakene.

### Påmelding

Påmelding gjøres elektronisk via denne nettsiden. Det er et begrenset antall plasser på hvert møte, og kun mulig å delta på ett av de fire møtene. Vi ber deg derfor rangere møtene i prioritert rekkefølge. Dette gjøres i påmeldingsskjemaet. Vi ber om at kommunene/bydelene foretar en samlet vurdering av sin deltakelse, med en øvre begrensning på fire deltakere per kommune/bydel som fortrinnsvis representerer både ansatte i tjenester, forvaltning og politikere.

For å sikre faglig bredde, geografisk spredning og en god representasjon av brukere og pårørende, vil departementet gjøre et utvalg av deltakere dersom påmeldingen blir stor.

Du vil derfor motta bekreftelse i to omganger. Først en automatisk kvittering på at din påmelding er registrert, og innen 15. mai en bekreftelse på om du/de du har meldt på har fått plass. Ved endelig bekreftelse vil du få nærmere praktisk informasjon om møtet med program og kort presentasjon av noen sentrale problemstillinger og spørsmål til gruppearbeidet. Gruppearbeidet vil ledes av et innovasjonsmiljø.

Frist for påmelding er 5. mai 2017.`),
		TargetGroups: nb(`Fra kommunene ønsker jeg deltakere som er ansatte i tjenestene, er ansatte/ledere i kommunens administrasjon og/eller lokalpolitikere. Jeg håper også at kommunene kan oppfordre brukere og pårørende til å delta på møtene gjennom å videreformidle invitasjonen til eldresentra, dagtilbud, pårørendeskoler eller andre relevante kommunale tiltak.`),
		Cost: both(`Møtet er gratis. Deltakerne må selv dekke reisekostnader og ev. utgifter til overnatting.`,
			`Møtet er gratis. Deltakarane må sjølve dekkje reisekostnader og ev. utgifter til overnatting.`),
		Postal: both(`Dersom du ikke har anledning til å melde deg på via nett-skjema kan du sende skriftlig påmelding til: Helse- og omsorgsdepartementet, Postboks 8011 Dep, 0030 Oslo, merk konvolutten Leve hele livet.`,
			`Dersom du ikkje har høve til å melde deg på via nettskjemaet, kan du sende skriftleg påmelding til: Helse- og omsorgsdepartementet, Postboks 8011 Dep, 0030 Oslo, merk konvolutten Leve hele livet.`),
		Statements: nb(`Skriftlige innspill kan også sendes til Helse- og omsorgsdepartementet, jf. adresse ovenfor, eller på e-post til [levehelelivet@hod.example.no](mailto:levehelelivet@hod.example.no).`),
		Signatories: nb(`Vi ser fram til å møte deg og høre dine erfaringer og innspill.

Velkommen!

Med vennlig hilsen

**Vidar Solvang**
Statsråd`),
		Privacy: both(`Helse- og omsorgsdepartementet bruker opplysningene til å velge ut deltakere, sende svar og gjennomføre møtet. At noen deltar som bruker eller pårørende, vises ikke på deltakerlister eller navneskilt.`,
			`Helse- og omsorgsdepartementet bruker opplysningane til å velje ut deltakarar, sende svar og gjennomføre møtet. At nokon deltek som brukar eller pårørande, blir ikkje vist på deltakarlister eller namneskilt.`),
		Practical: both(`Registreringen åpner en halv time før møtet. Program og spørsmål til gruppearbeidet følger med denne bekreftelsen.`,
			`Registreringa opnar ein halv time før møtet. Program og spørsmål til gruppearbeidet følgjer med denne stadfestinga.`),
	}
}

// departementetProgramme is made up: the letter promises a programme and gives none.
func departementetProgramme(key string) []dialogue.ProgrammeRow {
	start := 0
	var programme []dialogue.ProgrammeRow
	for i, r := range []struct {
		minutes              int
		content, responsible dialogue.Text
	}{
		{15, both("Velkommen", "Velkomen"), both("Helse- og omsorgsdepartementet", "Helse- og omsorgsdepartementet")},
		{30, both("Leve hele livet: det vi vil ha råd om", "Leve heile livet: det vi vil ha råd om"), both("Helse- og omsorgsdepartementet", "Helse- og omsorgsdepartementet")},
		{30, both("Slik gjør vi det hos oss", "Slik gjer vi det hos oss"), both("En kommune og en pårørende", "Ein kommune og ein pårørande")},
		{30, both("Pause med mat", "Pause med mat"), dialogue.Text{}},
		{90, both("Gruppearbeid", "Gruppearbeid"), both("Et innovasjonsmiljø leder gruppene", "Eit innovasjonsmiljø leier gruppene")},
		{35, both("Gruppene legger fram", "Gruppene legg fram"), dialogue.Text{}},
		{10, both("Veien videre", "Vegen vidare"), both("Helse- og omsorgsdepartementet", "Helse- og omsorgsdepartementet")},
	} {
		programme = append(programme, dialogue.ProgrammeRow{
			ID: ID(key + "/programme/" + strconv.Itoa(i+1)), Starts: start, Minutes: r.minutes, Content: r.content, Responsible: r.responsible,
		})
		start += r.minutes
	}
	return programme
}

// departementetGroupWork is what the groups discuss at the meeting in the town, by its theme.
func departementetGroupWork(town string) dialogue.Text {
	switch town {
	case "Stavanger":
		return both(`1. Hva skal til for at eldre får god og nok mat, også når de bor hjemme?
2. Hvordan kan måltidet bli dagens høydepunkt på sykehjemmet?
3. Hvilket tiltak hos dere bør flere kommuner kjenne til?`,
			`1. Kva skal til for at eldre får god og nok mat, også når dei bur heime?
2. Korleis kan måltidet bli høgdepunktet i dagen på sjukeheimen?
3. Kva tiltak hos dykk bør fleire kommunar kjenne til?`)
	case "Bergen":
		return both(`1. Hvordan oppdager dere tidlig at noen trenger mer hjelp?
2. Hva gjør at fastlegen, hjemmetjenesten og sykehuset vet om hverandre?
3. Hva ville gitt dere mer tid sammen med den enkelte?`,
			`1. Korleis oppdagar de tidleg at nokon treng meir hjelp?
2. Kva gjer at fastlegen, heimetenesta og sjukehuset veit om kvarandre?
3. Kva ville gitt dykk meir tid saman med den enkelte?`)
	case "Bodø":
		return both(`1. Hvem er ensomme hos dere, og hvordan finner dere dem?
2. Hvordan kan frivillige, skoler og lag gjøre mer av det de er gode til?
3. Hva skal til for at alle får gå ut hver dag?`,
			`1. Kven er einsame hos dykk, og korleis finn de dei?
2. Korleis kan frivillige, skular og lag gjere meir av det dei er gode til?
3. Kva skal til for at alle får gå ut kvar dag?`)
	}
	return both(`1. Hvor går det galt når noen skal hjem fra sykehuset?
2. Hvordan får pårørende vite hvem de kan ringe?
3. Hva trenger dere for at gode tiltak skal vare etter prosjektet?`,
		`1. Kvar går det gale når nokon skal heim frå sjukehuset?
2. Korleis får pårørande vite kven dei kan ringje?
3. Kva treng de for at gode tiltak skal vare etter prosjektet?`)
}
