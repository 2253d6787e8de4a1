package sample

import (
	"time"

	"dialogmote/internal/dialogue"
)

// OpenToday is open for registration on the day now: published a week before it, with its first deadline three weeks after.
// All of it is in bokmål and nynorsk.
func OpenToday(now dialogue.Date) dialogue.Invitation {
	const key = "open-today"
	fourteen := 14
	first, second, third := weekday(now.AddDays(36)), weekday(now.AddDays(43)), weekday(now.AddDays(50))
	published := now.AddDays(-7)
	return finish(dialogue.Invitation{
		Organiser: Rogaland(),
		Series: dialogue.Series{
			ID:    ID(key),
			Slug:  "bu-trygt-heime-dialogmoter-i-rogaland",
			Kind:  dialogue.DialogueMeetings,
			State: dialogue.Published,
			Lang:  dialogue.Bokmal,
			Texts: openTodayTexts(),
			Rules: dialogue.Rules{
				Selection: dialogue.StandardSelection(), OfferDays: 2,
				Choice: dialogue.ChooseOne, Admission: dialogue.AdmitOpen, Identity: dialogue.Verified,
				MaxDelegates: 4, OutsideMax: 4,
				Required: []string{dialogue.FieldRole, dialogue.FieldEmail},
				Invited: dialogue.Invited{Scope: dialogue.InviteCounties, Counties: []string{"11"}, Districts: dialogue.DistrictsBeside,
					CountyUnits: true},
			},
			Deadline:    dialogue.Deadline{DaysBefore: &fourteen},
			PublishedAt: published.At(9, 0),
			ChangedAt:   published.At(9, 0),
			DeleteOn:    now.AddDays(400),
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Politiker", "Politikar")},
			{ID: ID(key + "/role/2"), Name: both("Leder i kommunen", "Leiar i kommunen")},
			{ID: ID(key + "/role/3"), Name: both("Ansatt i helse og omsorg", "Tilsett i helse og omsorg")},
			{ID: ID(key + "/role/4"), Name: both("Planlegger", "Planleggjar")},
			{ID: ID(key + "/role/5"), Name: both("Medlem av eldrerådet", "Medlem av eldrerådet")},
			{ID: ID(key + "/role/6"), Name: both("Bruker eller pårørende", "Brukar eller pårørande"), OutsideCap: true, Health: true},
		},
		Meetings: []dialogue.Meeting{
			{ID: ID(key + "/meeting/stavanger"), Theme: both("Levende lokalsamfunn", "Levande lokalsamfunn"), StartsAt: first.At(10, 0), EndsAt: first.At(14, 0),
				Town: "Stavanger", Venue: "Folkets hus", Address: "Løkkeveien 22", Capacity: 60, CapacityShown: true},
			{ID: ID(key + "/meeting/haugesund"), Theme: both("Trygghet for brukere og støtte til pårørende", "Tryggleik for brukarar og støtte til pårørande"), StartsAt: second.At(10, 0), EndsAt: second.At(14, 0),
				Town: "Haugesund", Venue: "Festiviteten", Address: "Knut Knutsens gate 6", Capacity: 40, CapacityShown: true},
			{ID: ID(key + "/meeting/teams"), Theme: both("Boligtilpasning og planlegging", "Bustadtilpassing og planlegging"), StartsAt: third.At(12, 0), EndsAt: third.At(15, 0),
				Digital: true, TeamsURL: "https://teams.example.no/mote/rogaland", CapacityShown: true},
			{ID: ID(key + "/meeting/egersund"), Theme: both("Kompetente medarbeidere", "Kompetente medarbeidarar"), Town: "Egersund", Venue: "Samfunnshuset", Capacity: 30, CapacityShown: true},
		},
		Programme: []dialogue.ProgrammeRow{
			{ID: ID(key + "/programme/1"), Starts: -30, Minutes: 30, Content: both("Registrering og kaffe", "Registrering og kaffi")},
			{ID: ID(key + "/programme/2"), Starts: 0, Minutes: 20, Content: both("Velkommen", "Velkomen"), Responsible: both("Statsforvalteren i Rogaland", "Statsforvaltaren i Rogaland")},
			{ID: ID(key + "/programme/3"), Starts: 20, Minutes: 70, Content: both("Tre kommuner forteller hva de har fått til", "Tre kommunar fortel kva dei har fått til")},
			{ID: ID(key + "/programme/4"), Starts: 90, Minutes: 45, Content: both("Lunsj", "Lunsj")},
			{ID: ID(key + "/programme/5"), Starts: 135, Minutes: 90, Content: both("Samtale i grupper: Hva trenger vi for at flere kan bo trygt hjemme?", "Samtale i grupper: Kva treng vi for at fleire kan bu trygt heime?"), Responsible: both("KS og Utviklingssenteret", "KS og Utviklingssenteret")},
			{ID: ID(key + "/programme/6"), Starts: 225, Minutes: 15, Content: both("Oppsummering", "Oppsummering")},
		},
		Contacts: []dialogue.ContactPerson{
			{ID: ID(key + "/contact/1"), Name: "Anders Tjelta", Title: both("seniorrådgiver", "seniorrådgivar"), Email: "anders.tjelta@rogaland.example.no", Phone: "22 24 96 41"},
		},
		Materials: []dialogue.Material{
			{ID: ID(key + "/material/1"), Title: both("Invitasjon", "Invitasjon"), Audience: dialogue.ForAll, Filename: "Invitasjon Bu trygt heime.pdf"},
			{ID: ID(key + "/material/2"), Title: both("Grunnlag for gruppearbeidet", "Grunnlag for gruppearbeidet"), Audience: dialogue.ForRegistered, Filename: "Grunnlag for gruppearbeidet.pdf"},
		},
	})
}

