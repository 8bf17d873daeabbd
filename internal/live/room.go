package live

import (
	"slices"
	"sync"

	"gandan/ent"
	"gandan/ent/gid"
)

// room is one conference that is watched.
type room struct {
	id gid.ID

	mu      sync.Mutex
	last    int             // how far the room has come
	goal    int             // how far the conference is known to have come
	recent  []*ent.Activity // the last of them, without gaps; each is never changed, only replaced
	gone    map[gid.ID]bool // questions that the public lost sight of since the room was opened
	changed chan struct{}   // closed and replaced when there is more
	stale   bool            // there is more in the database
	viewers int
	empty   int // looks since the last viewer left
	screen  *screen
}

func newRoom(id gid.ID, last int) *room {
	return &room{id: id, last: last, gone: map[gid.ID]bool{}, changed: make(chan struct{}), screen: newScreen()}
}

func (r *room) markStale() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stale = true
}

// takeStale says whether there is more to read, behind which number, and how far it goes at least.
func (r *room) takeStale() (last, goal int, stale bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	stale, r.stale = r.stale, false
	return r.last, r.goal, stale
}

// aim says how far the conference has come.
func (r *room) aim(number int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.goal = max(r.goal, number)
	r.stale = r.stale || number > r.last
}

// reach says that everything up to the number was read, and wakes the viewers and whoever paints the screen.
func (r *room) reach(number int) {
	r.screen.mark()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = max(r.last, number)
	close(r.changed)
	r.changed = make(chan struct{})
}

// reached is how far the room has come.
func (r *room) reached() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// add takes what came next. What is kept of the same questions and polls is replaced, so that nobody who comes
// later reads words that were hidden meanwhile.
func (r *room) add(news []*ent.Activity) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, polls := map[gid.ID]*ent.Activity{}, map[gid.ID]*ent.Poll{}
	for _, a := range news {
		if a.PollID != nil {
			polls[*a.PollID] = a.Edges.Poll
		}
		if a.QuestionID != nil {
			now[*a.QuestionID] = a
			if r.gone[*a.QuestionID] = true; public(a.Edges.Question) {
				delete(r.gone, *a.QuestionID)
			}
		}
	}
	for i, a := range r.recent {
		if a.QuestionID != nil && now[*a.QuestionID] != nil {
			r.recent[i] = about(a, now[*a.QuestionID].Edges.Question)
		}
		if a.PollID != nil && polls[*a.PollID] != nil {
			r.recent[i] = aboutPoll(a, polls[*a.PollID])
		}
	}
	r.recent = append(r.recent, news...)
	if n := len(r.recent); n > kept {
		r.recent = append([]*ent.Activity(nil), r.recent[n-kept:]...)
	}
}

// place is where a viewer stands in a room.
type place int

const (
	waiting place = iota // there is nothing yet
	served               // there is something
	behind               // the room does not keep what comes next
)

// next is the activity that follows the number, once the room has come as far as upTo. While there is none the channel says
// when to ask again.
func (r *room) next(number, upTo int) (*ent.Activity, place, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.last < upTo || number >= r.last {
		return nil, waiting, r.changed
	}
	i, exact := slices.BinarySearchFunc(r.recent, number+1, func(a *ent.Activity, n int) int { return a.Sequence - n })
	if !exact && i == 0 {
		return nil, behind, nil
	}
	if i == len(r.recent) {
		return nil, waiting, r.changed
	}
	return r.recent[i], served, nil
}

// hides says whether the public lost sight of the activity's question since it was read.
func (r *room) hides(a *ent.Activity) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return public(a.Edges.Question) && r.gone[a.Edges.Question.ID]
}
