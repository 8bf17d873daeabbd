package moderation

import (
	"gandan/ent/flag"
	"gandan/ent/gid"
)

// FlagContentInput is what a citizen points at, and why.
type FlagContentInput struct {
	SubjectID gid.ID
	Reason    flag.Reason
	Note      *string
}
