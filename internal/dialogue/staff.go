package dialogue

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// UserRequest is what an admin asks a staff user to be.
type UserRequest struct {
	Email    string // lower case
	Name     string
	Role     StaffRole
	Lang     Lang
	Disabled bool // can't sign in; the audit log keeps the name
}

// Validate finds what the admin can mend.
func (q UserRequest) Validate() Problems {
	problems := Problems{}
	required(problems, "name", q.Name, MaxName)
	switch {
	case q.Email == "":
		problems.Add("email", "problem.required")
	case !ValidEmail(q.Email) || q.Email != strings.ToLower(q.Email):
		problems.Add("email", "problem.email")
	}
	if !slices.Contains(StaffRoles[:], q.Role) {
		problems.Add("role", "problem.choose")
	}
	if q.Lang != Bokmal && q.Lang != Nynorsk {
		problems.Add("lang", "problem.choose")
	}
	return problems
}

// Manages reports whether the user can manage the organiser's users now.
func (u StaffUser) Manages() bool { return u.Role == Admin && u.DisabledAt.IsZero() }

// Change is the user as asked for, or the problem that nobody would be left to manage users: otherAdmins is how many other
// users can.
func (u StaffUser) Change(q UserRequest, otherAdmins int) (StaffUser, Problems) {
	problems := q.Validate()
	if u.Manages() && otherAdmins == 0 {
		switch {
		case q.Disabled:
			problems.Add("disabled", "problem.last-admin")
		case q.Role != Admin:
			problems.Add("role", "problem.last-admin")
		}
	}
	u.Email, u.Name, u.Role, u.Lang = q.Email, q.Name, q.Role, q.Lang
	return u, problems
}

// Validate finds what can be mended about an organiser: its name in bokmål and nynorsk, and addresses that can be followed.
func (o Organiser) Validate() Problems {
	problems := Problems{}
	for _, l := range o.Name.MissingNorwegian() {
		problems.Add("name."+string(l), "problem.required")
	}
	for _, l := range Langs {
		atMost(problems, "name."+string(l), o.Name.Get(l), MaxLine)
	}
	if !slices.Contains([]OrganiserKind{Governor, Ministry, OtherOrganiser}, o.Kind) {
		problems.Add("kind", "problem.choose")
	}
	if o.Lang != Bokmal && o.Lang != Nynorsk {
		problems.Add("lang", "problem.choose")
	}
	if o.Email != "" && !ValidEmail(o.Email) {
		problems.Add("email", "problem.email")
	}
	atMost(problems, "phone", o.Phone, MaxLine)
	atMost(problems, "postal_address", o.PostalAddress, MaxComment)
	for field, address := range map[string]string{"website": o.Website, "accessibility_url": o.AccessibilityURL, "privacy_url": o.PrivacyURL} {
		if address != "" && !ValidAddress(address) {
			problems.Add(field, "problem.address")
		}
	}
	return problems
}

// ValidAddress reports whether a web address can be linked to: https and a host with a dot.
func ValidAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.User == nil && utf8.RuneCountInString(s) <= 500 &&
		strings.Contains(strings.Trim(u.Hostname(), "."), ".") && !strings.ContainsAny(s, " \"<>\\")
}
