package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// Register stores a unit's answer to the series with the slug and posts its receipt, all in one transaction. A second
// registration for the unit is kept as a proposal. The same submission again returns what the first one stored.
//
// It returns dialogue.Problems for what the reader can mend, ErrClosed after the deadline, ErrNotInvited for a unit outside the
// series' rules, for another unit than the one whose personal link was followed, and without such a link where the series asks for one,
// ErrForbidden when someone else than the organiser's staff names another channel than the web, and ErrNotFound.
func (a *App) Register(ctx context.Context, actor dialogue.Actor, slug string, q dialogue.RegistrationRequest) (dialogue.Registration, error) {
	var stored dialogue.Registration
	var err error
	for range 4 {
		err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
			var err error
			stored, err = a.register(ctx, tx, actor, slug, q)
			return err
		})
		// Someone else was first with the unit, the submission or the reference: look again, and the second try sees it.
		if !errors.Is(err, dialogue.ErrDuplicate) && !errors.Is(err, postgres.ErrSeenSubmission) && !errors.Is(err, postgres.ErrReferenceTaken) {
			break
		}
	}
	return stored, err
}

func (a *App) register(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, slug string, q dialogue.RegistrationRequest) (dialogue.Registration, error) {
	var none dialogue.Registration
	inv, err := tx.InvitationBySlug(ctx, slug)
	if err != nil {
		return none, err
	}
	if seen, err := tx.RegistrationBySubmission(ctx, inv.Organiser.ID, q.Submission); !errors.Is(err, dialogue.ErrNotFound) {
		return seen, err
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return none, err
	}
	byStaff := q.Channel != "" && q.Channel != dialogue.Web
	invited, err := invitedBy(ctx, tx.Reader, &inv, q)
	if err != nil {
		return none, err
	}
	if q, err = checkRequest(actor, &inv, q, now, invited); err != nil {
		return none, err
	}
	if err := tx.HoldSeries(ctx, inv.Organiser.ID, inv.Series.ID); err != nil {
		return none, err
	}
	if err := stillAsks(ctx, tx, &inv, q, now, byStaff); err != nil {
		return none, err
	}
	if err := upsertWithNeighbours(ctx, tx, inv.Organiser.ID, &q.Unit, q.Wish.Neighbours); err != nil {
		return none, err
	}

	r := dialogue.Registration{
		Organiser: inv.Organiser.ID, ID: newID(), Series: inv.Series.ID, Unit: q.Unit,
		State: dialogue.FirstState(inv.Series.Rules, byStaff), Channel: dialogue.Web,
		Contact: q.Contact, Comment: q.Comment, Reference: secret.Reference(), ReceivedAt: now,
		LateReason: q.LateReason, Wishes: q.Wishes, IfNotAll: q.IfNotAll, Municipality: q.Municipality,
		WantedWhen: q.Wish.When, WantedHelp: q.Wish.Help, Neighbours: q.Wish.Neighbours,
		Lang: q.Unit.LetterLang(norway.LangOf(q.Unit.County, inv.Series.PublicationDay(now)), inv.Series.Lang, q.Lang),
	}
	if invited != nil {
		r.Invitation = invited.ID
	}
	if byStaff {
		r.Channel, r.RegisteredBy = q.Channel, actor.User
		if !q.ReceivedOn.IsZero() && q.ReceivedOn != dialogue.DateOf(now) {
			r.ReceivedAt = q.ReceivedOn.At(12, 0)
		}
	}
	told := []string{r.Contact.Email}
	if inv.Series.Rules.OnRequest {
		r.Meeting = q.Meeting
	}
	switch live, err := tx.LiveRegistration(ctx, r.Organiser, r.Series, r.Unit.ID); {
	case err == nil && inv.MeetingOver(live, now):
		if r.State == dialogue.Active {
			if err := conclude(ctx, tx, actor, live); err != nil {
				return none, err
			}
		}
	case err == nil:
		r.State, told = dialogue.Proposal, append(told, live.Contact.Email)
	case !errors.Is(err, dialogue.ErrNotFound):
		return none, err
	}
	if !byStaff {
		if err := holdMailboxes(ctx, tx, told...); err != nil {
			return none, err
		}
		if err := a.mustMail(ctx, tx, "contact.email", r.Contact.Email, now); err != nil {
			return none, err
		}
	}
	switch r.State {
	case dialogue.Unverified:
		r.ExpiresAt = now.Add(dialogue.VerifyWithin)
	case dialogue.Active:
		r.ActivatedAt = now
	}
	r.Delegates = delegatesOf(&inv, q)
	for i := range r.Delegates {
		r.Delegates[i].ByStaff = byStaff
	}
	if r.State == dialogue.Active {
		if err := forgetDeclines(ctx, tx, actor, r); err != nil {
			return none, err
		}
	}
	if err := tx.Write(ctx, func(b *postgres.Batch) {
		b.InsertRegistration(r, q.Submission)
		for i, d := range r.Delegates {
			b.InsertDelegate(r, d, i+1, byStaff)
		}
		for _, w := range r.Wishes {
			b.InsertWish(r, w)
		}
		insertAnswers(b, &r, q, byStaff)
		b.Audit(line(actor, "register", r, registrationDetail(r)))
	}); err != nil {
		return none, err
	}
	if r.State == dialogue.Active {
		if err := a.giveSeats(ctx, tx, &inv, &r); err != nil {
			return none, err
		}
	}
	return r, a.postReceipt(ctx, tx, &inv, r, now)
}

