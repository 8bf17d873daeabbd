package conference

import (
	"time"

	"gandan/ent/conference"
	"gandan/internal/calendar"
)

// Rule is a number of days that holds for one kind of conference from a local day on.
type Rule struct {
	Kind conference.Kind
	From calendar.Date
	Days int
}

// Policy is what the law asks of conferences. It changes with the law, not with the program: a new number is a new row, and
// what happened before its day keeps the old one.
type Policy struct {
	Notice      []Rule // full days between the announcement and the start
	Publication []Rule // days from the end until the conclusion is due
}

// StandardPolicy is the law as it stands.
func StandardPolicy() Policy {
	return Policy{
		// Law on Organisation of Local Government 2025, Art. 43: time, place, content and form of a dialogue are announced
		// at least 7 days before (mechanisms.csv, M007).
		Notice: []Rule{{conference.KindDIALOGUE, "2025-07-01", 7}},
		// The same article: the results are announced within 10 days (mechanisms.csv, M008).
		Publication: []Rule{{conference.KindDIALOGUE, "2025-07-01", 10}},
	}
}

// days is the number that holds for the kind at the instant; 0 when no rule does.
func days(rules []Rule, kind conference.Kind, at time.Time) int {
	today, since, n := calendar.Today(at), calendar.Date(""), 0
	for _, r := range rules {
		if r.Kind == kind && r.From <= today && r.From >= since {
			since, n = r.From, r.Days
		}
	}
	return n
}

// span is so many days as a time: Vietnam has no summer time.
func span(days int) time.Duration { return time.Duration(days) * 24 * time.Hour }
