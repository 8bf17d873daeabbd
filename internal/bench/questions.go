package bench

import (
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	entquestion "gandan/ent/question"
)

// question is what a citizen of the place asks. The instants that have not come are zero.
type question struct {
	id     gid.ID
	at     *meeting
	author int
	named  bool
	body   string
	status entquestion.Status

	asked, published, answered time.Time
	hidden                     time.Time
	changed                    time.Time

	by     *ent.Organisation // who answered
	answer string
	voices int
}

// listed says whether the public reads it.
func (q *question) listed() bool {
	return q.status == entquestion.StatusPUBLISHED || q.status == entquestion.StatusANSWERED
}

func (p *plan) planQuestions() {
	for i := range p.conferences {
		m := &p.conferences[i]
		for range m.asked {
			p.questions = append(p.questions, p.newQuestion(m))
		}
	}
	slices.SortStableFunc(p.questions, func(a, b question) int { return a.asked.Compare(b.asked) })
	for i := range p.questions {
		q := &p.questions[i]
		q.id = p.ids.next(gid.Question, q.asked)
		if q.listed() {
			q.at.listed++
		}
	}
}

func (p *plan) newQuestion(m *meeting) question {
	q := question{at: m, author: pick(p.dice, m.at.people), named: p.dice.in(30), body: p.dice.question(), status: entquestion.StatusPUBLISHED}
	closes := m.closes(p.now)
	q.asked = p.dice.between(m.announced, closes)
	q.published = q.asked
	if m.first {
		q.published = q.asked.Add(p.dice.upTo(8 * time.Hour))
	}
	switch luck := p.dice.IntN(100); {
	case m.first && (luck < 5 || q.published.After(closes)):
		q.published, q.status = time.Time{}, entquestion.StatusPENDING
	case luck < 8:
		p.hide(&q, closes)
	case !m.ended.IsZero() && luck < 80:
		p.reply(&q, p.dice.between(later(m.started, q.published), m.ended.Add(6*time.Hour)))
	case !m.started.IsZero() && m.ended.IsZero() && luck < 20:
		p.reply(&q, p.dice.between(later(m.started, q.published), p.now))
	}
	q.changed = later(later(q.asked, q.published), later(q.answered, q.hidden))
	return q
}

// hide takes a question away: at once where it was read first, else some time after its publication.
func (p *plan) hide(q *question, closes time.Time) {
	q.status = entquestion.StatusHIDDEN
	if q.at.first {
		q.hidden, q.published = q.published, time.Time{}
		return
	}
	q.hidden = p.dice.between(q.published, closes)
}

func (p *plan) reply(q *question, at time.Time) {
	if at.After(p.now) {
		return
	}
	q.status, q.answered = entquestion.StatusANSWERED, at
	q.answer, q.by = pick(p.dice, replies), pick(p.dice, q.at.at.bodies)
}

// vote is one voice.
type vote struct {
	about *question
	voter int
	at    time.Time
}

// planVotes lets people who live there support what is public: most questions a little, some a lot, nobody twice.
func (p *plan) planVotes() {
	var public float64
	for i := range p.questions {
		if p.questions[i].listed() {
			public++
		}
	}
	mean := float64(p.of(votes)) / max(public, 1)
	for i := range p.questions {
		if q := &p.questions[i]; q.listed() {
			p.cast(q, min(p.dice.about(mean), len(q.at.at.people)))
		}
	}
	slices.SortStableFunc(p.votes, func(a, b vote) int { return a.at.Compare(b.at) })
}

func (p *plan) cast(q *question, n int) {
	people := q.at.at.people
	start, closes := p.dice.IntN(len(people)), q.at.closes(p.now)
	for k := range n {
		voter := people[(start+k)%len(people)]
		p.votes = append(p.votes, vote{about: q, voter: voter, at: p.dice.between(q.published, closes)})
	}
	q.voices = n
}
