// Package notify tells people what happened to what is theirs. It owns the inbox, the table of notifications.
//
// It subscribes to the facts of the outbox: rules.go says which facts concern whom, and facts it does not know are passed
// over. A fact makes one line for a person at most, however often it is relayed. Nobody is told of their own deeds. A line
// keeps codes and the few words its text needs, never a phone number and nobody else's name; the text itself is put
// together when it is read, in the language of the reader, from the tables of messages.
//
// A line is unread until its person marks it. The package emits nothing.
package notify
