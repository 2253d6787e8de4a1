package page

import (
	"fmt"
	"net/http"
	"time"
)

// Access is who may use a route. The zero value is no rule: such a route is refused when the program starts.
type Access int

// Public: everybody. StartLink: everybody, on an address from a letter; the page leaves no trace in caches or referrers and a
// GET changes nothing. Person: somebody outside the organisers who has proven an address, or whom a municipality's own sign-in vouches
// for. Contact: such a person who has a registration open. Delegate: somebody who has proven the address of a delegate, for what is stored
// about that delegate. Reader, Editor, Admin: staff with at least the role.
const (
	_ Access = iota
	Public
	StartLink
	Person
	Contact
	Delegate
	Reader
	Editor
	Admin
)

// String is the rule as `dialogmote routes` prints it.
func (a Access) String() string {
	names := [...]string{"NO RULE", "public", "start-link", "person", "contact", "delegate", "reader", "editor", "admin"}
	if a < 0 || int(a) >= len(names) {
		return names[0]
	}
	return names[a]
}

// Staff reports whether the rule asks for a staff user.
func (a Access) Staff() bool { return a == Reader || a == Editor || a == Admin }

// Personal reports whether the pages must not be kept by caches.
func (a Access) Personal() bool { return a != Public }

// Handler reads, calls and renders; what it returns is answered by Kit.Fail.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Budget is which count of requests per minute and client address a route draws on.
type Budget int

// Ordinary: by method, with room for a whole municipality behind one address. Guarded: sign-in and whatever mails a link.
const (
	Ordinary Budget = iota
	Guarded
)

// Language begins the pattern of every public page.
const Language = "/{lang:nb|nn|en}"

// Route is one address and its rule.
type Route struct {
	Method  string
	Pattern string // chi's: "/intern/brukere/{user}"
	Access  Access
	Handle  Handler
	Budget  Budget
	// MaxBody is the largest request in bytes; 0 is MaxForm. Routes that take files set it.
	MaxBody int64
	// Transfer is for routes that take or send files: they get TransferTime, and not what a page gets.
	Transfer bool
	// NoStore keeps an open page out of caches, when it shows what its reader just wrote.
	NoStore bool
	// BeforePasswordChange lets staff in who must change their password first.
	BeforePasswordChange bool
}

// TransferTime is how long a file may be on its way in or out: the largest over a slow line.
const TransferTime = 10 * time.Minute

// MaxForm is the largest ordinary form in bytes: the longest invitation in three languages fits many times.
const MaxForm = 1 << 20

// Check tells what is wrong with a route, or nil.
func (rt Route) Check() error {
	switch {
	case rt.Access.String() == Access(0).String():
		return fmt.Errorf("page: %s %s has no access rule", rt.Method, rt.Pattern)
	case rt.Method != http.MethodGet && rt.Method != http.MethodPost:
		return fmt.Errorf("page: %s %s: pages use GET and POST only", rt.Method, rt.Pattern)
	case rt.Pattern == "" || rt.Pattern[0] != '/':
		return fmt.Errorf("page: %s %q is not a pattern", rt.Method, rt.Pattern)
	case rt.Handle == nil:
		return fmt.Errorf("page: %s %s has no handler", rt.Method, rt.Pattern)
	}
	return nil
}
