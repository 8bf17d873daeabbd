package helpdesk

import (
	"context"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Ledger hears of each log in the transaction that writes it.
type Ledger interface {
	Recorded(ctx context.Context, tx *store.Tx, log *ent.AssistanceLog, r *ent.HelpRequest) error
}

// Tell has the ledger hear of each log from now on. It is set while the app is built, before anything is served.
func (s *Service) Tell(l Ledger) { s.ledger = l }

func (s *Service) recorded(ctx context.Context, tx *store.Tx, log *ent.AssistanceLog, r *ent.HelpRequest) error {
	if s.ledger == nil {
		return nil
	}
	return s.ledger.Recorded(ctx, tx, log, r)
}

// session is when a log began, and whether another one of the volunteer ran then.
type session struct {
	at       time.Time
	overlaps bool
}

// sessionFits holds that nobody helps in two places at once. A log with a time that another log of the volunteer covers is refused;
// one that ends now is kept, since its person is on the phone, and marked.
// CONFLICT with key SESSION_OVERLAPS, which says when the other one was and nothing more of it.
func sessionFits(ctx context.Context, tx *store.Tx, in LogAssistanceInput, at time.Time) (overlaps bool, err error) {
	other, err := running(ctx, tx, tx.Actor.ID, span(at, in.Minutes), nil)
	if err != nil || other == nil || in.HappenedAt == nil {
		return other != nil, err
	}
	return true, overlap(other).At("input.happenedAt")
}

func overlap(other *ent.AssistanceLog) *fault.Error {
	when, show := span(other.HappenedAt, other.Minutes), "15:04, 02/01/2006"
	return fault.New(fault.Conflict, "SESSION_OVERLAPS").
		With("from", when.from.In(calendar.Zone()).Format(show)).With("until", when.until.In(calendar.Zone()).Format(show)).
		Show("from", when.from.Format(time.RFC3339)).Show("until", when.until.Format(time.RFC3339))
}

// period is a time from which on, and until which but not at which, somebody helped.
type period struct{ from, until time.Time }

func span(at time.Time, minutes int) period {
	return period{at, at.Add(time.Duration(minutes) * time.Minute)}
}

// running is a log of the volunteer that covers a part of the period, the earliest; nil without one. A log that was corrected has
// given its time to the correction. The row of the account is locked first, so that of two logs at once the second sees the first.
func running(ctx context.Context, tx *store.Tx, volunteer gid.ID, when period, except *gid.ID) (*ent.AssistanceLog, error) {
	ctx = access.AsSystem(ctx, "helpdesk")
	if err := lockSessions(ctx, tx, volunteer); err != nil {
		return nil, err
	}
	rows, err := tx.AssistanceLog.Query().Where(assistancelog.VolunteerID(volunteer),
		assistancelog.HappenedAtGT(when.from.Add(-mostMinutes*time.Minute)), assistancelog.HappenedAtLT(when.until)).
		Order(assistancelog.ByHappenedAt()).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if !span(row.HappenedAt, row.Minutes).until.After(when.from) || except != nil && *except == row.ID {
			continue
		}
		if corrected, err := tx.AssistanceLog.Query().Where(assistancelog.CorrectsID(row.ID)).Exist(ctx); err != nil || !corrected {
			return row, err
		}
	}
	return nil, nil //nolint:nilnil // nothing ran then
}

// lockSessions keeps other logs of the volunteer waiting. SQLite has one writer at a time and no words for it.
func lockSessions(ctx context.Context, tx *store.Tx, volunteer gid.ID) error {
	_, err := tx.Account.Query().Where(account.ID(volunteer), func(s *sql.Selector) {
		if s.Dialect() != dialect.SQLite {
			s.ForUpdate()
		}
	}).Exist(ctx)
	return err
}

// Correct writes the log that takes the place of another: want is the original with what changes, its CorrectsID and its
// CorrectionReason. The request stays where the original led it.
// CONFLICT with key SESSION_OVERLAPS, unless the original overlapped already; ALREADY_DONE when it was corrected meanwhile.
func (s *Service) Correct(ctx context.Context, tx *store.Tx, want *ent.AssistanceLog) (*ent.AssistanceLog, error) {
	other, err := running(ctx, tx, want.VolunteerID, span(want.HappenedAt, want.Minutes), want.CorrectsID)
	switch {
	case err != nil:
		return nil, err
	case other != nil && !want.Overlaps:
		return nil, overlap(other).At("input.minutes")
	}
	log, err := tx.AssistanceLog.Create().SetHelpRequestID(want.HelpRequestID).SetVolunteerID(want.VolunteerID).
		SetKind(want.Kind).SetOutcome(want.Outcome).SetNillableNote(want.Note).SetMinutes(want.Minutes).SetHappenedAt(want.HappenedAt).
		SetLoggedAt(tx.Now).SetNillableDossierCode(want.DossierCode).SetOverlaps(other != nil).
		SetNillableCorrectsID(want.CorrectsID).SetNillableCorrectionReason(want.CorrectionReason).Save(ctx)
	if err != nil {
		return nil, err
	}
	r, err := tx.HelpRequest.Query().Where(helprequest.ID(want.HelpRequestID)).Only(access.AsSystem(ctx, "helpdesk"))
	if err != nil {
		return nil, err
	}
	return log, s.recorded(ctx, tx, log, r)
}
