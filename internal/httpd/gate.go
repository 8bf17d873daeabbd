package httpd

import (
	"context"
	"sync/atomic"
	"time"

	"gandan/internal/fault"
)

// GateOptions bound how much work the process takes on at once.
type GateOptions struct {
	Running  int           // operations at work; 256 when zero
	Waiting  int           // operations that may wait for their turn; 512 when zero
	Patience time.Duration // how long one waits at most; 500 ms when zero
}

func (o GateOptions) orDefaults() GateOptions {
	if o.Running == 0 {
		o.Running = 256
	}
	if o.Waiting == 0 {
		o.Waiting = 512
	}
	if o.Patience == 0 {
		o.Patience = 500 * time.Millisecond
	}
	return o
}

// gate lets so many operations run, lets some wait a moment, and sends the rest away at once: whoever is served is then
// served in time, also when ten times as many come.
type gate struct {
	GateOptions
	places  chan struct{}
	waiting atomic.Int64
}

func newGate(o GateOptions) *gate {
	return &gate{GateOptions: o, places: make(chan struct{}, o.Running)}
}

// enter takes a place; call leave afterwards. Without one it is UNAVAILABLE.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g.places <- struct{}{}:
		return g.leave, nil
	default:
	}
	if g.waiting.Add(1) > int64(g.Waiting) {
		g.waiting.Add(-1)
		return nil, busy()
	}
	defer g.waiting.Add(-1)
	patience := time.NewTimer(g.Patience)
	defer patience.Stop()
	select {
	case g.places <- struct{}{}:
		return g.leave, nil
	case <-patience.C:
		return nil, busy()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (g *gate) leave() { <-g.places }

func busy() error { return fault.New(fault.Unavailable, "BUSY").Retry(time.Second) }
