package team_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/helppoint"
	"gandan/ent/shift"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/team"
)

// here is in Hà Đông.
var here = team.NearInput{Latitude: 20.9712, Longitude: 105.7788}

func pointAt(w *world, lat, lng float64) team.OpenHelpPointInput {
	return team.OpenHelpPointInput{
		UnitID: w.ward.ID, Name: "Điểm hỗ trợ", Address: "Số 2 phố Hà Cầu", Latitude: lat, Longitude: lng,
		Hours: []*team.OpeningHoursInput{{Weekday: 1, From: "08:00", To: "11:30"}, {Weekday: 3, From: "13:30", To: "24:00"}},
	}
}

// scatter writes points at random places up to about 80 km away, without asking the rules.
func (w *world) scatter(t *testing.T, n int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(1, 2))
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		rows := make([]*ent.HelpPointCreate, n)
		for i := range rows {
			far := math.Pow(dice.Float64(), 3) * 0.7
			lat, lng := here.Latitude+far*(dice.Float64()*2-1), here.Longitude+far*(dice.Float64()*2-1)
			if i%10 == 9 { // some stand at one place: the id decides
				lat, lng = here.Latitude+0.01, here.Longitude
			}
			rows[i] = tx.HelpPoint.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetName(fmt.Sprint(i)).SetAddress("Hà Đông").
				SetLatitudeE6(int(math.Round(lat * 1e6))).SetLongitudeE6(int(math.Round(lng * 1e6))).SetHours([]string{}).SetStatus(helppoint.StatusOPEN)
		}
		return struct{}{}, tx.HelpPoint.CreateBulk(rows...).Exec(ctx)
	})
}

// haversine is the distance on the sphere.
func haversine(p *ent.HelpPoint) float64 {
	rad := math.Pi / 180
	lat1, lat2 := here.Latitude*rad, float64(p.LatitudeE6)/1e6*rad
	dLat, dLng := lat2-lat1, (float64(p.LongitudeE6)/1e6-here.Longitude)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(lat1)*math.Cos(lat2)*math.Pow(math.Sin(dLng/2), 2)
	return 2 * 6_371_000 * math.Asin(math.Sqrt(h))
}

// TestTheNearestComeFirstAndEveryPageGoesOnFromTheLast pages in both directions over points that stand near, far and at one place.
func TestTheNearestComeFirstAndEveryPageGoesOnFromTheLast(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.scatter(t, 200)
		all := must[[]*ent.HelpPoint](t)(w.store.Reader(w.system).HelpPoint.Query().All(w.system))
		within := 0
		for _, p := range all {
			if haversine(p) < 49_900 {
				within++
			}
		}
		read := func(a page.Args) *page.Connection[*team.NearHelpPoint] {
			return must[*page.Connection[*team.NearHelpPoint]](t)(w.HelpPoints(w.visitor, team.PointFilter{Near: &here}, a))
		}
		var forward, backward []string
		last := -1
		for a := (page.Args{First: ptr(7)}); ; {
			c := read(a)
			for _, n := range c.Nodes {
				forward = append(forward, n.Point.ID.String())
				if *n.DistanceMetres < last {
					t.Fatalf("%d m comes behind %d m", *n.DistanceMetres, last)
				}
				last = *n.DistanceMetres
				if exact := haversine(n.Point); math.Abs(exact-float64(last)) > exact*0.003+1 {
					t.Errorf("%d m are %.0f m", last, exact)
				}
			}
			if !c.PageInfo.HasNextPage {
				break
			}
			a.After = c.PageInfo.EndCursor
		}
		for a := (page.Args{Last: ptr(9)}); ; {
			c := read(a)
			var ids []string
			for _, n := range c.Nodes {
				ids = append(ids, n.Point.ID.String())
			}
			backward = append(ids, backward...)
			if !c.PageInfo.HasPreviousPage {
				break
			}
			a.Before = c.PageInfo.StartCursor
		}
		if !slices.Equal(forward, backward) || len(forward) < within || last > 50_000 {
			t.Errorf("%d forward, %d backward, %d are within 50 km, the last is %d m away", len(forward), len(backward), within, last)
		}
		if n := must[int](t)(read(page.Args{}).TotalCount(w.visitor)); n != len(forward) {
			t.Errorf("counted %d of %d", n, len(forward))
		}
	})
}

func TestACursorHoldsForThePlaceItWasGivenFor(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.scatter(t, 20)
		c := must[*page.Connection[*team.NearHelpPoint]](t)(w.HelpPoints(w.visitor, team.PointFilter{Near: &here}, page.Args{First: ptr(2)}))
		_, err := w.HelpPoints(w.visitor, team.PointFilter{Near: &team.NearInput{Latitude: 21, Longitude: 105.8}}, page.Args{After: c.PageInfo.EndCursor})
		wantFault(t, err, fault.BadUserInput, "BAD_CURSOR")
		for _, far := range []team.NearInput{{48.8, 2.3}, {math.Inf(1), 105}, {math.NaN(), 105}, {20, 1e300}} {
			_, err := w.HelpPoints(w.visitor, team.PointFilter{Near: &far}, page.Args{})
			wantFault(t, err, fault.BadUserInput, "PLACE_OUTSIDE")
		}
		_, err = w.HelpPoints(w.visitor, team.PointFilter{UnitID: &w.team.ID}, page.Args{})
		wantFault(t, err, fault.BadUserInput, "WRONG_ID_KIND")
	})
}

