// Package notify tells people what happened to what is theirs and to what they follow. It owns the inbox: its lines and their
// numbers, what a person follows, and what they want to hear of.
//
// It subscribes to the facts of the outbox: rules.go says which facts concern whom, and facts it does not know are passed
// over. A fact makes one line for a person at most, however often it is relayed. Nobody is told of their own deeds, nor of a
// group of facts they turned off; category.go says which groups cannot be. A line keeps codes and the few words its text needs,
// never a phone number and nobody else's name; the text itself is put together when it is read, in the language of the reader,
// from the tables of messages.
//
// The lines of an inbox are numbered without gaps, and the row that counts them is locked while one is written, so numbers become
// visible in order. Whoever watches an inbox is given what follows the last number they have: nothing is lost or told twice, over
// however many connections. The inboxes that are watched are asked for together, in one statement a second.
//
// A line is unread until its person marks it. The package emits nothing.
package notify
