// Package model holds what GraphQL shows and no table stores: payloads, subscriptions' shapes and pages.
package model

import (
	"gandan/ent"
	"gandan/internal/page"
)

// Node is any object with an identity; its Go types are the ent entities.
type Node any

// ModerationSubject is what a case is about.
type ModerationSubject any

// The pages of the API.
type (
	UnitConnection           = page.Connection[*ent.Unit]
	UnitEdge                 = page.Edge[*ent.Unit]
	OrganisationConnection   = page.Connection[*ent.Organisation]
	OrganisationEdge         = page.Edge[*ent.Organisation]
	ProcedureConnection      = page.Connection[*ent.Procedure]
	ProcedureEdge            = page.Edge[*ent.Procedure]
	AccessRecordConnection   = page.Connection[*ent.AccessRecord]
	AccessRecordEdge         = page.Edge[*ent.AccessRecord]
	HelpRequestConnection    = page.Connection[*ent.HelpRequest]
	HelpRequestEdge          = page.Edge[*ent.HelpRequest]
	AssistanceLogConnection  = page.Connection[*ent.AssistanceLog]
	AssistanceLogEdge        = page.Edge[*ent.AssistanceLog]
	ConferenceConnection     = page.Connection[*ent.Conference]
	ConferenceEdge           = page.Edge[*ent.Conference]
	QuestionConnection       = page.Connection[*ent.Question]
	QuestionEdge             = page.Edge[*ent.Question]
	CommitmentConnection     = page.Connection[*ent.Commitment]
	CommitmentEdge           = page.Edge[*ent.Commitment]
	ModerationCaseConnection = page.Connection[*ent.ModerationCase]
	ModerationCaseEdge       = page.Edge[*ent.ModerationCase]
	NotificationConnection   = page.Connection[*ent.Notification]
	NotificationEdge         = page.Edge[*ent.Notification]
)
