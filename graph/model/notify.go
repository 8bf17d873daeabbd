package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

// FollowSubject is what a person follows.
type FollowSubject any

type (
	// FollowConnection is a page.
	FollowConnection = page.Connection[*ent.Follow]
	// FollowEdge is an element of a page.
	FollowEdge = page.Edge[*ent.Follow]
)
