package dialogue

import "slices"

// LetInForm is what the form for letting a colleague in is drawn from.
type LetInForm struct {
	Unit  Unit
	Name  string
	Whole bool // the colleague gets to see all of the unit's; else what the contact has registered
}

// CheckLetIn finds what is wrong with letting somebody in to a unit. there are those who are in already, at any organiser.
func CheckLetIn(u Unit, name, email, by string, there []Colleague) Problems {
	problems := Problems{}
	required(problems, "name", name, MaxName)
	switch {
	case email == "":
		problems.Add("email", "problem.required")
	case !ValidEmail(email):
		problems.Add("email", "problem.email")
	case email == by:
		problems.Add("email", "problem.own-address")
	case u.Kind.Official() && u.HasDomain(email):
		problems.Add("email", "problem.has-access")
	case slices.ContainsFunc(there, func(c Colleague) bool { return c.Email == email && c.LetInBy == by }):
		problems.Add("email", "problem.let-in-already")
	}
	in := map[string]bool{}
	for _, c := range there {
		in[c.Email] = true
	}
	if len(in) >= MaxColleagues && !in[email] {
		problems.Add("email", "problem.too-many-colleagues", "Max", MaxColleagues)
	}
	return problems
}
