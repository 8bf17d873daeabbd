package bench

import (
	"math"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/organisation"
)

const (
	day       = 24 * time.Hour
	farAhead  = 60  // days to the last of the upcoming conferences
	farBack   = 365 // days since the first of the past ones
	liveShare = 100 // one of so many upcoming ones goes on right now
	cityShare = 50  // one of so many is the city's
	lasting   = 3 * time.Hour
)

// meeting is a conference. The instants that have not come are zero.
type meeting struct {
	id     gid.ID
	at     *place
	host   *ent.Organisation
	status conference.Status
	first  bool // questions are read before they are published
	topic  string
	asked  int // how many questions it gets

	created, announced, starts, ends time.Time
	started, ended, concluded        time.Time
	changed                          time.Time

	listed, sequence int // its counters
}

// closes is when asking and voting ended, or now.
func (m *meeting) closes(now time.Time) time.Time {
	if m.ended.IsZero() {
		return now
	}
	return m.ended
}

func (p *plan) planConferences() {
	n := p.of(conferences)
	p.conferences = make([]meeting, n)
	for i := range p.conferences {
		m := &p.conferences[i]
		m.at = &p.wards[p.dice.IntN(len(p.wards))]
		if i%cityShare == 0 {
			m.at = &p.city
		}
		m.first, m.topic, m.host = p.dice.in(50), pick(p.dice, topics), pick(p.dice, hosts(m.at))
		if i%2 == 0 {
			p.ahead(m, i/2%liveShare == 0)
		} else {
			p.past(m)
		}
	}
	slices.SortStableFunc(p.conferences, func(a, b meeting) int { return a.created.Compare(b.created) })
	for i := range p.conferences {
		p.conferences[i].id = p.ids.next(gid.Conference, p.conferences[i].created)
	}
	p.shareQuestions()
}

// hosts are the bodies that hold dialogues: the people's committee and the Front.
func hosts(at *place) []*ent.Organisation {
	return slices.DeleteFunc(slices.Clone(at.bodies), func(o *ent.Organisation) bool {
		return o.Kind != organisation.KindPEOPLES_COMMITTEE && o.Kind != organisation.KindFATHERLAND_FRONT
	})
}

// session is half past eight or two in the afternoon, so many days from today.
func (p *plan) session(days int) time.Time {
	return p.now.Truncate(day).Add(time.Duration(days) * day).Add(pick(p.dice, []time.Duration{90 * time.Minute, 7 * time.Hour}))
}

func (p *plan) ahead(m *meeting, live bool) {
	m.status, m.starts = conference.StatusANNOUNCED, p.session(1+p.dice.IntN(farAhead))
	if live {
		m.status, m.starts = conference.StatusLIVE, p.now.Add(-30*time.Minute)
		m.started = m.starts
	}
	m.ends = m.starts.Add(lasting)
	m.announced = earlier(m.starts.Add(-14*day), p.now.Add(-time.Hour)).Add(-p.dice.upTo(10 * day))
	m.created = m.announced.Add(-2 * day)
	m.changed = later(m.announced, m.started)
}

func (p *plan) past(m *meeting) {
	m.status, m.starts = conference.StatusENDED, p.session(-1-p.dice.IntN(farBack))
	m.ends = m.starts.Add(lasting)
	m.started, m.ended = m.starts, m.ends
	m.announced = m.starts.Add(-14 * day)
	m.created, m.changed = m.announced.Add(-2*day), m.ended
	if at := m.ended.Add(2*day + p.dice.upTo(7*day)); at.Before(p.now) {
		m.status, m.concluded, m.changed = conference.StatusCONCLUDED, at, at
	}
}

// shareQuestions gives every conference a few questions, and most of the others to a few conferences.
func (p *plan) shareQuestions() {
	n := len(p.conferences)
	weights := make([]float64, n)
	for rank, i := range p.dice.Perm(n) {
		weights[i] = 1 / math.Pow(float64(rank+3), 0.9)
	}
	for i, more := range share(max(0, p.of(questions)-leastQuestions*n), weights) {
		p.conferences[i].asked = leastQuestions + more
	}
}

// promise is what a concluded conference leaves to be kept.
type promise struct {
	at   *meeting
	by   *ent.Organisation
	text string
	due  time.Time
	kept time.Time // zero while it is not
}

// planCommitments gives most of the concluded conferences promises, half of the older ones kept.
func (p *plan) planCommitments() {
	for i := range p.conferences {
		m := &p.conferences[i]
		if m.concluded.IsZero() {
			continue
		}
		for range p.dice.IntN(4) {
			c := promise{at: m, by: pick(p.dice, m.at.bodies), text: pick(p.dice, duties), due: m.concluded.Add(30*day + p.dice.upTo(90*day))}
			if at := m.concluded.Add(p.dice.upTo(80 * day)); at.Before(p.now) && p.dice.in(50) {
				c.kept = at
			}
			p.commitments = append(p.commitments, c)
		}
	}
	slices.SortStableFunc(p.commitments, func(a, b promise) int { return a.at.concluded.Compare(b.at.concluded) })
}
