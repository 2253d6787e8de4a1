package sample

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// personsApplying is how many users and next of kin apply to Departementet2017 on their own.
const personsApplying = 150

// ApplicationsDepartementet are applications to Departementet2017 from every kommune of its day, some bydeler, and users and next of kin on
// their own: far more than there is room for. They came between publication and the deadline and stand in the order they came. In a few,
// somebody who applies alone is also in the kommune's delegation. The addresses must never be mailed.
func ApplicationsDepartementet() []dialogue.Registration {
	a := &applicants{inv: Departementet2017(), taken: map[string]bool{}, chance: rand.New(rand.NewPCG(2017, 511)), people: people{next: 40}}
	on := a.inv.Series.LetterDate
	homes := norway.All(on)
	for _, m := range homes {
		a.delegation(municipality(a.inv.Organiser, m.Number, on))
	}
	for i, d := range norway.Districts("", on) {
		if i%2 == 0 {
			a.delegation(official(a.inv.Organiser, dialogue.District, d.Code, on))
		}
	}
	delegations := slices.Clone(a.all)
	for i := range personsApplying {
		if i%50 == 9 { // also in the delegation at home
			if home := delegations[a.chance.IntN(len(homes))]; home.Delegates[0].Email != "" {
				a.person(i, home.Delegates[0].Name, home.Delegates[0].Email, home.Unit.Number)
				continue
			}
		}
		name, local := a.people.who()
		a.person(i, name, fmt.Sprintf("%s%d@example.no", local, i+1), homes[a.chance.IntN(len(homes))].Number)
	}
	slices.SortStableFunc(a.all, func(x, y dialogue.Registration) int {
		return cmp.Or(x.ReceivedAt.Compare(y.ReceivedAt), cmp.Compare(x.Reference, y.Reference))
	})
	return a.all
}

// applicants makes up those who apply, the same ones every time.
type applicants struct {
	inv    dialogue.Invitation
	chance *rand.Rand
	people people
	taken  map[string]bool // addresses
	all    []dialogue.Registration
}

// address is one on the unit's domain that nobody has yet: neighbours that became one kommune share theirs.
func (a *applicants) address(local string, u dialogue.Unit) string {
	email := address(local, u)
	for n := 2; a.taken[email]; n++ {
		email = address(fmt.Sprint(local, n), u)
	}
	a.taken[email] = true
	return email
}

func (a *applicants) oneIn(n int) bool { return a.chance.IntN(n) == 0 }

// start is an active registration of the unit, without people.
func (a *applicants) start(u dialogue.Unit, contact dialogue.Contact) dialogue.Registration {
	key := a.inv.Series.Slug + "/" + u.Number
	received := a.received()
	r := dialogue.Registration{
		Organiser: a.inv.Organiser.ID, ID: ID("registration/" + key), Series: a.inv.Series.ID, Unit: u,
		State: dialogue.Active, Channel: dialogue.Web, Lang: u.LetterLang(norway.LangOf(u.County, a.inv.Series.LetterDate), a.inv.Series.Lang, ""),
		Contact: contact, Reference: reference(key), ReceivedAt: received,
		ActivatedAt: received.Add(time.Duration(2+a.chance.IntN(50)) * time.Minute), Version: 1,
	}
	r.Wishes = a.ranking(u.County)
	return r
}

// delegation applies for a kommune or a bydel: one to four people, and now and then a user or next of kin beside them.
func (a *applicants) delegation(u dialogue.Unit) {
	name, local := a.people.who()
	r := a.start(u, dialogue.Contact{Name: name, Position: a.people.job(), Email: a.address(local, u), Phone: a.people.phone()})
	if a.oneIn(40) {
		r.Channel, r.ActivatedAt = dialogue.ByPost, r.ReceivedAt
	}
	for n := range []int{1, 1, 1, 2, 2, 2, 3, 3, 4, 4}[a.chance.IntN(10)] {
		a.join(&r, a.inv.Roles[(n+a.chance.IntN(2))%3])
	}
	if a.oneIn(12) {
		a.join(&r, a.inv.Roles[3+a.chance.IntN(2)])
	}
	if len(r.Delegates) > 1 && r.Channel == dialogue.Web {
		r.IfNotAll = dialogue.Fewer
		if a.oneIn(3) {
			r.IfNotAll = dialogue.Together
		}
	}
	if a.oneIn(30) {
		r.Comment = "Vi trenger plass til rullestol ved bordet."
	}
	a.all = append(a.all, r)
}

