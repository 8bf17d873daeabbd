package satisfaction

import (
	"context"
	"slices"
	"strconv"

	"gandan/ent"
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
	if err := check(in.Score, in.Reasons); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := tx.Conference.Get(ctx, in.ConferenceID)
		if err != nil {
			return nil, err
		}
		return c, s.rate(ctx, tx, s.ofConference(c), in.Score, in.Reasons)
	})
}

// rate writes down that the person has rated the subject, and apart from it how.
func (s *Service) rate(ctx context.Context, tx *store.Tx, of subject, score int, reasons []Reason) error {
	if err := s.mayRate(ctx, tx, of); err != nil {
		return err
	}
	// The ticket goes first: whoever rates twice at once waits here, and then finds it.
	if err := tx.SatisfactionTicket.Create().SetSubjectID(of.id).SetAccountID(tx.Actor.ID).Exec(ctx); err != nil {
		return err
	}
	return count(access.AsSystem(ctx, "satisfaction"), tx, of.id, score, reasons)
}

func check(score int, reasons []Reason) error {
	switch n := len(reasons); {
	case score < worst || score > best:
		return fault.Bad("input.score", "OUT_OF_RANGE").With("min", worst).With("max", best)
	case n > mostReasons:
		return fault.Bad("input.reasons", "TOO_MANY_ITEMS").With("max", mostReasons)
	}
	for i, r := range reasons {
		switch {
		case !known(r):
			return fault.Bad("input.reasons", "INVALID_VALUE")
		case slices.Contains(reasons[:i], r):
			return fault.Bad("input.reasons", "SAME_REASON")
		}
	}
	return nil
}

// mayRate asks where the person lives, whether it is the time, whether they took part, and whether they have rated.
func (s *Service) mayRate(ctx context.Context, tx *store.Tx, of subject) error {
	if err := of.inTime(tx.Actor, tx.Now); err != nil {
		return err
	}
	if took, err := of.took(ctx, s, tx.Actor, of.id); err != nil || !took[of.id] {
		return orElse(err, fault.New(fault.Forbidden, of.notAPart))
	}
	rated, err := tx.SatisfactionTicket.Query().
		Where(satisfactionticket.SubjectID(of.id), satisfactionticket.AccountID(tx.Actor.ID)).Exist(ctx)
	if err != nil || rated {
		return orElse(err, fault.New(fault.Conflict, of.ratedAlready))
	}
	return nil
}

// tookPart says of conferences at which of them the actor was, or was heard. It reads the person's own rows.
func tookPart(ctx context.Context, s *Service, actor access.Actor, ids ...gid.ID) (map[gid.ID]bool, error) {
	took := map[gid.ID]bool{}
	there, err := s.store.Reader(ctx).Registration.Query().Where(attended(actor, ids...)).Select(registration.FieldConferenceID).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	for _, r := range there {
		took[r.ConferenceID] = true
	}
	asked, err := s.store.Reader(ctx).Question.Query().Where(heard(actor, ids...)).Select(question.FieldConferenceID).All(ctx)
	for _, q := range asked {
		took[q.ConferenceID] = true
	}
	return took, store.Translate(err)
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
func count(ctx context.Context, tx *store.Tx, subject gid.ID, score int, reasons []Reason) error {
	waiting, answers, err := enter(ctx, tx, subject)
	if err != nil {
		return err
	}
	given := append([]string{scoreMark(score)}, named(reasons)...)
	if err := raise(ctx, tx, subject, given); err != nil || waiting < Step {
		return err
	}
	if err := publish(ctx, tx, subject); err != nil {
		return err
	}
	return tellUnnamed(ctx, tx, subject, map[string]string{"answers": strconv.Itoa(answers)})
}

func named(reasons []Reason) []string {
	out := make([]string, len(reasons))
	for i, r := range reasons {
		out[i] = string(r)
	}
	return out
}
