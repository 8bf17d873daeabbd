package moderation

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Questions is what moderation needs of the domain that owns the questions.
type Questions interface {
	// ReadableQuestion is the question if the actor of the context may read it, else NOT_FOUND.
	ReadableQuestion(ctx context.Context, id gid.ID) (*ent.Question, error)
	// PublishQuestion makes the question public; one that is public already stays so.
	PublishQuestion(ctx context.Context, tx *store.Tx, id gid.ID) error
	// HideQuestion takes the question out of the public eye; one that is hidden already stays so.
	HideQuestion(ctx context.Context, tx *store.Tx, id gid.ID) error
}

// Requests is what moderation needs of the domain that owns the help requests.
type Requests interface {
	// ReadableRequest is the request if the actor of the context may read it, the queue included, else NOT_FOUND.
	ReadableRequest(ctx context.Context, id gid.ID) (*ent.HelpRequest, error)
	// HideWords hides the description from everybody but its citizen and the admins; hidden words stay hidden.
	HideWords(ctx context.Context, tx *store.Tx, id gid.ID) error
	// ShowWords undoes HideWords; words that are shown stay shown.
	ShowWords(ctx context.Context, tx *store.Tx, id gid.ID) error
}

// Opinions is what moderation needs of the domain that owns the opinions.
type Opinions interface {
	// ReadableOpinion is the opinion if the actor of the context may read it, else NOT_FOUND.
	ReadableOpinion(ctx context.Context, id gid.ID) (*ent.Opinion, error)
	// ShowOpinion brings a hidden opinion back; one that is public stays so.
	ShowOpinion(ctx context.Context, tx *store.Tx, id gid.ID) error
	// HideOpinion takes the opinion out of the public eye and out of the count; one that is hidden already stays so.
	HideOpinion(ctx context.Context, tx *store.Tx, id gid.ID) error
}

// Policy is what an operator may set.
type Policy struct {
	DecideWithin time.Duration // working time from the opening of a case until its decision is due
}

// DefaultPolicy gives an admin the time that QĐ 1207/QĐ-UBND of Hà Nội (28 February 2025) gives a unit to take up an item
// of iHanoi: 8 working hours.
func DefaultPolicy() Policy { return Policy{DecideWithin: 8 * time.Hour} }

// Service is the domain. It is safe for concurrent use.
type Service struct {
	Intake
	store     *store.Store
	territory *territory.Service
	calendar  *calendar.Calendar
	questions Questions
	requests  Requests
	opinions  Opinions
	policy    Policy
}

// New makes the service.
func New(s *store.Store, t *territory.Service, cal *calendar.Calendar, questions Questions, requests Requests, opinions Opinions, policy Policy) *Service {
	return &Service{store: s, territory: t, calendar: cal, questions: questions, requests: requests, opinions: opinions, policy: policy}
}

// mayTry refuses whoever could do the action to no row at all: UNAUTHENTICATED for a visitor, FORBIDDEN for others.
func mayTry(ctx context.Context, action access.Action) error {
	actor, _ := access.From(ctx)
	switch {
	case access.MayTry(actor, action):
		return nil
	case actor.IsAnonymous():
		return fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
	}
	return fault.New(fault.Forbidden, "FORBIDDEN")
}
