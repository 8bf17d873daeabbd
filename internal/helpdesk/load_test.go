package helpdesk_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
)

func TestTheLoadOfATeamIsByNameAndShowsWhatIsHeldNowAndWhatCollides(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.led()
		first, second, third := w.in(helprequest.StatusCLAIMED), w.in(helprequest.StatusCLAIMED), w.in(helprequest.StatusCLAIMED)
		w.in(helprequest.StatusRESOLVED)
		w.assigned(w.open(), w.colleague)
		for r, ahead := range map[*ent.HelpRequest]time.Duration{first: 2 * time.Hour, second: 150 * time.Minute, third: 5 * time.Hour} {
			_, err := w.agree(w.volunteer, r, ahead, time.Hour)
			must(t, err)
		}
		for _, by := range []context.Context{w.volunteer, w.admin, w.cityAdmin} {
			rows, err := w.Load(by, w.ward.ID)
			must(t, err)
			equal(t, "volunteers", len(rows), 2)
			equal(t, "Đ comes before V", rows[0].Volunteer.ID, me(w.volunteer))
			equal(t, "held", rows[0].Held, 3)
			equal(t, "held", rows[1].Held, 1)
			equal(t, "collisions", len(rows[0].Collisions), 1)
			equal(t, "none", len(rows[1].Collisions), 0)
			equal(t, "first", rows[0].Collisions[0].FirstID, first.ID)
			equal(t, "second", rows[0].Collisions[0].SecondID, second.ID)
			equal(t, "from", rows[0].Collisions[0].From, *w.now(second).AgreedFrom)
			equal(t, "to", rows[0].Collisions[0].To, *w.now(first).AgreedTo)
		}
		for by, key := range map[context.Context]fault.Key{w.colleague: "NOT_A_LEAD", w.strangerAdmin: "NOT_A_LEAD", w.citizen: "FORBIDDEN"} {
			_, err := w.Load(by, w.ward.ID)
			refused(t, err, fault.Forbidden, key)
		}
		_, err := w.Load(w.admin, first.ID)
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestTheLoadTakesAsManyStatementsForManyVolunteers(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		few := counted(w.admin, func(ctx context.Context) { _, err := w.Load(ctx, w.ward.ID); must(t, err) })
		for range 10 {
			helper := w.person("Tình nguyện viên", w.role(access.Volunteer, w.ward))
			w.assigned(w.open(), helper)
		}
		many := counted(w.admin, func(ctx context.Context) { _, err := w.Load(ctx, w.ward.ID); must(t, err) })
		equal(t, "statements", many, few)
		equal(t, "statements", few, 4)
		n := counted(w.admin, func(ctx context.Context) { _, err := w.Escalated(ctx, w.ward.ID, 1, first(20)); must(t, err) })
		equal(t, "statements of what is late", n, 8)
	})
}

