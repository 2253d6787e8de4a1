package main

import (
	"net/url"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesAfter shows what comes after the meeting: who has been thanked and what they answered, the form with a mistake, what is asked, and a
// delegation's certificates.
func entriesAfter() []Entry {
	nb, nn := workGallery{lang.For(dialogue.Bokmal)}, workGallery{lang.For(dialogue.Nynorsk)}
	return []Entry{
		{ID: "staff-after-nb", Name: "After the meeting", Lang: dialogue.Bokmal, Page: templates.StaffAfter(nb.after())},
		{ID: "public-evaluation-nn", Name: "How was the meeting, nothing answered", Lang: dialogue.Nynorsk, Page: templates.Evaluation(nn.evaluation())},
		{ID: "delegation-certificates-nb", Name: "A delegation's certificates", Lang: dialogue.Bokmal, Page: templates.OwnCertificates(nb.certificates())},
	}
}

// evaluated are the standard questions with ids.
func evaluated() []dialogue.EvaluationQuestion {
	questions := dialogue.StandardEvaluation()
	for i := range questions {
		questions[i].ID = sample.ID("evaluation/" + strconv.Itoa(i))
	}
	return questions
}

func (g workGallery) after() templates.AfterView {
	inv := g.invitation()
	inv.Evaluation = evaluated()
	page := dialogue.AfterPage{Invitation: inv, Now: g.now()}
	for i, came := range []int{14, 6, 0} {
		page.Meetings = append(page.Meetings, dialogue.MeetingAfter{Meeting: inv.Meetings[i], Over: i < 2, Came: came, NoEmail: i, Thanked: came - 2*i, Links: came - 2*i, Answered: []int{9, 2, 0}[i]})
	}
	first, second := inv.Meetings[0].ID, inv.Meetings[1].ID
	for i, q := range inv.Evaluation {
		f := dialogue.EvaluationFigure{Question: q, Marks: map[dialogue.ID][dialogue.HighestMark]int{}, Words: map[dialogue.ID][]string{}}
		switch {
		case q.Kind == dialogue.EvaluateMark:
			f.Marks[first], f.Marks[second] = [dialogue.HighestMark]int{0, 1, i, 4, 4 - i}, [dialogue.HighestMark]int{0, 0, 0, 1, 1}
		default:
			for _, given := range sample.EvaluationOsloViken() {
				if given.Words != "" && len(f.Words[first]) < 6 {
					f.Words[first] = append(f.Words[first], given.Words)
				}
			}
		}
		page.Figures = append(page.Figures, f)
	}
	page.Figures = append(page.Figures, dialogue.EvaluationFigure{Question: dialogue.EvaluationQuestion{ID: sample.ID("evaluation/few"), Kind: dialogue.EvaluateWords,
		Text: dialogue.Text{NB: "Hvilke temaer vil dere ha neste gang?", NN: "Kva tema vil de ha neste gong?"}}, Words: map[dialogue.ID][]string{first: {"Bolig", "Velferdsteknologi"}}})
	return templates.AfterView{S: g.shell(urls.TabAfter, g.p.T("staff.tab.after")), Page: page}
}

func (g workGallery) evaluation() templates.EvaluationView {
	inv := g.invitation()
	frame := templates.Frame{L: g.p, Title: g.p.T("public.evaluation.title"), Organiser: inv.Organiser, Path: "/nn/evaluering/eksempel"}
	frame.Problems = true
	return templates.EvaluationView{Frame: frame, Page: dialogue.EvaluationForm{Invitation: inv, Meeting: inv.Meetings[0], Questions: evaluated(), State: dialogue.EvaluationAsks},
		Form: templates.Form{L: g.p, Action: "#", Values: url.Values{}, Problems: dialogue.Problems{"": {Key: "problem.evaluation-empty"}}}}
}

func (g workGallery) certificates() templates.OwnView {
	inv := g.invitation()
	r := g.registrations()[0]
	frame := templates.Frame{L: g.p, Title: g.p.T("delegation.certificate.title"), Organiser: inv.Organiser, Path: "/nb/min-pamelding/EKSEMPEL/deltakerbevis", Back: templates.Link{Href: "#", Label: g.p.T("delegation.own.tab")}}
	page := dialogue.OwnPage{Invitation: inv, Registration: r, Now: g.now()}
	for _, name := range []string{"Kari Nordmann", "Áilu Čáhppe"} {
		page.Came = append(page.Came, dialogue.Attendee{Name: name, Meeting: inv.Meetings[0].ID, Registration: r.ID, CheckedInAt: g.now()})
	}
	return templates.OwnView{Frame: frame, Page: page}
}
