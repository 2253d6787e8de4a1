package mail

import (
	"fmt"

	"dialogmote/internal/dialogue"
)

// Placeholder is a name that a text may use.
type Placeholder struct {
	Name  string
	Says  string // what stands in its place, for those who edit the texts
	Block bool   // stands alone on its line
}

// Names of addresses end in _url and stand in the parentheses of a link.
var everyPlaceholder = [...]Placeholder{
	{"about", "hvem og hva brevet gjelder, til emnelinjen", false},
	{"unit", "navnet på kommunen, bydelen eller den som har meldt på", false},
	{"series", "tittelen på invitasjonen", false},
	{"organiser", "navnet på arrangøren", false},
	{"reference", "referansen til påmeldingen eller innspillet", false},
	{"name", "navnet på den som får brevet", false},
	{"contact_name", "navnet på kontaktpersonen i påmeldingen", false},
	{"entered_by", "hvem som meldte på deltakeren: kontaktpersonen eller arrangøren", false},
	{"verify_by", "dag og klokkeslett påmeldingen må være bekreftet innen", false},
	{"answer_before", "«innen» og dagen, eller «så snart du kan»", false},
	{"offer_until", "dag og klokkeslett tilbudet må være besvart innen", false},
	{"verify_url", "adressen som bekrefter påmeldingen", false},
	{"sign_in_url", "adressen som åpner påmeldingen", false},
	{"page_url", "adressen til siden for påmeldingen", false},
	{"invitation_url", "adressen til invitasjonen", false},
	{"staff_url", "adressen til de interne sidene", false},
	{"my_url", "adressen til Min side", false},
	{"my_sign_in_url", "adressen som åpner Min side", false},
	{"next", "hva som skjer videre, og når", true},
	{"registered", "alt som er registrert: kontaktperson, møte eller ønsker, deltakere", true},
	{"change", "hvordan påmeldingen endres, og til når", true},
	{"changes", "hva som er endret, punkt for punkt", true},
	{"reason", "det saksbehandleren skrev til mottakeren", true},
	{"facts", "tid, sted og tema for møtet", true},
	{"before", "tid, sted og tema slik det var", true},
	{"delegates", "deltakerne som har plass på møtet", true},
	{"unplaced", "de i delegasjonen som ikke fikk plass, og hvorfor", true},
	{"why", "hvorfor det ble slik, i vanlige ord", true},
	{"practical", "den praktiske teksten saksbehandleren skrev", true},
	{"check_in", "hvordan mottakeren viser koden sin i døra, når møtet har en dør", true},
	{"programme", "programmet med klokkeslett for dette møtet", true},
	{"group_work", "spørsmål til gruppearbeidet på møtet", true},
	{"preparation", "hva som skal forberedes, og datoene for det", true},
	{"cost", "hva det koster", true},
	{"materials", "dokumenter og lenker", true},
	{"together", "hvem andre møtet er for", true},
	{"taken_off_by", "hvem som meldte av: kontaktpersonen, en kollega eller arrangøren", false},
	{"remaining", "hva som gjenstår før møtet, og til når", true},
	{"news", "hvilke dokumenter og lenker som er kommet til", true},
	{"names", "hvem som kommer, og til når flere kan meldes inn", true},
	{"choose", "hvilke andre møter som kan velges, og til når", true},
	{"statements", "hvordan skriftlige innspill sendes", true},
	{"offer", "at det er blitt plass, og hvor mange som får tilbud", true},
	{"offered", "hvem tilbudet gjelder", true},
	{"answer", "hvordan tilbudet besvares, og hva som skjer uten svar", true},
	{"offer_over", "hvilket tilbud som ikke gjelder lenger", true},
	{"queue", "hvor på ventelisten de står nå", true},
	{"invited_url", "den personlige lenken", false},
	{"answer_by", "«innen» og fristen for å svare, eller «så snart dere kan»", false},
	{"letterhead", "hvem brevet går til, referanser og dato", true},
	{"letter", "teksten som er skrevet til dem som er invitert", true},
	{"your_meetings", "møtet de er invitert til, eller møtene de kan velge mellom", true},
	{"attachments", "hvilke dokumenter som følger med", true},
	{"signature", "hvem som har skrevet under", true},
	{"decline_url", "adressen som bekrefter svaret nei", false},
	{"decline_by", "dag og klokkeslett svaret nei må være bekreftet innen", false},
	{"declined", "hvem som har svart nei, og grunnen de skrev", true},
	{"change_mind", "hvordan de melder på likevel, og til når", true},
	{"stored", "hva som er lagret om deltakeren brevet går til", true},
	{"delete_on", "når opplysningene slettes", false},
	{"about_me_url", "adressen til siden med det som er lagret om deltakeren", false},
	{"about_me_sign_in_url", "adressen som åpner den siden", false},
	{"new_address_url", "adressen som bekrefter en ny e-postadresse", false},
	{"thanks", "«Takk for i dag» samme dag som møtet, «Takk for sist» senere", false},
	{"evaluation", "lenken til evalueringen, når dere spør om noe", true},
	{"privacy", "det invitasjonen sier om personvern", true},
	{"statement_url", "den personlige lenken til innspillet", false},
	{"statement_by", "dag og klokkeslett innspillet må være bekreftet innen", false},
	{"statement", "en kopi av innspillet", true},
	{"published_as", "hvilket navn innspillet er publisert med", false},
	{"contacts", "hvem hos arrangøren som svarer på spørsmål", true},
}

func isBlock(name string) bool {
	for _, p := range everyPlaceholder {
		if p.Name == name {
			return p.Block
		}
	}
	return false
}

