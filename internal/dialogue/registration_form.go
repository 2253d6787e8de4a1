package dialogue

import "time"

// RegistrationForm is what the form is drawn from.
type RegistrationForm struct {
	Invitation Invitation
	Units      []Unit              // the official ones that may register, with labels that tell homonyms apart
	Homes      []Unit              // every municipality, for persons and organisations to say where they belong
	Counties   map[string]string   // number → name, of the units' counties
	OtherNames map[string][]string // municipality's number → Sámi, Kven and former names, to find it by
	Now        time.Time
	Invited    *UnitInvitation // by whose personal link the form was opened; nil: by the public address
}

// RegistrationCheck is a request as it would be stored. Registered: the unit has a live registration, so this one would be kept as a
// proposal.
type RegistrationCheck struct {
	Invitation Invitation
	Request    RegistrationRequest
	Registered bool
	Home       string // name of the municipality that a person or an organisation belongs to
	Now        time.Time
}
