package helpdesk

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/ent/helptally"
	"gandan/ent/predicate"
	"gandan/ent/solvedanswer"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/store"
)

// Step is how many answers of a unit in a month it takes to move the numbers that are shown; fewer are never shown
// (rights_care.csv, trends). Readers see published numbers only, all marks of a series at once, so that the difference of two
// readings is that of Step answers or of none. What fills no step stays unseen. Tallies hold no times and are made together,
// so that no row ties a mark to whoever was there at that instant. The numbers of a wider unit are sums of published ones and
// say nothing that those did not.
const Step = 10

// Series is what is counted by unit and month. Residents and enterprises have series of their own and no common total.
type Series string

// The series.
const (
	SeriesResidents    Series = "RATED_RESIDENT"
	SeriesEnterprises  Series = "RATED_ENTERPRISE"
	SeriesSolved       Series = "SOLVED"
	SeriesReferred     Series = "REFERRED"
	SeriesCouldNotHelp Series = "COULD_NOT_HELP"
	SeriesCancelled    Series = "CANCELLED"
	SeriesReleased     Series = "RELEASED"
)

// everyone is the mark that every answer gives: its tally is the number of answers, and its row the gate of the month.
const everyone = "ALL"

func scoreMark(score int) string { return "SCORE_" + strconv.Itoa(score) }

// ratingsOf is the series of ratings of whom help is asked for.
func ratingsOf(kind helprequest.ApplicantKind) Series {
	if kind == helprequest.ApplicantKindENTERPRISE {
		return SeriesEnterprises
	}
	return SeriesResidents
}

// marks lists every mark that an answer of the series can give, the common one first.
func (series Series) marks() []string {
	all := []string{everyone}
	switch series {
	case SeriesResidents, SeriesEnterprises:
		for score := leastRating; score <= mostRating; score++ {
			all = append(all, scoreMark(score))
		}
		return append(all, codes(ServiceReasons())...)
	case SeriesSolved:
		return append(all, string(solvedanswer.SolvedYES), string(solvedanswer.SolvedPARTLY), string(solvedanswer.SolvedNO))
	case SeriesReferred, SeriesCouldNotHelp, SeriesCancelled, SeriesReleased, seriesOfNotSolved:
	}
	return append(all, series.reasons()...)
}

// reasons lists the codes of a series of reasons, the missing one last.
func (series Series) reasons() []string {
	var all []string
	switch series {
	case SeriesReferred:
		all = codes([]ReferralReason{OtherAuthority, NeedsOriginals, Complaint, NotOnline, LegalAdvice, OtherOfReferral})
	case SeriesCouldNotHelp:
		all = codes([]CouldNotHelpReason{
			SystemDown, IdentityNotActive, ForgottenPassword, PapersMissing, DataMismatch, NoDevice, NoNetwork, PersonAbsent,
			FearOfFraud, OtherOfFailure,
		})
	case SeriesCancelled:
		all = codes([]CancelReason{SolvedMyself, NoLongerNeeded, WaitedTooLong, OtherOfCancel})
	case SeriesReleased:
		all = codes([]ReleaseReason{NoTime, TooFar, NotMyField, CitizenNotReached, TakenByMistake, OtherOfRelease})
	case SeriesResidents, SeriesEnterprises, SeriesSolved, seriesOfNotSolved:
	}
	return append(all, noCode)
}

func codes[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = string(c)
	}
	return out
}

// pot is where the answers of a series go in this month.
type pot struct {
	request *ent.HelpRequest
	series  Series
	month   string
}

// count adds one answer with its marks to the series of the request's unit in this month, and publishes when a step is full.
// The system counts, since nobody reads tallies.
func count(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, series Series, given ...string) error {
	marks := make(map[string]int, len(given))
	for _, mark := range given {
		marks[mark] = 1
	}
	p := pot{request: r, series: series, month: monthOf(tx.Now)}
	return p.add(access.AsSystem(ctx, "helpdesk"), tx, 1, marks)
}

// monthOf is the local month of an instant.
func monthOf(at time.Time) string { return string(calendar.Today(at))[:monthLength] }

// add counts so many answers, and how many of them gave each mark. The row of everyone is the gate: whoever holds it counts alone.
func (p pot) add(ctx context.Context, tx *store.Tx, answers int, marks map[string]int) error {
	waiting, err := p.enter(ctx, tx, answers)
	if err != nil {
		return err
	}
	for _, mark := range slices.Sorted(maps.Keys(marks)) {
		if err := tx.HelpTally.Update().Where(p.rows(mark)).AddCount(marks[mark]).Exec(ctx); err != nil {
			return err
		}
	}
	if waiting < Step {
		return nil
	}
	return p.publish(ctx, tx)
}

func (p pot) rows(marks ...string) predicate.HelpTally {
	mine := []predicate.HelpTally{helptally.UnitID(p.request.UnitID), helptally.Series(string(p.series)), helptally.Month(p.month)}
	if len(marks) > 0 {
		mine = append(mine, helptally.MarkIn(marks...))
	}
	return helptally.And(mine...)
}

// enter counts more answers at the gate and says how many have come since the last publication. The first ones make the
// rows of all marks; of two who are first at once, one breaks the unique rule and is run again.
func (p pot) enter(ctx context.Context, tx *store.Tx, answers int) (waiting int, err error) {
	n, err := tx.HelpTally.Update().Where(p.rows(everyone)).AddCount(answers).Save(ctx)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return answers, p.prepare(ctx, tx, answers)
	}
	row, err := tx.HelpTally.Query().Where(p.rows(everyone)).Only(ctx)
	if err != nil {
		return 0, err
	}
	return row.Count - row.Shown, nil
}

// prepare makes the rows of all marks with the first answers in the common one; no row says by its id when its mark was given.
func (p pot) prepare(ctx context.Context, tx *store.Tx, answers int) error {
	var rows []*ent.HelpTallyCreate
	for _, mark := range p.series.marks() {
		create := tx.HelpTally.Create().SetUnitID(p.request.UnitID).SetUnitPath(p.request.UnitPath).
			SetSeries(string(p.series)).SetMonth(p.month).SetMark(mark)
		if mark == everyone {
			create.SetCount(answers)
		}
		rows = append(rows, create)
	}
	return tx.HelpTally.CreateBulk(rows...).Exec(ctx)
}

// publish shows what was counted so far, every mark at once. The rows are read as they are now: the step would otherwise miss
// what others gave meanwhile, and show it alone later.
func (p pot) publish(ctx context.Context, tx *store.Tx) error {
	rows, err := tx.HelpTally.Query().Where(p.rows(), locked).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range slices.DeleteFunc(rows, func(t *ent.HelpTally) bool { return t.Count == t.Shown }) {
		if err := tx.HelpTally.Update().Where(helptally.ID(row.ID)).SetShown(row.Count).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// locked reads the newest rows and keeps others from them. SQLite has one writer at a time and no words for it.
func locked(s *sql.Selector) {
	if s.Dialect() != dialect.SQLite {
		s.ForUpdate()
	}
}
