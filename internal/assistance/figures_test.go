package assistance_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/ent/logstanding"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

func TestAHundredReviewsAtOnceHaveTheirOwnResults(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.held(t, w.citizen, w.volunteer)
		var items []assistance.LogReviewItem
		for i := range 97 {
			item := assistance.LogReviewItem{LogID: w.log(t, r).ID, Decision: assistance.Approve}
			if i%3 == 0 {
				item.Decision, item.Comment = assistance.Reject, ptr("Không đúng giờ.")
			}
			items = append(items, item)
		}
		items = append(items, items[1], assistance.LogReviewItem{LogID: r.ID, Decision: assistance.Approve},
			assistance.LogReviewItem{LogID: items[2].LogID, Decision: assistance.Reject})
		results := must[[]*assistance.LogReviewResult](t)(w.ReviewLogs(w.admin, assistance.ReviewLogsInput{Items: items}))
		for i, got := range results {
			want := map[int]string{97: "WRONG_STATE", 98: "NOT_FOUND", 99: "REASON_REQUIRED"}[i]
			switch {
			case got.LogID != items[i].LogID, want == "" && (got.Error != nil || got.Log == nil), want != "" && (got.Error == nil || got.Error.Key != want):
				t.Errorf("item %d: %+v, want %q", i, got.Error, want)
			}
		}
		_, err := w.ReviewLogs(w.admin, assistance.ReviewLogsInput{Items: append(items, items[0])})
		refused(t, err, fault.LimitExceeded, "TOO_MANY_REVIEWS")
		_, err = w.ReviewLogs(w.admin, assistance.ReviewLogsInput{})
		refused(t, err, fault.BadUserInput, "NO_REVIEWS")
	})
}

func TestNobodyReviewsWhatTheyDidOrReceived(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		both := w.person(t, "Đặng Thị Thảo", role("VOLUNTEER", w.ward), role("ADMIN", w.ward))
		mine := must[*ent.AssistanceLog](t)(w.logAt(both, w.held(t, w.citizen, both), nil, 10))
		forMe := must[*ent.AssistanceLog](t)(w.logAt(w.colleague, w.held(t, both, w.colleague), nil, 10))
		for _, log := range []*ent.AssistanceLog{mine, forMe} {
			if key := w.review(t, both, log, assistance.Approve); key != "CONFLICT_OF_INTEREST" {
				t.Errorf("it is %q", key)
			}
			_, err := w.CorrectLog(both, assistance.CorrectLogInput{LogID: forMe.ID, Minutes: ptr(3), Reason: "Của tôi."})
			refused(t, err, fault.Conflict, "CONFLICT_OF_INTEREST")
		}
		if key := w.review(t, w.cityAdmin, mine, assistance.Approve); key != "" {
			t.Errorf("the city may: %s", key)
		}
		if key := w.review(t, w.strangerAdmin, mine, assistance.Approve); key != "NOT_FOUND" {
			t.Errorf("another ward: %q", key)
		}
	})
}

// recount reads every log and every review and does in Go what the sums do by index.
func (w *world) recount(t *testing.T, from, to calendar.Date) map[bool]string {
	t.Helper()
	corrected := map[gid.ID]bool{}
	logs := must[[]*ent.AssistanceLog](t)(w.store.Reader(system()).AssistanceLog.Query().All(system()))
	for _, l := range logs {
		if l.CorrectsID != nil {
			corrected[*l.CorrectsID] = true
		}
	}
	type total struct {
		sessions, minutes int
		people            map[gid.ID]bool
	}
	sums := map[bool]*total{true: {people: map[gid.ID]bool{}}, false: {people: map[gid.ID]bool{}}}
	for _, l := range logs {
		day := calendar.Today(l.HappenedAt)
		last, err := w.store.Reader(system()).LogReview.Query().Where(logreview.LogID(l.ID)).Order(ent.Desc(logreview.FieldCreatedAt, logreview.FieldID)).First(system())
		word := ""
		if err == nil {
			word = last.Status
		}
		if corrected[l.ID] || word == "REJECTED" || day.Before(from) || day.After(to) {
			continue
		}
		sum := sums[word == "APPROVED" || word == "CONFIRMED" && !l.Overlaps]
		sum.sessions, sum.minutes = sum.sessions+1, sum.minutes+l.Minutes
		sum.people[l.HelpRequestID] = true
	}
	out := map[bool]string{}
	for counted, sum := range sums {
		out[counted] = fmt.Sprint(sum.sessions, sum.minutes, len(sum.people))
	}
	return out
}

