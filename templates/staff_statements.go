package templates

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// StatementsView is the tab with written input.
type StatementsView struct {
	S      StaffSeriesFrame
	List   dialogue.StatementList
	Filter Form
}

// StaffStatementView is one of them, with what can be done with it.
type StaffStatementView struct {
	Frame   Frame
	Page    dialogue.StatementPage
	MayEdit bool
	Note    Form
	Aside   Form
	Stale   bool // somebody else has changed it since the button was shown
}

func (v StatementsView) t(key string, args ...any) string { return v.S.Frame.L.T(key, args...) }

// lead is how many there are, and how they stand.
func (v StatementsView) lead() string {
	counts := v.List.Counts
	return v.t("staff.statement.lead", "All", v.List.All, "Received", counts[dialogue.StatementReceived], "Published", counts[dialogue.StatementPublished],
		"Aside", counts[dialogue.StatementSetAside])
}

// open says whether more can come.
func (v StatementsView) open() string {
	s := v.List.Invitation.Series
	switch {
	case !s.TakesStatements(v.List.Now):
		return v.t("staff.statement.closed")
	case s.StatementsBy.IsZero():
		return v.t("staff.statement.open")
	}
	return v.t("staff.statement.open-by", "Date", v.S.Frame.L.Date(s.StatementsBy))
}

func (v StatementsView) states() []Option {
	var options []Option
	for _, state := range []dialogue.StatementState{dialogue.StatementReceived, dialogue.StatementPublished, dialogue.StatementSetAside, dialogue.StatementWithdrawn} {
		_, word := StatementWord(v.S.Frame.L, dialogue.Statement{State: state})
		options = append(options, Option{Value: string(state), Label: word})
	}
	return options
}

func (v StatementsView) meetings() []Option {
	var options []Option
	for _, m := range v.List.Invitation.Meetings {
		options = append(options, Option{Value: m.ID.String(), Label: v.S.Frame.L.Text(v.List.Invitation.MeetingName(m))})
	}
	return options
}

// file is the address of the list as a file, as it is filtered.
func (v StatementsView) file(format string) string {
	query := url.Values{}
	for _, name := range []string{"tilstand", "mote", "sok"} {
		if typed := v.Filter.Values.Get(name); typed != "" {
			query.Set(name, typed)
		}
	}
	return urls.Paths().StaffStatementsList(v.List.Invitation.Series.ID, format, query)
}

// hasFiles reports whether any of those found has one.
func (v StatementsView) hasFiles() bool {
	for _, s := range v.List.Found {
		if len(s.Files) > 0 {
			return true
		}
	}
	return false
}

// StatementWord is how it stands with written input, as a word with a colour.
func StatementWord(p lang.Printer, s dialogue.Statement) (Tone, string) {
	switch {
	case s.State == dialogue.StatementWithdrawn:
		return Quiet, p.T("staff.statement.state.withdrawn")
	case s.State == dialogue.StatementPublished:
		return Good, p.T("staff.statement.state.published")
	case s.State == dialogue.StatementSetAside:
		return Quiet, p.T("staff.statement.state.set-aside")
	}
	return Info, p.T("staff.statement.state.received")
}

// StaffConsentWord is whether it may be published, and how.
func StaffConsentWord(p lang.Printer, s dialogue.Statement) string {
	switch {
	case s.Gone():
		return ""
	case s.Consent == dialogue.ConsentNamed:
		return p.T("staff.statement.consent.named")
	case s.Consent == dialogue.ConsentAnonymous:
		return p.T("staff.statement.consent.anonymous")
	}
	return p.T("staff.statement.consent.no")
}

// statementFrom is whom it is from; one that is withdrawn is from nobody.
func statementFrom(p lang.Printer, s dialogue.Statement) string {
	if s.Gone() {
		return p.T("staff.statement.nobody")
	}
	return s.From()
}
