package sample

import (
	"time"

	"dialogmote/internal/dialogue"
)

// GivenPresentation is a version of a municipality's presentation, or another file of its, and when it came.
type GivenPresentation struct {
	Unit  string // number
	At    time.Time
	Title string // of what is no presentation
	File  dialogue.File
}

// PresentationsOsloViken are from four of the five of Nedre Romerike, one in two versions and one with a file beside it.
func PresentationsOsloViken() []GivenPresentation {
	at := func(d, hour, minute int) time.Time { return day(2020, time.November, d).At(hour, minute) }
	return []GivenPresentation{
		{"3030", at(10, 8, 15), "", PDF("Lillestrøm utkast.pdf", "Leve hele livet i Lillestrøm", "Utkast")},
		{"3031", at(11, 13, 40), "", PDF("Nittedal - Leve hele livet.pdf", "Leve hele livet i Nittedal", "Fem innsatsområder")},
		{"3027", at(12, 9, 5), "", PDF("Presentasjon Rælingen.pdf", "Plan og helse i Rælingen", "Hvordan vi samarbeider")},
		{"3030", at(13, 10, 20), "", PDF("Lillestrøm endelig.pdf", "Leve hele livet i Lillestrøm", "Dialogmøte 16. november 2020")},
		{"3029", at(13, 15, 55), "", PDF("Lørenskog.pdf", "Lørenskog kommune", "Små steg i planarbeidet")},
		{"3029", at(13, 15, 58), "Kartlegging av behov", PDF("Kartlegging 2020.pdf", "Kartlegging av behov", "Tall per 1. september")},
	}
}

// AddedMaterial is a document or link that staff add to Oslo og Viken's invitation after a meeting.
type AddedMaterial struct {
	dialogue.Material
	At        time.Time
	File      dialogue.File // none: a link
	Announced string        // staff's words when they tell of it at once; "": they have not told yet
}

// AfterwardsOsloViken are the recording of Nedre Romerike's meeting, which those concerned are told of the day after, and the report.
func AfterwardsOsloViken() []AddedMaterial {
	meeting := ID("oslo-viken-2020/meeting/Nedre Romerike")
	return []AddedMaterial{
		{Material: dialogue.Material{Title: both("Opptak fra møtet i Nedre Romerike", "Opptak frå møtet i Nedre Romerike"), Kind: dialogue.Recording, Audience: dialogue.ForRegistered,
			Meeting: meeting, URL: "https://video.example.no/opptak/nedre-romerike-16-11-2020"},
			At: day(2020, time.November, 17).At(13, 30), Announced: "Takk for gode innlegg og en nyttig diskusjon. Opptaket ligger ute til jul."},
		{Material: dialogue.Material{Title: both("Oppsummering av møtene på Romerike", "Oppsummering av møta på Romerike"), Kind: dialogue.Report, Audience: dialogue.ForAll},
			At: day(2020, time.November, 19).At(14, 0), File: PDF("Oppsummering Romerike.pdf", "Dialogmøtene på Romerike", "Hva kommunene vil arbeide videre med")},
	}
}
