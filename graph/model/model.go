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

// The pages of the API, under the names that the schema gives them.
type (
	// UnitConnection is a page.
	UnitConnection = page.Connection[*ent.Unit]
	// UnitEdge is an element of a page.
	UnitEdge = page.Edge[*ent.Unit]
	// OrganisationConnection is a page.
	OrganisationConnection = page.Connection[*ent.Organisation]
	// OrganisationEdge is an element of a page.
	OrganisationEdge = page.Edge[*ent.Organisation]
	// ProcedureConnection is a page.
	ProcedureConnection = page.Connection[*ent.Procedure]
	// ProcedureEdge is an element of a page.
	ProcedureEdge = page.Edge[*ent.Procedure]
	// ProcedureVersionConnection is a page.
	ProcedureVersionConnection = page.Connection[*ent.ProcedureVersion]
	// ProcedureVersionEdge is an element of a page.
	ProcedureVersionEdge = page.Edge[*ent.ProcedureVersion]
	// ProcedureFeeConnection is a page.
	ProcedureFeeConnection = page.Connection[*ent.ProcedureFee]
	// ProcedureFeeEdge is an element of a page.
	ProcedureFeeEdge = page.Edge[*ent.ProcedureFee]
	// AccessRecordConnection is a page.
	AccessRecordConnection = page.Connection[*ent.AccessRecord]
	// AccessRecordEdge is an element of a page.
	AccessRecordEdge = page.Edge[*ent.AccessRecord]
	// HelpRequestConnection is a page.
	HelpRequestConnection = page.Connection[*ent.HelpRequest]
	// HelpRequestEdge is an element of a page.
	HelpRequestEdge = page.Edge[*ent.HelpRequest]
	// AssistanceLogConnection is a page.
	AssistanceLogConnection = page.Connection[*ent.AssistanceLog]
	// AssistanceLogEdge is an element of a page.
	AssistanceLogEdge = page.Edge[*ent.AssistanceLog]
	// ConferenceConnection is a page.
	ConferenceConnection = page.Connection[*ent.Conference]
	// ConferenceEdge is an element of a page.
	ConferenceEdge = page.Edge[*ent.Conference]
	// QuestionConnection is a page.
	QuestionConnection = page.Connection[*ent.Question]
	// QuestionEdge is an element of a page.
	QuestionEdge = page.Edge[*ent.Question]
	// CommitmentConnection is a page.
	CommitmentConnection = page.Connection[*ent.Commitment]
	// CommitmentEdge is an element of a page.
	CommitmentEdge = page.Edge[*ent.Commitment]
	// ModerationCaseConnection is a page.
	ModerationCaseConnection = page.Connection[*ent.ModerationCase]
	// ModerationCaseEdge is an element of a page.
	ModerationCaseEdge = page.Edge[*ent.ModerationCase]
	// NotificationConnection is a page.
	NotificationConnection = page.Connection[*ent.Notification]
	// NotificationEdge is an element of a page.
	NotificationEdge = page.Edge[*ent.Notification]
)