func TestAnAgreedTimeIsBoundedToldAndGoneWithItsHolder(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		for _, c := range []struct {
			ahead, long time.Duration
			field       string
			key         fault.Key
		}{
			{time.Hour, 15*time.Minute - time.Microsecond, "input.to", "AGREED_TIME_LENGTH"},
			{time.Hour, 8*time.Hour + time.Microsecond, "input.to", "AGREED_TIME_LENGTH"},
			{time.Hour, -time.Hour, "input.to", "AGREED_TIME_LENGTH"},
			{-time.Microsecond, time.Hour, "input.from", "AGREED_TIME_PAST"},
			{60*24*time.Hour + time.Microsecond, time.Hour, "input.from", "AGREED_TIME_FAR"},
		} {
			_, err := w.agree(w.volunteer, r, c.ahead, c.long)
			refusedAt(t, err, c.field, c.key)
		}
		_, err := w.agree(w.colleague, r, time.Hour, time.Hour)
		refused(t, err, fault.Forbidden, "NOT_HOLDER")
		_, err = w.agree(w.neighbour, r, time.Hour, time.Hour)
		refused(t, err, fault.NotFound, "NOT_FOUND")
		out, err := w.agree(w.volunteer, r, time.Hour, 15*time.Minute)
		must(t, err)
		equal(t, "collides", out.Collides, false)
		_, err = w.agree(w.volunteer, r, 60*24*time.Hour, 8*time.Hour)
		must(t, err)
		told := w.facts(r, helpdesk.TimeAgreed)
		equal(t, "told", len(told), 2)
		equal(t, "from", told[0]["agreedFrom"], w.clock.Now().Add(time.Hour).Format(time.RFC3339))

		other := w.in(helprequest.StatusCLAIMED)
		collides, err := w.agree(w.volunteer, other, 60*24*time.Hour-time.Hour, 61*time.Minute)
		must(t, err)
		equal(t, "collides", collides.Collides, true)
		equal(t, "with", collides.CollidesWith[0].ID, r.ID)
		collides, err = w.agree(w.volunteer, other, 60*24*time.Hour-time.Hour, time.Hour)
		must(t, err)
		equal(t, "end to end is no collision", collides.Collides, false)

		must(t, w.assign(w.admin, other, w.colleague))
		equal(t, "gone with a reassignment", w.now(other).AgreedFrom, nil)
		_, err = w.Release(w.volunteer, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Ốm."})
		must(t, err)
		equal(t, "gone with a release", w.now(r).AgreedTo, nil)
	})
}

func TestACompanionReadsWhatTheHolderReadsAndLogsNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.atHome()
		equal(t, "missing", helpdesk.PairMissing(r), true)
		refused(t, w.pair(w.admin, r, w.colleague), fault.Conflict, "WRONG_STATE")
		_, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		_, err = w.Request(w.colleague, r.ID)
		refused(t, err, fault.NotFound, "NOT_FOUND")
		for to, key := range map[context.Context]fault.Key{
			w.volunteer: "HOLDS_IT_ALREADY", w.citizen: "CITIZEN_CANNOT_HELP", w.strangerVolunteer: "NOT_A_VOLUNTEER_HERE",
		} {
			refusedAt(t, w.pair(w.volunteer, r, to), "input.volunteerId", key)
		}
		refused(t, w.pair(w.colleague, r, w.colleague), fault.Forbidden, "NOT_HOLDER")
		refused(t, w.pair(w.citizen, r, w.colleague), fault.Forbidden, "NOT_HOLDER")
		refused(t, w.pair(w.strangerAdmin, r, w.colleague), fault.NotFound, "NOT_FOUND")
		must(t, w.pair(w.volunteer, r, w.colleague))
		seen, err := w.Request(w.colleague, r.ID)
		must(t, err)
		equal(t, "missing", helpdesk.PairMissing(seen), false)
		who, err := w.Citizen(w.colleague, seen)
		must(t, err)
		equal(t, "sees who asked", who.ID, me(w.citizen))
		equal(t, "reading leaves a record", len(w.people.records), 1)
		_, err = w.LogAssistance(w.colleague, logOf(r, "CONTINUES"))
		refused(t, err, fault.Forbidden, "NOT_HOLDER")
		equal(t, "told", w.facts(r, helpdesk.CompanionSet)[0]["newCompanionId"], me(w.colleague).String())

		must(t, w.pair(w.admin, r, nil))
		_, err = w.Request(w.colleague, r.ID)
		refused(t, err, fault.NotFound, "NOT_FOUND")
		must(t, w.pair(w.admin, r, w.colleague))
		_, err = w.Release(w.volunteer, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Ốm."})
		must(t, err)
		equal(t, "gone with the holder", w.now(r).CompanionID, nil)
	})
}

func TestOnlyVisitsAtHomeArePaired(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.Mode = helprequest.ModeREMOTE
		r, err := w.Create(w.citizen, in)
		must(t, err)
		_, err = w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		refused(t, w.pair(w.volunteer, w.now(r), w.colleague), fault.Conflict, "NOT_AT_HOME")
		equal(t, "missing", helpdesk.PairMissing(r), false)
	})
}
