package helpdesk

import (
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/ent/solvedanswer"
	"gandan/internal/fault"
)

// afterInTime refuses what comes after the help while it is not asked for, or not any more.
// CONFLICT with keys NOT_ASKED_YET, SOLVED_ANSWERED, ANSWER_WINDOW_OVER, FOLLOW_UP_NEEDS_NO and ALREADY_FOLLOWED_UP.
func (s *Service) afterInTime(r *ent.HelpRequest, verb string, now time.Time) error {
	switch mutation(verb) {
	case VerbAnswer:
		return s.answerInTime(r, now)
	case VerbFollowUp:
		switch {
		case r.Solved == nil || string(*r.Solved) != string(solvedanswer.SolvedNO):
			return fault.New(fault.Conflict, "FOLLOW_UP_NEEDS_NO")
		case r.FollowedByID != nil:
			return fault.New(fault.Conflict, "ALREADY_FOLLOWED_UP")
		}
	}
	return nil
}

func (s *Service) answerInTime(r *ent.HelpRequest, now time.Time) error {
	switch {
	case r.SolvedAskedAt == nil:
		return fault.New(fault.Conflict, "NOT_ASKED_YET").With("days", int(s.askAfter(now)/oneDay))
	case r.Solved != nil:
		return fault.New(fault.Conflict, "SOLVED_ANSWERED")
	case now.Sub(*r.SolvedAskedAt) > s.answerFor(r):
		return fault.New(fault.Conflict, "ANSWER_WINDOW_OVER").With("days", int(s.answerFor(r)/oneDay))
	}
	return nil
}

// stillAfter asks that neither an answer nor a following request has come since the row was read: they move no status.
func stillAfter(r *ent.HelpRequest) predicate.HelpRequest {
	same := []predicate.HelpRequest{}
	if r.Solved == nil {
		same = append(same, helprequest.SolvedIsNil())
	}
	if r.FollowedByID == nil {
		same = append(same, helprequest.FollowedByIDIsNil())
	}
	return helprequest.And(append(same, helprequest.ID(r.ID))...)
}

// afterwards adds to the update what comes after the help.
func afterwards(u *ent.HelpRequestUpdate, next *ent.HelpRequest) *ent.HelpRequestUpdate {
	put(next.Solved, u.SetSolved, u.ClearSolved)
	return u.SetRated(next.Rated)
}
