package reception

import "time"

// The keys of the dated rules that this domain reads.
const (
	noticeDays        = "reception.publishDays"      // days between publication and day
	bookingsADay      = "reception.bookingsPerDay"   // numbers of one person a day
	bookingsAField    = "reception.bookingsPerField" // of those, in one field
	promiseWithin     = "reception.promiseDays"      // days within which an answer may be promised
	partyNotice       = "reception.partyNoticeDays"  // working days for the written notice of a party office (M024)
	otherNotice       = "reception.noticeDays"       // of everybody else: known from memory only (M028), so it is for import
	partyDaysCity     = "reception.partyDaysCity"    // a month (M023, M025)
	partyDaysDistrict = "reception.partyDaysDistrict"
	partyDaysCommune  = "reception.partyDaysCommune"
	chairDaysCity     = "reception.chairDaysCity"    // a month (M026)
	chairDaysCommune  = "reception.chairDaysCommune" // a week (M026)
)

// Policy holds what no dated rule says. All numbers are ours, of 2026-11; the limits of numbers follow the practice of the city
// (mechanisms.csv, M100).
type Policy struct {
	PublishDays    int           // where no rule says how many days before its day a reception is published
	BookingsADay   int           // where no rule limits the numbers of a person a day
	BookingsAField int           // where no rule limits those in one field
	PromiseDays    int           // where no rule says within how many days an answer may be promised
	DoorAhead      time.Duration // before the start, from when on people may say that they are there
	WaitingAtMost  int           // of one reception
}

// DefaultPolicy is what holds today.
func DefaultPolicy() Policy {
	return Policy{PublishDays: 3, BookingsADay: 2, BookingsAField: 1, PromiseDays: 90, DoorAhead: 2 * time.Hour, WaitingAtMost: 100}
}

// The bounds of a plan, ours: so many places are what one transaction may tell.
const (
	leastSlot, mostSlot = 10, 60 // minutes
	mostSeats           = 20     // a slot
	mostPlaces          = 200    // a reception
	mostSlots           = 72     // twelve hours of ten minutes
	longestDay          = 12 * time.Hour
	mostFields          = 10
	longestNote         = 500 // and a reason
	longestTitle        = 200
	longestName         = 100
	longestPlace        = 300
	turnStep            = 100_000 // more than there are numbers in a reception
)
