package assistance

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/logstanding"
	"gandan/ent/walkincount"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Total is a sum of sessions. People are requests helped with, each once. A number that is hidden is nil.
type Total struct {
	Hidden   bool
	Sessions *int
	Minutes  *int
	People   *int
}

// Cell is the sum of one group of procedures and one channel. A person helped by two channels stands in two cells, so that cells do
// not add up to the whole.
type Cell struct {
	Group   string
	Channel assistancelog.Kind
	Counted *Total
	Waiting *Total // nil for the public
}

// Counted is a sum of counts of walk-ins. Rows is of how many it consists and the missing ones are those that counted something else:
// they are no zeros, and people and dossiers are never added up or taken from each other (youth_facts.csv, Y028).
type Counted struct {
	Hidden          bool
	Rows            *int
	People          *int // nil when no row counted them
	PeopleMissing   *int
	Dossiers        *int
	DossiersMissing *int
}

// WalkInCell is the sum of one group and one channel.
type WalkInCell struct {
	Group   string
	Channel assistancelog.Kind
	Counts  *Counted
}

// Figures are what a report may say of a unit and those below it in a period.
type Figures struct {
	UnitID      gid.ID
	From, To    calendar.Date
	Exact       bool
	HiddenBelow int
	Counted     *Total
	Waiting     *Total // nil for the public
	Cells       []*Cell
	WalkIns     *Counted
	WalkInCells []*WalkInCell
}

// mostCells bounds the cells that are shown.
const mostCells = 300

// Figures are the sums of the unit and those below it, from the first day to the last, both included.
//
// Admins of the unit read them exactly, and what waits as well. Everybody else reads one whole month that is over, in steps of ten:
// windows that could be shifted by a day, or a number that moves by one, would tell of single people.
//
// NOT_FOUND for an unknown unit; BAD_USER_INPUT with keys BAD_PERIOD, PERIOD_TOO_LONG and WHOLE_MONTH.
func (s *Service) Figures(ctx context.Context, unitID gid.ID, from, to calendar.Date) (*Figures, error) {
	if err := s.checkedPeriod(from, to, "to"); err != nil {
		return nil, err
	}
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	viewer, _ := access.From(ctx)
	f := &Figures{UnitID: u.ID, From: from, To: to, HiddenBelow: s.policy.Step, Exact: access.Can(viewer, access.ReadFigures, access.Object{Path: u.Path})}
	if !f.Exact && !wholeMonth(from, to, calendar.Today(s.store.Now())) {
		return nil, fault.Bad("to", "WHOLE_MONTH")
	}
	if err := s.sessions(ctx, f, u); err != nil {
		return nil, store.Translate(err)
	}
	if err := s.walkIns(ctx, f, u); err != nil {
		return nil, store.Translate(err)
	}
	if !f.Exact {
		f.coarsen(s.policy.Step)
	}
	return f, nil
}

func (s *Service) checkedPeriod(from, to calendar.Date, field string) error {
	switch {
	case to.Before(from):
		return fault.Bad(field, "BAD_PERIOD")
	case !to.Before(from.AddDays(s.policy.MostPeriodInDays)):
		return fault.Bad(field, "PERIOD_TOO_LONG").With("days", s.policy.MostPeriodInDays)
	}
	return nil
}

// wholeMonth says that the period is one month of the calendar that is over.
func wholeMonth(from, to, today calendar.Date) bool {
	next := to.AddDays(1)
	return from[8:] == "01" && next[8:] == "01" && from[:7] == to[:7] && to.Before(today)
}

// sum is one row of a statement.
type sum struct {
	Tally    logstanding.Tally  `json:"tally"`
	Group    string             `json:"topic_group"`
	Channel  assistancelog.Kind `json:"channel"`
	Sessions int                `json:"sessions"`
	Minutes  int                `json:"minutes"`
	People   int                `json:"people"`
}

func (r sum) total() *Total {
	return &Total{Sessions: &r.Sessions, Minutes: &r.Minutes, People: &r.People}
}

// inPeriod are the standings of the unit and below that stand for something; the sums need nothing but one index.
func (s *Service) inPeriod(ctx context.Context, f *Figures, u *ent.Unit) *ent.LogStandingQuery {
	return s.store.Reader(ctx).LogStanding.Query().Where(access.Under(u.Path), logstanding.DayGTE(string(f.From)), logstanding.DayLTE(string(f.To)),
		logstanding.TallyNEQ(logstanding.TallyOUT))
}