func TestTheSumsAreThoseOfASlowRecount(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var requests []*ent.HelpRequest
		for range 4 {
			requests = append(requests, w.held(t, w.citizen, w.volunteer))
		}
		var logs []*ent.AssistanceLog
		rapid.Check(t, func(rt *rapid.T) {
			for range rapid.IntRange(1, 6).Draw(rt, "steps") {
				w.clock.Advance(time.Duration(rapid.IntRange(1, 900).Draw(rt, "wait")) * time.Minute)
				if len(logs) == 0 || rapid.Bool().Draw(rt, "log") {
					made, err := w.logAt(w.volunteer, requests[rapid.IntRange(0, 3).Draw(rt, "request")], nil, rapid.IntRange(1, 480).Draw(rt, "minutes"))
					if err != nil {
						rt.Fatal(err)
					}
					logs = append(logs, made)
					continue
				}
				log := logs[rapid.IntRange(0, len(logs)-1).Draw(rt, "which")]
				switch rapid.IntRange(0, 4).Draw(rt, "deed") { // most are refused in some states
				case 0:
					_, _ = w.ConfirmLog(w.citizen, assistance.ConfirmLogInput{LogID: log.ID})
				case 1:
					_, _ = w.DisputeLog(w.citizen, assistance.DisputeLogInput{LogID: log.ID, ReasonCode: logreview.ReasonCodeOTHER})
				case 2:
					w.review(t, w.admin, log, assistance.Approve)
				case 3:
					w.review(t, w.admin, log, assistance.Reject)
				default:
					if made, err := w.CorrectLog(w.volunteer, assistance.CorrectLogInput{LogID: log.ID, Minutes: ptr(rapid.IntRange(1, 480).Draw(rt, "corrected")), Reason: "Sửa."}); err == nil {
						logs = append(logs, made)
					}
				}
			}
			today := calendar.Today(w.clock.Now())
			from, to := today.AddDays(-rapid.IntRange(0, 40).Draw(rt, "from")), today
			f, err := w.Figures(w.admin, w.ward.ID, from, to)
			if err != nil {
				rt.Fatal(err)
			}
			want := w.recount(t, from, to)
			for counted, got := range map[bool]*assistance.Total{true: f.Counted, false: f.Waiting} {
				if text := fmt.Sprint(*got.Sessions, *got.Minutes, *got.People); text != want[counted] {
					rt.Fatalf("counted %v: %s, recounted %s", counted, text, want[counted])
				}
			}
		})
	})
}

func TestWhatWasNotCountedIsNoZero(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		today := calendar.Today(w.clock.Now())
		count := func(who context.Context, people, dossiers *int) {
			t.Helper()
			must[[]*ent.WalkInCount](t)(w.RecordWalkIns(who, assistance.RecordWalkInsInput{UnitID: w.ward.ID, Day: today, Rows: []assistance.WalkInRow{
				{Group: ptr("civil_status"), Channel: assistancelog.KindIN_PERSON, People: people, Dossiers: dossiers},
			}}))
		}
		sum := func() *assistance.Counted {
			t.Helper()
			return must[*assistance.Figures](t)(w.Figures(w.admin, w.city.ID, today, today)).WalkIns
		}
		_, err := w.Figures(w.admin, w.city.ID, today, today)
		refused(t, err, fault.BadUserInput, "WHOLE_MONTH") // an admin of the ward is nobody in the city
		w.admin = w.cityAdmin
		if got := sum(); *got.Rows != 0 || got.People != nil || got.Dossiers != nil {
			t.Errorf("of nothing the sum is %v", got)
		}
		count(w.volunteer, nil, ptr(0))
		if got := sum(); got.People != nil || *got.PeopleMissing != 1 || *got.Dossiers != 0 || *got.DossiersMissing != 0 {
			t.Errorf("people %v, dossiers %v", got.People, got.Dossiers)
		}
		count(w.colleague, ptr(12), nil)
		if got := sum(); *got.Rows != 2 || *got.People != 12 || *got.PeopleMissing != 1 || *got.Dossiers != 0 || *got.DossiersMissing != 1 {
			t.Errorf("the sum is %v", got)
		}
		count(w.volunteer, ptr(3), nil) // takes the place of the first
		if got := sum(); *got.Rows != 2 || *got.People != 15 || got.Dossiers != nil || *got.DossiersMissing != 2 {
			t.Errorf("the sum is %v", got)
		}
	})
}

