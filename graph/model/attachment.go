package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

type (
	// AttachmentConnection is a page.
	AttachmentConnection = page.Connection[*ent.Attachment]
	// AttachmentEdge is an element of a page.
	AttachmentEdge = page.Edge[*ent.Attachment]
)
