// Package lifecycle is the form of every life in the system: one table of arrows. A domain fills a Table, its verbs move along
// it, and the same table answers what a viewer may do now and draws the picture in the documents.
package lifecycle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// Row is one arrow: from any of the states, the verb leads to a state; the action is what the grants speak of, the event
// what is told afterwards. To may be empty for a verb that leaves the state as it is.
type Row[S ~string] struct {
	From   []S
	Verb   string
	To     S
	Action access.Action
	Event  string
}

// Table is a whole life. A verb may have several rows, for different states.
type Table[S ~string] []Row[S]

// Possibility is the answer to "may I do this now": allowed, or the key of the reason why not.
type Possibility struct {
	Name    string
	Allowed bool
	Reason  *string
}

// Find gives the arrow of the verb that leaves the state.
// CONFLICT with key WRONG_STATE when there is none.
func (t Table[S]) Find(from S, verb string) (Row[S], error) {
	for _, r := range t {
		if r.Verb == verb && slices.Contains(r.From, from) {
			return r, nil
		}
	}
	return Row[S]{}, fault.New(fault.Conflict, "WRONG_STATE").With("status", string(from))
}

// Action is what the grants call the verb.
func (t Table[S]) Action(verb string) access.Action {
	for _, r := range t {
		if r.Verb == verb {
			return r.Action
		}
	}
	return ""
}

// Verbs lists the verbs in the order of the table, each once.
func (t Table[S]) Verbs() []string {
	var out []string
	for _, r := range t {
		if !slices.Contains(out, r.Verb) {
			out = append(out, r.Verb)
		}
	}
	return out
}

// Possibilities answers for every verb. guard is the domain's own rule beyond role and state (a window of time, a holder);
// it returns the key of a refusal, or nothing.
func (t Table[S]) Possibilities(a access.Actor, o access.Object, state S, guard func(verb string) fault.Key) []*Possibility {
	out := make([]*Possibility, 0, len(t))
	for _, verb := range t.Verbs() {
		out = append(out, possibility(verb, t.refusal(a, o, state, verb, guard)))
	}
	return out
}

func (t Table[S]) refusal(a access.Actor, o access.Object, state S, verb string, guard func(string) fault.Key) fault.Key {
	if !access.Can(a, t.Action(verb), o) {
		return "FORBIDDEN"
	}
	if _, err := t.Find(state, verb); err != nil {
		return fault.Of(err).Key
	}
	return guard(verb)
}

func possibility(verb string, refusal fault.Key) *Possibility {
	if refusal == "" {
		return &Possibility{Name: verb, Allowed: true}
	}
	reason := string(refusal)
	return &Possibility{Name: verb, Reason: &reason}
}

// Matrix prints every state against every verb, for the golden file of the domain.
func (t Table[S]) Matrix(states []S) string {
	var b strings.Builder
	for _, s := range states {
		for _, verb := range t.Verbs() {
			to := "-"
			if r, err := t.Find(s, verb); err == nil {
				to = fmt.Sprintf("%s (%s, %s)", r.To, r.Action, r.Event)
			}
			fmt.Fprintf(&b, "%-12s %-12s %s\n", s, verb, to)
		}
	}
	return b.String()
}

// Mermaid draws the life.
func (t Table[S]) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, r := range t {
		for _, from := range r.From {
			fmt.Fprintf(&b, "    %s --> %s: %s\n", from, cmp.Or(r.To, from), r.Verb)
		}
	}
	return b.String()
}
