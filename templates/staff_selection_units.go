package templates

import (
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

func (v SelectionProposalView) outcomeOptions() []Option {
	var options []Option
	for _, s := range []dialogue.SeatState{dialogue.SeatPlaced, dialogue.SeatWaiting, dialogue.SeatNotSelected} {
		_, word := outcomeWord(v.Series.Frame.L, s)
		options = append(options, Option{Value: string(s), Label: word})
	}
	return options
}

func (v SelectionProposalView) meetingOptions() []Option {
	var options []Option
	for _, m := range v.Page.Invitation.Meetings {
		if m.State != dialogue.Cancelled {
			options = append(options, Option{Value: m.ID.String(), Label: MeetingShort(v.Series.Frame.L, m)})
		}
	}
	return options
}

// countyOptions are the counties that somebody has applied from.
func (v SelectionProposalView) countyOptions() []Option {
	var names []string
	for _, u := range v.Page.View.Units {
		if u.CountyName != "" && !slices.Contains(names, u.CountyName) {
			names = append(names, u.CountyName)
		}
	}
	slices.SortFunc(names, lang.NorwegianOrder())
	var options []Option
	for _, name := range names {
		options = append(options, Option{Value: name, Label: name})
	}
	return options
}

func lotWord(u dialogue.SelectedUnit) string {
	if u.Lot == 0 {
		return ""
	}
	return strconv.Itoa(u.Lot)
}
