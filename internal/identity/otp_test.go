package identity_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"net/netip"
	"strconv"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/otpchallenge"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/store"
)

func from(ip string) context.Context {
	return access.WithRequest(visitor(), access.Request{Language: "vi", IP: netip.MustParseAddr(ip)})
}

func phone(n int) string { return "+8410001" + strconv.Itoa(1000+n) }

func (w *world) ask(t *testing.T, phone string) gid.ID {
	t.Helper()
	c, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: phone})
	if err != nil {
		t.Fatal(err)
	}
	return c.ChallengeID
}

func (w *world) try(c gid.ID, code string) (*identity.SignedIn, error) {
	return w.VerifyOtp(visitor(), identity.VerifyOtpInput{ChallengeID: c, Code: code, DeviceName: "Máy"})
}

// not is a code that differs from the right one.
func not(code string) string {
	if code[0] == '0' {
		return "1" + code[1:]
	}
	return "0" + code[1:]
}

func (w *world) challenges(t *testing.T) []*ent.OtpChallenge {
	t.Helper()
	rows, err := w.store.Reader(w.system()).OtpChallenge.Query().Order(otpchallenge.ByCreatedAt()).All(w.system())
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestACodeSignsInAndMakesTheAccountOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.signIn(t, minh)
		w.clock.Advance(time.Hour)
		second := w.signIn(t, minh)
		if first.Me.ID != second.Me.ID || first.Me.Phone != minh {
			t.Fatalf("got accounts %v and %v", first.Me, second.Me)
		}
		if first.Me.DisplayName != "Người dùng mới" {
			t.Errorf("a new account is called %q", first.Me.DisplayName)
		}
		if first.Session.RefreshToken == second.Session.RefreshToken || first.Session.AccessToken == second.Session.AccessToken {
			t.Error("two devices share a token")
		}
		if n := w.events(t, identity.EventAccountCreated); n != 1 {
			t.Errorf("%d accounts were told of", n)
		}
	})
}

func TestThePhoneMayBeWrittenInTheUsualWays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		w.clock.Advance(time.Hour)
		if _, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: "0100 000 001"}); err != nil {
			t.Fatal(err)
		}
		c := w.challenges(t)[1]
		again, err := w.try(c.ID, w.box.code(t, minh))
		if err != nil || again.Me.ID != in.Me.ID {
			t.Fatalf("got %v, %v", again, err)
		}
		_, err = w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: "12345"})
		wants(t, err, fault.BadUserInput, "BAD_PHONE")
	})
}

func TestTheDatabaseHoldsNoCodeThatCanBeTriedWithoutTheSecret(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.ask(t, minh)
		c, code := w.challenges(t)[0], w.box.code(t, minh)
		plain := sha256.Sum256([]byte(code))
		withID := hmac.New(sha256.New, c.ID[:])
		_, _ = withID.Write([]byte(code))
		for name, guess := range map[string][]byte{"code": []byte(code), "hash": plain[:], "HMAC with the id": withID.Sum(nil)} {
			if bytes.Equal(c.CodeMAC, guess) {
				t.Errorf("the database keeps the %s", name)
			}
		}
		if c.ExpiresAt.Sub(c.CreatedAt) > 5*time.Minute {
			t.Errorf("the code lives %s", c.ExpiresAt.Sub(c.CreatedAt))
		}
	})
}

func TestTheSixthTryIsRefusedAlthoughTheCodeIsRight(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c, code := w.ask(t, minh), w.box.code(t, minh)
		for range 5 {
			_, err := w.try(c, not(code))
			wants(t, err, fault.Unauthenticated, "CODE_WRONG")
		}
		_, err := w.try(c, code)
		wants(t, err, fault.Unauthenticated, "TOO_MANY_TRIES")
	})
}

func TestTheFifthTryMaySucceed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c, code := w.ask(t, minh), w.box.code(t, minh)
		for _, wrong := range []string{not(code), "", "12345", "không phải số"} {
			_, err := w.try(c, wrong)
			wants(t, err, fault.Unauthenticated, "CODE_WRONG")
		}
		if _, err := w.try(c, code); err != nil {
			t.Fatal(err)
		}
	})
}

func TestASpentCodeIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		used, usedCode := w.ask(t, minh), w.box.code(t, minh)
		late, lateCode := w.ask(t, lan), w.box.code(t, lan)
		if _, err := w.try(used, usedCode); err != nil {
			t.Fatal(err)
		}
		for _, code := range []string{usedCode, not(usedCode)} {
			_, err := w.try(used, code)
			wants(t, err, fault.Unauthenticated, "CODE_SPENT")
		}
		w.clock.Advance(5 * time.Minute)
		_, err := w.try(late, lateCode)
		wants(t, err, fault.Unauthenticated, "CODE_SPENT")
		for _, unknown := range []gid.ID{{}, w.city, gid.Make(gid.Challenge, w.clock.Now(), 7, [6]byte{})} {
			_, err = w.try(unknown, usedCode)
			wants(t, err, fault.Unauthenticated, "CODE_SPENT")
		}
	})
}

