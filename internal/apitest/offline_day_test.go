package apitest_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/rolegrant"
	entshift "gandan/ent/shift"
	entteam "gandan/ent/team"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/helpdesk"
	"gandan/internal/team"
)

// The measures of the day. Its length is what makes it long; the people stay.
const (
	volunteersOfDay = 50
	requestsOfDay   = 160
	shiftsOfDay     = 12
	placesOfShift   = 5
	roundsOfDay     = 12
	mostRounds      = 200
	roundOfDay      = 20 * time.Minute
	deedOfDay       = 5 * time.Minute
	daySeed         = 2026
)

// offlineDay is a day of volunteers without a signal, against the real server.
type offlineDay struct {
	t       *testing.T
	w       *world
	url     string
	upload  string // the document
	client  *http.Client
	admin   context.Context
	devices []*device
	shifts  []string
	asked   []string

	mu sync.Mutex
	n  counts
}

// counts is what happened on the way.
type counts struct {
	sends, lostThere, cut, lostBack, kills, retry, reassigned int
}

func (d *offlineDay) count(change func(*counts)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.n)
}

// TestADayWithoutASignal lets fifty volunteers work for hours with wrong clocks, a queue on their disks and a line that loses 30
// answers of a hundred, while apps are killed and leads give requests to others. In the end the server holds what the devices
// were told it holds: each deed once, none that nobody did, one holder of each request, the same minutes.
//
// GANDAN_DAY_SEED plays another day; the seed of each is printed. What the dice say is the same again, who is first is not.
func TestADayWithoutASignal(t *testing.T) {
	seed := uint64(daySeed)
	if text := os.Getenv("GANDAN_DAY_SEED"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("GANDAN_DAY_SEED: %v", err)
		}
		seed = n
	}
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			t.Logf("the seed is %d: GANDAN_DAY_SEED=%d plays it again", seed, seed)
			d := newDay(t, dialect, seed)
			dice := rand.New(rand.NewPCG(seed, 0))
			rounds := d.live(dice)
			d.settle()
			d.print(rounds)
		})
	}
}

func newDay(t *testing.T, dialect string, seed uint64) *offlineDay {
	t.Helper()
	w := newTemplate(t, dialect).fresh(t)
	d := &offlineDay{t: t, w: w, upload: document(t, "volunteer/UploadOffline"), admin: w.actor(t, "dung"),
		client: &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: volunteersOfDay}}}
	d.ask()
	disks := t.TempDir()
	for i := range volunteersOfDay {
		name := fmt.Sprintf("volunteer %02d", i)
		w.settleOne(t, person{name: name, phone: fmt.Sprintf("+84100000%03d", 400+i), display: fmt.Sprintf("Tình nguyện viên %d", i),
			home: "ward", role: rolegrant.RoleVOLUNTEER, in: "ward"})
		dice := rand.New(rand.NewPCG(seed, uint64(i)+1))
		token, err := w.Identity.TokenFor(context.Background(), w.phone[name], 48*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		v := &device{day: d, name: name, token: token, dice: dice, file: filepath.Join(disks, name),
			skew: (time.Duration(dice.Int64N(int64(72*time.Hour))) - 36*time.Hour).Truncate(time.Microsecond)}
		v.save()
		d.devices = append(d.devices, v)
	}
	d.plan()
	d.url = w.serve(t)
	t.Cleanup(d.client.CloseIdleConnections)
	return d
}

