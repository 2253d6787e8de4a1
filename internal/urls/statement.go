package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// TabStatements is the written input to a series.
const TabStatements Tab = "innspill"

// StatementCheck shows written input before it is sent.
func (u Links) StatementCheck(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "innspill", "sjekk")
}

// StatementSend is where checked written input is posted.
func (u Links) StatementSend(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "innspill", "send")
}

// StatementSent tells that written input has come. The reference authorises nothing.
func (u Links) StatementSent(l dialogue.Lang, slug, reference string) string {
	return u.to(string(l), "invitasjoner", slug, "innspill", "sendt", reference)
}

// PublishedStatementFile is a file of published written input. The file's name is for the reader; the id decides.
func (u Links) PublishedStatementFile(l dialogue.Lang, slug string, file dialogue.ID, fileName string) string {
	return u.to(string(l), "invitasjoner", slug, "innspill", "filer", file.String(), fileName)
}

// StatementLink is the mailed link to one's own written input: it proves the address, shows what was sent, and takes it away.
func (u Links) StatementLink(l dialogue.Lang, token string) string {
	return u.to(string(l), "innspill", token)
}

// StatementConfirm is where the link's button is posted.
func (u Links) StatementConfirm(l dialogue.Lang, token string) string {
	return u.to(string(l), "innspill", token, "bekreft")
}

// StatementWithdraw takes one's own written input away.
func (u Links) StatementWithdraw(l dialogue.Lang, token string) string {
	return u.to(string(l), "innspill", token, "trekk")
}

// StatementLinkFile is a file of one's own written input.
func (u Links) StatementLinkFile(l dialogue.Lang, token string, file dialogue.ID, fileName string) string {
	return u.to(string(l), "innspill", token, "filer", file.String(), fileName)
}

// MyStatements is where a delegation writes as its unit.
func (u Links) MyStatements(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "innspill")
}

// MyStatementWithdraw takes one of the delegation's own away.
func (u Links) MyStatementWithdraw(l dialogue.Lang, reference string, statement dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "innspill", statement.String(), "trekk")
}

// MyStatementFile is a file of one of the delegation's own.
func (u Links) MyStatementFile(l dialogue.Lang, reference string, file dialogue.ID, fileName string) string {
	return u.to(string(l), "min-pamelding", reference, "innspill", "filer", file.String(), fileName)
}

// StaffStatement is one of a series' written input; part is "" for its page, else where one of its forms is posted.
func (u Links) StaffStatement(series, statement dialogue.ID, part string) string {
	if part == "" {
		return u.StaffTab(series, TabStatements, statement.String())
	}
	return u.StaffTab(series, TabStatements, statement.String(), part)
}

// StaffStatementFile is a file of one. The file's name is for the reader; the id decides.
func (u Links) StaffStatementFile(series, statement, file dialogue.ID, fileName string) string {
	return u.StaffTab(series, TabStatements, statement.String(), "filer", file.String(), fileName)
}

// StaffStatementsList is all that the filter's query chooses as a file: csv, xlsx, or zip with their files.
func (u Links) StaffStatementsList(series dialogue.ID, format string, query url.Values) string {
	return WithQuery(u.StaffTab(series, TabStatements, "liste."+format), query)
}
