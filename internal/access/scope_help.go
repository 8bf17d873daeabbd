package access

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/predicate"
)

// scopeHelp is scope for the help with public services and the reception of citizens.
func scopeHelp(ctx context.Context, a Actor, q ent.Query) error {
	switch q := q.(type) {
	case *ent.HelpRequestQuery:
		q.Where(predicate.HelpRequest(requests(ctx, a)))
	case *ent.AssistanceLogQuery:
		q.Where(predicate.AssistanceLog(through("help_requests", "help_request_id", byKey(requests(ctx, a)))))
	case *ent.RequestHistoryQuery:
		q.Where(predicate.RequestHistory(through("help_requests", "help_request_id", byKey(requests(ctx, a)))))
	case *ent.ProcedureVersionQuery, *ent.ProcedureFeeQuery, *ent.ChecklistItemQuery, *ent.ProcedureWordQuery:
	case *ent.PreferredTimeQuery:
		q.Where(predicate.PreferredTime(through("help_requests", "help_request_id", byKey(requests(ctx, a)))))
	case *ent.TeamQuery, *ent.HelpPointQuery: // who helps where is public; who the members are is not
	case *ent.TeamMemberQuery:
		q.Where(predicate.TeamMember(members(a)))
	case *ent.ShiftQuery:
		q.Where(predicate.Shift(shifts(a)))
	case *ent.ShiftSignupQuery:
		q.Where(predicate.ShiftSignup(signups(a)))
	case *ent.RequestMessageQuery:
		q.Where(predicate.RequestMessage(through("help_requests", "help_request_id", byKey(readable(ctx, a)))))
	case *ent.ContactRevealQuery:
		q.Where(predicate.ContactReveal(reveals(a)))
	case *ent.ContactPartyQuery:
		q.Where(predicate.ContactParty(own(a, "account_id")))
	case *ent.ReceptionQuery:
		q.Where(predicate.Reception(receptions(a)))
	case *ent.ReceptionSlotQuery:
		q.Where(predicate.ReceptionSlot(through("receptions", "reception_id", receptions(a))))
	case *ent.ReceptionBookingQuery:
		q.Where(predicate.ReceptionBooking(either(own(a, "account_id"), inPaths(Scope(a, ReadReceptionBooking).Paths))))
	case *ent.SolvedAnswerQuery:
		q.Where(predicate.SolvedAnswer(either(own(a, "citizen_id"), inPaths(Scope(a, ReadSolvedAnswer).Paths))))
	case *ent.LogStandingQuery:
		q.Where(predicate.LogStanding(either(own(a, "volunteer_id"), either(own(a, "citizen_id"), inPaths(Scope(a, LeadVolunteers).Paths)))))
	case *ent.LogReviewQuery:
		q.Where(predicate.LogReview(through("assistance_logs", "log_id", through("help_requests", "help_request_id", byKey(requests(ctx, a))))))
	case *ent.WalkInCountQuery:
		q.Where(predicate.WalkInCount(either(own(a, "recorder_id"), inPaths(Scope(a, ReadWalkIns).Paths))))
	case *ent.TombstoneQuery:
		q.Where(predicate.Tombstone(own(a, "account_id")))
	case *ent.CertificateQuery:
		q.Where(predicate.Certificate(either(own(a, "volunteer_id"), inPaths(Scope(a, ReadCertificate).Paths))))
	default:
		return fmt.Errorf("access: %T is for the system only", q)
	}
	return nil
}

// requests: the citizen's own, those the volunteer holds or accompanies with what was joined with them, and those of the units
// that the purpose reaches. The queue shows volunteers open requests only.
func requests(ctx context.Context, a Actor) where {
	action := purpose(ctx, ReadRequest)
	reading, wider := Scope(a, ReadRequest), Scope(a, action)
	return func(s *sql.Selector) {
		parts := []*sql.Predicate{sql.EQ(s.C("citizen_id"), a.ID)}
		for _, p := range reading.Held {
			mine := sql.Or(sql.EQ(s.C("volunteer_id"), a.ID), sql.EQ(s.C("companion_id"), a.ID), mergedIntoHeld(s, a))
			parts = append(parts, sql.And(mine, under(s, p)))
		}
		for _, p := range reading.Paths {
			parts = append(parts, under(s, p))
		}
		for _, p := range wider.Paths {
			if action == BrowseQueue {
				parts = append(parts, sql.And(sql.EQ(s.C("status"), "OPEN"), under(s, p)))
			} else {
				parts = append(parts, under(s, p))
			}
		}
		if a.ID.IsZero() {
			parts = []*sql.Predicate{sql.False()}
		}
		s.Where(sql.Or(parts...))
	}
}