func TestACodeOpensOnlyItsOwnChallenge(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		mine, theirs := w.ask(t, minh), w.ask(t, lan)
		code := w.box.code(t, minh)
		for code == w.box.code(t, lan) { // one in a million: then she asks for another one
			w.clock.Advance(time.Minute)
			theirs = w.ask(t, lan)
		}
		_, err := w.try(theirs, code)
		wants(t, err, fault.Unauthenticated, "CODE_WRONG")
		if _, err := w.try(mine, code); err != nil {
			t.Fatal(err)
		}
	})
}

// always reads the same bytes, so that every code is the same.
type always byte

func (a always) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(a)
	}
	return len(p), nil
}

func TestTheSameCodeLooksDifferentInEachChallenge(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.options.Random = always(0)
		w.Service = w.process(t, w.options)
		w.ask(t, minh)
		w.ask(t, lan)
		if a, b := w.box.code(t, minh), w.box.code(t, lan); a != b {
			t.Fatalf("the codes are %s and %s", a, b)
		}
		if rows := w.challenges(t); bytes.Equal(rows[0].CodeMAC, rows[1].CodeMAC) {
			t.Error("whoever reads the database knows that both codes are equal")
		}
	})
}

func TestFiftyRightCodesAtOnceGiveOneSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c, code := w.ask(t, minh), w.box.code(t, minh)
		errs := together(50, func(int) error { _, err := w.try(c, code); return err })
		if n := successes(errs); n != 1 {
			t.Fatalf("%d of them signed in: %v", n, errs)
		}
		for _, err := range errs {
			if err != nil && !fault.Is(err, fault.Unauthenticated) {
				t.Errorf("got %v", err)
			}
		}
		if n := w.store.Reader(w.system()).Session.Query().CountX(w.system()); n != 1 {
			t.Errorf("there are %d sessions", n)
		}
	})
}

func TestFiftyGuessesAtOnceGetFiveTries(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c, code := w.ask(t, minh), w.box.code(t, minh)
		errs := together(50, func(int) error { _, err := w.try(c, not(code)); return err })
		looked := 0
		for _, err := range errs {
			if fault.HasKey(err, "CODE_WRONG") {
				looked++
			} else if !fault.HasKey(err, "TOO_MANY_TRIES") {
				t.Errorf("got %v", err)
			}
		}
		if looked != 5 {
			t.Errorf("%d guesses were looked at", looked)
		}
		_, err := w.try(c, code)
		wants(t, err, fault.Unauthenticated, "TOO_MANY_TRIES")
	})
}

func TestTwentyRequestsAtOnceSendOneMessage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		errs := together(20, func(int) error {
			_, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
			return err
		})
		if n := len(w.box.sent(minh)); n != 1 || successes(errs) != 1 {
			t.Fatalf("%d messages, errors %v", n, errs)
		}
		for _, err := range errs {
			if err != nil && !fault.HasKey(err, "OTP_TOO_SOON") {
				t.Errorf("got %v", err)
			}
		}
	})
}

func TestAPhoneGetsOneCodeAMinuteAndFiveAnHour(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		begin := w.clock.Now()
		for i := range 5 {
			w.clock.Set(begin.Add(time.Duration(i) * time.Minute))
			w.ask(t, minh)
			w.clock.Advance(59 * time.Second)
			_, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
			wants(t, err, fault.RateLimited, "OTP_TOO_SOON")
			if f := fault.Of(err); f.After != time.Second || f.Args["seconds"] != 1 {
				t.Errorf("wait %s, %v", f.After, f.Args)
			}
		}
		w.clock.Set(begin.Add(5 * time.Minute))
		_, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
		wants(t, err, fault.RateLimited, "OTP_TOO_MANY")
		if f := fault.Of(err); f.After != 55*time.Minute {
			t.Errorf("wait %s", f.After)
		}
		w.ask(t, lan)
		w.clock.Set(begin.Add(time.Hour))
		w.ask(t, minh)
	})
}

func TestAnAddressGetsSixtyCodesAnHour(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i := range 60 {
			if _, err := w.RequestOtp(from("203.0.113.7"), identity.RequestOtpInput{Phone: phone(i)}); err != nil {
				t.Fatalf("request %d: %v", i, err)
			}
		}
		_, err := w.RequestOtp(from("203.0.113.7"), identity.RequestOtpInput{Phone: phone(60)})
		wants(t, err, fault.RateLimited, "OTP_TOO_MANY")
		if _, err := w.RequestOtp(from("203.0.113.8"), identity.RequestOtpInput{Phone: phone(60)}); err != nil {
			t.Errorf("another address: %v", err)
		}
		w.clock.Advance(time.Hour)
		if _, err := w.RequestOtp(from("203.0.113.7"), identity.RequestOtpInput{Phone: phone(61)}); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

func TestTheAddressesOfOneIPv6HomeCountAsOne(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.options.CodesPerSource = 30
		s := w.process(t, w.options)
		for i := range 30 {
			ip := "2001:db8:1:1::" + strconv.Itoa(i)
			if _, err := s.RequestOtp(from(ip), identity.RequestOtpInput{Phone: phone(i)}); err != nil {
				t.Fatal(err)
			}
		}
		_, err := s.RequestOtp(from("2001:db8:1:1:ffff::1"), identity.RequestOtpInput{Phone: phone(30)})
		wants(t, err, fault.RateLimited, "OTP_TOO_MANY")
		if _, err := s.RequestOtp(from("2001:db8:1:2::1"), identity.RequestOtpInput{Phone: phone(30)}); err != nil {
			t.Error(err)
		}
	})
}