// join adds a delegate in a role.
func (a *applicants) join(r *dialogue.Registration, role dialogue.Role) {
	name, local := a.people.who()
	d := dialogue.Delegate{Name: name, Position: a.people.job(), Phone: a.people.phone()}
	if role.OutsideCap {
		d.Position = ""
	} else if !a.oneIn(5) {
		d.Email = a.address(local, r.Unit)
	}
	a.seat(r, role, d)
}

func (a *applicants) seat(r *dialogue.Registration, role dialogue.Role, d dialogue.Delegate) {
	n := len(r.Delegates)
	key := fmt.Sprintf("%s/%s/%d", a.inv.Series.Slug, r.Unit.Number, n)
	s := dialogue.Seat{ID: ID("seat/" + key), State: dialogue.SeatPending, Pool: dialogue.InDelegation, Slot: n + 1}
	if role.OutsideCap {
		s.Pool, s.Slot = dialogue.OutsideCap, 1
	}
	d.ID, d.Role, d.Seats = ID("delegate/"+key), role.ID, []dialogue.Seat{s}
	r.Delegates = append(r.Delegates, d)
}

// person is somebody who applies alone: more often next of kin than a user.
func (a *applicants) person(i int, name, email, home string) {
	u := person(a.inv.Organiser, name, email)
	from, _ := norway.ByNumber(home, a.inv.Series.LetterDate)
	u.County = from.County
	r := a.start(u, dialogue.Contact{Name: name, Email: email, Phone: a.people.phone()})
	r.Municipality = home
	if local := norway.LangOf(u.County, a.inv.Series.LetterDate); i%2 == 1 && local != "" {
		r.Lang = local
	}
	role := a.inv.Roles[4]
	if i%5 < 2 {
		role = a.inv.Roles[3]
	}
	a.seat(&r, role, dialogue.Delegate{Name: name, Email: email, Phone: r.Contact.Phone})
	a.all = append(a.all, r)
}

// received is a time in office hours between publication and the deadline, most of them in the last week.
func (a *applicants) received() time.Time {
	first := dialogue.DateOf(a.inv.Series.PublishedAt).AddDays(1)
	days := 0
	for day := first; day.Before(a.inv.Series.Deadline.On); day = day.AddDays(1) {
		days++
	}
	late := 1 - min(a.chance.Float64(), a.chance.Float64()) // most come towards the end
	day := first.AddDays(int(float64(days) * late))
	for day.IsWeekend() || day.IsHoliday() {
		day = day.AddDays(-1)
	}
	if day.Before(first) {
		day = first
	}
	return day.At(8, 0).Add(time.Duration(a.chance.IntN(8*3600)) * time.Second)
}

// ranking puts the nearest meeting first more often than not, and the rest as the themes tempt. Some can't come to the last one or two.
func (a *applicants) ranking(county string) []dialogue.Wish {
	near := map[string]int{"09": 0, "10": 0, "11": 0, "12": 1, "14": 1, "15": 1, "16": 2, "17": 2, "18": 2, "19": 2, "20": 2}
	first, known := near[county]
	if !known {
		first = 3
	}
	order := a.chance.Perm(len(a.inv.Meetings))
	if a.chance.IntN(10) < 6 {
		at := slices.Index(order, first)
		order = append([]int{first}, slices.Delete(order, at, at+1)...)
	}
	unable := 0
	switch a.chance.IntN(10) {
	case 0, 1:
		unable = 1
	case 2:
		unable = 2
	}
	var wishes []dialogue.Wish
	for n, i := range order {
		wishes = append(wishes, dialogue.Wish{Meeting: a.inv.Meetings[i].ID, Rank: n + 1, Available: n < len(order)-unable})
	}
	return wishes
}