func TestAHelpPointIsOpenInItsHoursButOnHolidaysOnlyWhereSaid(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		in := pointAt(w, 20.97, 105.78)
		in.Hours = append(in.Hours, &team.OpeningHoursInput{Weekday: 4, From: "08:00", To: "11:30"})
		usual := must[*ent.HelpPoint](t)(w.OpenHelpPoint(w.admin, in))
		in.OpenOnHolidays = ptr(true)
		always := must[*ent.HelpPoint](t)(w.OpenHelpPoint(w.admin, in))
		for at, want := range map[string][2]bool{ // Monday 2 March 2026 and Wednesday 4 March; Thursday 30 April is a holiday
			"2026-03-02T01:00:00Z": {true, true}, "2026-03-02T00:59:59Z": {false, false}, "2026-03-02T04:30:00Z": {false, false},
			"2026-03-03T01:00:00Z": {false, false}, "2026-03-04T16:59:59Z": {true, true}, "2026-03-04T17:00:00Z": {false, false},
			"2026-04-30T02:00:00Z": {false, true},
		} {
			w.clock.Set(must[time.Time](t)(time.Parse(time.RFC3339, at)))
			if got := [2]bool{w.OpenNow(usual), w.OpenNow(always)}; got != want {
				t.Errorf("at %s they are open %v, want %v", at, got, want)
			}
		}
	})
}

func TestWhatIsRefusedAboutAHelpPoint(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		open := func(by context.Context, change func(*team.OpenHelpPointInput)) error {
			in := pointAt(w, 20.97, 105.78)
			change(&in)
			_, err := w.OpenHelpPoint(by, in)
			return err
		}
		hours := func(rows ...*team.OpeningHoursInput) func(*team.OpenHelpPointInput) {
			return func(in *team.OpenHelpPointInput) { in.Hours = rows }
		}
		for _, c := range []struct {
			key    fault.Key
			change func(*team.OpenHelpPointInput)
		}{
			{"BAD_HOURS", hours(&team.OpeningHoursInput{Weekday: 8, From: "08:00", To: "09:00"})},
			{"BAD_HOURS", hours(&team.OpeningHoursInput{Weekday: 1, From: "9:00", To: "10:00"})},
			{"BAD_HOURS", hours(&team.OpeningHoursInput{Weekday: 1, From: "10:00", To: "10:00"})},
			{"BAD_HOURS", hours(&team.OpeningHoursInput{Weekday: 1, From: "08:00", To: "10:00"}, &team.OpeningHoursInput{Weekday: 1, From: "09:00", To: "11:00"})},
			{"TOO_MANY_ITEMS", hours(make([]*team.OpeningHoursInput, 22)...)},
			{"PLACE_OUTSIDE", func(in *team.OpenHelpPointInput) { in.Latitude, in.Longitude = in.Longitude, in.Latitude }},
			{"TOO_SHORT", func(in *team.OpenHelpPointInput) { in.Address = "x" }},
			{"UNIT_NOT_IN_FORCE", func(in *team.OpenHelpPointInput) { in.UnitID = w.gone.ID }},
		} {
			wantFault(t, open(w.admin, c.change), fault.BadUserInput, c.key)
		}
		wantFault(t, open(w.lead, func(*team.OpenHelpPointInput) {}), fault.Forbidden, "FORBIDDEN")
		wantFault(t, open(w.otherAdmin, func(*team.OpenHelpPointInput) {}), fault.Forbidden, "FORBIDDEN")

		p := must[*ent.HelpPoint](t)(w.OpenHelpPoint(w.admin, pointAt(w, 20.97, 105.78)))
		s := w.plan(t, 3, func(in *team.PlanShiftInput) { in.Place, in.HelpPointID = shift.PlaceHELP_POINT, &p.ID })
		shut := team.CloseHelpPointInput{ID: p.ID, Reason: "Chuyển địa điểm"}
		_, err := w.CloseHelpPoint(w.otherAdmin, shut)
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		_, err = w.CloseHelpPoint(w.admin, shut)
		wantFault(t, err, fault.Conflict, "POINT_HAS_SHIFTS")
		must[*ent.Shift](t)(w.CallOffShift(w.lead, team.CallOffShiftInput{ID: s.ID, Reason: "Điểm đóng"}))
		must[*ent.HelpPoint](t)(w.CloseHelpPoint(w.admin, shut))
		in := team.ChangeHelpPointInput{ID: p.ID, Name: "Điểm khác", Address: "Số 3 phố Hà Cầu", Latitude: 20.97, Longitude: 105.78}
		_, err = w.ChangeHelpPoint(w.admin, in)
		wantFault(t, err, fault.Conflict, "POINT_CLOSED")
		_, err = w.PlanShift(w.lead, team.PlanShiftInput{TeamID: w.team.ID, Place: shift.PlaceHELP_POINT, HelpPointID: &p.ID, StartsAt: w.at(2, 8), EndsAt: w.at(2, 9)})
		wantFault(t, err, fault.Conflict, "POINT_CLOSED")
		if list := must[*page.Connection[*team.NearHelpPoint]](t)(w.HelpPoints(w.visitor, team.PointFilter{UnitID: &w.ward.ID}, page.Args{})); len(list.Nodes) != 0 {
			t.Error("a closed point is listed")
		}
	})
}
