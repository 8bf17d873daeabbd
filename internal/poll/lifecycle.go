package poll

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of a poll, by the names that the API gives them.
const (
	open    = "openPoll"
	shut    = "closePoll"
	publish = "publishPoll"
	cast    = "castBallot"
)

// Life is the life of a poll. A ballot leaves it open.
func Life() lifecycle.Table[poll.Status] {
	const draft, opened, closed, published = poll.StatusDRAFT, poll.StatusOPEN, poll.StatusCLOSED, poll.StatusPUBLISHED
	type states = []poll.Status
	return lifecycle.Table[poll.Status]{
		{From: states{draft}, Verb: open, To: opened, Action: access.ManagePoll, Event: EventOpened},
		{From: states{opened}, Verb: shut, To: closed, Action: access.ManagePoll, Event: EventClosed},
		{From: states{closed}, Verb: publish, To: published, Action: access.ManagePoll, Event: EventPublished},
		{From: states{opened}, Verb: cast, Action: access.CastBallot, Event: EventBallotCast},
	}
}

// reason is the key of a refusal, in the words of polls and of those who vote.
func reason(verb string, key fault.Key) fault.Key {
	switch {
	case verb == cast && key == "FORBIDDEN":
		return "NOT_YOUR_UNIT"
	case verb == cast && key == "WRONG_STATE":
		return "POLL_NOT_OPEN"
	case key == "WRONG_STATE":
		return "POLL_WRONG_STATE"
	}
	return key
}

// load is the poll if the actor may read it, may do the verb to polls of its unit, and the poll stands where the verb begins:
// NOT_FOUND, FORBIDDEN, CONFLICT.
func load(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Poll, lifecycle.Row[poll.Status], error) {
	p, err := tx.Poll.Get(ctx, id)
	if err != nil {
		return nil, lifecycle.Row[poll.Status]{}, err
	}
	if !access.Can(tx.Actor, Life().Action(verb), access.Object{Path: p.UnitPath}) {
		return nil, lifecycle.Row[poll.Status]{}, fault.New(fault.Forbidden, reason(verb, "FORBIDDEN"))
	}
	row, err := Life().Find(p.Status, verb)
	if err != nil {
		err = fault.New(fault.Conflict, reason(verb, "WRONG_STATE")).With("status", string(p.Status))
	}
	return p, row, err
}

// change is what a verb does to a poll along its arrow. rule is the verb's own, asked once the conference is locked; it may be
// nil.
type change struct {
	verb string
	kind activity.Kind
	rule func(context.Context, *store.Tx, *ent.Poll) error
	set  func(*store.Tx, *ent.Poll, *ent.PollUpdate)
}

// move takes a poll along an arrow and tells of it: NOT_FOUND, FORBIDDEN, CONFLICT, and what the rule says.
func (s *Service) move(ctx context.Context, id gid.ID, ch change) (*ent.Poll, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Poll, error) {
		p, row, err := load(ctx, tx, id, ch.verb)
		if err != nil {
			return nil, err
		}
		if err := s.stage.Tell(ctx, tx, p.ConferenceID, ch.kind, &p.ID); err != nil {
			return nil, err
		}
		if ch.rule != nil {
			if err := ch.rule(ctx, tx, p); err != nil {
				return nil, err
			}
		}
		u := tx.Poll.Update().Where(poll.ID(p.ID), poll.StatusEQ(p.Status)).SetStatus(row.To)
		ch.set(tx, p, u)
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, row.Event, p.ID, of(p)); err != nil {
			return nil, err
		}
		return tx.Poll.Get(ctx, p.ID)
	})
}

// exactlyOne takes the answer of a conditional update: no row means that somebody was faster.
func exactlyOne(n int, err error) error {
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "CONFLICT")
	}
	return err
}
