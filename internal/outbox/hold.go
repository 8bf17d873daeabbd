package outbox

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
)

// How long a subject waits after a refusal: twice as long each time, up to the longest pause.
const (
	firstPause   = time.Second
	longestPause = 5 * time.Minute
	mostHeld     = 200 // subjects; with more of them the relay rests instead of reading around them
)

// hold is a subject that waits since one of its facts was refused.
type hold struct {
	fact  gid.ID
	tries int
	until time.Time
}

// waiting holds the subjects back, by id. A subject stays in it until the refused fact is taken.
type waiting map[gid.ID]hold

// blocked lists the subjects whose pause is not over, and forgets those that another process has relayed since: nothing of
// them came up when it was. A clock that went back does not make a pause longer.
func (w waiting) blocked(now time.Time) []gid.ID {
	var out []gid.ID
	for subject, h := range w {
		switch left := h.until.Sub(now); {
		case left > 0 && left <= longestPause:
			out = append(out, subject)
		case left < -longestPause:
			delete(w, subject)
		}
	}
	return out
}

func (w waiting) add(subject, fact gid.ID, now time.Time) hold {
	h := w[subject]
	if h.fact != fact {
		h = hold{fact: fact}
	}
	pause := longestPause
	if h.tries < 9 { // 2⁹ seconds are longer than the longest pause
		pause = min(firstPause<<h.tries, longestPause)
	}
	h.tries++
	h.until = now.Add(pause)
	w[subject] = h
	return h
}

// hold makes the subject of a refused fact wait, and logs the first refusal of it.
func (r *Relay) hold(ctx context.Context, row *ent.OutboxEvent, refusal error) {
	if h := r.held.add(row.SubjectID, row.ID, r.store.Now()); h.tries == 1 {
		r.log.ErrorContext(ctx, "outbox: a fact was refused and will be delivered again",
			"event", row.Name, "id", row.ID.String(), "subject", row.SubjectID.String(), "error", refusal)
	}
}

// release lets the subject go on.
func (r *Relay) release(ctx context.Context, row *ent.OutboxEvent) {
	h, waited := r.held[row.SubjectID]
	if !waited {
		return
	}
	delete(r.held, row.SubjectID)
	r.log.InfoContext(ctx, "outbox: a refused fact was taken at last",
		"event", row.Name, "id", row.ID.String(), "subject", row.SubjectID.String(), "tries", h.tries+1)
}
