package templates

import (
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// AfterView is the tab Etter møtet.
type AfterView struct {
	S       StaffSeriesFrame
	Page    dialogue.AfterPage
	Meeting dialogue.ID // whose answers are shown apart; none: of all
}

func (v AfterView) p() lang.Printer { return v.S.Frame.L }

func (v AfterView) name(m dialogue.Meeting) string {
	return MeetingInRegion(v.p(), &v.Page.Invitation, m)
}

// apart is the meeting that is shown by itself, or nil.
func (v AfterView) apart() *dialogue.Meeting {
	for _, m := range v.Page.Apart() {
		if m.ID == v.Meeting {
			return &m
		}
	}
	return nil
}

func (v AfterView) sums() []dialogue.EvaluationSum {
	if m := v.apart(); m != nil {
		return v.Page.Sums(m.ID)
	}
	return v.Page.Sums(dialogue.ID{})
}

// share is how many have answered, of those who were asked: «12 av 21 (57 %)».
func share(p lang.Printer, answered, asked int) string {
	if asked == 0 {
		return "–"
	}
	return p.T("staff.after.share", "Answered", answered, "Asked", asked, "Percent", (answered*100+asked/2)/asked)
}

// answered is the share for what is shown.
func (v AfterView) answered() string {
	for _, m := range v.Page.Meetings {
		if at := v.apart(); at != nil && m.Meeting.ID == at.ID {
			return share(v.p(), m.Answered, m.Links)
		}
	}
	answered, asked := v.Page.Answered()
	return share(v.p(), answered, asked)
}

// chart is the marks of one question as bars: the best on top.
func (v AfterView) chart(s dialogue.EvaluationSum) Chart {
	p := v.p()
	c := Chart{L: p, Caption: p.Text(s.Question.Text), Label: p.T("staff.after.mark"), Bars: []string{p.T("staff.after.column.answers")}, More: []string{p.T("staff.after.percent")}}
	for mark := dialogue.HighestMark; mark >= 1; mark-- {
		n := s.Marks[mark-1]
		c.Rows = append(c.Rows, ChartRow{Label: gradeWord(p, mark), Values: []int{n}, Tenths: -1, More: []string{strconv.Itoa((n*100+s.N/2)/s.N) + " %"}})
	}
	return c
}

// gradeWord is a mark, with what its end of the scale means.
func gradeWord(p lang.Printer, mark int) string {
	switch mark {
	case 1:
		return p.T("public.evaluation.lowest")
	case dialogue.HighestMark:
		return p.T("public.evaluation.highest")
	}
	return p.Number(mark)
}

// average is the average mark with a decimal comma.
func average(tenths int) string { return strconv.Itoa(tenths/10) + "," + strconv.Itoa(tenths%10) }

// hidden are the meetings with answers that are not shown apart.
func (v AfterView) hidden() bool {
	shown := len(v.Page.Apart())
	with := 0
	for _, m := range v.Page.Meetings {
		if m.Answered > 0 {
			with++
		}
	}
	return len(v.Page.Meetings) > 1 && shown < with
}
