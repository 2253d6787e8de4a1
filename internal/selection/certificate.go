package selection

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Certificate says why in a form that a short independent program can check from the assignment and the inputs alone. Which fields
// are set follows from Kind. Lots are numbers in the order of lots: 1 is the lowest HMAC. A unit is free when no lock of kind in or
// at binds it or one of its persons.
//
// Said of units: «u can take the place of v» when v is placed at m, v is free, u is waiting, u ranks m, and with u at m in place
// of v, the delegates of each unit at m chosen anew as the floors need, (1) the delegations at m still fit, (2) the shortfall of
// the floors at m is no larger, for the user roles alone and for all roles, and (3) if u's county and v's county differ: no fewer
// counties have a unit, and the sum over counties of |units placed − target| (the targets stand in the report) is
// no larger. Under own_answer a unit that answered «together» and has all its places is not free, and all its places are base places.
type Certificate struct {
	Kind     CertificateKind
	Lot      int      // the unit's own number in the order of lots
	LastLot  int      // the last number admitted that it could have taken the place of
	FirstOut int      // the first number not admitted that could have taken its place
	County   string   // the county whose share is full, or whose only unit this is
	Role     string   // the role whose floor decided
	Meetings []string // the full meetings, sorted by id
	Text     string   // staff's reason, of a lock
}

// CertificateKind names the argument.
type CertificateKind string

// The arguments, with what each one promises about the finished assignment.
const (
	// ByLock: staff decided, by a lock on the unit or the person; Text is its reason. A person with this reason is placed
	// (in, at), or not_selected (out).
	ByLock CertificateKind = "lock"

	// ByAvailable: waiting; the unit ranks no meeting, or has no delegates left.
	ByAvailable CertificateKind = "available"

	// ByRoom: placed, and so is every unit that ranks a meeting and is not locked out. Of a further person: placed, and so is
	// every delegate (up to max_delegates) of the units at Meetings[0] that is not locked out.
	ByRoom CertificateKind = "room"

	// ByLot of a placed unit: Lot is its number; every unit waiting that can take its place has a larger one, and FirstOut is the
	// smallest of those (0: none). Of a waiting unit: LastLot is the largest number among the units whose place it can take (never
	// 0), it is smaller than Lot, and one of those units is of another county, or the unit has none.
	ByLot CertificateKind = "lot"

	// ByCounty of a placed unit: it is the only placed unit of County; Lot and FirstOut as ByLot. Of a waiting unit: as ByLot, but
	// all units whose place it can take are of its own County; or LastLot is 0: it can take nobody's place, but could if condition
	// (3) were left out, and nobody's without condition (2).
	ByCounty CertificateKind = "county"

	// ByFloor of a placed unit: without it the shortfall of the floors at its meeting would be larger, and it has a delegate of
	// Role, which has a floor there. Of a waiting unit: it can take nobody's place, and the floors are why: at each of Meetings,
	// all it ranks, as many delegations sit as fit without a larger shortfall, and it can take the place of at least one unit if
	// condition (2) is left out; Role has a floor at one of them.
	ByFloor CertificateKind = "floor"

	// ByFull of a waiting unit: it can take nobody's place, even without condition (2), and Meetings, all it ranks, are full:
	// the places there are taken by the least delegations (min_delegation) of the units there and the further places that floors need.
	ByFull CertificateKind = "full"

	// ByFewerPlaces of a waiting person of a placed unit with k places: either k is max_delegates (LastLot 0, Meetings empty), or
	// Meetings[0], the unit's meeting, is full. LastLot is then the largest number among the units there that got place number k+1
	// (0: none did); it is smaller than Lot unless floors or locks gave that place. Of a placed person it is the k-th place,
	// given by lot: FirstOut is the smallest number among the units there that stopped at k−1 places and have more delegates.
	ByFewerPlaces CertificateKind = "fewer_places"
)

// String is the compact form that stands in assignment.csv: the kind, then key=value for each field that is set, separated by
// blanks. Values are escaped as in a URL's query; meetings are separated by «|».
func (c Certificate) String() string {
	var b strings.Builder
	b.WriteString(string(c.Kind))
	number := func(key string, n int) {
		if n != 0 {
			fmt.Fprintf(&b, " %s=%d", key, n)
		}
	}
	word := func(key, v string) {
		if v != "" {
			fmt.Fprintf(&b, " %s=%s", key, url.QueryEscape(v))
		}
	}
	number("lot", c.Lot)
	number("last", c.LastLot)
	number("first_out", c.FirstOut)
	word("county", c.County)
	word("role", c.Role)
	if len(c.Meetings) > 0 {
		escaped := make([]string, len(c.Meetings))
		for i, m := range c.Meetings {
			escaped[i] = url.QueryEscape(m)
		}
		b.WriteString(" meetings=" + strings.Join(escaped, "|"))
	}
	word("text", c.Text)
	return b.String()
}

// ParseCertificate reads what String wrote.
func ParseCertificate(s string) (Certificate, error) {
	parts := strings.Split(s, " ")
	c := Certificate{Kind: CertificateKind(parts[0])}
	for _, part := range parts[1:] {
		key, value, found := strings.Cut(part, "=")
		if !found {
			return c, fmt.Errorf("reason %q: %q is not key=value", s, part)
		}
		if key == "meetings" {
			for _, m := range strings.Split(value, "|") {
				id, err := url.QueryUnescape(m)
				if err != nil {
					return c, fmt.Errorf("reason %q: %w", s, err)
				}
				c.Meetings = append(c.Meetings, id)
			}
			continue
		}
		value, err := url.QueryUnescape(value)
		if err != nil {
			return c, fmt.Errorf("reason %q: %w", s, err)
		}
		switch key {
		case "lot":
			c.Lot, err = strconv.Atoi(value)
		case "last":
			c.LastLot, err = strconv.Atoi(value)
		case "first_out":
			c.FirstOut, err = strconv.Atoi(value)
		case "county":
			c.County = value
		case "role":
			c.Role = value
		case "text":
			c.Text = value
		default:
			return c, fmt.Errorf("reason %q: unknown key %q", s, key)
		}
		if err != nil {
			return c, fmt.Errorf("reason %q: %w", s, err)
		}
	}
	return c, nil
}
