package contact

import (
	"time"

	"gandan/internal/calendar"
)

// Policy are the limits that hold in a unit on a day.
type Policy struct {
	Messages      time.Duration // how long after a request is done it takes messages
	PerHour       int           // messages of one person about one request
	Reveal        time.Duration // how long an opening of the number lasts
	RequestReveal int           // openings of one person in a day, of one request
	Reveals       int           // openings of one person in a day, of all requests
}

// DefaultPolicy is what holds where no rule is imported: ours, of 2026-11.
func DefaultPolicy() Policy {
	return Policy{Messages: 30 * day, PerHour: 20, Reveal: day, RequestReveal: 3, Reveals: 30}
}

// The keys of the rules.
const (
	messageDays     = "contact.messageDays"
	messagesPerHour = "contact.messagesPerHour"
	revealHours     = "contact.revealHours"
	requestReveals  = "contact.revealsPerRequestDay"
	revealsPerDay   = "contact.revealsPerDay"
)

const day = 24 * time.Hour

// policy is what holds in the unit at the instant.
func (s *Service) policy(unitPath string, at time.Time) Policy {
	today, p := calendar.Today(at), DefaultPolicy()
	read := func(key string, set func(int)) {
		if n, ok := s.numbers.Value(key, unitPath, today); ok {
			set(n)
		}
	}
	read(messageDays, func(n int) { p.Messages = time.Duration(n) * day })
	read(messagesPerHour, func(n int) { p.PerHour = n })
	read(revealHours, func(n int) { p.Reveal = time.Duration(n) * time.Hour })
	read(requestReveals, func(n int) { p.RequestReveal = n })
	read(revealsPerDay, func(n int) { p.Reveals = n })
	return p
}
