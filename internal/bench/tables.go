package bench

import (
	"time"

	"gandan/ent/account"
	"gandan/ent/assistancelog"
	"gandan/ent/commitment"
	"gandan/ent/decision"
	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/internal/identity"
)

// tables are all that is written, parents first.
func (p *plan) tables() []table {
	return []table{
		p.accounts(), p.grants(), p.conferenceRows(), p.questionRows(), p.voteRows(), p.activityRows(), p.commitmentRows(),
		p.caseRows(), p.flagRows(), p.decisionRows(), p.requestRows(), p.stepRows(), p.logRows(),
	}
}

// null is nil for an instant that has not come.
func null(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at
}

func (p *plan) who(i int) gid.ID { return p.people[i].id }

func (p *plan) accounts() table {
	return table{"accounts", "id created_at updated_at phone display_name unit_id grants_version status", len(p.people), func(i int) []any {
		who := &p.people[i]
		return []any{
			who.id, who.joined, who.joined, phone(i), who.name, p.wards[who.ward].unit.ID, 1 + len(who.roles), string(account.StatusACTIVE),
		}
	}}
}

func (p *plan) grants() table {
	var all []grant
	for i := range p.people {
		for _, h := range p.people[i].roles {
			all = append(all, grant{i, h})
		}
	}
	return table{"role_grants", "id created_at updated_at unit_id unit_path role holds account_id granted_by_id", len(all), func(i int) []any {
		g := all[i]
		at, unit := p.people[g.who].joined.Add(time.Hour), g.in
		return []any{
			p.ids.next(gid.Grant, at), at, at, unit.ID, unit.Path, string(g.role), identity.Holds(p.who(g.who), g.role, unit.ID), p.who(g.who), p.who(p.city.admin),
		}
	}}
}

func (p *plan) conferenceRows() table {
	const columns = "id created_at updated_at unit_id unit_path kind title topic host_id created_by_id starts_at ends_at venue moderation status listed " +
		"urgent announced_at started_at ended_at conclusion_body concluded_at question_count registered_count last_sequence"
	return table{"conferences", columns, len(p.conferences), func(i int) []any {
		m := &p.conferences[i]
		unit := m.at.unit
		return []any{
			m.id, m.created, m.changed, unit.ID, unit.Path, m.kind(), "Đối thoại với Nhân dân về " + m.topic, "Hội nghị về " + m.topic + " tại " + unit.Name,
			m.host.ID, p.who(m.at.admin), m.starts, m.ends, "Nhà văn hóa " + unit.Name, m.moderation(), string(m.status), true,
			false, m.announced, null(m.started), null(m.ended), m.conclusion(), null(m.concluded), m.listed, 0, m.sequence,
		}
	}}
}

func (p *plan) questionRows() table {
	const columns = "id created_at updated_at unit_id unit_path conference_id author_id body show_name shown_name status listed vote_count " +
		"published_at answer_body answered_at answered_by_id"
	return table{"questions", columns, len(p.questions), func(i int) []any {
		q := &p.questions[i]
		var name, answer, by any
		if q.named {
			name = p.people[q.author].name
		}
		if q.by != nil {
			answer, by = q.answer, q.by.ID
		}
		unit := q.at.at.unit
		return []any{
			q.id, q.asked, q.changed, unit.ID, unit.Path, q.at.id, p.who(q.author), q.body, q.named, name, string(q.status), q.listed(), q.voices,
			null(q.published), answer, null(q.answered), by,
		}
	}}
}

func (p *plan) voteRows() table {
	return table{"votes", "id created_at updated_at question_id voter_id", len(p.votes), func(i int) []any {
		v := p.votes[i]
		return []any{p.ids.next(gid.Vote, v.at), v.at, v.at, v.about.id, p.who(v.voter)}
	}}
}

func (p *plan) activityRows() table {
	const columns = "id created_at updated_at sequence kind conference_status conference_id question_id"
	return table{"activities", columns, len(p.activities), func(i int) []any {
		a := &p.activities[i]
		var about any
		if a.about != nil {
			about = a.about.id
		}
		return []any{p.ids.next(gid.Activity, a.at), a.at, a.at, a.sequence, string(a.kind), string(a.status), a.of.id, about}
	}}
}

func (p *plan) commitmentRows() table {
	const columns = "id created_at updated_at unit_id unit_path text due_on status kept_at conference_id responsible_id"
	return table{"commitments", columns, len(p.commitments), func(i int) []any {
		c := p.commitments[i]
		at, status := c.at.concluded, commitment.StatusOPEN
		if !c.kept.IsZero() {
			status = commitment.StatusKEPT
		}
		return []any{
			p.ids.next(gid.Commitment, at), at, later(at, c.kept), c.at.at.unit.ID, c.at.at.unit.Path, c.text, c.due.Format(time.DateOnly),
			string(status), null(c.kept), c.at.id, c.by.ID,
		}
	}}
}

