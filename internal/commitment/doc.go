// Package commitment is the ledger of what was promised. It owns the commitments and the lines of their ledgers.
package commitment
