package dialogue

// ActorKind tells who acts.
type ActorKind string

// Who can act. System is a job: a deadline, an expiry, a purge. A delegate acts for nobody else.
const (
	Anonymous     ActorKind = "anonymous"
	ContactActor  ActorKind = "contact"
	DelegateActor ActorKind = "delegate"
	StaffActor    ActorKind = "staff"
	SystemActor   ActorKind = "system"
)

// StaffRole is what a staff user may do at the own organiser.
type StaffRole string

// Readers see, editors also change, admins also manage users and the organiser.
const (
	Reader StaffRole = "reader"
	Editor StaffRole = "editor"
	Admin  StaffRole = "admin"
)

// StaffRoles lists the roles, least first.
var StaffRoles = [...]StaffRole{Reader, Editor, Admin}

// Actor is who asks for something. The zero Actor is nobody and may only see what is public.
type Actor struct {
	Kind         ActorKind
	Organiser    ID        // staff and contacts belong to one organiser
	User         ID        // staff
	Role         StaffRole // staff
	Registration ID        // a signed-in contact's registration; none on the pages about all that is theirs
	Email        string    // a signed-in contact's or delegate's proven address, lower case
	Delegate     ID        // a signed-in delegate, who sees what is stored about the delegate and nothing else
	OrgNumber    string    // of the unit that a municipality's own sign-in vouches for
	Lang         Lang      // of the pages the actor reads
}

// System is the actor of jobs.
func System(organiser ID) Actor { return Actor{Kind: SystemActor, Organiser: organiser} }

// Proven reports whether the actor has proven who they are to a municipality: by an address, or by the municipality's own sign-in.
func (a Actor) Proven() bool {
	return a.Kind == ContactActor && (a.Email != "" || a.OrgNumber != "")
}

// ID is the actor as the audit log holds it: the staff user, the contact's registration, or none.
func (a Actor) ID() ID {
	switch a.Kind {
	case StaffActor:
		return a.User
	case ContactActor:
		return a.Registration
	case DelegateActor:
		return a.Delegate
	}
	return ID{}
}

// MayRead reports whether the actor is staff of the organiser.
func (a Actor) MayRead(organiser ID) bool {
	return a.Kind == StaffActor && !a.Organiser.IsZero() && a.Organiser == organiser
}

// MayEdit reports whether the actor may change the organiser's series and registrations.
func (a Actor) MayEdit(organiser ID) bool {
	return a.MayRead(organiser) && (a.Role == Editor || a.Role == Admin)
}

// MayManage reports whether the actor may change the organiser itself and its users.
func (a Actor) MayManage(organiser ID) bool { return a.MayRead(organiser) && a.Role == Admin }

// RequireStaff is nil for staff with at least the role, else ErrForbidden.
func (a Actor) RequireStaff(least StaffRole) error {
	ok := a.MayRead(a.Organiser)
	switch least {
	case Editor:
		ok = a.MayEdit(a.Organiser)
	case Admin:
		ok = a.MayManage(a.Organiser)
	}
	if !ok {
		return ErrForbidden
	}
	return nil
}
