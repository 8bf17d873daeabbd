package poll

import (
	"context"

	"gandan/ent"
	"gandan/ent/poll"
)

// HiddenBelow is the number of ballots from which results are shown: fewer would tell what single people chose
// (rights_care.csv, and the rule of the house for every total).
const HiddenBelow = 10

// tooFew is the key of the reason why results are hidden.
const tooFew = "POLL_TOO_FEW_BALLOTS"

// Results is how a poll came out. Below HiddenBelow ballots it says so and has no numbers.
type Results struct {
	BallotCount int
	Hidden      bool
	HiddenBelow int
	Reason      *string // key, when hidden
	Options     []*OptionResult
}

// OptionResult is how many ballots chose an option.
type OptionResult struct {
	Option      *ent.PollOption
	BallotCount int
}

// ResultsOf is how the poll came out, nil until it is published; for admins no earlier than for everybody.
func (s *Service) ResultsOf(ctx context.Context, p *ent.Poll) (*Results, error) {
	if p.Status != poll.StatusPUBLISHED {
		return nil, nil //nolint:nilnil // not yet
	}
	r := &Results{BallotCount: p.BallotCount, HiddenBelow: HiddenBelow, Options: []*OptionResult{}}
	if p.BallotCount < HiddenBelow {
		key := tooFew
		r.Hidden, r.Reason = true, &key
		return r, nil
	}
	options, err := s.OptionsOf(ctx, p)
	for _, o := range options {
		r.Options = append(r.Options, &OptionResult{Option: o, BallotCount: o.BallotCount})
	}
	return r, err
}