// weekday is the day, or the Tuesday after when it is not between Tuesday and Thursday: meetings are held then.
func weekday(d dialogue.Date) dialogue.Date {
	for d.Weekday() < time.Tuesday || d.Weekday() > time.Thursday {
		d = d.AddDays(1)
	}
	return d
}

func openTodayTexts() dialogue.SeriesTexts {
	return dialogue.SeriesTexts{
		Title: both("Bo trygt hjemme: dialogmøter i Rogaland", "Bu trygt heime: dialogmøte i Rogaland"),
		Lead: both("Hvordan kan flere eldre bo trygt hjemme lengst mulig? Vi inviterer kommunene i Rogaland til å dele erfaringer.",
			"Korleis kan fleire eldre bu trygt heime lengst mogleg? Vi inviterer kommunane i Rogaland til å dele erfaringar."),
		Body: both(`Arbeidet med å skape aldersvennlige lokalsamfunn fortsetter. Målet er et samfunn preget av åpenhet, trygghet og fellesskap.

Satsingen har fire innsatsområder:

- levende lokalsamfunn
- boligtilpasning og planlegging
- kompetente medarbeidere
- trygghet for brukere og støtte til pårørende

Vi holder ett møte om hvert område. Kommunen velger selv hvilket møte den vil delta på.`,
			`Arbeidet med å skape aldersvenlege lokalsamfunn held fram. Målet er eit samfunn prega av openheit, tryggleik og fellesskap.

Satsinga har fire innsatsområde:

- levande lokalsamfunn
- bustadtilpassing og planlegging
- kompetente medarbeidarar
- tryggleik for brukarar og støtte til pårørande

Vi held eitt møte om kvart område. Kommunen vel sjølv kva møte han vil delta på.`),
		TargetGroups: both(`Vi ønsker at hver kommune og bydel stiller med politikere, ledere, ansatte og eldreråd. Ta gjerne med brukere og pårørende; de teller ikke med blant de fire.`,
			`Vi ønskjer at kvar kommune og bydel stiller med politikarar, leiarar, tilsette og eldreråd. Ta gjerne med brukarar og pårørande; dei tel ikkje med blant dei fire.`),
		Partners: both(`Møtene holdes sammen med KS Rogaland og Utviklingssenter for sykehjem og hjemmetjenester.`,
			`Møta blir haldne saman med KS Rogaland og Utviklingssenter for sjukeheimar og heimetenester.`),
		Preparation: both(`Snakk sammen på forhånd om disse spørsmålene:

- Hva har dere fått til?
- Hva hindrer dere?
- Hva trenger dere hjelp til?`,
			`Snakk saman på førehand om desse spørsmåla:

- Kva har de fått til?
- Kva hindrar dykk?
- Kva treng de hjelp til?`),
		Cost: both(`Møtet er gratis, og vi serverer lunsj. Deltakerne dekker reisen selv.`, `Møtet er gratis, og vi serverer lunsj. Deltakarane dekkjer reisa sjølve.`),
		Privacy: both(`Statsforvalteren i Rogaland bruker opplysningene til å gjennomføre møtene. De blir slettet når møtene er fulgt opp.`,
			`Statsforvaltaren i Rogaland bruker opplysningane til å gjennomføre møta. Dei blir sletta når møta er følgde opp.`),
		Practical: both(`Registreringen åpner en halv time før møtet. Si fra til kontaktpersonen om allergi eller behov for tilrettelegging.`,
			`Registreringa opnar ein halv time før møtet. Sei frå til kontaktpersonen om allergi eller behov for tilrettelegging.`),
		Signatories: both("Velkommen!\n\n**Bjørg Hetland**\nfagdirektør", "Velkomne!\n\n**Bjørg Hetland**\nfagdirektør"),
	}
}
