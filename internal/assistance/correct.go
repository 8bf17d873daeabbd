package assistance

import (
	"context"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/internal/fault"
	"gandan/internal/guard"
	"gandan/internal/store"
	"gandan/internal/text"
)

// CorrectLogInput is what was written wrong. What is nil stays.
type CorrectLogInput struct {
	LogID   gid.ID
	Minutes *int
	Kind    *assistancelog.Kind
	Outcome *assistancelog.Outcome
	Note    *string
	Reason  string
}

// The bounds of what is typed, in characters, and of a session, in minutes; those of the helpdesk.
const (
	longestReason = 500
	longestNote   = 2000
	leastMinutes  = 1
	mostMinutes   = 480
)

// CorrectLog writes a new log that takes the place of another, which counts no more. Its volunteer does so before a lead approved it,
// a lead with a reason at any time. The correction begins anew: nobody has confirmed it. The request stays where the log led it.
//
// BAD_USER_INPUT with keys MINUTES_RANGE, TOO_LONG, REASON_REQUIRED and NOTHING_TO_CORRECT; NOT_FOUND; FORBIDDEN with keys NOT_YOUR_LOG and
// FORBIDDEN; CONFLICT with keys CONFLICT_OF_INTEREST, ALREADY_CORRECTED, SESSION_OVERLAPS and WRONG_STATE.
func (s *Service) CorrectLog(ctx context.Context, in CorrectLogInput) (*ent.AssistanceLog, error) {
	in, err := checkedCorrection(in)
	if err != nil {
		return nil, err
	}
	leads := s.leading(ctx)
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.AssistanceLog, error) {
		l, err := s.standingOf(ctx, tx, in.LogID, leads)
		if err != nil {
			return nil, err
		}
		verb, by := verbCorrect, said{role: logreview.RoleVOLUNTEER, comment: &in.Reason}
		if l.VolunteerID != tx.Actor.ID {
			verb, by.role = verbCorrectLead, logreview.RoleLEAD
		}
		leader, err := leads.of(ctx, l.UnitPath)
		if err == nil {
			err = s.refusal(tx.Actor, l, verb, leader, tx.Now)
		}
		if err != nil {
			return nil, err
		}
		return s.correct(ctx, tx, l, verb, by, in)
	})
}

// correct writes the correction before the original moves, so that an overlap is refused with nothing written.
func (s *Service) correct(ctx context.Context, tx *store.Tx, l *ent.LogStanding, verb string, by said, in CorrectLogInput) (*ent.AssistanceLog, error) {
	row, err := arrow(l, verb)
	if err != nil {
		return nil, err
	}
	original, err := logOf(ctx, tx, l.LogID)
	if err != nil {
		return nil, err
	}
	want, changed := in.over(original)
	if !changed {
		return nil, fault.Bad("input.minutes", "NOTHING_TO_CORRECT")
	}
	log, err := s.Logs.Correct(ctx, tx, want)
	if err != nil {
		return nil, err
	}
	return log, move(ctx, tx, l, row, by)
}

// over is the original with what changes.
func (in CorrectLogInput) over(original *ent.AssistanceLog) (want *ent.AssistanceLog, changed bool) {
	next := *original
	if in.Minutes != nil {
		next.Minutes = *in.Minutes
	}
	if in.Kind != nil {
		next.Kind = *in.Kind
	}
	if in.Outcome != nil {
		next.Outcome = *in.Outcome
	}
	if in.Note != nil {
		next.Note = in.Note
	}
	noted := in.Note != nil && (original.Note == nil || *original.Note != *in.Note)
	changed = noted || next.Minutes != original.Minutes || next.Kind != original.Kind || next.Outcome != original.Outcome
	next.CorrectsID, next.CorrectionReason = &original.ID, &in.Reason
	return &next, changed
}

func checkedCorrection(in CorrectLogInput) (CorrectLogInput, error) {
	if in.Minutes != nil && (*in.Minutes < leastMinutes || *in.Minutes > mostMinutes) {
		return in, fault.Bad("input.minutes", "MINUTES_RANGE").With("min", leastMinutes).With("max", mostMinutes)
	}
	if in.Note != nil {
		note := text.Clean(*in.Note)
		if text.Length(note) > longestNote {
			return in, fault.Bad("input.note", "TOO_LONG").With("max", longestNote)
		}
		if err := guard.Text(note, "input.note"); err != nil {
			return in, err
		}
		in.Note = &note
	}
	var err error
	in.Reason, err = givenReason(in.Reason, "input.reason")
	return in, err
}

// givenReason is a reason that must be there. BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG, and those of guard.Text.
func givenReason(typed, field string) (string, error) {
	reason := text.Clean(typed)
	switch {
	case reason == "":
		return "", fault.Bad(field, "REASON_REQUIRED")
	case text.Length(reason) > longestReason:
		return "", fault.Bad(field, "TOO_LONG").With("max", longestReason)
	}
	return reason, guard.Text(reason, field)
}
