package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/conference"
	"gandan/ent/draft"
	"gandan/ent/follow"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// mostFollows is how much one person may follow: nobody reads more, and each fact is told to all followers.
const mostFollows = 1000

// FollowInput is what to follow: a question, a commitment, a conference or a draft.
type FollowInput struct{ SubjectID gid.ID }

// Follow has the person told from now on what becomes of something they can read; again = no change. Nobody else learns who
// follows what.
//
// UNAUTHENTICATED for a visitor; BAD_USER_INPUT with key WRONG_ID_KIND; NOT_FOUND for what the person cannot read;
// LIMIT_EXCEEDED with key TOO_MANY_FOLLOWS above 1000.
func (s *Service) Follow(ctx context.Context, in FollowInput) (*ent.Follow, error) {
	if err := mayFollow(ctx, in.SubjectID); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Follow, error) {
		there, err := exists(ctx, tx.Client, in.SubjectID)
		if err == nil && !there {
			err = fault.Missing()
		}
		if err != nil {
			return nil, err
		}
		mine := follow.AccountID(tx.Actor.ID)
		row, err := tx.Follow.Query().Where(mine, follow.SubjectID(in.SubjectID)).Only(ctx)
		if !ent.IsNotFound(err) {
			return row, err
		}
		n, err := tx.Follow.Query().Where(mine).Count(ctx)
		if err == nil && n >= mostFollows {
			err = fault.New(fault.LimitExceeded, "TOO_MANY_FOLLOWS").With("max", mostFollows)
		}
		if err != nil {
			return nil, err
		}
		return tx.Follow.Create().SetAccountID(tx.Actor.ID).SetSubjectID(in.SubjectID).Save(ctx)
	})
}

// UnfollowInput is what to follow no longer.
type UnfollowInput struct{ SubjectID gid.ID }

// Unfollow ends it and says whether it was followed; again = no change. UNAUTHENTICATED; BAD_USER_INPUT with key WRONG_ID_KIND.
func (s *Service) Unfollow(ctx context.Context, in UnfollowInput) (bool, error) {
	if err := mayFollow(ctx, in.SubjectID); err != nil {
		return false, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (bool, error) {
		n, err := tx.Follow.Delete().Where(follow.AccountID(tx.Actor.ID), follow.SubjectID(in.SubjectID)).Exec(ctx)
		return n > 0, err
	})
}

func mayFollow(ctx context.Context, subject gid.ID) error {
	if actor, _ := access.From(ctx); !access.Can(actor, access.UseAccount, access.Object{}) {
		return fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
	}
	switch subject.Kind() {
	case gid.Question, gid.Commitment, gid.Conference, gid.Draft:
		return nil
	default:
		return fault.Bad("input.subjectId", "WRONG_ID_KIND")
	}
}

// exists reports whether the person of the context can read the subject.
func exists(ctx context.Context, db *ent.Client, subject gid.ID) (bool, error) {
	switch subject.Kind() {
	case gid.Question:
		return db.Question.Query().Where(question.ID(subject)).Exist(ctx)
	case gid.Commitment:
		return db.Commitment.Query().Where(commitment.ID(subject)).Exist(ctx)
	case gid.Conference:
		return db.Conference.Query().Where(conference.ID(subject)).Exist(ctx)
	default:
		return db.Draft.Query().Where(draft.ID(subject)).Exist(ctx)
	}
}