// TestTheListsAndSumsAreServedByAnIndex looks at the plans among some hundred rows.
func TestTheListsAndSumsAreServedByAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.held(t, w.citizen, w.volunteer)
		log := w.log(t, r)
		w.many(t, r, 400)
		traced := func(who context.Context, tables ...string) context.Context {
			return store.TraceStatements(who, func(query string, args []any) {
				for _, table := range tables {
					if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "FROM `"+table+"`") {
						continue
					}
					plan := storetest.Explain(t, w.store, query, args)
					if strings.Contains(plan, "SCAN "+table) || strings.Contains(plan, table+" ALL") || strings.Contains(plan, "NULL ALL") ||
						strings.Contains(query, "ORDER BY") && (strings.Contains(plan, "TEMP B-TREE FOR ORDER") || strings.Contains(plan, "filesort")) {
						t.Errorf("%s\n%s", query, plan)
					}
				}
			})
		}
		today := calendar.Today(w.clock.Now())
		must[*assistance.Figures](t)(w.Figures(traced(w.admin, "log_standings", "walk_in_counts"), w.ward.ID, today.AddDays(-300), today))
		must[*assistance.ServiceTime](t)(w.MyService(traced(w.volunteer, "log_standings")))
		list := must[*page.Connection[*ent.AssistanceLog]](t)(w.ToReview(traced(w.admin, "log_standings"), w.ward.ID, page.Args{}))
		must[*page.Connection[*ent.AssistanceLog]](t)(w.ToReview(traced(w.admin, "log_standings"), w.ward.ID, page.Args{After: list.PageInfo.EndCursor}))
		must[*page.Connection[*ent.WalkInCount]](t)(w.WalkIns(traced(w.admin, "walk_in_counts"), w.ward.ID, page.Args{}))
		must[*page.Connection[*ent.Certificate]](t)(w.MyCertificates(traced(w.volunteer, "certificates"), page.Args{}))
		must[*assistance.Check](t)(w.VerifyCertificate(traced(w.visitor, "certificates"), "AAAA"))
		must[[]*ent.LogReview](t)(w.ReviewsOf(traced(w.citizen, "log_reviews"), log))
		must[*ent.AssistanceLog](t)(w.logAt(traced(w.volunteer, "assistance_logs"), r, ptr(w.clock.Now().Add(-30*24*time.Hour)), 5))
	})
}

// many writes standings of logs at all times, without asking the rules.
func (w *world) many(t *testing.T, r *ent.HelpRequest, n int) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		for i := range n {
			u, at := w.ward, tx.Now.Add(-time.Duration(i)*23*time.Hour)
			if i%2 == 0 {
				u = w.other
			}
			log, err := tx.AssistanceLog.Create().SetHelpRequestID(r.ID).SetVolunteerID(me(w.colleague)).SetKind(assistancelog.KindPHONE).
				SetOutcome(assistancelog.OutcomeCONTINUES).SetMinutes(5).SetHappenedAt(at).SetLoggedAt(at).Save(ctx)
			if err != nil {
				return struct{}{}, err
			}
			if err := tx.LogReview.Create().SetLogID(log.ID).SetUnitID(u.ID).SetUnitPath(u.Path).SetVerb("confirmLog").SetActorID(me(w.citizen)).
				SetRole(logreview.RoleCITIZEN).SetStatus("CONFIRMED").Exec(ctx); err != nil {
				return struct{}{}, err
			}
			if err := tx.LogStanding.Create().SetLogID(log.ID).SetHelpRequestID(r.ID).SetVolunteerID(me(w.colleague)).SetUnitID(u.ID).SetUnitPath(u.Path).
				SetStatus(logstanding.StatusRECORDED).SetTally(logstanding.TallyWAITING).SetOverlaps(false).SetDay(string(calendar.Today(at))).
				SetTopicGroup("civil_status").SetChannel(logstanding.ChannelPHONE).SetMinutes(5).SetOutcome(logstanding.OutcomeCONTINUES).SetReasonCode("").SetLoggedAt(at).Exec(ctx); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
}
