package access

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/predicate"
)

type purposeKey struct{}

// For says for which action the reads below are made, so that the queue or a deed may see rows that a plain reading may not.
func For(ctx context.Context, action Action) context.Context {
	return context.WithValue(ctx, purposeKey{}, action)
}

func purpose(ctx context.Context, standard Action) Action {
	if a, ok := ctx.Value(purposeKey{}).(Action); ok {
		return a
	}
	return standard
}

// ScopeReads makes every query of the client pass the scope of its actor. It is the one place where rows are hidden:
// GraphQL can reach a row by any edge, and all edges end in a query.
func ScopeReads(c *ent.Client) {
	c.Intercept(ent.TraverseFunc(func(ctx context.Context, q ent.Query) error {
		a, ok := From(ctx)
		if !ok {
			return fmt.Errorf("access: %T without an actor", q)
		}
		if a.IsSystem() {
			return nil
		}
		return scope(ctx, a, q)
	}))
}

// scope narrows the query to the rows the actor may read. An entity that stands in no case is refused.
func scope(ctx context.Context, a Actor, q ent.Query) error {
	switch q := q.(type) {
	case *ent.UnitQuery, *ent.UnitSuccessionQuery, *ent.OrganisationQuery, *ent.ProcedureQuery, *ent.PolicyRuleQuery:
	case *ent.ConferenceQuery:
		q.Where(predicate.Conference(conferences(a)))
	case *ent.ProposalQuery:
		q.Where(predicate.Proposal(listedOr(Scope(a, ProposeConference), a, "")))
	case *ent.SittingQuery:
		q.Where(predicate.Sitting(ofConference(a)))
	case *ent.AgendaItemQuery:
		q.Where(predicate.AgendaItem(ofConference(a)))
	case *ent.InvitationQuery:
		q.Where(predicate.Invitation(ofConference(a)))
	case *ent.ConclusionQuery:
		q.Where(predicate.Conclusion(ofConference(a)))
	case *ent.RegistrationQuery:
		q.Where(predicate.Registration(either(own(a, "account_id"), inPaths(Scope(a, ReadRegistration).Paths))))
	case *ent.CalendarFeedQuery:
		q.Where(predicate.CalendarFeed(own(a, "account_id")))
	case *ent.PollQuery:
		q.Where(predicate.Poll(polls(a)))
	case *ent.PollOptionQuery:
		q.Where(predicate.PollOption(through("polls", "poll_id", polls(a))))
	case *ent.BallotQuery:
		q.Where(predicate.Ballot(own(a, "voter_id")))
	case *ent.SatisfactionTicketQuery:
		q.Where(predicate.SatisfactionTicket(own(a, "account_id")))
	case *ent.DraftQuery:
		q.Where(predicate.Draft(drafts(a)))
	case *ent.DraftVersionQuery:
		q.Where(predicate.DraftVersion(through("drafts", "draft_id", drafts(a))))
	case *ent.ClauseQuery:
		q.Where(predicate.Clause(through("drafts", "draft_id", drafts(a))))
	case *ent.CriticismDocumentQuery:
		q.Where(predicate.CriticismDocument(through("drafts", "draft_id", drafts(a))))
	case *ent.OpinionQuery:
		q.Where(predicate.Opinion(listedOr(Scope(a, ReadOpinion), a, "author_id")))
	case *ent.AttachmentQuery:
		q.Where(predicate.Attachment(attachments(a)))
	case *ent.FollowQuery:
		q.Where(predicate.Follow(own(a, "account_id")))
	case *ent.NotificationPreferenceQuery:
		q.Where(predicate.NotificationPreference(own(a, "account_id")))
	case *ent.QuestionQuery:
		q.Where(predicate.Question(listedOr(Scope(a, ReadQuestion), a, "author_id")))
	case *ent.ActivityQuery:
		q.Where(predicate.Activity(ofConference(a)))
	case *ent.CommitmentQuery:
		q.Where(predicate.Commitment(ofConference(a)))
	case *ent.CommitmentEntryQuery:
		q.Where(predicate.CommitmentEntry(through("commitments", "commitment_id", ofConference(a))))
	case *ent.VoteQuery:
		q.Where(predicate.Vote(own(a, "voter_id")))
	case *ent.ModerationCaseQuery:
		q.Where(predicate.ModerationCase(inPaths(Scope(a, purpose(ctx, ReadModeration)).Paths)))
	case *ent.DecisionQuery:
		q.Where(predicate.Decision(through("moderation_cases", "case_id", inPaths(Scope(a, ReadModeration).Paths))))
	case *ent.FlagQuery:
		q.Where(predicate.Flag(own(a, "citizen_id")))
	case *ent.AccountQuery:
		q.Where(predicate.Account(own(a, "id")))
	case *ent.RoleGrantQuery:
		q.Where(predicate.RoleGrant(either(own(a, "account_id"), inPaths(Scope(a, GrantRole).Paths))))
	case *ent.SessionQuery:
		q.Where(predicate.Session(own(a, "account_id")))
	case *ent.AccessRecordQuery:
		q.Where(predicate.AccessRecord(own(a, "subject_id")))
	case *ent.NotificationQuery:
		q.Where(predicate.Notification(own(a, "account_id")))
	case *ent.IdempotentAnswerQuery:
		q.Where(predicate.IdempotentAnswer(own(a, "account_id")))
	default:
		return scopeHelp(ctx, a, q)
	}
	return nil
}

