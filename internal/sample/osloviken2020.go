package sample

import (
	"time"

	"dialogmote/internal/dialogue"
)

// osloVikenRegion is one row of the letter's table of municipalities, dates and times.
type osloVikenRegion struct {
	name       string
	stated     int // «(5)» in the letter, right or wrong
	units      []string
	start, end time.Time // zero: «Dato kommer senere»
}

// OsloViken2020 is the letter to the municipalities of Oslo og Viken, word for word with its slips: two stated counts that are
// wrong (Kongsbergregionen and Indre kommuner), «Nes» for Nesbyen and «Skiptvedt» for Skiptvet. The letter has no date of its
// own; the publication day is made up.
func OsloViken2020() dialogue.Invitation {
	const key = "oslo-viken-2020"
	o := OsloViken()
	published := day(2020, time.October, 12)
	inv := dialogue.Invitation{
		Organiser: o,
		Series: dialogue.Series{
			ID:    ID(key),
			Slug:  "dialogmote-med-kommunene-i-oslo-og-viken-leve-hele-livet",
			Kind:  dialogue.DialogueMeetings,
			State: dialogue.Published,
			Lang:  dialogue.Bokmal,
			Texts: osloVikenTexts(),
			Rules: dialogue.Rules{
				Selection: dialogue.StandardSelection(), OfferDays: 2,
				Choice: dialogue.Assigned, Admission: dialogue.AdmitOpen, Identity: dialogue.Verified,
				MaxDelegates: 4, OutsideMax: 4,
				Required: []string{dialogue.FieldRole, dialogue.FieldPosition, dialogue.FieldEmail, dialogue.FieldPhone},
				Invited:  dialogue.Invited{Scope: dialogue.InviteCounties, Counties: []string{"03", "30"}, Districts: dialogue.DistrictsBeside},
			},
			Deadline:           dialogue.Deadline{On: day(2020, time.November, 5)},
			ProgrammeTentative: true,
			StatedMeetings:     10,
			PublishedAt:        published.At(9, 0),
			ChangedAt:          published.At(9, 0),
			DeleteOn:           keepUntil,
			AsksPresentation:   true,
			StatementsOpen:     true,
			StatementsBy:       day(2020, time.November, 27),
			RemindRemaining:    3,
			Thanks:             true,
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Politisk ledelse", "Politisk leiing")},
			{ID: ID(key + "/role/2"), Name: both("Administrativ ledelse", "Administrativ leiing")},
			{ID: ID(key + "/role/3"), Name: both("Leder av eldreråd", "Leiar av eldreråd")},
			{ID: ID(key + "/role/4"), Name: both("Kommuneplanlegger", "Kommuneplanleggjar")},
			{ID: ID(key + "/role/5"), Name: both("Leder innen helse og omsorg", "Leiar innan helse og omsorg")},
			{ID: ID(key + "/role/6"), Name: both("Leder innen plan", "Leiar innan plan")},
		},
		Programme: osloVikenProgramme(key),
		Questions: osloVikenQuestions(key),
		Contacts: []dialogue.ContactPerson{
			{ID: ID(key + "/contact/1"), Name: "Ole Martin Fossheim", Title: both("seniorrådgiver, saksbehandler", "seniorrådgivar, saksbehandlar"), Email: "ole.martin.fossheim@oslo-og-viken.example.no", Phone: "22 24 96 21"},
			{ID: ID(key + "/contact/2"), Name: "Hanne Lysaker", Title: both("tar imot påmeldinger og presentasjoner", "tek imot påmeldingar og presentasjonar"), Email: "hanne.lysaker@oslo-og-viken.example.no", Phone: "22 24 96 22"},
		},
		Materials: []dialogue.Material{
			{ID: ID(key + "/material/1"), Title: nb("Oversikt over kommunesammensetning og møtetider"), Audience: dialogue.ForAll, Filename: "Oversikt over dialogmøtene.pdf"},
			{ID: ID(key + "/material/2"), Title: nb("«Kommunalt planarbeid i tilknytning til Leve hele livet» (film)"), Audience: dialogue.ForAll, URL: "https://film.example.no/kommunalt-planarbeid"},
			{ID: ID(key + "/material/3"), Title: nb("Veiledningshefte – Leve hele livet – Hvordan driftes samfunnet?"), Audience: dialogue.ForAll, Filename: "Veiledningshefte Leve hele livet.pdf"},
			{ID: ID(key + "/material/4"), Title: nb("Ressursportal.no"), Audience: dialogue.ForAll, URL: "https://www.ressursportal.no/"},
			{ID: ID(key + "/material/5"), Title: nb("Forms undersøkelse i kommunene i Oslo og Viken, Leve hele livet"), Audience: dialogue.ForAll, Filename: "Undersøkelse Leve hele livet.pdf"},
			{ID: ID(key + "/material/6"), Title: nb("Grunnlagsmateriell til dialogmøtet"), Audience: dialogue.ForRegistered, Filename: "Grunnlagsmateriell.pdf"},
		},
	}
	for _, r := range osloVikenRegions() {
		region := dialogue.Region{ID: ID(key + "/region/" + r.name), Name: nb(r.name), StatedUnits: r.stated}
		for _, number := range r.units {
			region.Units = append(region.Units, municipality(o, number, published))
		}
		inv.Regions = append(inv.Regions, region)
		inv.Meetings = append(inv.Meetings, dialogue.Meeting{
			ID: ID(key + "/meeting/" + r.name), Region: region.ID, StartsAt: r.start, EndsAt: r.end,
			Digital: true, TeamsURL: "https://teams.example.no/mote/" + dialogue.Slug(r.name), CapacityShown: true,
		})
	}
	return finish(inv)
}

