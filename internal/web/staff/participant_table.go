package staff

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/templates"
)

// participantTable is a list of participants as a spreadsheet shows it: a row for each seat. Roles that can reveal health are left
// out, for these files travel.
func participantTable(p lang.Printer, list dialogue.ParticipantList, title string, people []dialogue.Participant) export.Table {
	if title == "" {
		title = p.T("staff.export.all")
	}
	columns := []export.Column{
		{Header: p.T("staff.field.unit"), Width: 24},
		{Header: p.T("staff.field.county"), Width: 16},
	}
	regions := len(list.Invitation.Regions) > 0
	if regions {
		columns = append(columns, export.Column{Header: p.T("staff.field.region"), Width: 18})
	}
	columns = append(columns,
		export.Column{Header: p.T("staff.field.name"), Width: 26},
		export.Column{Header: p.T("staff.field.role"), Width: 28},
		export.Column{Header: p.T("staff.field.position"), Width: 28},
		export.Column{Header: p.T("delegation.field.email"), Width: 34},
		export.Column{Header: p.T("delegation.field.phone"), Width: 16},
		export.Column{Header: p.T("staff.export.meeting"), Width: 24},
		export.Column{Header: p.T("staff.export.date"), Kind: export.Date, Width: 12},
		export.Column{Header: p.T("staff.field.seat"), Width: 16},
		export.Column{Header: p.T("staff.export.own-cost"), Width: 12},
		export.Column{Header: p.T("staff.export.confirmed"), Kind: export.Date, Width: 12},
		export.Column{Header: p.T("staff.field.contact"), Width: 26},
		export.Column{Header: p.T("staff.export.contact-email"), Width: 34},
		export.Column{Header: p.T("staff.field.comment"), Width: 40},
		export.Column{Header: p.T("staff.export.received"), Kind: export.DateTime, Width: 17},
		export.Column{Header: p.T("staff.export.reference"), Width: 12},
	)
	asked := list.Invitation.QuestionsAt(dialogue.AtSignUp)
	for _, q := range asked {
		columns = append(columns, export.Column{Header: p.Text(q.Short()), Width: 30})
	}
	t := export.Table{Title: title, Columns: columns}
	for _, d := range people {
		row := []any{d.Unit.Name, d.County}
		if regions {
			row = append(row, p.Text(d.Region))
		}
		meeting, day := p.T("staff.work.no-meeting"), dialogue.Date{}
		if m := list.Invitation.Meeting(d.Meeting); m != nil {
			meeting = templates.MeetingInRegion(p, &list.Invitation, *m)
			if !m.StartsAt.IsZero() {
				day = dialogue.DateOf(m.StartsAt)
			}
		}
		ownCost := ""
		if d.Pool == dialogue.AtOwnCost {
			ownCost = p.T("common.word.yes")
		}
		seat := templates.SeatWord(p, d.State)
		if d.Name == "" && d.State == "" { // nobody is named yet
			seat = p.T("staff.work.state.unnamed")
		}
		row = append(row, d.Name, p.Text(d.SharedRole()), d.Position, d.Email, lang.FormatPhone(d.Phone),
			meeting, day, seat, ownCost, d.ConfirmedAt, d.Contact.Name, d.Contact.Email, d.Comment, d.ReceivedAt, d.Reference)
		for _, q := range asked {
			row = append(row, p.Answer(q, d.Answered(&list.Invitation, q)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// participantSheets are one sheet with all, then one for each meeting that has anybody.
func participantSheets(p lang.Printer, list dialogue.ParticipantList) []export.Table {
	sheets := []export.Table{participantTable(p, list, p.T("staff.export.all"), list.Participants)}
	for _, m := range list.Invitation.Meetings {
		if people := list.At(m.ID); len(people) > 0 {
			sheets = append(sheets, participantTable(p, list, templates.MeetingInRegion(p, &list.Invitation, m), people))
		}
	}
	if nowhere := list.At(dialogue.ID{}); len(nowhere) > 0 && len(sheets) > 1 {
		sheets = append(sheets, participantTable(p, list, p.T("staff.work.no-meeting"), nowhere))
	}
	return sheets
}