type where = func(*sql.Selector)

// conferences: those announced, and the drafts of the admin's units.
func conferences(a Actor) where { return listedOr(Scope(a, ManageConference), a, "") }

// ofConference: what is read with its conference.
func ofConference(a Actor) where { return through("conferences", "conference_id", conferences(a)) }

// polls: those opened once, and the prepared ones of the admin's units.
func polls(a Actor) where { return listedOr(Scope(a, ManagePoll), a, "") }

// drafts: those opened for opinions, and the prepared ones of the admin's units.
func drafts(a Actor) where { return listedOr(Scope(a, ManageCriticism), a, "") }

// attachments: what is stored and belongs to what the actor may read now, and everything of the admin's units.
func attachments(a Actor) where {
	return func(s *sql.Selector) {
		of := sql.Or(
			condition(s, through("conferences", "subject_id", conferences(a))),
			condition(s, through("commitments", "subject_id", ofConference(a))),
			condition(s, through("drafts", "subject_id", drafts(a))),
		)
		s.Where(sql.Or(condition(s, inPaths(Scope(a, ManageAttachment).Paths)), sql.And(sql.EQ(s.C("status"), "STORED"), of)))
	}
}

// inTeam asks for a membership of the actor that has not ended in the team of the row, as a lead of it or as any member. Its
// days are asked by the verbs; a term that ran out is ended by the clock.
func inTeam(s *sql.Selector, a Actor, leads bool) *sql.Predicate {
	t := sql.Dialect(s.Dialect()).Table("team_members").As("mine")
	return exists(s, a, t, "team_id", "team_id", func(sub *sql.Selector) {
		sub.Where(sql.EQ(t.C("status"), "ACTIVE"))
		if leads {
			sub.Where(isTrue(sub, "lead"))
		}
	})
}

// mine asks for a row of another table that belongs to the actor and points at this one.
func mine(s *sql.Selector, a Actor, table, column, at string) *sql.Predicate {
	return exists(s, a, sql.Dialect(s.Dialect()).Table(table).As("mine"), column, at, func(*sql.Selector) {})
}

func exists(s *sql.Selector, a Actor, t *sql.SelectTable, column, at string, more func(*sql.Selector)) *sql.Predicate {
	if a.ID.IsZero() {
		return sql.False()
	}
	sub := sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).
		Where(sql.And(sql.EQ(t.C("account_id"), a.ID), sql.ColumnsEQ(t.C(column), s.C(at))))
	more(sub)
	return sql.Exists(sub)
}

// listedOr: what the public may read, what lies in the paths, and what the actor made.
func listedOr(e Extent, a Actor, owner string) where {
	return func(s *sql.Selector) {
		if e.All {
			return
		}
		parts := []*sql.Predicate{isTrue(s, "listed")}
		if e.Own && owner != "" {
			parts = append(parts, sql.EQ(s.C(owner), a.ID))
		}
		for _, p := range e.Paths {
			parts = append(parts, under(s, p))
		}
		s.Where(sql.Or(parts...))
	}
}

func own(a Actor, column string) where {
	return func(s *sql.Selector) {
		if a.ID.IsZero() {
			s.Where(sql.False())
			return
		}
		s.Where(sql.EQ(s.C(column), a.ID))
	}
}

func inPaths(paths []string) where {
	return func(s *sql.Selector) {
		parts := []*sql.Predicate{sql.False()}
		for _, p := range paths {
			parts = append(parts, under(s, p))
		}
		s.Where(sql.Or(parts...))
	}
}

// either joins two conditions on one row by OR.
func either(x, y where) where {
	return func(s *sql.Selector) {
		left, right := condition(s, x), condition(s, y)
		s.Where(sql.Or(left, right))
	}
}

// through asks for a row of another table that the actor may read.
func through(table, column string, w where) where {
	return func(s *sql.Selector) {
		t := sql.Dialect(s.Dialect()).Table(table)
		sub := sql.Dialect(s.Dialect()).Select(t.C("id")).From(t).Where(sql.ColumnsEQ(t.C("id"), s.C(column)))
		w(sub)
		s.Where(sql.Exists(sub))
	}
}

// condition is what w would add to a select of the same table.
func condition(s *sql.Selector, w where) *sql.Predicate {
	t := sql.Dialect(s.Dialect()).Select().From(s.Table())
	w(t)
	return t.P()
}

// isTrue compares explicitly: ent writes a bare column for "= true", and SQLite then uses no index for it.
func isTrue(s *sql.Selector, column string) *sql.Predicate {
	return sql.ExprP(s.C(column)+" = ?", true)
}

// Listed narrows a query to what the public may read, in the form an index serves on every database.
func Listed(s *sql.Selector) { s.Where(isTrue(s, "listed")) }

// under is "the row lies in the subtree": a range, so that an index on the path can serve it. Codes are digits and letters
// and a path ends with a slash; the character behind the slash is the digit zero.
func under(s *sql.Selector, root string) *sql.Predicate {
	return sql.And(sql.GTE(s.C("unit_path"), root), sql.LT(s.C("unit_path"), root[:len(root)-1]+"0"))
}

// Under narrows a query to the rows of a unit and below; domains use it for their filters.
func Under(root string) func(*sql.Selector) {
	return func(s *sql.Selector) { s.Where(under(s, root)) }
}