// byKey asks the same of a row that is found by its key already. Written so, no index serves the condition: MariaDB would else find
// all requests of the citizen for each log of one.
func byKey(w where) where {
	return func(s *sql.Selector) {
		p := condition(s, w)
		s.Where(sql.P(func(b *sql.Builder) {
			b.Wrap(func(b *sql.Builder) { b.Join(p) }).WriteString(" IS TRUE")
		}))
	}
}

// readable are the requests that the actor reads as a whole, whatever the purpose of the reading: the queue shows no thread.
func readable(ctx context.Context, a Actor) where { return requests(For(ctx, ReadRequest), a) }

// reveals: those of the citizen's own requests and of the admin's units, and the volunteer's own while they hold the request.
// One EXISTS asks it all: of several joined by OR, MariaDB would read every request of the units first.
func reveals(a Actor) where {
	reading := Scope(a, ReadRequest)
	return func(s *sql.Selector) {
		t := sql.Dialect(s.Dialect()).Table("help_requests")
		request := sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.ColumnsEQ(t.C("id"), s.C("help_request_id")))
		parts := []*sql.Predicate{condition(request, own(a, "citizen_id"))}
		for _, p := range reading.Paths {
			parts = append(parts, under(request, p))
		}
		for _, p := range reading.Held {
			held := sql.And(sql.EQ(request.C("volunteer_id"), a.ID), under(request, p))
			parts = append(parts, sql.And(held, sql.EQ(s.C("viewer_id"), a.ID)))
		}
		s.Where(sql.Exists(request.Where(sql.Or(parts...))))
	}
}

// mergedIntoHeld: what was joined with a request that the volunteer holds is read with it.
func mergedIntoHeld(s *sql.Selector, a Actor) *sql.Predicate {
	stays := sql.Dialect(s.Dialect()).Table("help_requests").As("stays")
	held := sql.Dialect(s.Dialect()).Select(stays.C("id")).From(stays).
		Where(sql.And(sql.ColumnsEQ(stays.C("id"), s.C("merged_into_id")), sql.EQ(stays.C("volunteer_id"), a.ID)))
	return sql.And(sql.NotNull(s.C("merged_into_id")), sql.Exists(held))
}

// receptions: those published once, and the drafts of the admin's units.
func receptions(a Actor) where { return listedOr(Scope(a, ManageReception), a, "") }

// members: the actor's own memberships, those of the teams the actor is in, and those of the admin's units.
func members(a Actor) where {
	return func(s *sql.Selector) {
		of := either(own(a, "account_id"), inPaths(Scope(a, ReadMember).Paths))
		s.Where(sql.Or(condition(s, of), inTeam(s, a, false)))
	}
}

// shifts: those of the units in which the actor holds a role, of the teams the actor is in, and those they signed up for once.
func shifts(a Actor) where {
	return func(s *sql.Selector) {
		s.Where(sql.Or(condition(s, inPaths(Scope(a, ReadShift).Paths)), inTeam(s, a, false), mine(s, a, "shift_signups", "shift_id", "id")))
	}
}

// signups: the actor's own, those of the admin's units, all those of the teams the actor leads; a member sees who is to come
// and not who came, so that nobody is told who did not.
func signups(a Actor) where {
	return func(s *sql.Selector) {
		of := either(own(a, "account_id"), inPaths(Scope(a, ReadSignup).Paths))
		s.Where(sql.Or(condition(s, of), inTeam(s, a, true), sql.And(sql.EQ(s.C("status"), "SIGNED_UP"), inTeam(s, a, false))))
	}
}
