package model

import (
	"gandan/ent"
	"gandan/internal/criticism"
	"gandan/internal/page"
)

// The pages of social criticism.
type (
	// DraftConnection is a page.
	DraftConnection = page.Connection[*ent.Draft]
	// DraftEdge is an element of a page.
	DraftEdge = page.Edge[*ent.Draft]
	// DraftVersionConnection is a page.
	DraftVersionConnection = page.Connection[*ent.DraftVersion]
	// DraftVersionEdge is an element of a page.
	DraftVersionEdge = page.Edge[*ent.DraftVersion]
	// ClauseConnection is a page.
	ClauseConnection = page.Connection[*ent.Clause]
	// ClauseEdge is an element of a page.
	ClauseEdge = page.Edge[*ent.Clause]
	// OpinionConnection is a page.
	OpinionConnection = page.Connection[*ent.Opinion]
	// OpinionEdge is an element of a page.
	OpinionEdge = page.Edge[*ent.Opinion]
	// CriticismDocumentConnection is a page.
	CriticismDocumentConnection = page.Connection[*ent.CriticismDocument]
	// CriticismDocumentEdge is an element of a page.
	CriticismDocumentEdge = page.Edge[*ent.CriticismDocument]
	// DiffClauseConnection is a page.
	DiffClauseConnection = page.Connection[*criticism.DiffClause]
	// DiffClauseEdge is an element of a page.
	DiffClauseEdge = page.Edge[*criticism.DiffClause]
)