// osloVikenRegions is the letter's table, in its order. The numbers are those of the register in 2020.
func osloVikenRegions() []osloVikenRegion {
	row := func(name string, stated, month, d, hour, minute int, units ...string) osloVikenRegion {
		start := day(2020, time.Month(month), d).At(hour, minute)
		return osloVikenRegion{name, stated, units, start, start.Add(3 * time.Hour)}
	}
	return []osloVikenRegion{
		row("Nedre Romerike", 5, 11, 16, 12, 30, "3026", "3030", "3029", "3031", "3027"),
		row("Øvre Romerike", 6, 11, 16, 9, 0, "3035", "3032", "3037", "3036", "3034", "3033"),
		row("Follo regionen", 6, 11, 20, 9, 0, "3028", "3022", "3023", "3020", "3019", "3021"),
		row("Hallingdalsregionen", 6, 11, 10, 9, 0, "3043", "3041", "3042", "3044", "3040", "3039"),
		row("Kongsbergregionen", 5, 11, 10, 12, 30, "3006", "3051", "3050", "3052"),
		row("Ringeriksregionen", 6, 11, 11, 13, 0, "3007", "3046", "3038", "3047", "3045", "3053"),
		row("Drammensregionen", 5, 11, 12, 13, 0, "3005", "3048", "3049", "3025", "3024"),
		row("Indre kommuner", 6, 12, 2, 9, 0, "3014", "3013", "3015", "3002", "3018"),
		row("Nedre Glomma", 7, 12, 2, 12, 30, "3001", "3012", "3004", "3011", "3003", "3016", "3017"),
		{name: "Oslo", units: []string{"0301"}},
	}
}

