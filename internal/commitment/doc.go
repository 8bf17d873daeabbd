// Package commitment is the ledger of what was promised at conferences. It owns the commitments and the lines of their ledgers.
//
// A commitment is OPEN, COMPLETED, DISPUTED or KEPT. An admin of the unit extends and completes it; the citizen whose question
// it came from confirms or disputes what was completed, within the days of the policy; a day without a word more, and it is
// kept. lifecycle.go holds the table, testdata its matrix. Whether it is late, and whether it is kept because the time to
// dispute ran out, is computed whenever it is shown.
//
// Each deed adds one line to the ledger of its commitment (ledger.go). Lines are numbered without gaps under the lock of the
// row of the commitment, each holds the hash of the one before, and nothing changes or removes one: the store refuses it, and
// Audit finds whoever went around the store.
//
// The citizen who confirms or disputes is shown to nobody: lines say CITIZEN, events carry no actor, and no hash that the
// public reads is made from their identity, since whoever guesses it could then test the guess.
//
// It emits the events of events.go.
package commitment
