package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

// The pages of walk-ins and certificates.
type (
	// WalkInCountConnection is a page.
	WalkInCountConnection = page.Connection[*ent.WalkInCount]
	// WalkInCountEdge is an element of a page.
	WalkInCountEdge = page.Edge[*ent.WalkInCount]
	// CertificateConnection is a page.
	CertificateConnection = page.Connection[*ent.Certificate]
	// CertificateEdge is an element of a page.
	CertificateEdge = page.Edge[*ent.Certificate]
)