// osloVikenProgramme is the letter's table of 08.45–12.00 as minutes after a start at 09.00.
func osloVikenProgramme(key string) []dialogue.ProgrammeRow {
	rows := []struct {
		starts, ends         int
		content, responsible string
	}{
		{-15, 0, "*Teknisk test og kort opplæring i bruk av funksjonaliteter*\n\n- Møteregler", "Seniorrådgiver hos Fylkesmannen i Oslo og Viken og møteleder, Ole Martin Fossheim"},
		{0, 5, "Kommunene ønskes velkommen til dialogmøte med Fylkesmannen i Oslo og Viken", "Fylkesmann i Oslo og Viken"},
		{5, 10, "Presentasjonsrunde", "Møteleder"},
		{10, 25, "Gjennomgang av reform og program for aldersvennlig Norge", "Ole Martin Fossheim, Fylkesmannen i Oslo og Viken, Seniorrådgiver"},
		{25, 35, "Gjennomgang av oppdraget og presentasjon av presentasjonen med Trond Lilleng", "Seniorrådgiver Tonje Kvamme, Fylkesmannen i Oslo og Viken"},
		{35, 50, "Trond Lilleng", "Utdrag av film"},
		{50, 65, "Presentasjon Ny håndbok aldersvennlig lokalsamfunn", "Prosjektleder Berit Anne Rosenlund – Nasjonalt nettverk aldersvennlig lokalsamfunn"},
		{65, 80, "Utviklingssenterets bidrag i reformarbeidet", "Utviklingssenter for sykehjem og hjemmetjenester"},
		{80, 90, "Pause", ""},
		{90, 175, `Kommunenes besvarelser på spørsmålene drøftet i forkant av dialogmøtet.

- Individuell presentasjon av bevarrelsene (10 min)
- Diskusjon i plenum:
  - utfordringer og muligheter knyttet til implementering av Leve hele Livet i kommunale planer (15 min)

Tiltak for erfaringsutveksling og kunnskapsdeling mellom kommunene.`, "Møteleder, Senter for omsorgsforskning, USHT og KS"},
		{175, 180, "Avslutning", "Ole Martin Fossheim"},
	}
	programme := make([]dialogue.ProgrammeRow, len(rows))
	for i, r := range rows {
		programme[i] = dialogue.ProgrammeRow{
			ID: ID(key + "/programme/" + r.content), Starts: r.starts, Minutes: r.ends - r.starts, Content: nb(r.content), Responsible: nb(r.responsible),
		}
	}
	programme[len(programme)-2].Speaking = 10 // «Individuell presentasjon (10 min)»
	return programme
}

