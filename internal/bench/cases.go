package bench

import (
	"slices"
	"time"

	"gandan/ent/decision"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	entquestion "gandan/ent/question"
)

// moderated is the case of a question: of each where questions are read first, elsewhere of those that were flagged.
type moderated struct {
	id      gid.ID
	about   *question
	cause   moderationcase.Cause
	opened  time.Time
	decided time.Time // zero while it is open
	outcome decision.Outcome
	flags   []int // who flagged
}

// planCases opens a case for what was read first, and for what was flagged: all that was hidden, and a little of the rest.
func (p *plan) planCases() {
	for i := range p.questions {
		switch q := &p.questions[i]; {
		case q.at.first:
			c := moderated{about: q, cause: moderationcase.CausePRE_MODERATION, opened: q.asked, decided: q.published, outcome: decision.OutcomeAPPROVE}
			if q.status == entquestion.StatusHIDDEN {
				c.decided, c.outcome = q.hidden, decision.OutcomeHIDE
			}
			p.cases = append(p.cases, c)
		case q.status == entquestion.StatusHIDDEN:
			p.flag(moderated{about: q, opened: q.published, decided: q.hidden, outcome: decision.OutcomeHIDE})
		case q.status == entquestion.StatusPUBLISHED && p.dice.in(2):
			p.flag(moderated{about: q, opened: p.dice.between(q.published, p.now)})
		}
	}
	slices.SortStableFunc(p.cases, func(a, b moderated) int { return a.opened.Compare(b.opened) })
	for i := range p.cases {
		p.cases[i].id = p.ids.next(gid.ModerationCase, p.cases[i].opened)
	}
}

// flag lets some neighbours of the author point at the question.
func (p *plan) flag(c moderated) {
	c.cause = moderationcase.CauseFLAG
	people := c.about.at.at.people
	start := p.dice.IntN(len(people))
	for k := range min(1+p.dice.IntN(3), len(people)) {
		if who := people[(start+k)%len(people)]; who != c.about.author {
			c.flags = append(c.flags, who)
		}
	}
	if len(c.flags) > 0 || !c.decided.IsZero() {
		p.cases = append(p.cases, c)
	}
}
