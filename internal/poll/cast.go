package poll

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/ballot"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/ent/polloption"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CastBallotInput is what a citizen chooses.
type CastBallotInput struct {
	PollID    gid.ID
	OptionIDs []gid.ID
}

// Cast counts a ballot: one a person for ever, in an open poll of a conference that goes on. It cannot be taken back or
// changed, since nobody knows what it said. The order of the choices means nothing.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_UNIT; CONFLICT with keys POLL_NOT_OPEN and BALLOT_CAST; BAD_USER_INPUT with keys
// BALLOT_EMPTY, BALLOT_TOO_MANY, BALLOT_TWICE and BALLOT_FOREIGN.
func (s *Service) Cast(ctx context.Context, in CastBallotInput) (*ent.Poll, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Poll, error) {
		p, err := castable(ctx, tx, in.PollID)
		if err != nil {
			return nil, err
		}
		if err := in.check(ctx, tx, p); err != nil {
			return nil, err
		}
		if err := count(ctx, tx, p, in.OptionIDs); err != nil {
			return nil, err
		}
		if err := tellBallot(ctx, tx, p); err != nil {
			return nil, err
		}
		return tx.Poll.Get(ctx, p.ID)
	})
}

// castable is the poll if the actor may vote in it and has not.
func castable(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.Poll, error) {
	p, _, err := load(ctx, tx, id, cast)
	if err != nil {
		return nil, err
	}
	live, err := tx.Conference.Query().Where(conference.ID(p.ConferenceID), conference.StatusEQ(conference.StatusLIVE)).Exist(ctx)
	if err == nil && !live {
		err = fault.New(fault.Conflict, "POLL_NOT_OPEN").With("status", string(p.Status))
	}
	if err != nil {
		return nil, err
	}
	has, err := tx.Ballot.Query().Where(ballot.PollID(p.ID), ballot.VoterID(tx.Actor.ID)).Exist(ctx)
	if err == nil && has {
		err = fault.New(fault.Conflict, "BALLOT_CAST")
	}
	return p, err
}

// check holds the choices to the poll.
func (in CastBallotInput) check(ctx context.Context, tx *store.Tx, p *ent.Poll) error {
	const field = "input.optionIds"
	switch n := len(in.OptionIDs); {
	case n == 0:
		return fault.Bad(field, "BALLOT_EMPTY")
	case n > p.MostChoices:
		return fault.Bad(field, "BALLOT_TOO_MANY").With("max", p.MostChoices)
	}
	for i, id := range in.OptionIDs {
		if slices.Contains(in.OptionIDs[:i], id) {
			return fault.Bad(field, "BALLOT_TWICE")
		}
	}
	n, err := tx.PollOption.Query().Where(polloption.PollID(p.ID), polloption.IDIn(in.OptionIDs...)).Count(ctx)
	if err == nil && n != len(in.OptionIDs) {
		err = fault.Bad(field, "BALLOT_FOREIGN")
	}
	return err
}

// count raises the numbers and notes that the actor has voted. The row of the poll goes first: its lock keeps the options of
// one ballot from waiting for those of another, and a poll that was closed meanwhile has no such row.
func count(ctx context.Context, tx *store.Tx, p *ent.Poll, chosen []gid.ID) error {
	n, err := tx.Poll.Update().Where(poll.ID(p.ID), poll.StatusEQ(poll.StatusOPEN)).AddBallotCount(1).Save(ctx)
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "POLL_NOT_OPEN").With("status", string(poll.StatusCLOSED))
	}
	if err != nil {
		return err
	}
	if err := tx.PollOption.Update().Where(polloption.IDIn(chosen...)).AddBallotCount(1).Exec(ctx); err != nil {
		return err
	}
	return tx.Ballot.Create().SetPollID(p.ID).SetVoterID(tx.Actor.ID).Exec(ctx)
}
