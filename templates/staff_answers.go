package templates

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

// AnswerToDelegate names the first letter to a delegate, where a letter is chosen by what it is.
const AnswerToDelegate = "deltaker"

type answersRow struct {
	word, reader string
	n            int
}

// rows are how many letters of each sort there will be, and which one is read as an example.
func (v AnswersView) rows() []answersRow {
	p, c := v.Series.Frame.L, v.Page.Counts
	return []answersRow{
		{p.T("staff.answers.row.placed"), string(dialogue.LetterConfirmation), c.Placed},
		{p.T("staff.answers.row.delegates"), AnswerToDelegate, c.Delegates},
		{p.T("staff.answers.row.waiting"), string(dialogue.LetterWaiting), c.Waiting},
		{p.T("staff.answers.row.not-selected"), string(dialogue.LetterNotSelected), c.NotSelected},
		{p.T("staff.answers.row.all"), "", c.Letters()},
	}
}

// show is where one letter is shown alone.
func (v AnswersView) show(reader string) string {
	return urls.WithQuery(urls.Paths().StaffAnswers(v.Series.Series.ID, "vis"), url.Values{"leser": {reader}})
}

// readers are whose letter can be shown: each registration's contact.
func (v AnswersView) readers() []Option {
	p := v.Series.Frame.L
	var options []Option
	for _, u := range v.Page.Answers {
		label := u.Registration.Unit.Name
		if u.Registration.Unit.Kind == dialogue.Person {
			label = p.T("staff.answers.reader.person", "Name", label)
		}
		options = append(options, Option{Value: u.Registration.ID.String(), Label: label + " – " + v.outcome(u)})
	}
	return options
}

func (v AnswersView) outcome(u dialogue.SelectedUnit) string {
	p := v.Series.Frame.L
	switch u.Outcome {
	case dialogue.SeatPlaced:
		return p.T("staff.answers.outcome.placed")
	case dialogue.SeatNotSelected:
		return p.T("staff.answers.outcome.not-selected")
	}
	return p.T("staff.answers.outcome.waiting")
}

// meetings are those that somebody gets a place at.
func (v AnswersView) meetings() []dialogue.Meeting {
	given := map[dialogue.ID]bool{}
	for _, u := range v.Page.Answers {
		given[u.Meeting] = true
	}
	var found []dialogue.Meeting
	for _, m := range v.Page.Invitation.Meetings {
		if given[m.ID] {
			found = append(found, m)
		}
	}
	return found
}
