// Package live tells viewers what happens in a conference as it happens. It owns nothing that is stored: the activity and its
// numbers belong to the conference.
//
// Each conference that is watched has a room. One loop reads what is new in a room, once for all its viewers, whenever a fact
// conference.activity comes by and otherwise every second, so that several processes on one database need nothing but that
// database. A room keeps the last activities with their questions as the public sees them now; every viewer walks along them
// at their own pace, without asking the database. Who falls behind what the room keeps is let go and comes back with since.
//
// Nothing is lost, doubled or out of order: the numbers of a conference have no gaps and become visible in order, and a viewer
// is only ever given a number above the last one they got. What was missed is read from the database until the room has it.
//
// The screen in the room is one picture, read once for all who watch it whenever something changed, at most twice a second
// (projector.go). Whoever comes late reads the same as a snapshot and follows from its number (snapshot.go). Ballots of a
// poll take no number: they only change a total, which is on the screen within the second.
//
// Words that were hidden are told to nobody: a room replaces a question in everything it keeps as soon as it changes, and a
// viewer who comes later is told nothing before the room has caught up with the moment of their coming.
package live
