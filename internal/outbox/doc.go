// Package outbox relays facts. It owns what becomes of the rows of the outbox once store.Tx.Emit has written them in the
// transaction that made them true.
//
// A row is unrelayed, then relayed, then pruned after thirty days. Every committed fact is delivered to every subscriber at
// least once: a process that dies between delivering and marking delivers again when it is back, and so may each of several
// processes on one database. A subscriber therefore recognises a fact by its id.
//
// Facts of one subject arrive in the order in which they were written. A subject whose fact a subscriber refuses waits, with
// longer and longer pauses, and the other subjects go on. The package emits nothing.
package outbox
