package sample

import "dialogmote/internal/dialogue"

// PreparedAnswer is what a municipality has answered by a day.
type PreparedAnswer struct {
	Unit     string // number
	Question int    // of the series', from 0
	On       dialogue.Date
	Text     string
}

// RegistrationsOsloViken are municipalities that come to three of the dialogue meetings, each in the region that decides its meeting.
func RegistrationsOsloViken() []dialogue.Registration {
	inv := OsloViken2020()
	people := [][2]string{{"Ingvild Strand", "Kommunalsjef helse og omsorg"}, {"Per Olav Moen", "Kommuneplanlegger"}, {"Turid Aas", "Leder av eldrerådet"}, {"Jonas Heggelund", "Varaordfører"}}
	var all []dialogue.Registration
	for i, number := range []string{"3030", "3029", "3031", "3027", "3026", "3033", "3035", "3028", "3022", "3021"} {
		u := municipality(inv.Organiser, number, inv.Series.PublicationDay(inv.Series.PublishedAt))
		domain := "example.no"
		if len(u.Domains) > 0 {
			domain = u.Domains[0]
		}
		r := dialogue.Registration{ID: ID("oslo-viken-2020/registration/" + number), Unit: u, Lang: dialogue.Bokmal,
			Contact: dialogue.Contact{Name: "Ragnhild Solum", Position: "rådgiver", Email: "ragnhild.solum@" + domain, Phone: "+4722249631"}}
		for n := range 2 + i%3 {
			role := []int{4, 3, 2, 0}[n]
			r.Delegates = append(r.Delegates, dialogue.Delegate{Name: people[(n+i)%4][0], Position: people[n][1], Role: inv.Roles[role].ID,
				Email: dialogue.Slug(people[(n+i)%4][0]) + "@" + domain, Phone: "+4722249632"})
		}
		all = append(all, r)
	}
	return all
}

// AnswersOsloViken are what some of them have answered before their meetings: one all, one half, one nothing yet.
func AnswersOsloViken() []PreparedAnswer {
	day := func(d int) dialogue.Date { return dialogue.Date{Year: 2020, Month: 11, Day: d} }
	return []PreparedAnswer{
		{"3030", 0, day(1), "Vi venter at reformen gir oss et felles språk med planavdelingen, og at vi får se hvordan nabokommunene har kommet i gang."},
		{"3030", 1, day(1), "Vi bruker tallene i ressursportalen og framskriver behovet til 2040. Eldrerådet har fått dem lagt fram to ganger."},
		{"3030", 2, day(1), "«Leve hele livet» er tatt inn i kommuneplanens samfunnsdel, som legges ut på høring i januar."},
		{"3030", 3, day(1), "Det er vanskelig å få tid med dem som planlegger boliger. Vi trenger eksempler på hvordan andre har gjort det."},
		{"3029", 0, day(1), "Konkrete råd om hvordan små steg i planarbeidet kan merkes av dem det gjelder."},
		{"3029", 1, day(1), "Kartleggingen er begynt, men vi mangler tall for pårørende."},
		{"3033", 0, day(1), "At vi kan dele erfaringene fra aktivitetsvennene, og lære av de andre på Romerike."},
		{"3031", 0, day(12), "Vi vil vite hva som ventes av planen, og når."},
		{"3031", 1, day(12), "Kommunen har laget en oversikt over helsetilstanden, som følges opp hvert år."},
		{"3031", 2, day(12), "Temaplanen for helse og omsorg bygger på de fem innsatsområdene."},
		{"3031", 3, day(12), "Rekruttering. Vi trenger hjelp til å se hvilke oppgaver som kan løses på nye måter."},
		{"3027", 0, day(13), "Bedre samarbeid mellom plan og helse."},
	}
}