// checkRequest applies the series' rules to a request: it fills in the unit from the register and an assigned unit's meeting, and finds
// what stands in the way. A meeting that is closed goes before what can be mended: mending would not help. invited is whose personal
// link the request came by, if any: that unit is registered, as it was invited.
func checkRequest(actor dialogue.Actor, inv *dialogue.Invitation, q dialogue.RegistrationRequest, now time.Time, invited *dialogue.UnitInvitation) (dialogue.RegistrationRequest, error) {
	byStaff := q.Channel != "" && q.Channel != dialogue.Web
	switch {
	case byStaff && !actor.MayEdit(inv.Organiser.ID):
		return q, dialogue.ErrForbidden
	case !inv.Series.ErasedAt.IsZero(): // nothing would ever delete what is written now
		return q, dialogue.ErrClosed
	case !byStaff && invited == nil && inv.Series.Rules.Identity == dialogue.ByInvitation:
		return q, dialogue.ErrNotInvited
	}
	on := inv.Series.PublicationDay(now)
	unit, unitErr := registerUnit(q, on)
	if invited != nil {
		unit, unitErr = invited.Unit, nil
	}
	if unitErr == nil {
		q.Unit = unit
		q = q.Settle(inv, now)
	}
	neighbours, neighbourErr := registerNeighbours(inv, q.Wish.Neighbours, on)
	q.Wish.Neighbours = neighbours
	received := now
	if byStaff && !q.ReceivedOn.IsZero() && q.ReceivedOn.Before(dialogue.DateOf(now)) {
		received = q.ReceivedOn.At(12, 0) // what lay in the post before the deadline is in time
	}
	late := q.Open(inv, received) != nil
	if late && !byStaff {
		return q, dialogue.ErrClosed
	}
	problems := q.Validate(inv, byStaff)
	q, unanswered := q.SettleAnswers(inv, now, byStaff)
	maps.Copy(problems, unanswered)
	var unitProblems dialogue.Problems
	if errors.As(unitErr, &unitProblems) {
		maps.Copy(problems, unitProblems)
	}
	if errors.As(neighbourErr, &unitProblems) {
		maps.Copy(problems, unitProblems)
	}
	if byStaff {
		checkReceived(problems, q, late, now)
	}
	if err := problems.Err(); err != nil {
		return q, err
	}
	if byStaff || invited != nil {
		return q, nil
	}
	return q, inv.MayRegister(q.Unit, hasDistricts(q.Unit, on))
}

