package sample

import "dialogmote/internal/dialogue"

// Organisers are the offices that invite. Innlandet and Oslo og Viken keep the name they had when their letter was written.
func Organisers() []dialogue.Organiser {
	return []dialogue.Organiser{Ministry(), Innlandet(), OsloViken(), VestlandOffice(), Rogaland()}
}

// Ministry is the organiser of Departementet2017.
func Ministry() dialogue.Organiser {
	return organiser("hod", dialogue.Organiser{
		Kind:          dialogue.Ministry,
		Name:          both("Helse- og omsorgsdepartementet", "Helse- og omsorgsdepartementet"),
		Phone:         "22 24 96 00",
		PostalAddress: "Helse- og omsorgsdepartementet\nPostboks 8011 Dep\n0030 Oslo",
	})
}

// Innlandet is the organiser of Innlandet2019.
func Innlandet() dialogue.Organiser {
	return organiser("innlandet", dialogue.Organiser{
		Kind:          dialogue.Governor,
		Name:          both("Fylkesmannen i Innlandet", "Fylkesmannen i Innlandet"),
		Counties:      []string{"04", "05", "34"},
		Phone:         "22 24 96 10",
		PostalAddress: "Fylkesmannen i Innlandet\nPostboks 100\n2600 Lillehammer",
	})
}

// OsloViken is the organiser of OsloViken2020.
func OsloViken() dialogue.Organiser {
	return organiser("oslo-og-viken", dialogue.Organiser{
		Kind:          dialogue.Governor,
		Name:          both("Fylkesmannen i Oslo og Viken", "Fylkesmannen i Oslo og Viken"),
		Counties:      []string{"03", "30", "31", "32", "33"},
		Phone:         "22 24 96 20",
		PostalAddress: "Fylkesmannen i Oslo og Viken\nPostboks 200\n1501 Moss",
	})
}

// VestlandOffice is the organiser of Vestland.
func VestlandOffice() dialogue.Organiser {
	return organiser("vestland", dialogue.Organiser{
		Kind:          dialogue.Governor,
		Name:          dialogue.Text{NB: "Statsforvalteren i Vestland", NN: "Statsforvaltaren i Vestland", EN: "The County Governor of Vestland"},
		Counties:      []string{"46"},
		Lang:          dialogue.Nynorsk,
		Phone:         "22 24 96 30",
		PostalAddress: "Statsforvaltaren i Vestland\nPostboks 300\n6861 Leikanger",
	})
}

// Rogaland is the organiser of OpenToday.
func Rogaland() dialogue.Organiser {
	return organiser("rogaland", dialogue.Organiser{
		Kind:          dialogue.Governor,
		Name:          dialogue.Text{NB: "Statsforvalteren i Rogaland", NN: "Statsforvaltaren i Rogaland", EN: "The County Governor of Rogaland"},
		Counties:      []string{"11"},
		Phone:         "22 24 96 40",
		PostalAddress: "Statsforvalteren i Rogaland\nPostboks 400\n4001 Stavanger",
	})
}

func organiser(slug string, o dialogue.Organiser) dialogue.Organiser {
	o.ID = ID("organiser/" + slug)
	o.Slug = slug
	o.Version = 1
	if o.Lang == "" {
		o.Lang = dialogue.Bokmal
	}
	o.Email = "post@" + slug + ".example.no"
	o.Website = "https://" + slug + ".example.no"
	o.AccessibilityURL = o.Website + "/tilgjengelighet"
	o.PrivacyURL = o.Website + "/personvern"
	return o
}

// Staff are the people who work at the organisers: an admin, an editor and a reader at each. They have no password; whoever
// stores them sets one.
func Staff() []dialogue.StaffUser {
	names := map[string][3]string{
		"hod":           {"Marit Haugerud", "Sindre Aasen", "Nora Vikse"},
		"innlandet":     {"Kristin Brenden", "Håvard Myhre", "Ragnhild Stubsveen"},
		"oslo-og-viken": {"Hanne Lysaker", "Ole Martin Fossheim", "Yusuf Demirhan"},
		"vestland":      {"Gunnhild Sæbø", "Torleiv Hamre", "Ingvild Fjeldstad"},
		"rogaland":      {"Bjørg Hetland", "Anders Tjelta", "Siri Nærland"},
	}
	accounts := [3]struct {
		local string
		role  dialogue.StaffRole
	}{{"admin", dialogue.Admin}, {"redaktor", dialogue.Editor}, {"leser", dialogue.Reader}}
	var staff []dialogue.StaffUser
	for _, o := range Organisers() {
		for i, a := range accounts {
			staff = append(staff, dialogue.StaffUser{
				Organiser: o.ID,
				ID:        ID("staff/" + o.Slug + "/" + a.local),
				Email:     a.local + "@" + o.Slug + ".example.no",
				Name:      names[o.Slug][i],
				Role:      a.role,
				Lang:      o.Lang,
				Version:   1,
			})
		}
	}
	return staff
}
