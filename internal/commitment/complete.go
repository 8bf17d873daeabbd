package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/store"
)

// CompleteCommitmentInput is what shows that a promise was kept.
type CompleteCommitmentInput struct {
	ID       gid.ID
	Evidence string
}

// Complete calls an open or a disputed promise done, with evidence that the public reads. From here the asker has the days of
// the policy, this one not counted, to confirm or dispute it; what the rule was on this day holds.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG.
func (s *Service) Complete(ctx context.Context, in CompleteCommitmentInput) (*ent.Commitment, error) {
	evidence, err := words("input.evidence", in.Evidence, shortest, longestText)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Commitment, error) {
		until := string(calendar.Today(tx.Now).AddDays(s.policy.ConfirmDays))
		return s.move(ctx, in.ID, deed{
			verb: complete, kind: commitmententry.KindCOMPLETED, by: admin, words: &evidence, data: map[string]string{"confirmUntil": until},
			set: func(tx *store.Tx, u *ent.CommitmentUpdate) {
				u.SetEvidence(evidence).SetCompletedAt(tx.Now).SetConfirmUntil(until)
			},
		})
	})
}