// giveSeats places the delegation or puts all of it on the waiting list, meeting by meeting, once its registration is active. It
// locks the meetings, so it comes late in a transaction.
func (a *App) giveSeats(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, r *dialogue.Registration) error {
	if inv.Series.Rules.Admission == dialogue.AdmitSelection {
		return waitAfterAnswers(ctx, tx, r)
	}
	wanted := map[dialogue.ID]int{}
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			if s.State == dialogue.SeatPending && !s.Meeting.IsZero() {
				wanted[s.Meeting]++
			}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	ids := make([]dialogue.ID, 0, len(wanted))
	for id := range wanted {
		ids = append(ids, id)
	}
	meetings, err := tx.LockMeetings(ctx, r.Organiser, ids)
	if err != nil {
		return err
	}
	waitingNo := map[dialogue.ID]int64{}
	for id, n := range wanted {
		if m := meetings[id]; m.State == dialogue.Planned && dialogue.SeatAtOnce(inv.Series.Rules, m, n) == dialogue.SeatWaiting {
			if waitingNo[id], err = tx.NextWaitingNo(ctx); err != nil {
				return err
			}
		}
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		for i := range r.Delegates {
			for j := range r.Delegates[i].Seats {
				s := &r.Delegates[i].Seats[j]
				if s.State != dialogue.SeatPending || s.Meeting.IsZero() || meetings[s.Meeting].State != dialogue.Planned {
					continue
				}
				s.State = dialogue.SeatPlaced
				if no := waitingNo[s.Meeting]; no != 0 {
					s.State, s.WaitingNo = dialogue.SeatWaiting, no
				}
				b.SetSeat(*r, *s, false)
			}
		}
	})
}

// postReceipt posts what the contact is told of the registration's new state, what the unit's contact is told of a proposal, and the
// organiser's copy.
func (a *App) postReceipt(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, r dialogue.Registration, now time.Time) error {
	facts, err := a.factsInTx(ctx, tx, inv, &r, now)
	if err != nil {
		return err
	}
	var news []dialogue.Letter
	switch r.State {
	case dialogue.Proposal:
		facts.Kind = dialogue.LetterProposal
		live, err := tx.LiveRegistration(ctx, r.Organiser, r.Series, r.Unit.ID)
		if err != nil {
			return err
		}
		told, err := a.compose(a.facts(inv, &live, now), dialogue.LetterProposalNews, "proposal_news/"+r.ID.String())
		if err != nil {
			return err
		}
		// Anybody can send proposals: the contact is told of five an hour, and finds all of them on the registration's page.
		if may, err := a.mayMail(ctx, tx, live.Contact.Email, now); err != nil {
			return err
		} else if may {
			news = append(news, told)
		}
	case dialogue.Unverified:
		facts.Kind = dialogue.LetterReceived
		token, hash := secret.NewToken()
		facts.Token = token
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertLink(postgres.Link{Organiser: r.Organiser, ID: newID(), Registration: r.ID, Kind: postgres.VerifyLink, Hash: hash, ExpiresAt: r.ExpiresAt})
		}); err != nil {
			return err
		}
	case dialogue.HeldForStaff:
		facts.Kind = dialogue.LetterHeld
	case dialogue.Refused:
		facts.Kind, facts.Reason = dialogue.LetterRefused, r.HeldReason
	default:
		facts.Kind = dialogue.LetterActivated
	}
	receipt, err := a.compose(facts, facts.Kind, fmt.Sprintf("%s/%s", facts.Kind, r.ID))
	if err != nil {
		return err
	}
	letters := append([]dialogue.Letter{receipt}, news...)
	if inv.Series.CopyTo != "" && r.State == dialogue.Active {
		copied := facts
		copied.To = mail.To{Name: inv.Organiser.Name.For(inv.Series.Lang), Email: inv.Series.CopyTo}
		copied.Lang = inv.Series.Lang
		letter, err := a.compose(copied, dialogue.LetterCopy, "copy/"+r.ID.String())
		if err != nil {
			return err
		}
		letters = append(letters, letter)
	}
	return a.post(ctx, tx, letters...)
}