func TestWhenTheMessageFailsThePersonMayAskAgainAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.box.out(errors.New("the gateway is down"))
		for range 2 {
			_, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
			wants(t, err, fault.Unavailable, "SMS_UNAVAILABLE")
		}
		w.box.out(nil)
		w.signIn(t, minh)
	})
}

func TestMessagesThatFailCountInTheHour(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.box.out(errors.New("the gateway is down"))
		for range 5 {
			_, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
			wants(t, err, fault.Unavailable, "SMS_UNAVAILABLE")
			w.clock.Advance(time.Second)
		}
		_, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
		wants(t, err, fault.RateLimited, "OTP_TOO_MANY")
	})
}

func TestACodeThatWasNotSentSignsNobodyIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.box.out(errors.New("down"))
		_, _ = w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: minh})
		if c := w.challenges(t)[0]; c.UsedAt == nil {
			t.Fatal("the code can still be used")
		}
	})
}

// The steps and the statements are those of a stranger, so is the time.
func TestNobodyLearnsWhetherAPhoneHasAnAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.signIn(t, minh)
		w.clock.Advance(25 * time.Hour)
		if err := w.Purge(w.system()); err != nil {
			t.Fatal(err)
		}
		type answer struct {
			statements int
			life       time.Duration
			failure    string
			tryCost    int
		}
		observe := func(phone string) answer {
			ctx, asked := store.CountStatements(visitor())
			c, err := w.RequestOtp(ctx, identity.RequestOtpInput{Phone: phone})
			if err != nil {
				t.Fatal(err)
			}
			ctx, tried := store.CountStatements(visitor())
			_, err = w.VerifyOtp(ctx, identity.VerifyOtpInput{ChallengeID: c.ChallengeID, Code: not(w.box.code(t, phone))})
			return answer{asked.Statements(), c.ExpiresAt.Sub(w.store.Now()), err.Error(), tried.Statements()}
		}
		if known, stranger := observe(minh), observe(lan); known != stranger {
			t.Errorf("known %+v, stranger %+v", known, stranger)
		}
	})
}

func TestASuspendedPersonCannotSignIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		w.suspend(t, in.Me.ID)
		w.clock.Advance(time.Hour)
		c := w.ask(t, minh)
		_, err := w.try(c, w.box.code(t, minh))
		wants(t, err, fault.Forbidden, "ACCOUNT_SUSPENDED")
	})
}

func TestTheNameOfTheDeviceIsBounded(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c := w.ask(t, minh)
		in := identity.VerifyOtpInput{ChallengeID: c, Code: w.box.code(t, minh), DeviceName: string(bytes.Repeat([]byte("x"), 101))}
		_, err := w.VerifyOtp(visitor(), in)
		wants(t, err, fault.BadUserInput, "TOO_LONG")
		in.DeviceName = "  Điện thoại\n\u202e của tôi "
		if _, err := w.VerifyOtp(visitor(), in); err != nil {
			t.Fatal(err)
		}
		row := w.store.Reader(w.system()).Session.Query().OnlyX(w.system())
		if row.DeviceName != "Điện thoại của tôi" {
			t.Errorf("the device is called %q", row.DeviceName)
		}
	})
}

func TestPurgeForgetsPhonesAfterADay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.ask(t, minh)
		w.clock.Advance(23 * time.Hour)
		w.ask(t, lan)
		w.clock.Advance(2 * time.Hour)
		if err := w.Purge(w.system()); err != nil {
			t.Fatal(err)
		}
		if rows := w.challenges(t); len(rows) != 1 || rows[0].Phone != lan {
			t.Fatalf("left: %v", rows)
		}
		if again := w.ask(t, minh); again == first {
			t.Error("the first challenge of a phone came a second time")
		}
	})
}

func TestTheMessageIsInTheLanguageOfTheRequest(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := access.WithRequest(visitor(), access.Request{Language: "en"})
		if _, err := w.RequestOtp(ctx, identity.RequestOtpInput{Phone: minh}); err != nil {
			t.Fatal(err)
		}
		w.ask(t, lan)
		en, vi := w.box.sent(minh)[0], w.box.sent(lan)[0]
		if !bytes.Contains([]byte(en), []byte("your code")) || !bytes.Contains([]byte(vi), []byte("mã đăng nhập")) {
			t.Errorf("got %q and %q", en, vi)
		}
	})
}
