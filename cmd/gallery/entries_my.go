package main

import (
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// entriesMy shows «Min side»: the field for an address, what follows, and the page of a municipality with everything on it.
func entriesMy() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		p := lang.For(l)
		add := func(id, name string, page templ.Component) {
			all = append(all, Entry{ID: "my-" + id + "-" + string(l), Name: name, Lang: l, Page: page})
		}
		frame := templates.Frame{L: p, Title: p.T("delegation.my.title"), Private: true, Path: urls.Paths().My(l)}
		add("page", "«Min side» of a municipality", templates.My(templates.MyView{Frame: frame, Page: myPage()}))
		if l == dialogue.Nynorsk {
			continue
		}
		add("none", "«Min side» with nothing on it", templates.My(templates.MyView{Frame: frame, Page: dialogue.MyPage{Email: "ola.bakken@example.no"}}))
		add("sent", "A link to «Min side» is sent", templates.MyStart(templates.MyStartView{Frame: frame, Sent: true}))
		wrong := templates.MyStartView{Frame: frame, SignIn: "Ansattporten", Form: templates.Form{L: p, Action: "#",
			Problems: dialogue.Problems{"email": {Key: "problem.email"}}, Values: map[string][]string{"email": {"ola.bakken"}}}}
		wrong.Frame.Problems = true
		add("start", "The field for an address, with a problem and the municipality's own sign-in", templates.MyStart(wrong))
		add("let-in", "Letting a colleague in", templates.LetIn(templates.LetInView{Frame: frame, Form: templates.Form{L: p, Action: "#"},
			Of: dialogue.LetInForm{Unit: myPage().Units[0].Unit, Name: myPage().Units[0].Name, Whole: true}}))
	}
	return all
}

// myPage is a municipality's: one invitation to answer, two registrations and two who are let in.
func myPage() dialogue.MyPage {
	own := openOwn()
	unit := own.Registration.Unit
	unit.Domains = []string{"klepp.kommune.no"}
	withdrawn := own
	withdrawn.Registration.State, withdrawn.Registration.ID = dialogue.Withdrawn, sample.ID("gallery/withdrawn")
	inv := openInvitation()
	colleagues := []dialogue.Colleague{
		{ID: sample.ID("gallery/colleague"), Unit: unit, Name: "Sunniva Lie", Email: "sunniva.lie@example.no", LetInAt: openNow().Add(-48 * time.Hour)},
		{ID: sample.ID("gallery/other"), Unit: unit, Name: "Åse Moen", Email: "ase.moen@helse.example.no", LetInAt: openNow().Add(-24 * time.Hour)},
	}
	return dialogue.MyPage{Now: openNow(), Email: "ola.bakken@klepp.kommune.no", Units: []dialogue.MyUnit{{
		Unit: unit, Name: unit.Name, Why: dialogue.MineByDomain, MayLetIn: true,
		Invitations:   []dialogue.MyInvitation{{ID: sample.ID("gallery/invited"), Invitation: inv, Until: openNow().Add(14 * 24 * time.Hour)}},
		Registrations: []dialogue.MyRegistration{{OwnPage: own, MayOpen: true}, {OwnPage: withdrawn, MayOpen: true}},
		Colleagues:    colleagues, MayEnd: []dialogue.ID{colleagues[0].ID, colleagues[1].ID},
	}}}
}
