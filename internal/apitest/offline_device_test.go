package apitest_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"time"

	"gandan/internal/calendar"
)

// device is the app of one volunteer: what it knows is on its disk, and its clock is wrong in its own way.
type device struct {
	day    *offlineDay
	name   string
	token  string
	file   string
	skew   time.Duration // what its clock is ahead
	dice   *rand.Rand
	disk   disk           // as it is in memory; read anew after a kill
	ghosts sync.WaitGroup // calls whose sender was killed
}

// disk is what survives a kill.
type disk struct {
	Queue []entry        // not acknowledged, in order
	Acked []acknowledged // in the order in which they were acknowledged
	Open  []string       // requests that could be taken, when the device last looked
	Given []string       // requests that a lead gave to the volunteer
	Mine  []string       // requests that the volunteer holds, as far as the device knows
	Made  int
}

// entry is one deed in the queue.
type entry struct {
	ID      string
	Kind    string
	About   string // the request or the shift
	Minutes int
	People  int
	Done    time.Time // by the true clock, which the device does not know; for the test
	At      time.Time // by its own
	Input   map[string]any
}

type acknowledged struct {
	entry
	Status, Reason string
}

func (a acknowledged) done() bool { return a.Status == "DONE" || a.Status == "ALREADY_DONE" }

func (d *device) save() {
	text, err := json.Marshal(d.disk)
	if err == nil {
		err = os.WriteFile(d.file, text, 0o600)
	}
	if err != nil {
		d.day.t.Errorf("%s: the disk: %v", d.name, err)
	}
}

// restart forgets all that is not on the disk.
func (d *device) restart() {
	d.disk = disk{}
	text, err := os.ReadFile(d.file)
	if err == nil {
		err = json.Unmarshal(text, &d.disk)
	}
	if err != nil {
		d.day.t.Errorf("%s: the disk: %v", d.name, err)
	}
}

// work does something without a signal: up to three deeds, five minutes each, since the round before.
func (d *device) work(now time.Time) {
	for i := range d.dice.IntN(4) {
		done := now.Add(-roundOfDay + time.Duration(i+1)*deedOfDay)
		if e, ok := d.deed(calendar.Today(done.Add(d.skew))); ok {
			d.disk.Made++
			e.ID, e.Done, e.At = d.uuid(), done, done.Add(d.skew)
			d.disk.Queue = append(d.disk.Queue, e)
			d.save()
		}
	}
}

// deed picks something that the device thinks possible.
func (d *device) deed(today calendar.Date) (entry, bool) {
	k := &d.disk
	switch n := d.dice.IntN(20); {
	case n < 4 && len(k.Open) > 0:
		return d.claim(), true
	case n < 6 && len(k.Given) > 0:
		return d.answer(), true
	case n < 13 && len(k.Mine) > 0:
		return d.log(), true
	case n == 13 && len(k.Mine) > 0:
		id := take(d.dice, &k.Mine)
		return entry{Kind: "release", About: id, Input: map[string]any{"id": id, "reason": "Nhà quá xa."}}, true
	case n == 14 && len(k.Mine) > 0:
		id := k.Mine[d.dice.IntN(len(k.Mine))]
		return entry{Kind: "message", About: id, Input: map[string]any{"requestId": id, "body": "Chiều nay tôi qua giúp bác."}}, true
	case n < 17:
		people := 1 + d.dice.IntN(20)
		return entry{Kind: "walkIns", People: people, Input: map[string]any{"unitId": d.day.w.named["ward"], "place": fmt.Sprintf("Bàn số %d", k.Made),
			"day": today, "rows": []any{map[string]any{"channel": "IN_PERSON", "people": people}}}}, true
	case n < 19:
		id := d.day.shifts[d.dice.IntN(len(d.day.shifts))]
		return entry{Kind: "signUp", About: id, Input: map[string]any{"shiftId": id}}, true
	case n == 19:
		id := d.day.shifts[d.dice.IntN(len(d.day.shifts))]
		return entry{Kind: "leave", About: id, Input: map[string]any{"shiftId": id}}, true
	}
	return entry{}, false
}

func (d *device) claim() entry {
	id := take(d.dice, &d.disk.Open)
	d.disk.Mine = append(d.disk.Mine, id) // until it hears otherwise
	return entry{Kind: "claim", About: id, Input: map[string]any{"id": id}}
}

func (d *device) answer() entry {
	id := take(d.dice, &d.disk.Given)
	if d.dice.IntN(3) == 0 {
		return entry{Kind: "decline", About: id, Input: map[string]any{"id": id, "reasonCode": "BUSY"}}
	}
	d.disk.Mine = append(d.disk.Mine, id)
	return entry{Kind: "accept", About: id, Input: map[string]any{"id": id}}
}

func (d *device) log() entry {
	i := d.dice.IntN(len(d.disk.Mine))
	id, outcome, minutes := d.disk.Mine[i], "CONTINUES", 1+d.dice.IntN(int(deedOfDay.Minutes()))
	if d.dice.IntN(4) == 0 {
		outcome = []string{"RESOLVED", "COULD_NOT_HELP"}[d.dice.IntN(2)]
		d.disk.Mine = slices.Delete(d.disk.Mine, i, i+1)
	}
	return entry{Kind: "log", About: id, Minutes: minutes,
		Input: map[string]any{"helpRequestId": id, "kind": "PHONE", "outcome": outcome, "minutes": minutes}}
}

// take removes one of the list.
func take(dice *rand.Rand, list *[]string) string {
	i := dice.IntN(len(*list))
	id := (*list)[i]
	*list = slices.Delete(*list, i, i+1)
	return id
}

func (d *device) uuid() string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", d.dice.Uint32(), d.dice.IntN(1<<16), d.dice.IntN(1<<12), d.dice.IntN(1<<12), d.dice.Int64N(1<<48))
}
