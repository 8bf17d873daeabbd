package assistance

import (
	"context"
	"crypto/sha256"
	"encoding/binary"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/logstanding"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Recorded writes down where a new log stands, in the transaction that makes the log.
func (s *Service) Recorded(ctx context.Context, tx *store.Tx, log *ent.AssistanceLog, r *ent.HelpRequest) error {
	group, err := s.groupOf(ctx, r)
	if err != nil {
		return err
	}
	return tx.LogStanding.Create().SetID(standingID(log)).SetLogID(log.ID).SetHelpRequestID(r.ID).SetVolunteerID(log.VolunteerID).SetNillableCitizenID(asker(r)).
		SetUnitID(r.UnitID).SetUnitPath(r.UnitPath).SetStatus(logstanding.StatusRECORDED).SetTally(logstanding.TallyWAITING).
		SetOverlaps(log.Overlaps).SetDay(string(calendar.Today(log.HappenedAt))).SetTopicGroup(group).
		SetChannel(logstanding.Channel(log.Kind)).SetMinutes(log.Minutes).
		SetOutcome(logstanding.Outcome(log.Outcome)).SetReasonCode(codeOf(log)).SetLoggedAt(log.LoggedAt).Exec(ctx)
}

// standingID follows from the log: there is one standing a log.
func standingID(log *ent.AssistanceLog) gid.ID {
	sum := sha256.Sum256(log.ID[:])
	return gid.Make(gid.LogStanding, log.LoggedAt, binary.BigEndian.Uint32(sum[:]), [6]byte(sum[4:10]))
}

// asker is the account of the person helped; nil for somebody without one.
func asker(r *ent.HelpRequest) *gid.ID {
	id := r.CitizenID
	return &id
}

// groupOf is the group of the procedure that the request is about, empty when it names none.
func (s *Service) groupOf(ctx context.Context, r *ent.HelpRequest) (string, error) {
	if r.ProcedureID == nil {
		return "", nil
	}
	p, err := s.Procedures.Procedure(asSystem(ctx), *r.ProcedureID)
	switch {
	case fault.Is(err, fault.NotFound):
		return "", nil
	case err != nil:
		return "", err
	}
	return p.TopicGroup, nil
}

// codeOf is why the log led away from this help; empty where it did not, or nobody said why.
func codeOf(log *ent.AssistanceLog) string {
	if log.ReasonCode == nil {
		return ""
	}
	return *log.ReasonCode
}

// adoptAtOnce is how many logs one transaction of Adopt takes.
const adoptAtOnce = 200

// Adopt writes down where the logs stand that were made before there were standings, the newest first; once all are, it finds
// nothing in one step. The app runs it at its start.
func (s *Service) Adopt(ctx context.Context) error {
	for {
		n, err := store.Write(asSystem(ctx), s.store, s.adoptSome)
		if err != nil || n == 0 {
			return err
		}
	}
}

func (s *Service) adoptSome(ctx context.Context, tx *store.Tx) (int, error) {
	q := tx.AssistanceLog.Query().Order(ent.Desc(assistancelog.FieldID)).Limit(adoptAtOnce)
	oldest, err := tx.LogStanding.Query().Order(logstanding.ByLogID()).First(ctx)
	switch {
	case err == nil:
		q.Where(assistancelog.IDLT(oldest.LogID))
	case !ent.IsNotFound(err):
		return 0, err
	}
	rows, err := q.All(ctx)
	if err != nil {
		return 0, err
	}
	for _, log := range rows {
		r, err := tx.HelpRequest.Query().Where(helprequest.ID(log.HelpRequestID)).Only(access.AsSystem(ctx, systemName))
		if err != nil {
			return 0, err
		}
		if err := s.Recorded(ctx, tx, log, r); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}
