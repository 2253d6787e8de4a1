package dialogue

import "time"

// OfferState is open → accepted | declined | expired | withdrawn (by staff, or because the unit withdrew).
type OfferState string

// The states of an offer.
const (
	OfferOpen      OfferState = "open"
	OfferAccepted  OfferState = "accepted"
	OfferDeclined  OfferState = "declined"
	OfferExpired   OfferState = "expired"
	OfferWithdrawn OfferState = "withdrawn"
)

// Offer is places at a meeting offered to those of a registration who waited. The seats are 'offered' as long as it is open.
type Offer struct {
	Organiser, ID, Series, Registration, Meeting ID
	MadeAt, Until, AnsweredAt                    time.Time
	MadeBy                                       ID // none: by itself, in the order of the waiting list
	State                                        OfferState
}

// The hours in which an offer is made and its time runs: 08–18 on working days.
const (
	officeOpens  = 8
	officeCloses = 18
)

// OffersAt reports whether offers are made at now: between 08 and 18 in Oslo on a day that is no Saturday, Sunday or Norwegian public
// holiday.
func OffersAt(now time.Time) bool {
	day := DateOf(now)
	hour := now.In(Oslo).Hour()
	return !day.IsWeekend() && !day.IsHoliday() && hour >= officeOpens && hour < officeCloses
}

// OfferUntil is when an offer made at now ends: at 18 on the last of so many working days after today, but always before the meeting
// starts.
func OfferUntil(now time.Time, days int, starts time.Time) time.Time {
	day := DateOf(now)
	for days > 0 {
		day = day.AddDays(1)
		if !day.IsWeekend() && !day.IsHoliday() {
			days--
		}
	}
	until := day.At(officeCloses, 0)
	if !starts.IsZero() && until.After(starts) {
		return starts
	}
	return until
}
