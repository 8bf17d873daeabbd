package app

import (
	"context"
	"fmt"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"gandan/ent/assistancelog"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/helptally"
	"gandan/ent/logstanding"
	"gandan/ent/procedureversion"
	"gandan/ent/procedureword"
	"gandan/ent/requestescalation"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/contact"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
	"gandan/internal/procedure"
	"gandan/internal/store"
)

func by(actor access.Actor) context.Context { return access.With(context.Background(), actor) }

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// tally is the count of a mark in a month, and what of it is shown.
func tally(a *App, month, mark string) string {
	row, err := a.Store.Reader(system()).HelpTally.Query().Where(helptally.Series("RATED_RESIDENT"), helptally.Month(month), helptally.Mark(mark)).Only(system())
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%d shown %d", row.Count, row.Shown)
}

func TestMarksOfAnOlderProgramGoIntoTheTalliesAndNotOneStaysWithItsRequest(t *testing.T) {
	eachOlder(t, func(t *testing.T, o *older) {
		a, err := o.start()
		o.must(err)
		o.requireMarks(a)
	})
}

func (o *older) requireMarks(a *App) {
	t := o.t
	t.Helper()
	same(t, "January", tally(a, "2026-01", "ALL"), "250 shown 250")
	for score := 1; score <= 5; score++ {
		same(t, "January", tally(a, "2026-01", fmt.Sprintf("SCORE_%d", score)), "50 shown 50")
	}
	same(t, "December", tally(a, "2025-12", "ALL"), "1 shown 0")
	same(t, "December", tally(a, "2025-12", "SCORE_2"), "1 shown 0")
	requests := a.Store.Reader(system()).HelpRequest.Query()
	same(t, "marks with their requests", requests.Clone().Where(helprequest.RatingNotNil()).CountX(system()), 0)
	same(t, "rated requests", requests.Clone().Where(helprequest.Rated(true)).CountX(system()), ratedThen+1)
	r := a.Store.Reader(system()).HelpRequest.GetX(system(), o.rated[7])
	same(t, "the words with a mark", *r.RatingComment, "Nhanh.")
	same(t, "its holder", *r.VolunteerID, o.volunteer.ID)
}

func TestARequestThatWasRatedBeforeIsNotCountedAgain(t *testing.T) {
	eachOlder(t, func(t *testing.T, o *older) {
		a, err := o.start()
		o.must(err)
		deeds := []error{second(a.Helpdesk.Claim(by(o.volunteer), helpdesk.ClaimHelpRequestInput{ID: o.reopened})), second(a.Helpdesk.LogAssistance(by(o.volunteer),
			helpdesk.LogAssistanceInput{HelpRequestID: o.reopened, Kind: assistancelog.KindPHONE, Outcome: assistancelog.OutcomeRESOLVED, Minutes: 5})),
			second(a.Helpdesk.Confirm(by(o.citizen), helpdesk.ConfirmHelpInput{ID: o.reopened, Rating: 5}))}
		for _, err := range deeds {
			o.must(err)
		}
		same(t, "marks", a.Store.Reader(system()).HelpTally.Query().Where(helptally.Mark("ALL"), helptally.Month("2026-03")).CountX(system()), 0)
	})
}

func second[T any](_ T, err error) error { return err }

func TestAProcedureOfAnOlderProgramKeepsWhatWasImportedAndIsFound(t *testing.T) {
	eachOlder(t, func(t *testing.T, o *older) {
		a, err := o.start()
		o.must(err)
		o.requireProcedures(a)
	})
}

