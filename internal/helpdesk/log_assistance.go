package helpdesk

import (
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"time"
)

// LogAssistanceInput is what a volunteer did.
type LogAssistanceInput struct {
	ClientID      *string
	HelpRequestID gid.ID
	Kind          assistancelog.Kind
	Outcome       assistancelog.Outcome
	Note          *string
	Minutes       int
	HappenedAt    *time.Time
	DossierCode   *string
}
