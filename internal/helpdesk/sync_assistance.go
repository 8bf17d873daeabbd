package helpdesk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// SyncAssistanceInput is a batch of logs written without a signal.
type SyncAssistanceInput struct {
	Logs []LogAssistanceInput
}

// SyncStatus is what became of one log.
type SyncStatus string

// What can become of a log.
const (
	SyncAccepted  SyncStatus = "ACCEPTED"
	SyncDuplicate SyncStatus = "DUPLICATE"
	SyncRefused   SyncStatus = "REFUSED"
)

// MarshalGQL writes the value as a GraphQL enum.
func (e SyncStatus) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(e))) }

// UnmarshalGQL is never asked: no input has one.
func (e *SyncStatus) UnmarshalGQL(any) error {
	return errors.New("a sync status is only ever answered")
}

// SyncError is why a log was refused, in the form of the errors of a response.
type SyncError struct {
	Code    string
	Key     string
	Message string // in the language of the caller
}

// SyncResult is the result of one log.
type SyncResult struct {
	ClientID    string
	Status      SyncStatus
	Error       *SyncError
	HelpRequest *ent.HelpRequest // as it stands after the whole batch; nil when the volunteer cannot read it
}

// SyncAssistancePayload holds one result for each log, in order.
type SyncAssistancePayload struct {
	Results    []*SyncResult
	ServerTime time.Time
}

// MostLogs is how many logs one batch may hold.
const MostLogs = 100

// SyncAssistance writes logs that were made offline, in their order, each in a transaction of its own: one bad log spoils
// no other, and sending the batch again changes nothing. Inside a keyed mutation all of them share its transaction; record
// refuses before it writes, so the others still stand.
//
// LIMIT_EXCEEDED with key TOO_MANY_LOGS; BAD_USER_INPUT with keys NO_LOGS, CLIENT_ID_REQUIRED and BAD_CLIENT_ID. When the
// database fails the whole call does, with UNAVAILABLE or INTERNAL; what was stored by then is DUPLICATE the next time.
func (s *Service) SyncAssistance(ctx context.Context, in SyncAssistanceInput) (*SyncAssistancePayload, error) {
	if err := checkBatch(in.Logs); err != nil {
		return nil, err
	}
	out := &SyncAssistancePayload{Results: make([]*SyncResult, len(in.Logs))}
	for i, log := range in.Logs {
		result, err := s.syncOne(ctx, log)
		if err != nil {
			return nil, err
		}
		out.Results[i] = result
	}
	out.ServerTime = s.store.Now()
	return out, s.showRequests(ctx, in.Logs, out.Results)
}

func checkBatch(logs []LogAssistanceInput) error {
	switch {
	case len(logs) == 0:
		return fault.Bad("input.logs", "NO_LOGS")
	case len(logs) > MostLogs:
		return fault.New(fault.LimitExceeded, "TOO_MANY_LOGS").At("input.logs").With("max", MostLogs)
	}
	for i, log := range logs {
		field := fmt.Sprintf("input.logs.%d.clientId", i)
		if log.ClientID == nil {
			return fault.Bad(field, "CLIENT_ID_REQUIRED")
		}
		if _, err := clientID(log.ClientID); err != nil {
			return fault.Bad(field, "BAD_CLIENT_ID")
		}
	}
	return nil
}

// syncOne writes one log. A fault of the rules is its result; an error of the database ends the batch.
func (s *Service) syncOne(ctx context.Context, in LogAssistanceInput) (*SyncResult, error) {
	result := &SyncResult{ClientID: *in.ClientID, Status: SyncAccepted}
	known, err := s.recordChecked(ctx, in)
	var refusal *fault.Error
	switch {
	case errors.As(err, &refusal) && refusal.Unwrap() == nil: // what the database says comes with its cause
		result.Status, result.Error = SyncRefused, inWords(ctx, refusal)
	case err != nil:
		return nil, err
	case known:
		result.Status = SyncDuplicate
	}
	return result, nil
}

func inWords(ctx context.Context, f *fault.Error) *SyncError {
	message := fault.Message(f.Key, access.RequestFrom(ctx).Language, f.Args)
	return &SyncError{Code: string(f.Code), Key: string(f.Key), Message: message}
}

func (s *Service) recordChecked(ctx context.Context, in LogAssistanceInput) (known bool, err error) {
	if in, err = checkedLog(in); err != nil {
		return false, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (bool, error) {
		_, known, err := s.record(ctx, tx, in)
		return known, err
	})
}

// showRequests puts the requests into the results as they stand now, those that the volunteer holds or finds in the queue.
func (s *Service) showRequests(ctx context.Context, logs []LogAssistanceInput, results []*SyncResult) error {
	ids := make([]gid.ID, len(logs))
	for i, log := range logs {
		ids[i] = log.HelpRequestID
	}
	rows, err := s.store.Reader(ctx).HelpRequest.Query().Where(helprequest.IDIn(ids...)).All(access.For(ctx, access.BrowseQueue))
	if err != nil {
		return store.Translate(err)
	}
	byID := make(map[gid.ID]*ent.HelpRequest, len(rows))
	for _, r := range rows {
		byID[r.ID] = r
	}
	for i, id := range ids {
		results[i].HelpRequest = byID[id]
	}
	return nil
}
