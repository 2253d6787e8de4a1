package staff

import (
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/templates"
)

// statusTable is the status board as a spreadsheet shows it: a row for each unit.
func statusTable(p lang.Printer, board dialogue.StatusBoard) export.Table {
	columns := []export.Column{
		{Header: p.T("staff.field.unit"), Width: 24},
		{Header: p.T("staff.status.export.number"), Width: 10},
		{Header: p.T("staff.field.county"), Width: 16},
	}
	regions := len(board.Invitation.Regions) > 0
	if regions {
		columns = append(columns, export.Column{Header: p.T("staff.field.region"), Width: 18})
	}
	columns = append(columns,
		export.Column{Header: p.T("staff.status.column.answer"), Width: 20},
		export.Column{Header: p.T("staff.status.column.invited"), Kind: export.DateTime, Width: 17},
		export.Column{Header: p.T("staff.status.column.to"), Width: 40},
		export.Column{Header: p.T("staff.status.column.delivered"), Kind: export.DateTime, Width: 17},
		export.Column{Header: p.T("staff.status.export.failed"), Kind: export.Number, Width: 12},
		export.Column{Header: p.T("staff.status.column.started"), Kind: export.DateTime, Width: 17},
		export.Column{Header: p.T("staff.status.column.registered"), Kind: export.DateTime, Width: 17},
		export.Column{Header: p.T("staff.field.seat"), Kind: export.Number, Width: 12},
		export.Column{Header: p.T("staff.status.export.reason"), Width: 40},
		export.Column{Header: p.T("staff.status.export.until"), Kind: export.Date, Width: 12},
		export.Column{Header: p.T("staff.export.reference"), Width: 12},
	)
	t := export.Table{Title: p.T("staff.tab.status"), Columns: columns}
	for _, r := range board.Rows {
		number := ""
		if r.Unit.Kind.Official() {
			number = r.Unit.Number
		}
		row := []any{r.Unit.Name, number, countyNameIn(board, r.Unit.County)}
		if regions {
			region := ""
			for _, g := range board.Invitation.Regions {
				if g.Has(r.Unit) {
					region = p.Text(g.Name)
				}
			}
			row = append(row, region)
		}
		reason := ""
		if d := r.Invitation.Decline; d != nil && r.Answer == dialogue.AnswerDeclined {
			reason = d.Reason
		}
		t.Rows = append(t.Rows, append(row, templates.StandsWord(p, r.Standing()), r.Invitation.SentAt, strings.Join(templates.ToAddresses(r), "; "),
			r.DeliveredAt(), r.Invitation.Letters.Failed, r.Invitation.StartedAt, r.Registration.ReceivedAt, r.Seats(dialogue.SeatPlaced), reason,
			dialogue.LastDay(r.Until), r.Registration.Reference))
	}
	return t
}

func countyNameIn(board dialogue.StatusBoard, number string) string {
	for _, c := range board.Counties {
		if c.Number == number {
			return c.Name
		}
	}
	return ""
}

// statusLetters is every letter with a personal link, oldest first for each unit.
func statusLetters(p lang.Printer, board dialogue.StatusBoard) export.Table {
	t := export.Table{Title: p.T("staff.tab.letters"), Columns: []export.Column{
		{Header: p.T("staff.field.unit"), Width: 24},
		{Header: p.T("staff.status.export.kind"), Width: 14},
		{Header: p.T("staff.status.column.to"), Width: 36},
		{Header: p.T("staff.status.export.written"), Kind: export.DateTime, Width: 17},
		{Header: p.T("staff.status.column.delivered"), Kind: export.DateTime, Width: 17},
		{Header: p.T("staff.status.export.state"), Width: 16},
		{Header: p.T("staff.status.export.failure"), Width: 40},
	}}
	for _, r := range board.Rows {
		for i := len(r.Letters) - 1; i >= 0; i-- {
			l := r.Letters[i]
			delivered, state := time.Time{}, p.T("staff.status.mark.on-its-way")
			switch {
			case l.Arrived():
				delivered, state = l.SentAt, p.T("staff.status.mark.delivered")
			case l.State == dialogue.LetterFailed:
				state = p.T("staff.status.mark.failed")
			}
			t.Rows = append(t.Rows, []any{r.Unit.Name, templates.LetterWord(p, l.Kind), l.Recipient, l.CreatedAt, delivered, state, l.Failure})
		}
	}
	return t
}
