package moderation

import (
	"context"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

const statementMost = 2000 // characters

// DecideModerationInput is what an admin decides.
type DecideModerationInput struct {
	CaseID     gid.ID
	Outcome    decision.Outcome
	ReasonCode decision.ReasonCode
	Statement  string
}

// clean checks what needs no row and cleans the statement.
func (in DecideModerationInput) clean() (DecideModerationInput, error) {
	in.Statement = text.Clean(in.Statement)
	approves, spotless := in.Outcome == decision.OutcomeAPPROVE, in.ReasonCode == decision.ReasonCodeWITHIN_RULES
	switch {
	case in.CaseID.Kind() != gid.ModerationCase:
		return in, fault.Bad("input.caseId", "WRONG_ID_KIND")
	case decision.OutcomeValidator(in.Outcome) != nil:
		return in, fault.Bad("input.outcome", "INVALID_VALUE")
	case decision.ReasonCodeValidator(in.ReasonCode) != nil:
		return in, fault.Bad("input.reasonCode", "INVALID_VALUE")
	case approves != spotless:
		return in, fault.Bad("input.reasonCode", "REASON_NOT_FOR_OUTCOME")
	case in.Statement == "":
		return in, fault.Bad("input.statement", "STATEMENT_REQUIRED")
	case !text.Between(in.Statement, 1, statementMost):
		return in, fault.Bad("input.statement", "TOO_LONG").With("max", statementMost)
	}
	return in, nil
}

// Decide closes a case: the decision, what it does to the content, and the event that tells the author, all or nothing.
//
// FORBIDDEN without the role, and with key OWN_CONTENT on own content; BAD_USER_INPUT with keys WRONG_ID_KIND,
// INVALID_VALUE, REASON_NOT_FOR_OUTCOME (WITHIN_RULES goes with APPROVE and with nothing else), STATEMENT_REQUIRED, TOO_LONG;
// NOT_FOUND for a case of another unit; CONFLICT with key ALREADY_DECIDED.
func (s *Service) Decide(ctx context.Context, in DecideModerationInput) (*ent.ModerationCase, error) {
	if err := mayTry(ctx, access.DecideModeration); err != nil {
		return nil, err
	}
	in, err := in.clean()
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ModerationCase, error) {
		c, err := move(ctx, tx, in.CaseID, verbDecide)
		if err != nil {
			return nil, err
		}
		d, err := record(ctx, tx, in)
		if err != nil {
			return nil, err
		}
		if err := s.carryOut(ctx, tx, c, in.Outcome); err != nil {
			return nil, err
		}
		data := facts(c)
		data["decisionId"], data["outcome"], data["reasonCode"] = d.ID.String(), string(d.Outcome), string(d.ReasonCode)
		return c, tx.Emit(ctx, Decided, c.ID, data)
	})
}

func record(ctx context.Context, tx *store.Tx, in DecideModerationInput) (*ent.Decision, error) {
	return tx.Decision.Create().SetCaseID(in.CaseID).SetOutcome(in.Outcome).SetReasonCode(in.ReasonCode).
		SetStatement(in.Statement).SetDecidedByID(tx.Actor.ID).SetDecidedAt(tx.Now).Save(ctx)
}

// carryOut has the owner of the content do what was decided.
func (s *Service) carryOut(ctx context.Context, tx *store.Tx, c *ent.ModerationCase, outcome decision.Outcome) error {
	hide := outcome == decision.OutcomeHIDE
	switch {
	case c.SubjectKind == moderationcase.SubjectKindQUESTION && hide:
		return s.questions.HideQuestion(ctx, tx, c.SubjectID)
	case c.SubjectKind == moderationcase.SubjectKindQUESTION:
		return s.questions.PublishQuestion(ctx, tx, c.SubjectID)
	case c.SubjectKind == moderationcase.SubjectKindOPINION && hide:
		return s.opinions.HideOpinion(ctx, tx, c.SubjectID)
	case c.SubjectKind == moderationcase.SubjectKindOPINION:
		return s.opinions.ShowOpinion(ctx, tx, c.SubjectID)
	case hide:
		return s.requests.HideWords(ctx, tx, c.SubjectID)
	}
	return s.requests.ShowWords(ctx, tx, c.SubjectID)
}
