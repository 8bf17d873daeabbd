package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// The verb of Unvote, which the table of the conference knows as voting.
const unvote = "unvoteQuestion"

// QuestionActions is what the viewer may do with the question, and why not, by the names of the mutations; a visitor gets none.
// The conferences of one response are read together.
func (s *Service) QuestionActions(ctx context.Context, q *ent.Question) ([]*lifecycle.Possibility, error) {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return []*lifecycle.Possibility{}, nil
	}
	c, err := s.Conference(ctx, q.ConferenceID)
	if err != nil {
		return nil, err
	}
	var all []*lifecycle.Possibility
	for _, verb := range []string{vote, unvote, reply, merge, assign, sortOut, arrange, now} {
		p := &lifecycle.Possibility{Name: verb, Allowed: true}
		if key := refusal(actor, c, q, verb); key != "" {
			told := string(key)
			p.Allowed, p.Reason = false, &told
		}
		all = append(all, p)
	}
	return all, nil
}

// refusal is why the verb is not possible, in the order in which the verbs ask: the role, the question, the conference.
func refusal(actor access.Actor, c *ent.Conference, q *ent.Question, verb string) fault.Key {
	at := verb
	if verb == unvote {
		at = vote
	}
	if !access.Can(actor, Life().Action(at), access.Object{Path: q.UnitPath}) {
		return reason(at, "FORBIDDEN")
	}
	if key := unfit(q, verb); key != "" {
		return key
	}
	if _, err := Life().Find(c.Status, at); err != nil {
		return reason(at, fault.Of(err).Key)
	}
	return ""
}

// unfit is why the question as it stands is not fit for the verb.
func unfit(q *ent.Question, verb string) fault.Key {
	arrow := map[string]string{reply: answer, merge: join, assign: owe}
	switch verb {
	case vote, unvote, arrange, now:
		switch {
		case !listed(q.Status):
			return "QUESTION_NOT_PUBLISHED"
		case q.Stage == question.StageNOW && (verb == arrange || verb == now):
			return "BEING_ANSWERED"
		}
	case reply, merge, assign:
		if _, err := QuestionLife().Find(q.Status, arrow[verb]); err != nil {
			if verb != merge {
				err = alreadyAnswered(q, err)
			}
			return fault.Of(err).Key
		}
	}
	return ""
}