func osloVikenTexts() dialogue.SeriesTexts {
	return dialogue.SeriesTexts{
		Title: both("Dialogmøte med kommunene i Oslo og Viken - Leve hele livet", "Dialogmøte med kommunane i Oslo og Viken – Leve heile livet"),
		Lead: both("Fylkesmannen i Oslo og Viken inviterer kommuner til dialogmøte om eldrereformen «Leve hele livet».",
			"Fylkesmannen i Oslo og Viken inviterer kommunar til dialogmøte om eldrereforma «Leve heile livet»."),
		Body: nb(`*Til kommunene i Oslo og Viken*

Dialogmøte gjennomføres digitalt på Teams

### Helsedirektoratets oppdrag til Fylkesmannen i Oslo og Viken

> «Fylkesmannen skal i 2020 aktivt gi tilbud om dialogmøter med alle kommunene. Det forventes at gjennomføring av dialogmøter skjer i samarbeid med de øvrige aktørene i det regionale støtteapparatet. Dialogmøter kan gjennomføres enkeltvis eller gruppevis. Målgruppen for dialogmøter vil først og fremst være ledere og ansatte i kommunene, politisk ledelse og representanter som ivaretar innbygger-, bruker- og pårørendeperspektivet. I dialog og samhandling med kommunene, er det naturlig at embedene vektlegger det formelle bakteppet for planlegging og gjennomføring av reformen, særlig plan- og bygningslovens del 2 (plandelen), folkehelseloven og forskrift om ledelse og kvalitetsforbedring i helse- og omsorgstjenesten. Styringsinformasjon gjennom ressursportal.no vil være et viktig grunnlag for dialogen.»

### Hovedtema er plan og planarbeid

Fylkesmannen i Oslo og Viken ønsker å gjennomføre 10 dialogmøter før nyttår.

Vedlagt kan du se oversikten over kommunesammensettingen på møtene og når hvert møte skal gjennomføres.

### Formål med dialogmøte

Dialog rundt kommunenes arbeide med å iverksette St. melding nr. 15 «Leve hele livet» i kommunens planarbeid og planer.

### Målsetting for dialogmøtet

Kommunene som deltar på dialogmøtet skal utvikle forståelse for hvordan «Leve hele livet» kan integreres i kommunens planarbeid og planer. Det er derfor ønskelig at kommunene deler med hverandre hva de har lykkes med og hva som har vært utfordrende vedrørende slik integrering.

### Hvem deltar på dialogmøtet?

Kommunen gir tilbakemelding på epost til Hanne Lysaker på [hanne.lysaker@oslo-og-viken.example.no](mailto:hanne.lysaker@oslo-og-viken.example.no) om hvem fra kommunen som deltar i henhold til målgruppe med fullt navn, stilling/funksjon og kontaktinformasjon (telefon og epost adresse) **innen 05. november 2020**.

### Gjennomføring av dialogmøte

Kommunen oppfordres, dersom det er mulig av smittevernhensyn, å tilrettelegge slik at deltakerne fra samme kommune sitter i samme grupperom under møtet.`),
		TargetGroups: nb(`Politisk og administrativ ledelse, ledere av Eldreråd, kommuneplanleggere og ledere innen helse og omsorg og plan.`),
		Partners: nb(`Det regionale støtteapparatet i Oslo og Viken består av medlemmer fra KS, USHT Viken (Buskerud), USHT Viken (Akershus), USHT Viken (Østfold), USHT Oslo, og Fylkesmannen i Oslo og Viken. Senter for omsorgsforskning deltar også i det regionale støtteapparatet.

De regionale støtteapparatene for reformen skal bistå kommunene i arbeidet med å gjennomføre reformen lokalt. Formålet til støtteapparatene er å understøtte kommunenes forbedringsarbeid og legge til rette for erfaringsdeling, kunnskapsutveksling og lokalt planarbeid.`),
		Preparation: nb(`Alle påmeldte vil få tilsendt nødvendigrunnlagsmaterieell for å kunne stille forberedt til møtet.

Dersom det er spørsmål vedrørende Ressursportalen kan Solveig Knudtsen på epost [solveig.knudtsen@ressursportalen.example.no](mailto:solveig.knudtsen@ressursportalen.example.no) kontaktes.

Dersom dere ikke kjenner materiellet fra før, oppfordrer vi dere til å se igjennom følgende dokumentasjon før møtet:

- «Kommunalt planarbeid i tilknytning til Leve hele livet» av seniorrådgiver Trond Lilleng, fylkesmannen i Troms og Finnmark, [film.example.no/kommunalt-planarbeid](https://film.example.no/kommunalt-planarbeid)
- «Veiledningshefte – Leve hele livet – Hvordan driftes samfunnet?» av KS Konsulent, vedlagt
- Gjennomgang av [www.ressursportal.no](https://www.ressursportal.no/) – (Det er en egen veileder i PDF fil i ressursportalen for hvordan ressursportalen brukes.)
- Forms undersøkelse i kommunene i Oslo og Viken, Leve hele livet, vedlagt

Følgende spørsmål ønsker vi kommunene drøfter og besvares i kommunens presentasjon under del to av møte:

- **Hvilke forventninger har kommunen til eldrereformene Leve hele livet?**
- **Hvordan ivaretar kommunen kartleggings- og analysebehovet, slik at demografiske utfordringer og planer for et aldersvennlig samfunn er i tråd med føringene i reformen Leve hele livet?**
- **På hvilken måte iverksetter kommunen «Leve hele livet» i sine planprosesser og planer?**
- **Hva ser kommunen som utfordrende i dette arbeidet – og om kommunen har støtt på utfordringer, hva kunne kommunen eventuelt støtte eller hjelp til?**

Del gjerne kloke løsninger eller gi oss gode råd med på veien videre i arbeidet!

Vi ønsker at alle kommunene oversender sin presentasjon til epost til Hanne Lysaker på [hanne.lysaker@oslo-og-viken.example.no](mailto:hanne.lysaker@oslo-og-viken.example.no)`),
		ProgrammeNote: nb(`Det er satt opp tentative tider da det avhenger av hvilken tid på dagen møte skal avholdes. Justeres når tidspunkt er bestemt.`),
		Filming: both(`Møtene blir filmet i Teams under møte og er tilgjengelig for kommunene i ettertid.`,
			`Møta blir filma i Teams og er tilgjengelege for kommunane i ettertid.`),
		Privacy: both(`Fylkesmannen i Oslo og Viken bruker navn, stilling, telefon og e-post til å sende lenke til møtet og grunnlagsmateriell. Møtet blir filmet; opptaket deles bare med kommunene.`,
			`Fylkesmannen i Oslo og Viken bruker namn, stilling, telefon og e-post til å sende lenkje til møtet og grunnlagsmateriell. Møtet blir filma; opptaket blir berre delt med kommunane.`),
		Practical: both(`Møtet holdes på Teams. Logg på 15 minutter før start for teknisk test.`,
			`Møtet er på Teams. Logg på 15 minutt før start for teknisk test.`),
		Signatories: nb(`Med hilsen

**Idris Conteh-Berg**
seksjonssjef

**Ole Martin Fossheim**
seniorrådgiver

Dokumentet er elektronisk godkjent`),
	}
}
