package page

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/vikstrous/dataloadgen"

	"gandan/internal/fault"
)

// Patience is how long a loader waits for the siblings of the first key. Resolvers of one level start together, so little is
// enough.
const Patience = time.Millisecond

// loaders are the batches of one response.
type loaders struct {
	wait time.Duration
	mu   sync.Mutex
	by   map[string]any
}

type loadersKey struct{}

// WithLoaders gives the context loaders of its own: what one response has read, it does not read again.
func WithLoaders(ctx context.Context, wait time.Duration) context.Context {
	return context.WithValue(ctx, loadersKey{}, &loaders{wait: wait, by: map[string]any{}})
}

// Load reads one value together with those its siblings ask for, in one call of fetch. name tells lists apart: the same name
// must always come with the same fetch. A key that fetch does not answer is NOT_FOUND.
func Load[K comparable, V any](ctx context.Context, name string, key K, fetch func(context.Context, []K) (map[K]V, error)) (V, error) {
	l, ok := ctx.Value(loadersKey{}).(*loaders)
	if !ok {
		return alone(ctx, key, fetch)
	}
	v, err := loaderOf(l, name, fetch).Load(ctx, key)
	if errors.Is(err, dataloadgen.ErrNotFound) {
		return v, fault.Missing()
	}
	return v, err
}

// Maybe is Load for a value that may well not be there: a missing key is the zero value.
func Maybe[K comparable, V any](ctx context.Context, name string, key K, fetch func(context.Context, []K) (map[K]V, error)) (V, error) {
	v, err := Load(ctx, name, key, fetch)
	if fault.Is(err, fault.NotFound) {
		return v, nil
	}
	return v, err
}

func alone[K comparable, V any](ctx context.Context, key K, fetch func(context.Context, []K) (map[K]V, error)) (V, error) {
	found, err := fetch(ctx, []K{key})
	v, ok := found[key]
	if err == nil && !ok {
		err = fault.Missing()
	}
	return v, err
}

func loaderOf[K comparable, V any](l *loaders, name string, fetch func(context.Context, []K) (map[K]V, error)) *dataloadgen.Loader[K, V] {
	l.mu.Lock()
	defer l.mu.Unlock()
	if have, ok := l.by[name].(*dataloadgen.Loader[K, V]); ok {
		return have
	}
	made := dataloadgen.NewMappedLoader(fetch, dataloadgen.WithWait(l.wait), dataloadgen.WithBatchCapacity(Max+1))
	l.by[name] = made
	return made
}
