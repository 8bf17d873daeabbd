package model

import (
	"gandan/ent"
	"gandan/internal/page"
	"gandan/internal/team"
)

// The pages of teams, members, help points, shifts and sign-ups.
type (
	// TeamConnection is a page.
	TeamConnection = page.Connection[*ent.Team]
	// TeamEdge is an element of a page.
	TeamEdge = page.Edge[*ent.Team]
	// TeamMemberConnection is a page.
	TeamMemberConnection = page.Connection[*ent.TeamMember]
	// TeamMemberEdge is an element of a page.
	TeamMemberEdge = page.Edge[*ent.TeamMember]
	// NearHelpPointConnection is a page.
	NearHelpPointConnection = page.Connection[*team.NearHelpPoint]
	// NearHelpPointEdge is an element of a page.
	NearHelpPointEdge = page.Edge[*team.NearHelpPoint]
	// ShiftConnection is a page.
	ShiftConnection = page.Connection[*ent.Shift]
	// ShiftEdge is an element of a page.
	ShiftEdge = page.Edge[*ent.Shift]
	// ShiftSignupConnection is a page.
	ShiftSignupConnection = page.Connection[*ent.ShiftSignup]
	// ShiftSignupEdge is an element of a page.
	ShiftSignupEdge = page.Edge[*ent.ShiftSignup]
)
