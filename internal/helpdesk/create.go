package helpdesk

import (
	"gandan/ent/helprequest"
	"gandan/ent/gid"
)

// CreateHelpRequestInput is what a citizen says when asking for help.
type CreateHelpRequestInput struct {
	ClientID         *string
	UnitID           gid.ID
	ProcedureID      *gid.ID
	Description      string
	Mode             helprequest.Mode
	ConsentToContact bool
}
