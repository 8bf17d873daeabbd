package criticism

import (
	"context"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// What the domain tells about a draft. The subject is the draft.
const (
	EventCreated = "criticism.draft_created"
	// EventVersionPublished has Data: version.
	EventVersionPublished = "criticism.version_published"
	EventOpened           = "criticism.draft_opened"
	// EventConferenceLinked has Data: conference (id).
	EventConferenceLinked = "criticism.conference_linked"
	EventClosed           = "criticism.draft_closed"
	// EventDocumentIssued has Data: version, opinions.
	EventDocumentIssued  = "criticism.document_issued"
	EventAnswersFinished = "criticism.answers_finished"
	EventWithdrawn       = "criticism.draft_withdrawn"
)

// What the domain tells about an opinion. The subject is the opinion. Data: draft (id). Nobody is named as the actor.
const (
	EventOpinionGiven    = "criticism.opinion_given"
	EventOpinionAnswered = "criticism.opinion_answered"
	EventOpinionHidden   = "criticism.opinion_hidden"
	EventOpinionShown    = "criticism.opinion_shown"
)

// tellUnnamed tells a fact as the system: as the deed of a person it would say who gave the opinion.
func tellUnnamed(ctx context.Context, tx *store.Tx, name string, subject gid.ID, data map[string]string) error {
	person := tx.Actor
	defer func() { tx.Actor = person }()
	tx.Actor = access.SystemActor("criticism")
	return tx.Emit(ctx, name, subject, data)
}
