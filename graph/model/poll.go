package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

type (
	// PollConnection is a page.
	PollConnection = page.Connection[*ent.Poll]
	// PollEdge is an element of a page.
	PollEdge = page.Edge[*ent.Poll]
)