func (o *older) requireProcedures(a *App) {
	t := o.t
	t.Helper()
	version := func(id gid.ID) string {
		v, err := a.Store.Reader(system()).ProcedureVersion.Query().Where(procedureversion.ProcedureID(id)).Only(system())
		if err != nil {
			return err.Error()
		}
		return fmt.Sprintf("%s %s %d-%d %s, %s, %s, %s", v.ServiceLevel, v.Channels, *v.TimeMin, *v.TimeMax, v.TimeUnit, v.TimeNote, v.FeesSeen, v.AsOf)
	}
	same(t, "of the owner", version(o.own), "NOT_STATED ONLINE|IN_PERSON 3-5 working_day, từ ngày đủ hồ sơ, 8000|15000, 2025-12")
	same(t, "changed by the owner", version(o.changed),
		"NOT_STATED ONLINE|POSTAL|IN_PERSON 1-9 working_day, theo quy trình của phường, 0, 2026-07-20 snapshot")
	plain := a.Store.Reader(system()).ProcedureVersion.Query().Where(procedureversion.ProcedureID(o.plain)).OnlyX(system())
	same(t, "the basis of one that came with the program", plain.LevelBasis, "snapshot only says whether an online channel exists (S4)")
	wanted := "cong chieng"
	found, err := a.Catalogue.Procedures(by(o.citizen), &wanted, procedure.Filter{}, page.Args{})
	o.must(err)
	if len(found.Nodes) != 1 || found.Nodes[0].ID != o.own {
		t.Errorf("by its words %d are found", len(found.Nodes))
	}
	same(t, "procedures with the words of the owner",
		a.Store.Reader(system()).ProcedureWord.Query().Where(procedureword.Word("ruoc")).CountX(system()), 230)
	same(t, "with a first version", a.Store.Reader(system()).ProcedureVersion.Query().CountX(system()), a.Store.Reader(system()).Procedure.Query().CountX(system()))
	p := a.Store.Reader(system()).Procedure.GetX(system(), o.own)
	if p.ServiceLevel != nil || p.TimeMin != nil || p.TimeNote != nil {
		t.Error("the old place is not empty")
	}
}

func TestSessionsOfAnOlderProgramStandAsRecordedAndMayBeConfirmed(t *testing.T) {
	eachOlder(t, func(t *testing.T, o *older) {
		a, err := o.start()
		o.must(err)
		o.requireStandings(a)
		o.must(second(a.Assistance.ConfirmLog(by(o.citizen), assistance.ConfirmLogInput{LogID: o.known})))
		s := a.Store.Reader(system()).LogStanding.Query().Where(logstanding.LogID(o.known)).OnlyX(system())
		same(t, "the confirmed session", s.Status, logstanding.StatusCONFIRMED)
	})
}

func (o *older) requireStandings(a *App) {
	t := o.t
	t.Helper()
	all := a.Store.Reader(system()).LogStanding.Query()
	same(t, "standings", all.Clone().CountX(system()), ratedThen+2)
	same(t, "recorded ones that wait", all.Clone().Where(logstanding.StatusEQ(logstanding.StatusRECORDED), logstanding.TallyEQ(logstanding.TallyWAITING)).CountX(system()), ratedThen+2)
}

func TestOldRequestsAreQueuedClaimedEscalatedWatchedAndTalkedAbout(t *testing.T) {
	eachOlder(t, func(t *testing.T, o *older) {
		a, err := o.start()
		o.must(err)
		for _, order := range []string{helpdesk.Oldest, helpdesk.Newest, helpdesk.UrgentFirst} {
			queue, err := a.Helpdesk.Queue(by(o.volunteer), o.ward, helprequest.StatusOPEN, order, page.Args{})
			o.must(err)
			same(t, "open ones, "+order, len(queue.Nodes), 2)
			if len(queue.Nodes) == 2 && order != helpdesk.Newest {
				same(t, "the first, "+order, queue.Nodes[0].ID, o.open)
			}
		}
		r := a.Store.Reader(system()).HelpRequest.GetX(system(), o.open)
		same(t, "its level", a.Helpdesk.Escalation(r).Level, helpdesk.LevelAdmin)
		o.must(a.Helpdesk.Sweep(context.Background()))
		told := a.Store.Reader(system()).RequestEscalation.Query().Where(requestescalation.HelpRequestID(o.open)).CountX(system())
		same(t, "levels told", told, 2)
		held := a.Store.Reader(system()).HelpRequest.GetX(system(), o.claimed)
		same(t, "the held one", held.Status, helprequest.StatusCLAIMED)
		if held.IdleSince == nil || !held.IdleSince.Equal(o.clock.Now()) {
			t.Errorf("it is watched since %v and not from now on", held.IdleSince)
		}
		o.must(second(a.Helpdesk.Claim(by(o.volunteer), helpdesk.ClaimHelpRequestInput{ID: o.open})))
		o.must(second(a.Talks.SendMessage(by(o.citizen), contact.SendMessageInput{RequestID: o.claimed, Body: "Chiều nay tôi ở nhà."})))
		o.must(second(a.Talks.RevealContact(by(o.volunteer), contact.RevealContactInput{RequestID: o.claimed, Basis: contactreveal.BasisCONSENT})))
		phone := phoneID
		again, err := a.Helpdesk.LogAssistance(by(o.volunteer), helpdesk.LogAssistanceInput{
			ClientID: &phone, HelpRequestID: o.begun, Kind: assistancelog.KindPHONE, Outcome: assistancelog.OutcomeCONTINUES, Minutes: 15,
		})
		o.must(err)
		same(t, "a log that is sent again", again.Log.ID, o.sent)
		o.must(second(a.Helpdesk.Reopen(by(o.citizen), helpdesk.ReopenHelpRequestInput{ID: o.resolved, Reason: "Chưa xong."})))
	})
}

