package assistance

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/ent/logstanding"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// said is what comes with a step.
type said struct {
	role    logreview.Role
	reason  *logreview.ReasonCode
	comment *string
}

// standingOf finds where the log stands, for whoever has to do with it: its volunteer, the person helped, who leads there.
// NOT_FOUND for everybody else.
func (s *Service) standingOf(ctx context.Context, tx *store.Tx, logID gid.ID, leads *leading) (*ent.LogStanding, error) {
	l, err := tx.LogStanding.Query().Where(logstanding.LogID(logID)).Only(asSystem(ctx))
	if ent.IsNotFound(err) {
		return nil, fault.Missing()
	}
	if err != nil || interested(tx.Actor, l) {
		return l, err
	}
	if leader, err := leads.of(ctx, l.UnitPath); err != nil || leader {
		return l, err
	}
	return nil, fault.Missing()
}

// leading remembers, for one call, which units the actor leads.
type leading struct {
	service *Service
	actor   access.Actor
	known   map[string]bool
}

func (s *Service) leading(ctx context.Context) *leading {
	actor, _ := access.From(ctx)
	return &leading{service: s, actor: actor, known: map[string]bool{}}
}

func (l *leading) of(ctx context.Context, unitPath string) (bool, error) {
	if leader, known := l.known[unitPath]; known {
		return leader, nil
	}
	leader, err := l.service.Leads.IsLead(ctx, l.actor, unitPath)
	if err == nil {
		l.known[unitPath] = leader
	}
	return leader, err
}

// move takes the log along an arrow, writes down who said what and tells of it. The conditional update comes first: when it finds the
// log moved, nothing has been written. CONFLICT when somebody was faster.
func move(ctx context.Context, tx *store.Tx, l *ent.LogStanding, row lifecycle.Row[logstanding.Status], by said) error {
	u := tx.LogStanding.Update().Where(logstanding.ID(l.ID), logstanding.StatusEQ(l.Status)).
		SetStatus(row.To).SetTally(tallyOf(row.To, l.Overlaps))
	if row.To == logstanding.StatusDISPUTED {
		u.SetDisputedAt(tx.Now)
	}
	if n, err := u.Save(ctx); err != nil {
		return err
	} else if n != 1 {
		return fault.New(fault.Conflict, "CONFLICT")
	}
	if err := tx.LogReview.Create().SetLogID(l.LogID).SetUnitID(l.UnitID).SetUnitPath(l.UnitPath).SetVerb(mutation(row.Verb)).
		SetActorID(tx.Actor.ID).SetRole(by.role).SetNillableReasonCode(by.reason).SetNillableComment(by.comment).
		SetStatus(string(row.To)).Exec(ctx); err != nil {
		return err
	}
	return tx.Emit(ctx, row.Event, l.LogID, map[string]string{
		"request": l.HelpRequestID.String(), "volunteer": l.VolunteerID.String(), "unit": l.UnitID.String(), "status": string(row.To),
	})
}

// logOf reads the log itself, once it is known that the actor may.
func logOf(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.AssistanceLog, error) {
	return tx.AssistanceLog.Get(asSystem(ctx), id)
}
