package team_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	entteam "gandan/ent/team"
	"gandan/ent/teammember"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/team"
)

// TestEveryListIsGivenByAnIndexInItsOrder reads each list among many rows and holds its plan on both databases.
func TestEveryListIsGivenByAnIndexInItsOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.members(t, 1)[0]
		s := w.plan(t, 3)
		w.many(t, who, s, 400)
		ten := page.Args{First: ptr(10)}
		past := true
		for name, read := range map[string]func(ctx context.Context) (int, error){
			"teams":           func(ctx context.Context) (int, error) { return size(w.Teams(ctx, nil, nil, ten)) },
			"teams of a unit": func(ctx context.Context) (int, error) { return size(w.Teams(ctx, &w.ward.ID, nil, ten)) },
			"help points":     func(ctx context.Context) (int, error) { return size(w.HelpPoints(ctx, team.PointFilter{}, ten)) },
			"help points of a unit": func(ctx context.Context) (int, error) {
				return size(w.HelpPoints(ctx, team.PointFilter{UnitID: &w.ward.ID}, ten))
			},
			"members":               func(ctx context.Context) (int, error) { return size(w.Members(ctx, w.team, nil, ten)) },
			"shifts of a team":      func(ctx context.Context) (int, error) { return size(w.ShiftsOf(ctx, w.team, nil, ten)) },
			"past shifts of a team": func(ctx context.Context) (int, error) { return size(w.ShiftsOf(ctx, w.team, &past, ten)) },
			"shifts of a unit":      func(ctx context.Context) (int, error) { return size(w.Shifts(ctx, w.ward.ID, nil, nil, ten)) },
			"sign-ups":              func(ctx context.Context) (int, error) { return size(w.Signups(ctx, s, ten)) },
		} {
			t.Run(name, func(t *testing.T) {
				if n, err := read(w.traced(t, w.admin, true)); err != nil || n != 10 {
					t.Errorf("%d rows (%v)", n, err)
				}
			})
		}
		for name, read := range map[string]func(ctx context.Context) (int, error){
			"my shifts":      func(ctx context.Context) (int, error) { return size(w.MyShifts(ctx, nil, ten)) },
			"my past shifts": func(ctx context.Context) (int, error) { return size(w.MyShifts(ctx, &past, ten)) },
			"my memberships": func(ctx context.Context) (int, error) { return size(w.MyMemberships(ctx, ten)) },
		} {
			t.Run(name, func(t *testing.T) {
				if n, err := read(w.traced(t, who, true)); err != nil || n != 10 {
					t.Errorf("%d rows (%v)", n, err)
				}
			})
		}
		t.Run("near", func(t *testing.T) { // the box comes from the index; what is in it is sorted
			if n, err := size(w.HelpPoints(w.traced(t, w.visitor, false), team.PointFilter{Near: &here}, ten)); err != nil || n != 10 {
				t.Errorf("%d rows (%v)", n, err)
			}
		})
		t.Run("the clock", func(t *testing.T) {
			w.clock.Set(w.at(1, 19))
			if err := w.Sweep(w.traced(t, context.Background(), false)); err != nil {
				t.Error(err)
			}
		})
	})
}

// traced complains of every statement on a table of the domain that reads it whole, or, when sorted, that no index gives in order.
func (w *world) traced(t *testing.T, who context.Context, sorted bool) context.Context {
	t.Helper()
	return store.TraceStatements(who, func(query string, args []any) {
		of := false
		for _, table := range []string{"teams", "team_members", "help_points", "shifts", "shift_signups"} {
			of = of || strings.Contains(query, "FROM `"+table+"`")
		}
		if !of || !strings.HasPrefix(query, "SELECT") {
			return
		}
		plan := storetest.Explain(t, w.store, query, args)
		whole := strings.Contains(plan, "SCAN teams") || strings.Contains(plan, "SCAN team_members") || strings.Contains(plan, "SCAN help_points") ||
			strings.Contains(plan, "SCAN shifts") || strings.Contains(plan, "SCAN shift_signups") || strings.Contains(plan, "s ALL ")
		unsorted := strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort")
		if whole || sorted && unsorted {
			t.Errorf("%s\n%s", query, plan)
		}
	})
}

func size[T any](c *page.Connection[T], err error) (int, error) {
	if err != nil || c == nil {
		return 0, err
	}
	return len(c.Nodes), nil
}

// many writes rows of every kind without asking the rules: half of them in the past.
func (w *world) many(t *testing.T, who context.Context, s *ent.Shift, n int) {
	t.Helper()
	w.scatter(t, n)
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		id := actorOf(who).ID
		for i := range n {
			at := tx.Now.Add(time.Duration(i-n/2) * 6 * time.Hour)
			team := tx.Team.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetName("Đội").SetKind(entteam.KindYOUTH).SetStatus(entteam.StatusACTIVE).SetCreatedAt(at)
			member := tx.TeamMember.Create().SetTeamID(w.team.ID).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetAccountID(id).SetCreatedAt(at).
				SetStatus(teammember.StatusACTIVE).SetFromOn(w.day(0)).SetToOn(w.day(9)).SetSkills([]string{})
			sid := tx.NewID(gid.Shift)
			row := tx.Shift.Create().SetID(sid).SetTeamID(w.team.ID).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetPlace(shift.PlaceREMOTE).
				SetStartsAt(at).SetEndsAt(at.Add(time.Hour)).SetCapacity(3).SetStatus(shift.StatusPLANNED)
			other := tx.ShiftSignup.Create().SetShiftID(s.ID).SetTeamID(w.team.ID).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetAccountID(id).
				SetStatus(shiftsignup.StatusSIGNED_UP).SetStartsAt(at).SetEndsAt(at.Add(time.Hour)).SetCreatedAt(at)
			for _, save := range []func(context.Context) error{team.Exec, member.Exec, row.Exec, other.Exec} {
				if err := save(ctx); err != nil {
					return struct{}{}, err
				}
			}
		}
		return struct{}{}, nil
	})
}

// TestAPageOfShiftsCostsTheSameHoweverManyThereAre asks thirty shifts what a sign-up would be answered, as one response does.
func TestAPageOfShiftsCostsTheSameHoweverManyThereAre(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.members(t, 1)[0]
		all := make([]*ent.Shift, 30)
		for i := range all {
			all[i] = w.plan(t, 3, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(2+i, 8), w.at(2+i, 9) })
		}
		w.signed(t, who, all[7])
		ctx, counter := store.CountStatements(who)
		ctx = page.WithLoaders(ctx, 100*time.Millisecond)
		atOnce(len(all), func(i int) {
			want := team.SignedUp
			if i == 7 {
				want = team.Already
			}
			if got, err := w.CanSignUp(ctx, all[i]); err != nil || got != want {
				t.Errorf("shift %d is answered %s (%v)", i, got, err)
			}
			if _, err := w.ShiftActions(ctx, all[i]); err != nil {
				t.Error(err)
			}
		})
		if n := counter.Statements(); n != 2 {
			t.Errorf("they cost %d statements, want 2", n)
		}
	})
}
