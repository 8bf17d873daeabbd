package bench

import (
	"slices"
	"time"

	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/helpdesk"
)

// request is a call for help. The instants that have not come are zero.
type request struct {
	id      gid.ID
	ward    *place
	citizen int
	holder  int // -1 while nobody has it
	status  helprequest.Status
	mode    helprequest.Mode
	since   time.Time // of the status
	helps   int       // how many logs

	created, claimed, resolved, closed, cancelled time.Time
}

// step is one line of the history.
type step struct {
	of       *request
	verb     string
	from, to helprequest.Status
	at       time.Time
	actor    int
	role     access.Role
}

// assistance is one log.
type assistance struct {
	of      *request
	at      time.Time
	outcome assistancelog.Outcome
}

// lot is how many of a hundred requests stand somewhere, and how old such requests are at most.
type lot struct {
	status helprequest.Status
	of100  int
	oldest time.Duration
}

// lots: a fifth is open, six of ten have logs, as the data of issue and law have it.
var lots = []lot{
	{helprequest.StatusOPEN, 20, 20 * day}, {helprequest.StatusCLAIMED, 8, 10 * day}, {helprequest.StatusIN_PROGRESS, 10, 30 * day},
	{helprequest.StatusRESOLVED, 10, 15 * day}, {helprequest.StatusCLOSED, 44, year}, {helprequest.StatusCANCELLED, 8, year},
}

func (p *plan) planRequests() {
	n := p.of(helpRequests)
	for _, l := range lots {
		for k := range n * l.of100 / 100 {
			p.requests = append(p.requests, p.newRequest(l, k))
		}
	}
	slices.SortStableFunc(p.requests, func(a, b request) int { return a.created.Compare(b.created) })
	for i := range p.requests {
		p.requests[i].id = p.ids.next(gid.HelpRequest, p.requests[i].created)
	}
	p.shareLogs()
	for i := range p.requests {
		p.live(&p.requests[i])
	}
	slices.SortStableFunc(p.steps, func(a, b step) int { return a.at.Compare(b.at) })
	slices.SortStableFunc(p.logs, func(a, b assistance) int { return a.at.Compare(b.at) })
}

// newRequest is the k-th of its lot. Of the open ones every other lies in a busy ward.
func (p *plan) newRequest(l lot, k int) request {
	r := request{status: l.status, holder: -1, mode: pick(p.dice, []helprequest.Mode{helprequest.ModeAT_HOME, helprequest.ModeAT_POINT, helprequest.ModeREMOTE})}
	busy := max(1, min(busyWards, busyWards*len(p.wards)/126))
	switch calm := len(p.wards) - busy; {
	case l.status != helprequest.StatusOPEN || calm == 0:
		r.ward = &p.wards[p.dice.IntN(len(p.wards))]
	case k%2 == 0:
		r.ward = &p.wards[p.dice.IntN(busy)]
	default:
		r.ward = &p.wards[busy+p.dice.IntN(calm)]
	}
	r.citizen = pick(p.dice, r.ward.people)
	r.created = p.dice.between(p.now.Add(-l.oldest), p.now.Add(-time.Hour))
	return r
}

// shareLogs gives half of the logs to a tenth of the requests that have any, and at least one to each.
func (p *plan) shareLogs() {
	var helped []*request
	for i := range p.requests {
		switch r := &p.requests[i]; r.status {
		case helprequest.StatusIN_PROGRESS, helprequest.StatusRESOLVED, helprequest.StatusCLOSED:
			helped = append(helped, r)
		}
	}
	p.dice.Shuffle(len(helped), func(i, j int) { helped[i], helped[j] = helped[j], helped[i] })
	heavy, total := (len(helped)+9)/10, p.of(helpLogs)
	spread := func(some []*request, logs int) {
		weights := make([]float64, len(some))
		for i := range weights {
			weights[i] = 0.5 + p.dice.Float64()
		}
		for i, more := range share(max(0, logs-len(some)), weights) {
			some[i].helps = 1 + more
		}
	}
	spread(helped[:heavy], total/2)
	spread(helped[heavy:], total-total/2)
}

// live takes a request along its life up to its status, with the history and the logs that belong to it.
func (p *plan) live(r *request) {
	p.walk(r, helpdesk.VerbCreate, "", helprequest.StatusOPEN, r.created, r.citizen, access.Citizen)
	r.since = r.created
	switch r.status {
	case helprequest.StatusOPEN:
		return
	case helprequest.StatusCANCELLED:
		r.cancelled = p.dice.between(r.created, earlier(r.created.Add(3*day), p.now))
		r.since = r.cancelled
		p.walk(r, helpdesk.VerbCancel, helprequest.StatusOPEN, r.status, r.cancelled, r.citizen, access.Citizen)
		return
	}
	r.holder = pick(p.dice, r.ward.volunteers)
	r.claimed = p.dice.between(r.created, earlier(r.created.Add(day), p.now))
	r.since = r.claimed
	p.walk(r, helpdesk.VerbClaim, helprequest.StatusOPEN, helprequest.StatusCLAIMED, r.claimed, r.holder, access.Volunteer)
	if r.helps > 0 {
		p.help(r)
	}
}

// help writes the logs of a request and the steps they lead to.
func (p *plan) help(r *request) {
	until := earlier(r.claimed.Add(5*day), p.now)
	at := make([]time.Time, r.helps)
	for i := range at {
		at[i] = p.dice.between(r.claimed, until)
	}
	slices.SortFunc(at, time.Time.Compare)
	done := r.status != helprequest.StatusIN_PROGRESS
	for i, when := range at {
		last := i == len(at)-1 && done
		p.logs = append(p.logs, assistance{of: r, at: when, outcome: outcome(last)})
		if i == 0 && !last {
			r.since = when
			p.walk(r, helpdesk.VerbLog, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS, when, r.holder, access.Volunteer)
		}
	}
	if done {
		p.finish(r, at[len(at)-1])
	}
}

func outcome(last bool) assistancelog.Outcome {
	if last {
		return assistancelog.OutcomeRESOLVED
	}
	return assistancelog.OutcomeCONTINUES
}

// finish resolves a request and, if it is to be closed, has its citizen confirm.
func (p *plan) finish(r *request, at time.Time) {
	from := helprequest.StatusIN_PROGRESS
	if r.helps == 1 {
		from = helprequest.StatusCLAIMED
	}
	r.resolved, r.since = at, at
	p.walk(r, helpdesk.VerbResolve, from, helprequest.StatusRESOLVED, at, r.holder, access.Volunteer)
	if r.status == helprequest.StatusCLOSED {
		r.closed = p.dice.between(at, earlier(at.Add(3*day), p.now))
		r.since = r.closed
		p.walk(r, helpdesk.VerbConfirm, helprequest.StatusRESOLVED, helprequest.StatusCLOSED, r.closed, r.citizen, access.Citizen)
	}
}

func (p *plan) walk(r *request, verb string, from, to helprequest.Status, at time.Time, actor int, role access.Role) {
	p.steps = append(p.steps, step{of: r, verb: verb, from: from, to: to, at: at, actor: actor, role: role})
}
