package satisfaction

import (
	"context"
	"slices"
	"strconv"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/ent/registration"
	"gandan/ent/satisfactionticket"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RateConferenceInput is how content somebody was.
type RateConferenceInput struct {
	ConferenceID gid.ID
	Score        int
	Reasons      []Reason
}

// Rate rates a conference that has ended, once, by somebody who attended it or whose question was made public there.
//
// NOT_FOUND; FORBIDDEN with keys NOT_YOUR_UNIT and NOT_A_PARTICIPANT; BAD_USER_INPUT with keys OUT_OF_RANGE, TOO_MANY_ITEMS, SAME_REASON and
// INVALID_VALUE; CONFLICT with keys RATING_NOT_OPEN, RATING_CLOSED and ALREADY_RATED.
func (s *Service) Rate(ctx context.Context, in RateConferenceInput) (*ent.Conference, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := tx.Conference.Get(ctx, in.ConferenceID)
		if err != nil {
			return nil, err
		}
		if err := s.mayRate(ctx, tx, c); err != nil {
			return nil, err
		}
		// The ticket goes first: whoever rates twice at once waits here, and then finds it.
		if err := tx.SatisfactionTicket.Create().SetSubjectID(c.ID).SetAccountID(tx.Actor.ID).Exec(ctx); err != nil {
			return nil, err
		}
		return c, in.count(access.AsSystem(ctx, "satisfaction"), tx)
	})
}

func (in RateConferenceInput) check() error {
	switch n := len(in.Reasons); {
	case in.Score < worst || in.Score > best:
		return fault.Bad("input.score", "OUT_OF_RANGE").With("min", worst).With("max", best)
	case n > mostReasons:
		return fault.Bad("input.reasons", "TOO_MANY_ITEMS").With("max", mostReasons)
	}
	for i, r := range in.Reasons {
		switch {
		case !known(r):
			return fault.Bad("input.reasons", "INVALID_VALUE")
		case slices.Contains(in.Reasons[:i], r):
			return fault.Bad("input.reasons", "SAME_REASON")
		}
	}
	return nil
}

// mayRate asks where the person lives, whether it is the time, whether they took part, and whether they have rated.
func (s *Service) mayRate(ctx context.Context, tx *store.Tx, c *ent.Conference) error {
	if err := s.inTime(tx.Actor, c, tx.Now); err != nil {
		return err
	}
	if took, err := tookPart(ctx, tx, c.ID); err != nil || !took {
		return orElse(err, fault.New(fault.Forbidden, "NOT_A_PARTICIPANT"))
	}
	rated, err := tx.SatisfactionTicket.Query().
		Where(satisfactionticket.SubjectID(c.ID), satisfactionticket.AccountID(tx.Actor.ID)).Exist(ctx)
	if err != nil || rated {
		return orElse(err, fault.New(fault.Conflict, "ALREADY_RATED"))
	}
	return nil
}

// inTime asks what needs no row but the conference: where the person lives and whether it is the time.
func (s *Service) inTime(actor access.Actor, c *ent.Conference, now time.Time) error {
	until := s.until(c)
	switch {
	case !access.Can(actor, access.RateConference, access.Object{Path: c.UnitPath}):
		return fault.New(fault.Forbidden, "NOT_YOUR_UNIT")
	case until == nil:
		return fault.New(fault.Conflict, "RATING_NOT_OPEN")
	case now.After(*until):
		return fault.New(fault.Conflict, "RATING_CLOSED")
	}
	return nil
}

// until is the last instant at which the conference can be rated, nil while it has not ended.
func (s *Service) until(c *ent.Conference) *time.Time {
	if c.EndedAt == nil || c.Status != conference.StatusENDED && c.Status != conference.StatusCONCLUDED {
		return nil
	}
	at := c.EndedAt.Add(s.policy.Window)
	return &at
}

// tookPart reads the person's own rows.
func tookPart(ctx context.Context, tx *store.Tx, id gid.ID) (bool, error) {
	there, err := tx.Registration.Query().Where(attended(tx.Actor, id)).Exist(ctx)
	if err != nil || there {
		return there, err
	}
	return tx.Question.Query().Where(heard(tx.Actor, id)).Exist(ctx)
}

// attended: they were there.
func attended(actor access.Actor, ids ...gid.ID) predicate.Registration {
	return registration.And(registration.AccountID(actor.ID), registration.ConferenceIDIn(ids...), registration.StatusEQ(registration.StatusATTENDED))
}

// heard: a question of theirs was made public, alone or joined with another.
func heard(actor access.Actor, ids ...gid.ID) predicate.Question {
	return question.And(question.AuthorID(actor.ID), question.ConferenceIDIn(ids...),
		question.Or(question.PublishedAtNotNil(), question.StatusEQ(question.StatusMERGED)))
}

func orElse(err, refusal error) error {
	if err != nil {
		return err
	}
	return refusal
}

// count adds the marks, and publishes when a step is full. The row of everyone is the gate: whoever holds it counts alone. The
// context is the system's, since nobody reads tallies.
func (in RateConferenceInput) count(ctx context.Context, tx *store.Tx) error {
	waiting, answers, err := enter(ctx, tx, in.ConferenceID)
	if err != nil {
		return err
	}
	given := append([]string{scoreMark(in.Score)}, named(in.Reasons)...)
	if err := raise(ctx, tx, in.ConferenceID, given); err != nil || waiting < Step {
		return err
	}
	if err := publish(ctx, tx, in.ConferenceID); err != nil {
		return err
	}
	return tellUnnamed(ctx, tx, in.ConferenceID, map[string]string{"answers": strconv.Itoa(answers)})
}

func named(reasons []Reason) []string {
	out := make([]string, len(reasons))
	for i, r := range reasons {
		out[i] = string(r)
	}
	return out
}
