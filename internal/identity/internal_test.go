package identity

import (
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
)

func TestPhonesAreWrittenInOneForm(t *testing.T) {
	const bad = ""
	for written, want := range map[string]struct{ production, development string }{
		"0912345678":              {"+84912345678", "+84912345678"},
		"+84912345678":            {"+84912345678", "+84912345678"},
		" 091 234.56-78 ":         {"+84912345678", "+84912345678"},
		"(+84) 35\u00a0123 4567":  {"+84351234567", "+84351234567"},
		"0351234567":              {"+84351234567", "+84351234567"},
		"0561234567":              {"+84561234567", "+84561234567"},
		"0781234567":              {"+84781234567", "+84781234567"},
		"0881234567":              {"+84881234567", "+84881234567"},
		"+84100000001":            {bad, "+84100000001"},
		"0100000001":              {bad, "+84100000001"},
		"01234567890":             {bad, "+841234567890"},
		"0212345678":              {bad, bad}, // a landline
		"0612345678":              {bad, bad},
		"0012345678":              {bad, bad},
		"091234567":               {bad, bad},
		"09123456789":             {bad, bad},
		"+8410000000":             {bad, bad},
		"+84":                     {bad, bad},
		"0":                       {bad, bad},
		"":                        {bad, bad},
		"+":                       {bad, bad},
		"+840912345678":           {bad, bad},
		"84912345678":             {bad, bad},
		"+85512345678":            {bad, bad},
		"+1 900 123 4567":         {bad, bad},
		"091234567a":              {bad, bad},
		"０９１２３４５６７８":              {bad, bad},
		"0912345678; DROP":        {bad, bad},
		strings.Repeat("9", 1000): {bad, bad},
	} {
		for _, c := range []struct {
			production bool
			want       string
		}{{true, want.production}, {false, want.development}} {
			got, err := normalPhone(written, "input.phone", c.production)
			if got != c.want || (err != nil) != (c.want == bad) || err != nil && !fault.HasKey(err, "BAD_PHONE") {
				t.Errorf("%.40q, production %v: got %q, %v; want %q", written, c.production, got, err, c.want)
			}
		}
	}
}

func FuzzPhone(f *testing.F) {
	f.Add("0912345678")
	f.Add("+84 100 000 001")
	f.Fuzz(func(t *testing.T, written string) {
		got, err := normalPhone(written, "p", false)
		if err != nil {
			return
		}
		if again, err := normalPhone(got, "p", false); err != nil || again != got || len(got) > 16 {
			t.Errorf("%q became %q, then %q, %v", written, got, again, err)
		}
	})
}

// A reading that began before a change and ends after it must not be remembered.
func TestWhatWasReadBeforeAChangeIsNotRemembered(t *testing.T) {
	at := time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)
	session, account := gid.Make(gid.Session, at, 1, [6]byte{}), gid.Make(gid.Account, at, 1, [6]byte{})
	h := &holder{session: &ent.Session{ID: session}, account: &ent.Account{ID: account}}
	c := newActors()
	_, epoch := c.get(session, at)
	c.forget(account)
	c.put(h, at, epoch)
	if got, _ := c.get(session, at); got != nil {
		t.Fatal("what is out of date was remembered")
	}
	_, epoch = c.get(session, at)
	c.put(h, at, epoch)
	if got, _ := c.get(session, at.Add(2*time.Second-1)); got != h {
		t.Error("it is forgotten too early")
	}
	if got, _ := c.get(session, at.Add(2*time.Second)); got != nil {
		t.Error("it is remembered too long")
	}
	c.forget(account)
	if got, _ := c.get(session, at); got != nil {
		t.Error("it is remembered after a change")
	}
}

// Labels and lengths are part of what is signed.
func TestOneMACNeverStandsForAnother(t *testing.T) {
	s := &Service{opts: Options{Secret: []byte(strings.Repeat("k", 32))}}
	seen := map[string]string{}
	for name, sum := range map[string][]byte{
		"otp a b":   s.mac("otp", []byte("a"), []byte("b")),
		"otp ab":    s.mac("otp", []byte("ab")),
		"otp ab, ":  s.mac("otp", []byte("ab"), nil),
		"otpa b":    s.mac("otpa", []byte("b")),
		"refresh":   s.mac("refresh", []byte("a"), []byte("b")),
		"otp , a b": s.mac("otp", nil, []byte("ab")),
	} {
		if other, twice := seen[string(sum)]; twice {
			t.Errorf("%s is %s", name, other)
		}
		seen[string(sum)] = name
	}
}
