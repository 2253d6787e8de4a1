package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// StatementFormView is where written input is written. Reference is of the delegation whose room it is in, "" for anybody.
type StatementFormView struct {
	Frame      Frame
	Page       dialogue.StatementForm
	Form       Form
	Reference  string
	Own        []dialogue.Statement // what the delegation has written before
	Submission string
	Signed     string
	Endings    string
	MB         int
}

func (v StatementFormView) t(key string, args ...any) string { return v.Frame.L.T(key, args...) }

func (v StatementFormView) inv() *dialogue.Invitation { return &v.Page.Invitation }

func (v StatementFormView) lead() string {
	by := v.inv().Series.StatementsBy
	switch {
	case v.Reference != "" && by.IsZero():
		return v.t("delegation.statement.lead")
	case v.Reference != "":
		return v.t("delegation.statement.lead-by", "Date", v.Frame.L.Date(by))
	case by.IsZero():
		return v.t("public.statement.lead")
	}
	return v.t("public.statement.lead-by", "Date", v.Frame.L.Date(by))
}

// meetings are the ones that it can be about.
func (v StatementFormView) meetings() []Option {
	var options []Option
	for _, m := range v.inv().Meetings {
		if m.State != dialogue.Cancelled {
			options = append(options, Option{Value: m.ID.String(), Label: upperFirst(MeetingInRegion(v.Frame.L, v.inv(), m))})
		}
	}
	return options
}

func (v StatementFormView) consents() []Option {
	p := v.Frame.L
	named, hint := p.T("public.statement.consent.named"), p.T("public.statement.consent.named.hint")
	if v.Reference != "" {
		named, hint = p.T("delegation.statement.consent.named"), ""
	}
	return []Option{
		{Value: string(dialogue.ConsentNamed), Label: named, Hint: hint},
		{Value: string(dialogue.ConsentAnonymous), Label: p.T("public.statement.consent.anonymous"), Hint: p.T("public.statement.consent.anonymous.hint")},
		{Value: string(dialogue.ConsentNo), Label: p.T("public.statement.consent.no")},
	}
}

// closed says why nothing can be sent.
func (v StatementFormView) closed() string {
	s := v.inv().Series
	if by := s.StatementsBy; s.StatementsOpen && !by.IsZero() && !v.Page.Now.Before(by.EndOfDay()) {
		return v.t("public.statement.closed.by", "Date", v.Frame.L.Date(by))
	}
	return v.t("public.statement.closed.text")
}

// StatementCheckView is the page between form and sending.
type StatementCheckView struct {
	Frame  Frame
	Check  dialogue.StatementCheck
	Fields [][2]string // every name and value of the form, to be sent on
	Send   string
	Change string
}

// StatementPageView is one's own written input behind a link in a letter, and the page after sending.
type StatementPageView struct {
	Frame Frame
	Page  dialogue.StatementPage
	Token string
	Sure  bool // the writer is asked whether it is to be withdrawn
}

func (v StatementPageView) t(key string, args ...any) string { return v.Frame.L.T(key, args...) }

// title and lead say how it stands.
func (v StatementPageView) title() string {
	switch s := v.Page.Statement; {
	case s.Gone():
		return v.t("public.statement.state.withdrawn.title")
	case s.State == dialogue.StatementUnverified:
		return v.t("public.statement.confirm.title")
	case s.State == dialogue.StatementPublished:
		return v.t("public.statement.state.published.title")
	}
	return v.t("public.statement.state.received.title")
}

func (v StatementPageView) lead() string {
	s, organiser := v.Page.Statement, v.Frame.L.Text(v.Page.Invitation.Organiser.Name)
	switch {
	case !s.ErasedAt.IsZero():
		return v.t("public.statement.state.erased")
	case s.Gone():
		return v.t("public.statement.state.withdrawn")
	case s.State == dialogue.StatementUnverified:
		return v.t("public.statement.confirm.lead", "Organiser", organiser)
	case s.State == dialogue.StatementPublished && s.ShownAs() != "":
		return v.t("public.statement.state.published.named", "Name", s.ShownAs())
	case s.State == dialogue.StatementPublished:
		return v.t("public.statement.state.published.anonymous")
	}
	return v.t("public.statement.state.received", "Organiser", organiser, "Date", v.Frame.L.DateTime(s.ReceivedAt))
}

// consentWord is what the writer has said about publishing.
func consentWord(p lang.Printer, c dialogue.Consent) string {
	switch c {
	case dialogue.ConsentNamed:
		return p.T("public.statement.consent.named.word")
	case dialogue.ConsentAnonymous:
		return p.T("public.statement.consent.anonymous.word")
	}
	return p.T("public.statement.consent.no.word")
}

// StatementShownAs is whom published written input is from.
func StatementShownAs(p lang.Printer, s dialogue.Statement) string {
	if shown := s.ShownAs(); shown != "" {
		return shown
	}
	return p.T("public.statement.anonymous")
}

// ownStatementWord is how it stands with a delegation's own, as a word with a colour.
func ownStatementWord(p lang.Printer, s dialogue.Statement) (Tone, string) {
	switch {
	case s.Gone():
		return Quiet, p.T("delegation.statement.withdrawn")
	case s.State == dialogue.StatementPublished:
		return Good, p.T("delegation.statement.published")
	}
	return Info, p.T("delegation.statement.received")
}

// statementsRoom leads to where the delegation writes as its unit.
func statementsRoom(v OwnView) room {
	p, page := v.Frame.L, &v.Page
	if page.Registration.State != dialogue.Active || !page.Invitation.Series.TakesStatements(page.Now) && page.Statements == 0 {
		return room{}
	}
	state := p.T("delegation.statement.state.open")
	switch by := page.Invitation.Series.StatementsBy; {
	case page.Statements > 0:
		state = p.N("delegation.statement.state.sent", page.Statements)
	case !by.IsZero():
		state = p.T("delegation.statement.state.by", "Date", p.Date(by))
	}
	return room{urls.Paths().MyStatements(p.Lang(), page.Registration.Reference), p.T("delegation.statement.title"), state}
}