// actor is the context of a call of the person, past the edge.
func (w *world) actor(t *testing.T, name string) context.Context {
	t.Helper()
	a, err := w.Identity.Authenticate(context.Background(), w.token(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return access.With(context.Background(), a)
}

func (d *offlineDay) ask() {
	for i := range requestsOfDay {
		r, err := d.w.Helpdesk.Create(d.w.actor(d.t, []string{"minh", "lan"}[i%2]), helpdesk.CreateHelpRequestInput{
			UnitID: d.id("ward"), Description: "Giúp tôi nộp hồ sơ trực tuyến.", Mode: helprequest.ModeAT_POINT, ConsentToContact: true})
		if err != nil {
			d.t.Fatal(err)
		}
		d.asked = append(d.asked, r.ID.String())
	}
}

// plan founds a team of all volunteers, and shifts of which two each are at the same time.
func (d *offlineDay) plan() {
	tm, err := d.w.Teams.FoundTeam(d.admin, team.FoundTeamInput{UnitID: d.id("ward"), Name: "Đội thanh niên phường", Kind: entteam.KindYOUTH})
	if err != nil {
		d.t.Fatal(err)
	}
	today, born := calendar.Today(d.w.clock.Now()), "2001-04-03"
	for _, v := range d.devices {
		if _, err := d.w.Teams.AddMember(d.admin, team.AddMemberInput{TeamID: tm.ID, CitizenID: d.id(v.name),
			FromOn: string(today), ToOn: string(today.AddDays(100)), BornOn: &born}); err != nil {
			d.t.Fatal(err)
		}
	}
	capacity := placesOfShift
	for i := range shiftsOfDay {
		begins := d.w.clock.Now().Add(48*time.Hour + time.Duration(i/2)*3*time.Hour)
		s, err := d.w.Teams.PlanShift(d.admin, team.PlanShiftInput{TeamID: tm.ID, Place: entshift.PlaceHOME_VISITS, StartsAt: begins,
			EndsAt: begins.Add(2 * time.Hour), Capacity: &capacity})
		if err != nil {
			d.t.Fatal(err)
		}
		d.shifts = append(d.shifts, s.ID.String())
	}
}

func (d *offlineDay) id(name string) gid.ID { return d.parse(d.w.named[name]) }

func (d *offlineDay) parse(text string) gid.ID {
	id, err := gid.Parse(text)
	if err != nil {
		d.t.Fatalf("%q: %v", text, err)
	}
	return id
}

// live plays the rounds, and goes on with sending until every queue is empty. Within a round all is at once.
func (d *offlineDay) live(dice *rand.Rand) (rounds int) {
	for rounds = 1; rounds <= mostRounds; rounds++ {
		working := rounds <= roundsOfDay
		d.w.clock.Advance(roundOfDay)
		now := d.w.clock.Now()
		var all sync.WaitGroup
		for _, v := range d.devices {
			all.Go(func() {
				if working {
					v.round(now, rounds)
					return
				}
				v.send(now)
			})
		}
		if working {
			all.Go(func() { d.lead(dice) })
		}
		all.Wait()
		if !working && !slices.ContainsFunc(d.devices, func(v *device) bool { return len(v.disk.Queue) > 0 }) {
			break
		}
	}
	for _, v := range d.devices {
		v.ghosts.Wait()
		if len(v.disk.Queue) > 0 {
			d.t.Errorf("%s still has %d items after %d rounds", v.name, len(v.disk.Queue), rounds)
		}
	}
	return rounds
}

// round is what a device does in twenty minutes: it looks around where there is a signal, works where there is none, and sends.
func (d *device) round(now time.Time, number int) {
	if number%3 == 1 {
		d.look()
	}
	d.work(now)
	for range d.dice.IntN(3) {
		d.send(now)
	}
}

// lead gives requests to volunteers, whoever holds them.
func (d *offlineDay) lead(dice *rand.Rand) {
	note := "Bạn này ở gần hơn."
	for range 6 {
		_, err := d.w.Helpdesk.Assign(d.admin, helpdesk.AssignHelpRequestInput{ID: d.parse(d.asked[dice.IntN(len(d.asked))]),
			VolunteerID: d.id(d.devices[dice.IntN(len(d.devices))].name), Note: &note})
		if err == nil {
			d.count(func(n *counts) { n.reassigned++ })
		}
	}
}

func (d *offlineDay) print(rounds int) {
	statuses, reasons, kinds, items := map[string]int{}, map[string]int{}, map[string]int{}, 0
	for _, v := range d.devices {
		for _, a := range v.disk.Acked {
			items++
			kinds[a.Kind]++
			statuses[a.Status]++
			if a.Reason != "" {
				reasons[a.Reason]++
			}
		}
	}
	n := d.n
	d.t.Logf("%d items of %d volunteers in %d rounds: %v", items, len(d.devices), rounds, kinds)
	d.t.Logf("%d sends; lost %d on the way there, %d cut off, %d answers on the way back; %d kills; %d RETRY; %d requests given to others",
		n.sends, n.lostThere, n.cut, n.lostBack, n.kills, n.retry, n.reassigned)
	d.t.Logf("answers %v; not done because of %v", statuses, reasons)
	if items < 10*volunteersOfDay || n.lostThere*n.cut*n.lostBack*n.kills*n.reassigned == 0 || statuses["CONFLICT"] == 0 || statuses["ALREADY_DONE"] == 0 {
		d.t.Error("too little happened on this day to show anything")
	}
	for reason := range maps.Keys(reasons) {
		if !slices.Contains([]string{"ALREADY_CLAIMED", "NOT_HOLDER", "WRONG_STATE", "SIGNUP_FULL", "SIGNUP_COLLIDES", "NOT_FOUND"}, reason) {
			d.t.Errorf("nothing on this day should be refused because of %s", reason)
		}
	}
}

// reader reads as the system.
func (d *offlineDay) reader() (context.Context, *ent.Client) {
	ctx := access.AsSystem(context.Background(), "test")
	return ctx, d.w.Store.Reader(ctx)
}
