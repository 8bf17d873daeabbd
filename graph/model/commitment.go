package model

import (
	"gandan/ent"
	"gandan/internal/conference"
	"gandan/internal/page"
)

// The pages of conclusions and commitments.
type (
	// ConclusionConnection is a page.
	ConclusionConnection = page.Connection[*conference.Conclusion]
	// ConclusionEdge is an element of a page.
	ConclusionEdge = page.Edge[*conference.Conclusion]
	// CommitmentEntryConnection is a page.
	CommitmentEntryConnection = page.Connection[*ent.CommitmentEntry]
	// CommitmentEntryEdge is an element of a page.
	CommitmentEntryEdge = page.Edge[*ent.CommitmentEntry]
)
