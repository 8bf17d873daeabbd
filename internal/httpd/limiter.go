package httpd

import (
	"context"
	"sync"
	"time"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// LimiterOptions say how many points an account, or an address without one, may spend.
type LimiterOptions struct {
	Capacity int // points of a burst; 0 turns the limiter off
	Refill   int // points a second; Capacity/20 when zero

	Now func() time.Time // time.Now when nil
}

// maxBuckets bounds the memory of the limiter, about 100 bytes each.
const maxBuckets = 200_000

// Limiter is a leaky bucket per account, else per address or IPv6 /64. The points are the cost of the operations, so a
// client pays for what it asks and not for how often it asks.
type Limiter struct {
	LimiterOptions
	mu      sync.Mutex
	buckets map[string]bucket
}

// bucket holds the points spent and not yet leaked away.
type bucket struct {
	spent float64
	at    time.Time
}

// NewLimiter returns a limiter with full buckets.
func NewLimiter(o LimiterOptions) *Limiter {
	if o.Refill == 0 {
		o.Refill = max(1, o.Capacity/20)
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the standard of an option; the app passes the store's clock
	}
	return &Limiter{LimiterOptions: o, buckets: map[string]bucket{}}
}

// Charge takes the points from whoever the context names, or answers RATE_LIMITED with the time after which they would be
// there. What is larger than the whole bucket may run when the bucket is full.
func (l *Limiter) Charge(ctx context.Context, points int) error {
	actor, _ := access.From(ctx)
	if l.Capacity <= 0 || actor.IsSystem() {
		return nil
	}
	if wait := l.take(payer(ctx, actor), float64(min(points, l.Capacity))); wait > 0 {
		return fault.New(fault.RateLimited, "RATE_LIMITED").Retry(wait).With("seconds", seconds(wait))
	}
	return nil
}

func payer(ctx context.Context, actor access.Actor) string {
	if !actor.IsAnonymous() {
		return "account " + actor.ID.String()
	}
	return neighbourhood(access.RequestFrom(ctx).IP)
}

// take returns how long to wait, zero when the points were taken.
func (l *Limiter) take(who string, points float64) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.Now()
	spent := l.left(l.buckets[who], now) + points
	if over := spent - float64(l.Capacity); over > 0 {
		return time.Duration(over / float64(l.Refill) * float64(time.Second))
	}
	if len(l.buckets) >= maxBuckets {
		l.sweep(now)
	}
	l.buckets[who] = bucket{spent, now}
	return 0
}

// left is what has not leaked away yet.
func (l *Limiter) left(b bucket, now time.Time) float64 {
	return max(0, b.spent-now.Sub(b.at).Seconds()*float64(l.Refill))
}

// sweep forgets who has not asked for a while; should all of them be busy, it forgets some anyway: memory comes first.
func (l *Limiter) sweep(now time.Time) {
	for who, b := range l.buckets {
		if l.left(b, now) == 0 {
			delete(l.buckets, who)
		}
	}
	for who := range l.buckets {
		if len(l.buckets) < maxBuckets*9/10 {
			return
		}
		delete(l.buckets, who)
	}
}

// seconds rounds up: whoever waits that long does not wait in vain.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
