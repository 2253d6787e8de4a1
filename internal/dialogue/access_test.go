package dialogue

import (
	"testing"
	"time"
)

func TestWhoMayOpenARegistration(t *testing.T) {
	t.Parallel()
	bergen := Unit{Kind: Municipality, Number: "4601", Name: "Bergen", Domains: []string{"bergen.kommune.no"}}
	arna := Unit{Kind: District, Number: "460101", Name: "Arna", Domains: []string{"bergen.kommune.no"}}
	county := Unit{Kind: County, Number: "46", Name: "Vestland"}
	club := Unit{Kind: Organisation, Number: "910000004", Name: "Laget", Domains: []string{"laget.example.no"}}
	person := Unit{Kind: Person, Number: "guro@example.no", Name: "Guro"}
	reg := func(u Unit, contact string, state RegistrationState) Registration {
		return Registration{Unit: u, Contact: Contact{Email: contact}, State: state}
	}
	erased := reg(bergen, "kari@bergen.kommune.no", Active)
	erased.ErasedAt = time.Unix(1, 0)
	in := func(u Unit, email, by string, whole bool) Proof {
		return Proof{Email: email, Colleagues: []Colleague{{Unit: u, Email: email, LetInBy: by, WholeUnit: whole}}}
	}
	ended := in(bergen, "per@example.no", "kari@bergen.kommune.no", true)
	ended.Colleagues[0].EndedAt = time.Unix(1, 0)
	signedIn := Proof{Municipalities: []string{"1201", "4601"}}
	for name, c := range map[string]struct {
		who  Proof
		reg  Registration
		want bool
	}{
		"the contact":                                      {Proof{Email: "x@example.no"}, reg(bergen, "x@example.no", Active), true},
		"the contact of one that is held":                  {Proof{Email: "x@example.no"}, reg(bergen, "x@example.no", HeldForStaff), true},
		"the contact before the click":                     {Proof{Email: "x@example.no"}, reg(bergen, "x@example.no", Unverified), false},
		"the contact of a refused one":                     {Proof{Email: "x@example.no"}, reg(bergen, "x@example.no", Refused), false},
		"somebody else":                                    {Proof{Email: "y@example.no"}, reg(bergen, "x@example.no", Active), false},
		"nobody, of one that came by post":                 {Proof{}, reg(bergen, "", Active), false},
		"the domain":                                       {Proof{Email: "per@bergen.kommune.no"}, reg(bergen, "x@example.no", Active), true},
		"a sub-domain":                                     {Proof{Email: "per@skole.bergen.kommune.no"}, reg(bergen, "x@example.no", Withdrawn), true},
		"a domain that ends alike":                         {Proof{Email: "per@ikkebergen.kommune.no"}, reg(bergen, "x@example.no", Active), false},
		"the domain, of what a stranger has sent":          {Proof{Email: "per@bergen.kommune.no"}, reg(bergen, "x@example.no", HeldForStaff), false},
		"the domain, of a stranger's before the click":     {Proof{Email: "per@bergen.kommune.no"}, reg(bergen, "x@example.no", Unverified), false},
		"the domain, of a proposal":                        {Proof{Email: "per@bergen.kommune.no"}, reg(bergen, "x@example.no", Proposal), false},
		"the domain, erased":                               {Proof{Email: "per@bergen.kommune.no"}, erased, false},
		"the kommune's domain, of a bydel":                 {Proof{Email: "per@bergen.kommune.no"}, reg(arna, "x@example.no", Active), true},
		"an organisation's domain":                         {Proof{Email: "per@laget.example.no"}, reg(club, "x@example.no", Active), false},
		"a person's own address":                           {Proof{Email: "guro@example.no"}, reg(person, "guro@example.no", Active), true},
		"the sign-in":                                      {signedIn, reg(bergen, "x@example.no", Active), true},
		"the sign-in, of a bydel":                          {signedIn, reg(arna, "x@example.no", Active), true},
		"the sign-in, of another":                          {signedIn, reg(Unit{Kind: Municipality, Number: "4602"}, "x@example.no", Active), false},
		"the sign-in, of the county with a like number":    {Proof{Municipalities: []string{"46"}}, reg(county, "x@example.no", Active), false},
		"let in to all":                                    {in(bergen, "per@example.no", "kari@bergen.kommune.no", true), reg(bergen, "x@example.no", Active), true},
		"let in to all, at another organiser's row":        {in(Unit{ID: ID{9}, Kind: Municipality, Number: "4601"}, "per@example.no", "k@bergen.kommune.no", true), reg(bergen, "x@example.no", Active), true},
		"let in to all, where the giver's domain is none":  {in(Unit{ID: ID{9}, Kind: Municipality, Number: "4601"}, "per@example.no", "k@mistake.example.no", true), reg(bergen, "x@example.no", Active), false},
		"let in to all by the sign-in, at another's row":   {in(Unit{ID: ID{9}, Kind: Municipality, Number: "4601"}, "per@example.no", "0192:964338531", true), reg(bergen, "x@example.no", Active), true},
		"let in to all of another":                         {in(arna, "per@example.no", "kari@bergen.kommune.no", true), reg(bergen, "x@example.no", Active), false},
		"let in, and ended":                                {ended, reg(bergen, "x@example.no", Active), false},
		"let in, somebody else's entry":                    {Proof{Email: "z@example.no", Colleagues: in(bergen, "per@example.no", "k@bergen.kommune.no", true).Colleagues}, reg(bergen, "x@example.no", Active), false},
		"let in by the contact":                            {in(bergen, "per@example.no", "x@example.no", false), reg(bergen, "x@example.no", Active), true},
		"let in by another contact":                        {in(bergen, "per@example.no", "y@example.no", false), reg(bergen, "x@example.no", Active), false},
		"let in by who was the contact once":               {in(bergen, "per@example.no", "x@example.no", false), reg(bergen, "ny@example.no", Active), false},
		"let in by an organisation's contact":              {in(club, "per@example.no", "x@example.no", false), reg(club, "x@example.no", Active), true},
		"let in to an organisation, of another's there":    {in(club, "per@example.no", "x@example.no", false), reg(club, "y@example.no", Active), false},
		"an organisation's entry that claims all of it":    {in(club, "per@example.no", "x@example.no", true), reg(club, "y@example.no", Active), false},
		"a contact's colleague, of what the contact holds": {in(bergen, "per@example.no", "x@example.no", false), reg(bergen, "x@example.no", HeldForStaff), false},
	} {
		if got := c.who.MayOpen(c.reg); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A contact lets in to what the contact has, not to all of the unit's; nobody who was let in lets others in.
func TestWhoMayLetIn(t *testing.T) {
	t.Parallel()
	bergen := Unit{Kind: Municipality, Number: "4601", Domains: []string{"bergen.kommune.no"}}
	mine := []Registration{{Unit: bergen, Contact: Contact{Email: "x@example.no"}, State: Active}}
	held := []Registration{{Unit: bergen, Contact: Contact{Email: "x@example.no"}, State: HeldForStaff}}
	colleague := Proof{Email: "per@example.no", Colleagues: []Colleague{{Unit: bergen, Email: "per@example.no", LetInBy: "kari@bergen.kommune.no", WholeUnit: true}}}
	for name, c := range map[string]struct {
		who        Proof
		registered []Registration
		want       bool
	}{
		"the domain":             {Proof{Email: "kari@bergen.kommune.no"}, nil, true},
		"the sign-in":            {Proof{Municipalities: []string{"4601"}}, nil, true},
		"the contact":            {Proof{Email: "x@example.no"}, mine, true},
		"one that staff look at": {Proof{Email: "x@example.no"}, held, false},
		"a colleague":            {colleague, mine, false},
		"another unit's contact": {Proof{Email: "x@example.no"}, []Registration{{Unit: Unit{Kind: Municipality, Number: "4602"}, Contact: Contact{Email: "x@example.no"}, State: Active}}, false},
		"whoever":                {Proof{Email: "y@example.no"}, mine, false},
	} {
		if got := c.who.MayLetIn(bergen, c.registered); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	entry := colleague.Colleagues[0]
	for who, want := range map[string]bool{"kari@bergen.kommune.no": true, "ny@bergen.kommune.no": true, "x@example.no": false, "per@example.no": false} {
		if got := (Proof{Email: who}).MayEnd(entry); got != want {
			t.Errorf("%s ends it: %v", who, got)
		}
	}
}
