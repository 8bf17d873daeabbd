package notify

import (
	"gandan/ent/gid"
)

// MarkNotificationsReadInput is which lines of the inbox were read.
type MarkNotificationsReadInput struct {
	Ids []gid.ID
}
