package urls

import "dialogmote/internal/dialogue"

// StaffAddresses is the address book.
func (u Links) StaffAddresses() string { return u.to("intern", "adresser") }

// StaffAddressesConfirm is where the register's suggestions are confirmed, by POST.
func (u Links) StaffAddressesConfirm() string { return u.to("intern", "adresser", "bekreft") }

// StaffAddressesWork is where addresses are said to work again, by POST.
func (u Links) StaffAddressesWork() string { return u.to("intern", "adresser", "virker") }

// StaffAddressesMove is where addresses of a former municipality are moved to what it has become, by POST.
func (u Links) StaffAddressesMove() string { return u.to("intern", "adresser", "flytt") }

// StaffAddressesFile is the address book as a file: "csv" or "xlsx".
func (u Links) StaffAddressesFile(format string) string {
	return u.to("intern", "adresser", "adressebok."+format)
}

// StaffAddressImport is where a file of addresses is sent and looked at.
func (u Links) StaffAddressImport() string { return u.to("intern", "adresser", "import") }

// StaffAddressImportStore is where a file that has been looked at is taken into the book, by POST.
func (u Links) StaffAddressImportStore() string { return u.to("intern", "adresser", "import", "lagre") }

// StaffAddressTemplate is an empty file of addresses to fill in: "csv" or "xlsx".
func (u Links) StaffAddressTemplate(format string) string {
	return u.to("intern", "adresser", "import", "mal."+format)
}

// StaffAddressUnit is one unit of the address book, by its key there.
func (u Links) StaffAddressUnit(key string) string { return u.to("intern", "adresser", "om", key) }

// StaffAddressNew adds an address to a unit, by POST.
func (u Links) StaffAddressNew(key string) string {
	return u.to("intern", "adresser", "om", key, "ny")
}

// StaffAddress changes one address of a unit.
func (u Links) StaffAddress(key string, address dialogue.ID) string {
	return u.to("intern", "adresser", "om", key, address.String())
}

// StaffAddressPart is what is done with one address by POST: "fjern", "feil", "virker".
func (u Links) StaffAddressPart(key string, address dialogue.ID, part string) string {
	return u.to("intern", "adresser", "om", key, address.String(), part)
}
