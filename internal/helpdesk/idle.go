package helpdesk

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// idle is how long a holder may do nothing in a status, and how long before the end they are told, in working hours.
type idle struct {
	status        helprequest.Status
	period, ahead time.Duration
}

func (s *Service) idles() []idle {
	of := func(status helprequest.Status, period time.Duration) idle {
		return idle{status, period, min(s.policy.TellIdle, period/2)}
	}
	return []idle{
		of(helprequest.StatusASSIGNED, s.policy.Answer), of(helprequest.StatusCLAIMED, s.policy.Begin),
		of(helprequest.StatusIN_PROGRESS, s.policy.GoOn),
	}
}

// ReleasedAt is when the clock gives the request back to the queue unless the holder does something; nil while nobody holds it.
func (s *Service) ReleasedAt(r *ent.HelpRequest) *time.Time {
	for _, i := range s.idles() {
		if r.Status == i.status && r.IdleSince != nil {
			at := s.calendar.AddWorkingHours(*r.IdleSince, i.period)
			return &at
		}
	}
	return nil
}

// unwarned are the requests whose holder is to be told by now.
func (s *Service) unwarned(i idle, now time.Time) []predicate.HelpRequest {
	cut := s.calendar.SubWorkingHours(now, i.period-i.ahead)
	return []predicate.HelpRequest{helprequest.StatusEQ(i.status), helprequest.IdleSinceLTE(cut), helprequest.IdleToldAtIsNil()}
}

// overheld are the requests to be given back by now. After a standstill of ours the holder still has the time between the
// warning and the release.
func (s *Service) overheld(i idle, now time.Time) []predicate.HelpRequest {
	cut, told := s.calendar.SubWorkingHours(now, i.period), s.calendar.SubWorkingHours(now, i.ahead)
	return []predicate.HelpRequest{helprequest.StatusEQ(i.status), helprequest.IdleSinceLTE(cut), helprequest.IdleToldAtLTE(told)}
}

func (s *Service) eachIdle(ctx context.Context, where []predicate.HelpRequest, deed func(*ent.HelpRequest) error) error {
	q := s.store.Reader(ctx).HelpRequest.Query().Where(where...)
	return eachOf(ctx, q, helprequest.FieldIdleSince, func(r *ent.HelpRequest) time.Time { return *r.IdleSince }, deed)
}

// warnIdle tells the holders, each once.
func (s *Service) warnIdle(ctx context.Context, i idle) error {
	return s.eachIdle(ctx, s.unwarned(i, s.store.Now()), func(r *ent.HelpRequest) error {
		return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
			n, err := tx.HelpRequest.Update().Where(helprequest.ID(r.ID)).Where(s.unwarned(i, tx.Now)...).
				Where(stillHeldBy(r), helprequest.IdleSince(*r.IdleSince)).SetIdleToldAt(tx.Now).Save(ctx)
			if err != nil || n != 1 {
				return err
			}
			data := facts(r, holder(r), r.Status)
			data["releasedAt"] = s.calendar.AddWorkingHours(tx.Now, i.ahead).Format(time.RFC3339)
			return tx.Emit(ctx, RequestIdle, r.ID, data)
		})
	})
}

// releaseIdle gives the requests back to the queue. The clock of the request goes on.
func (s *Service) releaseIdle(ctx context.Context, i idle, told *known) error {
	return s.eachIdle(ctx, s.overheld(i, s.store.Now()), func(r *ent.HelpRequest) error {
		leads, err := told.at(ctx, LevelLead, r.UnitPath)
		if err != nil {
			return err
		}
		return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
			r, err := actedOn(ctx, tx, r.ID)
			if err != nil {
				return err
			}
			if r.Status != i.status {
				return fault.New(fault.Conflict, "CONFLICT")
			}
			row, err := s.arrow(tx.Actor, r, VerbReleaseIdle, tx.Now)
			if err != nil {
				return err
			}
			back := step{change: withoutHolder, facts: map[string]string{"leadIds": joined(leads)}, still: s.overheld(i, tx.Now)}
			_, err = follow(ctx, tx, r, row, back)
			return err
		})
	})
}
