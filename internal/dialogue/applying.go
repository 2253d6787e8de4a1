package dialogue

import (
	"cmp"
	"slices"
)

// AsksIfNotAll reports whether a delegation of n people is asked what it wants if not all of them get a place. It is asked only where its
// own answer decides: a question whose answer changes nothing would promise something.
func (r Rules) AsksIfNotAll(n int) bool {
	return r.Choice == Ranked && r.Admission == AdmitSelection && r.Selection.Extra == ExtraOwnAnswer && n > 1
}

// settleIfNotAll is the answer as it is stored: none where it is not asked for, and none for what is no answer.
func (r Rules) settleIfNotAll(answer IfNotAll, n int) IfNotAll {
	if !r.AsksIfNotAll(n) || answer != Fewer && answer != Together {
		return ""
	}
	return answer
}

// CheckIfNotAll is a delegation's answer as it is stored. Contacts must answer when they are asked; what came to staff on paper may be
// silent, and then those there is room for come.
func CheckIfNotAll(rules Rules, answer IfNotAll, n int, byStaff bool) (IfNotAll, Problems) {
	problems := Problems{}
	answer = rules.settleIfNotAll(answer, n)
	if answer == "" && rules.AsksIfNotAll(n) && !byStaff {
		problems.Add("if_not_all", "problem.choose-if-not-all")
	}
	return answer, problems
}

// BelongsSomewhere reports whether a unit says itself which municipality it belongs to.
func (k UnitKind) BelongsSomewhere() bool { return k == Person || k == Organisation }

// SharedAddress is an e-mail address that stands in two registrations of a series: as the contact's or a delegate's. Often it is the same
// person, who may be counted twice.
type SharedAddress struct {
	Email string
	Of    ID   // a registration …
	Own   Unit // … and whose it is
	Other ID   // another one with the same address …
	Unit  Unit // … and whose
}

// EachOnce leaves out the pairs that stand there the other way round already.
func EachOnce(shared []SharedAddress) []SharedAddress {
	type pair struct {
		email     string
		of, other ID
	}
	seen := map[pair]bool{}
	return slices.DeleteFunc(slices.Clone(shared), func(s SharedAddress) bool {
		seen[pair{s.Email, s.Of, s.Other}] = true
		return seen[pair{s.Email, s.Other, s.Of}]
	})
}

// SharedAddresses finds the addresses that stand in more than one of a series' registrations. Those that are over, not proven yet, or
// proposals for a delegation that is registered, are left out. Each pair stands once for either of the two, in the registrations' order.
func SharedAddresses(all []Registration) []SharedAddress {
	in := map[string][]int{}
	for i, r := range all {
		if r.State != Active && r.State != HeldForStaff {
			continue
		}
		for _, email := range r.addresses() {
			in[email] = append(in[email], i)
		}
	}
	var shared []SharedAddress
	for email, at := range in {
		for _, i := range at {
			for _, j := range at {
				if i != j {
					shared = append(shared, SharedAddress{Email: email, Of: all[i].ID, Own: all[i].Unit, Other: all[j].ID, Unit: all[j].Unit})
				}
			}
		}
	}
	order := map[ID]int{}
	for i, r := range all {
		order[r.ID] = i
	}
	slices.SortFunc(shared, func(a, b SharedAddress) int {
		return cmp.Or(cmp.Compare(order[a.Of], order[b.Of]), cmp.Compare(a.Email, b.Email), cmp.Compare(order[a.Other], order[b.Other]))
	})
	return shared
}

// addresses are the contact's and the live delegates', each once. They are stored in lower case.
func (r Registration) addresses() []string {
	var all []string
	add := func(email string) {
		if email != "" && !slices.Contains(all, email) {
			all = append(all, email)
		}
	}
	add(r.Contact.Email)
	for _, d := range r.LiveDelegates() {
		add(d.Email)
	}
	return all
}

// SameWishes reports whether two rankings say the same, whatever order they are told in.
func SameWishes(a, b []Wish) bool {
	order := func(x, y Wish) int { return cmp.Compare(x.Rank, y.Rank) }
	return slices.Equal(slices.SortedFunc(slices.Values(a), order), slices.SortedFunc(slices.Values(b), order))
}
