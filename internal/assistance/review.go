package assistance

import (
	"context"
	"errors"
	"io"
	"strconv"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/ent/logstanding"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/text"
)

// LogDecision is what a lead decides about a log.
type LogDecision string

// The decisions.
const (
	Approve LogDecision = "APPROVE"
	Reject  LogDecision = "REJECT"
)

// MarshalGQL writes the value as a GraphQL enum.
func (d LogDecision) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(d))) }

// UnmarshalGQL reads the value of a GraphQL enum.
func (d *LogDecision) UnmarshalGQL(v any) error {
	name, _ := v.(string)
	if *d = LogDecision(name); *d != Approve && *d != Reject {
		return errors.New("a decision is APPROVE or REJECT")
	}
	return nil
}

// LogReviewItem is one decision.
type LogReviewItem struct {
	LogID    gid.ID
	Decision LogDecision
	Comment  *string
}

// ReviewLogsInput are decisions about logs.
type ReviewLogsInput struct{ Items []LogReviewItem }

// LogReviewError is why a decision was refused, in the form of the errors of a response.
type LogReviewError struct {
	Code    string
	Key     string
	Message string // in the language of the caller
}

// LogReviewResult is what became of one decision: the log as it stands, or why not.
type LogReviewResult struct {
	LogID gid.ID
	Log   *ent.AssistanceLog
	Error *LogReviewError
}

// ReviewLogs decides about logs in their order, each in a transaction of its own: one bad item spoils no other. A rejection says why.
// Nobody decides about what they did or received themselves.
//
// LIMIT_EXCEEDED with key TOO_MANY_REVIEWS; BAD_USER_INPUT with key NO_REVIEWS. Of an item: NOT_FOUND; FORBIDDEN; BAD_USER_INPUT with keys
// REASON_REQUIRED and TOO_LONG; CONFLICT with keys CONFLICT_OF_INTEREST, ALREADY_CORRECTED and WRONG_STATE.
func (s *Service) ReviewLogs(ctx context.Context, in ReviewLogsInput) ([]*LogReviewResult, error) {
	switch {
	case len(in.Items) == 0:
		return nil, fault.Bad("input.items", "NO_REVIEWS")
	case len(in.Items) > s.policy.MostReviews:
		return nil, fault.New(fault.LimitExceeded, "TOO_MANY_REVIEWS").At("input.items").With("max", s.policy.MostReviews)
	}
	leads, out := s.leading(ctx), make([]*LogReviewResult, len(in.Items))
	for i, item := range in.Items {
		out[i] = &LogReviewResult{LogID: item.LogID}
		err := s.reviewOne(ctx, item, leads)
		var refusal *fault.Error
		switch {
		case errors.As(err, &refusal) && refusal.Unwrap() == nil: // what the database says comes with its cause
			out[i].Error = inWords(ctx, refusal)
		case err != nil:
			return nil, err
		}
	}
	return out, s.showLogs(ctx, out)
}

func inWords(ctx context.Context, f *fault.Error) *LogReviewError {
	message := fault.Message(f.Key, access.RequestFrom(ctx).Language, f.Args)
	return &LogReviewError{Code: string(f.Code), Key: string(f.Key), Message: message}
}

func (s *Service) reviewOne(ctx context.Context, item LogReviewItem, leads *leading) error {
	comment, err := checkedComment(item)
	if err != nil {
		return err
	}
	verb := verbApprove
	if item.Decision == Reject {
		verb = verbReject
	}
	return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		l, err := s.standingOf(ctx, tx, item.LogID, leads)
		if err != nil {
			return err
		}
		leader, err := leads.of(ctx, l.UnitPath)
		if err == nil {
			err = s.refusal(tx.Actor, l, verb, leader, tx.Now)
		}
		if err != nil {
			return err
		}
		row, err := arrow(l, verb)
		if err != nil {
			return err
		}
		return move(ctx, tx, l, row, said{role: logreview.RoleLEAD, comment: comment})
	})
}

func checkedComment(item LogReviewItem) (*string, error) {
	typed := ""
	if item.Comment != nil {
		typed = *item.Comment
	}
	if item.Decision == Approve && text.Clean(typed) == "" {
		return nil, nil //nolint:nilnil // an approval needs no words
	}
	comment, err := givenReason(typed, "input.items.comment")
	return &comment, err
}

// showLogs puts the logs that were decided about into the results.
func (s *Service) showLogs(ctx context.Context, results []*LogReviewResult) error {
	var ids []gid.ID
	for _, r := range results {
		if r.Error == nil {
			ids = append(ids, r.LogID)
		}
	}
	if ids == nil {
		return nil
	}
	rows, err := s.store.Reader(ctx).AssistanceLog.Query().Where(assistancelog.IDIn(ids...)).All(asSystem(ctx))
	byID, err := store.ByID(rows, err, func(l *ent.AssistanceLog) gid.ID { return l.ID })
	for _, r := range results {
		if r.Error == nil {
			r.Log = byID[r.LogID]
		}
	}
	return err
}

// ToReview is a page of the logs of a unit that wait, the oldest first, for who leads there.
// NOT_FOUND for an unknown unit; FORBIDDEN; BAD_USER_INPUT for the page.
func (s *Service) ToReview(ctx context.Context, unitID gid.ID, args page.Args) (*page.Connection[*ent.AssistanceLog], error) {
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	if leader, err := s.leading(ctx).of(ctx, u.Path); err != nil || !leader {
		return nil, cmpOr(err, fault.New(fault.Forbidden, "FORBIDDEN"))
	}
	order := page.Order{List: "assistance.to_review", Column: logstanding.FieldLoggedAt}
	w, err := args.Window(order.List)
	if err != nil {
		return nil, err
	}
	// The fence was asked above: the rows of one unit need no other, and the index gives their order.
	q := s.store.Reader(ctx).LogStanding.Query().Where(logstanding.UnitID(u.ID), logstanding.TallyEQ(logstanding.TallyWAITING))
	rows, err := q.Clone().Where(predicate.LogStanding(order.Apply(w))).WithLog().All(asSystem(ctx))
	if err != nil {
		return nil, store.Translate(err)
	}
	logs, cursors := make([]*ent.AssistanceLog, len(rows)), make(map[gid.ID]page.Cursor, len(rows))
	for i, row := range rows {
		logs[i], cursors[row.LogID] = row.Edges.Log, page.AtTime(row.LoggedAt, row.ID)
	}
	return page.New(w, order.List, logs, func(l *ent.AssistanceLog) page.Cursor { return cursors[l.ID] }, func(ctx context.Context) (int, error) {
		n, err := q.Clone().Count(asSystem(ctx))
		return n, store.Translate(err)
	}), nil
}

func cmpOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