func (p *plan) caseRows() table {
	const columns = "id created_at updated_at unit_id unit_path subject_id subject_kind cause author_id original status opened_at flag_count reasons open_for"
	return table{"moderation_cases", columns, len(p.cases), func(i int) []any {
		c := &p.cases[i]
		status, openFor := moderationcase.StatusDECIDED, any(nil)
		if c.decided.IsZero() {
			status, openFor = moderationcase.StatusOPEN, c.about.id.String()
		}
		reasons := "[]"
		if len(c.flags) > 0 {
			reasons = `["` + string(flag.ReasonOFF_TOPIC) + `"]`
		}
		unit := c.about.at.at.unit
		return []any{
			c.id, c.opened, later(c.opened, c.decided), unit.ID, unit.Path, c.about.id, string(moderationcase.SubjectKindQUESTION), string(c.cause),
			p.who(c.about.author), c.about.body, string(status), c.opened, len(c.flags), reasons, openFor,
		}
	}}
}

func (p *plan) flagRows() table {
	type raised struct {
		in  *moderated
		who int
	}
	var all []raised
	for i := range p.cases {
		for _, who := range p.cases[i].flags {
			all = append(all, raised{&p.cases[i], who})
		}
	}
	return table{"flags", "id created_at updated_at subject_id citizen_id reason case_id", len(all), func(i int) []any {
		f := all[i]
		return []any{p.ids.next(gid.Flag, f.in.opened), f.in.opened, f.in.opened, f.in.about.id, p.who(f.who), string(flag.ReasonOFF_TOPIC), f.in.id}
	}}
}

func (p *plan) decisionRows() table {
	var all []*moderated
	for i := range p.cases {
		if !p.cases[i].decided.IsZero() {
			all = append(all, &p.cases[i])
		}
	}
	const columns = "id created_at updated_at outcome reason_code statement decided_by_id decided_at case_id"
	return table{"decisions", columns, len(all), func(i int) []any {
		c := all[i]
		reason, statement := decision.ReasonCodeWITHIN_RULES, "Câu hỏi phù hợp quy định."
		if c.outcome == decision.OutcomeHIDE {
			reason, statement = decision.ReasonCodeOFF_TOPIC, "Câu hỏi không thuộc nội dung của hội nghị."
		}
		return []any{
			p.ids.next(gid.Decision, c.decided), c.decided, c.decided, string(c.outcome), string(reason), statement, p.who(c.about.at.at.admin), c.decided, c.id,
		}
	}}
}

func (p *plan) requestRows() table {
	const columns = "id created_at updated_at unit_id unit_path code citizen_id procedure_id description description_hidden mode status volunteer_id " +
		"opened_at status_since resolved_at consented_at rated applicant_kind"
	return table{"help_requests", columns, len(p.requests), func(i int) []any {
		r := &p.requests[i]
		var holder, about any
		if r.holder >= 0 {
			holder = p.who(r.holder)
		}
		if p.dice.in(90) {
			about = pick(p.dice, p.procedures).ID
		}
		unit := r.ward.unit
		return []any{
			r.id, r.created, r.since, unit.ID, unit.Path, code(i), p.who(r.citizen), about, p.dice.need(), false, string(r.mode), string(r.status), holder,
			r.created, r.since, null(r.resolved), r.created, !r.closed.IsZero(), "RESIDENT",
		}
	}}
}

func (p *plan) stepRows() table {
	const columns = "id created_at updated_at verb from_status to_status at actor_id actor_role help_request_id"
	return table{"request_histories", columns, len(p.steps), func(i int) []any {
		s := p.steps[i]
		return []any{
			p.ids.next(gid.RequestHistory, s.at), s.at, s.at, s.verb, string(s.from), string(s.to), s.at, p.who(s.actor), string(s.role), s.of.id,
		}
	}}
}

func (p *plan) logRows() table {
	const columns = "id created_at updated_at kind outcome note minutes happened_at logged_at help_request_id volunteer_id"
	kinds := []string{string(assistancelog.KindIN_PERSON), string(assistancelog.KindPHONE), string(assistancelog.KindONLINE)}
	return table{"assistance_logs", columns, len(p.logs), func(i int) []any {
		l := p.logs[i]
		return []any{
			p.ids.next(gid.AssistanceLog, l.at), l.at, l.at, pick(p.dice, kinds), string(l.outcome), pick(p.dice, notes), 5 + p.dice.IntN(90),
			l.at, l.at, l.of.id, p.who(l.of.holder),
		}
	}}
}
