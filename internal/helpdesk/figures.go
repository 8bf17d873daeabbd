package helpdesk

import (
	"cmp"
	"context"
	"math"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/helptally"
	"gandan/ent/logstanding"
	"gandan/ent/predicate"
	"gandan/ent/solvedanswer"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// How many months one question may be about.
const (
	mostMonths       = 36
	mostReasonMonths = 12
)

// HelpSatisfactionMonth is how content those were whose requests were closed in a month.
type HelpSatisfactionMonth struct {
	Month       string
	Hidden      bool
	HiddenBelow int
	Answers     *int
	Average     *float64 // to two decimals
	Marks       []*ServiceMarkCount
	Reasons     []*ServiceReasonCount
}

// ServiceMarkCount is how many gave a mark.
type ServiceMarkCount struct{ Mark, Count int }

// ServiceReasonCount is how many named a reason.
type ServiceReasonCount struct {
	Reason ServiceReason
	Count  int
}

// SolvedMonth is what was answered in a month to whether it was solved.
type SolvedMonth struct {
	Month           string
	Hidden          bool
	HiddenBelow     int
	Yes, Partly, No *int
}

// ReasonSeries is a series of reasons.
type ReasonSeries string

// ReasonMonth is how often each reason was named in a month.
type ReasonMonth struct {
	Month       string
	Series      ReasonSeries
	Hidden      bool
	HiddenBelow int
	Counts      []*ReasonCodeCount
}

// ReasonCodeCount is how often a code was given; nil when hidden.
type ReasonCodeCount struct {
	Code  string
	Words string // in the language of the caller
	Count *int
}

// Satisfaction is how content residents, or enterprises, were with the help of a unit and those below, by month: what is
// published of it. Anybody may read it.
// BAD_USER_INPUT with keys BAD_MONTH, MONTHS_BACKWARDS and TOO_MANY_MONTHS; NOT_FOUND.
func (s *Service) Satisfaction(ctx context.Context, unitID gid.ID, kind helprequest.ApplicantKind, from, to string) ([]*HelpSatisfactionMonth, error) {
	months, err := monthsOf(from, to, mostMonths)
	if err != nil {
		return nil, err
	}
	place, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	series := ratingsOf(kind)
	shown, err := s.shown(ctx, place, months, series)
	out := make([]*HelpSatisfactionMonth, len(months))
	for i, m := range months {
		out[i] = contentIn(m, shown[cell{series, m}])
	}
	return out, err
}

// contentIn puts the published numbers of a month together.
func contentIn(month string, shown map[string]int) *HelpSatisfactionMonth {
	out := &HelpSatisfactionMonth{Month: month, Hidden: true, HiddenBelow: Step, Marks: []*ServiceMarkCount{}, Reasons: []*ServiceReasonCount{}}
	answers, sum := shown[everyone], 0
	if answers < Step {
		return out
	}
	for score := leastRating; score <= mostRating; score++ {
		n := shown[scoreMark(score)]
		sum += score * n
		out.Marks = append(out.Marks, &ServiceMarkCount{Mark: score, Count: n})
	}
	for _, r := range ServiceReasons() {
		out.Reasons = append(out.Reasons, &ServiceReasonCount{Reason: r, Count: shown[string(r)]})
	}
	average := math.Round(100*float64(sum)/float64(answers)) / 100
	out.Hidden, out.Answers, out.Average = false, &answers, &average
	return out
}

// SolvedFigures is what citizens of a unit and those below answered to whether it was solved, by month, for admins of the unit.
// BAD_USER_INPUT as Satisfaction; NOT_FOUND; FORBIDDEN.
func (s *Service) SolvedFigures(ctx context.Context, unitID gid.ID, from, to string) ([]*SolvedMonth, error) {
	months, shown, err := s.figures(ctx, unitID, from, to, mostMonths, SeriesSolved)
	out := make([]*SolvedMonth, len(months))
	for i, m := range months {
		out[i] = &SolvedMonth{Month: m, Hidden: true, HiddenBelow: Step}
		if n := shown[cell{SeriesSolved, m}]; n[everyone] >= Step {
			yes, partly, no := n[string(solvedanswer.SolvedYES)], n[string(solvedanswer.SolvedPARTLY)], n[string(solvedanswer.SolvedNO)]
			out[i].Hidden, out[i].Yes, out[i].Partly, out[i].No = false, &yes, &partly, &no
		}
	}
	return out, err
}

// reasonSeries lists the series of reasons in the order in which they are shown.
func reasonSeries() []Series {
	return []Series{SeriesReferred, SeriesCouldNotHelp, SeriesCancelled, SeriesReleased}
}

// ReasonFigures is why matters of a unit and those below were referred, could not be helped, were withdrawn or given back, by
// month, for admins of the unit.
// BAD_USER_INPUT as Satisfaction; NOT_FOUND; FORBIDDEN.
func (s *Service) ReasonFigures(ctx context.Context, unitID gid.ID, from, to string) ([]*ReasonMonth, error) {
	months, shown, err := s.figures(ctx, unitID, from, to, mostReasonMonths, SeriesCancelled, SeriesReleased)
	if err == nil {
		err = s.addReasonsOfLogs(ctx, unitID, months, shown)
	}
	out := []*ReasonMonth{}
	for _, m := range months {
		for _, series := range reasonSeries() {
			out = append(out, reasonsIn(ctx, m, series, shown[cell{series, m}]))
		}
	}
	return out, err
}

// reasonsIn shows the counts of at least Step. A step is full at a multiple of Step, which would give a lone hidden count
// away: then the smallest of the others is hidden with it.
func reasonsIn(ctx context.Context, month string, series Series, shown map[string]int) *ReasonMonth {
	out := &ReasonMonth{Month: month, Series: ReasonSeries(series), Hidden: true, HiddenBelow: Step, Counts: []*ReasonCodeCount{}}
	if shown[everyone] < Step {
		return out
	}
	out.Hidden = false
	hidden, smallest := 0, (*ReasonCodeCount)(nil)
	for _, code := range series.reasons() {
		c := &ReasonCodeCount{Code: code, Words: inWordsOf(ctx, series, code)}
		if n := shown[code]; n >= Step {
			c.Count = &n
			if smallest == nil || n < *smallest.Count {
				smallest = c
			}
		} else {
			hidden++
		}
		out.Counts = append(out.Counts, c)
	}
	if hidden == 1 && smallest != nil {
		smallest.Count = nil
	}
	return out
}

// figures reads published numbers for an admin of the unit.
func (s *Service) figures(ctx context.Context, unitID gid.ID, from, to string, most int, series ...Series) ([]string, map[cell]map[string]int, error) {
	months, err := monthsOf(from, to, most)
	if err != nil {
		return nil, nil, err
	}
	place, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, nil, err
	}
	if viewer, _ := access.From(ctx); !access.Can(viewer, access.ReadHelpFigures, access.Object{Path: place.Path}) {
		return nil, nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	shown, err := s.shown(ctx, place, months, series...)
	return months, shown, err
}

// cell is a series in a month.
type cell struct {
	series Series
	month  string
}

// shown adds the published numbers of a unit and those below up, by mark. Nobody reads tallies, so the system does.
func (s *Service) shown(ctx context.Context, place *ent.Unit, months []string, series ...Series) (map[cell]map[string]int, error) {
	where := predicate.HelpTally(access.Under(place.Path))
	if undivided(place) {
		where = helptally.UnitID(place.ID)
	}
	var rows []struct {
		Series, Month, Mark string
		Sum                 int
	}
	err := s.store.Reader(ctx).HelpTally.Query().
		Where(where, helptally.SeriesIn(codes(series)...), helptally.MonthGTE(months[0]), helptally.MonthLTE(months[len(months)-1])).
		GroupBy(helptally.FieldSeries, helptally.FieldMonth, helptally.FieldMark).
		Aggregate(ent.As(ent.Sum(helptally.FieldShown), "sum")).Scan(access.AsSystem(ctx, "helpdesk"), &rows)
	found := map[cell]map[string]int{}
	for _, row := range rows {
		at := cell{Series(row.Series), row.Month}
		if found[at] == nil {
			found[at] = map[string]int{}
		}
		found[at][row.Mark] = row.Sum
	}
	return found, store.Translate(err)
}

// addReasonsOfLogs counts the reasons that stand in the logs themselves, by the month in which the session was; a corrected log
// counts no more. Admins read each log, so these counts need no steps.
func (s *Service) addReasonsOfLogs(ctx context.Context, unitID gid.ID, months []string, into map[cell]map[string]int) error {
	place, err := s.territory.Unit(unitID)
	if err != nil {
		return err
	}
	var rows []struct {
		Outcome    string
		Day        string
		ReasonCode string `sql:"reason_code"`
		Count      int
	}
	err = s.store.Reader(ctx).LogStanding.Query().
		Where(access.Under(place.Path), logstanding.OutcomeIn(logstanding.OutcomeREFERRED, logstanding.OutcomeCOULD_NOT_HELP),
			logstanding.DayGTE(months[0]), logstanding.DayLT(months[len(months)-1]+"~"), logstanding.StatusNEQ(logstanding.StatusCORRECTED)).
		GroupBy(logstanding.FieldOutcome, logstanding.FieldDay, logstanding.FieldReasonCode).
		Aggregate(ent.As(ent.Count(), "count")).Scan(access.AsSystem(ctx, "helpdesk"), &rows)
	for _, row := range rows {
		at := cell{Series(row.Outcome), row.Day[:monthLength]}
		if into[at] == nil {
			into[at] = map[string]int{}
		}
		into[at][cmp.Or(row.ReasonCode, noCode)] += row.Count
		into[at][everyone] += row.Count
	}
	return store.Translate(err)
}

// monthsOf lists the months from the first to the last, at most so many.
func monthsOf(from, to string, most int) ([]string, error) {
	const layout = "2006-01"
	first, err := time.Parse(layout, from)
	if err != nil {
		return nil, fault.Bad("fromMonth", "BAD_MONTH")
	}
	last, err := time.Parse(layout, to)
	switch {
	case err != nil:
		return nil, fault.Bad("toMonth", "BAD_MONTH")
	case last.Before(first):
		return nil, fault.Bad("toMonth", "MONTHS_BACKWARDS")
	case !last.Before(first.AddDate(0, most, 0)):
		return nil, fault.Bad("toMonth", "TOO_MANY_MONTHS").With("max", most)
	}
	months := []string{}
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		months = append(months, m.Format(layout))
	}
	return months, nil
}
