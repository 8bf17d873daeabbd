package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/clause"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/calendar"
	"gandan/internal/store"
)

// step is what one deed at an opinion does to the numbers of its draft and its clause.
type step struct {
	verb     string // what is done: the table says in which states of the draft it may be; empty: in any
	fresh    int    // 1 for an opinion that is new
	received int
	answered int
	response opinion.Response // of what is answered, or answered no more
}

// take locks the row of the draft, counts there and then in the clause, and says how the draft stands. It comes before any
// other write of a transaction, see doc.go. CONFLICT when the draft is in no state for the verb.
func take(ctx context.Context, tx *store.Tx, draftID gid.ID, clauseID *gid.ID, st step) (*ent.Draft, error) {
	n, err := st.count(tx, draftID).Save(ctx)
	if err != nil {
		return nil, err
	}
	d, err := tx.Draft.Get(ctx, draftID)
	if err != nil {
		return nil, err
	}
	if n != 1 {
		return nil, wrongState(tx, d, st.verb)
	}
	if clauseID != nil {
		err = exactlyOne(tx.Clause.Update().Where(clause.ID(*clauseID)).AddReceived(st.received).AddAnswered(st.answered).Save(ctx))
	}
	return d, err
}

func (st step) count(tx *store.Tx, draftID gid.ID) *ent.DraftUpdate {
	u := tx.Draft.Update().Where(draft.ID(draftID)).AddLastOpinion(st.fresh).AddReceived(st.received).AddAnswered(st.answered)
	switch st.response {
	case opinion.ResponseACCEPTED:
		u.AddAccepted(st.answered)
	case opinion.ResponsePARTLY:
		u.AddPartly(st.answered)
	case opinion.ResponseNOT_ACCEPTED: // the rest of the answered
	}
	if st.verb != "" {
		u.Where(draft.StatusIn(within(st.verb)...))
	}
	if st.verb == give {
		u.Where(draft.OpinionsUntilGTE(string(calendar.Today(tx.Now))))
	}
	return u
}
