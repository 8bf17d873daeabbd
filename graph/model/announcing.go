package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

type (
	// ProposalConnection is a page.
	ProposalConnection = page.Connection[*ent.Proposal]
	// ProposalEdge is an element of a page.
	ProposalEdge = page.Edge[*ent.Proposal]
)
