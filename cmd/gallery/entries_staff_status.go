package main

import (
	"net/url"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffStatus shows the status board: with every state, before anybody is invited, for a reader, and on paper.
func entriesStaffStatus() []Entry {
	nb, nn := workGallery{lang.For(dialogue.Bokmal)}, workGallery{lang.For(dialogue.Nynorsk)}
	return []Entry{
		{ID: "staff-status-nb", Name: "Status board", Lang: dialogue.Bokmal, Page: templates.StaffStatus(nb.status(dialogue.BoardFilter{}))},
		{ID: "staff-status-nn", Name: "Status board", Lang: dialogue.Nynorsk, Page: templates.StaffStatus(nn.status(dialogue.BoardFilter{}))},
		{ID: "staff-status-none-nb", Name: "Status board, nobody found", Lang: dialogue.Bokmal, Page: templates.StaffStatus(nb.status(dialogue.BoardFilter{Words: "Karasjok"}))},
		{ID: "staff-status-empty-nb", Name: "Status board, nobody invited", Lang: dialogue.Bokmal, Page: templates.StaffStatus(nb.nobodyInvited())},
		{ID: "staff-status-reader-nn", Name: "Status board, for a reader, the deadline over", Lang: dialogue.Nynorsk, Page: templates.StaffStatus(nn.statusAfterwards())},
		{ID: "staff-status-proof-nn", Name: "Who is invited, for paper", Lang: dialogue.Nynorsk, Page: templates.StaffStatusProof(nn.statusProof())},
	}
}

// statusRows are a unit in every state.
func (g workGallery) statusRows() []dialogue.BoardRow {
	inv, regs := g.invitation(), g.registrations()
	sent := g.now().AddDate(0, 0, -14)
	var all []dialogue.BoardRow
	for i, r := range regs {
		if i >= 14 || r.Unit.Kind != dialogue.Municipality {
			break
		}
		row := dialogue.BoardRow{Unit: r.Unit, Until: inv.Meetings[6].ClosesAt, Open: true}
		row.Invitation = dialogue.UnitInvitation{ID: sample.ID("invited/" + r.Reference), Unit: r.Unit, PreparedAt: sent, SentAt: sent, Letters: dialogue.LetterTally{Sent: 1}}
		letter := dialogue.BoardLetter{ID: sample.ID("letter/" + r.Reference), Kind: dialogue.LetterInvitation, Recipient: "postmottak@" + dialogue.Slug(r.Unit.Name) + ".example.no",
			State: dialogue.LetterSent, CreatedAt: sent, SentAt: sent.Add(time.Minute)}
		registered := func(a dialogue.UnitAnswer, s dialogue.RegistrationState) {
			row.Answer, row.Registration, row.Invitation.StartedAt = a, r, sent.AddDate(0, 0, 2)
			row.Registration.State = s
		}
		switch i {
		case 0, 1:
			registered(dialogue.AnswerRegistered, dialogue.Active)
		case 2:
			registered(dialogue.AnswerHeld, dialogue.HeldForStaff)
		case 3:
			registered(dialogue.AnswerUnconfirmed, dialogue.Unverified)
		case 4:
			registered(dialogue.AnswerWithdrawn, dialogue.Withdrawn)
		case 5:
			row.Answer = dialogue.AnswerDeclined
			row.Invitation.Decline = &dialogue.Decline{State: dialogue.Active, Reason: "Vi har eget møte samme uke."}
		case 6:
			row.Invitation.Letters, letter.State, letter.Failure = dialogue.LetterTally{Failed: 1}, dialogue.LetterFailed, "550 5.1.1 User unknown"
		case 7:
			row.Invitation.Letters, letter.State = dialogue.LetterTally{Queued: 1}, dialogue.LetterQueued
		case 8:
			row.Invitation.SentAt, row.Invitation.Letters = time.Time{}, dialogue.LetterTally{}
		case 9:
			row.Invitation = dialogue.UnitInvitation{}
		case 10:
			row.Joint = "Valdres"
			registered(dialogue.AnswerRegistered, dialogue.Active)
		}
		if !row.Invitation.SentAt.IsZero() {
			row.Letters = []dialogue.BoardLetter{letter}
		}
		all = append(all, row)
	}
	return all
}

func (g workGallery) status(f dialogue.BoardFilter) templates.StatusView {
	inv := g.invitation()
	inv.Series.Reminders = []int{7, 2}
	rows := g.statusRows()
	deadline := dialogue.LastDay(inv.Meetings[6].ClosesAt)
	board := dialogue.StatusBoard{Invitation: inv, Now: g.now(), Filter: f, Counts: dialogue.CountBoard(rows),
		Counties: []dialogue.NamedCounty{{Number: "04", Name: "Hedmark"}, {Number: "05", Name: "Oppland"}}}
	for _, r := range rows {
		if f.Takes(&inv, r, strings.ToLower) {
			board.Rows = append(board.Rows, r)
		}
		if r.Standing() == dialogue.StandsSilent {
			board.Remindable, board.Until = board.Remindable+1, r.Until
		}
	}
	for _, days := range inv.Series.Reminders {
		rule := dialogue.ReminderRule{Days: days, Deadline: deadline}
		board.Planned = append(board.Planned, dialogue.PlannedReminder{Rule: rule, On: rule.Day(), Silent: board.Remindable})
	}
	mailing := dialogue.Mailing{ID: sample.ID("reminder"), Kind: dialogue.ReminderMailing, State: dialogue.MailingDone, SendAt: g.now().AddDate(0, 0, -7)}
	byRule := mailing
	byRule.ID, byRule.RuleDays, byRule.RuleDeadline = sample.ID("by rule"), 14, deadline
	board.Sent = []dialogue.SentReminder{{Mailing: mailing, Units: 8, Written: 8}, {Mailing: byRule, Units: 9, Written: 7, Passed: 2}}
	filter := templates.Form{L: g.p, Action: "#", Get: true, Values: url.Values{"sok": {f.Words}}}
	remind := templates.Form{L: g.p, Action: "#", ID: "f-paminninger", Values: url.Values{"reminders": {"7", "2"}, "version": {"1"}}}
	return templates.StatusView{Series: g.shell(urls.TabStatus, g.p.T("staff.tab.status")), Board: board, Filter: filter, Remind: remind, MayEdit: true}
}

func (g workGallery) nobodyInvited() templates.StatusView {
	v := g.status(dialogue.BoardFilter{})
	v.Board.Rows = v.Board.Rows[9:10]
	v.Board.Counts, v.Board.Remindable, v.Board.Sent, v.Board.Planned = dialogue.CountBoard(v.Board.Rows), 0, nil, nil
	return v
}

func (g workGallery) statusAfterwards() templates.StatusView {
	v := g.status(dialogue.BoardFilter{Mark: dialogue.MarkSilent})
	v.MayEdit, v.Series.MayEdit = false, false
	for i := range v.Board.Rows {
		v.Board.Rows[i].Open = false
	}
	v.Board.Remindable, v.Board.Planned = 0, nil
	v.Filter.Values.Set("tilstand", string(dialogue.MarkSilent))
	return v
}

func (g workGallery) statusProof() templates.StatusProofView {
	v := g.status(dialogue.BoardFilter{})
	return templates.StatusProofView{Frame: g.frame(g.p.T("staff.status.print")), Board: v.Board}
}
