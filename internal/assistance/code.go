package assistance

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"math"
	"math/big"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/completioncode"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RequestCompletionCodeInput is to the person of which request a code is sent.
type RequestCompletionCodeInput struct{ RequestID gid.ID }

// ShowCompletionCodeInput is for which request the person wants to see a code.
type ShowCompletionCodeInput struct{ RequestID gid.ID }

// CompletionCode is a code on its way. Code is empty for a volunteer, who has it read out.
type CompletionCode struct {
	Code      string
	ExpiresAt time.Time
}

// codeDigits is how long a code is.
const codeDigits = 6

// RequestCompletionCode sends a code to the phone of the person whose request the volunteer holds. The volunteer learns it when the
// person reads it out.
//
// BAD_USER_INPUT with key CODE_NOT_KEYED; NOT_FOUND; FORBIDDEN with key NOT_HOLDER; CONFLICT with keys WRONG_STATE and NO_PHONE_TO_ASK;
// RATE_LIMITED with keys OTP_TOO_SOON and OTP_TOO_MANY; UNAVAILABLE with key SMS_UNAVAILABLE: asking again at once is then allowed.
func (s *Service) RequestCompletionCode(ctx context.Context, in RequestCompletionCodeInput) (*CompletionCode, error) {
	out, row, phone, err := s.makeCode(ctx, in.RequestID, holdsRequest)
	if err != nil {
		return nil, err
	}
	if err := s.Sender.Send(asSystem(ctx), phone, codeMessage(out.Code, s.policy.CodeLife)); err != nil {
		s.takeBack(ctx, row.ID)
		return nil, fault.New(fault.Unavailable, "SMS_UNAVAILABLE").Because(err)
	}
	out.Code = ""
	return out, nil
}

// ShowCompletionCode shows the person a code that they read out to the volunteer who helped.
//
// BAD_USER_INPUT with key CODE_NOT_KEYED; NOT_FOUND; FORBIDDEN with key NOT_YOUR_HELP; CONFLICT with key WRONG_STATE; RATE_LIMITED with
// keys OTP_TOO_SOON and OTP_TOO_MANY.
func (s *Service) ShowCompletionCode(ctx context.Context, in ShowCompletionCodeInput) (*CompletionCode, error) {
	out, _, _, err := s.makeCode(ctx, in.RequestID, askedForHelp)
	return out, err
}

// unkeyed refuses an idempotency key: the answer would be kept with the code in it, and a try that is refused would be undone.
func unkeyed(ctx context.Context) error {
	if access.RequestFrom(ctx).IdempotencyKey != "" {
		return fault.Bad("extensions.idempotencyKey", "CODE_NOT_KEYED")
	}
	return nil
}

func holdsRequest(a access.Actor, r *ent.HelpRequest) error {
	if r.VolunteerID == nil || !access.Can(a, access.EnterCode, access.Object{Path: r.UnitPath, Holder: *r.VolunteerID}) {
		return fault.New(fault.Forbidden, "NOT_HOLDER")
	}
	return nil
}

func askedForHelp(a access.Actor, r *ent.HelpRequest) error {
	if !access.Can(a, access.ConfirmLog, access.Object{Path: r.UnitPath, Owner: zero(asker(r))}) {
		return fault.New(fault.Forbidden, "NOT_YOUR_HELP")
	}
	return nil
}

func (s *Service) makeCode(ctx context.Context, requestID gid.ID, may func(access.Actor, *ent.HelpRequest) error) (*CompletionCode, *ent.CompletionCode, string, error) {
	if err := unkeyed(ctx); err != nil {
		return nil, nil, "", err
	}
	code, err := s.Random(codeDigits)
	if err != nil {
		return nil, nil, "", err
	}
	var phone string
	row, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.CompletionCode, error) {
		r, err := tx.HelpRequest.Query().Where(helprequest.ID(requestID)).Only(ctx)
		if ent.IsNotFound(err) {
			return nil, fault.Missing()
		}
		if err == nil {
			err = may(tx.Actor, r)
		}
		if err == nil && (r.Status == helprequest.StatusOPEN || r.Status == helprequest.StatusCANCELLED) {
			err = fault.New(fault.Conflict, "WRONG_STATE").With("status", string(r.Status))
		}
		if err != nil {
			return nil, err
		}
		if phone, err = phoneOf(ctx, tx, r); err != nil {
			return nil, err
		}
		return s.writeCode(ctx, tx, r, code)
	})
	if err != nil {
		return nil, nil, "", err
	}
	return &CompletionCode{Code: code, ExpiresAt: row.ExpiresAt}, row, phone, nil
}

