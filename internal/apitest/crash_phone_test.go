package apitest_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
)

// phones makes pairs of a citizen and a volunteer of the demo, each with a thread of work of its own.
func (s *site) phones(t *testing.T) []*phone {
	t.Helper()
	s.start(t) // the demo makes the people
	s.stop(t)
	var tokens [4]string
	for i := range tokens {
		out, err := s.command("token", "--phone", fmt.Sprintf("+8410000000%d", 3+i)).Output()
		if err != nil {
			t.Fatalf("a token: %v", err)
		}
		tokens[i] = strings.TrimSpace(string(out))
	}
	ps := make([]*phone, crashPhones)
	for i := range ps {
		ps[i] = &phone{site: s, volunteer: tokens[i%2], citizen: tokens[2+i%2], dice: rand.New(rand.NewPCG(crashSeed, uint64(i)+1))}
	}
	return ps
}

// phone tells one story after the other: asked, claimed, logged and resolved. next is the step that was not answered yet.
type phone struct {
	*site
	volunteer, citizen string
	dice               *rand.Rand
	step               int
	request            string
	next               *deed
	stories            []story
}

type story struct {
	request string
	logs    []string // client ids that were acknowledged
}

// deed is one call. Its ids stay the same however often it is sent.
type deed struct {
	do, token, key string
	input          map[string]any
	logs           []string // their client ids
	sent           int
}

// plan makes the next step of the story.
func (p *phone) plan(unit string) *deed {
	switch p.step {
	case 0:
		return &deed{do: "citizen/CreateHelpRequest", token: p.citizen, input: map[string]any{
			"clientId": p.uuid(), "unitId": unit, "description": "Cần giúp nộp hồ sơ trực tuyến.", "mode": "AT_POINT", "consentToContact": true}}
	case 1:
		return &deed{do: "volunteer/ClaimHelpRequest", token: p.volunteer, key: p.uuid(), input: map[string]any{"id": p.request}}
	case 3:
		d := &deed{do: "volunteer/SyncAssistance", token: p.volunteer}
		logs := make([]map[string]any, 3)
		for i := range logs {
			logs[i] = p.log(d, "CONTINUES")
		}
		d.input = map[string]any{"logs": logs}
		return d
	default:
		d := &deed{do: "volunteer/LogAssistance", token: p.volunteer}
		d.input = p.log(d, map[int]string{2: "CONTINUES", 4: "CONTINUES", 5: "RESOLVED"}[p.step])
		return d
	}
}

// log is the input of a log; its note is its client id in letters, so that it can be told from the others through the API.
func (p *phone) log(d *deed, outcome string) map[string]any {
	id := p.uuid()
	note := inLetters.Replace(id)
	d.logs = append(d.logs, note)
	return map[string]any{"clientId": id, "helpRequestId": p.request, "kind": "ONLINE", "outcome": outcome, "minutes": 5, "note": note}
}

// inLetters keeps the digits of an id from being taken for somebody's number.
var inLetters = strings.NewReplacer("0", "g", "1", "h", "2", "i", "3", "j", "4", "k", "5", "l", "6", "m", "7", "n", "8", "o", "9", "p")

func (p *phone) uuid() string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", p.dice.Uint32(), p.dice.IntN(1<<16), p.dice.IntN(1<<12), p.dice.IntN(1<<12), p.dice.Int64N(1<<48))
}

// answered notes what the server has acknowledged.
func (p *phone) answered(a answer) error {
	if len(a.Errors) > 0 {
		return fmt.Errorf("refused with %v", a.Errors[0].Extensions["key"])
	}
	if p.step == 0 {
		p.request = a.text("createHelpRequest", "helpRequest", "id")
		p.stories = append(p.stories, story{request: p.request})
	}
	if p.next.do == "volunteer/SyncAssistance" {
		for i := range p.next.logs {
			if status := a.at("syncAssistance", "results", strconv.Itoa(i), "status"); status != "ACCEPTED" && status != "DUPLICATE" {
				return fmt.Errorf("log %d of the batch is %v", i, status)
			} else if status == "DUPLICATE" {
				p.known.Add(1)
			}
		}
	}
	for _, kept := range []string{a.text("createHelpRequest", "helpRequest", "createdAt"), a.text("logAssistance", "log", "loggedAt")} {
		if at, err := time.Parse(time.RFC3339, kept); err == nil && at.Before(p.since) {
			p.known.Add(1)
		}
	}
	last := &p.stories[len(p.stories)-1]
	last.logs = append(last.logs, p.next.logs...)
	p.acked.Add(int64(len(p.next.logs)))
	p.step, p.next = (p.step+1)%6, nil
	return nil
}
