package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/templates"
)

// entriesParts shows every shared part in every state, and how they look together.
func entriesParts() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		p := lang.For(l)
		code := string(l)
		all = append(all,
			Entry{ID: "parts-" + code, Name: "Every part", Lang: l, Page: partsPage(p)},
			Entry{ID: "parts-form-" + code, Name: "A form, new", Lang: l, Page: partsForm(p, templates.Form{L: p, Action: "#"})},
			Entry{ID: "parts-form-errors-" + code, Name: "A form, with errors", Lang: l, Page: partsForm(p, wrongForm(p))},
			Entry{ID: "parts-staff-" + code, Name: "A staff page", Lang: l, Page: partsStaff(p)},
			Entry{ID: "parts-staff-form-" + code, Name: "A staff form, with errors", Lang: l, Page: partsStaffForm(p, wrongStaffForm(p))},
		)
		all = append(all,
			Entry{ID: "parts-stale-" + code, Name: "A form that somebody else has saved", Lang: l, Page: partsStaffForm(p, staleForm(p))},
			Entry{ID: "parts-failed-" + code, Name: "An error at our end", Lang: l, Page: templates.Failed(failedPage(p))},
		)
	}
	return append(all, Entry{ID: "parts-invitation", Name: "An invitation, to judge the type by", Lang: dialogue.Bokmal, Page: partsInvitation(lang.For(dialogue.Bokmal))})
}

// partsOrganiser is who leads in the letterhead here.
func partsOrganiser() dialogue.Organiser {
	return dialogue.Organiser{
		Slug:             "innlandet",
		Name:             dialogue.Text{NB: "Fylkesmannen i Innlandet", NN: "Fylkesmannen i Innlandet"},
		Email:            "post.innlandet@example.no",
		Phone:            "+4761000000",
		Website:          "https://www.example.no",
		AccessibilityURL: "https://www.example.no/tilgjengelighet",
		PrivacyURL:       "https://www.example.no/personvern",
	}
}

func wrongForm(p lang.Printer) templates.Form {
	return templates.Form{
		L:      p,
		Action: "#",
		Values: url.Values{
			"unit": {"3403"}, "contact.name": {"Kari Nordmann"}, "contact.email": {"kari.nordmann@hamar"},
			"meeting": {}, "delegates.1.name": {"Ola Nordmann"}, "delegates.1.role": {"politikk"},
			"comment": {"Vi kommer med to biler.\n\nHilsen <Kari>"}, "help": {"tolk"},
		},
		Problems: dialogue.Problems{
			"":                  {Key: "problem.stale"},
			"contact.email":     {Key: "problem.email"},
			"meeting":           {Key: "problem.choose"},
			"delegates.1.phone": {Key: "problem.phone"},
			"delegates.2.name":  {Key: "problem.required"},
			"privacy":           {Key: "problem.required"},
			"elsewhere":         {Key: "problem.number"},
		},
	}
}

func wrongStaffForm(p lang.Printer) templates.Form {
	values := url.Values{"slug": {"leve hele livet"}, "date": {"31.2.2019"}, "start": {"10.00"}, "capacity": {"seksti"}}
	templates.SetText(values, "title", dialogue.Text{NB: "Dialogmøter Leve hele livet"})
	templates.SetText(values, "body", dialogue.Text{NB: "Vi inviterer til dialogmøte med alle kommuner i Hedmark og Oppland.\n\n- Politisk ledelse\n- Administrativ ledelse"})
	return templates.Form{
		L: p, Action: "#", Values: values, WarnUnsaved: true, Upload: true,
		Problems: dialogue.Problems{
			"title.nn": {Key: "problem.required"},
			"body":     {Key: "problem.stale"},
			"date":     {Key: "problem.date"},
			"capacity": {Key: "problem.number-between", Args: map[string]any{"Min": 1, "Max": 500}},
		},
	}
}

func staleForm(p lang.Printer) templates.Form {
	f := wrongStaffForm(p)
	f.Problems = nil
	f.Stored = url.Values{"slug": f.Values["slug"], "date": {"1.3.2019"}, "start": {"10.00"}, "capacity": {"60"}}
	templates.SetText(f.Stored, "title", dialogue.Text{NB: "Dialogmøter Leve hele livet", NN: "Dialogmøte Leve heile livet"})
	templates.SetText(f.Stored, "body", dialogue.Text{NB: "Vi inviterer alle kommuner i Hedmark og Oppland.\n\n- Politisk ledelse"})
	return f
}

func failedPage(p lang.Printer) templates.ErrorPage {
	frame := templates.Frame{L: p, Title: p.T("common.error.server.title"), Path: "/" + string(p.Lang()) + "/invitasjoner", Private: true}
	return templates.ErrorPage{Frame: frame, Text: p.T("common.error.server.text", "Reference", "7K3M9XQA"), Reference: "7K3M9XQA", Next: frame.Ways()}
}

// partsText is a text in nynorsk only, as the organiser wrote it.
func partsText() dialogue.Text {
	return dialogue.Text{NN: "Satsinga er **tverrfagleg** og har fire innsatsområde:\n\n- levande lokalsamfunn\n- bustadtilpassing og planlegging\n\n## Ta kontakt\n\nSjå [programmet](https://www.example.no/program) eller https://www.example.no."}
}