// phoneOf is where the person of the request is reached. CONFLICT with key NO_PHONE_TO_ASK.
func phoneOf(ctx context.Context, tx *store.Tx, r *ent.HelpRequest) (string, error) {
	citizen := asker(r)
	if citizen == nil {
		return "", fault.New(fault.Conflict, "NO_PHONE_TO_ASK")
	}
	return tx.Account.Query().Where(account.ID(*citizen)).Select(account.FieldPhone).String(asSystem(ctx))
}

// writeCode holds the limits. Two calls at once take the same turn, and the database takes only one of them.
func (s *Service) writeCode(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, code string) (*ent.CompletionCode, error) {
	system, subject := asSystem(ctx), r.ID
	if citizen := asker(r); citizen != nil {
		subject = *citizen
	}
	newest, err := tx.CompletionCode.Query().Where(completioncode.SubjectID(subject)).Order(ent.Desc(completioncode.FieldTurn)).
		Limit(s.policy.CodesPerPerson).All(system)
	if err != nil {
		return nil, err
	}
	asked, err := tx.CompletionCode.Query().Where(completioncode.AskedByID(tx.Actor.ID), completioncode.CreatedAtGT(tx.Now.Add(-s.policy.CodeWindow))).
		Order(ent.Desc(completioncode.FieldCreatedAt)).Limit(s.policy.CodesPerAsker).All(system)
	if err != nil {
		return nil, err
	}
	if err := s.notTooOften(newest, asked, tx.Now); err != nil {
		return nil, err
	}
	turn := 1
	if len(newest) > 0 {
		turn = newest[0].Turn + 1
	}
	id := tx.NewID(gid.CompletionCode)
	return tx.CompletionCode.Create().SetID(id).SetHelpRequestID(r.ID).SetSubjectID(subject).SetTurn(turn).SetAskedByID(tx.Actor.ID).
		SetCodeMAC(s.codeMAC(id, r.ID, code)).SetExpiresAt(tx.Now.Add(s.policy.CodeLife)).Save(ctx)
}

func (s *Service) notTooOften(newest, asked []*ent.CompletionCode, now time.Time) error {
	for _, c := range newest {
		if wait := c.CreatedAt.Add(s.policy.CodePause).Sub(now); !notSent(c) && wait > 0 {
			return tooOften("OTP_TOO_SOON", wait)
		}
	}
	for _, full := range []struct {
		codes []*ent.CompletionCode
		most  int
	}{{newest, s.policy.CodesPerPerson}, {asked, s.policy.CodesPerAsker}} {
		if len(full.codes) < full.most {
			continue
		}
		if wait := full.codes[full.most-1].CreatedAt.Add(s.policy.CodeWindow).Sub(now); wait > 0 {
			return tooOften("OTP_TOO_MANY", wait)
		}
	}
	return nil
}

// notSent: the message could not be sent, so the code was spent without a try.
func notSent(c *ent.CompletionCode) bool { return c.UsedAt != nil && c.Tries == 0 }

func tooOften(key fault.Key, wait time.Duration) error {
	wait = max(wait, time.Second)
	return fault.New(fault.RateLimited, key).With("seconds", int(math.Ceil(wait.Seconds()))).Retry(wait)
}

// takeBack spends a code that was not sent. When even that fails, the person waits for the pause.
func (s *Service) takeBack(ctx context.Context, id gid.ID) {
	const patience = 2 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(asSystem(ctx)), patience) // the client may be gone
	defer cancel()
	_ = store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		return tx.CompletionCode.Update().Where(completioncode.ID(id), completioncode.UsedAtIsNil()).SetUsedAt(tx.Now).Exec(ctx)
	})
}

// codeMAC is what the database keeps of a code. It says what the code is for and for which request, so that it serves nothing else: a
// code of a sign-in has another secret and another purpose.
func (s *Service) codeMAC(id, request gid.ID, code string) []byte {
	h := hmac.New(sha256.New, s.Secret)
	for _, part := range [][]byte{[]byte("completion code\x00"), id[:], request[:], []byte(code)} {
		_, _ = h.Write(part) // a hash never fails
	}
	return h.Sum(nil)
}

func codeMessage(code string, life time.Duration) string {
	return fmt.Sprintf("Gần Dân: mã xác nhận đã được hỗ trợ là %s, có hiệu lực trong %d phút. Chỉ đọc mã cho tình nguyện viên sau khi được giúp xong.",
		code, int(life/time.Minute))
}

// randomDigits takes the random numbers of the machine.
func randomDigits(digits int) (string, error) {
	most := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	n, err := rand.Int(rand.Reader, most)
	if err != nil {
		return "", fmt.Errorf("making a code: %w", err)
	}
	return fmt.Sprintf("%0*d", digits, n), nil
}
