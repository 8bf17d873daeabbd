package identity

import (
	"context"
	"math"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/otpchallenge"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RequestOtpInput is whom to send a code.
type RequestOtpInput struct {
	Phone string
}

// Challenge is a code on its way.
type Challenge struct {
	ChallengeID gid.ID
	ExpiresAt   time.Time
}

// RequestOtp sends a code to a phone. No account is looked at, so the answer and its time are the same whether one exists.
//
// BAD_USER_INPUT with key BAD_PHONE; RATE_LIMITED with key OTP_TOO_SOON or OTP_TOO_MANY; UNAVAILABLE with key
// SMS_UNAVAILABLE when the message could not be sent: asking again at once is then allowed.
func (s *Service) RequestOtp(ctx context.Context, in RequestOtpInput) (*Challenge, error) {
	phone, err := normalPhone(in.Phone, "input.phone", s.opts.Production)
	if err != nil {
		return nil, err
	}
	code, err := s.newCode()
	if err != nil {
		return nil, err
	}
	ctx = asSystem(ctx)
	c, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.OtpChallenge, error) {
		return s.challenge(ctx, tx, wish{otpchallenge.PurposeSIGN_IN, nil, phone, code, source(access.RequestFrom(ctx).IP)})
	})
	if err != nil {
		return nil, err
	}
	if err := s.opts.Sender.Send(ctx, phone, message(code, access.RequestFrom(ctx).Language, s.opts.CodeLife)); err != nil {
		s.takeBack(ctx, c.ID)
		return nil, fault.New(fault.Unavailable, "SMS_UNAVAILABLE").Because(err)
	}
	return &Challenge{ChallengeID: c.ID, ExpiresAt: c.ExpiresAt}, nil
}

// wish is a code that is to be sent.
type wish struct {
	purpose     otpchallenge.Purpose
	subject     *gid.ID // what a confirmation is about
	phone, code string
	from        string // what counts as one place that asks: an address, or whoever has it sent to others
}

// challenge writes the code down within the limits of the phone, whatever the codes are for, and of who asks.
func (s *Service) challenge(ctx context.Context, tx *store.Tx, w wish) (*ent.OtpChallenge, error) {
	newest, err := tx.OtpChallenge.Query().Where(otpchallenge.Phone(w.phone)).
		Order(ent.Desc(otpchallenge.FieldCreatedAt, otpchallenge.FieldID)).Limit(s.opts.CodesPerPhone).All(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.phoneMay(newest, tx.Now); err != nil {
		return nil, err
	}
	if err := s.sourceMay(ctx, tx, w.from); err != nil {
		return nil, err
	}
	id := s.challengeID(w.phone, newest, tx.Now)
	return tx.OtpChallenge.Create().SetID(id).SetPhone(w.phone).SetPurpose(w.purpose).SetNillableSubjectID(w.subject).
		SetCodeMAC(s.codeMAC(w.purpose, id, w.subject, w.code)).SetAddress(w.from).SetExpiresAt(tx.Now.Add(s.opts.CodeLife)).Save(ctx)
}

// phoneMay holds the limits of one phone against its newest challenges. One that was not sent counts in the hour but does
// not make anybody wait.
func (s *Service) phoneMay(newest []*ent.OtpChallenge, now time.Time) error {
	for _, c := range newest {
		if wait := c.CreatedAt.Add(s.opts.CodePause).Sub(now); !notSent(c) && wait > 0 {
			return tooOften("OTP_TOO_SOON", wait)
		}
	}
	if len(newest) == s.opts.CodesPerPhone {
		if wait := newest[len(newest)-1].CreatedAt.Add(phoneWindow).Sub(now); wait > 0 {
			return tooOften("OTP_TOO_MANY", wait)
		}
	}
	return nil
}

// sourceMay holds the limit of one address. Calls at the same moment may pass it by a few; each phone keeps its own.
func (s *Service) sourceMay(ctx context.Context, tx *store.Tx, address string) error {
	rows, err := tx.OtpChallenge.Query().Where(otpchallenge.Address(address), otpchallenge.CreatedAtGT(tx.Now.Add(-phoneWindow))).
		Order(ent.Desc(otpchallenge.FieldCreatedAt)).Limit(s.opts.CodesPerSource).Select(otpchallenge.FieldCreatedAt).All(ctx)
	if err != nil || len(rows) < s.opts.CodesPerSource {
		return err
	}
	return tooOften("OTP_TOO_MANY", rows[len(rows)-1].CreatedAt.Add(phoneWindow).Sub(tx.Now))
}

func tooOften(key fault.Key, wait time.Duration) error {
	wait = max(wait, time.Second)
	return fault.New(fault.RateLimited, key).With("seconds", int(math.Ceil(wait.Seconds()))).Retry(wait)
}

// takeBack spends a code that was not sent. When even that fails, the person waits for the pause.
func (s *Service) takeBack(ctx context.Context, id gid.ID) {
	const patience = 2 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience) // the client may be gone
	defer cancel()
	_ = store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		return tx.OtpChallenge.Update().Where(otpchallenge.ID(id), otpchallenge.UsedAtIsNil()).SetUsedAt(tx.Now).Exec(ctx)
	})
}