func sums() []ent.AggregateFunc {
	return []ent.AggregateFunc{
		ent.As(ent.Count(), "sessions"), ent.As(ent.Sum(logstanding.FieldMinutes), "minutes"),
		func(s *sql.Selector) string {
			return sql.As("COUNT(DISTINCT "+s.C(logstanding.FieldHelpRequestID)+")", "people")
		},
	}
}

// sessions sums up what was logged. Nobody reads single standings here, so the system does.
func (s *Service) sessions(ctx context.Context, f *Figures, u *ent.Unit) error {
	ctx = asSystem(ctx)
	var whole, parts []sum
	if err := s.inPeriod(ctx, f, u).GroupBy(logstanding.FieldTally).Aggregate(sums()...).Scan(ctx, &whole); err != nil {
		return err
	}
	if err := s.inPeriod(ctx, f, u).GroupBy(logstanding.FieldTally, logstanding.FieldTopicGroup, logstanding.FieldChannel).
		Aggregate(sums()...).Scan(ctx, &parts); err != nil {
		return err
	}
	f.Counted, f.Waiting, f.Cells = sum{}.total(), sum{}.total(), []*Cell{}
	for _, row := range whole {
		if row.Tally == logstanding.TallyCOUNTED {
			f.Counted = row.total()
		} else {
			f.Waiting = row.total()
		}
	}
	for _, row := range parts {
		c := f.cell(row.Group, row.Channel)
		if row.Tally == logstanding.TallyCOUNTED {
			c.Counted = row.total()
		} else {
			c.Waiting = row.total()
		}
	}
	slices.SortFunc(f.Cells, func(a, b *Cell) int {
		return slices.Compare([]string{a.Group, string(a.Channel)}, []string{b.Group, string(b.Channel)})
	})
	f.Cells = f.Cells[:min(len(f.Cells), mostCells)]
	return nil
}

// cell is the one of the group and channel, made when it is not there.
func (f *Figures) cell(group string, channel assistancelog.Kind) *Cell {
	for _, c := range f.Cells {
		if c.Group == group && c.Channel == channel {
			return c
		}
	}
	c := &Cell{Group: group, Channel: channel, Counted: sum{}.total(), Waiting: sum{}.total()}
	f.Cells = append(f.Cells, c)
	return c
}

// counted is one row of the statement on walk-ins.
type counted struct {
	Group    string             `json:"topic_group"`
	Channel  assistancelog.Kind `json:"channel"`
	Rows     int                `json:"counts"`
	Peopled  int                `json:"peopled"` // rows that counted people
	Filed    int                `json:"filed"`   // rows that counted dossiers
	People   *int               `json:"people"`
	Dossiers *int               `json:"dossiers"`
}

func (r counted) counts() *Counted {
	peopleMissing, dossiersMissing := r.Rows-r.Peopled, r.Rows-r.Filed
	return &Counted{Rows: &r.Rows, People: r.People, PeopleMissing: &peopleMissing, Dossiers: r.Dossiers, DossiersMissing: &dossiersMissing}
}

// walkIns sums up the newest version of each slot.
func (s *Service) walkIns(ctx context.Context, f *Figures, u *ent.Unit) error {
	ctx = asSystem(ctx)
	var parts []counted
	err := s.store.Reader(ctx).WalkInCount.Query().Where(access.Under(u.Path), walkincount.DayGTE(string(f.From)), walkincount.DayLTE(string(f.To)), newest).
		GroupBy(walkincount.FieldTopicGroup, walkincount.FieldChannel).
		Aggregate(ent.As(ent.Count(), "counts"), countOf(walkincount.FieldPeople, "peopled"), countOf(walkincount.FieldDossiers, "filed"),
			ent.As(ent.Sum(walkincount.FieldPeople), "people"), ent.As(ent.Sum(walkincount.FieldDossiers), "dossiers")).Scan(ctx, &parts)
	if err != nil {
		return err
	}
	var whole counted
	f.WalkInCells = []*WalkInCell{}
	for _, row := range parts {
		whole.Rows, whole.Peopled, whole.Filed = whole.Rows+row.Rows, whole.Peopled+row.Peopled, whole.Filed+row.Filed
		whole.People, whole.Dossiers = plus(whole.People, row.People), plus(whole.Dossiers, row.Dossiers)
		f.WalkInCells = append(f.WalkInCells, &WalkInCell{Group: row.Group, Channel: row.Channel, Counts: row.counts()})
	}
	f.WalkIns = whole.counts()
	slices.SortFunc(f.WalkInCells, func(a, b *WalkInCell) int {
		return slices.Compare([]string{a.Group, string(a.Channel)}, []string{b.Group, string(b.Channel)})
	})
	f.WalkInCells = f.WalkInCells[:min(len(f.WalkInCells), mostCells)]
	return nil
}

