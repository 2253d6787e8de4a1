package sample

import "dialogmote/internal/dialogue"

// people makes up persons, the same ones in the same order every time.
type people struct{ next int }

var (
	firstNames = [...]string{"Astrid", "Bjørn", "Camilla", "Dag", "Eli", "Finn", "Gro", "Hallvard", "Inger", "Jostein", "Kari", "Lars",
		"Mona", "Nils", "Oddny", "Per", "Randi", "Sverre", "Turid", "Ulf", "Vigdis", "Yngve", "Åse", "Øyvind", "Amina", "Nikolai", "Sunniva"}
	lastNames = [...]string{"Aamodt", "Bakkemo", "Dalseth", "Engelund", "Fagerli", "Grønvoll", "Haugsrud", "Isdal", "Kleppa", "Lundemo",
		"Moseng", "Nordgarden", "Opsal", "Rustad", "Skjelbred", "Tangeraas", "Ulsrud", "Vestby", "Ødegårdstuen", "Årnes", "Hassan", "Sørlie", "Brattli"}
	jobs = [...]string{"ordfører", "kommunedirektør", "kommunalsjef helse og omsorg", "enhetsleder hjemmetjenesten", "kommuneplanlegger",
		"leder av eldrerådet", "fagutviklingssykepleier", "kommunestyremedlem", "folkehelsekoordinator", "hovedtillitsvalgt"}
)

// who is the next person: a name and the local part of an address made from it.
func (p *people) who() (name, local string) {
	first, last := firstNames[p.next%len(firstNames)], lastNames[(p.next*7+3)%len(lastNames)]
	p.next++
	return first + " " + last, dialogue.Slug(first) + "." + dialogue.Slug(last)
}

// job is a position for the person that who gave last.
func (p *people) job() string { return jobs[p.next%len(jobs)] }

// phone is a made-up number.
func (p *people) phone() string {
	n := p.next % 100
	return "22 24 96 " + string(rune('0'+n/10)) + string(rune('0'+n%10))
}
