package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of a conference, by the names that the API gives them.
const (
	announce = "announceConference"
	start    = "startConference"
	end      = "endConference"
	cancel   = "cancelConference"
	conclude = "publishConclusion"
	correct  = "correctConclusion"
	commit   = "recordCommitment"
	ask      = "askQuestion"
	vote     = "voteQuestion"
	reply    = "answerQuestion"
	merge    = "mergeQuestions"
	arrange  = "queueQuestion"
	finish   = "finishAnswering"
	pause    = "pauseQuestions"
	resume   = "resumeQuestions"
	assign   = "assignQuestion"
	sortOut  = "setQuestionTopic"

	update     = "updateConference"
	reschedule = "rescheduleConference"
	setAgenda  = "setAgenda"
	advance    = "advanceAgenda"
	divide     = "addSitting" // also changes and removes
	invite     = "inviteOrganisation"
	greet      = "markOrganisationPresent"
)

// Life is the life of a conference. The rows without a To are what one may do at a conference while it is there.
//
// Start has no rule about the hour: whoever runs a conference may open it before the hour that was announced, and the two
// instants, startsAt and started_at, keep what was announced and what was done.
func Life() lifecycle.Table[conference.Status] {
	const (
		draft, announced, live = conference.StatusDRAFT, conference.StatusANNOUNCED, conference.StatusLIVE
		ended, concluded, off  = conference.StatusENDED, conference.StatusCONCLUDED, conference.StatusCANCELLED
	)
	type states = []conference.Status
	return lifecycle.Table[conference.Status]{
		{From: states{draft}, Verb: announce, To: announced, Action: access.ManageConference, Event: EventAnnounced},
		{From: states{announced}, Verb: start, To: live, Action: access.ManageConference, Event: EventStarted},
		{From: states{live}, Verb: end, To: ended, Action: access.ManageConference, Event: EventEnded},
		{From: states{draft, announced}, Verb: cancel, To: off, Action: access.ManageConference, Event: EventCancelled},
		{From: states{ended}, Verb: conclude, To: concluded, Action: access.ManageConference, Event: EventConcluded},
		{From: states{concluded}, Verb: correct, Action: access.ManageConference, Event: EventCorrected},
		{From: states{announced, live, ended, concluded}, Verb: commit, Action: access.RecordCommitment, Event: EventCommitmentRecorded},
		{From: states{announced, live}, Verb: ask, Action: access.AskQuestion, Event: EventQuestionPublished},
		{From: states{announced, live}, Verb: vote, Action: access.VoteQuestion, Event: EventActivity},
		{From: states{announced, live, ended, concluded}, Verb: reply, Action: access.AnswerQuestion, Event: EventQuestionAnswered},
		{From: states{announced, live, ended, concluded}, Verb: merge, Action: access.AnswerQuestion, Event: EventQuestionMerged},
		{From: states{announced, live}, Verb: arrange, Action: access.RunQuestions, Event: EventActivity},
		{From: states{live}, Verb: now, Action: access.RunQuestions, Event: EventActivity},
		{From: states{live}, Verb: finish, Action: access.RunQuestions, Event: EventActivity},
		{From: states{announced, live}, Verb: pause, Action: access.RunQuestions, Event: EventActivity},
		{From: states{announced, live}, Verb: resume, Action: access.RunQuestions, Event: EventActivity},
		{From: states{announced, live, ended, concluded}, Verb: assign, Action: access.AnswerQuestion, Event: EventQuestionAssigned},
		{From: states{announced, live, ended, concluded}, Verb: sortOut, Action: access.AnswerQuestion, Event: EventQuestionSorted},

		{From: states{draft}, Verb: update, Action: access.ManageConference, Event: EventUpdated},
		{From: states{announced}, Verb: reschedule, Action: access.ManageConference, Event: EventRescheduled},
		{From: states{draft, announced}, Verb: setAgenda, Action: access.ManageConference, Event: EventAgendaSet},
		{From: states{live}, Verb: advance, Action: access.ManageConference, Event: EventActivity},
		{From: states{draft, announced}, Verb: divide, Action: access.ManageConference, Event: EventSittingsChanged},
		{From: states{draft, announced}, Verb: invite, Action: access.ManageConference, Event: EventInvited},
		{From: states{live}, Verb: greet, Action: access.ManageConference, Event: EventActivity},
	}
}

// within lists the states in which the verb is possible.
func within(verb string) []conference.Status {
	for _, row := range Life() {
		if row.Verb == verb {
			return row.From
		}
	}
	return nil
}

// load is the conference if the actor may read it and do the verb at conferences of its unit: NOT_FOUND, FORBIDDEN.
func (s *Service) load(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Conference, error) {
	c, err := tx.Conference.Get(ctx, id)
	if err == nil && !access.Can(tx.Actor, Life().Action(verb), access.Object{Path: c.UnitPath}) {
		err = fault.New(fault.Forbidden, reason(verb, "FORBIDDEN"))
	}
	return c, err
}

// reason is the key of a refusal, in the words of those who ask and vote.
func reason(verb string, key fault.Key) fault.Key {
	switch {
	case key == "FORBIDDEN" && (verb == ask || verb == vote):
		return "NOT_YOUR_UNIT"
	case key == "WRONG_STATE" && verb == ask:
		return "QUESTIONS_CLOSED"
	case key == "WRONG_STATE" && verb == vote:
		return "VOTING_CLOSED"
	}
	return key
}

// change is what a verb does to a conference along its arrow. rule is the verb's own, beyond role and state; it may be nil.
type change struct {
	verb string
	rule func(*store.Tx, *ent.Conference) error
	set  func(*store.Tx, *ent.ConferenceUpdate)
}

// move takes a conference along an arrow and tells of it: NOT_FOUND, FORBIDDEN, CONFLICT, and what the rule says.
func (s *Service) move(ctx context.Context, id gid.ID, ch change) (*ent.Conference, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := s.load(ctx, tx, id, ch.verb)
		if err != nil {
			return nil, err
		}
		row, err := Life().Find(c.Status, ch.verb)
		if err != nil {
			return nil, err
		}
		if ch.rule != nil {
			if err := ch.rule(tx, c); err != nil {
				return nil, err
			}
		}
		return s.arrive(ctx, tx, c, row, ch.set)
	})
}

func (s *Service) arrive(ctx context.Context, tx *store.Tx, c *ent.Conference, row lifecycle.Row[conference.Status], set func(*store.Tx, *ent.ConferenceUpdate)) (*ent.Conference, error) {
	public := c.Listed || row.To == conference.StatusANNOUNCED
	u := tx.Conference.Update().Where(conference.ID(c.ID), conference.StatusEQ(c.Status)).SetStatus(row.To).SetListed(public)
	set(tx, u)
	if public {
		u.AddLastSequence(1)
	}
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return nil, err
	}
	moved, err := tx.Conference.Get(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if err := tx.Emit(ctx, row.Event, c.ID, nil); err != nil || !public {
		return moved, err
	}
	return moved, record(ctx, tx, moved, activity.KindSTATUS_CHANGED, nil)
}

// exactlyOne takes the answer of a conditional update: no row means that somebody was faster.
func exactlyOne(n int, err error) error {
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "CONFLICT")
	}
	return err
}
