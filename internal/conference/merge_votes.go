package conference

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	entvote "gandan/ent/vote"
	"gandan/internal/access"
	"gandan/internal/store"
)

// votesAtOnce bounds what joining two questions holds in memory and in one statement.
const votesAtOnce = 500

// joinVotes gives into the voices that only from has and counts what into has then. The votes of from stay where they are, as
// the record of what was asked for. It reads votes as the system: nobody may read those of others. The row of the
// conference must be locked, so that nobody votes meanwhile.
func joinVotes(ctx context.Context, tx *store.Tx, from, into gid.ID) (int, error) {
	ctx = access.AsSystem(ctx, "conference")
	var last gid.ID
	for {
		votes, err := tx.Vote.Query().Where(entvote.QuestionID(from), beyond(last)).
			Order(ent.Asc(entvote.FieldVoterID)).Limit(votesAtOnce).All(ctx)
		if err != nil {
			return 0, err
		}
		if err := castMissing(ctx, tx, votes, into); err != nil {
			return 0, err
		}
		if len(votes) < votesAtOnce {
			return tx.Vote.Query().Where(entvote.QuestionID(into)).Count(ctx)
		}
		last = votes[len(votes)-1].VoterID
	}
}

func beyond(voter gid.ID) predicate.Vote {
	return func(s *sql.Selector) { s.Where(sql.GT(s.C(entvote.FieldVoterID), voter)) }
}

// castMissing votes for the question in the name of those among the voters who have not.
func castMissing(ctx context.Context, tx *store.Tx, votes []*ent.Vote, into gid.ID) error {
	voters := make([]gid.ID, len(votes))
	for i, v := range votes {
		voters[i] = v.VoterID
	}
	there, err := tx.Vote.Query().Where(entvote.QuestionID(into), entvote.VoterIDIn(voters...)).All(ctx)
	if err != nil {
		return err
	}
	has := make(map[gid.ID]bool, len(there))
	for _, v := range there {
		has[v.VoterID] = true
	}
	var missing []*ent.VoteCreate
	for _, voter := range voters {
		if !has[voter] {
			missing = append(missing, tx.Vote.Create().SetQuestionID(into).SetVoterID(voter))
		}
	}
	return tx.Vote.CreateBulk(missing...).Exec(ctx)
}
