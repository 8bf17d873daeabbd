package offline

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/requestmessage"
	"gandan/ent/shiftsignup"
	"gandan/ent/walkincount"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/team"
)

// made is what a verb made, and whether it found it there, from a call by another way.
type made struct {
	object *gid.ID // a log, a message or a sign-up
	before bool
}

// do has the verb of the item do its work, in the transaction of the receipt.
func (u *Uploads) do(ctx context.Context, tx *store.Tx, d deed) (made, error) {
	var err error
	switch {
	case d.Log != nil:
		return u.doLog(ctx, tx, d)
	case d.WalkIns != nil:
		return u.doWalkIns(ctx, tx, d)
	case d.Message != nil:
		return u.doMessage(ctx, tx, d)
	case d.SignUp != nil:
		return u.doSignUp(ctx, d)
	case d.Leave != nil:
		return u.doLeave(ctx, tx, d)
	case d.Claim != nil:
		_, err = u.Helpdesk.Claim(ctx, *d.Claim)
	case d.Release != nil:
		_, err = u.Helpdesk.Release(ctx, *d.Release)
	case d.Accept != nil:
		_, err = u.Helpdesk.Accept(ctx, *d.Accept)
	case d.Decline != nil:
		_, err = u.Helpdesk.Decline(ctx, *d.Decline)
	default:
		err = fault.Bad("", "ONE_DEED_EACH") // check has said so before
	}
	return made{}, err
}

// doLog logs with both times. A log that does not say when the help began ended when it was written down.
func (u *Uploads) doLog(ctx context.Context, tx *store.Tx, d deed) (made, error) {
	in := *d.Log
	began := d.At.Add(-time.Duration(in.Minutes) * time.Minute)
	if in.HappenedAt != nil {
		began = *in.HappenedAt
	}
	began = began.UTC().Truncate(time.Microsecond)
	right := d.clock.right(began)
	in.ClientID, in.DeviceAt, in.HappenedAt = &d.ClientID, &began, &right
	before, err := tx.AssistanceLog.Query().
		Where(assistancelog.VolunteerID(tx.Actor.ID), assistancelog.ClientID(d.ClientID)).Exist(asUploads(ctx))
	if err != nil {
		return made{}, err
	}
	out, err := u.Helpdesk.LogAssistance(ctx, in)
	if err != nil {
		return made{}, err
	}
	return made{&out.Log.ID, before}, nil
}

// doWalkIns counts under the day that it really was.
func (u *Uploads) doWalkIns(ctx context.Context, tx *store.Tx, d deed) (made, error) {
	in := *d.WalkIns
	in.ClientID, in.Day = &d.ClientID, d.clock.rightDay(in.Day, d.At)
	before, err := tx.WalkInCount.Query().
		Where(walkincount.RecorderID(tx.Actor.ID), walkincount.ClientID(d.ClientID)).Exist(asUploads(ctx))
	if err != nil {
		return made{}, err
	}
	_, err = u.WalkIns.RecordWalkIns(ctx, in)
	return made{before: before}, err
}

func (u *Uploads) doMessage(ctx context.Context, tx *store.Tx, d deed) (made, error) {
	in := *d.Message
	in.ClientID = &d.ClientID
	before, err := tx.RequestMessage.Query().
		Where(requestmessage.AuthorID(tx.Actor.ID), requestmessage.ClientID(d.ClientID)).Exist(asUploads(ctx))
	if err != nil {
		return made{}, err
	}
	out, err := u.Talks.SendMessage(ctx, in)
	if err != nil {
		return made{}, err
	}
	return made{&out.Message.ID, before}, nil
}

// doSignUp signs up. What the verb answers instead of a place is why there is none.
func (u *Uploads) doSignUp(ctx context.Context, d deed) (made, error) {
	out, err := u.Shifts.SignUp(ctx, *d.SignUp)
	if err != nil {
		return made{}, err
	}
	if out.Answer != team.SignedUp && out.Answer != team.Already {
		return made{}, noPlace(out.Answer)
	}
	return made{&out.Signup.ID, out.Answer == team.Already}, nil
}

// noPlace is the answer to a sign-up as a fault: CONFLICT for what the world has made impossible, FORBIDDEN for what the person
// lacks.
func noPlace(a team.Answer) error {
	switch a {
	case team.CalledOff, team.TooLate, team.Collides, team.Full:
		return fault.New(fault.Conflict, fault.Key("SIGNUP_"+a)).At("input.shiftId")
	default:
		return fault.New(fault.Forbidden, fault.Key("SIGNUP_"+a)).At("input.shiftId")
	}
}

// doLeave gives up the place that the person has in the shift. Who has given it up already wanted nothing else.
func (u *Uploads) doLeave(ctx context.Context, tx *store.Tx, d deed) (made, error) {
	row, err := tx.ShiftSignup.Query().Where(shiftsignup.ShiftID(d.Leave.ShiftID), shiftsignup.AccountID(tx.Actor.ID)).
		Order(ent.Desc(shiftsignup.FieldID)).First(asUploads(ctx))
	switch {
	case err != nil:
		return made{}, err
	case row.Status == shiftsignup.StatusLEFT:
		return made{&row.ID, true}, nil
	}
	row, err = u.Shifts.LeaveShift(ctx, team.LeaveShiftInput{ID: row.ID})
	if err != nil {
		return made{}, err
	}
	return made{object: &row.ID}, nil
}
