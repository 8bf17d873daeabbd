package conference

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/follow"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/store"
)

// followsAtOnce bounds what joining the followers of two questions holds in memory and in one statement.
const followsAtOnce = 500

// joinFollows makes whoever follows from follow into, once, and the asker of from too, who would not hear of the answer
// otherwise. The rows of from stay where they are. It reads follows as the system: nobody may read those of others. The row
// of the conference must be locked.
func joinFollows(ctx context.Context, tx *store.Tx, from, into *ent.Question) error {
	ctx = access.AsSystem(ctx, "conference")
	if from.AuthorID != into.AuthorID {
		if err := followMissing(ctx, tx, []gid.ID{from.AuthorID}, into); err != nil {
			return err
		}
	}
	var last gid.ID
	for {
		rows, err := tx.Follow.Query().Where(follow.SubjectID(from.ID), followerBeyond(last)).
			Order(ent.Asc(follow.FieldAccountID)).Limit(followsAtOnce).All(ctx)
		if err != nil {
			return err
		}
		accounts := make([]gid.ID, len(rows))
		for i, f := range rows {
			accounts[i] = f.AccountID
		}
		if err := followMissing(ctx, tx, accounts, into); err != nil || len(rows) < followsAtOnce {
			return err
		}
		last = accounts[len(accounts)-1]
	}
}

func followerBeyond(account gid.ID) predicate.Follow {
	return func(s *sql.Selector) { s.Where(sql.GT(s.C(follow.FieldAccountID), account)) }
}

// followMissing follows the question in the name of those among the accounts who do not yet.
func followMissing(ctx context.Context, tx *store.Tx, accounts []gid.ID, into *ent.Question) error {
	there, err := tx.Follow.Query().Where(follow.SubjectID(into.ID), follow.AccountIDIn(accounts...)).All(ctx)
	if err != nil {
		return err
	}
	has := make(map[gid.ID]bool, len(there))
	for _, f := range there {
		has[f.AccountID] = true
	}
	var missing []*ent.FollowCreate
	for _, account := range accounts {
		if !has[account] {
			missing = append(missing, tx.Follow.Create().SetSubjectID(into.ID).SetAccountID(account))
		}
	}
	return tx.Follow.CreateBulk(missing...).Exec(ctx)
}
