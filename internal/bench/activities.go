package bench

import (
	"slices"
	"time"

	entactivity "gandan/ent/activity"
	"gandan/ent/conference"
	entquestion "gandan/ent/question"
)

// activity is one numbered thing that the public of a conference could see.
type activity struct {
	of       *meeting
	sequence int
	kind     entactivity.Kind
	about    *question // nil for the conference itself
	status   conference.Status
	at       time.Time
}

// planActivities collects what happened in each conference and numbers it in the order of time.
func (p *plan) planActivities() {
	for i := range p.conferences {
		m := &p.conferences[i]
		p.happened(m, m.announced, entactivity.KindSTATUS_CHANGED, nil)
		p.happened(m, m.started, entactivity.KindSTATUS_CHANGED, nil)
		p.happened(m, m.ended, entactivity.KindSTATUS_CHANGED, nil)
		p.happened(m, m.concluded, entactivity.KindSTATUS_CHANGED, nil)
	}
	for i := range p.questions {
		q := &p.questions[i]
		p.happened(q.at, q.published, entactivity.KindQUESTION_PUBLISHED, q)
		p.happened(q.at, q.answered, entactivity.KindQUESTION_ANSWERED, q)
		if q.status == entquestion.StatusHIDDEN && !q.published.IsZero() {
			p.happened(q.at, q.hidden, entactivity.KindQUESTION_HIDDEN, q)
		}
	}
	for _, v := range p.votes {
		p.happened(v.about.at, v.at, entactivity.KindVOTES_CHANGED, v.about)
	}
	slices.SortStableFunc(p.activities, func(a, b activity) int { return a.at.Compare(b.at) })
	for i := range p.activities {
		a := &p.activities[i]
		a.of.sequence++
		a.sequence, a.status = a.of.sequence, a.of.statusAt(a.at)
	}
}

// happened notes what happened; an instant that has not come is zero and nothing happened.
func (p *plan) happened(of *meeting, at time.Time, kind entactivity.Kind, about *question) {
	if !at.IsZero() {
		p.activities = append(p.activities, activity{of: of, at: at, kind: kind, about: about})
	}
}

// statusAt is where the conference stood at an instant.
func (m *meeting) statusAt(at time.Time) conference.Status {
	for _, step := range []struct {
		at     time.Time
		status conference.Status
	}{{m.concluded, conference.StatusCONCLUDED}, {m.ended, conference.StatusENDED}, {m.started, conference.StatusLIVE}} {
		if !step.at.IsZero() && !at.Before(step.at) {
			return step.status
		}
	}
	return conference.StatusANNOUNCED
}
