package norway

import "dialogmote/internal/dialogue"

// District is a part of a city.
type District struct {
	Code             string // six digits, the first four the municipality's
	Name             string
	Municipality     string // number
	MunicipalityName string
	Kind             string // one of the constants below
	ValidFrom        dialogue.Date
	ValidTo          dialogue.Date // the first day after; zero while it lasts
	Successor        string        // code
}

// The kinds of district.
const (
	Bydel       = "bydel"                   // has an administration (Oslo)
	Kommunedel  = "kommunedel"              // has a council of its own (Stavanger)
	BydelByName = "bydel_no_administration" // a name on the map that nobody answers for (Bergen, Trondheim)
	Statistical = "statistical_only"        // never a unit: Oslo's Sentrum and Marka
)

// HasAdministration reports whether there is somebody to invite.
func (d District) HasAdministration() bool { return d.Kind == Bydel || d.Kind == Kommunedel }

// Label is the name with its city: «Gamle Oslo (Oslo)».
func (d District) Label() string { return d.Name + " (" + d.MunicipalityName + ")" }

// Districts are the municipality's districts on the day that have an administration, by code; "" asks of all municipalities.
func Districts(municipality string, on dialogue.Date) []District {
	return districts(municipality, on, District.HasAdministration)
}

// AllDistricts are Districts with those that have no administration. Statistical ones are still left out.
func AllDistricts(municipality string, on dialogue.Date) []District {
	return districts(municipality, on, func(d District) bool { return d.Kind != Statistical })
}

func districts(municipality string, on dialogue.Date, wanted func(District) bool) []District {
	var found []District
	for _, d := range loaded().districts {
		if (municipality == "" || d.Municipality == municipality) && holds(d.ValidFrom, d.ValidTo, on) && wanted(d) {
			found = append(found, d)
		}
	}
	return found
}

// DistrictByCode is the district that has the code on the day, whatever its kind but statistical.
func DistrictByCode(code string, on dialogue.Date) (District, bool) {
	for _, d := range loaded().districts {
		if d.Code == code && d.Kind != Statistical && holds(d.ValidFrom, d.ValidTo, on) {
			return d, true
		}
	}
	return District{}, false
}
