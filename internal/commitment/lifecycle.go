package commitment

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs, by the names that the API gives them. The clock alone settles.
const (
	extend   = "extendCommitment"
	complete = "completeCommitment"
	confirm  = "confirmCommitment"
	dispute  = "disputeCommitment"
	settle   = "settle"
)

// Life is the life of a commitment. It begins OPEN; that first step has no arrow here, since the table of the conference says
// when promises are made.
func Life() lifecycle.Table[commitment.Status] {
	const (
		open, completed     = commitment.StatusOPEN, commitment.StatusCOMPLETED
		disputed, fulfilled = commitment.StatusDISPUTED, commitment.StatusKEPT
	)
	type from = []commitment.Status
	return lifecycle.Table[commitment.Status]{
		{From: from{open}, Verb: extend, To: open, Action: access.UpdateCommitment, Event: EventExtended},
		{From: from{open, disputed}, Verb: complete, To: completed, Action: access.UpdateCommitment, Event: EventCompleted},
		{From: from{completed}, Verb: confirm, To: fulfilled, Action: access.ReviewCommitment, Event: EventConfirmed},
		{From: from{completed}, Verb: dispute, To: disputed, Action: access.ReviewCommitment, Event: EventDisputed},
		{From: from{completed}, Verb: settle, To: fulfilled, Action: access.SettleCommitment, Event: EventSettled},
	}
}

// Who did what a line tells of.
const (
	admin   = commitmententry.ByADMIN
	citizen = commitmententry.ByCITIZEN
	system  = commitmententry.BySYSTEM
)

// deed is what a verb does to a commitment along its arrow.
type deed struct {
	verb  string
	kind  commitmententry.Kind
	by    commitmententry.By
	words *string           // the reason or the evidence that the public reads
	at    time.Time         // when it took effect; zero: now
	data  map[string]string // of the event, besides what every event says

	rule func(*store.Tx, *ent.Commitment) error // the verb's own, beyond role and state; may be nil
	set  func(*store.Tx, *ent.CommitmentUpdate)
}

// move takes a commitment along an arrow, adds the line to its ledger and tells of it: NOT_FOUND, FORBIDDEN, CONFLICT, and what
// the rule says.
func (s *Service) move(ctx context.Context, id gid.ID, d deed) (*ent.Commitment, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Commitment, error) {
		c, err := tx.Commitment.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		row, err := s.arrow(tx.Actor, c, d.verb)
		if err != nil {
			return nil, err
		}
		if d.rule != nil {
			if err := d.rule(tx, c); err != nil {
				return nil, err
			}
		}
		return arrive(ctx, tx, c, row, d)
	})
}

// arrow answers whether the actor may do the verb now, and with which row; the verbs and Actions both ask it.
// FORBIDDEN with keys FORBIDDEN and NOT_THE_ASKER; CONFLICT with keys WRONG_STATE and COMMITMENT_KEPT.
func (s *Service) arrow(a access.Actor, c *ent.Commitment, verb string) (lifecycle.Row[commitment.Status], error) {
	status := s.Status(c)
	if verb == settle {
		status = c.Status
	}
	row, err := Life().Find(status, verb)
	switch review := Life().Action(verb) == access.ReviewCommitment; {
	case !access.Can(a, Life().Action(verb), objectOf(c)) && review:
		err = fault.New(fault.Forbidden, "NOT_THE_ASKER")
	case !access.Can(a, Life().Action(verb), objectOf(c)):
		err = fault.New(fault.Forbidden, "FORBIDDEN")
	case review && status == commitment.StatusKEPT:
		err = fault.New(fault.Conflict, "COMMITMENT_KEPT")
	}
	return row, err
}

// objectOf is the commitment as the grants see it. One that came from no question has no asker.
func objectOf(c *ent.Commitment) access.Object {
	o := access.Object{Path: c.UnitPath}
	if c.OwnerID != nil {
		o.Owner = *c.OwnerID
	}
	return o
}

// arrive writes the new state under the condition that nothing happened to the commitment meanwhile: CONFLICT otherwise. The
// number of lines is part of the condition, so a deed that leaves the state as it is excludes others too.
func arrive(ctx context.Context, tx *store.Tx, c *ent.Commitment, row lifecycle.Row[commitment.Status], d deed) (*ent.Commitment, error) {
	u := tx.Commitment.Update().
		Where(commitment.ID(c.ID), commitment.StatusEQ(c.Status), commitment.EntryCount(c.EntryCount)).
		SetStatus(row.To).SetEntryCount(max(c.EntryCount, 1) + 1)
	d.set(tx, u)
	if n, err := u.Save(ctx); err != nil {
		return nil, err
	} else if n != 1 {
		return nil, fault.New(fault.Conflict, "CONFLICT")
	}
	moved, err := tx.Commitment.Get(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if c.EntryCount == 0 {
		if err := open(ctx, tx, c, c.DueOn); err != nil {
			return nil, err
		}
	}
	if err := add(ctx, tx, moved, d); err != nil {
		return nil, err
	}
	return moved, tell(ctx, tx, row.Event, moved, d)
}
