package identity

import (
	"context"
	"crypto/hmac"
	"fmt"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/otpchallenge"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// PhoneCode is a code that proves, for one row, that whoever says it reads the messages of a phone. It never signs anybody in,
// and a code for signing in confirms nothing.
type PhoneCode struct {
	code, phone string
	challenge   gid.ID
}

// NewPhoneCode draws a code, before the transaction that writes it down.
func (s *Service) NewPhoneCode() (PhoneCode, error) {
	code, err := s.newCode()
	return PhoneCode{code: code}, err
}

// WritePhoneCode keeps the code for the phone of the account and the row it is about. The limits are those of codes for signing
// in: of the phone, all its codes together, and of the person who has it sent, who counts as one place.
// NOT_FOUND for an unknown account; RATE_LIMITED with keys OTP_TOO_SOON and OTP_TOO_MANY.
func (s *Service) WritePhoneCode(ctx context.Context, tx *store.Tx, code PhoneCode, to, about gid.ID) (PhoneCode, error) {
	from := "by " + tx.Actor.ID.String()
	ctx = asSystem(ctx)
	a, err := tx.Account.Get(ctx, to)
	if err != nil {
		return code, err
	}
	c, err := s.challenge(ctx, tx, wish{otpchallenge.PurposeCONFIRM_PHONE, &about, a.Phone, code.code, from})
	if err != nil {
		return code, err
	}
	code.phone, code.challenge = a.Phone, c.ID
	return code, nil
}

// SendPhoneCode brings a code that is written down and committed to its phone.
// UNAVAILABLE with key SMS_UNAVAILABLE: another one may then be asked for at once.
func (s *Service) SendPhoneCode(ctx context.Context, code PhoneCode) error {
	text := phoneMessage(code.code, access.RequestFrom(ctx).Language, s.opts.CodeLife)
	if err := s.opts.Sender.Send(ctx, code.phone, text); err != nil {
		s.takeBack(asSystem(context.Background()), code.challenge) // the transaction that ctx speaks of is over
		return fault.New(fault.Unavailable, "SMS_UNAVAILABLE").Because(err)
	}
	return nil
}

// TryPhoneCode looks whether the code is the one that was last sent about the row, and gives its challenge for SpendPhoneCode.
// The try is counted and committed before the code is looked at; call it outside of any transaction.
// BAD_USER_INPUT at input.code with keys CODE_WRONG, TOO_MANY_TRIES and CODE_SPENT.
func (s *Service) TryPhoneCode(ctx context.Context, about gid.ID, code string) (gid.ID, error) {
	ctx = asSystem(ctx)
	c, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.OtpChallenge, error) {
		last, err := tx.OtpChallenge.Query().Where(otpchallenge.SubjectID(about), otpchallenge.PurposeEQ(otpchallenge.PurposeCONFIRM_PHONE), otpchallenge.UsedAtIsNil()).
			Order(ent.Desc(otpchallenge.FieldCreatedAt, otpchallenge.FieldID)).First(ctx)
		if ent.IsNotFound(err) {
			return nil, unauthenticated("CODE_SPENT")
		}
		if err != nil {
			return nil, err
		}
		return s.countTry(ctx, tx, last.ID, otpchallenge.PurposeCONFIRM_PHONE)
	})
	switch {
	case fault.Is(err, fault.Unauthenticated): // whoever enters a wrong code is still signed in
		return gid.Zero, fault.Bad("input.code", fault.Of(err).Key)
	case err != nil:
		return gid.Zero, err
	case !hmac.Equal(c.CodeMAC, s.codeMAC(otpchallenge.PurposeCONFIRM_PHONE, c.ID, &about, code)):
		return gid.Zero, fault.Bad("input.code", "CODE_WRONG")
	}
	return c.ID, nil
}

// SpendPhoneCode uses a challenge that TryPhoneCode gave, in the transaction of what it proves: of several right codes one wins.
// BAD_USER_INPUT at input.code with key CODE_SPENT.
func (s *Service) SpendPhoneCode(ctx context.Context, tx *store.Tx, challenge gid.ID) error {
	n, err := tx.OtpChallenge.Update().Where(otpchallenge.ID(challenge), otpchallenge.UsedAtIsNil()).SetUsedAt(tx.Now).Save(asSystem(ctx))
	if err == nil && n != 1 {
		return fault.Bad("input.code", "CODE_SPENT")
	}
	return err
}

func phoneMessage(code, language string, life time.Duration) string {
	minutes := int(life / time.Minute)
	if language == "en" {
		return fmt.Sprintf("Gan Dan: %s confirms this phone for a request for help, for %d minutes. Read it only to the helper beside you. It does not sign in.", code, minutes)
	}
	return fmt.Sprintf("Gần Dân: %s là mã xác nhận số điện thoại cho yêu cầu hỗ trợ, có hiệu lực trong %d phút. Chỉ đọc mã cho người đang ghi yêu cầu giúp bạn. Mã này không dùng để đăng nhập.", code, minutes)
}
