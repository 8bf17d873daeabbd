package httpd

import (
	"sync"
	"time"

	"gandan/ent/gid"
	"gandan/internal/fault"
)

// StreamOptions bound what stays open: WebSockets and event streams alike.
type StreamOptions struct {
	Total         int // in the process; 20,000 when zero
	PerAddress    int // per address or IPv6 /64; 1,000 when zero, because a mobile carrier may be one address
	PerAccount    int // 5 when zero
	Subscriptions int // operations at once on one socket; 20 when zero
	MessageBytes  int64
	MessageRate   int // messages that a socket may send within a second; 60 when zero

	InitTimeout  time.Duration // for connection_init; 5 s when zero
	PingInterval time.Duration // 15 s when zero; a peer that does not answer within another is dropped
	WriteTimeout time.Duration // for one message to a slow reader; 10 s when zero
	WatchEvery   time.Duration // how often a token is looked at again; 3 s when zero
}

func (o StreamOptions) orDefaults() StreamOptions {
	for _, n := range []struct {
		value *int
		std   int
	}{{&o.Total, 20_000}, {&o.PerAddress, 1000}, {&o.PerAccount, 5}, {&o.Subscriptions, 20}, {&o.MessageRate, 60}} {
		if *n.value == 0 {
			*n.value = n.std
		}
	}
	for _, d := range []struct {
		value *time.Duration
		std   time.Duration
	}{
		{&o.InitTimeout, 5 * time.Second}, {&o.PingInterval, 15 * time.Second},
		{&o.WriteTimeout, 10 * time.Second}, {&o.WatchEvery, 3 * time.Second},
	} {
		if *d.value == 0 {
			*d.value = d.std
		}
	}
	if o.MessageBytes == 0 {
		o.MessageBytes = 64 << 10
	}
	return o
}

// streams knows everything that is open, to bound it and to end it.
type streams struct {
	StreamOptions
	mu        sync.Mutex
	open      map[*seat]func() // what ends each
	byAddress map[string]int
	byAccount map[gid.ID]int
	closing   bool
	empty     sync.WaitGroup
}

// seat is one open stream.
type seat struct {
	in      *streams
	address string
	account gid.ID
}

func newStreams(o StreamOptions) *streams {
	return &streams{
		StreamOptions: o, open: map[*seat]func(){}, byAddress: map[string]int{}, byAccount: map[gid.ID]int{},
	}
}

// enter takes a seat; end is called when the process stops. Call leave on the seat afterwards.
func (s *streams) enter(address string, end func()) (*seat, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing || len(s.open) >= s.Total {
		return nil, busy()
	}
	if s.byAddress[address] >= s.PerAddress {
		return nil, tooManyStreams(s.PerAddress)
	}
	t := &seat{in: s, address: address}
	s.open[t] = end
	s.byAddress[address]++
	s.empty.Add(1)
	return t, nil
}

// take gives the seat to an account; a visitor needs none.
func (t *seat) take(account gid.ID) error {
	if account.IsZero() {
		return nil
	}
	t.in.mu.Lock()
	defer t.in.mu.Unlock()
	if t.in.byAccount[account] >= t.in.PerAccount {
		return tooManyStreams(t.in.PerAccount)
	}
	t.account = account
	t.in.byAccount[account]++
	return nil
}

func tooManyStreams(limit int) error {
	return fault.New(fault.RateLimited, "TOO_MANY_STREAMS").With("limit", limit).Retry(30 * time.Second)
}

func (t *seat) leave() {
	t.in.mu.Lock()
	defer t.in.mu.Unlock()
	delete(t.in.open, t)
	less(t.in.byAddress, t.address)
	if !t.account.IsZero() {
		less(t.in.byAccount, t.account)
	}
	t.in.empty.Done()
}

func less[K comparable](counts map[K]int, key K) {
	if counts[key]--; counts[key] <= 0 {
		delete(counts, key)
	}
}

// closeAll ends every stream, takes no new one, and tells when all have left.
func (s *streams) closeAll() <-chan struct{} {
	s.mu.Lock()
	s.closing = true
	ends := make([]func(), 0, len(s.open))
	for _, end := range s.open {
		ends = append(ends, end)
	}
	s.mu.Unlock()
	for _, end := range ends {
		go end() // each may have to wait for a slow reader, none for another's
	}
	left := make(chan struct{})
	go func() {
		s.empty.Wait()
		close(left)
	}()
	return left
}

func (s *streams) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}
