package mail

import "dialogmote/internal/dialogue"

// SaysIn is what stands in the placeholder's place, told to a reader of the language; bokmål where it has not been written in nynorsk.
func (p Placeholder) SaysIn(l dialogue.Lang) string {
	if l == dialogue.Nynorsk {
		if said := inNynorsk(p.Name); said != "" {
			return said
		}
	}
	return p.Says
}

func inNynorsk(name string) string {
	return map[string]string{
		"about": "kven og kva brevet gjeld, til emnelinja", "unit": "namnet på kommunen, bydelen eller den som har meldt på",
		"series": "tittelen på invitasjonen", "organiser": "namnet på arrangøren", "reference": "referansen til påmeldinga eller innspelet",
		"name": "namnet på den som får brevet", "contact_name": "namnet på kontaktpersonen i påmeldinga",
		"entered_by":    "kven som melde på deltakaren: kontaktpersonen eller arrangøren",
		"verify_by":     "dag og klokkeslett påmeldinga må vere stadfesta innan",
		"answer_before": "«innan» og dagen, eller «så snart du kan»", "offer_until": "dag og klokkeslett tilbodet må vere svart på innan",
		"verify_url": "adressa som stadfestar påmeldinga", "sign_in_url": "adressa som opnar påmeldinga", "page_url": "adressa til sida for påmeldinga",
		"invitation_url": "adressa til invitasjonen", "staff_url": "adressa til dei interne sidene", "my_url": "adressa til Mi side",
		"my_sign_in_url": "adressa som opnar Mi side", "next": "kva som skjer vidare, og når",
		"registered": "alt som er registrert: kontaktperson, møte eller ønske, deltakarar", "change": "korleis påmeldinga blir endra, og til når",
		"changes": "kva som er endra, punkt for punkt", "reason": "det saksbehandlaren skreiv til mottakaren", "facts": "tid, stad og tema for møtet",
		"before": "tid, stad og tema slik det var", "delegates": "deltakarane som har plass på møtet",
		"unplaced": "dei i delegasjonen som ikkje fekk plass, og kvifor", "why": "kvifor det vart slik, i vanlege ord",
		"practical": "den praktiske teksten saksbehandlaren skreiv", "check_in": "korleis mottakaren viser koden sin i døra, når møtet har ei dør",
		"programme": "programmet med klokkeslett for dette møtet",
		"thanks":    "«Takk for i dag» same dagen som møtet, «Takk for sist» seinare", "evaluation": "lenkja til evalueringa, når de spør om noko",
		"group_work": "spørsmål til gruppearbeidet på møtet", "preparation": "kva som skal førebuast, og datoane for det", "cost": "kva det kostar",
		"materials": "dokument og lenkjer", "together": "kven andre møtet er for", "names": "kven som kjem, og til når fleire kan meldast inn",
		"choose": "kva andre møte som kan veljast, og til når", "statements": "korleis ein sender skriftlege innspel",
		"offer": "at det er blitt plass, og kor mange som får tilbod", "offered": "kven tilbodet gjeld", "answer": "korleis ein svarer på tilbodet, og kva som skjer utan svar",
		"offer_over": "kva tilbod som ikkje gjeld lenger", "queue": "kvar på ventelista dei står no", "invited_url": "den personlege lenkja",
		"answer_by": "«innan» og fristen for å svare, eller «så snart de kan»", "letterhead": "kven brevet går til, referansar og dato",
		"letter": "teksten som er skriven til dei som er inviterte", "your_meetings": "møtet dei er inviterte til, eller møta dei kan velje mellom",
		"attachments": "kva dokument som følgjer med", "signature": "kven som har skrive under", "decline_url": "adressa som stadfestar svaret nei",
		"decline_by": "dag og klokkeslett svaret nei må vere stadfesta innan", "declined": "kven som har svart nei, og grunnen dei skreiv",
		"change_mind": "korleis dei melder på likevel, og til når", "contacts": "kven hos arrangøren som svarer på spørsmål",
		"news":          "kva dokument og lenkjer som er komne til",
		"statement_url": "den personlege lenkja til innspelet", "statement_by": "dag og klokkeslett innspelet må vere stadfesta innan",
		"statement": "ein kopi av innspelet", "published_as": "kva namn innspelet er publisert med",
		"stored": "kva som er lagra om deltakaren brevet går til", "delete_on": "når opplysningane blir sletta",
		"about_me_url": "adressa til sida med det som er lagra om deltakaren", "about_me_sign_in_url": "adressa som opnar den sida",
		"new_address_url": "adressa som stadfestar ei ny e-postadresse", "privacy": "det invitasjonen seier om personvern",
	}[name]
}
