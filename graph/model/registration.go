package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

// The pages of registrations.
type (
	// RegistrationConnection is a page.
	RegistrationConnection = page.Connection[*ent.Registration]
	// RegistrationEdge is an element of a page.
	RegistrationEdge = page.Edge[*ent.Registration]
)
