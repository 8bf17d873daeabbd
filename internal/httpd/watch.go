package httpd

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// patienceOfWatch is how many times in a row the authenticator may be out of order before a stream is ended.
const patienceOfWatch = 3

// watch asks every few seconds who holds the token, until the context ends. When the token has expired, the session was
// ended or the person's roles have changed, it calls lost once: what the stream may show was decided for somebody else.
func (s *Server) watch(ctx context.Context, bearer string, was access.Actor, lost func(error)) {
	tick := time.NewTicker(s.streams.WatchEvery)
	defer tick.Stop()
	failures := 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		is, err := s.again(ctx, bearer)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil && same(is, was):
			failures = 0
			continue
		case err == nil:
			err = fault.New(fault.Unauthenticated, "RIGHTS_CHANGED")
		case fault.Is(err, fault.Unauthenticated), fault.Is(err, fault.Forbidden):
		default:
			if failures++; failures < patienceOfWatch {
				continue
			}
			err = fault.New(fault.Unavailable, "BUSY").Because(err)
		}
		lost(err)
		return
	}
}

func (s *Server) again(ctx context.Context, bearer string) (access.Actor, error) {
	ctx, cancel := context.WithTimeout(ctx, s.streams.WatchEvery)
	defer cancel()
	return s.Auth.Authenticate(ctx, bearer)
}

// same compares what decides about rights; the order in which the memberships were read does not.
func same(a, b access.Actor) bool {
	return a.ID == b.ID && a.SessionID == b.SessionID && a.Home == b.Home && a.System == b.System &&
		slices.Equal(sorted(a.Members), sorted(b.Members))
}

func sorted(members []access.Membership) []access.Membership {
	return slices.SortedFunc(slices.Values(members), func(a, b access.Membership) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Path, b.Path), slices.Compare(a.UnitID[:], b.UnitID[:]))
	})
}
