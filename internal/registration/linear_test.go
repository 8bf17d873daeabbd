package registration_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/conference"
	"gandan/internal/registration"
)

// call is what a client asks of the service, answer what it is told.
type call struct {
	who  int
	verb string // register or cancel; vote or unvote
}

type answer struct {
	status string
	number int
}

// history records what clients ask and are told, with a counter for a clock: what ended before another began has the smaller
// number.
type history struct {
	tick atomic.Int64
	mu   sync.Mutex
	ops  []porcupine.Operation
}

func (h *history) record(client int, in call, do func() answer) {
	begin := h.tick.Add(1)
	out := do()
	end := h.tick.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ops = append(h.ops, porcupine.Operation{ClientId: client, Input: in, Call: begin, Output: out, Return: end})
}

// place is one registration in the model: "3 WAITING" belongs to client who.
type place struct {
	who    int
	status string
}

// seatsModel is a hall with so many seats in which one thing happens at a time.
func seatsModel(capacity int) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return []place{} },
		Step: func(state, input, output any) (bool, any) {
			rows := slices.Clone(state.([]place))
			in, told := input.(call), output.(answer)
			at := slices.IndexFunc(rows, func(p place) bool { return p.who == in.who && p.status != "CANCELLED" })
			if in.verb == "cancel" {
				if at < 0 {
					return told.status == "", rows
				}
				rows[at].status = "CANCELLED"
				promote(rows, capacity)
				return told.status == "CANCELLED" && told.number == at+1, rows
			}
			if at < 0 {
				rows = append(rows, place{in.who, "WAITING"})
				at = len(rows) - 1
				if !slices.ContainsFunc(rows[:at], func(p place) bool { return p.status == "WAITING" }) && held(rows) < capacity {
					rows[at].status = "REGISTERED"
				}
			}
			return told == answer{rows[at].status, at + 1}, rows
		},
		Equal:             func(a, b any) bool { return slices.Equal(a.([]place), b.([]place)) },
		DescribeOperation: func(in, out any) string { return fmt.Sprint(in, " -> ", out) },
	}
}

func held(rows []place) (n int) {
	for _, p := range rows {
		if p.status == "REGISTERED" || p.status == "OFFERED" {
			n++
		}
	}
	return n
}

func promote(rows []place, capacity int) {
	for i := range rows {
		if rows[i].status == "WAITING" && held(rows) < capacity {
			rows[i].status = "OFFERED"
		}
	}
}

// client is one person with their phone.
type client struct {
	w    *world
	c    *ent.Conference
	who  context.Context
	mine *gid.ID
}

func (k *client) register(t *testing.T) answer {
	r, err := k.w.register(k.who, k.c)
	if err != nil {
		t.Error(err)
		return answer{}
	}
	k.mine = &r.ID
	return answer{string(r.Status), r.Number}
}

func (k *client) cancel(t *testing.T) answer {
	if k.mine == nil {
		return answer{}
	}
	r, err := k.w.CancelRegistration(k.who, registration.CancelRegistrationInput{ID: *k.mine})
	if err != nil {
		t.Error(err)
		return answer{}
	}
	k.mine = nil
	return answer{string(r.Status), r.Number}
}

func TestRegistrationsAtOnceAreAsIfOneAfterTheOther(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const clients, rounds, capacity = 6, 5, 2
		for range 6 {
			c, citizens := w.announced(t, capacity), w.citizens(t, clients)
			var h history
			atOnce(clients, func(i int) {
				k := &client{w: w, c: c, who: citizens[i]}
				for n := range rounds {
					if (n+i)%3 == 2 {
						h.record(i, call{i, "cancel"}, func() answer { return k.cancel(t) })
					} else {
						h.record(i, call{i, "register"}, func() answer { return k.register(t) })
					}
				}
			})
			if !porcupine.CheckOperations(seatsModel(capacity), h.ops) {
				t.Fatalf("no order explains what the clients were told:\n%s", describe(h.ops))
			}
		}
	})
}

func describe(ops []porcupine.Operation) string {
	var b strings.Builder
	for _, op := range ops {
		fmt.Fprintln(&b, op.Call, op.Return, op.Input, op.Output)
	}
	return b.String()
}

// TestTheCheckerFindsCheckThenAct is the control: a registrar that looks for a seat and takes it in two steps is found out.
func TestTheCheckerFindsCheckThenAct(t *testing.T) {
	var h history
	var taken atomic.Int32
	var looked sync.WaitGroup
	looked.Add(2)
	atOnce(2, func(i int) {
		h.record(i, call{i, "register"}, func() answer {
			free := taken.Load() < 1
			looked.Done()
			looked.Wait() // both have looked, neither has taken
			if !free {
				return answer{"WAITING", 2}
			}
			return answer{"REGISTERED", int(taken.Add(1))}
		})
	})
	if porcupine.CheckOperations(seatsModel(1), h.ops) {
		t.Fatal("two have the only seat, and the checker is content")
	}
}

// votesModel is a question that counts one vote a person.
func votesModel() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return []int{} },
		Step: func(state, input, output any) (bool, any) {
			voters := slices.Clone(state.([]int))
			in, told := input.(call), output.(answer)
			at := slices.Index(voters, in.who)
			switch {
			case in.verb == "vote" && at < 0:
				voters = append(voters, in.who)
			case in.verb == "unvote" && at >= 0:
				voters = slices.Delete(voters, at, at+1)
			}
			slices.Sort(voters)
			return told.number == len(voters), voters
		},
		Equal: func(a, b any) bool { return slices.Equal(a.([]int), b.([]int)) },
	}
}

func TestVotesAtOnceAreAsIfOneAfterTheOther(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const clients, rounds = 6, 6
		for range 4 {
			c, citizens := w.announced(t, 0), w.citizens(t, clients)
			q := must[*ent.Question](t)(w.forum.Ask(citizens[0], conference.AskQuestionInput{ConferenceID: c.ID, Body: "Bao giờ đường được sửa?"}))
			var h history
			atOnce(clients, func(i int) {
				for n := range rounds {
					do, verb := w.forum.Vote, "vote"
					in := conference.VoteQuestionInput{QuestionID: q.ID}
					if (n+i)%3 == 2 {
						verb = "unvote"
						do = func(ctx context.Context, in conference.VoteQuestionInput) (*ent.Question, error) {
							return w.forum.Unvote(ctx, conference.UnvoteQuestionInput(in))
						}
					}
					h.record(i, call{i, verb}, func() answer {
						now, err := do(citizens[i], in)
						if err != nil {
							t.Error(err)
							return answer{}
						}
						return answer{number: now.VoteCount}
					})
				}
			})
			if !porcupine.CheckOperations(votesModel(), h.ops) {
				t.Fatalf("no order explains what the clients were told:\n%s", describe(h.ops))
			}
		}
	})
}

func TestTheCheckerFindsALostVote(t *testing.T) {
	ops := []porcupine.Operation{
		{ClientId: 0, Input: call{0, "vote"}, Call: 1, Output: answer{number: 1}, Return: 4},
		{ClientId: 1, Input: call{1, "vote"}, Call: 2, Output: answer{number: 1}, Return: 3},
	}
	if porcupine.CheckOperations(votesModel(), ops) {
		t.Fatal("two voted and one was counted, and the checker is content")
	}
}
