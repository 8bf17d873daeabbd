package offline

import (
	"context"
	"log/slog"
	"time"

	"gandan/ent"
	"gandan/internal/assistance"
	"gandan/internal/contact"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
	"gandan/internal/team"
)

// Helpdesk are the deeds about a request; helpdesk.Service does them.
type Helpdesk interface {
	LogAssistance(ctx context.Context, in helpdesk.LogAssistanceInput) (*helpdesk.LogAssistancePayload, error)
	Claim(ctx context.Context, in helpdesk.ClaimHelpRequestInput) (*ent.HelpRequest, error)
	Release(ctx context.Context, in helpdesk.ReleaseHelpRequestInput) (*ent.HelpRequest, error)
	Accept(ctx context.Context, in helpdesk.AcceptAssignmentInput) (*ent.HelpRequest, error)
	Decline(ctx context.Context, in helpdesk.DeclineAssignmentInput) (*ent.HelpRequest, error)
}

// WalkIns counts who came without a request; assistance.Service does it.
type WalkIns interface {
	RecordWalkIns(ctx context.Context, in assistance.RecordWalkInsInput) ([]*ent.WalkInCount, error)
}

// Talks writes to the citizen; contact.Service does it.
type Talks interface {
	SendMessage(ctx context.Context, in contact.SendMessageInput) (*contact.Sent, error)
}

// Shifts takes and gives back places in shifts; team.Service does it.
type Shifts interface {
	SignUp(ctx context.Context, in team.SignUpInput) (*team.SignedUpFor, error)
	LeaveShift(ctx context.Context, in team.LeaveShiftInput) (*ent.ShiftSignup, error)
}

// Verbs are the deeds that can be done without a signal. Their rules are theirs: nothing here decides who may do what.
type Verbs struct {
	Helpdesk Helpdesk
	WalkIns  WalkIns
	Talks    Talks
	Shifts   Shifts
}

// Uploads takes what people did without a signal. It is safe for concurrent use.
type Uploads struct {
	Verbs
	store *store.Store
	log   *slog.Logger
}

// NewUploads makes the service.
func NewUploads(s *store.Store, verbs Verbs, log *slog.Logger) *Uploads {
	return &Uploads{Verbs: verbs, store: s, log: log}
}

// UploadInput is a queue, or the beginning of one.
type UploadInput struct {
	DeviceTime time.Time // the clock of the device at this moment
	Items      []ItemInput
}

// UploadPayload holds one result for each item, in order.
type UploadPayload struct {
	Results    []*ItemResult
	ServerTime time.Time
}

// MostItems is how many deeds one upload may hold.
const MostItems = 100

// reserve is the part of the time of a request that is kept for the answer: items that are not reached by then are RETRY.
const reserve = 2 * time.Second

// Upload does the deeds of a queue in their order, each with its receipt in a transaction of its own: one bad item spoils no
// other, and sending the same again, as often as it takes and however many at once, does nothing twice. Each item has one
// result; a fault of ours is RETRY and leaves nothing behind. What is done takes effect when it arrives: the order of the
// server decides who was first, whatever the devices say, and who may do it is asked then too. So what a volunteer did while
// their role lasted is refused once it has ended, as logAssistance refuses it.
//
// BAD_USER_INPUT with keys NO_ITEMS and DEVICE_TIME_UNUSABLE; LIMIT_EXCEEDED with key TOO_MANY_ITEMS; nothing is done then.
func (u *Uploads) Upload(ctx context.Context, in UploadInput) (*UploadPayload, error) {
	clock, err := clockOf(in.DeviceTime, u.store.Now())
	if err != nil {
		return nil, err
	}
	switch {
	case len(in.Items) == 0:
		return nil, fault.Bad("input.items", "NO_ITEMS")
	case len(in.Items) > MostItems:
		return nil, fault.New(fault.LimitExceeded, "TOO_MANY_ITEMS").At("input.items").With("max", MostItems)
	}
	out := &UploadPayload{Results: u.settle(ctx, clock, in.Items), ServerTime: u.store.Now()}
	return out, u.show(ctx, in.Items, out.Results)
}

// settle does the items. The log hears of the first fault of ours; those behind it mostly have the same cause.
func (u *Uploads) settle(ctx context.Context, clock deviceClock, items []ItemInput) []*ItemResult {
	working, done := untilReserve(ctx)
	defer done()
	out, told := make([]*ItemResult, len(items)), false
	for i := range items {
		var cause error
		out[i], cause = u.settleOne(working, clock, items[i])
		if cause != nil && !told {
			u.log.WarnContext(ctx, "offline items wait for another try", "first", i, "of", len(items), "cause", cause)
			told = true
		}
	}
	return out
}

// untilReserve ends so long before the request that the answer can still be put together.
func untilReserve(ctx context.Context) (context.Context, context.CancelFunc) {
	if end, set := ctx.Deadline(); set {
		return context.WithDeadline(ctx, end.Add(-reserve))
	}
	return context.WithCancel(ctx)
}