// TestAnUpgradeThatIsCutOffGoesOnAndASecondStartChangesNothing has the database fail in the second batch of each step.
func TestAnUpgradeThatIsCutOffGoesOnAndASecondStartChangesNothing(t *testing.T) {
	eachOlder(t, func(t *testing.T, o *older) {
		o.must(store.Migrate(t.Context(), o.dialect, o.at))
		procedures := o.breakAt("procedures", "UPDATE", "NEW.service_level IS NULL AND NEW.code = '9.101229'")
		logs := o.breakAt("log_standings", "INSERT", fmt.Sprintf("NEW.log_id = x'%x'", o.sent[:]))
		marks := o.breakAt("help_requests", "UPDATE", fmt.Sprintf("NEW.rating IS NULL AND NEW.id = x'%x'", o.rated[ratedThen-1][:]))
		o.refused()
		same(t, "procedures left", o.count("SELECT COUNT(*) FROM procedures WHERE service_level IS NOT NULL"), 33)
		procedures()
		o.refused()
		same(t, "marks left", o.count("SELECT COUNT(*) FROM help_requests WHERE rating IS NOT NULL"), 51)
		same(t, "marks counted", o.count("SELECT SUM(count) FROM help_tallies WHERE mark = 'ALL'"), 200)
		same(t, "standings", o.count("SELECT COUNT(*) FROM log_standings"), 200)
		logs()
		marks()
		a, err := o.start()
		o.must(err)
		o.requireAll(a)
		before := o.changes()
		o.clock.Advance(time.Minute)
		a, err = o.start()
		o.must(err)
		o.requireAll(a)
		same(t, "what was changed last", o.changes(), before)
	})
}

func (o *older) requireAll(a *App) {
	o.t.Helper()
	o.requireMarks(a)
	o.requireProcedures(a)
	o.requireStandings(a)
}

// breakAt makes the database refuse a write, until the answer is called.
func (o *older) breakAt(table, write, when string) (mend func()) {
	o.t.Helper()
	name, body := "broken_"+table, " WHEN "+when+" BEGIN SELECT RAISE(ABORT, 'broken'); END"
	if o.dialect == dialect.MySQL {
		body = " FOR EACH ROW IF " + when + " THEN SIGNAL SQLSTATE '45000'; END IF"
	}
	o.exec("CREATE TRIGGER " + name + " BEFORE " + write + " ON " + table + body)
	return func() { o.exec("DROP TRIGGER " + name) }
}

// refused starts the program, which must fail.
func (o *older) refused() {
	o.t.Helper()
	if a, err := o.start(); err == nil || a != nil {
		o.t.Fatal("the program started on a database that refuses its writes")
	}
}

func (o *older) count(query string) (n int) {
	o.t.Helper()
	o.must(o.db.QueryRowContext(context.Background(), query).Scan(&n))
	return n
}

// changes are the last instants at which rows changed, and how many rows there are.
func (o *older) changes() string {
	var all string
	for _, table := range []string{"help_requests", "procedures", "procedure_versions", "log_standings"} {
		var last string
		o.must(o.db.QueryRowContext(context.Background(), "SELECT CONCAT(COUNT(*), ' ', MAX(updated_at)) FROM "+table).Scan(&last))
		all += table + " " + last + "\n"
	}
	return all + fmt.Sprint(o.count("SELECT COUNT(*) FROM procedure_words"), o.count("SELECT SUM(count) FROM help_tallies"))
}