// textOf is the text for the facts: its name is the letter's kind, with a variant where the same kind says different things to
// different readers.
func textOf(f Facts) string {
	if f.asks() {
		if text := requestText(f); text != "" {
			return text
		}
	}
	switch f.Kind {
	case dialogue.LetterReceived:
		if f.Registration != nil && f.Registration.State == dialogue.Unverified {
			return "received_unverified"
		}
	case dialogue.LetterConfirmation:
		switch {
		case f.Delegate == nil && f.alone():
			return "confirmation_person"
		case f.Delegate == nil:
			return "confirmation_contact"
		}
	case dialogue.LetterWaiting, dialogue.LetterNotSelected:
		if f.alone() {
			return string(f.Kind) + "_person"
		}
	case dialogue.LetterLetIn:
		if f.Invited == nil || f.Invited.Kind == dialogue.Person { // whose name is not for a letter to somebody else
			return "let_in_person"
		}
	case dialogue.LetterStatement:
		if f.Statement != nil && f.Statement.State == dialogue.StatementUnverified {
			return "statement_unverified"
		}
	case dialogue.LetterMoved, dialogue.LetterCancelled:
		if f.Delegate != nil {
			return string(f.Kind) + "_delegate"
		}
	}
	return string(f.Kind)
}

// texts is every text with the placeholders that its facts can fill, beside those that all can: about, unit, series, organiser,
// reference, name, contact_name, page_url, invitation_url, contacts.
func texts() map[string][]string {
	receipt := []string{"next", "registered", "change", "preparation", "cost"}
	confirmation := []string{"facts", "practical", "check_in", "programme", "group_work", "preparation", "materials", "cost"}
	invited := []string{"invited_url", "answer_by", "letterhead", "letter", "your_meetings", "cost", "attachments", "signature"}
	answer := []string{"why", "change", "statements", "registered"}
	return map[string][]string{
		"received":                   receipt,
		"received_unverified":        {"verify_url", "verify_by", "next", "registered"},
		"activated":                  receipt,
		"held":                       {"registered"},
		"refused":                    {"reason"},
		"proposal":                   {},
		"proposal_news":              {},
		"sign_in":                    {"sign_in_url"},
		"changed":                    append([]string{"changes"}, receipt...),
		"withdrawn":                  {},
		"remaining":                  {"remaining"},
		"material_added":             {"news", "reason"},
		"copy":                       {"registered", "staff_url"},
		"confirmation":               confirmation,
		"confirmation_contact":       append([]string{"delegates", "unplaced", "change"}, confirmation...),
		"confirmation_person":        append([]string{"change"}, confirmation...),
		"waiting":                    answer,
		"waiting_person":             answer,
		"not_selected":               answer,
		"not_selected_person":        answer,
		"meeting_moved":              {"facts", "before", "reason", "registered"},
		"meeting_moved_delegate":     {"facts", "before", "reason"},
		"request_received":           receipt,
		"request_unverified":         {"verify_url", "verify_by", "next", "registered"},
		"request_changed":            {"changes", "next", "registered", "change"},
		"request_withdrawn":          {},
		"request_met":                {"facts", "together", "reason", "names", "registered", "preparation", "cost"},
		"meeting_dated":              {"facts", "reason", "registered", "answer_before"},
		"meeting_cancelled":          {"facts", "reason", "choose"},
		"meeting_cancelled_delegate": {"facts", "reason"},
		"offer":                      {"offer", "facts", "offered", "offer_until", "answer"},
		"offer_expired":              {"offer_over", "queue", "change"},
		"offer_withdrawn":            {"offer_over", "reason", "queue", "change"},
		"invitation":                 invited,
		"reminder":                   invited,
		"replaced":                   {},
		"taken_off":                  {"taken_off_by"},
		"delegate_notice":            {"entered_by", "stored", "delete_on", "about_me_url", "privacy"},
		"about_me":                   {"about_me_sign_in_url"},
		"new_address":                {"new_address_url"},
		"thanks":                     {"facts", "thanks", "evaluation", "materials"},
		"message":                    {"preparation", "cost"},
		"decline":                    {"decline_url", "decline_by", "declined"},
		"declined":                   {"declined", "change_mind"},
		"my_sign_in":                 {"my_url", "my_sign_in_url"},
		"let_in":                     {"my_url", "unit"},
		"let_in_person":              {"my_url"},
		"statement_unverified":       {"statement_url", "statement_by"},
		"statement":                  {"statement", "statement_url"},
		"statement_published":        {"published_as", "statement_url"},
		"staff_password":             {"staff_url"},
	}
}

// common are the placeholders of every letter about a registration.
var common = [...]string{"about", "unit", "series", "organiser", "reference", "name", "contact_name", "page_url", "invitation_url", "contacts"}

// Placeholders lists what a text may use; an unknown text is an error.
func Placeholders(text string) ([]Placeholder, error) {
	own, ok := texts()[text]
	if !ok {
		return nil, fmt.Errorf("mail: there is no text %q", text)
	}
	names := map[string]bool{"organiser": true, "name": true}
	for _, name := range own {
		names[name] = true
	}
	switch text {
	case "staff_password", "my_sign_in", "let_in", "let_in_person":
	case "invitation", "reminder", "decline", "declined":
		for _, name := range []string{"about", "unit", "series", "invitation_url", "contacts"} {
			names[name] = true
		}
	case "statement", "statement_unverified", "statement_published":
		for _, name := range []string{"about", "series", "reference", "invitation_url", "contacts"} {
			names[name] = true
		}
	default:
		for _, name := range common {
			names[name] = true
		}
	}
	var offered []Placeholder
	for _, p := range everyPlaceholder {
		if names[p.Name] {
			offered = append(offered, p)
		}
	}
	return offered, nil
}
