package conference

import (
	"context"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// What the domain tells about a conference. The subject is the conference.
const (
	EventCreated   = "conference.created"
	EventAnnounced = "conference.announced"
	EventStarted   = "conference.started"
	EventEnded     = "conference.ended"
	EventCancelled = "conference.cancelled"
	EventConcluded = "conference.concluded"
	EventCorrected = "conference.conclusion_corrected"
	EventUpdated   = "conference.updated"    // a draft was changed
	EventAgendaSet = "conference.agenda_set" // the whole agenda was replaced
	// EventRescheduled says that time or place of an announced conference changed: whoever registered is told.
	EventRescheduled = "conference.rescheduled"
	// EventSittingsChanged has Data: sitting (id), the one that was added, changed or removed.
	EventSittingsChanged = "conference.sittings_changed"
	// EventInvited has Data: organisation (id), the one that was invited, has another part now or is invited no longer.
	EventInvited = "conference.invited"
	// EventActivity says that the conference has new activity. Data: sequence.
	EventActivity = "conference.activity"
)

// What the domain tells about a question. The subject is the question. Data: conference (id). Nobody is named as the actor.
const (
	EventQuestionAsked     = "conference.question_asked" // it waits for an admin
	EventQuestionPublished = "conference.question_published"
	EventQuestionAnswered  = "conference.question_answered"
	EventQuestionHidden    = "conference.question_hidden"
	// EventQuestionMerged also has Data: into (id).
	EventQuestionMerged = "conference.question_merged"
	EventQuestionSorted = "conference.question_sorted" // it has another topic
	// EventQuestionAssigned also has Data: owner (id), dueOn. Somebody owes an answer in writing.
	EventQuestionAssigned = "conference.question_assigned"
)

// What the domain tells about a proposal. The subject is the proposal.
const (
	EventProposalSubmitted = "conference.proposal_submitted"
	// EventProposalAccepted has Data: conference (id), the draft that was made from it.
	EventProposalAccepted  = "conference.proposal_accepted"
	EventProposalRefused   = "conference.proposal_refused"
	EventProposalWithdrawn = "conference.proposal_withdrawn"
)

// EventCommitmentRecorded is told by the ledger of commitments when a promise was recorded; the subject is the commitment.
const EventCommitmentRecorded = "conference.commitment_recorded"

// tellUnnamed tells a fact as the system: as the deed of a person it would say who asked or voted.
func tellUnnamed(ctx context.Context, tx *store.Tx, name string, subject gid.ID, data map[string]string) error {
	person := tx.Actor
	defer func() { tx.Actor = person }()
	tx.Actor = access.SystemActor("conference")
	return tx.Emit(ctx, name, subject, data)
}
