package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// ConfirmRequestPhoneInput is the code that the person read out.
type ConfirmRequestPhoneInput struct {
	ID   gid.ID
	Code string
}

// ConfirmPhone marks the phone of a request that was entered as confirmed, by a volunteer or an admin of its unit to whom the
// person read the code of the SMS. Only the last code counts, for a few minutes and five tries; each try is committed before the
// code is looked at, so this verb must not run inside a transaction of a keyed mutation.
// NOT_FOUND; FORBIDDEN; CONFLICT with key PHONE_ALREADY_CONFIRMED; BAD_USER_INPUT with keys CODE_WRONG, TOO_MANY_TRIES, CODE_SPENT.
func (s *Service) ConfirmPhone(ctx context.Context, in ConfirmRequestPhoneInput) (*ent.HelpRequest, error) {
	viewer, _ := access.From(ctx)
	r, err := s.Request(access.For(ctx, access.ActOnRequest), in.ID)
	if err == nil {
		err = s.mayConfirm(viewer, r)
	}
	if err != nil {
		return nil, err
	}
	challenge, err := s.desk.Phones.TryPhoneCode(ctx, r.ID, in.Code)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		if err := s.desk.Phones.SpendPhoneCode(ctx, tx, challenge); err != nil {
			return nil, err
		}
		return s.confirmed(ctx, tx, in.ID)
	})
}

// mayConfirm answers for both verbs of the phone and for their buttons.
func (s *Service) mayConfirm(a access.Actor, r *ent.HelpRequest) error {
	switch {
	case !access.Can(a, access.ConfirmRequestPhone, object(r)):
		return fault.New(fault.Forbidden, "FORBIDDEN")
	case PhoneConfirmed(r):
		return fault.New(fault.Conflict, "PHONE_ALREADY_CONFIRMED")
	case s.desk.Phones == nil:
		return fault.New(fault.Unavailable, "UNAVAILABLE")
	}
	return nil
}

// confirmed marks the request as it now stands, with a line in its trail.
func (s *Service) confirmed(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.HelpRequest, error) {
	r, err := actedOn(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	n, err := tx.HelpRequest.Update().Where(helprequest.ID(r.ID), helprequest.PhoneConfirmedAtIsNil()).SetPhoneConfirmedAt(tx.Now).Save(ctx)
	switch {
	case err != nil:
		return nil, err
	case n != 1:
		return nil, fault.New(fault.Conflict, "PHONE_ALREADY_CONFIRMED")
	}
	row := lifecycle.Row[helprequest.Status]{Verb: VerbConfirmPhone, To: r.Status, Action: access.ConfirmRequestPhone, Event: PhoneProved}
	if err := remember(ctx, tx, r, row, step{}); err != nil {
		return nil, err
	}
	next := *r
	next.PhoneConfirmedAt, next.UpdatedAt = &tx.Now, tx.Now
	return &next, tell(ctx, tx, r, row, gid.Zero, nil)
}

// ResendRequestCodeInput is whose phone gets another code.
type ResendRequestCodeInput struct {
	ID gid.ID
}

// ResendCode sends another code to the phone of a request that was entered; the one before counts no more.
// NOT_FOUND; FORBIDDEN; CONFLICT with key PHONE_ALREADY_CONFIRMED; RATE_LIMITED with keys OTP_TOO_SOON and OTP_TOO_MANY;
// UNAVAILABLE with key SMS_UNAVAILABLE.
func (s *Service) ResendCode(ctx context.Context, in ResendRequestCodeInput) (*ent.HelpRequest, error) {
	if s.desk.Phones == nil {
		return nil, fault.New(fault.Unavailable, "UNAVAILABLE")
	}
	code, err := s.desk.Phones.NewPhoneCode()
	if err != nil {
		return nil, err
	}
	var sent error
	r, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := actedOn(ctx, tx, in.ID)
		if err != nil {
			return nil, err
		}
		if err := s.mayConfirm(tx.Actor, r); err != nil {
			return nil, err
		}
		return r, s.sendCode(ctx, tx, r, code, &sent)
	})
	if err == nil {
		err = sent
	}
	return r, err
}
