package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// clock is set by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func account(n byte) context.Context {
	return access.With(context.Background(), access.Actor{ID: gid.ID{15: n}})
}

func visitor(ip string) context.Context {
	ctx := access.With(context.Background(), access.Anonymous())
	return access.WithRequest(ctx, access.Request{IP: netip.MustParseAddr(ip)})
}

func TestTheBucketEmptiesAndFillsAgain(t *testing.T) {
	c := &clock{at: time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC)}
	l := NewLimiter(LimiterOptions{Capacity: 100, Refill: 10, Now: c.now})
	if err := l.Charge(account(1), 100); err != nil {
		t.Fatalf("a burst of the whole bucket: %v", err)
	}
	err := l.Charge(account(1), 25)
	f := new(fault.Error)
	if !errors.As(err, &f) || f.Code != fault.RateLimited || f.After != 2500*time.Millisecond || f.Args["seconds"] != 3 {
		t.Fatalf("one more: %v", err)
	}
	c.at = c.at.Add(2400 * time.Millisecond)
	if l.Charge(account(1), 25) == nil {
		t.Error("a little too early")
	}
	c.at = c.at.Add(100 * time.Millisecond)
	if err := l.Charge(account(1), 25); err != nil {
		t.Errorf("in time: %v", err)
	}
}

func TestEachAccountAndEachHomePaysForItself(t *testing.T) {
	l := NewLimiter(LimiterOptions{Capacity: 10, Refill: 1, Now: (&clock{}).now})
	for _, ctx := range []context.Context{account(1), account(2), visitor("192.0.2.1"), visitor("192.0.2.2"), visitor("2001:db8::1")} {
		if err := l.Charge(ctx, 10); err != nil {
			t.Errorf("somebody else paid: %v", err)
		}
	}
	if l.Charge(visitor("2001:db8::2"), 1) == nil {
		t.Error("one home has one bucket")
	}
	signedIn := access.With(visitor("192.0.2.1"), access.Actor{ID: gid.ID{15: 9}})
	if err := l.Charge(signedIn, 10); err != nil {
		t.Errorf("an account does not pay for its office: %v", err)
	}
}

func TestWhatIsLargerThanTheBucketRunsWhenTheBucketIsFull(t *testing.T) {
	l := NewLimiter(LimiterOptions{Capacity: 10, Refill: 1, Now: (&clock{}).now})
	if err := l.Charge(account(1), 1000); err != nil {
		t.Errorf("a full bucket: %v", err)
	}
	if l.Charge(account(1), 1000) == nil {
		t.Error("an empty bucket")
	}
}

func TestWithoutACapacityNobodyPays(t *testing.T) {
	l := NewLimiter(LimiterOptions{})
	for range 1000 {
		if err := l.Charge(account(1), 1_000_000); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheLimiterForgetsWhoHasPaid(t *testing.T) {
	c := &clock{at: time.Unix(0, 0)}
	l := NewLimiter(LimiterOptions{Capacity: 10, Refill: 1, Now: c.now})
	for i := range maxBuckets {
		l.take(fmt.Sprint(i), 1)
	}
	if c.at = c.at.Add(time.Second); l.take("new", 1) != 0 || len(l.buckets) != 1 {
		t.Errorf("%d buckets are left", len(l.buckets))
	}
	for i := range maxBuckets + 10 {
		l.take(fmt.Sprint(i), 1)
	}
	if len(l.buckets) > maxBuckets {
		t.Errorf("%d buckets, although all are busy", len(l.buckets))
	}
}
