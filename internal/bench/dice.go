package bench

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"time"

	"gandan/ent/gid"
)

// dice is chance with a seed: the same throws in every run.
type dice struct{ *rand.Rand }

func newDice(seed, stream uint64) dice {
	return dice{rand.New(rand.NewPCG(seed, stream))}
}

func pick[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

// in reports a chance of so many in a hundred.
func (d dice) in(percent int) bool { return d.IntN(100) < percent }

// between is an instant from a up to b, to the second; a when b is not after it.
func (d dice) between(a, b time.Time) time.Time {
	if n := int64(b.Sub(a) / time.Second); n > 0 {
		return a.Add(time.Duration(d.Int64N(n)) * time.Second)
	}
	return a
}

// about is a number around mean, often small and sometimes large.
func (d dice) about(mean float64) int { return int(math.Floor(d.ExpFloat64()*mean + 0.5)) }

// idSource makes ids that rise with the instants it is given, as those of the store do.
type idSource struct {
	dice    dice
	ms      map[gid.Kind]int64
	counter map[gid.Kind]uint32
}

func newIDs(seed uint64) *idSource {
	return &idSource{dice: newDice(seed, 1), ms: map[gid.Kind]int64{}, counter: map[gid.Kind]uint32{}}
}

func (s *idSource) next(kind gid.Kind, at time.Time) gid.ID {
	if ms := at.UnixMilli(); ms > s.ms[kind] {
		s.ms[kind], s.counter[kind] = ms, 0
	} else {
		s.counter[kind]++
	}
	var random [8]byte
	binary.BigEndian.PutUint64(random[:], s.dice.Uint64())
	return gid.Make(kind, time.UnixMilli(s.ms[kind]), s.counter[kind], [6]byte(random[:6]))
}

// share cuts total into as many parts as there are weights, in proportion and without a remainder.
func share(total int, weights []float64) []int {
	var sum, reached float64
	for _, w := range weights {
		sum += w
	}
	parts, given := make([]int, len(weights)), 0
	for i, w := range weights {
		reached += w
		upTo := int(math.Round(float64(total) * reached / sum))
		parts[i], given = upTo-given, upTo
	}
	return parts
}

// upTo is some time below most, to the second.
func (d dice) upTo(most time.Duration) time.Duration {
	return time.Duration(d.Int64N(int64(most/time.Second))) * time.Second
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
