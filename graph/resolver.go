package graph

import (
	"gandan/internal/assistance"
	"gandan/internal/attachment"
	"gandan/internal/commitment"
	"gandan/internal/conference"
	"gandan/internal/contact"
	"gandan/internal/criticism"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/live"
	"gandan/internal/moderation"
	"gandan/internal/notify"
	"gandan/internal/offline"
	"gandan/internal/policy"
	"gandan/internal/poll"
	"gandan/internal/procedure"
	"gandan/internal/reception"
	"gandan/internal/registration"
	"gandan/internal/satisfaction"
	"gandan/internal/team"
	"gandan/internal/territory"
)

// Resolver is the one place where the services of the domains enter the graph.
type Resolver struct {
	Identity   *identity.Service
	Territory  *territory.Service
	Helpdesk   *helpdesk.Service
	Forum      *conference.Service // GraphQL has fields Conference and Conferences already
	Moderation *moderation.Service
	Notify     *notify.Service
	Live       *live.Hub
	Policy     *policy.Service
	Seats      *registration.Service
	Polls      *poll.Service
	Ledger     *commitment.Service
	Criticism  *criticism.Service
	Survey     *satisfaction.Service
	Files      *attachment.Service

	// procedure
	Catalogue *procedure.Service // GraphQL has fields Procedure and Procedures already

	// request

	// matching

	// team
	Teams *team.Service

	// contact
	Talks *contact.Service // HelpRequest has a field contact already

	// reception
	Days *reception.Service

	// assistance
	Assistance *assistance.Service

	// offline, upload
	Uploads *offline.Uploads
	// offline
	Changes *offline.Changes
}
