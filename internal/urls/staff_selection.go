package urls

import "dialogmote/internal/dialogue"

// The staff's workbench of a selection, under StaffTab(series, TabSelection).

// StaffSelectionDo is where one of the workbench's steps is posted: "frys", "verdi", "forslag", "las", "godkjenn",
// "trekk-tilbake". "frys" is a page too: where a draw is made anew.
func (u Links) StaffSelectionDo(series dialogue.ID, step string) string {
	return u.StaffTab(series, TabSelection, step)
}

// StaffSelectionProposal is one proposal: everybody in it, and its figures.
func (u Links) StaffSelectionProposal(series, proposal dialogue.ID) string {
	return u.StaffTab(series, TabSelection, "forslag", proposal.String())
}

// StaffSelectionUnit is one registration in a proposal.
func (u Links) StaffSelectionUnit(series, proposal, registration dialogue.ID) string {
	return u.StaffTab(series, TabSelection, "forslag", proposal.String(), registration.String())
}

// StaffSelectionTry shows what a decision about a registration would change, by POST, before anything is saved.
func (u Links) StaffSelectionTry(series, proposal, registration dialogue.ID) string {
	return u.StaffTab(series, TabSelection, "forslag", proposal.String(), registration.String(), "prov")
}

// StaffSelectionLock is a decision about a registration: "opphev" lifts it and "opphev/prov" shows what that would change, by POST.
func (u Links) StaffSelectionLock(series, lock dialogue.ID, what ...string) string {
	return u.StaffTab(series, TabSelection, append([]string{"las", lock.String()}, what...)...)
}

// StaffSelectionFile is one of a draw's files: "units.csv", "report.json".
func (u Links) StaffSelectionFile(series, draw dialogue.ID, name string) string {
	return u.StaffTab(series, TabSelection, "trekning", draw.String(), name)
}

// StaffAnswers is where the answers of a selection are looked at and sent.
func (u Links) StaffAnswers(series dialogue.ID, under ...string) string {
	return u.StaffTab(series, TabSelection, append([]string{"svar"}, under...)...)
}

// StaffProtocol is the record of a selection, for the archive and for those who ask to see it.
func (u Links) StaffProtocol(series dialogue.ID, under ...string) string {
	return u.StaffTab(series, TabSelection, append([]string{"protokoll"}, under...)...)
}

// StaffOffers is the waiting list and the places that have come free.
func (u Links) StaffOffers(series dialogue.ID, under ...string) string {
	return u.StaffTab(series, TabOffers, under...)
}
