package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

type (
	// RequestMessageConnection is a page.
	RequestMessageConnection = page.Connection[*ent.RequestMessage]
	// RequestMessageEdge is an element of a page.
	RequestMessageEdge = page.Edge[*ent.RequestMessage]
	// ContactRevealConnection is a page.
	ContactRevealConnection = page.Connection[*ent.ContactReveal]
	// ContactRevealEdge is an element of a page.
	ContactRevealEdge = page.Edge[*ent.ContactReveal]
)
