package dialogue

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// ownAnswer is an invitation that selects and lets delegations say what they want if not all get a place.
func ownAnswer() *Invitation {
	inv := invitationOf(Ranked, 2)
	inv.Series.Rules.Admission, inv.Series.Rules.Selection.Extra = AdmitSelection, ExtraOwnAnswer
	return inv
}

func TestWhatTheRulesHaveNoUseForIsNotStored(t *testing.T) {
	t.Parallel()
	people := func(n int) []DelegateRequest { return make([]DelegateRequest, n) }
	noAnswer := ownAnswer()
	noAnswer.Series.Rules.Selection.Extra = ExtraWishesFirst
	for name, c := range map[string]struct {
		inv  *Invitation
		q    RegistrationRequest
		want string
	}{
		"a person's municipality":          {ownAnswer(), RegistrationRequest{Unit: Unit{Kind: Person}, Municipality: "0301", Delegates: people(1)}, "0301 "},
		"a kommune has no other":           {ownAnswer(), RegistrationRequest{Unit: kommune, Municipality: "0301", Delegates: people(1)}, " "},
		"an answer of two":                 {ownAnswer(), RegistrationRequest{Unit: kommune, IfNotAll: Together, Delegates: people(2)}, " together"},
		"one alone is not asked":           {ownAnswer(), RegistrationRequest{Unit: kommune, IfNotAll: Together, Delegates: people(1)}, " "},
		"what is no answer":                {ownAnswer(), RegistrationRequest{Unit: kommune, IfNotAll: "both", Delegates: people(2)}, " "},
		"where the organiser has decided":  {noAnswer, RegistrationRequest{Unit: kommune, IfNotAll: Fewer, Delegates: people(2)}, " "},
		"where everybody has room at once": {invitationOf(Ranked, 2), RegistrationRequest{Unit: kommune, IfNotAll: Fewer, Delegates: people(2)}, " "},
	} {
		settled := c.q.Settle(c.inv, time.Time{})
		if got := settled.Municipality + " " + string(settled.IfNotAll); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAnAddressInTwoRegistrationsIsFound(t *testing.T) {
	t.Parallel()
	reg := func(n byte, state RegistrationState, contact string, delegates ...string) Registration {
		r := Registration{ID: ID{n}, State: state, Reference: fmt.Sprint(n), Contact: Contact{Email: contact}}
		for i, email := range delegates {
			d := Delegate{ID: ID{n, byte(i)}, Email: email, Seats: []Seat{{State: SeatPending}}}
			if email, gone := strings.CutPrefix(email, "-"); gone {
				d.Email, d.Seats[0].State = email, SeatWithdrawn
			}
			r.Delegates = append(r.Delegates, d)
		}
		return r
	}
	for name, c := range map[string]struct {
		all  []Registration
		want string
	}{
		"nobody": {nil, ""},
		"the contact who comes along is one registration": {[]Registration{reg(1, Active, "a@x.no", "a@x.no", "b@x.no")}, ""},
		"alone and in the delegation at home":             {[]Registration{reg(1, Active, "k@x.no", "a@x.no"), reg(2, Active, "a@x.no", "a@x.no")}, "1-2 a@x.no, 2-1 a@x.no"},
		"one contact of two":                              {[]Registration{reg(1, Active, "k@x.no"), reg(2, HeldForStaff, "k@x.no")}, "1-2 k@x.no, 2-1 k@x.no"},
		"three":                                           {[]Registration{reg(1, Active, "k@x.no"), reg(2, Active, "", "k@x.no"), reg(3, Active, "k@x.no")}, "1-2 k@x.no, 1-3 k@x.no, 2-1 k@x.no, 2-3 k@x.no, 3-1 k@x.no, 3-2 k@x.no"},
		"one that has withdrawn":                          {[]Registration{reg(1, Active, "k@x.no"), reg(2, Withdrawn, "k@x.no")}, ""},
		"one that nobody has confirmed":                   {[]Registration{reg(1, Active, "k@x.no"), reg(2, Unverified, "k@x.no")}, ""},
		"a proposal for the same delegation":              {[]Registration{reg(1, Active, "k@x.no"), reg(2, Proposal, "k@x.no")}, ""},
		"a delegate who has left":                         {[]Registration{reg(1, Active, "k@x.no"), reg(2, Active, "l@x.no", "-k@x.no", "m@x.no")}, ""},
		"no address is nobody's":                          {[]Registration{reg(1, Active, ""), reg(2, Active, "")}, ""},
	} {
		var got []string
		for _, s := range SharedAddresses(c.all) {
			got = append(got, fmt.Sprintf("%d-%d %s", s.Of[0], s.Other[0], s.Email))
		}
		if all := strings.Join(got, ", "); all != c.want {
			t.Errorf("%s: %q, want %q", name, all, c.want)
		}
	}
}