func countOf(column, as string) ent.AggregateFunc {
	return func(s *sql.Selector) string { return sql.As(sql.Count(s.C(column)), as) }
}

// newest keeps the rows of which no later version is there.
func newest(s *sql.Selector) {
	later := sql.Dialect(s.Dialect()).Table(walkincount.Table).As("later")
	s.Where(sql.NotExists(sql.Dialect(s.Dialect()).Select(later.C(walkincount.FieldID)).From(later).Where(sql.And(
		sql.ColumnsEQ(later.C(walkincount.FieldSlot), s.C(walkincount.FieldSlot)),
		sql.ColumnsGT(later.C(walkincount.FieldVersion), s.C(walkincount.FieldVersion)),
	))))
}

// plus adds what may be missing: missing and missing is missing.
func plus(a, b *int) *int {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	n := *a + *b
	return &n
}

// coarsen leaves what the public reads: people and sessions in full steps, nothing below one, no minutes and nothing that waits.
func (f *Figures) coarsen(step int) {
	f.Waiting = nil
	f.Counted = f.Counted.coarse(step)
	for _, c := range f.Cells {
		c.Waiting, c.Counted = nil, c.Counted.coarse(step)
	}
	f.WalkIns = f.WalkIns.coarse(step)
	for _, c := range f.WalkInCells {
		c.Counts = c.Counts.coarse(step)
	}
	// A cell that shows nothing is left out: that it exists is something too.
	f.Cells = slices.DeleteFunc(f.Cells, func(c *Cell) bool { return c.Counted.Hidden })
	f.WalkInCells = slices.DeleteFunc(f.WalkInCells, func(c *WalkInCell) bool { return c.Counts.Hidden })
}

func (t *Total) coarse(step int) *Total {
	if *t.People < step {
		return &Total{Hidden: true}
	}
	return &Total{Sessions: floor(t.Sessions, step), People: floor(t.People, step)}
}

func (c *Counted) coarse(step int) *Counted {
	out := &Counted{People: floor(c.People, step), Dossiers: floor(c.Dossiers, step)}
	out.Hidden = out.People == nil && out.Dossiers == nil
	return out
}

// floor is the full steps of a number, nil below one.
func floor(n *int, step int) *int {
	if n == nil || *n < step {
		return nil
	}
	full := *n / step * step
	return &full
}

// ServiceTime is how long somebody served, for themselves alone.
type ServiceTime struct {
	CountedSessions, CountedMinutes int
	WaitingSessions, WaitingMinutes int
}

// MyService is how long the viewer has served: what counts, and what waits for a word.
func (s *Service) MyService(ctx context.Context) (*ServiceTime, error) {
	viewer, _ := access.From(ctx)
	var rows []sum
	err := s.store.Reader(ctx).LogStanding.Query().Where(logstanding.VolunteerID(viewer.ID), logstanding.TallyNEQ(logstanding.TallyOUT)).
		GroupBy(logstanding.FieldTally).Aggregate(ent.As(ent.Count(), "sessions"), ent.As(ent.Sum(logstanding.FieldMinutes), "minutes")).
		Scan(asSystem(ctx), &rows)
	out := &ServiceTime{}
	for _, r := range rows {
		if r.Tally == logstanding.TallyCOUNTED {
			out.CountedSessions, out.CountedMinutes = r.Sessions, r.Minutes
		} else {
			out.WaitingSessions, out.WaitingMinutes = r.Sessions, r.Minutes
		}
	}
	return out, store.Translate(err)
}
