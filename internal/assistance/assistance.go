package assistance

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Leads says who leads the volunteers of a unit.
type Leads interface {
	// IsLead says whether the account leads a team of the unit of that path, or runs it.
	IsLead(ctx context.Context, account access.Actor, unitPath string) (bool, error)
}

// AdminsLead is Leads where there are no teams: the admins of the unit lead.
type AdminsLead struct{}

// IsLead reports whether the actor is an admin of the unit or of one above it.
func (AdminsLead) IsLead(_ context.Context, a access.Actor, unitPath string) (bool, error) {
	return access.Can(a, access.LeadVolunteers, access.Object{Path: unitPath}), nil
}

// Logs writes assistance logs; the helpdesk does it.
type Logs interface {
	// Correct writes the log that takes the place of another, in the transaction of the deed.
	// want is the original with what changes, the id of the original and the reason.
	Correct(ctx context.Context, tx *store.Tx, want *ent.AssistanceLog) (*ent.AssistanceLog, error)
}

// Sender brings a text to a phone; that of identity does it.
type Sender interface {
	Send(ctx context.Context, to, text string) error
}

// People is what this domain needs of those who know people.
type People interface {
	// Person is the id and the name of somebody.
	Person(ctx context.Context, id gid.ID) (*ent.Account, error)
	// UploadTicket and HolderOfUploadTicket write and check the ticket by which a browser fetches one file.
	UploadTicket(ctx context.Context, object gid.ID) (string, time.Time, error)
	HolderOfUploadTicket(ctx context.Context, ticket string) (access.Actor, gid.ID, error)
}

// Procedures is what the figures ask of whoever keeps the procedures.
type Procedures interface {
	// Procedure is the procedure of that id, replaced or not, or NOT_FOUND.
	Procedure(ctx context.Context, id gid.ID) (*ent.Procedure, error)
}

// Rules are the dated numbers of the house.
type Rules interface {
	Value(key, unitPath string, day calendar.Date) (int, bool)
}

// Desk is what the service works with besides the database.
type Desk struct {
	People     People
	Logs       Logs
	Procedures Procedures
	Leads      Leads
	Sender     Sender
	Rules      Rules
	Secret     []byte // of the one-time codes and of the codes of certificates
	Random     func(digits int) (string, error)
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	Desk
	store     *store.Store
	territory *territory.Service
	policy    Policy
}

// New makes the service. A Desk without Random takes the random numbers of the machine, one without Leads takes the admins.
func New(s *store.Store, t *territory.Service, desk Desk, policy Policy) *Service {
	if desk.Random == nil {
		desk.Random = randomDigits
	}
	if desk.Leads == nil {
		desk.Leads = AdminsLead{}
	}
	return &Service{Desk: desk, store: s, territory: t, policy: policy}
}

const systemName = "assistance"

// asSystem lets the domain see what it has to and the viewer need not, such as the standing of a log that the viewer reads.
func asSystem(ctx context.Context) context.Context { return access.AsSystem(ctx, systemName) }
