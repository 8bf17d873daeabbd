package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/receptionbooking"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// FinishReceptionBookingInput is how a person was received. PromisedOn belongs to PROMISED and ForwardedToID to FORWARDED.
type FinishReceptionBookingInput struct {
	ID            gid.ID
	Outcome       receptionbooking.Outcome
	PromisedOn    *string // local day
	ForwardedToID *gid.ID
	Note          *string
}

// Finish writes down how somebody was received. What cannot be answered at once is promised for a working day, since the person
// must be told when an answer will come (Luật Tiếp công dân 2013; M027). Of a complaint or a denunciation no word is kept: with
// REDIRECTED no note is taken, and that of the person is wiped.
//
// BAD_USER_INPUT with keys TOO_LONG, REDIRECTED_WITHOUT_NOTE, PROMISE_DAY_REQUIRED, PROMISE_DAY_UNNEEDED, FORWARD_TO_REQUIRED,
// FORWARD_TO_UNNEEDED, PROMISE_NOT_AHEAD, PROMISE_NO_WORKING_DAY, PROMISE_TOO_FAR and UNKNOWN_ORGANISATION; NOT_FOUND,
// FORBIDDEN; CONFLICT with key WRONG_STATE.
func (s *Service) Finish(ctx context.Context, in FinishReceptionBookingInput) (*ent.ReceptionBooking, error) {
	if err := in.clean(); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		_, b, err := booking(ctx, tx, in.ID, finish)
		if err != nil {
			return nil, err
		}
		if err := s.promisable(in.PromisedOn, b.UnitPath, tx.Now); err != nil {
			return nil, err
		}
		if err := s.forwardable(ctx, in.ForwardedToID); err != nil {
			return nil, err
		}
		return move(ctx, tx, b, verbOf(in.Outcome), func(u *ent.ReceptionBookingUpdate) { in.set(tx.Now, u) })
	})
}

func verbOf(outcome receptionbooking.Outcome) string {
	switch outcome {
	case receptionbooking.OutcomePROMISED:
		return promise
	case receptionbooking.OutcomeWITHDRAWN:
		return withdraw
	default:
		return finish
	}
}

func (in *FinishReceptionBookingInput) clean() (err error) {
	if in.Note, err = noted("input.note", in.Note); err != nil {
		return err
	}
	promised, forwarded := in.Outcome == receptionbooking.OutcomePROMISED, in.Outcome == receptionbooking.OutcomeFORWARDED
	switch {
	case in.Outcome == receptionbooking.OutcomeREDIRECTED && in.Note != nil:
		return fault.Bad("input.note", "REDIRECTED_WITHOUT_NOTE")
	case promised && in.PromisedOn == nil:
		return fault.Bad("input.promisedOn", "PROMISE_DAY_REQUIRED")
	case !promised && in.PromisedOn != nil:
		return fault.Bad("input.promisedOn", "PROMISE_DAY_UNNEEDED")
	case forwarded && in.ForwardedToID == nil:
		return fault.Bad("input.forwardedToId", "FORWARD_TO_REQUIRED")
	case !forwarded && in.ForwardedToID != nil:
		return fault.Bad("input.forwardedToId", "FORWARD_TO_UNNEEDED")
	}
	return nil
}

func (in *FinishReceptionBookingInput) set(now time.Time, u *ent.ReceptionBookingUpdate) {
	u.SetFinishedAt(now).SetOutcome(in.Outcome).SetNillableAnswer(in.Note).SetNillableForwardedToID(in.ForwardedToID)
	if in.PromisedOn != nil {
		u.SetPromisedOn(*in.PromisedOn)
	}
	if in.Outcome == receptionbooking.OutcomeREDIRECTED {
		u.ClearNote()
	}
}

// promisable holds the day of an answer to a working day ahead, within the policy.
func (s *Service) promisable(on *string, unitPath string, now time.Time) error {
	if on == nil {
		return nil
	}
	day, today, within := calendar.Date(*on), calendar.Today(now), s.rule(promiseWithin, unitPath, now, s.policy.PromiseDays)
	switch {
	case !day.After(today):
		return fault.Bad("input.promisedOn", "PROMISE_NOT_AHEAD")
	case !s.calendar.IsWorkingDay(day):
		return fault.Bad("input.promisedOn", "PROMISE_NO_WORKING_DAY")
	case day.After(today.AddDays(within)):
		return fault.Bad("input.promisedOn", "PROMISE_TOO_FAR").With("days", within)
	}
	return nil
}

// forwardable holds the body that will answer to those that exist: a case may go to another unit.
func (s *Service) forwardable(ctx context.Context, id *gid.ID) error {
	if id == nil {
		return nil
	}
	_, err := s.territory.Organisation(ctx, *id)
	if fault.Is(err, fault.NotFound) {
		err = fault.Bad("input.forwardedToId", "UNKNOWN_ORGANISATION")
	}
	return err
}
