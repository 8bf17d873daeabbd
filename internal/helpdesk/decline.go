package helpdesk

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// DeclineReason is why a volunteer does not take on what a lead gave them.
type DeclineReason string

// The reasons, coded so that a lead sees at once what to do. They are of the moment and never counted by person.
const (
	DeclineBusy     DeclineReason = "BUSY"
	DeclineTooFar   DeclineReason = "TOO_FAR"
	DeclineNoSkill  DeclineReason = "NO_SKILL"
	DeclineConflict DeclineReason = "CONFLICT_OF_INTEREST"
	DeclineUnwell   DeclineReason = "UNWELL"
	DeclineOther    DeclineReason = "OTHER"
)

// DeclineReasons lists them.
func DeclineReasons() []DeclineReason {
	return []DeclineReason{DeclineBusy, DeclineTooFar, DeclineNoSkill, DeclineConflict, DeclineUnwell, DeclineOther}
}

// MarshalGQL writes the value as a GraphQL enum.
func (e DeclineReason) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(e))) }

// UnmarshalGQL reads a GraphQL enum.
func (e *DeclineReason) UnmarshalGQL(v any) error {
	s, _ := v.(string)
	if !slices.Contains(DeclineReasons(), DeclineReason(s)) {
		return fmt.Errorf("%q is no reason to decline", s)
	}
	*e = DeclineReason(s)
	return nil
}

// DeclineAssignmentInput is which request a volunteer declines, and why.
type DeclineAssignmentInput struct {
	ID         gid.ID
	ReasonCode DeclineReason
	Note       *string
}

// Decline gives a request that a lead gave to the volunteer back to the queue; its clock goes on. The trail keeps the code and
// the note, the lead is told the code.
// BAD_USER_INPUT with keys TOO_LONG and, for OTHER without a note, REASON_REQUIRED; NOT_FOUND; FORBIDDEN with key NOT_HOLDER;
// CONFLICT, also with key WRONG_STATE.
func (s *Service) Decline(ctx context.Context, in DeclineAssignmentInput) (*ent.HelpRequest, error) {
	reason, err := in.reason()
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		told := map[string]string{"reason": string(in.ReasonCode)}
		return s.move(ctx, tx, in.ID, VerbDecline, step{reason: reason, facts: told, change: withoutHolder})
	})
}

// longestNote leaves room for the code before it.
const longestNote = longestReason - 30

// reason is the line for the trail: the code, and the note behind it.
func (in DeclineAssignmentInput) reason() (*string, error) {
	line := string(in.ReasonCode)
	note, err := optional(in.Note, "input.note", longestNote)
	switch {
	case err != nil:
		return nil, err
	case note != nil:
		line += ": " + *note
	case in.ReasonCode == DeclineOther:
		return nil, fault.Bad("input.note", "REASON_REQUIRED")
	}
	return &line, nil
}
