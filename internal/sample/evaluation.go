package sample

// EvaluationOsloViken is what those who were at the meeting of 16 November answered to the standard questions: marks for use, contents and
// conduct, 0 where nothing was answered, and a free text.
func EvaluationOsloViken() []Evaluated {
	return []Evaluated{
		{[3]int{5, 4, 5}, "Godt å høre at nabokommunene strever med det samme som oss. Gruppearbeidet burde vært lengre."},
		{[3]int{4, 4, 4}, ""},
		{[3]int{4, 5, 3}, "Send spørsmålene til gruppearbeidet litt tidligere, så rekker vi å snakke med eldrerådet først."},
		{[3]int{5, 5, 4}, "Innleggene fra kommunene var det mest nyttige."},
		{[3]int{3, 4, 2}, "Lyden falt ut to ganger i fellesdelen."},
		{[3]int{4, 4, 5}, ""},
		{[3]int{5, 4, 4}, "Fint at det var digitalt. Da kunne flere være med."},
		{[3]int{4, 3, 4}, "Mer om hvordan andre har lagt tiltakene inn i økonomiplanen."},
		{[3]int{2, 3, 3}, "For mye informasjon, for lite samtale."},
		{[3]int{5, 5, 5}, ""},
		{[3]int{4, 4, 0}, "En kort oppsummering på e-post etterpå hadde vært fint."},
		{[3]int{5, 4, 5}, ""},
		{[3]int{3, 4, 4}, "Bland kommunene mer i gruppene."},
		{[3]int{4, 5, 4}, "Vi vil gjerne ha et møte om ett år for å høre hva de andre har fått til."},
	}
}

// Evaluated is one person's answers.
type Evaluated struct {
	Marks [3]int
	Words string
}
