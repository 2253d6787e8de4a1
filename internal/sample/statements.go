package sample

import (
	"time"

	"dialogmote/internal/dialogue"
)

// WrittenInput is written input to an invitation as it came, and what staff have done with it since.
type WrittenInput struct {
	dialogue.Statement
	File        string        // name of one that goes along, or ""
	PublishedOn dialogue.Date // zero: not
	AsideOn     dialogue.Date // zero: not
	Aside       string        // why
}

// StatementsOsloViken came to Oslo og Viken's dialogue meetings, before them and after: from people, a council, an organisation, and one that has to do
// with something else.
func StatementsOsloViken() []WrittenInput {
	inv := OsloViken2020()
	at := func(month time.Month, d, hour, minute int) time.Time { return day(2020, month, d).At(hour, minute) }
	input := func(no string, at time.Time, meeting int, consent dialogue.Consent, name, email, behalf, text string) WrittenInput {
		s := dialogue.Statement{Organiser: inv.Organiser.ID, ID: ID("oslo-viken-2020/statement/" + no), Series: inv.Series.ID, State: dialogue.StatementReceived, Lang: dialogue.Bokmal,
			Name: name, Email: email, Behalf: behalf, Text: text, Consent: consent, Reference: "NN20" + no, ReceivedAt: at}
		if meeting >= 0 {
			s.Meeting = inv.Meetings[meeting].ID
		}
		return WrittenInput{Statement: s}
	}
	all := []WrittenInput{
		input("A1B7", at(time.October, 26, 9, 12), -1, dialogue.ConsentNamed, "Solveig Haugen", "solveig.haugen@example.no", "Lillestrøm eldreråd",
			"Eldrerådet ber om at planene sier hvem som har ansvaret når en innbygger trenger både bolig, transport og hjelp i hjemmet.\n\n"+
				"Vi foreslår:\n1. at eldrerådet får samfunnsdelen til uttalelse før høringen\n2. at benker, lys og snømåking tas med i arealplanen\n3. at kommunene i regionen deler det de har laget, på ett sted"),
		input("C4D2", at(time.November, 2, 20, 41), -1, dialogue.ConsentAnonymous, "Arne Bakken", "arne.bakken@example.no", "",
			"Jeg er pårørende og har tatt med moren min til fire møter om framtidig bolig. Alle var hyggelige, men ingen kunne si hva kommunen planlegger. Si det som det er, også når svaret er at dere ikke vet."),
		input("E6F9", at(time.November, 9, 13, 5), 4, dialogue.ConsentNo, "Mette Lund", "mette.lund@example.no", "",
			"Jeg kan ikke komme på møtet, men vil gjerne at dere snakker om dem som ikke bruker digitale tjenester."),
		input("G8H3", at(time.November, 10, 8, 30), -1, dialogue.ConsentNo, "Frode Nilsen", "frode.nilsen@example.no", "",
			"Når blir veien forbi skolen brøytet?"),
		input("J5K1", at(time.November, 18, 15, 22), 5, dialogue.ConsentNamed, "Berit Solli", "berit.solli@example.no", "Pensjonistforeningen på Romerike",
			"Takk for møtet. Vi legger ved et notat om frivillige som følger til lege og butikk. Det koster lite og kan settes i gang før planen er vedtatt."),
	}
	all[0].PublishedOn = day(2020, time.November, 3)
	all[3].AsideOn, all[3].Aside = day(2020, time.November, 11), "Gjelder ikke reformen. Sendt videre til kommunen på telefon."
	all[4].File = "Notat om frivillige følgere.pdf"
	return all
}

// StatementsDepartementet came to the ministry before its meetings.
func StatementsDepartementet() []WrittenInput {
	inv := Departementet2017()
	input := func(no string, d int, consent dialogue.Consent, name, behalf, text string) WrittenInput {
		return WrittenInput{Statement: dialogue.Statement{Organiser: inv.Organiser.ID, ID: ID("departementet-2017/statement/" + no), Series: inv.Series.ID,
			State: dialogue.StatementReceived, Lang: dialogue.Bokmal, Name: name, Email: dialogue.Slug(name) + "@example.no", Behalf: behalf, Text: text, Consent: consent,
			Reference: "NN17" + no, ReceivedAt: day(2017, time.May, d).At(11, 20)}}
	}
	return []WrittenInput{
		input("M2N4", 4, dialogue.ConsentNamed, "Gunnar Tveit", "Demensforeningen i Fjordbyen", "Et godt måltid er også hvem man spiser sammen med. Vi ber om at reformen sier noe om det."),
		input("P6Q8", 9, dialogue.ConsentNo, "Anne Lise Berg", "", "Jeg er kokk på et sykehjem og deler gjerne hvordan vi fikk kjøkkenet tilbake."),
	}
}

// OwnStatementOsloViken is what a delegation writes as its unit's after its meeting.
func OwnStatementOsloViken() dialogue.StatementRequest {
	return dialogue.StatementRequest{Submission: ID("oslo-viken-2020/statement/own"), Lang: dialogue.Bokmal, Consent: dialogue.ConsentNamed,
		Text: "Kommunen ønsker et nytt møte når samfunnsdelen er vedtatt, og at fylkesmannen samler eksemplene som ble vist fram."}
}