// registerUnit fills in an official unit from the register of the series' publication day, and the key of a person or an
// organisation, with the county of the municipality it belongs to. A number that the register does not have is a problem with its field.
func registerUnit(q dialogue.RegistrationRequest, on dialogue.Date) (dialogue.Unit, error) {
	u := q.Unit
	switch {
	case u.Kind.Official():
		official, ok := norway.Lookup(string(u.Kind), u.Number, on)
		if !ok {
			return u, dialogue.Problems{"unit": {Key: "problem.choose-unit"}}
		}
		return unitOf(official), nil
	case u.Kind == dialogue.Person:
		u.Number, u.Name = q.Contact.Email, q.Contact.Name
	case u.Kind == dialogue.Organisation && u.Number == "":
		u.Number = q.Contact.Email
	case u.Kind == "":
		return u, dialogue.Problems{"unit": {Key: "problem.choose-unit"}}
	}
	if u.Number == "" { // written by staff, without an address
		u.Number = newID().String()
	}
	if q.Municipality == "" {
		return u, nil
	}
	home, ok := norway.Lookup(string(dialogue.Municipality), q.Municipality, on)
	if !ok {
		return u, dialogue.Problems{"municipality": {Key: "problem.choose-municipality"}}
	}
	u.County = home.County
	return u, nil
}

func unitOf(o norway.Official) dialogue.Unit {
	return dialogue.Unit{
		Kind: dialogue.UnitKind(o.Kind), Number: o.Number, ValidFrom: o.ValidFrom,
		Name: o.Label, County: o.County, Lang: o.Lang, Domains: o.Domains,
	}
}

func hasDistricts(u dialogue.Unit, on dialogue.Date) bool {
	return u.Kind == dialogue.Municipality && len(norway.Districts(u.Number, on)) > 0
}

// checkReceived wants a reason for what came late, and a day that is not in the future.
func checkReceived(problems dialogue.Problems, q dialogue.RegistrationRequest, late bool, now time.Time) {
	if dialogue.DateOf(now).Before(q.ReceivedOn) {
		problems.Add("received", "problem.received-in-future")
	}
	if late && q.LateReason == "" {
		problems.Add("late_reason", "problem.late-reason")
	}
	if !slices.Contains([]dialogue.Channel{dialogue.ByPost, dialogue.ByPhone, dialogue.ByEmail}, q.Channel) {
		problems.Add("channel", "problem.choose")
	}
}

// delegatesOf makes the people and the seats they ask for, pending, each in the pool it counts in.
func delegatesOf(inv *dialogue.Invitation, q dialogue.RegistrationRequest) []dialogue.Delegate {
	pools, _ := dialogue.Pools(inv, q.Delegates)
	delegates := make([]dialogue.Delegate, len(q.Delegates))
	for i, p := range q.Delegates {
		d := dialogue.Delegate{ID: newID(), Role: p.Role, Name: p.Name, Position: p.Position, Email: p.Email, Phone: p.Phone}
		meetings := []dialogue.ID{q.Meeting}
		if inv.Series.Rules.Choice == dialogue.ChooseMany {
			meetings = p.Meetings
		}
		for j, m := range meetings {
			d.Seats = append(d.Seats, dialogue.Seat{ID: newID(), Meeting: m, State: dialogue.SeatPending, Pool: pools[i][j]})
		}
		delegates[i] = d
	}
	return delegates
}

// registrationDetail is what the audit's erasable part keeps of a registration.
func registrationDetail(r dialogue.Registration) map[string]any {
	names := make([]string, len(r.Delegates))
	for i, d := range r.Delegates {
		names[i] = d.Name
	}
	return map[string]any{"unit": r.Unit.Name, "state": r.State, "channel": r.Channel, "contact": r.Contact.Name, "delegates": names, "late_reason": r.LateReason}
}
