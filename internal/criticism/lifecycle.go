package criticism

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of a draft, by the names that the API gives them.
const (
	publish  = "publishDraftVersion"
	open     = "openDraft"
	link     = "linkDraftConference"
	give     = "giveOpinion"
	shut     = "closeDraft"
	issue    = "issueCriticismDocument"
	reply    = "answerOpinion"
	finish   = "finishAnswers"
	withdraw = "withdrawDraft"
)

// Life is the life of a draft. The rows without a To are what one may do at a draft while it is there. An opinion may come back
// from moderation after the answers were finished, so it can still be answered then.
func Life() lifecycle.Table[draft.Status] {
	const (
		prepared, opened, closed = draft.StatusPREPARED, draft.StatusOPEN, draft.StatusCLOSED
		documented, answered     = draft.StatusDOCUMENTED, draft.StatusANSWERED
		off                      = draft.StatusWITHDRAWN
	)
	type states = []draft.Status
	return lifecycle.Table[draft.Status]{
		{From: states{prepared, opened, closed, documented}, Verb: publish, Action: access.ManageCriticism, Event: EventVersionPublished},
		{From: states{prepared}, Verb: open, To: opened, Action: access.ManageCriticism, Event: EventOpened},
		{From: states{prepared, opened, closed}, Verb: link, Action: access.ManageCriticism, Event: EventConferenceLinked},
		{From: states{opened}, Verb: give, Action: access.GiveOpinion, Event: EventOpinionGiven},
		{From: states{opened}, Verb: shut, To: closed, Action: access.ManageCriticism, Event: EventClosed},
		{From: states{closed, documented}, Verb: issue, To: documented, Action: access.ManageCriticism, Event: EventDocumentIssued},
		{From: states{opened, closed, documented, answered}, Verb: reply, Action: access.AnswerOpinion, Event: EventOpinionAnswered},
		{From: states{documented}, Verb: finish, To: answered, Action: access.AnswerOpinion, Event: EventAnswersFinished},
		{From: states{prepared, opened, closed, documented}, Verb: withdraw, To: off, Action: access.ManageCriticism, Event: EventWithdrawn},
	}
}

// within lists the states in which the verb is possible.
func within(verb string) []draft.Status {
	for _, row := range Life() {
		if row.Verb == verb {
			return row.From
		}
	}
	return nil
}

// standing is where the draft stands at the instant: what is open closes by itself at the end of its last day for opinions.
func standing(d *ent.Draft, now time.Time) draft.Status {
	if d.Status == draft.StatusOPEN && d.OpinionsUntil != nil && calendar.Today(now).After(calendar.Date(*d.OpinionsUntil)) {
		return draft.StatusCLOSED
	}
	return d.Status
}

// load is the draft if the actor may read it and do the verb at drafts of its unit: NOT_FOUND, FORBIDDEN.
func load(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Draft, error) {
	d, err := tx.Draft.Get(ctx, id)
	if err == nil && !access.Can(tx.Actor, Life().Action(verb), access.Object{Path: d.UnitPath}) {
		err = fault.New(fault.Forbidden, reason(verb, "FORBIDDEN"))
	}
	return d, err
}

// reason is the key of a refusal, in the words of those who give opinions and of those who read of drafts.
func reason(verb string, key fault.Key) fault.Key {
	switch {
	case key == "FORBIDDEN" && verb == give:
		return "DRAFT_NOT_YOUR_UNIT"
	case key == "WRONG_STATE" && verb == give:
		return "OPINIONS_CLOSED"
	case key == "WRONG_STATE":
		return "DRAFT_WRONG_STATE"
	}
	return key
}

// wrongState says that the draft, as it stands now, is in no state for the verb.
func wrongState(tx *store.Tx, d *ent.Draft, verb string) error {
	return fault.New(fault.Conflict, reason(verb, "WRONG_STATE")).With("status", "DRAFT_"+string(standing(d, tx.Now)))
}

// change is what a verb does to a draft along its arrow. rule is the verb's own, beyond role and state; set writes what it
// adds to the row; after writes the rest, with the row as it is then, and gives the data of the event. Each may be nil.
type change struct {
	verb  string
	rule  func(context.Context, *store.Tx, *ent.Draft) error
	set   func(*store.Tx, *ent.Draft, *ent.DraftUpdate)
	after func(context.Context, *store.Tx, *ent.Draft) (map[string]string, error)
}

// move takes a draft along an arrow and tells of it: NOT_FOUND, FORBIDDEN, CONFLICT, and what the rule says.
func (s *Service) move(ctx context.Context, id gid.ID, ch change) (*ent.Draft, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Draft, error) {
		d, err := load(ctx, tx, id, ch.verb)
		if err != nil {
			return nil, err
		}
		row, err := Life().Find(standing(d, tx.Now), ch.verb)
		if err != nil {
			return nil, wrongState(tx, d, ch.verb)
		}
		if ch.rule != nil {
			if err := ch.rule(ctx, tx, d); err != nil {
				return nil, err
			}
		}
		return arrive(ctx, tx, d, row, ch)
	})
}

func arrive(ctx context.Context, tx *store.Tx, d *ent.Draft, row lifecycle.Row[draft.Status], ch change) (*ent.Draft, error) {
	u := tx.Draft.Update().Where(draft.ID(d.ID), draft.StatusEQ(d.Status))
	if row.To != "" {
		u.SetStatus(row.To)
	}
	if ch.set != nil {
		ch.set(tx, d, u)
	}
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return nil, err
	}
	moved, err := tx.Draft.Get(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	var data map[string]string
	if ch.after != nil {
		if data, err = ch.after(ctx, tx, moved); err != nil {
			return nil, err
		}
	}
	return moved, tx.Emit(ctx, row.Event, d.ID, data)
}

// exactlyOne takes the answer of a conditional update: no row means that somebody was faster.
func exactlyOne(n int, err error) error {
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "CONFLICT")
	}
	return err
}
