package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

// The pages of receptions and of their bookings.
type (
	// ReceptionConnection is a page.
	ReceptionConnection = page.Connection[*ent.Reception]
	// ReceptionEdge is an element of a page.
	ReceptionEdge = page.Edge[*ent.Reception]
	// ReceptionBookingConnection is a page.
	ReceptionBookingConnection = page.Connection[*ent.ReceptionBooking]
	// ReceptionBookingEdge is an element of a page.
	ReceptionBookingEdge = page.Edge[*ent.ReceptionBooking]
)
