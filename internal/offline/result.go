package offline

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/ent/offlinereceipt"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// ItemStatus is what became of an item.
type ItemStatus string

// What can become of an item. All but RETRY are final: the device takes the item out of its queue.
const (
	ItemDone        ItemStatus = "DONE"
	ItemAlreadyDone ItemStatus = "ALREADY_DONE"
	ItemConflict    ItemStatus = "CONFLICT"
	ItemRefused     ItemStatus = "REFUSED"
	ItemRetry       ItemStatus = "RETRY"
)

// MarshalGQL writes the value as a GraphQL enum.
func (e ItemStatus) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(e))) }

// UnmarshalGQL is never asked: no input has one.
func (e *ItemStatus) UnmarshalGQL(any) error {
	return errors.New("what became of an item is only ever answered")
}

// ItemError is why an item was not done, in the terms of the errors of a response.
type ItemError struct {
	Code    string
	Reason  string  // the key of the message
	Field   *string // within the item
	Message string  // in the language of the caller
}

// ItemResult is the one result of an item, and how that which it is about stands after the whole upload. What the person may not
// read is nil.
type ItemResult struct {
	ClientID   string
	Status     ItemStatus
	Error      *ItemError
	HappenedAt time.Time // when it was done, by the clock of the server

	HelpRequest   *ent.HelpRequest
	RequestStatus *helprequest.Status
	Log           *ent.AssistanceLog
	Message       *ent.RequestMessage
	Signup        *ent.ShiftSignup
	Shift         *ent.Shift

	receipt *ent.OfflineReceipt // nil for RETRY and what has none
}

// from tells what the receipt says.
func (r *ItemResult) from(ctx context.Context, done settled) *ItemResult {
	row := done.receipt
	r.receipt, r.HappenedAt = row, row.HappenedAt
	switch row.Outcome {
	case offlinereceipt.OutcomeCONFLICT:
		r.Status = ItemConflict
	case offlinereceipt.OutcomeREFUSED:
		r.Status = ItemRefused
	default:
		r.Status = ItemDone
		if done.before {
			r.Status = ItemAlreadyDone
		}
		return r
	}
	r.Error = inWords(ctx, row.Code, row.Reason, row.AtField, row.Args)
	return r
}

// refused tells a fault of which no receipt is kept.
func (r *ItemResult) refused(ctx context.Context, in ItemInput, status ItemStatus, f *fault.Error) *ItemResult {
	r.Status, r.Error = status, inWords(ctx, string(f.Code), string(f.Key), fieldOf(in, f), f.Args)
	return r
}

func inWords(ctx context.Context, code, reason, field string, args map[string]any) *ItemError {
	out := &ItemError{Code: code, Reason: reason, Message: fault.Message(fault.Key(reason), access.RequestFrom(ctx).Language, args)}
	if field != "" {
		out.Field = &field
	}
	return out
}

// fieldOf is the input at fault within the item: a verb calls input what is the log of an item, for instance.
func fieldOf(in ItemInput, f *fault.Error) string {
	switch inner, of := strings.CutPrefix(f.Field, "input."); {
	case f.Field == "" || !of:
		return f.Field
	case inner == "clientId" || inner == "at":
		return inner
	default:
		return in.kind() + "." + inner
	}
}
