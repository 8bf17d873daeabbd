// Package team keeps the teams of volunteers who help with online public services: their members with a term, the help points,
// and the shifts with those who sign up. It owns these five tables and nothing else.
//
// A team is ACTIVE or ENDED, and so is a membership; a membership counts from its first day to its last, both included, and
// only while the person holds the role VOLUNTEER there. Every question of it names the day. A sign-up is SIGNED_UP, then LEFT,
// PRESENT, NO_SHOW or CALLED_OFF; lifecycle.go holds the tables, testdata their matrices.
//
// A lead is a relation and not a role: the grants let every volunteer of the unit try, and the verb asks for the membership
// (lead.go). Other domains ask this package through IsLead, LeadsOf, MemberOf and MembersOf.
//
// Whoever changes sign-ups first locks the row of the shift, and who signs up then locks their own memberships (signup.go): no
// shift ever holds more than its capacity and nobody is in two places at once. One function, answer.go, says why somebody cannot
// sign up; the field and the deed both ask it.
//
// People are never ranked: lists are ordered by time, what somebody did is counted nowhere, and a no-show is shown to the
// person, the leads of the team and admins alone. It hears when a role is taken back (role_revoked.go) and emits the facts of events.go.
package team
